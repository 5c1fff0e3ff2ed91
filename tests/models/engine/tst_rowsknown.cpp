// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/rowsknown.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <array>

using namespace livewall;
using namespace livewall::engine;
using examples::utc;

namespace {

constexpr std::int64_t kMinute = utc(2011, 3, 10, 16, 1);
constexpr std::int64_t kSecond = kMinute + 15;
const stats::BoardOptions kOptions;

/// All but [from, to), in seconds, was listened to for three days.
RowsKnown without(std::int64_t from, std::int64_t to)
{
    stats::Coverage coverage;
    coverage.add((kSecond - 3 * 86'400) * 1000, from * 1000);
    coverage.add(to * 1000, (kSecond + 1) * 1000);
    const std::array feeds{Listened{&coverage}};
    return rowsKnown(kSecond, Comparable(kOptions, feeds));
}

} // namespace

class TestRowsKnown : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatWasListenedToIsKnown();
    void theWindowsOfAnHourAgo();
    void minutesOfTheLastHour();
    void everyFeedCounts();
};

void TestRowsKnown::whatWasListenedToIsKnown()
{
    QVERIFY(without(kSecond - 2 * 86'400, kSecond - 2 * 86'400) == RowsKnown());
    QVERIFY(without(kMinute, kSecond) == RowsKnown()); // T's own minute is in none of them
    QVERIFY(without(kMinute - 5000, kMinute - 4990) == RowsKnown());
}

void TestRowsKnown::theWindowsOfAnHourAgo()
{
    const RowsKnown hour = without(kMinute - 7200, kMinute - 7180);
    QVERIFY(!hour.hour_before && !hour.day_before && hour.unheard.none());
    const RowsKnown before = without(kMinute - 7220, kMinute - 7200);
    QVERIFY(before.hour_before && !before.day_before);
    const RowsKnown day = without(kMinute - 3600 - 86'400, kMinute - 3600 - 86'380);
    QVERIFY(day.hour_before && !day.day_before);
    QVERIFY(without(kMinute - 3620 - 86'400, kMinute - 3600 - 86'400) == RowsKnown());
}

void TestRowsKnown::minutesOfTheLastHour()
{
    const RowsKnown oldest = without(kMinute - 3600, kMinute - 3560);
    QVERIFY(oldest.hour_before && oldest.day_before);
    QCOMPARE(oldest.unheard.count(), 1U);
    QVERIFY(oldest.unheard[0]);
    const RowsKnown newest = without(kMinute - 70, kMinute);
    QCOMPARE(newest.unheard.count(), 1U); // ten seconds of the one before are no hole
    QVERIFY(newest.unheard[59]);
}

void TestRowsKnown::everyFeedCounts()
{
    stats::Coverage all;
    all.add((kSecond - 3 * 86'400) * 1000, (kSecond + 1) * 1000);
    stats::Coverage late;
    late.add((kMinute - 1800) * 1000, (kSecond + 1) * 1000);
    const std::array feeds{Listened{&all}, Listened{&late}};
    const RowsKnown known = rowsKnown(kSecond, Comparable(kOptions, feeds));
    QVERIFY(!known.hour_before && !known.day_before);
    QCOMPARE(known.unheard.count(), 30U);
}

QTEST_GUILESS_MAIN(TestRowsKnown)
#include "tst_rowsknown.moc"
