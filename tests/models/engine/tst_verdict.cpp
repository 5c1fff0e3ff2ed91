// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/verdict.h"
#include "tests/models/engine/listenedwall.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <limits>

using namespace livewall;
using namespace livewall::engine;
using examples::utc;
using Call = Verdict::Call;

namespace {

constexpr std::int64_t kDay_s = 86'400;
constexpr std::int64_t kWeek_s = 7 * kDay_s;
constexpr std::int64_t kMinute_s = 60;

// Thursday. What is judged ends at 16:20.
constexpr std::int64_t kSecond = utc(2011, 3, 10, 16, 21, 30);
constexpr std::int64_t kEnd = utc(2011, 3, 10, 16, 20);

/// A board at kSecond whose minutes hold what is put in them.
class Wall : public ListenedWall<Wall>
{
public:
    explicit Wall(std::int64_t second = kSecond, const char* zone = "UTC")
        : ListenedWall(second, zone)
    {
    }

    /// `count` purchases in each minute of [from, to).
    Wall& put(std::int64_t from, std::int64_t to, std::int64_t count)
    {
        for (std::int64_t minute = from; minute < to; minute += 60)
            board_.restoreMinute(minute / 60, {count, count});
        return *this;
    }

    /// In each minute of the two days before kEnd: one, two and three weeks ago.
    Wall& putWeeks(const std::array<std::int64_t, 3>& counts)
    {
        for (int weeks = 1; weeks <= 3; ++weeks)
            put(kEnd - 2 * kDay_s - weeks * kWeek_s, kEnd - weeks * kWeek_s,
                counts[static_cast<std::size_t>(weeks - 1)]);
        return *this;
    }

    void cover(std::int64_t from, std::int64_t to) { coverage_.add(from * 1000, to * 1000); }

    /// From then on the feed has yet to prove that it lives.
    Wall& open(std::int64_t from)
    {
        open_ms_ = from * 1000;
        return *this;
    }

    Verdict judged() const
    {
        const std::array feeds{Listened{&coverage_, open_ms_}};
        return judge(board_, Comparable(options_, feeds));
    }

private:
    std::int64_t open_ms_ = std::numeric_limits<std::int64_t>::max();
};

} // namespace

class TestVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itComparesQuartersOfAnHourThatAreOver();
    void itSaysLowBelowTheLeastLessThreeRoots();
    void itSaysHighAboveTheMostAndThreeRoots();
    void oneOrTwoMinutesMakeNoDip();
    void itSaysSinceWhen();
    void aDipIsFollowedForADayAtMost();
    void whereFewAreUsualItTakesMoreMinutes();
    void whereNearlyNoneAreUsualItCannotJudge();
    void weeksThatAreNotKnownWholeDoNotCompare();
    void withoutOneItCannotCompare();
    void whatWasNotListenedToCannotBeJudged();
    void aLinkThatIsMadeAnewHidesNothing();
    void aQuietFeedHasYetToProveThatItLives();
    void minutesInWhichClocksChangeAreComparedWithNone();
    void holidaysDoNotCompare();
    void aHolidayIsComparedWithNothing();
    void everyFeedMustHaveBeenListenedTo();
    void itComparesTheSameLocalMinutes();
};

// Of 10, 9 and 12 a minute quarters of an hour have 150, 135 and 180. The least is 135 less
// 3 * sqrt(135) = 34.86, which is 100.14; the most 180 and 3 * sqrt(180) = 40.25, which is 220.25.

void TestVerdict::itComparesQuartersOfAnHourThatAreOver()
{
    // At 16:21:30 the minute before 16:21 is over, but not for as long as a minute.
    const Verdict verdict =
        Wall().putWeeks({10, 9, 12}).put(kEnd - 900, kEnd, 11).put(kEnd, kEnd + 60, 999).judged();
    QCOMPARE(verdict.call, Call::Usual);
    QCOMPARE(verdict.minutes, (stats::Minutes{kEnd - 900, kEnd}));
    QCOMPARE(verdict.observed, 165);
    QCOMPARE(verdict.expected, 150);
    QCOMPARE(verdict.usual_least, 101);
    QCOMPARE(verdict.usual_most, 220);
    QVERIFY(!verdict.since);
}

void TestVerdict::itSaysLowBelowTheLeastLessThreeRoots()
{
    for (const auto& [count, call] : {std::pair{100, Call::Low}, std::pair{101, Call::Usual}}) {
        // All of the last quarter's in its last minute.
        const Verdict verdict = Wall()
                                    .putWeeks({10, 9, 12})
                                    .put(kEnd - 2 * kDay_s, kEnd - 900, 10)
                                    .put(kEnd - 60, kEnd, count)
                                    .judged();
        QCOMPARE(verdict.observed, count);
        QCOMPARE(verdict.call, call);
    }
}

