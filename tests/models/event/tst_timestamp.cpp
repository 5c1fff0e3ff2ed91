// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/timestamp.h"

#include <chrono>
#include <cstdio>
#include <rapidcheck.h>

#include <QTest>

using namespace livewall::event;
using namespace std::chrono;

class TestTimestamp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void validTimes_data();
    void validTimes();
    void invalidTimes_data();
    void invalidTimes();
    void everyDayAgreesWithTheCalendar();
    void offsetsAndFractionsAgreeWithTheCalendar();
    void formattedTimesReadBack();
};

void TestTimestamp::validTimes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const char* text, qint64 expected) {
        QTest::newRow(text) << QByteArray(text) << expected;
    };
    row("2000-01-01T00:00:00Z", 946'684'800'000);
    row("2099-12-31T23:59:59.999Z", 4'102'444'799'999);
    row("2011-03-10T16:01:15.123Z", 1'299'772'875'123);
    row("2011-03-10T17:01:15.123+01:00", 1'299'772'875'123);
    row("2011-03-10t16:01:15.123z", 1'299'772'875'123);
    row("2011-03-10T12:31:15.123-03:30", 1'299'772'875'123);
    row("2011-03-10T16:01:15.123-00:00", 1'299'772'875'123);
    row("2011-03-10T16:01:15.1Z", 1'299'772'875'100);
    row("2011-03-10T16:01:15.1239999999999999999999Z", 1'299'772'875'123);
    row("2011-03-10T16:01:15Z", 1'299'772'875'000);
    row("2016-12-31T23:59:60Z", 1'483'228'799'999);
    row("2016-12-31T23:59:60.5Z", 1'483'228'799'999);
    row("2016-02-29T00:00:00Z", 1'456'704'000'000);
    row("2000-02-29T00:00:00Z", 951'782'400'000);
    // The range is of the instant, not of the local date.
    row("1999-12-31T23:30:00-00:30", 946'684'800'000);
    row("2100-01-01T00:30:00+00:31", 4'102'444'740'000);
    row("2011-03-10T16:01:15+23:59", 1'299'772'875'000 - (23 * 60 + 59) * 60'000);
}

void TestTimestamp::validTimes()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, expected);
    const auto time_ms = parseTimestamp(text.toStdString());
    QVERIFY(time_ms.has_value());
    QCOMPARE(qint64{*time_ms}, expected);
}

void TestTimestamp::invalidTimes_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
                             "2011",
                             "2011-03-10",
                             "2011-03-10T16:01:15",
                             "2011-03-10T16:01Z",
                             "2011-03-10 16:01:15Z",
                             "2011-03-10_16:01:15Z",
                             "2011-03-10T16:01:15 Z",
                             " 2011-03-10T16:01:15Z",
                             "2011-03-10T16:01:15Z ",
                             "2011-03-10T16:01:15ZZ",
                             "2011-3-10T16:01:15Z",
                             "11-03-10T16:01:15Z",
                             "+2011-03-10T16:01:15Z",
                             "2011-00-10T16:01:15Z",
                             "2011-13-10T16:01:15Z",
                             "2011-03-00T16:01:15Z",
                             "2011-03-32T16:01:15Z",
                             "2011-04-31T16:01:15Z",
                             "2011-02-29T16:01:15Z",
                             "2100-02-29T16:01:15Z",
                             "2011-03-10T24:00:00Z",
                             "2011-03-10T16:60:15Z",
                             "2011-03-10T16:01:61Z",
                             "2011-03-10T16:01:15.Z",
                             "2011-03-10T16:01:15.",
                             "2011-03-10T16:01:15.5",
                             "2011-03-10T16:01:15,5Z",
                             "2011-03-10T16:01:15.5.5Z",
                             "2011-03-10T16:01:15+01",
                             "2011-03-10T16:01:15+0100",
                             "2011-03-10T16:01:15+1:00",
                             "2011-03-10T16:01:15+24:00",
                             "2011-03-10T16:01:15+01:60",
                             "2011-03-10T16:01:15+01:00Z",
                             "2011-03-10T16:01:15+",
                             "2011-03-10T16:01:15~01:00",
                             "2011/03/10T16:01:15Z",
                             "2011-03-10T16.01:15Z",
                             "2O11-03-10T16:01:15Z",
                             "2011-03-1:T16:01:15Z",
                             "2011-03-10T16:01:/5Z",
                             "20110310T160115Z",
                             "2011-W10-4T16:01:15Z",
                             "1999-12-31T23:59:59.999Z",
                             "2100-01-01T00:00:00Z",
                             "1999-12-31T23:30:00-00:29",
                             "2000-01-01T00:00:00+00:01",
                             "2099-12-31T23:59:59-00:01",
                             "0000-01-01T00:00:00Z",
                             "9999-12-31T23:59:59Z"})
        QTest::newRow(text) << QByteArray(text);
}

void TestTimestamp::invalidTimes()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseTimestamp(text.toStdString()).has_value());
}

void TestTimestamp::everyDayAgreesWithTheCalendar()
{
    for (sys_days day{year{2000} / 1 / 1}; day < sys_days{year{2100} / 1 / 1}; day += days{1}) {
        const year_month_day date(day);
        char text[64];
        std::snprintf(text, sizeof text, "%04d-%02u-%02uT12:34:56Z", int{date.year()},
                      unsigned{date.month()}, unsigned{date.day()});
        const auto expected = sys_time<milliseconds>(day) + 12h + 34min + 56s;
        QCOMPARE(parseTimestamp(text),
                 std::optional(std::int64_t{expected.time_since_epoch().count()}));
    }
}

void TestTimestamp::offsetsAndFractionsAgreeWithTheCalendar()
{
    QVERIFY(rc::check("an instant reads the same in every offset", [] {
        const auto time_ms = *rc::gen::inRange(kFirstTime_ms, kEndTime_ms);
        const auto offset_min = *rc::gen::inRange(-1439, 1440);
        const auto more_digits = *rc::gen::inRange(0, 12);
        const auto local = sys_time<milliseconds>(milliseconds(time_ms)) + minutes(offset_min);
        const auto midnight = floor<days>(local);
        const year_month_day date(midnight);
        const hh_mm_ss clock(local - midnight);
        char text[96];
        std::snprintf(
            text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03d%s%c%02d:%02d", int{date.year()},
            unsigned{date.month()}, unsigned{date.day()}, static_cast<int>(clock.hours().count()),
            static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
            static_cast<int>(clock.subseconds().count()),
            std::string(static_cast<std::size_t>(more_digits), '9').c_str(),
            offset_min < 0 ? '-' : '+', std::abs(offset_min) / 60, std::abs(offset_min) % 60);
        RC_ASSERT(parseTimestamp(text) == std::optional(time_ms));
    }));
}

void TestTimestamp::formattedTimesReadBack()
{
    QCOMPARE(formatTimestamp(1'299'772'875'123), std::string("2011-03-10T16:01:15.123Z"));
    QCOMPARE(formatTimestamp(-1), std::string("1969-12-31T23:59:59.999Z"));
    QVERIFY(rc::check("a formatted time reads back", [] {
        const auto time_ms = *rc::gen::inRange(kFirstTime_ms, kEndTime_ms);
        RC_ASSERT(parseTimestamp(formatTimestamp(time_ms)) == std::optional(time_ms));
    }));
}

QTEST_GUILESS_MAIN(TestTimestamp)
#include "tst_timestamp.moc"
