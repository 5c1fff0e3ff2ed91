// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/durations.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

using livewall::view::Durations;

namespace {

/// By the definition: the least of them that so many percent do not exceed.
std::int64_t nearestRank(std::vector<std::int64_t> times, int percent)
{
    std::ranges::sort(times);
    for (std::size_t place = 0; place < times.size(); ++place) {
        if ((place + 1) * 100 >= times.size() * static_cast<std::size_t>(percent))
            return times[place];
    }
    return 0;
}

} // namespace

class TestDurations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void percentilesAreOfTheNearestRank_data();
    void percentilesAreOfTheNearestRank();
    void shortOnesAreExact();
    void manyAtOnceAreAsManyOneByOne();
    void twoTogetherAreAllOfThem();
    void ofNoneThereIsNothing();
    void lessThanNothingIsNothing();
    void theLongestIsExact();
};

void TestDurations::percentilesAreOfTheNearestRank_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("decades");
    for (const int count : {1, 2, 3, 99, 100, 101, 5'000}) {
        for (const double decades : {1.0, 3.0, 6.0, 11.0})
            QTest::addRow("%d over %.0f decades", count, decades) << count << decades;
    }
}

void TestDurations::percentilesAreOfTheNearestRank()
{
    QFETCH(const int, count);
    QFETCH(const double, decades);
    std::mt19937 random(static_cast<unsigned>(count));
    std::uniform_real_distribution<double> exponent(0, decades);
    std::vector<std::int64_t> times;
    Durations durations;
    for (int i = 0; i < count; ++i) {
        times.push_back(static_cast<std::int64_t>(std::pow(10.0, exponent(random))));
        durations.add(times.back());
    }
    QCOMPARE(durations.count(), static_cast<std::uint64_t>(count));
    for (const int percent : {1, 10, 50, 90, 99, 100}) {
        const std::int64_t exact = nearestRank(times, percent);
        QCOMPARE_GE(durations.percentile_us(percent), exact);
        QCOMPARE_LE(durations.percentile_us(percent), exact + exact / 32);
    }
}

void TestDurations::shortOnesAreExact()
{
    Durations durations;
    for (int time_us = 1; time_us <= 60; ++time_us)
        durations.add(time_us);
    QCOMPARE(durations.percentile_us(50), 30);
    QCOMPARE(durations.percentile_us(99), 60);
    QCOMPARE(durations.percentile_us(1), 1);
}

void TestDurations::manyAtOnceAreAsManyOneByOne()
{
    Durations durations;
    durations.add(10, 98);
    durations.add(40'000, 2);
    durations.add(50'000, 0);
    QCOMPARE(durations.count(), 100);
    QCOMPARE(durations.percentile_us(98), 10);
    QCOMPARE(durations.percentile_us(99), 40'000);
    QCOMPARE(durations.longest_us(), 40'000);
}

void TestDurations::twoTogetherAreAllOfThem()
{
    Durations shorter;
    shorter.add(5, 3);
    Durations longer;
    longer.add(7'000'000, 1);
    shorter.add(longer);
    QCOMPARE(shorter.count(), 4);
    QCOMPARE(shorter.percentile_us(75), 5);
    QCOMPARE(shorter.percentile_us(76), 7'000'000);
    longer.add(shorter);
    QCOMPARE(longer.count(), 5);
    QCOMPARE(longer.percentile_us(60), 5);
}

void TestDurations::ofNoneThereIsNothing()
{
    QCOMPARE(Durations().count(), 0);
    QCOMPARE(Durations().percentile_us(99), 0);
    QCOMPARE(Durations().longest_us(), 0);
}

void TestDurations::lessThanNothingIsNothing()
{
    Durations durations;
    durations.add(-5);
    QCOMPARE(durations.count(), 1);
    QCOMPARE(durations.percentile_us(100), 0);
}

void TestDurations::theLongestIsExact()
{
    Durations durations;
    durations.add(1'234'567);
    durations.add(std::int64_t{1} << 50);
    QCOMPARE(durations.longest_us(), std::int64_t{1} << 50);
    QCOMPARE(durations.percentile_us(100), (std::int64_t{1} << 40) - 1); // in the last bucket
}

QTEST_GUILESS_MAIN(TestDurations)
#include "tst_durations.moc"
