// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/identitytable.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>

#include <malloc.h>

using namespace livewall;
using examples::identity;
using stats::IdentityLine;
using stats::IdentityLines;
using stats::IdentityLog;
using stats::IdentityTable;

namespace {

enum class Home { Anywhere, FirstLines, LastLines };

/// Identities whose searches begin at a few lines of the table, however large that is, at its
/// beginning or, going on there, at its end; of three fingerprints.
event::Identity crowded(std::uint64_t number, Home home)
{
    const std::uint64_t high = number % 7 | number << 40;
    return {.high = home == Home::LastLines ? ~high : high, .low = number % 3 | number << 33};
}

/// The first table grows with this one, and moves two identities with each one after it.
constexpr std::uint64_t kGrowsAt = 832;

void put(IdentityTable& table, const event::Identity& identity, std::int64_t time_ms,
         std::int64_t since_ms)
{
    const IdentityTable::Found found = table.find(identity, since_ms);
    QVERIFY(!found.is_there);
    table.put(found.place, identity, time_ms, since_ms);
}

/// With `number` identities, from 1, all of one time.
IdentityTable filled(std::uint64_t number, std::int64_t time_ms)
{
    IdentityTable table;
    for (std::uint64_t one = 1; one <= number; ++one)
        put(table, identity(one), time_ms, 0);
    return table;
}

/// What the program holds of memory that it asked for.
std::size_t held()
{
    return ::mallinfo2().uordblks + ::mallinfo2().hblkhd;
}

} // namespace

class TestIdentityTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineSaysWhereWhatMayBe();
    void aLineSaysWhatIsBeforeHoweverPositionsWrap();
    void aLineSaysWhatWentPast();
    void linesKnowWhatHasGoneHoweverManyCame();
    void aLogLetsGoOfWhatIsFirstOnceAllOfItHasPassed();
    void whatIsPutIsFoundUntilItsTimeHasPassed_data();
    void whatIsPutIsFoundUntilItsTimeHasPassed();
    void whatLiesFarAheadStaysThere();
    void allThatIsLeftIsCountedWhileItGrows();
    void clearedWhileItGrowsItIsEmpty();
    void whatHasPassedIsNotThereWhileItGrows();
    void allMayPassAtOnceWhileItGrows();
    void thereIsRoomForManyAtOnceAfterManyHavePassed();
    void aLargeTableKeepsAllAsItGrows();
    void fewAmongManyThatPassedTakeLittleMemory();
};

void TestIdentityTable::aLineSaysWhereWhatMayBe()
{
    for (unsigned place = 0; place < IdentityLine::kPlaces; ++place) {
        IdentityLine line;
        QCOMPARE(line.before(1), IdentityLine::kAll);
        line.put(place, identity(1, true), 5);
        QCOMPARE(line.position(place), 5U);
        QCOMPARE(line.matching(identity(1, true)), 1U << place);
        QCOMPARE(line.matching(identity(1, false)), 0U);
        QCOMPARE(line.matching(identity(2, true)), 0U);
        QCOMPARE(line.before(5), IdentityLine::kAll & ~(1U << place));
        QCOMPARE(line.before(6), IdentityLine::kAll);
    }
    IdentityLine full;
    for (unsigned place = 0; place < IdentityLine::kPlaces; ++place)
        full.put(place, identity(1), 10 + place);
    QCOMPARE(full.matching(identity(1)), IdentityLine::kAll);
    for (unsigned gone = 0; gone <= IdentityLine::kPlaces; ++gone)
        QCOMPARE(full.before(10 + gone), (1U << gone) - 1);
}

void TestIdentityTable::aLineSaysWhatIsBeforeHoweverPositionsWrap()
{
    constexpr std::uint64_t kNear = std::uint64_t{1} << 30;
    for (const std::uint64_t many :
         {std::uint64_t{1}, kNear, 2 * kNear, 4 * kNear - 1, 4 * kNear}) {
        const auto first = static_cast<IdentityLine::Position>(many);
        IdentityLine line;
        for (std::uint64_t near = kNear; near <= many; near += kNear)
            line.bringNear(
                static_cast<IdentityLine::Position>(near)); // of what it begins with, too
        QCOMPARE(line.before(first), IdentityLine::kAll);
        QCOMPARE(line.before(first + (1U << 30)), IdentityLine::kAll);
        line.put(3, identity(1), first);
        line.put(8, identity(1), first + 10);
        QCOMPARE(line.before(first), IdentityLine::kAll & ~0b01'0000'1000U);
        QCOMPARE(line.before(first + 1), IdentityLine::kAll & ~0b01'0000'0000U);
        QCOMPARE(line.before(first + 11), IdentityLine::kAll);
        line.bringNear(first + 10);
        QCOMPARE(line.before(first + 10), IdentityLine::kAll & ~0b01'0000'0000U);
        line.bringNear(first + 11);
        QCOMPARE(line.position(3), first + 10);
        QCOMPARE(line.position(8), first + 10);
    }
}