void TestVerdict::itSaysHighAboveTheMostAndThreeRoots()
{
    for (const auto& [more, call] : {std::pair{71, Call::High}, std::pair{70, Call::Usual}}) {
        // In each of the three last quarters.
        const Verdict verdict = Wall()
                                    .putWeeks({10, 9, 12})
                                    .put(kEnd - 2 * kDay_s, kEnd, 10)
                                    .put(kEnd - 180, kEnd - 120, more)
                                    .judged();
        QCOMPARE(verdict.observed, 150 + more);
        QCOMPARE(verdict.call, call);
    }
}

void TestVerdict::oneOrTwoMinutesMakeNoDip()
{
    const Verdict verdict = Wall()
                                .putWeeks({10, 9, 12})
                                .put(kEnd - 2 * kDay_s, kEnd, 10)
                                .put(kEnd - 120, kEnd - 60, 1000)
                                .judged();
    QCOMPARE(verdict.observed, 1150);
    QCOMPARE(verdict.call, Call::Usual);
    QVERIFY(!verdict.since);
}

void TestVerdict::itSaysSinceWhen()
{
    // Nothing since 16:00. In the quarter that ends at 16:05 there are 100, at 16:04 110.
    const Verdict verdict =
        Wall().putWeeks({10, 9, 12}).put(kEnd - 2 * kDay_s, kEnd - 20 * 60, 10).judged();
    QCOMPARE(verdict.call, Call::Low);
    QCOMPARE(verdict.since, utc(2011, 3, 10, 16, 5));
}

void TestVerdict::aDipIsFollowedForADayAtMost()
{
    const Verdict verdict = Wall().putWeeks({10, 9, 12}).judged();
    QCOMPARE(verdict.call, Call::Low);
    QCOMPARE(verdict.since, kEnd - kDay_s);
}

void TestVerdict::whereFewAreUsualItTakesMoreMinutes()
{
    const Verdict half_an_hour = Wall().putWeeks({1, 1, 1}).put(kEnd - 1800, kEnd, 1).judged();
    QCOMPARE(half_an_hour.minutes, (stats::Minutes{kEnd - 1800, kEnd}));
    QCOMPARE(half_an_hour.call, Call::Usual);
    QCOMPARE(half_an_hour.expected, 30);
    QCOMPARE(half_an_hour.usual_least, 14); // 30 - 16.43
    QCOMPARE(half_an_hour.usual_most, 46);

    Wall wall;
    for (int weeks = 0; weeks <= 3; ++weeks) {
        for (std::int64_t minute = kEnd - kDay_s; minute < kEnd; minute += 2 * kMinute_s)
            wall.put(minute - weeks * kWeek_s, minute + kMinute_s - weeks * kWeek_s, 1);
    }
    const Verdict hour = wall.judged();
    QCOMPARE(hour.minutes, (stats::Minutes{kEnd - 3600, kEnd}));
    QCOMPARE(hour.call, Call::Usual);
    QCOMPARE(hour.expected, 30);
}

void TestVerdict::whereNearlyNoneAreUsualItCannotJudge()
{
    Wall wall;
    for (int weeks = 1; weeks <= 3; ++weeks)
        wall.put(kEnd - 3600 - weeks * kWeek_s, kEnd - 3540 - weeks * kWeek_s, 29);
    const Verdict verdict = wall.judged();
    QCOMPARE(verdict.call, Call::TooFew);
    QCOMPARE(verdict.minutes, (stats::Minutes{kEnd - 3600, kEnd}));
    QCOMPARE(verdict.expected, 29);
}

void TestVerdict::weeksThatAreNotKnownWholeDoNotCompare()
{
    const Verdict verdict = Wall()
                                .putWeeks({10, 9, 12})
                                .put(kEnd - 900, kEnd, 10)
                                .miss(kEnd - kWeek_s - 11, kEnd - kWeek_s)
                                .judged();
    QCOMPARE(verdict.call, Call::Usual);
    QCOMPARE(verdict.expected, 157); // of 135 and 180
    QCOMPARE(verdict.usual_least, 101);
    QCOMPARE(verdict.usual_most, 220);
}

void TestVerdict::withoutOneItCannotCompare()
{
    const Verdict verdict = Wall()
                                .putWeeks({10, 9, 12})
                                .put(kEnd - 900, kEnd, 10)
                                .miss(kEnd - 5 * kWeek_s, kEnd - kDay_s)
                                .judged();
    QCOMPARE(verdict.call, Call::NoComparison);
    QCOMPARE(verdict.observed, 150);
}

void TestVerdict::whatWasNotListenedToCannotBeJudged()
{
    const Verdict verdict = Wall()
                                .putWeeks({10, 9, 12})
                                .put(kEnd - 900, kEnd, 10)
                                .miss(kEnd - 900, kEnd - 889)
                                .judged();
    QCOMPARE(verdict.call, Call::CannotTell);
    QCOMPARE(verdict.doubt, Verdict::Doubt::NotListened);
}

