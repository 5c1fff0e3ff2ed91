// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/windows.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <malloc.h>

using namespace livewall;
using namespace livewall::stats;
using examples::country;
using examples::currency;
using examples::utc;

namespace {

constexpr std::int64_t kNoon = utc(2011, 3, 10, 12);

struct Sale
{
    std::int64_t second = kNoon;
    std::int64_t eid = 1;
    std::int64_t accepted = 1;
    event::Int128 sum = 100;
    std::string_view in = "SEK";
    std::string_view at = "no";
    std::int64_t not_accepted = 0;
};

Delta delta(const Sale& sale)
{
    return {.second = sale.second,
            .eid = sale.eid,
            .country = sale.at.empty() ? event::Country() : country(sale.at),
            .currency = currency(sale.in),
            .accepted = sale.accepted,
            .not_accepted = sale.not_accepted,
            .sum = sale.sum};
}

/// Windows at noon that leave Sweden and Finland out of the second hour table.
class At
{
public:
    explicit At(std::int64_t second = kNoon) { windows_.advance(second); }

    void add(const Sale& sale) { windows_.add(delta(sale)); }
    void closeLeft(std::int64_t from, std::int64_t to) { windows_.closeLeft(from, to); }
    void advance(std::int64_t second) { windows_.advance(second); }

    TopTable hour() { return windows_.hour(names_); }
    TopTable hourExcluding() { return windows_.hourExcluding(names_); }
    TopTable day() { return windows_.day(names_); }
    /// The three tables with their trends.
    Figures figures()
    {
        Figures figures{.hour = hour(), .hour_excluding = hourExcluding(), .day = day()};
        windows_.addTrends(figures.hour, figures.hour_excluding, figures.day);
        return figures;
    }
    void settle() { windows_.settle(); }
    std::int64_t lastMinute() const { return windows_.lastMinute(); }
    MerchantNames& names() { return names_; }

private:
    MerchantNames names_;
    Windows windows_{{country("se"), country("fi")}};
};

const TopTable kEmpty{};

} // namespace

class TestWindows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPurchaseIsInTheHourForItsSecondAndThe3599After();
    void aPurchaseIsInTheDayForItsMinuteAndThe1439After();
    void aPurchaseIsInTheLastMinuteForItsSecondAndThe59After();
    void aLateOneCountsWhereItBelongs();
    void timeNeverGoesBack();
    void aLeapOfAnyLengthLeavesTheWindowsExact_data();
    void aLeapOfAnyLengthLeavesTheWindowsExact();
    void anEmptyPlaceIsTakenWithoutTraces();
    void aDeltaMayBeLargerThanAnEntry();
    void mergingABucketKeepsEveryFigure();
    void mergingStopsWhereAnEntryIsFull();
    void aBusyHoursMemoryIsGivenBack();
    void theListIsByCountThenEid();
    void whatIsBelowTheListIsOthers();
    void declinedOnesAreAttemptsAlone();
    void theExcludingListLeavesCountriesOut();
    void aStoreOfManyCurrenciesIsAveragedInItsMain();
    void currenciesOfEqualCountGoByCode();
    void aCurrencyOfDeclinedOnesAloneMixesNothing();
    void theSameCurrencyInTwoCountriesIsOne();
    void averagesRoundHalfToEven_data();
    void averagesRoundHalfToEven();
    void rowsCarryTheName();
    void whenItIsSummedMakesNoDifference();
    void aRowHasItsRankInTheListOfTheMinuteAnHourBefore();
    void aRowHasThe60WholeMinutesBeforeTsOwn();
    void rowsThatComeAndGoKeepTheirMinutes();
};

void TestWindows::aPurchaseIsInTheHourForItsSecondAndThe3599After()
{
    At at;
    at.add({});
    QCOMPARE(at.hour().total, 1);
    at.advance(kNoon + 3599);
    QCOMPARE(at.hour().total, 1);
    QCOMPARE(at.hour().rows.size(), 1);
    QCOMPARE(at.hourExcluding().total, 1);
    at.advance(kNoon + 3600);
    QVERIFY(at.hour() == kEmpty);
    QVERIFY(at.hourExcluding() == kEmpty);
    QCOMPARE(at.day().total, 1);
}

