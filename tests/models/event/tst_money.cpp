// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/money.h"

#include <rapidcheck.h>

#include <QTest>

using namespace livewall::event;

class TestMoney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainAmounts_data();
    void plainAmounts();
    void jsonAmounts_data();
    void jsonAmounts();
    void amountsReadBackAsTheyWereWritten();
    void anExponentMovesThePointAndNothingElse();
    void averagesRoundHalfToEven_data();
    void averagesRoundHalfToEven();
    void averagesOfSumsBeyond64Bits();
    void formatting();
};

namespace {

constexpr qint64 kNothing = std::numeric_limits<qint64>::min();

qint64 orNothing(std::optional<std::int64_t> amount)
{
    return amount ? *amount : kNothing;
}

} // namespace

void TestMoney::plainAmounts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("digits");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const char* text, int digits, qint64 expected) {
        QTest::addRow("%s with %d digits", text, digits) << QByteArray(text) << digits << expected;
    };
    row("499.12", 2, 49912);
    row("499.1", 2, 49910);
    row("499", 2, 49900);
    row("0.07", 2, 7);
    row("007.50", 2, 750);
    row("0", 0, 0);
    row("-0.00", 2, 0);
    row("-12.34", 2, -1234);
    row("12.00", 0, 12);
    row("12.01", 0, kNothing);
    row("12.340", 2, 1234);
    row("12.345", 2, kNothing);
    row("1.234", 3, 1234);
    row("1.2345", 4, 12345);
    row("1.00000000000000000000000000000", 2, 100);
    row("1.00000000000000000000000000001", 2, kNothing);
    row("0000000000000000000000000000001", 2, 100);
    row("10000000000.00", 2, 1'000'000'000'000);
    row("10000000000.01", 2, kNothing);
    row("-10000000000.00", 2, -1'000'000'000'000);
    row("-10000000000.01", 2, kNothing);
    row("1000000000000", 0, 1'000'000'000'000);
    row("1000000000001", 0, kNothing);
    row("1000000000", 3, 1'000'000'000'000);
    row("99999999999999999999999999999999", 2, kNothing);
    for (const char* bad : {"", "-", ".5", "5.", "+5", "1e2", " 1", "1 ", "1,50", "--1", "1.2.3",
                            "1-", "0x10", "NaN", "\xD9\xA1"})
        row(bad, 2, kNothing);
}

void TestMoney::plainAmounts()
{
    QFETCH(QByteArray, text);
    QFETCH(int, digits);
    QFETCH(qint64, expected);
    QCOMPARE(orNothing(parseAmount(text.toStdString(), digits)), expected);
}

void TestMoney::jsonAmounts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("digits");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const char* text, int digits, qint64 expected) {
        QTest::addRow("%s with %d digits", text, digits) << QByteArray(text) << digits << expected;
    };
    row("499.12", 2, 49912);
    row("1e2", 2, 10000);
    row("1E+2", 0, 100);
    row("1.5e1", 0, 15);
    row("1.5e0", 0, kNothing);
    row("1234e-2", 2, 1234);
    row("1234e-3", 2, kNothing);
    row("1230e-3", 2, 123);
    row("-1e-2", 2, -1);
    row("0.00012e4", 2, 120);
    row("1e10", 2, 1'000'000'000'000);
    row("1e11", 2, kNothing);
    row("0e999999999999999999999999", 2, 0);
    row("1e999999999", 2, kNothing);
    row("1e-999999999", 2, kNothing);
    row("1e-99999999999999999999999999", 2, kNothing);
    row("0.1", 1, 1); // not 0.1000000000000000055
    row("8.41", 2, 841);
    row("4503599627.37", 2, 450'359'962'737);
    for (const char* bad : {"", "-", "01", "-01", "1.", ".1", "1e", "1e+", "+1", "1e1.5", "1 "})
        row(bad, 2, kNothing);
}

void TestMoney::jsonAmounts()
{
    QFETCH(QByteArray, text);
    QFETCH(int, digits);
    QFETCH(qint64, expected);
    QCOMPARE(orNothing(parseJsonAmount(text.toStdString(), digits)), expected);
}

void TestMoney::amountsReadBackAsTheyWereWritten()
{
    QVERIFY(rc::check("an amount that was formatted parses to itself", [] {
        const auto amount = *rc::gen::inRange(-kMaxAmount, kMaxAmount + 1);
        const auto digits = *rc::gen::inRange(0, 5);
        const std::string text = formatAmount(amount, digits);
        RC_ASSERT(parseAmount(text, digits) == std::optional(amount));
        RC_ASSERT(parseJsonAmount(text, digits) == std::optional(amount));
    }));
}

void TestMoney::anExponentMovesThePointAndNothingElse()
{
    QVERIFY(rc::check("d zeros behind the number are worth e-d", [] {
        const auto number = *rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000);
        const auto zeros = *rc::gen::inRange(0, 2000);
        const std::string text = std::to_string(number) +
                                 std::string(static_cast<std::size_t>(zeros), '0') + "e-" +
                                 std::to_string(zeros);
        RC_ASSERT(parseJsonAmount(text, 2) == std::optional(number * 100));
    }));
}

void TestMoney::averagesRoundHalfToEven_data()
{
    QTest::addColumn<qint64>("sum");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("exact") << qint64{10} << qint64{5} << qint64{2};
    QTest::newRow("below half") << qint64{7} << qint64{3} << qint64{2};
    QTest::newRow("above half") << qint64{8} << qint64{3} << qint64{3};
    QTest::newRow("0.5 to 0") << qint64{1} << qint64{2} << qint64{0};
    QTest::newRow("1.5 to 2") << qint64{3} << qint64{2} << qint64{2};
    QTest::newRow("2.5 to 2") << qint64{5} << qint64{2} << qint64{2};
    QTest::newRow("-0.5 to 0") << qint64{-1} << qint64{2} << qint64{0};
    QTest::newRow("-1.5 to -2") << qint64{-3} << qint64{2} << qint64{-2};
    QTest::newRow("-2.5 to -2") << qint64{-5} << qint64{2} << qint64{-2};
    QTest::newRow("-2.67 to -3") << qint64{-8} << qint64{3} << qint64{-3};
}

void TestMoney::averagesRoundHalfToEven()
{
    QFETCH(qint64, sum);
    QFETCH(qint64, count);
    QFETCH(qint64, expected);
    QCOMPARE(qint64{averageHalfEven(sum, count)}, expected);
}

void TestMoney::averagesOfSumsBeyond64Bits()
{
    constexpr std::int64_t kCount = 1'000'000'000;
    QCOMPARE(averageHalfEven(Int128{kMaxAmount} * kCount, kCount), kMaxAmount);
    QCOMPARE(averageHalfEven(-Int128{kMaxAmount} * kCount, kCount), -kMaxAmount);
}

void TestMoney::formatting()
{
    QCOMPARE(formatAmount(49912, 2), std::string("499.12"));
    QCOMPARE(formatAmount(500, 0), std::string("500"));
    QCOMPARE(formatAmount(7, 2), std::string("0.07"));
    QCOMPARE(formatAmount(-7, 3), std::string("-0.007"));
    QCOMPARE(formatAmount(0, 2), std::string("0.00"));
    QCOMPARE(formatAmount(12345, 4), std::string("1.2345"));
    QCOMPARE(formatAmount(std::numeric_limits<std::int64_t>::min(), 0),
             std::string("-9223372036854775808"));
}

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
