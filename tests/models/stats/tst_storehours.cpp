// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/storehours.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <vector>

using livewall::stats::StoreCount;
using livewall::stats::StoreHours;
using livewall::stats::StoreSale;

namespace {

constexpr std::int64_t kHour = 361'000; // some hour of 2011
constexpr auto kKept = static_cast<std::int64_t>(StoreHours::kKept);
constexpr auto kOpen = static_cast<std::int64_t>(StoreHours::kOpen);

using List = std::vector<StoreCount>;

List listOf(std::span<const StoreCount> stores)
{
    return {stores.begin(), stores.end()};
}

std::vector<std::int64_t> eidsOf(std::span<const StoreCount> stores)
{
    std::vector<std::int64_t> eids;
    for (const StoreCount& store : stores)
        eids.push_back(store.eid);
    return eids;
}

/// Stores 1 to `count`; store 1 sells `most`, and each one less than that before it.
List falling(std::int64_t count, std::int64_t most)
{
    List stores;
    for (std::int64_t eid = 1; eid <= count; ++eid)
        stores.push_back({eid, most - eid + 1});
    return stores;
}

/// These are added, and the hour is over.
void closeWith(StoreHours& hours, std::int64_t hour, const List& stores)
{
    for (const StoreCount& store : stores)
        hours.add(hour, store.eid, store.accepted);
    hours.close(hour, hour + 1);
}

/// Everything that was ever counted, and what may be said of it.
class Naive
{
public:
    void add(std::int64_t hour, std::int64_t eid, std::int64_t accepted)
    {
        hours_[hour][eid] += accepted;
    }

    std::int64_t accepted(std::int64_t hour, std::int64_t eid) const
    {
        const auto of_hour = hours_.find(hour);
        if (of_hour == hours_.end())
            return 0;
        const auto found = of_hour->second.find(eid);
        return found != of_hour->second.end() ? found->second : 0;
    }

    /// All of the hour, the largest first, ties by EID.
    List ranking(std::int64_t hour) const
    {
        List all;
        if (const auto of_hour = hours_.find(hour); of_hour != hours_.end()) {
            for (const auto& [eid, accepted] : of_hour->second)
                all.push_back({eid, accepted});
        }
        std::ranges::stable_sort(all, std::ranges::greater(), &StoreCount::accepted); // by EID now
        return all;
    }

    /// Nothing that is said is untrue.
    bool isTrue(std::int64_t hour, const StoreHours::Hour& said, std::int64_t stores) const
    {
        const List all = ranking(hour);
        for (const std::size_t ranks : {std::size_t{1}, std::size_t{10}, std::size_t{1000}}) {
            const auto largest = said.largest(ranks);
            if (largest.size() > std::min(ranks, all.size()) ||
                !std::equal(largest.begin(), largest.end(), all.begin()))
                return false;
        }
        for (std::int64_t eid = 0; eid <= stores + 1; ++eid) {
            const std::int64_t sold = accepted(hour, eid);
            if (said.accepted(eid).value_or(sold) != sold || said.acceptedAtMost(eid) < sold ||
                (said.accepted(eid) && said.acceptedAtMost(eid) != sold))
                return false;
        }
        return true;
    }

    /// And as much is said as of an hour that was closed with all of this.
    bool isWhole(std::int64_t hour, const StoreHours::Hour& said) const
    {
        const List all = ranking(hour);
        const std::int64_t bound =
            all.size() > StoreHours::kKept ? all[StoreHours::kKept].accepted : 0;
        List largest;
        for (std::size_t i = 0; i < std::min(all.size(), StoreHours::kKept); ++i) {
            if (all[i].accepted > bound)
                largest.push_back(all[i]);
            if (said.accepted(all[i].eid) != all[i].accepted)
                return false;
        }
        return listOf(said.largest(StoreHours::kKept)) == largest &&
               said.acceptedAtMost(1'000'000) == bound;
    }

private:
    std::map<std::int64_t, std::map<std::int64_t, std::int64_t>> hours_;
};

} // namespace

class TestStoreHours : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachHourHasItsOwn();
    void tiesGoByEidAtTheLastRankToo();
    void ofAnHourThatIsOverTheLargestAreKept();
    void noneIsNamedWhereAnotherMayHaveSoldAsMuch();
    void whatComesTooLateForOneThatIsKeptCounts();
    void whatComesTooLateForAnotherMakesTheBoundLarger();
    void aNewStoreOfAnHourOfFewIsKnown();
    void closingAddsToWhatWasAdded();
    void closingWithNothingLeavesItOpen();
    void hoursWithinTheHorizonAreKnownWholeInAnyOrder();
    void anHourThatRestedWhileManyCameIsClosed();
    void closingAnHourClosesThoseLongBefore();
    void whatIsOlderThanFiveWeeksIsLetGo();
    void whateverComesTheAnswerIsTrue();
    void ofFewStoresAllIsKnownWhateverComes();
    void manySalesAtOnceAreEachOfThem();
};

