// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/usualstores.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace livewall;
using namespace livewall::engine;
using examples::utc;
using stats::SlotStore;

namespace {

constexpr std::int64_t kWeek_s = 7 * 86'400;
constexpr std::int64_t kFrom = utc(2011, 3, 10, 16); // a Thursday

SlotStore::Before top(std::int64_t accepted)
{
    return {.accepted = accepted, .at_most = accepted, .was_top = true};
}

SlotStore::Before below(std::int64_t accepted)
{
    return {.accepted = accepted, .at_most = accepted};
}

SlotStore::Before unknown(std::int64_t at_most)
{
    return {.accepted = std::nullopt, .at_most = at_most};
}

using Weeks = std::array<SlotStore::Before, stats::kSeries - 1>;

/// T's hour is 16 to 17 UTC, and half of it is over.
class Hour
{
public:
    Hour()
    {
        for (std::size_t ago = 0; ago < stats::kSeries; ++ago) {
            const std::int64_t from = kFrom - static_cast<std::int64_t>(ago) * kWeek_s;
            slot_.hours[ago] = {.from = from, .to = from + 3600};
        }
        slot_.minutes = 30;
        coverage_.add((kFrom - 5 * kWeek_s) * 1000, (kFrom + 3600) * 1000);
    }

    Hour& after(std::int64_t minutes)
    {
        slot_.minutes = minutes;
        return *this;
    }

    Hour& put(std::int64_t eid, std::int64_t so_far, const Weeks& before)
    {
        slot_.stores.push_back({.eid = eid, .merchant = "", .so_far = so_far, .before = before});
        return *this;
    }

    Hour& call(std::int64_t eid, std::string merchant)
    {
        std::ranges::find(slot_.stores, eid, &SlotStore::eid)->merchant = std::move(merchant);
        return *this;
    }

