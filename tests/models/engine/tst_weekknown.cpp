// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/weekknown.h"
#include "models/stats/board.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <array>
#include <vector>

using namespace livewall;
using namespace livewall::engine;
using examples::utc;

namespace {

constexpr std::int64_t kMonday = utc(2011, 3, 7);
constexpr std::int64_t kSecond = utc(2011, 3, 10, 16, 21, 30); // Thursday
constexpr int kNow = 3 * 24 + 16;

WeekKnown known(const std::vector<stats::Coverage>& feeds, const char* zone = "UTC",
                std::int64_t second = kSecond)
{
    stats::Board board({.zone = stats::Zone::find(zone).value(), .exclude = {}});
    board.advance(second);
    std::vector<Listened> listened;
    for (const stats::Coverage& feed : feeds)
        listened.push_back({&feed});
    return weekKnown(board.weeks(), second, listened);
}

stats::Coverage covered(std::int64_t from, std::int64_t to)
{
    stats::Coverage coverage;
    coverage.add(from * 1000, to * 1000);
    return coverage;
}

constexpr std::int64_t kLongAgo = kMonday - 30 * 86'400;

} // namespace

class TestWeekKnown : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasListenedToIsKnown();
    void beforeTheFirstMomentNothingIs();
    void anHourIsKnownInPart();
    void lessThanAMinuteIsNoHole();
    void anHourThatHasJustBegunIsKnownOrNot();
    void whereOneFeedIsMissingItIsPart();
    void slotsToComeAreKnown();
    void anHourThatTheClockRepeatsIsOne();
};

void TestWeekKnown::whatWasListenedToIsKnown()
{
    QCOMPARE(known({covered(kLongAgo, kSecond + 1)}), WeekKnown());
    QCOMPARE(known({}), WeekKnown());
}

void TestWeekKnown::beforeTheFirstMomentNothingIs()
{
    const WeekKnown weeks = known({covered(kMonday + 86'400, kSecond + 1)});
    for (int slot = 0; slot < stats::kSlots; ++slot) {
        QCOMPARE(weeks[0][slot], slot < 24 ? Known::Nothing : Known::All);
        QCOMPARE(weeks[1][slot], Known::Nothing);
        QCOMPARE(weeks[3][slot], Known::Nothing);
    }
}

void TestWeekKnown::anHourIsKnownInPart()
{
    const WeekKnown weeks = known({covered(kMonday + 5 * 3600 + 60, kSecond + 1)});
    QCOMPARE(weeks[0][4], Known::Nothing);
    QCOMPARE(weeks[0][5], Known::Part);
    QCOMPARE(weeks[0][6], Known::All);
}

void TestWeekKnown::lessThanAMinuteIsNoHole()
{
    stats::Coverage coverage = covered(kLongAgo, kMonday + 3600 + 100);
    coverage.add((kMonday + 3600 + 159) * 1000 + 1, (kSecond + 1) * 1000);
    QCOMPARE(known({coverage}), WeekKnown());
    stats::Coverage minute = covered(kLongAgo, kMonday + 3600 + 100);
    minute.add((kMonday + 3600 + 160) * 1000, (kSecond + 1) * 1000);
    QCOMPARE(known({minute})[0][1], Known::Part);
}

void TestWeekKnown::anHourThatHasJustBegunIsKnownOrNot()
{
    const std::int64_t second = utc(2011, 3, 10, 17, 0, 20);
    const stats::Coverage until_ten_to = covered(kLongAgo, second - 600);
    QCOMPARE(known({until_ten_to}, "UTC", second)[0][kNow + 1], Known::Nothing);
    QCOMPARE(known({covered(kLongAgo, second - 5)}, "UTC", second)[0][kNow + 1], Known::All);
}

void TestWeekKnown::whereOneFeedIsMissingItIsPart()
{
    const WeekKnown weeks =
        known({covered(kMonday, kSecond + 1), covered(kMonday + 86'400, kSecond + 1)});
    QCOMPARE(weeks[0][0], Known::Part);
    QCOMPARE(weeks[0][23], Known::Part);
    QCOMPARE(weeks[0][24], Known::All);
    QCOMPARE(weeks[1][167], Known::Nothing);
}

void TestWeekKnown::slotsToComeAreKnown()
{
    const WeekKnown weeks = known({covered(kLongAgo, kMonday)});
    QCOMPARE(weeks[0][kNow], Known::Nothing);
    QCOMPARE(weeks[0][kNow + 1], Known::All);
}

void TestWeekKnown::anHourThatTheClockRepeatsIsOne()
{
    // On Sunday 2011-10-30 Stockholm's clocks went from 03:00 to 02:00 again, at 01:00 UTC.
    constexpr std::int64_t repeated = utc(2011, 10, 30, 1);
    constexpr std::int64_t evening = utc(2011, 10, 30, 20);
    const std::int64_t slot = 6 * 24 + 2;
    QCOMPARE(known({covered(repeated, evening + 1)}, "Europe/Stockholm", evening)[0][slot],
             Known::Part);
    QCOMPARE(known({covered(repeated + 3600, evening + 1)}, "Europe/Stockholm", evening)[0][slot],
             Known::Nothing);
    QCOMPARE(known({covered(repeated - 3600, evening + 1)}, "Europe/Stockholm", evening)[0][slot],
             Known::All);
}

QTEST_GUILESS_MAIN(TestWeekKnown)
#include "tst_weekknown.moc"