void TestWindows::aPurchaseIsInTheDayForItsMinuteAndThe1439After()
{
    At at(kNoon + 59);
    at.add({.second = kNoon + 59});
    at.add({.second = kNoon});
    at.advance(kNoon + 1439 * 60 + 59);
    QCOMPARE(at.day().total, 2);
    at.advance(kNoon + 1440 * 60);
    QVERIFY(at.day() == kEmpty);
}

void TestWindows::aPurchaseIsInTheLastMinuteForItsSecondAndThe59After()
{
    At at;
    at.add({.accepted = 3, .not_accepted = 4});
    QCOMPARE(at.lastMinute(), 3);
    at.advance(kNoon + 59);
    QCOMPARE(at.lastMinute(), 3);
    at.advance(kNoon + 60);
    QCOMPARE(at.lastMinute(), 0);
}

void TestWindows::aLateOneCountsWhereItBelongs()
{
    At at; // 12:00:00: the day begins with the minute of 12:01 the day before
    at.add({.second = kNoon - 3599});
    QCOMPARE(at.hour().total, 1);
    at.add({.second = kNoon - 3600});
    QCOMPARE(at.hour().total, 1);
    QCOMPARE(at.day().total, 2);
    at.add({.second = kNoon - 1439 * 60, .eid = 2});
    QCOMPARE(at.day().total, 3);
    at.add({.second = kNoon - 1439 * 60 - 1, .eid = 3});
    QCOMPARE(at.day().total, 3);
    QCOMPARE(at.lastMinute(), 0);

    at.advance(kNoon + 1);
    QVERIFY(at.hour() == kEmpty);
}

