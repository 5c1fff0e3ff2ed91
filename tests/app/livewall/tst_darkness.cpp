// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/darkness.h"

#include <QTest>

using namespace livewall;
using namespace std::chrono;
using app::brightnessAt;
using config::DarkHours;

namespace {

constexpr local_days kMonday{2026y / November / 23};
constexpr local_days kSunday = kMonday + days(6);

constexpr unsigned kWorkdays = 0b001'1111;
constexpr unsigned kWeekend = 0b110'0000;

} // namespace

class TestDarkness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutHoursItIsNeverDark();
    void hoursOfADayHoldToTheirEnd();
    void hoursOverMidnightBelongToTheDayTheyBegin();
    void sundaysNightEndsOnMonday();
    void aWholeDayIsDark();
    void theDarkestHolds();
};

void TestDarkness::withoutHoursItIsNeverDark()
{
    QCOMPARE(brightnessAt({}, kMonday + 3h), 100.0);
}

void TestDarkness::hoursOfADayHoldToTheirEnd()
{
    const std::vector<DarkHours> lunch{{.days = kWorkdays, .from = 12h, .to = 12h + 30min}};
    QCOMPARE(brightnessAt(lunch, kMonday + 12h - 1s), 100.0);
    QCOMPARE(brightnessAt(lunch, kMonday + 12h), 0.0);
    QCOMPARE(brightnessAt(lunch, kMonday + 12h + 30min - 1s), 0.0);
    QCOMPARE(brightnessAt(lunch, kMonday + 12h + 30min), 100.0);
    QCOMPARE(brightnessAt(lunch, kSunday + 12h), 100.0);
}

void TestDarkness::hoursOverMidnightBelongToTheDayTheyBegin()
{
    const std::vector<DarkHours> nights{{.days = kWorkdays, .from = 19h, .to = 7h}};
    QCOMPARE(brightnessAt(nights, kMonday + 6h), 100.0); // Sunday's night is none
    QCOMPARE(brightnessAt(nights, kMonday + 19h), 0.0);
    QCOMPARE(brightnessAt(nights, kMonday + 24h), 0.0);
    QCOMPARE(brightnessAt(nights, kMonday + days(1) + 7h - 1s), 0.0);
    QCOMPARE(brightnessAt(nights, kMonday + days(1) + 7h), 100.0);
    QCOMPARE(brightnessAt(nights, kMonday + days(5) + 6h), 0.0); // Friday's, on Saturday
    QCOMPARE(brightnessAt(nights, kMonday + days(5) + 20h), 100.0);
}

void TestDarkness::sundaysNightEndsOnMonday()
{
    const std::vector<DarkHours> night{{.days = 0b100'0000, .from = 22h, .to = 5h}};
    QCOMPARE(brightnessAt(night, kMonday + 4h), 0.0);
    QCOMPARE(brightnessAt(night, kMonday + 5h), 100.0);
    QCOMPARE(brightnessAt(night, kSunday + 4h), 100.0);
    QCOMPARE(brightnessAt(night, kSunday + 23h), 0.0);
}

void TestDarkness::aWholeDayIsDark()
{
    const std::vector<DarkHours> weekend{{.days = kWeekend, .from = 0h, .to = 24h}};
    QCOMPARE(brightnessAt(weekend, kSunday - days(1) - 1s), 100.0);
    QCOMPARE(brightnessAt(weekend, kSunday - days(1)), 0.0);
    QCOMPARE(brightnessAt(weekend, kSunday), 0.0);
    QCOMPARE(brightnessAt(weekend, kSunday + 24h - 1s), 0.0);
    QCOMPARE(brightnessAt(weekend, kSunday + 24h), 100.0);
}

void TestDarkness::theDarkestHolds()
{
    const std::vector<DarkHours> hours{{.from = 18h, .to = 8h, .brightness = 30},
                                       {.from = 23h, .to = 6h, .brightness = 5}};
    QCOMPARE(brightnessAt(hours, kMonday + 20h), 30.0);
    QCOMPARE(brightnessAt(hours, kMonday + 23h), 5.0);
    QCOMPARE(brightnessAt(hours, kMonday + 7h), 30.0);
    QCOMPARE(brightnessAt(hours, kMonday + 8h), 100.0);
}

QTEST_APPLESS_MAIN(TestDarkness)
#include "tst_darkness.moc"
