// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/dedupe.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <cstdint>
#include <map>
#include <random>

#include <malloc.h>

using namespace livewall;
using examples::identity;
using stats::Dedupe;
using Verdict = stats::Dedupe::Verdict;

namespace {
constexpr std::int64_t kHour_ms = 3'600'000;
constexpr std::int64_t kHorizon_ms = Dedupe::kDefaultHorizon_ms;
/// A whole hour of 2011.
constexpr std::int64_t kStart_ms = examples::utc(2011, 3, 10) * 1000;
} // namespace

class TestDedupe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSecondCopyIsADuplicate();
    void acceptedAndNotAcceptedAreTwo();
    void theHorizonIsExactToTheMillisecond();
    void aForgottenIdentityMayComeAgain();
    void theFirstCopysTimeIsWhatIsRemembered();
    void sweepingForgetsWhatIsBeyondTheHorizon();
    void atTheCapacityTheOldestHourGoes();
    void theCutEndsWhenTheHorizonHasPassedIt();
    void duplicatesNeedNoRoom();
    void aNewestHourAloneGoesUpToItsNewest();
    void theCapacityHoldsEvenForOneInstant();
    void anHourOfWhichAllCameAgainIsNoRoom();
    void aHorizonOfYearsIsExactToo();
    void memoryIsForWhatTheHorizonHolds();
    void itJudgesAsItsDefinitionDoes_data();
    void itJudgesAsItsDefinitionDoes();
};

void TestDedupe::aSecondCopyIsADuplicate()
{
    Dedupe dedupe;
    QCOMPARE(dedupe.check(identity(1), kStart_ms, kStart_ms), Verdict::Fresh);
    QCOMPARE(dedupe.check(identity(2), kStart_ms, kStart_ms), Verdict::Fresh);
    QCOMPARE(dedupe.check(identity(1), kStart_ms, kStart_ms), Verdict::Duplicate);
    QCOMPARE(dedupe.check(identity(1), kStart_ms + 5, kStart_ms + 5), Verdict::Duplicate);
    QCOMPARE(dedupe.size(), 2);
}

void TestDedupe::acceptedAndNotAcceptedAreTwo()
{
    Dedupe dedupe;
    QCOMPARE(dedupe.check(identity(1, false), kStart_ms, kStart_ms), Verdict::Fresh);
    QCOMPARE(dedupe.check(identity(1, true), kStart_ms, kStart_ms), Verdict::Fresh);
    QCOMPARE(dedupe.check(identity(1, false), kStart_ms, kStart_ms), Verdict::Duplicate);
}

void TestDedupe::theHorizonIsExactToTheMillisecond()
{
    // Not on a whole hour, so that no sweep has a hand in it.
    constexpr std::int64_t time_ms = kStart_ms + 1'234'567;
    for (const bool seen : {true, false}) {
        Dedupe dedupe;
        if (seen)
            dedupe.check(identity(1), time_ms, time_ms);
        dedupe.check(identity(2), time_ms + kHorizon_ms, time_ms + kHorizon_ms);
        QCOMPARE(dedupe.check(identity(1), time_ms, time_ms + kHorizon_ms),
                 seen ? Verdict::Duplicate : Verdict::Fresh);
        QCOMPARE(dedupe.check(identity(1), time_ms, time_ms + kHorizon_ms + 1), Verdict::Unchecked);
    }
}

void TestDedupe::aForgottenIdentityMayComeAgain()
{
    constexpr std::int64_t first_ms = kStart_ms + 1;
    constexpr std::int64_t second_ms = first_ms + kHour_ms;
    Dedupe dedupe;
    dedupe.check(identity(1), first_ms, first_ms);
    // Its time lies a millisecond beyond the horizon, whether it was swept out yet or not.
    constexpr std::int64_t newest_ms = first_ms + kHorizon_ms + 1;
    QCOMPARE(dedupe.check(identity(1), second_ms, newest_ms), Verdict::Fresh);
    QCOMPARE(dedupe.check(identity(1), second_ms, newest_ms), Verdict::Duplicate);
    QCOMPARE(dedupe.check(identity(1), second_ms, second_ms + kHorizon_ms), Verdict::Duplicate);
    QCOMPARE(dedupe.check(identity(1), second_ms, second_ms + kHorizon_ms + 1), Verdict::Unchecked);
}

void TestDedupe::theFirstCopysTimeIsWhatIsRemembered()
{
    Dedupe dedupe;
    dedupe.check(identity(1), kStart_ms, kStart_ms);
    constexpr std::int64_t later_ms = kStart_ms + kHour_ms;
    QCOMPARE(dedupe.check(identity(1), later_ms, kStart_ms + kHorizon_ms), Verdict::Duplicate);
    QCOMPARE(dedupe.check(identity(1), later_ms, kStart_ms + kHorizon_ms + 1), Verdict::Fresh);
}

