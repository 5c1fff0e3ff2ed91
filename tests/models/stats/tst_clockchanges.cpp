// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// The week around clock changes, worked by hand: what the engine and the oracle of tests/oracle
// must both say.
#include "models/stats/board.h"
#include "tests/oracle/difference.h"
#include "tests/oracle/oracle.h"

#include <QTest>

#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

using namespace livewall;
using namespace std::chrono;

namespace {

constexpr int kSaturday = 5 * 24;
constexpr int kSunday = 6 * 24;

struct Hours
{
    int weeks_ago;
    int slot;
    int minutes; ///< of real time
};

struct Count
{
    int weeks_ago;
    int slot;
    int count;
};

/// Every slot not named is an hour long and has no purchase.
struct ClockChange
{
    const char* name;
    std::string_view zone;
    sys_seconds at;
    sys_seconds week_start;
    int current_slot;
    int elapsed_s; ///< of the current slot, T's second included
    std::vector<Hours> hours;
    std::vector<sys_seconds> purchases;
    std::vector<Count> counts;
};

const std::vector<ClockChange>& clockChanges()
{
    static const std::vector<ClockChange> cases = {
        // 02:00 CET -> 03:00 CEST at 01:00Z. T is Tuesday 10:30 of the week after.
        {"Stockholm skips Sunday 02",
         "Europe/Stockholm",
         sys_days(2011y / 3 / 29) + 8h + 30min,
         sys_days(2011y / 3 / 27) + 22h,
         24 + 10,
         30 * 60 + 1,
         {{1, kSunday + 2, 0}},
         {sys_days(2011y / 3 / 27) + 59min + 59s, sys_days(2011y / 3 / 27) + 1h},
         {{1, kSunday + 1, 1}, {1, kSunday + 3, 1}}},
        // 03:00 CEST -> 02:00 CET at 01:00Z. T is the second 02:15.
        {"Stockholm repeats Sunday 02",
         "Europe/Stockholm",
         sys_days(2011y / 10 / 30) + 1h + 15min,
         sys_days(2011y / 10 / 23) + 22h,
         kSunday + 2,
         75 * 60 + 1,
         {{0, kSunday + 2, 120}},
         {sys_days(2011y / 10 / 30) + 30min, sys_days(2011y / 10 / 30) + 1h + 10min},
         {{0, kSunday + 2, 2}}},
        // 02:00 EST -> 03:00 EDT at 07:00Z. T is Tuesday 12:00:00 of the week after.
        {"New York skips Sunday 02",
         "America/New_York",
         sys_days(2011y / 3 / 15) + 16h,
         sys_days(2011y / 3 / 14) + 4h,
         24 + 12,
         1,
         {{1, kSunday + 2, 0}},
         {sys_days(2011y / 3 / 13) + 6h + 59min + 59s, sys_days(2011y / 3 / 13) + 7h},
         {{1, kSunday + 1, 1}, {1, kSunday + 3, 1}}},
        // 02:00 EDT -> 01:00 EST at 06:00Z. T is the second 01:30.
        {"New York repeats Sunday 01",
         "America/New_York",
         sys_days(2011y / 11 / 6) + 6h + 30min,
         sys_days(2011y / 10 / 31) + 4h,
         kSunday + 1,
         90 * 60 + 1,
         {{0, kSunday + 1, 120}},
         {sys_days(2011y / 11 / 6) + 5h, sys_days(2011y / 11 / 6) + 6h},
         {{0, kSunday + 1, 2}}},
        // 00:01 NST -> 01:01 NDT at 03:31Z. T is 01:10:30.
        {"St. John's keeps a minute of Sunday 00",
         "America/St_Johns",
         sys_days(2011y / 3 / 13) + 3h + 40min + 30s,
         sys_days(2011y / 3 / 7) + 3h + 30min,
         kSunday + 1,
         9 * 60 + 31,
         {{0, kSunday, 1}, {0, kSunday + 1, 59}},
         {sys_days(2011y / 3 / 13) + 3h + 30min + 59s, sys_days(2011y / 3 / 13) + 3h + 31min},
         {{0, kSunday, 1}, {0, kSunday + 1, 1}}},
        // 00:01 NDT -> Saturday 23:01 NST at 02:31Z. T is the later Sunday 00:15; the slot's first
        // minute was over an hour before.
        {"St. John's goes back to Saturday",
         "America/St_Johns",
         sys_days(2010y / 11 / 7) + 3h + 45min,
         sys_days(2010y / 11 / 1) + 2h + 30min,
         kSunday,
         16 * 60 + 1,
         {{0, kSaturday + 23, 119}, {0, kSunday, 61}},
         {sys_days(2010y / 11 / 7) + 2h + 30min + 30s, sys_days(2010y / 11 / 7) + 2h + 31min,
          sys_days(2010y / 11 / 7) + 3h + 29min + 59s, sys_days(2010y / 11 / 7) + 3h + 30min},
         {{0, kSaturday + 23, 2}, {0, kSunday, 2}}},
        // The same change. T is the later Saturday 23:15: Sunday 00 is a later slot, though its
        // first minute has been.
        {"St. John's is on Saturday again",
         "America/St_Johns",
         sys_days(2010y / 11 / 7) + 2h + 45min,
         sys_days(2010y / 11 / 1) + 2h + 30min,
         kSaturday + 23,
         74 * 60 + 1,
         {{0, kSaturday + 23, 119}, {0, kSunday, 61}},
         {sys_days(2010y / 11 / 7) + 2h + 30min + 30s, sys_days(2010y / 11 / 7) + 2h + 31min},
         {{0, kSaturday + 23, 1}}},
        // 02:00 NDT -> 01:00 NST at 04:30Z: from 2011 on at two o'clock. T is the second 01:15.
        {"St. John's repeats Sunday 01",
         "America/St_Johns",
         sys_days(2011y / 11 / 6) + 4h + 45min,
         sys_days(2011y / 10 / 31) + 2h + 30min,
         kSunday + 1,
         75 * 60 + 1,
         {{0, kSunday + 1, 120}},
         {sys_days(2011y / 11 / 6) + 3h + 30min, sys_days(2011y / 11 / 6) + 4h + 30min},
         {{0, kSunday + 1, 2}}},
        // No change, but a week that starts at half past. T is Thursday 21:31:15.
        {"Kolkata is half an hour off",
         "Asia/Kolkata",
         sys_days(2011y / 3 / 10) + 16h + 1min + 15s,
         sys_days(2011y / 3 / 6) + 18h + 30min,
         3 * 24 + 21,
         31 * 60 + 16,
         {},
         {sys_days(2011y / 3 / 6) + 18h + 29min + 59s, sys_days(2011y / 3 / 6) + 18h + 30min},
         {{1, kSunday + 23, 1}, {0, 0, 1}}},
        // 02:00 -> 01:30 at 15:00Z. T is the second 01:40.
        {"Lord Howe goes back half an hour",
         "Australia/Lord_Howe",
         sys_days(2011y / 4 / 2) + 15h + 10min,
         sys_days(2011y / 3 / 27) + 13h,
         kSunday + 1,
         70 * 60 + 1,
         {{0, kSunday + 1, 90}},
         {sys_days(2011y / 4 / 2) + 14h, sys_days(2011y / 4 / 2) + 15h},
         {{0, kSunday + 1, 2}}},
        // 02:00 -> 02:30 at 15:30Z. T is 02:45.
        {"Lord Howe goes on half an hour",
         "Australia/Lord_Howe",
         sys_days(2011y / 10 / 1) + 15h + 45min,
         sys_days(2011y / 9 / 25) + 13h + 30min,
         kSunday + 2,
         15 * 60 + 1,
         {{0, kSunday + 2, 30}},
         {sys_days(2011y / 10 / 1) + 15h + 29min + 59s, sys_days(2011y / 10 / 1) + 15h + 30min},
         {{0, kSunday + 1, 1}, {0, kSunday + 2, 1}}},
        // Sunday 00:00 -> 01:00 at 03:00Z. T is 01:00:00.
        {"Sao Paulo skips midnight",
         "America/Sao_Paulo",
         sys_days(2011y / 10 / 16) + 3h,
         sys_days(2011y / 10 / 10) + 3h,
         kSunday + 1,
         1,
         {{0, kSunday, 0}},
         {sys_days(2011y / 10 / 16) + 2h + 59min + 59s, sys_days(2011y / 10 / 16) + 3h},
         {{0, kSaturday + 23, 1}, {0, kSunday + 1, 1}}},
        // Sunday 00:00 -> Saturday 23:00 at 02:00Z. T is the second Saturday 23:30.
        {"Sao Paulo repeats the last hour",
         "America/Sao_Paulo",
         sys_days(2012y / 2 / 26) + 2h + 30min,
         sys_days(2012y / 2 / 20) + 2h,
         kSaturday + 23,
         90 * 60 + 1,
         {{0, kSaturday + 23, 120}},
         {sys_days(2012y / 2 / 26) + 1h + 59min + 59s, sys_days(2012y / 2 / 26) + 2h},
         {{0, kSaturday + 23, 2}}},
        // Monday 00:00 -> 01:00 at 20:30Z. T is the first second of that week, 01:00:00.
        {"Tehran skips Monday's midnight",
         "Asia/Tehran",
         sys_days(2010y / 3 / 21) + 20h + 30min,
         sys_days(2010y / 3 / 21) + 20h + 30min,
         1,
         1,
         {{0, 0, 0}},
         {sys_days(2010y / 3 / 21) + 20h + 29min + 59s, sys_days(2010y / 3 / 21) + 20h + 30min},
         {{1, kSunday + 23, 1}, {0, 1, 1}}},
        // Monday 00:00 -> Sunday 23:00 at 19:30Z. T is the second Sunday 23:30.
        {"Tehran repeats the week's last hour",
         "Asia/Tehran",
         sys_days(2014y / 9 / 21) + 20h,
         sys_days(2014y / 9 / 14) + 19h + 30min,
         kSunday + 23,
         90 * 60 + 1,
         {{0, kSunday + 23, 120}},
         {sys_days(2014y / 9 / 21) + 19h + 29min + 59s, sys_days(2014y / 9 / 21) + 19h + 30min},
         {{0, kSunday + 23, 2}}},
        // 04:00 EEST -> 03:00 EET at 01:00Z, by decree two weeks after the usual day: that one, two
        // weeks ago, is a day of 24 hours. T is the second 03:30.
        {"Istanbul repeats Sunday 03 late",
         "Europe/Istanbul",
         sys_days(2015y / 11 / 8) + 1h + 30min,
         sys_days(2015y / 11 / 1) + 21h,
         kSunday + 3,
         90 * 60 + 1,
         {{0, kSunday + 3, 120}},
         {sys_days(2015y / 11 / 8), sys_days(2015y / 11 / 8) + 1h},
         {{0, kSunday + 3, 2}}},
        // Friday 00:00 -> Saturday 00:00 at 10:00Z. T is Saturday 14:00:00.
        {"Apia has no Friday",
         "Pacific/Apia",
         sys_days(2011y / 12 / 31),
         sys_days(2011y / 12 / 26) + 10h,
         kSaturday + 14,
         1,
         {{0, 96, 0},  {0, 97, 0},  {0, 98, 0},  {0, 99, 0},  {0, 100, 0}, {0, 101, 0},
          {0, 102, 0}, {0, 103, 0}, {0, 104, 0}, {0, 105, 0}, {0, 106, 0}, {0, 107, 0},
          {0, 108, 0}, {0, 109, 0}, {0, 110, 0}, {0, 111, 0}, {0, 112, 0}, {0, 113, 0},
          {0, 114, 0}, {0, 115, 0}, {0, 116, 0}, {0, 117, 0}, {0, 118, 0}, {0, 119, 0}},
         {sys_days(2011y / 12 / 30) + 9h + 59min + 59s, sys_days(2011y / 12 / 30) + 10h},
         {{0, 95, 1}, {0, kSaturday, 1}}},
    };
    return cases;
}

stats::WeekFigures expectedWeek(const ClockChange& change)
{
    stats::WeekFigures week;
    week.start_second = change.week_start.time_since_epoch().count();
    week.current_slot = change.current_slot;
    week.elapsed_hours = change.elapsed_s / 3600.0;
    for (stats::WeekSeries& series : week.series) {
        series.hours.fill(1);
        series.counts.fill(0);
    }
    for (const Hours& hours : change.hours) {
        stats::WeekSeries& series = week.series.at(static_cast<std::size_t>(hours.weeks_ago));
        const auto slot = static_cast<std::size_t>(hours.slot);
        series.hours.at(slot) = hours.minutes / 60.0;
        if (hours.minutes == 0)
            series.counts.at(slot).reset();
    }
    for (const Count& count : change.counts)
        week.series.at(static_cast<std::size_t>(count.weeks_ago))
            .counts.at(static_cast<std::size_t>(count.slot)) = count.count;
    for (int slot = change.current_slot + 1; slot < stats::kSlots; ++slot)
        week.series[0].counts.at(static_cast<std::size_t>(slot)).reset();
    return week;
}

stats::WeekFigures boardWeek(const ClockChange& change)
{
    stats::Board board({.zone = stats::Zone::find(change.zone).value(), .exclude = {}});
    for (const sys_seconds purchase : change.purchases) {
        stats::Delta delta;
        delta.second = purchase.time_since_epoch().count();
        delta.eid = 1;
        delta.currency = event::Currency::fromCode("SEK").value();
        delta.accepted = 1;
        board.add(delta);
    }
    const std::int64_t at = change.at.time_since_epoch().count();
    board.advance(at);
    return board.figures(at * 1000).week;
}

stats::WeekFigures oracleWeek(const ClockChange& change)
{
    std::vector<oracle::Arrival> arrivals;
    for (const sys_seconds purchase : change.purchases) {
        oracle::Arrival arrival;
        arrival.id = std::to_string(arrivals.size());
        arrival.time_ms = purchase.time_since_epoch().count() * 1000;
        arrival.accepted = true;
        arrival.eid = 1;
        arrival.currency = event::Currency::fromCode("SEK").value();
        arrivals.push_back(arrival);
    }
    oracle::Options options;
    options.at_ms = change.at.time_since_epoch().count() * 1000;
    return oracle::Oracle(std::string(change.zone)).report(arrivals, options).figures.week;
}

} // namespace