    /// Eleven seconds of that hour, so many minutes after its beginning, were not listened to.
    Hour& miss(std::int64_t weeks_ago, std::int64_t minutes)
    {
        const std::int64_t from_ms = (kFrom - weeks_ago * kWeek_s + minutes * 60) * 1000;
        stats::Coverage rest;
        for (const stats::Interval& one : coverage_.intervals()) {
            rest.add(one.from_ms, std::min(one.to_ms, from_ms));
            rest.add(std::max(one.from_ms, from_ms + 11'000), one.to_ms);
        }
        coverage_ = rest;
        return *this;
    }

    Hour& celebrate(std::int64_t weeks_ago)
    {
        using namespace std::chrono;
        options_.holidays.add(local_days(floor<days>(seconds(kFrom - weeks_ago * kWeek_s))),
                              "Holiday");
        return *this;
    }

    /// Clocks changed in it.
    Hour& split(std::size_t weeks_ago)
    {
        slot_.hours[weeks_ago].reset();
        return *this;
    }

    std::vector<UsualStore> stores() const
    {
        const std::array feeds{Listened{&coverage_}};
        return usualStores(slot_, Comparable(options_, feeds));
    }

    std::vector<std::int64_t> eids() const
    {
        std::vector<std::int64_t> eids;
        for (const UsualStore& store : stores())
            eids.push_back(store.eid);
        return eids;
    }

    /// Of the only store.
    bool isGhost() const { return stores().at(0).is_ghost; }
    std::int64_t expected() const { return stores().at(0).expected; }

private:
    stats::SlotFigures slot_;
    stats::Coverage coverage_;
    stats::BoardOptions options_;
};

using Eids = std::vector<std::int64_t>;

} // namespace

class TestUsualStores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStoreOfTwoWeeksIsUsual();
    void ofTwoWeeksItMustHaveBeenOnTopInBoth();
    void weeksThatAreNotKnownWholeDoNotCount();
    void holidaysDoNotCount();
    void hoursOfAClockChangeDoNotCount();
    void onAHolidayNoneIsUsual();
    void whereAHoleIsInTheHourSoFarNoneIsUsual();
    void inAnHourThatIsNoneNoneIsUsual();
    void theMedianIsTheMiddleOneOrTheMeanOfTwo();
    void expectedGoesByTheMinute();
    void aGhostHasUnderAFifth();
    void aGhostIsToBeExpectedThirtyTimes();
    void noGhostBeforeAQuarterOfAnHour();
    void theMedianMayBeKnownWhereAWeekIsNot();
    void whomMostIsMissingComesFirst();
};

void TestUsualStores::aStoreOfTwoWeeksIsUsual()
{
    Hour hour;
    hour.put(1, 5, {top(100), top(120), below(8)})
        .put(2, 5, {top(100), below(90), below(80)})
        .put(3, 9, {top(100), top(120), top(140)})
        .call(3, "Three");
    const std::vector<UsualStore> expected{
        {.eid = 3, .merchant = "Three", .expected = 60, .so_far = 9, .is_ghost = true},
        {.eid = 1, .merchant = "", .expected = 50, .so_far = 5, .is_ghost = true}};
    QVERIFY(hour.stores() == expected);
}

void TestUsualStores::ofTwoWeeksItMustHaveBeenOnTopInBoth()
{
    const Weeks weeks{top(100), below(60), top(100)};
    QCOMPARE(Hour().put(1, 0, weeks).eids(), Eids{1});
    QCOMPARE(Hour().put(1, 0, weeks).miss(1, 5).eids(), Eids());
    QCOMPARE(Hour().put(1, 0, weeks).miss(2, 5).eids(), Eids{1});
    QCOMPARE(Hour().put(1, 0, weeks).miss(2, 5).miss(3, 5).eids(), Eids());
}

void TestUsualStores::weeksThatAreNotKnownWholeDoNotCount()
{
    const Weeks weeks{top(100), top(200), top(400)};
    QCOMPARE(Hour().put(1, 0, weeks).expected(), 100);
    QCOMPARE(Hour().put(1, 0, weeks).miss(1, 59).expected(), 150);
    QCOMPARE(Hour().put(1, 0, weeks).miss(3, 0).expected(), 75);
    QCOMPARE(Hour().put(1, 0, weeks).miss(3, 60).expected(), 100); // beside it
}

void TestUsualStores::holidaysDoNotCount()
{
    const Weeks weeks{top(100), top(200), top(400)};
    QCOMPARE(Hour().put(1, 0, weeks).celebrate(2).expected(), 125);
    QCOMPARE(Hour().put(1, 0, weeks).celebrate(2).celebrate(3).eids(), Eids());
}

void TestUsualStores::hoursOfAClockChangeDoNotCount()
{
    const Weeks weeks{top(100), SlotStore::Before(), top(400)};
    QCOMPARE(Hour().put(1, 0, weeks).split(2).expected(), 125);
}

void TestUsualStores::onAHolidayNoneIsUsual()
{
    const Weeks weeks{top(100), top(100), top(100)};
    QCOMPARE(Hour().put(1, 0, weeks).celebrate(0).eids(), Eids());
}

void TestUsualStores::whereAHoleIsInTheHourSoFarNoneIsUsual()
{
    const Weeks weeks{top(100), top(100), top(100)};
    QCOMPARE(Hour().put(1, 0, weeks).miss(0, 29).eids(), Eids());
    QCOMPARE(Hour().put(1, 0, weeks).miss(0, 30).eids(), Eids{1}); // T's own minute
}

void TestUsualStores::inAnHourThatIsNoneNoneIsUsual()
{
    QCOMPARE(Hour().put(1, 0, {top(100), top(100), top(100)}).split(0).eids(), Eids());
}

void TestUsualStores::theMedianIsTheMiddleOneOrTheMeanOfTwo()
{
    QCOMPARE(Hour().put(1, 0, {top(300), top(100), top(120)}).expected(), 60);
    QCOMPARE(Hour().put(1, 0, {top(300), top(100), top(120)}).miss(1, 1).expected(), 55);
    // Of 101 and 120 it is 110, and half an hour's 55.
    QCOMPARE(Hour().put(1, 0, {top(300), top(101), top(120)}).miss(1, 1).expected(), 55);
}

void TestUsualStores::expectedGoesByTheMinute()
{
    Hour hour;
    hour.put(1, 0, {top(100), top(100), top(100)});
    QCOMPARE(hour.after(0).expected(), 0);
    QCOMPARE(hour.after(1).expected(), 1); // 1.67
    QCOMPARE(hour.after(15).expected(), 25);
    QCOMPARE(hour.after(59).expected(), 98); // 98.33
}

void TestUsualStores::aGhostHasUnderAFifth()
{
    const Weeks weeks{top(200), top(200), top(200)}; // a hundred by now
    QVERIFY(Hour().put(1, 19, weeks).isGhost());
    QVERIFY(!Hour().put(1, 20, weeks).isGhost());
    // Of 100.5 a fifth is 20.1.
    const Weeks more{top(201), top(201), top(201)};
    QVERIFY(Hour().put(1, 20, more).isGhost());
    QVERIFY(!Hour().put(1, 21, more).isGhost());
    QVERIFY(!Hour().put(1, 300, more).isGhost());
}

void TestUsualStores::aGhostIsToBeExpectedThirtyTimes()
{
    QVERIFY(Hour().put(1, 0, {top(60), top(60), top(60)}).isGhost());
    QVERIFY(!Hour().put(1, 0, {top(59), top(59), top(59)}).isGhost()); // 29.5
    // 40 of 45 in an hour are 30, and after 39 minutes 29.25.
    QVERIFY(Hour().after(40).put(1, 0, {top(45), top(45), top(45)}).isGhost());
    QVERIFY(!Hour().after(39).put(1, 0, {top(45), top(45), top(45)}).isGhost());
    QVERIFY(!Hour().after(31).put(1, 0, {top(58), top(58), top(58)}).isGhost()); // 29.97
}

void TestUsualStores::noGhostBeforeAQuarterOfAnHour()
{
    const Weeks weeks{top(1000), top(1000), top(1000)};
    QVERIFY(!Hour().after(14).put(1, 0, weeks).isGhost());
    QVERIFY(Hour().after(15).put(1, 0, weeks).isGhost());
}

void TestUsualStores::theMedianMayBeKnownWhereAWeekIsNot()
{
    // No more than 90: the middle one is 100, whatever it was.
    QCOMPARE(Hour().put(1, 0, {top(100), unknown(90), top(120)}).expected(), 50);
    QCOMPARE(Hour().put(1, 0, {top(100), unknown(100), top(120)}).expected(), 50);
    QCOMPARE(Hour().put(1, 0, {top(100), unknown(101), top(120)}).eids(), Eids());
    QCOMPARE(Hour().put(1, 0, {top(100), unknown(0), top(120)}).miss(1, 1).eids(), Eids());
    // Of the two other weeks it matters.
    QCOMPARE(Hour().put(1, 0, {top(100), unknown(90), top(120)}).miss(2, 1).expected(), 55);
}

void TestUsualStores::whomMostIsMissingComesFirst()
{
    Hour hour;
    hour.put(1, 100, {top(100), top(100), top(100)}) // 50 more than expected
        .put(2, 10, {top(100), top(100), top(100)})
        .put(3, 0, {top(60), top(60), top(60)})
        .put(4, 0, {top(80), top(80), top(80)})
        .put(5, 60, {top(200), top(200), top(200)});
    QCOMPARE(hour.eids(), (Eids{2, 4, 5, 3, 1}));
}

QTEST_GUILESS_MAIN(TestUsualStores)
#include "tst_usualstores.moc"
