// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/format.h"

#include "models/event/money.h"

#include <limits>
#include <optional>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::view;

class TestFormat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsAreGroupedAndShortenedFromAMillion_data();
    void countsAreGroupedAndShortenedFromAMillion();
    void amountsAreExact_data();
    void amountsAreExact();
    void agesAreWholeUnitsRoundedDown_data();
    void agesAreWholeUnitsRoundedDown();
    void clockIsLocalTimeInEnglish();
    void clockFollowsBothClockChanges();
    void sinceNamesTheDayOnlyWhenItIsAnother();
    void unknownZoneThrows();
};

namespace {

// Thu, 2011-03-10 15:01:15.123 UTC
constexpr qint64 kThursday_ms = 1'299'769'275'123;
constexpr qint64 kHour_ms = 3'600'000;
constexpr qint64 kDay_ms = 24 * kHour_ms;

/// Thin spaces are hard to see in a test.
QString plain(QString text)
{
    return text.replace(u'\u202F', u' ');
}

} // namespace

void TestFormat::countsAreGroupedAndShortenedFromAMillion_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<QString>("text");
    const auto add = [](qint64 count, const char* text) {
        QTest::newRow(text) << count << QString::fromLatin1(text);
    };
    add(0, "0");
    add(7, "7");
    add(999, "999");
    add(1'000, "1 000");
    add(80'123, "80 123");
    add(999'999, "999 999");
    add(1'000'000, "1.00 M");
    add(1'239'999, "1.23 M"); // "at least 1.24 M" would be untrue
    add(1'240'000, "1.24 M");
    add(9'999'999, "9.99 M");
    add(10'000'000, "10.0 M");
    add(12'490'000, "12.4 M");
    add(99'999'999, "99.9 M");
    add(100'000'000, "100 M");
    add(1'240'000'000, "1 240 M");
    add(std::numeric_limits<qint64>::max(), "9 223 372 036 854 M");
}

void TestFormat::countsAreGroupedAndShortenedFromAMillion()
{
    QFETCH(const qint64, count);
    QTEST(plain(formatCount(count)), "text");
}

void TestFormat::amountsAreExact_data()
{
    QTest::addColumn<qint64>("amount");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<QString>("text");
    const auto add = [](qint64 amount, const char* currency, const char* text) {
        QTest::newRow(text) << amount << QString::fromLatin1(currency) << QString::fromLatin1(text);
    };
    add(0, "SEK", "0.00 SEK");
    add(5, "SEK", "0.05 SEK");
    add(1'249'900, "SEK", "12 499.00 SEK");
    add(499, "JPY", "499 JPY");
    add(1'200, "KWD", "1.200 KWD");
    add(livewall::event::kMaxAmount, "EUR", "10 000 000 000.00 EUR");
    add(-350, "EUR", "-3.50 EUR");
}

void TestFormat::amountsAreExact()
{
    QFETCH(const qint64, amount);
    QFETCH(const QString, currency);
    QTEST(plain(formatMoney(amount, *livewall::event::Currency::fromCode(currency.toStdString()))),
          "text");
}

void TestFormat::agesAreWholeUnitsRoundedDown_data()
{
    QTest::addColumn<qint64>("age_ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("a clock that stepped back") << qint64{-5'000} << u"0 s"_s;
    QTest::newRow("now") << qint64{0} << u"0 s"_s;
    QTest::newRow("seconds") << qint64{59'999} << u"59 s"_s;
    QTest::newRow("a minute") << qint64{60'000} << u"1 min"_s;
    QTest::newRow("minutes") << kHour_ms - 1 << u"59 min"_s;
    QTest::newRow("an hour") << kHour_ms << u"1 h"_s;
    QTest::newRow("hours") << kDay_ms - 1 << u"23 h"_s;
    QTest::newRow("days") << 12 * kDay_ms << u"12 d"_s;
}

void TestFormat::agesAreWholeUnitsRoundedDown()
{
    QFETCH(const qint64, age_ms);
    QTEST(formatAge(age_ms), "text");
}

void TestFormat::clockIsLocalTimeInEnglish()
{
    QCOMPARE(BusinessTime("Europe/Stockholm").dateAndTime(kThursday_ms),
             u"Thu, 2011-03-10 16:01:15"_s);
    QCOMPARE(BusinessTime("UTC").dateAndTime(kThursday_ms), u"Thu, 2011-03-10 15:01:15"_s);
    QCOMPARE(BusinessTime("Asia/Kolkata").dateAndTime(kThursday_ms), u"Thu, 2011-03-10 20:31:15"_s);
}

void TestFormat::clockFollowsBothClockChanges()
{
    const BusinessTime stockholm("Europe/Stockholm");
    constexpr std::int64_t kSpring_ms = 1'301'187'600'000; // 2011-03-27T01:00:00Z
    QCOMPARE(stockholm.dateAndTime(kSpring_ms - 1), u"Sun, 2011-03-27 01:59:59"_s);
    QCOMPARE(stockholm.dateAndTime(kSpring_ms), u"Sun, 2011-03-27 03:00:00"_s);
    constexpr std::int64_t kAutumn_ms = 1'319'936'400'000; // 2011-10-30T01:00:00Z
    QCOMPARE(stockholm.dateAndTime(kAutumn_ms - 1), u"Sun, 2011-10-30 02:59:59"_s);
    QCOMPARE(stockholm.dateAndTime(kAutumn_ms), u"Sun, 2011-10-30 02:00:00"_s);
}

void TestFormat::sinceNamesTheDayOnlyWhenItIsAnother()
{
    const BusinessTime stockholm("Europe/Stockholm");
    QCOMPARE(stockholm.since(kThursday_ms - 2 * kHour_ms, kThursday_ms), u"14:01:15"_s);
    QCOMPARE(stockholm.sinceMinute(kThursday_ms - 2 * kHour_ms, kThursday_ms), u"14:01"_s);
    // Local midnight divides the days, not UTC's.
    constexpr std::int64_t kMidnight_ms = 1'299'711'600'000; // 2011-03-10T00:00 in Stockholm
    QCOMPARE(stockholm.since(kMidnight_ms, kThursday_ms), u"00:00:00"_s);
    QCOMPARE(stockholm.since(kMidnight_ms - 1, kThursday_ms), u"Wed 23:59:59"_s);
    QCOMPARE(stockholm.sinceMinute(kThursday_ms - 6 * kDay_ms, kThursday_ms), u"Fri 16:01"_s);
    QCOMPARE(stockholm.since(kThursday_ms - 7 * kDay_ms, kThursday_ms), u"2011-03-03 16:01:15"_s);
    QCOMPARE(stockholm.since(kThursday_ms + kDay_ms, kThursday_ms), u"2011-03-11 16:01:15"_s);
}

void TestFormat::unknownZoneThrows()
{
    QVERIFY_THROWS_EXCEPTION(std::bad_optional_access, BusinessTime("Europe/Atlantis"));
}

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
