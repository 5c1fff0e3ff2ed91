// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/comparable.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>

using namespace livewall;
using namespace livewall::engine;
using examples::utc;
using stats::Minutes;

namespace {

constexpr std::int64_t kWeek_s = 7 * 86'400;
constexpr std::int64_t kForEver_ms = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kFrom = utc(2011, 3, 10, 16); // a Thursday
constexpr Minutes kHour{kFrom, kFrom + 3600};

stats::BoardOptions in(const char* zone)
{
    return {.zone = stats::Zone::find(zone).value(), .exclude = {}};
}

std::chrono::local_days day(int year, unsigned month, unsigned day)
{
    return std::chrono::local_days(std::chrono::year(year) / month / day);
}

/// All of half a year but [from, to), in milliseconds.
stats::Coverage without(std::int64_t from_ms, std::int64_t to_ms)
{
    stats::Coverage coverage;
    coverage.add((kFrom - 13 * kWeek_s) * 1000, from_ms);
    coverage.add(to_ms, (kFrom + 13 * kWeek_s) * 1000);
    return coverage;
}

stats::Coverage whole()
{
    return without(kFrom * 1000, kFrom * 1000);
}

bool isKnown(const stats::Coverage& coverage, std::int64_t open_ms = kForEver_ms)
{
    const stats::BoardOptions options = in("UTC");
    const std::array feeds{Listened{&coverage, open_ms}};
    return Comparable(options, feeds).isKnown(kHour);
}

} // namespace

class TestComparable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tenSecondsMayBeMissing();
    void holesAddUp();
    void whatIsBesideTheMinutesDoesNotMatter();
    void fromWhereAFeedIsOpenIsNoHole();
    void itMustBeKnownOfAllFeeds();
    void itComparesTheSameMinutesOfAWeekBefore();
    void aWeekThatIsNotKnownIsNotCompared();
    void aHolidayIsNotCompared();
    void itIsTheDayByTheLocalClock();
    void theSameByTheClockAcrossAClockChange();
    void minutesThatWereMoreOrFewerAreNotCompared();
};

