// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/generate/fixed.h"
#include "models/generate/rhythm.h"

#include <QTest>

#include <chrono>
#include <cmath>

using namespace livewall::generate;
using namespace std::chrono;

namespace {

std::int64_t minuteOf(sys_days day, int hour)
{
    return day.time_since_epoch().count() * 24 * 60 + hour * 60;
}

/// The day's rates added up, over four weeks so that chance evens out.
double dayRate(const Rhythm& rhythm, sys_days first)
{
    double sum = 0;
    for (int week = 0; week < 4; ++week) {
        for (int minute = 0; minute < 24 * 60; ++minute)
            sum += static_cast<double>(rhythm.rate(minuteOf(first + days(7 * week), 0) + minute));
    }
    return sum / (4 * 24 * 60 * kOne);
}

} // namespace

class TestRhythm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void powersOfTwoAreExactToFiveDigits()
    {
        for (double exponent : {-15.3, -2.0, -0.5, 0.0, 0.25, 1.0, 3.499}) {
            const double expected = std::exp2(exponent) * 4294967296.0;
            const auto actual =
                static_cast<double>(exp2(static_cast<Fixed>(std::floor(exponent * kOne))));
            QVERIFY(std::abs(actual / expected - 1) < 3e-5);
        }
    }

    void clocksChangeAsTheDatabaseSays()
    {
        const time_zone* stockholm = locate_zone("Europe/Stockholm");
        for (sys_seconds at = sys_days(2001y / 1 / 1); at < sys_days(2036y / 1 / 1); at += 5h + 17s)
            QCOMPARE(stockholmOffset(at.time_since_epoch().count()),
                     stockholm->get_info(at).offset.count());
        for (const auto change : {sys_days(2026y / 3 / 29), sys_days(2026y / 10 / 25)}) {
            for (const auto near : {-1s, 0s}) {
                const sys_seconds at = change + 1h + near;
                QCOMPARE(stockholmOffset(at.time_since_epoch().count()),
                         stockholm->get_info(at).offset.count());
            }
        }
    }

    void theEveningIsBusyAndTheNightQuiet()
    {
        const Rhythm rhythm(1);
        const sys_days monday(2026y / 3 / 2);
        for (int day = 0; day < 7; ++day) {
            const auto evening = rhythm.rate(minuteOf(monday + days(day), 19)); // 20:00 there
            const auto night = rhythm.rate(minuteOf(monday + days(day), 2));    // 03:00 there
            QVERIFY(evening > 8 * night);
            QVERIFY(night > 0);
        }
    }

    void theRhythmFollowsLocalClocks()
    {
        const Rhythm rhythm(1);
        double winter = 0;
        double summer = 0;
        for (int week = 0; week < 8; ++week) { // 21:00 there: at 20:00 UTC, and at 19:00
            winter += static_cast<double>(
                rhythm.rate(minuteOf(sys_days(2026y / 1 / 5) + days(7 * week), 23)));
            summer += static_cast<double>(
                rhythm.rate(minuteOf(sys_days(2026y / 6 / 1) + days(7 * week), 22)));
        }
        QVERIFY(std::abs(winter / summer - 1) < 0.08); // both are midnight
    }

    void saturdayIsTheQuietestDayAndSundayTheBusiest()
    {
        const Rhythm rhythm(1);
        const sys_days monday(2026y / 3 / 2);
        const double saturday = dayRate(rhythm, monday + days(5));
        const double sunday = dayRate(rhythm, monday + days(6));
        for (int day = 0; day < 5; ++day) {
            const double rate = dayRate(rhythm, monday + days(day));
            QVERIFY(rate > saturday * 0.99);
            QVERIFY(rate < sunday * 1.06);
        }
        QVERIFY(sunday > 1.1 * saturday);
    }

    void noTwoWeeksAreAlikeAndNoneIsOutOfBounds()
    {
        const Rhythm rhythm(1);
        const sys_days monday(2026y / 3 / 2);
        int alike = 0;
        for (int minute = 0; minute < 7 * 24 * 60; ++minute) {
            const Fixed now = rhythm.rate(minuteOf(monday, 0) + minute);
            const Fixed before = rhythm.rate(minuteOf(monday - days(7), 0) + minute);
            alike += now == before;
            QVERIFY(now > 0 && now <= kOne * 5 / 4);
            QVERIFY(now < before * 13 / 10 && before < now * 13 / 10);
        }
        QVERIFY(alike < 7 * 24 * 60 / 20);
    }
};

QTEST_GUILESS_MAIN(TestRhythm)
#include "tst_rhythm.moc"
