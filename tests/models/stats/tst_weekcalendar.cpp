// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/weekcalendar.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

using namespace livewall::stats;
using namespace std::chrono;
using livewall::examples::utc;

namespace {

/// What differs from one hour a slot, and how long the week is.
struct Week
{
    const char* name;
    const char* zone;
    local_days monday;
    std::int64_t start_second;
    std::map<int, double> unusual;
    double total_hours;
};

constexpr int slot(int day, int hour)
{
    return day * 24 + hour;
}
constexpr int kFriday = 4;
constexpr int kSaturday = 5;
constexpr int kSunday = 6;

std::vector<Week> examples()
{
    std::map<int, double> friday;
    for (int hour = 0; hour < 24; ++hour)
        friday[slot(kFriday, hour)] = 0;
    return {
        {"Stockholm, spring",
         "Europe/Stockholm",
         local_days(2011y / 3 / 21),
         utc(2011, 3, 20, 23),
         {{slot(kSunday, 2), 0}},
         167},
        {"Stockholm, autumn",
         "Europe/Stockholm",
         local_days(2011y / 10 / 24),
         utc(2011, 10, 23, 22),
         {{slot(kSunday, 2), 2}},
         169},
        {"New York, spring",
         "America/New_York",
         local_days(2011y / 3 / 7),
         utc(2011, 3, 7, 5),
         {{slot(kSunday, 2), 0}},
         167},
        {"New York, autumn",
         "America/New_York",
         local_days(2011y / 10 / 31),
         utc(2011, 10, 31, 4),
         {{slot(kSunday, 1), 2}},
         169},
        // At one minute past midnight: a minute of the hour 0 is left, and one of the hour 1 gone.
        {"St. John's, spring",
         "America/St_Johns",
         local_days(2011y / 3 / 7),
         utc(2011, 3, 7, 3, 30),
         {{slot(kSunday, 0), 1 / 60.0}, {slot(kSunday, 1), 59 / 60.0}},
         167},
        // From Sunday 00:01 back to Saturday 23:01.
        {"St. John's, autumn",
         "America/St_Johns",
         local_days(2010y / 11 / 1),
         utc(2010, 11, 1, 2, 30),
         {{slot(kSaturday, 23), 119 / 60.0}, {slot(kSunday, 0), 61 / 60.0}},
         169},
        {"Kolkata", "Asia/Kolkata", local_days(2011y / 3 / 7), utc(2011, 3, 6, 18, 30), {}, 168},
        // Half an hour: 2:00 is 1:30 again; 2:00 is 2:30.
        {"Lord Howe, autumn",
         "Australia/Lord_Howe",
         local_days(2011y / 3 / 28),
         utc(2011, 3, 27, 13),
         {{slot(kSunday, 1), 1.5}},
         168.5},
        {"Lord Howe, spring",
         "Australia/Lord_Howe",
         local_days(2011y / 9 / 26),
         utc(2011, 9, 25, 13, 30),
         {{slot(kSunday, 2), 0.5}},
         167.5},
        {"Sao Paulo, spring: midnight skipped",
         "America/Sao_Paulo",
         local_days(2010y / 10 / 11),
         utc(2010, 10, 11, 3),
         {{slot(kSunday, 0), 0}},
         167},
        {"Sao Paulo, autumn: from midnight",
         "America/Sao_Paulo",
         local_days(2011y / 2 / 14),
         utc(2011, 2, 14, 2),
         {{slot(kSaturday, 23), 2}},
         169},
        {"Tehran: Monday's midnight skipped",
         "Asia/Tehran",
         local_days(2021y / 3 / 22),
         utc(2021, 3, 21, 20, 30),
         {{0, 0}},
         167},
        {"Apia: a Friday skipped", "Pacific/Apia", local_days(2011y / 12 / 26),
         utc(2011, 12, 26, 10), friday, 144},
    };
}

Zone zone(const char* name)
{
    return Zone::find(name).value();
}

} // namespace

class TestWeekCalendar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hoursAreTheRealLength_data();
    void hoursAreTheRealLength();
    void piecesCoverTheWeekOnce_data() { hoursAreTheRealLength_data(); }
    void piecesCoverTheWeekOnce();
    void weeksFollowEachOther_data();
    void weeksFollowEachOther();
    void mondayIsByTheLocalDate();
    void aSecondLiesInTheSlotOfItsWallClock();
    void aSplitSlotIsMeasuredInBothParts();
};

void TestWeekCalendar::hoursAreTheRealLength_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Week& week : examples())
        QTest::newRow(week.name) << index++;
}

void TestWeekCalendar::hoursAreTheRealLength()
{
    QFETCH(const int, index);
    const Week week = examples()[static_cast<std::size_t>(index)];
    const WeekCalendar calendar(zone(week.zone), week.monday);
    QCOMPARE(calendar.startSecond(), week.start_second);
    QCOMPARE(static_cast<double>(calendar.endSecond() - calendar.startSecond()) / 3600.0,
             week.total_hours);
    for (int s = 0; s < kSlots; ++s) {
        const auto unusual = week.unusual.find(s);
        const double expected = unusual == week.unusual.end() ? 1 : unusual->second;
        QVERIFY2(calendar.hours()[static_cast<std::size_t>(s)] == expected,
                 qPrintable(QStringLiteral("slot %1: %2 hours, expected %3")
                                .arg(s)
                                .arg(calendar.hours()[static_cast<std::size_t>(s)])
                                .arg(expected)));
    }
}