void TestComparable::tenSecondsMayBeMissing()
{
    constexpr std::int64_t from_ms = kFrom * 1000 + 60'000;
    QVERIFY(isKnown(whole()));
    QVERIFY(isKnown(without(from_ms, from_ms + 10'000)));
    QVERIFY(!isKnown(without(from_ms, from_ms + 10'001)));
    QVERIFY(!isKnown(stats::Coverage()));
}

void TestComparable::holesAddUp()
{
    stats::Coverage coverage;
    coverage.add((kFrom - 100) * 1000, (kFrom + 100) * 1000);
    coverage.add((kFrom + 106) * 1000, (kFrom + 200) * 1000);
    coverage.add((kFrom + 204) * 1000, (kFrom + 4000) * 1000);
    QVERIFY(isKnown(coverage));
    stats::Coverage more;
    more.add((kFrom - 100) * 1000, (kFrom + 100) * 1000);
    more.add((kFrom + 106) * 1000, (kFrom + 200) * 1000);
    more.add((kFrom + 205) * 1000, (kFrom + 4000) * 1000);
    QVERIFY(!isKnown(more));
}

void TestComparable::whatIsBesideTheMinutesDoesNotMatter()
{
    stats::Coverage coverage;
    coverage.add(kHour.from * 1000 + 5'000, kHour.to * 1000 - 5'000);
    QVERIFY(isKnown(coverage));
    QVERIFY(isKnown(without((kFrom - 600) * 1000, kFrom * 1000)));
}

void TestComparable::fromWhereAFeedIsOpenIsNoHole()
{
    stats::Coverage coverage;
    coverage.add((kFrom - 100) * 1000, (kFrom + 1800) * 1000);
    QVERIFY(!isKnown(coverage));
    QVERIFY(isKnown(coverage, (kFrom + 1800) * 1000));
    QVERIFY(isKnown(coverage, (kFrom + 1810) * 1000));
    QVERIFY(!isKnown(coverage, (kFrom + 1811) * 1000));
    QVERIFY(isKnown(stats::Coverage(), (kFrom - 1) * 1000));
}

void TestComparable::itMustBeKnownOfAllFeeds()
{
    const stats::BoardOptions options = in("UTC");
    const stats::Coverage all = whole();
    const stats::Coverage hole = without(kFrom * 1000, kFrom * 1000 + 20'000);
    const std::array both{Listened{&all}, Listened{&hole}};
    QVERIFY(!Comparable(options, both).isKnown(kHour));
    const std::array twice{Listened{&all}, Listened{&all}};
    QVERIFY(Comparable(options, twice).isKnown(kHour));
}

void TestComparable::itComparesTheSameMinutesOfAWeekBefore()
{
    const stats::BoardOptions options = in("UTC");
    const stats::Coverage all = whole();
    const std::array feeds{Listened{&all}};
    const Comparable comparable(options, feeds);
    for (int weeks = 1; weeks <= 3; ++weeks)
        QCOMPARE(comparable.before(kHour, weeks),
                 (Minutes{kHour.from - weeks * kWeek_s, kHour.to - weeks * kWeek_s}));
}

void TestComparable::aWeekThatIsNotKnownIsNotCompared()
{
    const stats::BoardOptions options = in("UTC");
    const std::int64_t end_ms = (kHour.to - 2 * kWeek_s) * 1000;
    const stats::Coverage hole = without(end_ms - 10'001, end_ms);
    const std::array feeds{Listened{&hole}};
    const Comparable comparable(options, feeds);
    QVERIFY(comparable.before(kHour, 1));
    QVERIFY(!comparable.before(kHour, 2));
    QVERIFY(comparable.before(kHour, 3));
}

void TestComparable::aHolidayIsNotCompared()
{
    stats::BoardOptions options = in("UTC");
    options.holidays.add(day(2011, 3, 3), "Founders' Day");
    const stats::Coverage all = whole();
    const std::array feeds{Listened{&all}};
    const Comparable comparable(options, feeds);
    QVERIFY(!comparable.before(kHour, 1));
    QVERIFY(comparable.before(kHour, 2));
    QVERIFY(!comparable.holiday(kHour));
    QCOMPARE(comparable.holiday({kHour.from - kWeek_s, kHour.to - kWeek_s}), "Founders' Day");
}

void TestComparable::itIsTheDayByTheLocalClock()
{
    stats::BoardOptions options = in("Europe/Stockholm");
    options.holidays.add(day(2011, 3, 10), "Today");
    const stats::Coverage all = whole();
    const std::array feeds{Listened{&all}};
    const Comparable comparable(options, feeds);
    constexpr std::int64_t midnight = utc(2011, 3, 9, 23); // in Stockholm
    QVERIFY(!comparable.holiday({midnight - 3600, midnight}));
    QCOMPARE(comparable.holiday({midnight - 3600, midnight + 60}), "Today");
    QCOMPARE(comparable.holiday({midnight + 82'800, midnight + 86'400}), "Today");
    QVERIFY(!comparable.holiday({midnight + 86'400, midnight + 90'000}));
}

void TestComparable::theSameByTheClockAcrossAClockChange()
{
    // Stockholm's summer began on 27 March: 16 to 17 was at 14 UTC then, and at 15 UTC before.
    const stats::BoardOptions options = in("Europe/Stockholm");
    const stats::Coverage all = whole();
    const std::array feeds{Listened{&all}};
    const Comparable comparable(options, feeds);
    constexpr std::int64_t from = utc(2011, 3, 31, 14);
    QCOMPARE(comparable.before({from, from + 3600}, 1),
             (Minutes{utc(2011, 3, 24, 15), utc(2011, 3, 24, 16)}));
}

void TestComparable::minutesThatWereMoreOrFewerAreNotCompared()
{
    // Sunday 27 March from 01:30 to 03:30 by the clock was an hour; a week before, two.
    const stats::BoardOptions options = in("Europe/Stockholm");
    const stats::Coverage all = whole();
    const std::array feeds{Listened{&all}};
    const Comparable comparable(options, feeds);
    const Minutes spring{utc(2011, 3, 27, 0, 30), utc(2011, 3, 27, 1, 30)};
    QVERIFY(!comparable.before(spring, 1));
    const Minutes after{utc(2011, 4, 2, 23, 30), utc(2011, 4, 3, 1, 30)};
    QVERIFY(!comparable.before(after, 1));
    QVERIFY(comparable.before(after, 2));
}

QTEST_GUILESS_MAIN(TestComparable)
#include "tst_comparable.moc"