void TestWindows::timeNeverGoesBack()
{
    At at;
    at.add({});
    at.advance(kNoon - 10'000);
    QCOMPARE(at.hour().total, 1);
    at.advance(kNoon + 3599);
    QCOMPARE(at.hour().total, 1);
}

void TestWindows::aLeapOfAnyLengthLeavesTheWindowsExact_data()
{
    QTest::addColumn<qint64>("leap");
    for (const qint64 leap :
         {1,      59,     60,      61,         3599,        3600,         3601,
          86'339, 86'340, 86'399,  86'400,     86'401,      86'460,       86'461,
          90'000, 90'061, 172'800, 10'000'000, 315'360'000, 2'000'000'000})
        QTest::addRow("%lld s", static_cast<long long>(leap)) << leap;
}

void TestWindows::aLeapOfAnyLengthLeavesTheWindowsExact()
{
    QFETCH(const qint64, leap);
    constexpr std::int64_t start = kNoon + 37;
    std::vector<std::int64_t> seconds;
    for (std::int64_t age = 0; age < 100'000; age = age * 3 / 2 + 1)
        seconds.push_back(start - age);

    At at(start);
    for (const std::int64_t second : seconds)
        at.add({.second = second});
    const std::int64_t now = start + leap;
    at.advance(now);
    // Again what is in reach, to find a place that was not emptied.
    for (const std::int64_t age : {0, 1, 3599, 3600, 86'000})
        at.add({.second = seconds.emplace_back(now - age)});

    TopTable hour, day;
    std::int64_t minute = 0;
    for (const std::int64_t second : seconds) {
        hour.total += second > now - 3600 ? 1 : 0;
        day.total += second / 60 > now / 60 - 1440 ? 1 : 0;
        minute += second > now - 60 ? 1 : 0;
    }
    QCOMPARE(at.hour().total, hour.total);
    QCOMPARE(at.hour().rows.at(0).count, hour.total);
    QCOMPARE(at.day().total, day.total);
    QCOMPARE(at.day().rows.at(0).count, day.total);
    QCOMPARE(at.lastMinute(), minute);
}

void TestWindows::anEmptyPlaceIsTakenWithoutTraces()
{
    At at;
    for (int round = 0; round < 4; ++round) {
        const std::int64_t now = kNoon + round * 200'000;
        at.advance(now);
        QVERIFY(at.day() == kEmpty);
        const bool swedish = round % 2 == 0;
        for (std::int64_t eid = 1; eid <= 20; ++eid)
            at.add({.second = now,
                    .eid = round * 100 + eid,
                    .accepted = eid,
                    .sum = 7 * eid,
                    .in = swedish ? "SEK" : "EUR",
                    .at = swedish ? "se" : "de"});
        const TopTable hour = at.hour();
        QCOMPARE(hour.total, 210);
        QCOMPARE(hour.rows.at(0), (TopRow{.eid = round * 100 + 20,
                                          .count = 20,
                                          .average = 7,
                                          .currency = currency(swedish ? "SEK" : "EUR")}));
        QCOMPARE(at.day(), hour);
        QCOMPARE(at.hourExcluding(), swedish ? kEmpty : hour);
    }
}

void TestWindows::aDeltaMayBeLargerThanAnEntry()
{
    // More purchases than 32 bits count, and a sum beyond 64.
    constexpr std::int64_t accepted = 5'000'000'000;
    constexpr std::int64_t not_accepted = 9'000'000'000;
    constexpr event::Int128 sum = event::Int128{accepted} * event::kMaxAmount;
    At at;
    at.add({.accepted = accepted, .sum = sum, .not_accepted = not_accepted});
    at.add({.accepted = accepted, .sum = sum, .not_accepted = not_accepted});
    const TopTable expected{.rows = {{.eid = 1,
                                      .count = 2 * accepted,
                                      .average = event::kMaxAmount,
                                      .currency = currency("SEK")}},
                            .total = 2 * accepted,
                            .attempts = 2 * (accepted + not_accepted)};
    QCOMPARE(at.hour(), expected);
    QCOMPARE(at.day(), expected);
    QCOMPARE(at.lastMinute(), 2 * accepted);
    at.advance(kNoon + 3600);
    QCOMPARE(at.hour(), kEmpty);
    at.advance(kNoon + 86'400);
    QCOMPARE(at.day(), kEmpty);
}

void TestWindows::mergingABucketKeepsEveryFigure()
{
    // All in one second, far beyond the entries at which buckets are merged.
    constexpr std::int64_t rounds = 5'000;
    At at;
    for (std::int64_t i = 0; i < rounds; ++i) {
        at.add({.eid = 1, .sum = 100, .not_accepted = 1});
        at.add({.eid = 1, .accepted = 2, .sum = 50, .at = "fi"});
        at.add({.eid = 2, .sum = i, .in = "EUR"});
        at.add({.eid = 3, .accepted = 0, .sum = 0, .not_accepted = 3});
    }
    const TopTable expected{
        .rows = {{.eid = 1, .count = 3 * rounds, .average = 50, .currency = currency("SEK")},
                 // The mean of 0 .. 4999 is 2499.5: half to even.
                 {.eid = 2, .count = rounds, .average = 2500, .currency = currency("EUR")}},
        .total = 4 * rounds,
        .attempts = 8 * rounds};
    QCOMPARE(at.hour(), expected);
    QCOMPARE(at.day(), expected);
    QCOMPARE(at.hourExcluding().total, 2 * rounds);
    QCOMPARE(at.hourExcluding().attempts, 6 * rounds);
    QCOMPARE(at.hourExcluding().rows.at(0).average, 100);
    at.advance(kNoon + 3599);
    QCOMPARE(at.hour(), expected);
    at.advance(kNoon + 3600);
    QCOMPARE(at.hour(), kEmpty);
    QCOMPARE(at.hourExcluding(), kEmpty);
    QCOMPARE(at.day(), expected);
    at.advance(kNoon + 86'400);
    QCOMPARE(at.day(), kEmpty);
}

void TestWindows::aBusyHoursMemoryIsGivenBack()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer's heap does not say how much is in use");
#endif
    const auto used = [] {
        const struct mallinfo2 heap = mallinfo2();
        return heap.uordblks + heap.hblkhd;
    };
    constexpr std::size_t kBusy = 20'000'000;
    At at;
    at.add({});
    const std::size_t quiet = used();
    for (std::int64_t minute = 0; minute < 60; ++minute) {
        at.advance(kNoon + minute * 60);
        for (std::int64_t eid = 1; eid <= 10'000; ++eid)
            at.add({.second = kNoon + minute * 60, .eid = eid});
    }
    QVERIFY(used() > quiet + kBusy);
    for (std::int64_t minute = 0; minute <= 25 * 60; ++minute) {
        at.advance(kNoon + 3600 + minute * 60);
        at.add({.second = kNoon + 3600 + minute * 60});
    }
    at.closeLeft(kNoon / 3600, kNoon / 3600 + 1); // as a board does
    QVERIFY2(used() < quiet + kBusy / 4, std::to_string(used() - quiet).c_str());
}

void TestWindows::mergingStopsWhereAnEntryIsFull()
{
    constexpr std::int64_t many = 3'000'000'000; // two of them are too many for one entry
    constexpr event::Int128 much = event::Int128{many} * 3'000'000'000; // likewise
    At at;
    for (int i = 0; i < 400; ++i)
        at.add({.accepted = many, .sum = much, .not_accepted = many});
    QCOMPARE(at.hour().total, 400 * many);
    QCOMPARE(at.hour().attempts, 800 * many);
    QCOMPARE(at.hour().rows.at(0).average, 3'000'000'000);
    at.advance(kNoon + 86'400);
    QCOMPARE(at.hour(), kEmpty);
    QCOMPARE(at.day(), kEmpty);
}

void TestWindows::theListIsByCountThenEid()
{
    At at;
    for (const std::int64_t eid : {9, 4, 7, 2})
        at.add({.eid = eid, .accepted = eid == 7 ? 5 : 3});
    std::vector<std::int64_t> eids;
    for (const TopRow& row : at.hour().rows)
        eids.push_back(row.eid);
    QCOMPARE(eids, (std::vector<std::int64_t>{7, 2, 4, 9}));
}

void TestWindows::whatIsBelowTheListIsOthers()
{
    At at;
    for (std::int64_t eid = 1; eid <= 25; ++eid)
        at.add({.eid = eid, .accepted = eid});
    const TopTable hour = at.hour();
    QCOMPARE(hour.rows.size(), 10);
    QCOMPARE(hour.rows.front().eid, 25);
    QCOMPARE(hour.rows.back().eid, 16);
    QCOMPARE(hour.total, 25 * 26 / 2);
    QCOMPARE(hour.othersBelow(10), 15 * 16 / 2); // the stores 1 to 15
}

void TestWindows::declinedOnesAreAttemptsAlone()
{
    At at;
    at.add({.accepted = 0, .sum = 0, .not_accepted = 2});
    const TopTable expected{.attempts = 2};
    QCOMPARE(at.hour(), expected);
    QCOMPARE(at.hourExcluding(), expected);
    QCOMPARE(at.day(), expected);
    QCOMPARE(at.lastMinute(), 0);
}

void TestWindows::theExcludingListLeavesCountriesOut()
{
    At at;
    at.add({.eid = 1, .accepted = 5, .sum = 500, .at = "se"});
    at.add({.eid = 1, .accepted = 1, .sum = 900, .at = "dk"});
    at.add({.eid = 2, .accepted = 2, .sum = 40, .at = "", .not_accepted = 1}); // nobody knows where
    at.add({.eid = 3, .accepted = 3, .sum = 30, .at = "fi", .not_accepted = 7});
    const TopTable expected{
        .rows = {{.eid = 2, .count = 2, .average = 20, .currency = currency("SEK")},
                 {.eid = 1, .count = 1, .average = 900, .currency = currency("SEK")}},
        .total = 3,
        .attempts = 4};
    QCOMPARE(at.hourExcluding(), expected);
    QCOMPARE(at.hour().total, 11);
    QCOMPARE(at.hour().attempts, 19);
    QCOMPARE(at.hour().rows.at(0).eid, 1);
    QCOMPARE(at.hour().rows.at(0).average, 233); // 1400 / 6
}

void TestWindows::aStoreOfManyCurrenciesIsAveragedInItsMain()
{
    At at;
    at.add({.accepted = 2, .sum = 1'000'000, .in = "JPY"});
    at.add({.accepted = 3, .sum = 300, .in = "SEK"});
    at.add({.accepted = 1, .sum = 9, .in = "EUR"});
    const TopRow expected{
        .eid = 1, .count = 6, .average = 100, .currency = currency("SEK"), .mixed = true};
    QCOMPARE(at.hour().rows.at(0), expected);
    QCOMPARE(at.day().rows.at(0), expected);
}

void TestWindows::currenciesOfEqualCountGoByCode()
{
    At at;
    at.add({.accepted = 2, .sum = 20, .in = "SEK"});
    at.add({.accepted = 2, .sum = 60, .in = "EUR"});
    at.add({.accepted = 2, .sum = 80, .in = "GBP"});
    QCOMPARE(at.hour().rows.at(0).currency.code(), "EUR");
    QCOMPARE(at.hour().rows.at(0).average, 30);
}

void TestWindows::aCurrencyOfDeclinedOnesAloneMixesNothing()
{
    At at;
    at.add({.accepted = 0, .sum = 0, .in = "EUR", .not_accepted = 9});
    at.add({.accepted = 1, .sum = 70, .in = "SEK"});
    QVERIFY(!at.hour().rows.at(0).mixed);
    QCOMPARE(at.hour().rows.at(0).currency.code(), "SEK");

    // Nor does one whose sales have left the hour: the day still has them.
    at.add({.second = kNoon - 3600, .accepted = 5, .sum = 5, .in = "EUR"});
    QVERIFY(!at.hour().rows.at(0).mixed);
    QVERIFY(at.day().rows.at(0).mixed);
}

void TestWindows::theSameCurrencyInTwoCountriesIsOne()
{
    At at;
    at.add({.accepted = 1, .sum = 100, .in = "EUR", .at = "de"});
    at.add({.accepted = 1, .sum = 300, .in = "EUR", .at = "at"});
    at.add({.accepted = 1, .sum = 5, .in = "SEK", .at = "dk"});
    const TopRow expected{
        .eid = 1, .count = 3, .average = 200, .currency = currency("EUR"), .mixed = true};
    QCOMPARE(at.hour().rows.at(0), expected);
}

void TestWindows::averagesRoundHalfToEven_data()
{
    QTest::addColumn<qint64>("sum");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<qint64>("average");
    QTest::newRow("2.5") << qint64{5} << qint64{2} << qint64{2};
    QTest::newRow("3.5") << qint64{7} << qint64{2} << qint64{4};
    QTest::newRow("0.5") << qint64{1} << qint64{2} << qint64{0};
    QTest::newRow("2.33") << qint64{7} << qint64{3} << qint64{2};
    QTest::newRow("2.67") << qint64{8} << qint64{3} << qint64{3};
    QTest::newRow("2.4999") << qint64{24'999} << qint64{10'000} << qint64{2};
    QTest::newRow("0") << qint64{0} << qint64{3} << qint64{0};
}

void TestWindows::averagesRoundHalfToEven()
{
    QFETCH(const qint64, sum);
    QFETCH(const qint64, count);
    At at;
    at.add({.accepted = count, .sum = sum});
    QTEST(qint64{at.hour().rows.at(0).average}, "average");
}

void TestWindows::rowsCarryTheName()
{
    At at;
    at.add({.eid = 1});
    at.add({.eid = 2});
    at.names().add({2, 1, "Kiosk"});
    QCOMPARE(at.hour().rows.at(0).merchant, "");
    QCOMPARE(at.hour().rows.at(1).merchant, "Kiosk");
}

void TestWindows::whenItIsSummedMakesNoDifference()
{
    std::mt19937_64 random(20110310);
    const auto below = [&random](std::int64_t limit) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit));
    };
    At now_and_then;
    At once;
    std::int64_t second = kNoon;
    for (int i = 0; i < 60'000; ++i) {
        if (below(50) == 0) // mostly seconds, now and then hours
            second += below(20) == 0 ? below(40'000) : below(200);
        for (At* each : {&now_and_then, &once})
            each->advance(second);
        // Few cells, so that buckets are merged; some too much for one entry.
        const std::int64_t late = below(8) == 0 ? below(90'000) : below(30);
        const Sale sale{.second = second - late,
                        .eid = 1 + below(40),
                        .accepted = below(500) == 0 ? 5'000'000'000 : below(3),
                        .sum = below(500) == 0 ? INT64_MAX : below(1000),
                        .at = below(2) == 0 ? "se" : "no",
                        .not_accepted = below(2)};
        now_and_then.add(sale);
        once.add(sale);
        if (below(300) == 0)
            now_and_then.settle();
    }
    QCOMPARE(once.hour(), now_and_then.hour());
    QCOMPARE(once.hourExcluding(), now_and_then.hourExcluding());
    QCOMPARE(once.day(), now_and_then.day());
    QVERIFY(once.day().total > 0);
    // And when all of it has gone, nothing is left of it.
    now_and_then.advance(second + 3601);
    QCOMPARE(now_and_then.hour(), kEmpty);
    now_and_then.advance(second + 2 * 86'400);
    QCOMPARE(now_and_then.day(), kEmpty);
}

void TestWindows::aRowHasItsRankInTheListOfTheMinuteAnHourBefore()
{
    At at(kNoon - 61 * 60 - 1); // the last second of the 62nd minute before noon's
    at.add({.second = kNoon - 121 * 60, .eid = 1, .at = "se"});
    at.add({.second = kNoon - 61 * 60 - 1, .eid = 2});
    at.add({.second = kNoon - 61 * 60 - 1, .eid = 2});
    at.settle();
    at.advance(kNoon);
    at.add({.second = kNoon - 60 * 60 - 1, .eid = 1, .at = "se"}); // late, in the minute before
    at.add({.eid = 1, .accepted = 5});
    at.add({.eid = 2});
    at.add({.eid = 3, .at = "se"});

    const auto ranks = [](const TopTable& table) {
        std::vector<std::optional<std::int64_t>> before;
        for (const TopRow& row : table.rows)
            before.push_back(row.trend.rank_before);
        return before;
    };
    using Ranks = std::vector<std::optional<std::int64_t>>;
    // Each had two by then, and 1 was the first by its EID.
    QCOMPARE(ranks(at.figures().day), (Ranks{1, 2, std::nullopt}));
    // In the hour before that store 1 had the later one alone.
    QCOMPARE(ranks(at.figures().hour), (Ranks{2, 1, std::nullopt}));
    QCOMPARE(ranks(at.figures().hour_excluding), (Ranks{std::nullopt, 1}));

    // A minute on the oldest one is still in the day, but no longer the two in the hour.
    at.advance(kNoon + 60);
    QCOMPARE(ranks(at.figures().day), (Ranks{1, 2, std::nullopt}));
    at.advance(kNoon + 61 * 60);
    at.add({.second = kNoon + 61 * 60, .eid = 3});
    QCOMPARE(ranks(at.figures().hour), Ranks{3});
}

void TestWindows::aRowHasThe60WholeMinutesBeforeTsOwn()
{
    At at;
    at.add({.second = kNoon, .accepted = 7}); // T's own minute
    at.add({.second = kNoon - 1, .accepted = 5});
    at.add({.second = kNoon - 60, .accepted = 1, .at = "se"});
    at.add({.second = kNoon - 3600, .accepted = 3});
    at.add({.second = kNoon - 3601, .accepted = 2});
    std::array<std::int64_t, 60> minutes{};
    minutes[0] = 3;
    minutes[59] = 6;
    QCOMPARE(at.figures().hour.rows.at(0).trend.minutes, minutes);
    QCOMPARE(at.figures().day.rows.at(0).trend.minutes, minutes);
    minutes[59] = 5;
    QCOMPARE(at.figures().hour_excluding.rows.at(0).trend.minutes, minutes);

    at.advance(kNoon + 60);
    at.add({.second = kNoon - 30, .accepted = 1}); // late
    minutes[59] = 7;
    minutes[58] = 6;
    minutes[0] = 0;
    QCOMPARE(at.figures().hour_excluding.rows.at(0).trend.minutes, minutes);
}

void TestWindows::rowsThatComeAndGoKeepTheirMinutes()
{
    // Each minute ten other stores of 150 lead the list: more than are followed at a time.
    constexpr std::int64_t stores = 150;
    At at(kNoon - 60);
    std::vector<std::map<std::int64_t, std::int64_t>> sold(stores); // by minute
    for (std::int64_t minute = 0; minute < 200; ++minute) {
        const std::int64_t second = kNoon + minute * 60;
        at.advance(second);
        for (std::int64_t store = 0; store < stores; ++store) {
            const bool leads = (store / 10) == minute % 15;
            const std::int64_t count = leads ? 100 + minute + store % 10 : store % 3;
            at.add({.second = second, .eid = store + 1, .accepted = count});
            sold[static_cast<std::size_t>(store)][minute] = count;
        }
        for (const TopRow& row : at.figures().hour.rows) {
            std::array<std::int64_t, 60> expected{};
            for (std::int64_t ago = 60; ago >= 1; --ago)
                expected[static_cast<std::size_t>(60 - ago)] =
                    sold[static_cast<std::size_t>(row.eid - 1)][minute - ago];
            QCOMPARE(row.trend.minutes, expected);
        }
    }
}

QTEST_GUILESS_MAIN(TestWindows)
#include "tst_windows.moc"