/// Whatever the positions: an identity that went past is known of as long as it has not gone, and
/// so are those of its kind alone. By 65,536 positions.
void TestIdentityTable::aLineSaysWhatWentPast()
{
    constexpr IdentityLine::Position kSpan = 65'536;
    constexpr std::uint64_t kNear = std::uint64_t{1} << 30;
    const auto ofKind = [](std::uint64_t kind) {
        return event::Identity{.high = 1, .low = 7 << 16 | kind << 12 | 5};
    };
    for (const std::uint64_t many :
         {std::uint64_t{1}, kNear + 5, 2 * kNear - 7, 4 * kNear - 3 * kSpan, 4 * kNear}) {
        const auto first = static_cast<IdentityLine::Position>(many);
        IdentityLine line;
        for (std::uint64_t near = kNear; near <= many; near += kNear)
            line.bringNear(static_cast<IdentityLine::Position>(near));
        line.bringNear(first);
        const auto passed = [&](IdentityLine::Position from) {
            unsigned kinds = 0;
            for (std::uint64_t kind = 0; kind < 16; ++kind)
                kinds |= unsigned{line.mayHavePassed(ofKind(kind), from)} << kind;
            return kinds;
        };
        QCOMPARE(passed(first), 0U);
        line.notePassed(ofKind(15), first + 2 * kSpan, first);
        line.notePassed(ofKind(0), first + kSpan, first); // as those that move to new lines
        QCOMPARE(passed(first), 0x8001U);
        QCOMPARE(passed(first + 2 * kSpan), 0x8001U);
        line.bringNear(first + 2 * kSpan);
        QCOMPARE(passed(first + 2 * kSpan), 0x8001U);
        QCOMPARE(passed(first + 3 * kSpan), 0U);
        line.notePassed(ofKind(3), first + 3 * kSpan, first + 3 * kSpan);
        QCOMPARE(passed(first + 3 * kSpan), 0x8U); // those do not come back
        line.bringNear(first + 4 * kSpan);
        QCOMPARE(passed(first + 4 * kSpan), 0U);
        line.notePassed(ofKind(1), first + 4 * kSpan, first + 4 * kSpan);
        QCOMPARE(passed(first + 4 * kSpan), 0x2U);
    }
}

/// As after two thousand million: a place that nobody used would seem to be taken by what is yet to
/// come, and nothing find room where it belongs.
void TestIdentityTable::linesKnowWhatHasGoneHoweverManyCame()
{
    constexpr std::uint64_t kKept = 2'000;
    IdentityLog log;
    const std::uint64_t behind = (std::uint64_t{1} << 31) - 10'000;
    IdentityLines lines(stats::LargeArray<IdentityLine>(64 * 1024), log.begin() - behind);
    for (std::uint64_t one = 1; one <= 30'000; ++one) {
        const auto time_ms = static_cast<std::int64_t>(one);
        const std::int64_t since_ms = time_ms - static_cast<std::int64_t>(kKept);
        const auto found = lines.find(identity(one), log, since_ms);
        QVERIFY(!found.is_there);
        QCOMPARE(found.place, lines.freePlace(identity(one), log));
        log.append(identity(one), time_ms, since_ms);
        lines.put(found.place, identity(one), log, log.end() - 1);
        const std::size_t home = IdentityLines::home(identity(one)) & lines.mask();
        QVERIFY(lines.data()[home].matching(identity(one)) != 0);
        const std::uint64_t oldest = one > kKept ? one - kKept : 1;
        QVERIFY(lines.find(identity(oldest), log, since_ms).is_there);
        QVERIFY(!lines.find(identity(oldest - 1), log, since_ms).is_there);
        QVERIFY(lines.find(identity((oldest + one) / 2), log, since_ms).is_there);
    }
}

