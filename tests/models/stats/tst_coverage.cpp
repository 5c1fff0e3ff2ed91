// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/coverage.h"
#include "tests/models/store/times.h"

#include <rapidcheck.h>

#include <QTest>

#include <bitset>
#include <cstddef>
#include <utility>

using namespace livewall;
using stats::Coverage;
using stats::Interval;

namespace {

constexpr int kInstants = 64;

/// Whether each of a few instants is covered.
using Bitmap = std::bitset<kInstants>;

Bitmap bitsOf(int from, int to)
{
    Bitmap bits;
    for (int i = from; i < to; ++i)
        bits.set(static_cast<std::size_t>(i));
    return bits;
}

/// Its runs of ones.
std::vector<Interval> runsOf(const Bitmap& bits)
{
    std::vector<Interval> runs;
    for (int i = 0; i < kInstants; ++i) {
        if (!bits[static_cast<std::size_t>(i)])
            continue;
        if (runs.empty() || runs.back().to_ms != i)
            runs.push_back({i, i});
        runs.back().to_ms = i + 1;
    }
    return runs;
}

std::pair<int, int> drawSpan()
{
    const int from = *rc::gen::inRange(0, kInstants + 1);
    const int to = *rc::gen::inRange(0, kInstants + 1);
    return {from, to};
}

/// As intervals have it: of the past before 1970, too.
constexpr std::int64_t kShift_ms = -30;

std::vector<Interval> shifted(std::vector<Interval> intervals)
{
    for (Interval& one : intervals)
        one = {one.from_ms + kShift_ms, one.to_ms + kShift_ms};
    return intervals;
}

} // namespace

class TestCoverage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTouchesIsOne();
    void theEndIsNotIn();
    void itIsASetOfInstants();
    void theOrderDoesNotMatter();
    void whatEndedByThenIsForgotten();
};

void TestCoverage::whatTouchesIsOne()
{
    Coverage coverage;
    QVERIFY(coverage.isEmpty());
    coverage.add(10, 20);
    coverage.add(30, 40);
    coverage.add(5, 5);
    coverage.add(9, 3);
    QCOMPARE(coverage.intervals(), (std::vector<Interval>{{10, 20}, {30, 40}}));
    coverage.add(20, 30);
    QCOMPARE(coverage.intervals(), (std::vector<Interval>{{10, 40}}));
    QCOMPARE(coverage.intervals()[0].length_ms(), 30);
}

void TestCoverage::theEndIsNotIn()
{
    Coverage coverage;
    coverage.add(10, 20);
    QVERIFY(coverage.covers(10, 20));
    QVERIFY(coverage.covers(19, 20));
    QVERIFY(!coverage.covers(19, 21));
    QVERIFY(!coverage.covers(9, 11));
    QVERIFY(coverage.covers(50, 50));
    QCOMPARE(coverage.holes(0, 30), (std::vector<Interval>{{0, 10}, {20, 30}}));
    QCOMPARE(coverage.holes(12, 20), std::vector<Interval>());
    QCOMPARE(coverage.holes(20, 20), std::vector<Interval>());
}

void TestCoverage::itIsASetOfInstants()
{
    test::setCases(2000);
    QVERIFY(rc::check([] {
        Coverage coverage;
        Bitmap bits;
        for (int left = *rc::gen::inRange(0, 12); left > 0; --left) {
            const auto [from, to] = drawSpan();
            coverage.add(from + kShift_ms, to + kShift_ms);
            bits |= bitsOf(from, to);
            RC_ASSERT(coverage.intervals() == shifted(runsOf(bits)));
        }
        const auto [from, to] = drawSpan();
        const Bitmap asked = bitsOf(from, to);
        RC_ASSERT(coverage.covers(from + kShift_ms, to + kShift_ms) == (asked & ~bits).none());
        RC_ASSERT(coverage.holes(from + kShift_ms, to + kShift_ms) ==
                  shifted(runsOf(asked & ~bits)));
    }));
}

void TestCoverage::theOrderDoesNotMatter()
{
    test::setCases(500);
    QVERIFY(rc::check([] {
        std::vector<std::pair<int, int>> spans;
        for (int left = *rc::gen::inRange(0, 12); left > 0; --left)
            spans.push_back(drawSpan());
        Coverage forth;
        for (const auto& [from, to] : spans)
            forth.add(from, to);
        Coverage back;
        for (int time = 0; time < 2; ++time) {
            for (auto span = spans.rbegin(); span != spans.rend(); ++span)
                back.add(span->first, span->second);
        }
        RC_ASSERT(forth == back);
    }));
}

void TestCoverage::whatEndedByThenIsForgotten()
{
    Coverage coverage;
    coverage.add(10, 20);
    coverage.add(30, 40);
    coverage.add(50, 60);
    coverage.forgetBefore(39);
    QCOMPARE(coverage.intervals(), (std::vector<Interval>{{30, 40}, {50, 60}}));
    coverage.forgetBefore(40);
    QCOMPARE(coverage.intervals(), (std::vector<Interval>{{50, 60}}));
    coverage.forgetBefore(100);
    QVERIFY(coverage.isEmpty());
}

QTEST_APPLESS_MAIN(TestCoverage)
#include "tst_coverage.moc"