void TestWeekCalendar::piecesCoverTheWeekOnce()
{
    QFETCH(const int, index);
    const Week week = examples()[static_cast<std::size_t>(index)];
    const Zone in = zone(week.zone);
    const WeekCalendar calendar(in, week.monday);
    std::int64_t at = calendar.startSecond();
    for (const WeekCalendar::Piece& piece : calendar.pieces()) {
        QCOMPARE(piece.from, at);
        QVERIFY(piece.to > piece.from);
        QCOMPARE(piece.from % 60, 0);
        // By the zone's own word, at both ends.
        for (const std::int64_t second : {piece.from, piece.to - 1}) {
            const local_seconds local = in.toLocal(sys_seconds(seconds(second)));
            QCOMPARE(floor<hours>(local - local_seconds(week.monday)).count(), piece.slot);
            QCOMPARE(calendar.slotOf(second), piece.slot);
        }
        at = piece.to;
    }
    QCOMPARE(at, calendar.endSecond());
}

void TestWeekCalendar::weeksFollowEachOther_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"UTC", "Europe/Stockholm", "America/New_York", "America/St_Johns",
                             "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo",
                             "Asia/Tehran", "Pacific/Apia", "Africa/Casablanca", "Asia/Gaza"})
        QTest::newRow(name) << QByteArray(name);
}

void TestWeekCalendar::weeksFollowEachOther()
{
    QFETCH(const QByteArray, name);
    const Zone in = zone(name.constData());
    local_days monday(2009y / 12 / 28);
    std::int64_t start = WeekCalendar(in, monday).startSecond();
    for (; monday < local_days(2026y / 1 / 1); monday += days(7)) {
        const WeekCalendar calendar(in, monday);
        QCOMPARE(calendar.startSecond(), start);
        start = calendar.endSecond();
        QVERIFY(WeekCalendar::mondayOf(in, calendar.startSecond()) == monday);
        QVERIFY(WeekCalendar::mondayOf(in, calendar.endSecond() - 1) == monday);
        double total = 0;
        for (const double hours : calendar.hours())
            total += hours;
        QVERIFY(std::abs(total * 3600 - static_cast<double>(start - calendar.startSecond())) < 0.5);
    }
}

void TestWeekCalendar::mondayIsByTheLocalDate()
{
    const Zone stockholm = zone("Europe/Stockholm");
    const local_days monday(2011y / 3 / 7);
    QVERIFY(WeekCalendar::mondayOf(stockholm, utc(2011, 3, 6, 22, 59, 59)) == monday - days(7));
    QVERIFY(WeekCalendar::mondayOf(stockholm, utc(2011, 3, 6, 23)) == monday);
    QVERIFY(WeekCalendar::mondayOf(stockholm, utc(2011, 3, 13, 22, 59, 59)) == monday);
    QVERIFY(WeekCalendar::mondayOf(zone("America/New_York"), utc(2011, 3, 7, 4, 59, 59)) ==
            monday - days(7));
}

void TestWeekCalendar::aSecondLiesInTheSlotOfItsWallClock()
{
    const WeekCalendar week(zone("Europe/Stockholm"), local_days(2011y / 10 / 24));
    QCOMPARE(week.slotOf(utc(2011, 10, 23, 22)), 0);
    QCOMPARE(week.slotOf(utc(2011, 10, 27, 14, 1, 15)), slot(3, 16)); // Thu 16:01:15
    QCOMPARE(week.slotOf(utc(2011, 10, 29, 23, 59, 59)), slot(kSunday, 1));
    QCOMPARE(week.slotOf(utc(2011, 10, 30, 0)), slot(kSunday, 2)); // summer's
    QCOMPARE(week.slotOf(utc(2011, 10, 30, 1)), slot(kSunday, 2)); // and winter's
    QCOMPARE(week.slotOf(utc(2011, 10, 30, 2)), slot(kSunday, 3));
    QCOMPARE(week.slotOf(utc(2011, 10, 30, 22, 59, 59)), slot(kSunday, 23));
}

void TestWeekCalendar::aSplitSlotIsMeasuredInBothParts()
{
    const WeekCalendar week(zone("America/St_Johns"), local_days(2010y / 11 / 1));
    constexpr int saturday_23 = slot(kSaturday, 23);
    constexpr int sunday_0 = slot(kSunday, 0);
    // Summer time is UTC - 2:30. Sunday 00:01 comes at 02:31 and is Saturday 23:01 again.
    QCOMPARE(week.slotOf(utc(2010, 11, 7, 2, 29, 59)), saturday_23);
    QCOMPARE(week.slotOf(utc(2010, 11, 7, 2, 30)), sunday_0);
    QCOMPARE(week.slotOf(utc(2010, 11, 7, 2, 31)), saturday_23);
    QCOMPARE(week.slotOf(utc(2010, 11, 7, 3, 30)), sunday_0);

    QCOMPARE(week.secondsBefore(saturday_23, utc(2010, 11, 7, 1, 30)), 0);
    QCOMPARE(week.secondsBefore(saturday_23, utc(2010, 11, 7, 1, 30, 1)), 1);
    QCOMPARE(week.secondsBefore(saturday_23, utc(2010, 11, 7, 2, 31)), 3600);
    QCOMPARE(week.secondsBefore(saturday_23, utc(2010, 11, 7, 3)), 3600 + 29 * 60);
    QCOMPARE(week.secondsBefore(saturday_23, utc(2010, 11, 9)), 3600 + 59 * 60);
    QCOMPARE(week.secondsBefore(sunday_0, utc(2010, 11, 7, 3)), 60);
    QCOMPARE(week.secondsBefore(sunday_0, utc(2010, 11, 9)), 61 * 60);
}

QTEST_GUILESS_MAIN(TestWeekCalendar)
#include "tst_weekcalendar.moc"