void TestDedupe::sweepingForgetsWhatIsBeyondTheHorizon()
{
    Dedupe dedupe;
    std::uint64_t id = 0;
    for (std::int64_t hour = 0; hour < 1000; ++hour) {
        for (int i = 0; i < 10; ++i) {
            const std::int64_t time_ms = kStart_ms + hour * kHour_ms + i;
            QCOMPARE(dedupe.check(identity(++id), time_ms, time_ms), Verdict::Fresh);
        }
        QVERIFY(dedupe.size() <= 10 * 26); // 24 whole hours and the two that they lie in
        if (hour >= 24)
            QCOMPARE(dedupe.check(identity(id - 240), kStart_ms + (hour - 24) * kHour_ms + 9,
                                  kStart_ms + hour * kHour_ms + 9),
                     Verdict::Duplicate);
    }
    QVERIFY(!dedupe.rememberedSince_ms());
}

void TestDedupe::atTheCapacityTheOldestHourGoes()
{
    Dedupe dedupe(kHorizon_ms, 10);
    for (std::uint64_t id = 1; id <= 10; ++id) { // four in the first hour, six in the second
        const std::int64_t time_ms = kStart_ms + (id <= 4 ? 0 : kHour_ms) + 60'000;
        dedupe.check(identity(id), time_ms, time_ms);
    }
    QVERIFY(!dedupe.rememberedSince_ms());
    constexpr std::int64_t newest_ms = kStart_ms + 2 * kHour_ms;
    QCOMPARE(dedupe.check(identity(11), newest_ms, newest_ms), Verdict::Fresh);
    QCOMPARE(dedupe.size(), 7);
    QCOMPARE(dedupe.rememberedSince_ms().value(), kStart_ms + kHour_ms);
    QCOMPARE(dedupe.check(identity(4), kStart_ms + 60'000, newest_ms), Verdict::Unchecked);
    QCOMPARE(dedupe.check(identity(12), kStart_ms + kHour_ms - 1, newest_ms), Verdict::Unchecked);
    QCOMPARE(dedupe.check(identity(5), kStart_ms + kHour_ms + 60'000, newest_ms),
             Verdict::Duplicate);
    QCOMPARE(dedupe.check(identity(13), kStart_ms + kHour_ms, newest_ms), Verdict::Fresh);

    // An arrival of the hour that goes is itself beyond what is remembered then.
    dedupe.check(identity(14), newest_ms, newest_ms);
    dedupe.check(identity(15), newest_ms, newest_ms);
    QCOMPARE(dedupe.size(), 10);
    QCOMPARE(dedupe.check(identity(16), kStart_ms + kHour_ms, newest_ms), Verdict::Unchecked);
    QCOMPARE(dedupe.rememberedSince_ms().value(), newest_ms);
}

void TestDedupe::theCutEndsWhenTheHorizonHasPassedIt()
{
    Dedupe dedupe(kHorizon_ms, 2);
    dedupe.check(identity(1), kStart_ms, kStart_ms);
    dedupe.check(identity(2), kStart_ms + kHour_ms, kStart_ms + kHour_ms);
    dedupe.check(identity(3), kStart_ms + kHour_ms, kStart_ms + kHour_ms);
    QCOMPARE(dedupe.rememberedSince_ms().value(), kStart_ms + kHour_ms);
    constexpr std::int64_t passed_ms = kStart_ms + kHour_ms + kHorizon_ms;
    QCOMPARE(dedupe.check(identity(2), kStart_ms + kHour_ms, passed_ms), Verdict::Duplicate);
    QVERIFY(!dedupe.rememberedSince_ms());
}

void TestDedupe::duplicatesNeedNoRoom()
{
    Dedupe dedupe(kHorizon_ms, 2);
    dedupe.check(identity(1), kStart_ms, kStart_ms);
    dedupe.check(identity(2), kStart_ms + kHour_ms, kStart_ms + kHour_ms);
    QCOMPARE(dedupe.check(identity(1), kStart_ms, kStart_ms + kHour_ms), Verdict::Duplicate);
    QCOMPARE(dedupe.size(), 2);
    QVERIFY(!dedupe.rememberedSince_ms());
}

void TestDedupe::aNewestHourAloneGoesUpToItsNewest()
{
    Dedupe dedupe(kHorizon_ms, 3);
    for (std::uint64_t id = 1; id <= 4; ++id) {
        const std::int64_t time_ms = kStart_ms + static_cast<std::int64_t>(id) * 100;
        QCOMPARE(dedupe.check(identity(id), time_ms, time_ms), Verdict::Fresh);
    }
    QCOMPARE(dedupe.size(), 1);
    QCOMPARE(dedupe.rememberedSince_ms().value(), kStart_ms + 400);
    QCOMPARE(dedupe.check(identity(3), kStart_ms + 300, kStart_ms + 400), Verdict::Unchecked);
    QCOMPARE(dedupe.check(identity(4), kStart_ms + 400, kStart_ms + 400), Verdict::Duplicate);
}

void TestDedupe::theCapacityHoldsEvenForOneInstant()
{
    Dedupe dedupe(kHorizon_ms, 5);
    for (std::uint64_t id = 1; id <= 100; ++id) {
        QCOMPARE(dedupe.check(identity(id), kStart_ms, kStart_ms), Verdict::Fresh);
        QVERIFY(dedupe.size() <= 5);
    }
}

void TestDedupe::anHourOfWhichAllCameAgainIsNoRoom()
{
    Dedupe dedupe(2 * kHour_ms, 3);
    dedupe.check(identity(1), kStart_ms + kHour_ms / 2, kStart_ms + kHour_ms / 2);
    // Beyond the horizon, in an hour of which a part is within it.
    const std::int64_t newest_ms = kStart_ms + 2 * kHour_ms + kHour_ms / 2 + 1;
    for (const std::uint64_t id : {1, 2, 3, 4}) {
        QCOMPARE(dedupe.check(identity(id), newest_ms, newest_ms), Verdict::Fresh);
        QVERIFY(dedupe.size() <= 3);
    }
}

void TestDedupe::aHorizonOfYearsIsExactToo()
{
    constexpr std::int64_t horizon_ms = std::int64_t{10} * 366 * 24 * kHour_ms;
    for (const std::uint64_t many : {1, 2'000}) {
        Dedupe dedupe(horizon_ms);
        for (std::uint64_t one = 1; one <= many; ++one)
            QCOMPARE(dedupe.check(identity(one), kStart_ms, kStart_ms), Verdict::Fresh);
        const std::int64_t last_ms = kStart_ms + horizon_ms;
        for (std::uint64_t one = 1; one <= many; ++one)
            QCOMPARE(dedupe.check(identity(one), last_ms, last_ms), Verdict::Duplicate);
        for (std::uint64_t one = 1; one <= many; ++one)
            QCOMPARE(dedupe.check(identity(one), last_ms + 1, last_ms + 1), Verdict::Fresh);
    }
}

/// Not for all of the hour in which it begins.
void TestDedupe::memoryIsForWhatTheHorizonHolds()
{
    constexpr std::int64_t kSecond_ms = 1000;
    constexpr std::int64_t kMany = 600'000;
    const auto held = [] { return ::mallinfo2().uordblks + ::mallinfo2().hblkhd; };
    const std::size_t before = held();
    Dedupe dedupe(kSecond_ms);
    for (std::int64_t one = 0; one < kMany; ++one)
        QCOMPARE(dedupe.check(identity(static_cast<std::uint64_t>(one)), kStart_ms + one,
                              kStart_ms + one),
                 Verdict::Fresh);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("sanitizers have memory of their own");
#endif
    QCOMPARE_LT(held() - before, 500'000U); // a second's thousand take 36 KB, and lines for them
}

void TestDedupe::itJudgesAsItsDefinitionDoes_data()
{
    QTest::addColumn<quint64>("homes");
    QTest::addColumn<qint64>("step_ms");
    QTest::newRow("all over the table") << ~quint64{0} << qint64{500};
    QTest::newRow("crowded") << quint64{0x40F} << qint64{500};
    QTest::newRow("around the table's end") << ~quint64{0x7} << qint64{500};
    QTest::newRow("mostly forgotten") << quint64{0xFFF} << qint64{20'000};
}

void TestDedupe::itJudgesAsItsDefinitionDoes()
{
    QFETCH(const quint64, homes);
    QFETCH(const qint64, step_ms);
    constexpr std::int64_t horizon_ms = 2 * kHour_ms + 1234;
    std::mt19937_64 random(homes ^ static_cast<quint64>(step_ms));
    const auto below = [&random](std::int64_t limit) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit));
    };
    Dedupe dedupe(horizon_ms);
    std::map<event::Identity, std::int64_t> times;
    std::int64_t newest_ms = kStart_ms;
    for (int i = 0; i < 100'000; ++i) {
        newest_ms += below(2 * step_ms);
        const std::int64_t time_ms = newest_ms - (below(4) == 0 ? below(horizon_ms + 1000) : 0);
        const auto id = static_cast<std::uint64_t>(below(5) == 0 ? below(i + 1) : i);
        const event::Identity identity{(id * 0x9E37'79B9'7F4A'7C15U) & homes, id};

        Verdict expected = Verdict::Unchecked;
        if (time_ms >= newest_ms - horizon_ms) {
            const auto [found, is_new] = times.try_emplace(identity, time_ms);
            const bool is_known = !is_new && found->second >= newest_ms - horizon_ms;
            expected = is_known ? Verdict::Duplicate : Verdict::Fresh;
            if (!is_known)
                found->second = time_ms;
        }
        QCOMPARE(dedupe.check(identity, time_ms, newest_ms), expected);
    }
}

QTEST_GUILESS_MAIN(TestDedupe)
#include "tst_dedupe.moc"