class TestClockChanges : public QObject
{
    Q_OBJECT

private:
    void addRows();
    static void compare(const stats::WeekFigures& expected, const stats::WeekFigures& got);
    static const ClockChange& change();

private Q_SLOTS:
    void boardCountsByLocalDateAndHour_data() { addRows(); }
    void boardCountsByLocalDateAndHour() { compare(expectedWeek(change()), boardWeek(change())); }
    void oracleCountsByLocalDateAndHour_data() { addRows(); }
    void oracleCountsByLocalDateAndHour() { compare(expectedWeek(change()), oracleWeek(change())); }
};

void TestClockChanges::addRows()
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype i = 0; i < std::ssize(clockChanges()); ++i)
        QTest::newRow(clockChanges()[static_cast<std::size_t>(i)].name) << i;
}

const ClockChange& TestClockChanges::change()
{
    QFETCH(const qsizetype, index);
    return clockChanges().at(static_cast<std::size_t>(index));
}

void TestClockChanges::compare(const stats::WeekFigures& expected, const stats::WeekFigures& got)
{
    stats::Figures a;
    stats::Figures b;
    a.week = expected;
    b.week = got;
    QCOMPARE(QString::fromStdString(oracle::difference(a, b)), QString());
}

QTEST_GUILESS_MAIN(TestClockChanges)
#include "tst_clockchanges.moc"
