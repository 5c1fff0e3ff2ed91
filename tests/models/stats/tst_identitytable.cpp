// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/identitytable.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <random>

using namespace livewall;
using examples::identity;
using stats::IdentityLine;
using stats::IdentityTable;

namespace {

enum class Home { Anywhere, FirstLines, LastLines };

/// Identities whose searches begin at a few lines of the table, however large that is, at its
/// beginning or, going on there, at its end; some with the same lower halves.
event::Identity crowded(std::uint64_t number, Home home)
{
    const std::uint64_t high = number % 7 | number << 40;
    return {.high = home == Home::LastLines ? ~high : high, .low = number % 3 << 57 | number << 33};
}

constexpr std::int64_t kDay_ms = 24 * 3'600'000;

} // namespace

class TestIdentityTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsPutIsFoundUntilItsTimeHasPassed_data();
    void whatIsPutIsFoundUntilItsTimeHasPassed();
    void aLineSaysWhereWhatIs();
    void timesAreExactHoweverLongItRuns();
    void whatLiesFarAheadIsNeverBefore();
    void theLatestTimeThatALineCanSayPasses();
    void aLongHorizonForgetsNothingEarly();
    void thereIsRoomForManyAtOnceAfterManyHavePassed();
    void aLargeTableKeepsAllAsItGrows_data();
    void aLargeTableKeepsAllAsItGrows();
    void aCountThatIsFarTooHighDoesNotFillIt();
    void whatWasPutAgainWhileItGrowsHasItsNewTimeAlone();
    void allThatIsLeftIsCountedWhileItGrows();
    void clearedWhileItGrowsItIsEmpty();
};

namespace {

/// The first table grows with this one, and moves lines with each one after it.
constexpr std::uint64_t kGrowsAt = 896;

/// With `number` identities, from 1, all of one time.
IdentityTable filled(std::uint64_t number, std::int64_t time_ms)
{
    IdentityTable table(kDay_ms);
    for (std::uint64_t one = 1; one <= number; ++one)
        table.put(table.find(identity(one), 0).place, identity(one), time_ms, 0, one);
    return table;
}

} // namespace