void TestIdentityTable::aLogLetsGoOfWhatIsFirstOnceAllOfItHasPassed()
{
    IdentityLog log;
    std::int64_t time_ms = 0;
    for (; time_ms < 5'000; ++time_ms)
        log.append(identity(static_cast<std::uint64_t>(time_ms)), time_ms, 0);
    QCOMPARE(log.begin(), 0U);
    QCOMPARE(log.end(), 5'000U);
    for (; time_ms < 10'000; ++time_ms) {
        log.append(identity(static_cast<std::uint64_t>(time_ms)), time_ms, 3'000);
        QCOMPARE(log.end(), static_cast<std::uint64_t>(time_ms) + 1);
        QVERIFY(log.begin() <= 3'000);
    }
    QVERIFY(log.begin() > 2'000);
    for (std::uint64_t at = log.begin(); at < log.end(); ++at) {
        QCOMPARE(log[at].identity, identity(at));
        QCOMPARE(log[at].time_ms, static_cast<std::int64_t>(at));
    }
    // One that stays keeps what came after it.
    IdentityLog kept;
    kept.append(identity(0), 1'000'000, 0);
    for (std::int64_t time = 1; time < 10'000; ++time)
        kept.append(identity(static_cast<std::uint64_t>(time)), time, time);
    QCOMPARE(kept.begin(), 0U);
    QCOMPARE(kept[0].time_ms, 1'000'000);
}

/// As where T is given, and purchases behind it do not bring anything nearer to its end.
void TestIdentityTable::whatLiesFarAheadStaysThere()
{
    IdentityTable table;
    const std::int64_t ahead_ms = examples::utc(2011, 3, 10, 12) * 1000;
    put(table, identity(1), ahead_ms, -1);
    for (const std::int64_t since_ms : {std::int64_t{-1}, std::int64_t{0}, ahead_ms})
        QVERIFY(table.find(identity(1), since_ms).is_there);
    QVERIFY(!table.find(identity(1), ahead_ms + 1).is_there);
}

void TestIdentityTable::allThatIsLeftIsCountedWhileItGrows()
{
    for (std::uint64_t moved = 0; moved < 450; moved += 11) {
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
    for (std::uint64_t one = 1; one <= kGrowsAt + 10; ++one)
        put(table, identity(one), 7'000, 0); // which verifies that it is not there
    QCOMPARE(table.sweep(0), kGrowsAt + 10);
}

/// Half of them pass, whether they were moved yet or not, and come again.
void TestIdentityTable::whatHasPassedIsNotThereWhileItGrows()
{
    for (std::uint64_t moved = 0; moved < 450; moved += 11) {
        IdentityTable table;
        const std::uint64_t many = kGrowsAt + moved;
        for (std::uint64_t one = 1; one <= many; ++one)
            put(table, identity(one), one % 2 == 0 ? 1'000 : 5'000, 0);
        for (std::uint64_t one = 1; one <= many; ++one) {
            QCOMPARE(table.find(identity(one), 1'001).is_there, one % 2 == 1);
            if (one % 2 == 0)
                put(table, identity(one), 9'000, 1'001);
            QVERIFY(table.find(identity(one), 1'001).is_there);
        }
        QCOMPARE(table.sweep(1'001), many);
    }
}

/// So that the log has let go of what was still to be moved, and of more.
void TestIdentityTable::allMayPassAtOnceWhileItGrows()
{
    for (std::uint64_t moved = 0; moved < 450; moved += 11) {
        IdentityTable table = filled(kGrowsAt + moved, 5'000);
        for (std::uint64_t one = 1; one <= 1'500; ++one) {
            put(table, identity(one), 9'000, 5'001);
            QVERIFY(table.find(identity(one), 5'001).is_there);
        }
        for (std::uint64_t one = 1; one <= 1'500; ++one)
            QVERIFY(table.find(identity(one), 5'001).is_there);
        QCOMPARE(table.sweep(5'001), 1'500U);
    }
}

/// It must not run full, whenever many come.
void TestIdentityTable::thereIsRoomForManyAtOnceAfterManyHavePassed()
{
    constexpr std::uint64_t kMany = 3'000;
    for (std::uint64_t passed = 0; passed < 4'000; passed += 97) {
        IdentityTable table;
        std::int64_t since_ms = 1'000'000;
        for (std::uint64_t number = 1; number <= passed; ++number) {
            ++since_ms; // each passes before the next one comes
            put(table, identity(number), since_ms, since_ms);
        }
        ++since_ms;
        for (std::uint64_t number = 1; number <= kMany; ++number)
            put(table, identity(10'000 + number), since_ms, since_ms);
        for (std::uint64_t number = 1; number <= kMany; ++number)
            QVERIFY(table.find(identity(10'000 + number), since_ms).is_there);
        QCOMPARE(table.sweep(since_ms), kMany);
    }
}

/// Far beyond the size from which on the memory to grow into is made ready; once emptied meanwhile.
void TestIdentityTable::aLargeTableKeepsAllAsItGrows()
{
    constexpr std::uint64_t kMany = 500'000;
    constexpr std::uint64_t kCleared = 104'000; // soon before it grows, after it is prepared
    IdentityTable table;
    for (std::uint64_t number = 0; number < kCleared; ++number)
        put(table, identity(number), static_cast<std::int64_t>(number), 0);
    table.clear();
    for (std::uint64_t number = 0; number < kMany; ++number) {
        put(table, identity(number), static_cast<std::int64_t>(number), 0);
        QVERIFY(table.find(identity(number / 2), 0).is_there);
    }
    for (std::uint64_t number = 0; number < kMany; ++number) {
        const auto time_ms = static_cast<std::int64_t>(number);
        QVERIFY(table.find(identity(number), time_ms).is_there);
        QVERIFY(!table.find(identity(number), time_ms + 1).is_there);
    }
    QVERIFY(!table.find(identity(kMany), 0).is_there);
}

/// One in a hundred stays for good; what lies between passes at once, and is let go of all the
/// same.
void TestIdentityTable::fewAmongManyThatPassedTakeLittleMemory()
{
    constexpr std::int64_t kMany = 1'000'000;
    constexpr std::int64_t kStaying_ms = 10 * kMany;
    const std::size_t before = held();
    IdentityTable table;
    for (std::int64_t one = 1; one <= kMany; ++one)
        put(table, identity(static_cast<std::uint64_t>(one)), one % 100 == 0 ? kStaying_ms : one,
            one);
    for (std::int64_t one = 100; one <= kMany; one += 100)
        QVERIFY(table.find(identity(static_cast<std::uint64_t>(one)), kMany).is_there);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("sanitizers have memory of their own");
#endif
    // Those 10,000 and as many again take 480 KB, and the lines of so many 262 KB. All take 24 MB.
    QCOMPARE_LT(held() - before, 1'500'000U);
}

void TestIdentityTable::whatIsPutIsFoundUntilItsTimeHasPassed_data()
{
    QTest::addColumn<int>("kept");
    QTest::addColumn<Home>("home");
    for (const int kept : {10, 500, 620, 830, 5'000}) {
        QTest::addRow("%d, apart", kept) << kept << Home::Anywhere;
        QTest::addRow("%d, crowded at the beginning", kept) << kept << Home::FirstLines;
        QTest::addRow("%d, crowded at the end", kept) << kept << Home::LastLines;
    }
}

/// Against a map: whatever was put is there as long as its time has not passed, and nothing else.
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
            const IdentityTable::Found found = table.find(nth(number), since_ms);
            const auto known = times.find(number);
            QCOMPARE(found.is_there, known != times.end() && known->second >= since_ms);
            if (found.is_there)
                continue;
            table.put(found.place, nth(number), time_ms, since_ms);
            times[number] = time_ms;
        }
        if (round >= 10)
            since_ms += 100; // as many pass as come
        for (const auto& [number, time_ms] : times) {
            if (round % 8 == 0 || random() % 16 == 0)
                QCOMPARE(table.find(nth(number), since_ms).is_there, time_ms >= since_ms);
        }
        QVERIFY(!table.find(nth(next + 1'000'000), since_ms).is_there);
    }
    const auto left = std::ranges::count_if(
        times, [since_ms](const auto& one) { return one.second >= since_ms; });
    QCOMPARE(table.sweep(since_ms), static_cast<std::size_t>(left));
}

QTEST_GUILESS_MAIN(TestIdentityTable)
#include "tst_identitytable.moc"
