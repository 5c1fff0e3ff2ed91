// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/holidays.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <string>
#include <vector>

using namespace livewall;
using namespace livewall::stats;
using namespace std::chrono;
using examples::utc;

namespace {

Holidays swedish()
{
    Holidays holidays;
    holidays.addSwedish();
    return holidays;
}

/// All of a year, as "1-6 Epiphany".
std::vector<std::string> ofYear(const Holidays& holidays, year in)
{
    std::vector<std::string> found;
    for (local_days day(in / 1 / 1); day < local_days((in + years(1)) / 1 / 1); day += days(1)) {
        const year_month_day date(day);
        if (const auto name = holidays.nameOf(day))
            found.push_back(std::to_string(unsigned(date.month())) + "-" +
                            std::to_string(unsigned(date.day())) + " " + std::string(*name));
    }
    return found;
}

} // namespace

class TestHolidays : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thereAreNoneUnlessTheyAreAdded();
    void easterIsWhereTheChurchHasIt();
    void swedishOnesAreThoseOfTheLaw();
    void untilTheNationalDayWhitMondayWasOne();
    void aDayOfOnesOwnHasItsName();
    void minutesAreOfTheLocalDay();
    void theWeeksNameTheirs();
};

void TestHolidays::thereAreNoneUnlessTheyAreAdded()
{
    QVERIFY(ofYear(Holidays(), 2026y).empty());
}

void TestHolidays::easterIsWhereTheChurchHasIt()
{
    // The earliest and the latest there is, and some between.
    QCOMPARE(easter(1818y), local_days(1818y / March / 22));
    QCOMPARE(easter(1943y), local_days(1943y / April / 25));
    QCOMPARE(easter(2000y), local_days(2000y / April / 23));
    QCOMPARE(easter(2011y), local_days(2011y / April / 24));
    QCOMPARE(easter(2024y), local_days(2024y / March / 31));
    QCOMPARE(easter(2049y), local_days(2049y / April / 18)); // not the 25th of Gauss's plain rule
}

void TestHolidays::swedishOnesAreThoseOfTheLaw()
{
    const std::vector<std::string> expected{
        "1-1 New Year's Day", "1-6 Epiphany",       "4-22 Good Friday",     "4-24 Easter Day",
        "4-25 Easter Monday", "5-1 May Day",        "6-2 Ascension Day",    "6-6 National Day",
        "6-12 Whit Sunday",   "6-25 Midsummer Day", "11-5 All Saints' Day", "12-25 Christmas Day",
        "12-26 Boxing Day"};
    QCOMPARE(ofYear(swedish(), 2011y), expected);
    // The first and the last Saturday that they can be.
    QVERIFY(swedish().nameOf(local_days(2026y / June / 20)));
    QVERIFY(swedish().nameOf(local_days(2021y / June / 26)));
    QVERIFY(swedish().nameOf(local_days(2026y / October / 31)));
    QVERIFY(swedish().nameOf(local_days(2021y / November / 6)));
}

void TestHolidays::untilTheNationalDayWhitMondayWasOne()
{
    QCOMPARE(*swedish().nameOf(local_days(2004y / May / 31)), "Whit Monday");
    QVERIFY(!swedish().nameOf(local_days(2004y / June / 6)));
    QVERIFY(!swedish().nameOf(local_days(2005y / May / 16)));
    QVERIFY(swedish().nameOf(local_days(2005y / June / 6)));
}

void TestHolidays::aDayOfOnesOwnHasItsName()
{
    Holidays holidays = swedish();
    holidays.add(local_days(2026y / December / 24), "Julafton");
    holidays.add(local_days(2026y / December / 25), "Juldagen");
    QCOMPARE(*holidays.nameOf(local_days(2026y / December / 24)), "Julafton");
    QCOMPARE(*holidays.nameOf(local_days(2026y / December / 25)), "Juldagen");
    QVERIFY(!holidays.nameOf(local_days(2027y / December / 24)));
}

void TestHolidays::minutesAreOfTheLocalDay()
{
    const Zone stockholm = Zone::find("Europe/Stockholm").value();
    // 1 May in Stockholm is from 22:00 UTC on 30 April.
    constexpr std::int64_t begin = utc(2011, 4, 30, 22);
    QVERIFY(!swedish().nameIn(stockholm, {begin - 900, begin}));
    QCOMPARE(*swedish().nameIn(stockholm, {begin - 840, begin + 60}), "May Day");
    QVERIFY(swedish().nameIn(stockholm, {begin + 86'340, begin + 86'400}));
    QVERIFY(!swedish().nameIn(stockholm, {begin + 86'400, begin + 86'460}));
}

void TestHolidays::theWeeksNameTheirs()
{
    const Zone stockholm = Zone::find("Europe/Stockholm").value();
    // Thursday 12 May 2011: Good Friday, Easter and May Day lie in the three weeks before.
    const auto found = weekHolidays(swedish(), stockholm, utc(2011, 5, 12, 12));
    const std::vector<WeekHoliday> expected{{3, 4, local_days(2011y / April / 22), "Good Friday"},
                                            {3, 6, local_days(2011y / April / 24), "Easter Day"},
                                            {2, 0, local_days(2011y / April / 25), "Easter Monday"},
                                            {2, 6, local_days(2011y / May / 1), "May Day"}};
    QVERIFY(found == expected);
    QVERIFY(weekHolidays(swedish(), stockholm, utc(2011, 3, 10, 12)).empty());
}

QTEST_GUILESS_MAIN(TestHolidays)
#include "tst_holidays.moc"