void TestIdentityTable::aCountThatIsFarTooHighDoesNotFillIt()
{
    IdentityTable table(kDay_ms);
    for (std::uint64_t one = 1; one <= 5'000; ++one)
        table.put(table.find(identity(one), 0).place, identity(one), 1, 0, 1'000'000);
    QCOMPARE(table.sweep(0), 5'000U);
}

/// Of an identity that was moved a copy stays for a while.
void TestIdentityTable::whatWasPutAgainWhileItGrowsHasItsNewTimeAlone()
{
    for (std::uint64_t one = 1; one <= kGrowsAt; ++one) {
        IdentityTable table = filled(kGrowsAt + 20, 5'000);
        const auto found = table.find(identity(one), 0);
        QVERIFY(found.is_there);
        table.put(found.place, identity(one), 2'000, 0, kGrowsAt + 20);
        // One that belongs in the same line takes its place, as it has passed.
        const event::Identity late{.high = identity(one).high, .low = identity(one).low + 2};
        table.put(table.find(late, 3'000).place, late, 9'000, 3'000, kGrowsAt + 21);
        const auto again = table.find(identity(one), 3'000);
        QVERIFY(!again.is_there || table.time_ms(again.place) == 2'000);
    }
}

void TestIdentityTable::allThatIsLeftIsCountedWhileItGrows()
{
    for (std::uint64_t moved = 0; moved < 35; moved += 3) {
        IdentityTable table = filled(kGrowsAt + moved, 5'000);
        QCOMPARE(table.sweep(5'000), kGrowsAt + moved);
        for (std::uint64_t one = 1; one <= kGrowsAt + moved; ++one)
            QVERIFY(table.find(identity(one), 5'000).is_there);
        QCOMPARE(table.sweep(5'001), 0U);
    }
}

void TestIdentityTable::clearedWhileItGrowsItIsEmpty()
{
    IdentityTable table = filled(kGrowsAt + 10, 5'000);
    table.clear();
    for (std::uint64_t one = 1; one <= kGrowsAt + 10; ++one) {
        const auto found = table.find(identity(one), 0);
        QVERIFY(!found.is_there);
        table.put(found.place, identity(one), 7'000, 0, one);
        QCOMPARE(table.time_ms(table.find(identity(one), 0).place), 7'000);
    }
    QCOMPARE(table.sweep(0), kGrowsAt + 10);
}

void TestIdentityTable::aLineSaysWhereWhatIs()
{
    IdentityLine line;
    const event::Identity accepted = identity(1, true);
    const event::Identity declined = identity(1, false);
    const event::Identity same_low{.high = accepted.high + 1, .low = accepted.low};
    const event::Identity same_high{.high = accepted.high, .low = accepted.low + 2};
    QCOMPARE(line.before(1), IdentityLine::kAll);
    QCOMPARE(line.matching({}), 0U); // nothing is no identity of zeros
    line.put(1, accepted, 10);
    line.put(3, same_low, 20);
    QCOMPARE(line.matching(accepted), 0b0010U);
    QCOMPARE(line.matching(same_low), 0b1000U);
    QCOMPARE(line.matching(declined), 0U);
    QCOMPARE(line.matching(same_high), 0U);
    QCOMPARE(line.before(10), 0b0101U);
    QCOMPARE(line.before(11), 0b0111U);
    QCOMPARE(line.before(20), 0b0111U);
    QCOMPARE(line.before(21), 0b1111U);
    QCOMPARE(line.clearBefore(11), 1U);
    QCOMPARE(line.matching(accepted), 0U);
    QCOMPARE(line.matching(same_low), 0b1000U);
    QVERIFY(!line.isOfOneHome(same_low.high & 0xFF, 0xFF)); // what was there counts too
    line.put(0, same_low, 1);
    line.put(1, same_low, 1);
    line.put(2, same_low, 1);
    QVERIFY(line.isOfOneHome(same_low.high & 0xFF, 0xFF));
}

/// Also where times are counted anew, after some days, and where they lie longer ahead of what
/// counts than a line can say.
void TestIdentityTable::timesAreExactHoweverLongItRuns()
{
    for (const std::int64_t horizon_ms : {std::int64_t{1}, kDay_ms, 12 * kDay_ms}) {
        IdentityTable table(horizon_ms);
        std::uint64_t number = 0;
        std::int64_t newest_ms = examples::utc(2011, 3, 10, 12) * 1000;
        for (int step = 0; step < 200; ++step) {
            const std::int64_t since_ms = newest_ms - horizon_ms;
            const event::Identity oldest = identity(++number);
            const event::Identity newest = identity(++number);
            table.put(table.find(oldest, since_ms).place, oldest, since_ms, since_ms);
            table.put(table.find(newest, since_ms).place, newest, newest_ms, since_ms);
            QCOMPARE(table.time_ms(table.find(oldest, since_ms).place), since_ms);
            QCOMPARE(table.time_ms(table.find(newest, since_ms).place), newest_ms);
            QVERIFY(table.find(oldest, since_ms).is_there);
            // Its place is free a millisecond later, and that of the newest one is not.
            QCOMPARE(table.sweep(since_ms + 1), 1U);
            QVERIFY(!table.find(oldest, since_ms + 1).is_there);
            QVERIFY(table.find(newest, since_ms + 1).is_there);
            newest_ms += step % 10 == 9 ? 100 * kDay_ms : horizon_ms + 1;
        }
    }
}

void TestIdentityTable::whatLiesFarAheadIsNeverBefore()
{
    IdentityTable table(kDay_ms);
    const std::int64_t ahead_ms = examples::utc(2011, 3, 10, 12) * 1000;
    table.put(table.find(identity(1), -kDay_ms).place, identity(1), ahead_ms, -kDay_ms);
    QVERIFY(table.find(identity(1), -kDay_ms).is_there);
    // Nor is it where what counts comes near by a leap.
    const IdentityTable::Found found = table.find(identity(1), ahead_ms - kDay_ms);
    QVERIFY(found.is_there);
    QVERIFY(table.time_ms(found.place) >= ahead_ms);
    const std::int64_t since_ms = ahead_ms - 100 * kDay_ms;
    table.put(table.find(identity(2), since_ms).place, identity(2), since_ms, since_ms);
    QVERIFY(table.find(identity(1), since_ms).is_there);
    QVERIFY(table.time_ms(table.find(identity(1), since_ms).place) >= since_ms);
}

/// The longest exact horizon, as long after times were counted anew as that can be.
void TestIdentityTable::theLatestTimeThatALineCanSayPasses()
{
    constexpr std::int64_t horizon_ms = IdentityTable::kExactHorizon_ms;
    const std::int64_t base_ms = examples::utc(2011, 3, 10, 12) * 1000;
    constexpr std::int64_t kLatest = std::numeric_limits<IdentityLine::Time>::max();
    for (std::int64_t before = 0; before < 5; ++before) {
        IdentityTable table(horizon_ms);
        table.put(table.find(identity(1), base_ms).place, identity(1), base_ms, base_ms);
        const std::int64_t since_ms = base_ms + kLatest - horizon_ms - before;
        const std::int64_t newest_ms = since_ms + horizon_ms;
        table.put(table.find(identity(2), since_ms).place, identity(2), newest_ms, since_ms);
        QCOMPARE(table.time_ms(table.find(identity(2), since_ms).place), newest_ms);
        QCOMPARE(table.sweep(newest_ms), 1U);
        QCOMPARE(table.sweep(newest_ms + 1), 0U);
    }
}

/// Beyond what is exact nothing is forgotten early.
void TestIdentityTable::aLongHorizonForgetsNothingEarly()
{
    constexpr std::int64_t horizon_ms = 10 * 366 * kDay_ms;
    IdentityTable table(horizon_ms);
    const std::int64_t time_ms = examples::utc(2011, 3, 10, 12) * 1000 + 7;
    table.put(table.find(identity(1), time_ms - horizon_ms).place, identity(1), time_ms,
              time_ms - horizon_ms);
    const IdentityTable::Found found = table.find(identity(1), time_ms);
    QVERIFY(found.is_there);
    QVERIFY(table.time_ms(found.place) >= time_ms);
    QVERIFY(table.time_ms(found.place) < time_ms + 1000);
    QCOMPARE(table.sweep(time_ms), 1U);
    QCOMPARE(table.sweep(time_ms + 1000), 0U);
}

/// Whoever counts what is live spares the table from doing it: it must not run full all the same,
/// whenever many come.
void TestIdentityTable::thereIsRoomForManyAtOnceAfterManyHavePassed()
{
    constexpr std::uint64_t kMany = 3'000;
    for (std::uint64_t passed = 0; passed < 4'000; passed += 97) {
        IdentityTable table(10'000);
        std::int64_t since_ms = 1'000'000;
        for (std::uint64_t number = 1; number <= passed; ++number) {
            ++since_ms; // each passes before the next one comes
            table.put(table.find(identity(number), since_ms).place, identity(number), since_ms,
                      since_ms, 1);
        }
        ++since_ms;
        for (std::uint64_t number = 1; number <= kMany; ++number) {
            const auto found = table.find(identity(10'000 + number), since_ms);
            QVERIFY(!found.is_there);
            table.put(found.place, identity(10'000 + number), since_ms, since_ms, number);
        }
        for (std::uint64_t number = 1; number <= kMany; ++number)
            QVERIFY(table.find(identity(10'000 + number), since_ms).is_there);
        QCOMPARE(table.sweep(since_ms), kMany);
    }
}

void TestIdentityTable::aLargeTableKeepsAllAsItGrows_data()
{
    QTest::addColumn<bool>("is_told");
    QTest::newRow("told how many are live") << true; // so that it can see that it will grow
    QTest::newRow("not told") << false;
}

/// Far beyond the size from which on the memory to grow into is made ready; once emptied meanwhile.
void TestIdentityTable::aLargeTableKeepsAllAsItGrows()
{
    QFETCH(bool, is_told);
    constexpr int kMany = 500'000;
    constexpr int kCleared = 100'000; // more than half of what a table of this size holds
    IdentityTable table(kDay_ms);
    const auto put = [&](int number, int live) {
        const event::Identity one = identity(static_cast<std::uint64_t>(number), true);
        const IdentityTable::Found found = table.find(one, 0);
        QVERIFY(!found.is_there);
        table.put(found.place, one, number, 0,
                  is_told ? static_cast<std::size_t>(live) : IdentityTable::kUnknown);
    };
    for (int number = 0; number < kCleared; ++number)
        put(number, number + 1);
    table.clear();
    for (int number = 0; number < kMany; ++number)
        put(number, number + 1);
    for (int number = 0; number < kMany; ++number) {
        const IdentityTable::Found found =
            table.find(identity(static_cast<std::uint64_t>(number), true), 0);
        QVERIFY(found.is_there);
        QCOMPARE(table.time_ms(found.place), number);
    }
    QVERIFY(!table.find(identity(kMany, true), 0).is_there);
}

void TestIdentityTable::whatIsPutIsFoundUntilItsTimeHasPassed_data()
{
    QTest::addColumn<int>("kept");
    QTest::addColumn<Home>("home");
    QTest::addColumn<bool>("is_counted");
    // Room is made by sweeping and by growing.
    for (const int kept : {10, 500, 620, 830, 5'000}) {
        QTest::addRow("%d, apart", kept) << kept << Home::Anywhere << false;
        QTest::addRow("%d, crowded at the beginning", kept) << kept << Home::FirstLines << false;
        QTest::addRow("%d, crowded at the end", kept) << kept << Home::LastLines << false;
        QTest::addRow("%d, apart, counted", kept) << kept << Home::Anywhere << true;
        QTest::addRow("%d, crowded, counted", kept) << kept << Home::FirstLines << true;
    }
}

/// Against a map: whatever was put stays found, with its time, as long as that has not passed, and
/// what was never put is not.
void TestIdentityTable::whatIsPutIsFoundUntilItsTimeHasPassed()
{
    QFETCH(const int, kept);
    QFETCH(const Home, home);
    QFETCH(const bool, is_counted);
    std::mt19937_64 random(2011);
    const auto nth = [&](std::uint64_t number) {
        return home == Home::Anywhere ? identity(number) : crowded(number, home);
    };
    IdentityTable table(10'000);
    std::map<std::uint64_t, std::int64_t> times;
    std::int64_t since_ms = 0;
    std::uint64_t next = 1;
    for (int round = 0; round < 60; ++round) {
        auto live = static_cast<std::size_t>(std::ranges::count_if(
            times, [since_ms](const auto& one) { return one.second >= since_ms; }));
        for (int i = 0; i < 1 + kept / 10; ++i) {
            // New ones, and now and then one that was there, with a new time.
            const bool is_again = random() % 16 == 0;
            const std::uint64_t number = is_again ? 1 + random() % next : next++;
            // They pass ten rounds later, or one or two sooner.
            const std::int64_t time_ms = since_ms + 999 - static_cast<std::int64_t>(random() % 200);
            const IdentityTable::Found found = table.find(nth(number), since_ms);
            const auto known = times.find(number);
            if (known != times.end() && known->second >= since_ms) {
                QVERIFY(found.is_there);
                QCOMPARE(table.time_ms(found.place), known->second);
            } else if (found.is_there) { // not swept out yet
                QVERIFY(known != times.end());
                QCOMPARE(table.time_ms(found.place), known->second);
            }
            table.put(found.place, nth(number), time_ms, since_ms,
                      is_counted ? ++live : IdentityTable::kUnknown);
            times[number] = time_ms;
        }
        if (round >= 10)
            since_ms += 100; // as many pass as come
        for (const auto& [number, time_ms] : times) {
            // Now and then all of them: what is looked for while the table grows is moved by that.
            if (time_ms < since_ms || (round % 8 != 0 && random() % 16 != 0))
                continue;
            const IdentityTable::Found found = table.find(nth(number), since_ms);
            QVERIFY(found.is_there);
            QCOMPARE(table.time_ms(found.place), time_ms);
        }
        QVERIFY(!table.find(nth(next + 1'000'000), since_ms).is_there);
    }
    const auto left = std::ranges::count_if(
        times, [since_ms](const auto& one) { return one.second >= since_ms; });
    QCOMPARE(table.sweep(since_ms), static_cast<std::size_t>(left));
}

QTEST_GUILESS_MAIN(TestIdentityTable)
#include "tst_identitytable.moc"
