// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/identitytable.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>

using namespace livewall;
using examples::identity;
using stats::IdentityTable;

namespace {

enum class Home { Anywhere, FirstGroups, LastGroups };

/// Identities whose searches begin at a few groups of the table, however large that is, at its
/// beginning or, going on there, at its end; with few tags.
event::Identity crowded(std::uint64_t number, Home home)
{
    const std::uint64_t high = number % 7 | number << 40;
    return {.high = home == Home::LastGroups ? ~high : high, .low = number % 3 << 57 | number << 1};
}

} // namespace

class TestIdentityTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsPutIsFoundUntilItsTimeHasPassed_data();
    void whatIsPutIsFoundUntilItsTimeHasPassed();
    void aTagMaskHasABitForEachPlace();
};

void TestIdentityTable::aTagMaskHasABitForEachPlace()
{
    alignas(16) std::uint8_t tags[stats::TagGroup::kPlaces] = {};
    std::ranges::fill(tags, stats::TagGroup::kFree);
    tags[0] = 0x7F;
    tags[3] = 0;
    tags[9] = stats::TagGroup::kRemoved;
    tags[15] = 0x7F;
    const stats::TagGroup group(tags);
    QCOMPARE(group.matching(0x7F), 0x8001U);
    QCOMPARE(group.matching(0), 0x0008U);
    QCOMPARE(group.matching(1), 0U);
    QCOMPARE(group.matching(stats::TagGroup::kFree), 0x7DF6U);
    QCOMPARE(group.vacant(), 0x7FF6U);
    QCOMPARE(group.taken(), 0x8009U);
}

void TestIdentityTable::whatIsPutIsFoundUntilItsTimeHasPassed_data()
{
    QTest::addColumn<int>("kept");
    QTest::addColumn<Home>("home");
    // Room is made by sweeping, by dropping traces and by growing.
    for (const int kept : {10, 500, 620, 830, 5'000}) {
        QTest::addRow("%d, apart", kept) << kept << Home::Anywhere;
        QTest::addRow("%d, crowded at the beginning", kept) << kept << Home::FirstGroups;
        QTest::addRow("%d, crowded at the end", kept) << kept << Home::LastGroups;
    }
}

/// Against a map: whatever was put stays found, with its time, as long as that has not passed, and
/// what was never put is not.
void TestIdentityTable::whatIsPutIsFoundUntilItsTimeHasPassed()
{
    QFETCH(const int, kept);
    QFETCH(const Home, home);
    std::mt19937_64 random(2011);
    const auto nth = [&](std::uint64_t number) {
        return home == Home::Anywhere ? identity(number) : crowded(number, home);
    };
    IdentityTable table;
    std::map<std::uint64_t, std::int64_t> times;
    std::int64_t since_ms = 0;
    std::uint64_t next = 1;
    for (int round = 0; round < 60; ++round) {
        for (int i = 0; i < 1 + kept / 10; ++i) {
            // New ones, and now and then one that was there, with a new time.
            const bool is_again = random() % 16 == 0;
            const std::uint64_t number = is_again ? 1 + random() % next : next++;
            // They pass ten rounds later, or one or two sooner.
            const std::int64_t time_ms = since_ms + 999 - static_cast<std::int64_t>(random() % 200);
            const IdentityTable::Found found = table.find(nth(number));
            const auto known = times.find(number);
            if (known != times.end() && known->second >= since_ms) {
                QVERIFY(found.is_there);
                QCOMPARE(table.time_ms(found.place), known->second);
            } else if (found.is_there) { // not swept out yet
                QVERIFY(known != times.end());
                QCOMPARE(table.time_ms(found.place), known->second);
            }
            table.put(found.place, nth(number), time_ms, since_ms);
            times[number] = time_ms;
        }
        if (round >= 10)
            since_ms += 100; // as many pass as come
        for (const auto& [number, time_ms] : times) {
            if (time_ms < since_ms)
                continue;
            const IdentityTable::Found found = table.find(nth(number));
            QVERIFY(found.is_there);
            QCOMPARE(table.time_ms(found.place), time_ms);
        }
        QVERIFY(!table.find(nth(next + 1'000'000)).is_there);
    }
    const auto left = std::ranges::count_if(
        times, [since_ms](const auto& one) { return one.second >= since_ms; });
    QCOMPARE(table.sweep(since_ms), static_cast<std::size_t>(left));
}

QTEST_GUILESS_MAIN(TestIdentityTable)
#include "tst_identitytable.moc"