void TestVerdict::aLinkThatIsMadeAnewHidesNothing()
{
    Wall wall;
    wall.putWeeks({10, 9, 12}).put(kEnd - 900, kEnd, 10).miss(kEnd - 900, kEnd - 890);
    QCOMPARE(wall.judged().call, Call::Usual);
}

void TestVerdict::aQuietFeedHasYetToProveThatItLives()
{
    Wall wall;
    wall.putWeeks({10, 9, 12}).put(kEnd - 900, kEnd, 10).miss(kEnd - 600, kSecond + 1);
    QCOMPARE(wall.judged().call, Call::CannotTell);
    QCOMPARE(wall.open(kEnd - 600).judged().call, Call::Usual);
    QCOMPARE(wall.open(kEnd - 580).judged().call, Call::CannotTell);
}

void TestVerdict::minutesInWhichClocksChangeAreComparedWithNone()
{
    // Stockholm's clocks went from 02:00 to 03:00 at 01:00 UTC: 02:55 to 03:10 was 75 minutes
    // in the weeks before.
    constexpr std::int64_t end = utc(2011, 3, 27, 1, 10);
    Wall spring(end + 90, "Europe/Stockholm");
    for (int weeks = 0; weeks <= 3; ++weeks)
        spring.put(end - kDay_s - weeks * kWeek_s, end + kDay_s / 24 - weeks * kWeek_s, 10);
    QCOMPARE(spring.judged().call, Call::NoComparison);

    // A week later only that week is not compared with.
    constexpr std::int64_t later = utc(2011, 4, 3, 1, 5); // 02:50 to 03:05 by the clock
    Wall after(later + 90, "Europe/Stockholm");
    for (int weeks = 0; weeks <= 3; ++weeks)
        after.put(later - kDay_s - weeks * kWeek_s, later + kDay_s - weeks * kWeek_s, 10);
    QCOMPARE(after.judged().call, Call::Usual);
    QCOMPARE(after.judged().usual_least, 150 - 36);
}

void TestVerdict::holidaysDoNotCompare()
{
    Wall wall;
    wall.putWeeks({10, 1, 10}).put(kEnd - 3600, kEnd, 10);
    QCOMPARE(wall.judged().usual_least, 4); // 15 less 3 times its root
    wall.celebrate(kEnd - 2 * kWeek_s, "Epiphany");
    QCOMPARE(wall.judged().usual_least, 150 - 36);
    QCOMPARE(wall.judged().call, Call::Usual);
    wall.celebrate(kEnd - kWeek_s, "One").celebrate(kEnd - 3 * kWeek_s, "Three");
    QCOMPARE(wall.judged().call, Call::NoComparison);
}

void TestVerdict::aHolidayIsComparedWithNothing()
{
    Wall wall;
    wall.putWeeks({10, 10, 10}).put(kEnd - 3600, kEnd, 1).celebrate(kEnd, "Midsummer Day");
    const Verdict verdict = wall.judged();
    QCOMPARE(verdict.call, Call::Holiday);
    QCOMPARE(verdict.holiday, "Midsummer Day");
    QCOMPARE(verdict.observed, 15);
}

void TestVerdict::everyFeedMustHaveBeenListenedTo()
{
    stats::Board board({});
    board.advance(kSecond);
    stats::Coverage all;
    all.add((kSecond - 5 * kWeek_s) * 1000, kSecond * 1000);
    stats::Coverage today;
    today.add((kEnd - kDay_s) * 1000, kSecond * 1000);
    stats::Coverage nothing;
    const auto call = [&](const stats::Coverage& other) {
        const std::array feeds{Listened{&all}, Listened{&other}};
        const stats::BoardOptions options;
        return judge(board, Comparable(options, feeds)).call;
    };
    QCOMPARE(call(all), Call::TooFew);
    QCOMPARE(call(today), Call::NoComparison);
    QCOMPARE(call(nothing), Call::CannotTell);
}

void TestVerdict::itComparesTheSameLocalMinutes()
{
    // 16:20 in Stockholm's summer; in winter, until 2011-03-27, that was 15:20 UTC.
    constexpr std::int64_t end = utc(2011, 3, 31, 14, 20);
    Wall wall(end + 90, "Europe/Stockholm");
    wall.put(end - 900, end, 10);
    for (int weeks = 1; weeks <= 3; ++weeks)
        wall.put(end + 3600 - 900 - weeks * kWeek_s, end + 3600 - weeks * kWeek_s, 10);
    const Verdict verdict = wall.judged();
    QCOMPARE(verdict.call, Call::Usual);
    QCOMPARE(verdict.expected, 150);
}

QTEST_GUILESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