void TestStoreHours::eachHourHasItsOwn()
{
    StoreHours hours;
    hours.add(kHour, 7, 3);
    hours.add(kHour + 1, 7, 5);
    hours.add(kHour, 8, 4);
    hours.add(kHour, 7, 2);
    QCOMPARE(listOf(hours.at(kHour).largest(10)), (List{{7, 5}, {8, 4}}));
    QCOMPARE(listOf(hours.at(kHour).largest(1)), (List{{7, 5}}));
    QCOMPARE(hours.at(kHour).accepted(8), 4);
    QCOMPARE(hours.at(kHour).accepted(9), 0);
    QCOMPARE(hours.at(kHour + 1).accepted(7), 5);
    QCOMPARE(hours.at(kHour + 1).acceptedAtMost(8), 0);
    QVERIFY(hours.at(kHour + 2).largest(10).empty());
    QCOMPARE(hours.at(kHour + 2).accepted(7), 0);
}

void TestStoreHours::tiesGoByEidAtTheLastRankToo()
{
    StoreHours hours;
    for (const std::int64_t eid : {12, 3, 11, 5, 9, 1, 8, 7, 2, 10, 6, 4})
        hours.add(kHour, eid, eid == 12 ? 9 : 8);
    const std::vector<std::int64_t> expected{12, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    QCOMPARE(eidsOf(hours.at(kHour).largest(10)), expected);
    closeWith(hours, kHour, {});
    QCOMPARE(eidsOf(hours.at(kHour).largest(10)), expected);
}

void TestStoreHours::ofAnHourThatIsOverTheLargestAreKept()
{
    StoreHours hours;
    const List stores = falling(kKept + 50, 1000);
    closeWith(hours, kHour, stores);
    const StoreHours::Hour hour = hours.at(kHour);
    QCOMPARE(listOf(hour.largest(10)), listOf(std::span(stores).first(10)));
    QCOMPARE(listOf(hour.largest(1000)), listOf(std::span(stores).first(StoreHours::kKept)));
    QCOMPARE(hour.accepted(kKept), 1000 - kKept + 1);
    QVERIFY(!hour.accepted(kKept + 1));
    QVERIFY(!hour.accepted(999)); // nor is it known that one sold nothing
    QCOMPARE(hour.acceptedAtMost(kKept + 1), 1000 - kKept);
    QCOMPARE(hour.acceptedAtMost(kKept + 50), 1000 - kKept);
    QCOMPARE(hour.acceptedAtMost(1), 1000);
}

void TestStoreHours::noneIsNamedWhereAnotherMayHaveSoldAsMuch()
{
    StoreHours hours;
    List stores;
    for (std::int64_t eid = 1; eid <= kKept + 1; ++eid)
        stores.push_back({eid, eid <= 4 ? 20 : 5});
    closeWith(hours, kHour, stores);
    QCOMPARE(eidsOf(hours.at(kHour).largest(10)), (std::vector<std::int64_t>{1, 2, 3, 4}));
    QCOMPARE(hours.at(kHour).accepted(5), 5); // of the hundred the first ones by EID
    QVERIFY(!hours.at(kHour).accepted(kKept + 1));
    QCOMPARE(hours.at(kHour).acceptedAtMost(kKept + 1), 5);
}

void TestStoreHours::whatComesTooLateForOneThatIsKeptCounts()
{
    StoreHours hours;
    closeWith(hours, kHour, falling(kKept + 1, 1000));
    hours.add(kHour, 3, 5);
    const StoreHours::Hour hour = hours.at(kHour);
    QCOMPARE(listOf(hour.largest(3)), (List{{3, 1003}, {1, 1000}, {2, 999}}));
    QCOMPARE(hour.accepted(3), 1003);
    QCOMPARE(hour.acceptedAtMost(999), 1000 - kKept);
}

void TestStoreHours::whatComesTooLateForAnotherMakesTheBoundLarger()
{
    StoreHours hours;
    closeWith(hours, kHour, falling(kKept + 1, 1000)); // one that is not kept sold 900 at most
    for (const std::int64_t eid : {500, 501})
        hours.add(kHour, eid, 45);
    const StoreHours::Hour hour = hours.at(kHour);
    QCOMPARE(hour.acceptedAtMost(500), 990);
    QVERIFY(!hour.accepted(500));
    // Those of 991 and more are surely ahead.
    QCOMPARE(hour.largest(100).size(), 10);
    QCOMPARE(hour.largest(100).back(), (StoreCount{10, 991}));
    QCOMPARE(hour.accepted(kKept), 901);
}

void TestStoreHours::aNewStoreOfAnHourOfFewIsKnown()
{
    StoreHours hours;
    closeWith(hours, kHour, falling(kKept - 1, 1000));
    hours.add(kHour, 500, 7);
    QCOMPARE(hours.at(kHour).accepted(500), 7);
    QCOMPARE(hours.at(kHour).accepted(501), 0);
    QCOMPARE(hours.at(kHour).largest(1000).size(), StoreHours::kKept);
    hours.add(kHour, 501, 8);
    QVERIFY(!hours.at(kHour).accepted(501));
    QCOMPARE(hours.at(kHour).acceptedAtMost(501), 8);
    QCOMPARE(hours.at(kHour).accepted(500), 7);
    QCOMPARE(hours.at(kHour).largest(1000).size(), StoreHours::kKept - 1);
}

void TestStoreHours::closingAddsToWhatWasAdded()
{
    StoreHours hours;
    hours.add(kHour, 1, 2);
    hours.add(kHour, 2, 9);
    closeWith(hours, kHour, List{{1, 10}, {3, 1}});
    QCOMPARE(listOf(hours.at(kHour).largest(10)), (List{{1, 12}, {2, 9}, {3, 1}}));
}

void TestStoreHours::closingWithNothingLeavesItOpen()
{
    // Nothing is known to have been sold: what comes later is all there is.
    StoreHours hours;
    closeWith(hours, kHour, {});
    for (const StoreCount& store : falling(kKept + 50, 1000))
        hours.add(kHour, store.eid, store.accepted);
    QCOMPARE(hours.at(kHour).accepted(kKept), 1000 - kKept + 1);
    hours.add(kHour, kKept + 50, 2000);
    QCOMPARE(hours.at(kHour).largest(1).front().eid, kKept + 50);
}

void TestStoreHours::hoursWithinTheHorizonAreKnownWholeInAnyOrder()
{
    StoreHours hours;
    Naive naive;
    const auto add = [&](std::int64_t hour, std::int64_t eid, std::int64_t accepted) {
        hours.add(hour, eid, accepted);
        naive.add(hour, eid, accepted);
    };
    // As far as it goes: what comes of an hour at first and at last, and all others between.
    const auto addAll = [&](std::int64_t hour, std::int64_t some) {
        for (std::int64_t eid = 1; eid <= 2 * kKept; ++eid)
            add(hour, eid, (eid * some) % 211 + 1);
    };
    addAll(kHour, 3);
    for (std::int64_t before = 24; before >= 1; --before)
        addAll(kHour - before, 5);
    for (std::int64_t after = 1; after <= 24; ++after)
        addAll(kHour + after, 7);
    addAll(kHour, 11);
    for (std::int64_t hour = kHour - 24; hour <= kHour + 24; ++hour)
        QVERIFY(naive.isWhole(hour, hours.at(hour)));

    // And by chance, while the newest goes on.
    std::mt19937_64 random(7);
    constexpr std::int64_t begin = kHour + 1000;
    for (std::int64_t i = 0; i < 60'000; ++i)
        add(begin + i / 400 - static_cast<std::int64_t>(random() % 25),
            1 + static_cast<std::int64_t>(random() % 150), 1);
    for (std::int64_t hour = begin - 24; hour < begin + 150; ++hour)
        QVERIFY(naive.isWhole(hour, hours.at(hour)));
}

void TestStoreHours::anHourThatRestedWhileManyCameIsClosed()
{
    for (const std::int64_t all : {kOpen, kOpen + 1}) {
        StoreHours hours;
        for (const StoreCount& store : falling(kKept + 1, 1000)) {
            hours.add(kHour, store.eid, store.accepted);
            hours.add(kHour + 1, store.eid, store.accepted);
        }
        for (std::int64_t other = 2; other < all - 1; ++other)
            hours.add(kHour + other, 1, 1);
        hours.add(kHour + 1, 1, 1); // has not rested
        hours.add(kHour - 1, 1, 1);
        // Of an open one the smallest store is known too, and grows; of another one it may have.
        for (const std::int64_t hour : {kHour, kHour + 1})
            hours.add(hour, kKept + 1, 1000);
        const StoreHours::Hour rested = hours.at(kHour);
        QCOMPARE(rested.accepted(kKept + 1).has_value(), all == kOpen);
        QCOMPARE(rested.acceptedAtMost(kKept + 1), 1900);
        QCOMPARE(rested.accepted(1), 1000);
        QCOMPARE(hours.at(kHour + 1).accepted(kKept + 1), 1900);
    }
}

void TestStoreHours::closingAnHourClosesThoseLongBefore()
{
    StoreHours hours;
    for (const StoreCount& store : falling(kKept + 1, 1000)) {
        hours.add(kHour, store.eid, store.accepted);
        hours.add(kHour + 1, store.eid, store.accepted);
    }
    closeWith(hours, kHour + kOpen, List{{1, 1}});
    for (const std::int64_t hour : {kHour, kHour + 1})
        hours.add(hour, kKept + 1, 1000);
    QVERIFY(!hours.at(kHour).accepted(kKept + 1));
    QCOMPARE(hours.at(kHour).accepted(kKept), 901);
    QCOMPARE(hours.at(kHour + 1).accepted(kKept + 1), 1900);
    closeWith(hours, kHour + kOpen + 1, {});
    hours.add(kHour + 1, kKept, 2000);
    QVERIFY(!hours.at(kHour + 1).accepted(kKept));
}

void TestStoreHours::whatIsOlderThanFiveWeeksIsLetGo()
{
    StoreHours hours;
    for (std::int64_t i = 0; i < StoreHours::kHours; ++i)
        closeWith(hours, kHour + i, List{{1, i + 1}});
    QCOMPARE(hours.at(kHour).accepted(1), 1);
    closeWith(hours, kHour + StoreHours::kHours, List{{1, 5}});
    QCOMPARE(hours.at(kHour).acceptedAtMost(1), 0);
    QCOMPARE(hours.at(kHour + 1).accepted(1), 2);
    closeWith(hours, kHour + 3 * StoreHours::kHours, List{{1, 6}});
    QCOMPARE(hours.at(kHour + StoreHours::kHours).acceptedAtMost(1), 0);
    QCOMPARE(hours.at(kHour + 3 * StoreHours::kHours).accepted(1), 6);
}

void TestStoreHours::whateverComesTheAnswerIsTrue()
{
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        std::mt19937_64 random(seed);
        const auto below = [&](std::int64_t bound) {
            return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
        };
        StoreHours hours;
        Naive naive;
        const std::int64_t stores = 90 + below(200);
        const std::int64_t span = 1 + below(4 * kOpen);
        for (std::int64_t i = 0; i < 3'000; ++i) {
            const std::int64_t hour = kHour + below(span);
            if (below(100) > 0) {
                const std::int64_t eid = 1 + below(1 + below(stores));
                const std::int64_t accepted = 1 + below(3);
                hours.add(hour, eid, accepted);
                naive.add(hour, eid, accepted);
                continue;
            }
            List closing;
            for (std::int64_t eid = 1; eid <= stores; ++eid) {
                if (below(3) > 0) {
                    closing.push_back({eid, 1 + below(40)});
                    naive.add(hour, eid, closing.back().accepted);
                }
            }
            closeWith(hours, hour, closing);
        }
        for (std::int64_t hour = kHour; hour < kHour + span; ++hour)
            QVERIFY2(naive.isTrue(hour, hours.at(hour), stores), qPrintable(QString::number(seed)));
    }
}

void TestStoreHours::ofFewStoresAllIsKnownWhateverComes()
{
    std::mt19937_64 random(11);
    const auto below = [&](std::int64_t bound) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
    };
    StoreHours hours;
    Naive naive;
    for (std::int64_t i = 0; i < 40'000; ++i) {
        const std::int64_t hour = kHour + below(StoreHours::kHours);
        const StoreCount store{1 + below(kKept), 1 + below(5)};
        if (below(10) > 0)
            hours.add(hour, store.eid, store.accepted);
        else
            closeWith(hours, hour, List{store});
        naive.add(hour, store.eid, store.accepted);
    }
    for (std::int64_t hour = kHour; hour < kHour + StoreHours::kHours; ++hour)
        QVERIFY(naive.isWhole(hour, hours.at(hour)));
}

void TestStoreHours::manySalesAtOnceAreEachOfThem()
{
    std::mt19937_64 random(3);
    const auto below = [&](std::int64_t bound) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
    };
    StoreHours hours;
    Naive naive;
    std::vector<StoreSale> sales;
    for (std::int64_t hour = kHour; hour < kHour + 30; ++hour) {
        // Some of the hour before, which is closed, and of the one before that: as few as one, and
        // more than are looked ahead.
        sales.clear();
        for (std::int64_t left = 1 + below(300); left > 0; --left)
            sales.push_back({hour - (below(10) == 0 ? below(3) : 0), 1 + below(kKept)});
        hours.add(sales);
        for (const StoreSale& sale : sales)
            naive.add(sale.hour, sale.eid, 1);
        hours.close(hour - 1, hour);
    }
    hours.add(std::vector<StoreSale>());
    for (std::int64_t hour = kHour - 2; hour < kHour + 30; ++hour)
        QVERIFY(naive.isWhole(hour, hours.at(hour)));
}

QTEST_GUILESS_MAIN(TestStoreHours)
#include "tst_storehours.moc"
