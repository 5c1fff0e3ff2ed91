// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// What a board knows of the stores of weeks ago, of more of them than it keeps of an hour, against
// a count of every purchase: weeks of purchases in whatever order, looked at now and then.
#include "models/stats/board.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <vector>

using namespace livewall;

namespace {

constexpr std::int64_t kHour_s = 3600;
constexpr std::int64_t kDay_s = 24 * kHour_s;
constexpr std::int64_t kBegin = examples::utc(2011, 3, 7);
constexpr std::int64_t kStores = 260;

/// By second and EID: every purchase there ever was.
class Everything
{
public:
    void add(std::int64_t second, std::int64_t eid) { ++counts_[{second, eid}]; }

    /// Of [from, to), by EID.
    std::map<std::int64_t, std::int64_t> between(std::int64_t from, std::int64_t to) const
    {
        std::map<std::int64_t, std::int64_t> sums;
        const auto end = counts_.lower_bound({to, 0});
        for (auto entry = counts_.lower_bound({from, 0}); entry != end; ++entry)
            sums[entry->first.second] += entry->second;
        return sums;
    }

private:
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> counts_;
};

/// By purchases, the most first, and EID.
std::vector<std::int64_t> ranked(const std::map<std::int64_t, std::int64_t>& sums)
{
    std::vector<std::int64_t> eids;
    for (const auto& [eid, count] : sums)
        eids.push_back(eid);
    std::ranges::stable_sort(eids, std::ranges::greater(),
                             [&sums](std::int64_t eid) { return sums.at(eid); });
    return eids;
}

std::int64_t countIn(const std::map<std::int64_t, std::int64_t>& sums, std::int64_t eid)
{
    const auto found = sums.find(eid);
    return found == sums.end() ? 0 : found->second;
}

} // namespace

class TestSlotStores : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itKnowsTheStoresOfWeeksAgo_data();
    void itKnowsTheStoresOfWeeksAgo();

private:
    void compare(stats::Board& board, const Everything& all, bool is_all_known);

    int stores_seen_ = 0;
    int unknown_seen_ = 0;
};

/// What is said of a store is true; where nothing came later than a day, all of it is said.
void TestSlotStores::compare(stats::Board& board, const Everything& all, bool is_all_known)
{
    const std::int64_t now = board.second();
    const stats::SlotFigures slot = board.figures(now * 1000).slot;
    const std::int64_t from = now / kHour_s * kHour_s;
    QCOMPARE(slot.minutes, (now - from) / 60);
    const auto so_far = all.between(from, from + slot.minutes * 60);

    std::array<std::map<std::int64_t, std::int64_t>, stats::kSeries - 1> sold;
    std::array<std::vector<std::int64_t>, stats::kSeries - 1> ranks;
    std::map<std::int64_t, int> weeks_on_top;
    for (std::size_t i = 0; i < sold.size(); ++i) {
        const std::int64_t hour = from - static_cast<std::int64_t>(i + 1) * 7 * kDay_s;
        sold[i] = all.between(hour, hour + kHour_s);
        ranks[i] = ranked(sold[i]);
        for (std::size_t rank = 0; rank < std::min(ranks[i].size(), std::size_t{10}); ++rank)
            ++weeks_on_top[ranks[i][rank]];
    }
    std::set<std::int64_t> expected;
    for (const auto& [eid, weeks] : weeks_on_top) {
        if (weeks >= 2)
            expected.insert(eid);
    }
    std::set<std::int64_t> told;
    for (const stats::SlotStore& store : slot.stores) {
        told.insert(store.eid);
        QCOMPARE(store.so_far, countIn(so_far, store.eid));
        for (std::size_t i = 0; i < sold.size(); ++i) {
            const std::int64_t truly = countIn(sold[i], store.eid);
            const auto found = std::ranges::find(ranks[i], store.eid);
            const std::size_t place = found == ranks[i].end()
                                          ? ranks[i].size() + stats::StoreHours::kKept
                                          : static_cast<std::size_t>(found - ranks[i].begin());
            ++stores_seen_;
            if (store.before[i].accepted)
                QCOMPARE(*store.before[i].accepted, truly);
            else
                ++unknown_seen_;
            QVERIFY(store.before[i].at_most >= truly);
            QVERIFY(!store.before[i].was_top || place < 10);
            if (!is_all_known)
                continue;
            QCOMPARE(store.before[i].was_top, place < 10);
            if (place < stats::StoreHours::kKept)
                QCOMPARE(store.before[i].accepted.value_or(-1), truly);
        }
    }
    if (is_all_known)
        QCOMPARE(told, expected);
    else
        QVERIFY(std::ranges::includes(expected, told));
}

void TestSlotStores::itKnowsTheStoresOfWeeksAgo_data()
{
    QTest::addColumn<qint64>("latest_s");
    QTest::newRow("within a day") << qint64{kDay_s - 2 * kHour_s};
    QTest::newRow("days late, too") << qint64{9 * kDay_s};
}

void TestSlotStores::itKnowsTheStoresOfWeeksAgo()
{
    QFETCH(const qint64, latest_s);
    stores_seen_ = unknown_seen_ = 0;
    std::mt19937_64 random(20110310);
    const auto below = [&](std::int64_t bound) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
    };
    stats::Board board({.zone = stats::Zone::utc()});
    Everything all;
    std::int64_t now = kBegin;
    board.advance(now);
    while (now < kBegin + 26 * kDay_s) {
        now += below(10) == 0 ? below(5 * kHour_s) : below(2 * kHour_s);
        board.advance(now);
        for (std::int64_t left = 150 + below(500); left > 0; --left) {
            // Now and then late by any time, or a little ahead of T; few stores sell much.
            const std::int64_t second = below(20) == 0   ? now - below(latest_s)
                                        : below(50) == 0 ? now + 1 + below(120)
                                                         : now - below(3 * kHour_s);
            const std::int64_t eid = 1 + below(1 + below(kStores));
            board.add(stats::Delta{.second = second,
                                   .eid = eid,
                                   .country = examples::country("se"),
                                   .currency = examples::currency("SEK"),
                                   .accepted = 1,
                                   .sum = 100});
            all.add(second, eid);
        }
        if (below(5) == 0)
            board.settle();
        if (now > kBegin + 14 * kDay_s && below(3) == 0)
            compare(board, all, latest_s < kDay_s);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(stores_seen_ > 500);
    QVERIFY(unknown_seen_ < stores_seen_);
}

QTEST_GUILESS_MAIN(TestSlotStores)
#include "tst_slotstores.moc"
