// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/country.h"
#include "models/event/currency.h"

#include <set>
#include <string>

#include <QTest>

using namespace livewall::event;

/// Currency and country codes.
class TestCodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void minorUnits_data();
    void minorUnits();
    void everyCodeOfTheAlphabetIsItselfOrNothing();
    void codesWithdrawnBefore2000AreUnknown();
    void currenciesAreOrderedAsTheirCodes();
    void whatIsNoCodeIsRefused();
    void countries();
};

void TestCodes::minorUnits_data()
{
    QTest::addColumn<int>("digits");
    const auto rows = [](int digits, const char* codes) {
        for (const QByteArray& code : QByteArray(codes).split(' '))
            QTest::newRow(code.constData()) << digits;
    };
    rows(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF");
    rows(0, "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX");
    rows(2, "EUR USD SEK NOK DKK GBP CHF PLN BRL INR CNY AUD CAD MXN ZAR TRY HUF IDR MRU MGA");
    rows(2, "BOV CHE CHW COU MXV USN SLE SSP STN VED VES ZWG XCG XAD");
    rows(3, "BHD IQD JOD KWD LYD OMR TND");
    rows(4, "CLF UYW");
    // Withdrawn since 2000.
    rows(0, "ADP BEF BYB BYR ESP GRD ITL LUF MGF PTE TPE TRL");
    rows(2, "AFA ANG ATS AZM BGL BGN CSD CUC CYP DEM EEK FIM FRF GHC HRK IEP LTL LVL MRO MTL MZM");
    rows(2, "NLG ROL RUR SDD SIT SKK SLL SRG STD TMM USS VEB VEF YUM ZMK ZWD ZWL ZWN ZWR");
}

void TestCodes::minorUnits()
{
    QFETCH(int, digits);
    const std::string code = QTest::currentDataTag();
    const auto currency = Currency::fromCode(code);
    QVERIFY(currency.has_value());
    QCOMPARE(currency->minorDigits(), digits);
    QCOMPARE(std::string(currency->code()), code);
}

void TestCodes::everyCodeOfTheAlphabetIsItselfOrNothing()
{
    std::set<std::uint16_t> indexes;
    for (char a = 'a'; a <= 'z'; ++a) {
        for (char b = 'A'; b <= 'Z'; ++b) {
            for (char c = 'a'; c <= 'z'; ++c) {
                const std::string mixed{a, b, c};
                const auto currency = Currency::fromCode(mixed);
                if (!currency)
                    continue;
                const std::string upper{static_cast<char>(a - 32), b, static_cast<char>(c - 32)};
                QCOMPARE(std::string(currency->code()), upper);
                QVERIFY(indexes.insert(currency->index()).second);
            }
        }
    }
    QVERIFY(indexes.size() > 230);
    QVERIFY(!indexes.contains(Currency().index()));
    QCOMPARE(std::size_t{*indexes.rbegin()}, indexes.size()); // dense
}

void TestCodes::codesWithdrawnBefore2000AreUnknown()
{
    for (const char* code : {"SUR", "DDM", "YUD", "PLZ", "XEU", "ARA", "BRC", "UAK", "ZRN", "GEK"})
        QVERIFY2(!Currency::fromCode(code), code);
}

void TestCodes::currenciesAreOrderedAsTheirCodes()
{
    QVERIFY(Currency() < *Currency::fromCode("ADP"));
    QVERIFY(*Currency::fromCode("EUR") < *Currency::fromCode("SEK"));
    QVERIFY(*Currency::fromCode("SEK") < *Currency::fromCode("USD"));
    QCOMPARE(*Currency::fromCode("sek"), *Currency::fromCode("SEK"));
}

void TestCodes::whatIsNoCodeIsRefused()
{
    for (const char* code :
         {"", "S", "SE", "SEKK", "SE1", "S K", "BTC", "ZZZ", "SE\xC3", "@EK", "[EK"})
        QVERIFY2(!Currency::fromCode(code), code);
    QVERIFY(!Currency::fromCode(std::string_view("\0\0\0", 3)));
    QVERIFY(Currency().isNone());
    QCOMPARE(Currency().code(), std::string_view());
}

void TestCodes::countries()
{
    QCOMPARE(Country::fromCode("SE")->code(), std::string("se"));
    QCOMPARE(*Country::fromCode("sE"), *Country::fromCode("Se"));
    QVERIFY(Country::fromCode("zz").has_value());
    QVERIFY(*Country::fromCode("fi") < *Country::fromCode("se"));
    QVERIFY(Country().isNone());
    for (const char* code : {"", "s", "swe", "s1", "@a", "[a", "\xC3\xA5", " s"})
        QVERIFY2(!Country::fromCode(code), code);
}

QTEST_GUILESS_MAIN(TestCodes)
#include "tst_codes.moc"
