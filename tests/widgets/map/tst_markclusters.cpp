// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/markclusters.h"

#include "widgets/map/nearindex.h"

#include <cmath>
#include <random>

#include <QTest>

using namespace livewall::widgets;

namespace {

double apart(QPointF a, QPointF b)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

std::vector<QPointF> randomPoints(int count, unsigned seed)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> position(-0.2, 1.2);
    std::vector<QPointF> points;
    for (int i = 0; i < count; ++i)
        points.emplace_back(position(random), position(random));
    return points;
}

} // namespace

class TestMarkClusters : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void indexFindsTheNearestWithinReach();
    void nearMarksBecomeOneAtThePlaceOfTheFirst();
    void markJoinsTheNearest();
    void exactnessesStayApart();
    void noTwoLieNearEachOtherAndNoneIsLost();
    void marksKeepTheirOrder();
};

void TestMarkClusters::indexFindsTheNearestWithinReach()
{
    constexpr double kReach = 0.05;
    const std::vector<QPointF> points = randomPoints(300, 1);
    NearIndex index(kReach);
    for (std::size_t i = 0; i < points.size(); ++i)
        index.insert(points[i], i);
    for (const QPointF asked : randomPoints(1000, 2)) {
        std::optional<std::size_t> expected;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double distance = apart(points[i], asked);
            if (distance <= kReach && (!expected || distance < apart(points[*expected], asked)))
                expected = i;
        }
        QCOMPARE(index.nearest(asked), expected);
    }
}

void TestMarkClusters::nearMarksBecomeOneAtThePlaceOfTheFirst()
{
    MarkClusters clusters(0.1);
    clusters.add({{0.5, 0.5}, Exactness::Exact, 3});
    clusters.add({{0.55, 0.5}, Exactness::Exact, 4});
    clusters.add({{0.65, 0.5}, Exactness::Exact, 1});
    QCOMPARE(clusters.marks().size(), 2U);
    QCOMPARE(clusters.marks()[0].count, 7);
    QCOMPARE(clusters.marks()[0].at, QPointF(0.5, 0.5));
    QCOMPARE(clusters.marks()[1].count, 1);
}

void TestMarkClusters::markJoinsTheNearest()
{
    MarkClusters clusters(0.1);
    clusters.add({{0.50, 0.5}});
    clusters.add({{0.65, 0.5}});
    clusters.add({{0.59, 0.5}});
    QCOMPARE(clusters.marks()[0].count, 1);
    QCOMPARE(clusters.marks()[1].count, 2);
}

void TestMarkClusters::exactnessesStayApart()
{
    MarkClusters clusters(0.1);
    for (const Exactness exactness : {Exactness::Exact, Exactness::City, Exactness::Country})
        clusters.add({{0.5, 0.5}, exactness});
    QCOMPARE(clusters.marks().size(), 3U);
}

void TestMarkClusters::noTwoLieNearEachOtherAndNoneIsLost()
{
    constexpr double kReach = 0.07;
    MarkClusters clusters(kReach);
    std::int64_t added = 0;
    for (const QPointF point : randomPoints(20'000, 3)) {
        const auto exactness = static_cast<Exactness>(added % 3);
        clusters.add({point, exactness, added % 5 + 1});
        added += added % 5 + 1;
    }
    std::int64_t kept = 0;
    for (const Mark& a : clusters.marks()) {
        kept += a.count;
        for (const Mark& b : clusters.marks())
            QVERIFY(&a == &b || a.exactness != b.exactness || apart(a.at, b.at) > kReach);
    }
    QCOMPARE(kept, added);
}

void TestMarkClusters::marksKeepTheirOrder()
{
    const std::vector<Mark> marks{{{0.9, 0.1}}, {{0.1, 0.1}}, {{0.5, 0.1}}};
    const MarkClusters clusters(marks, 0.1);
    for (std::size_t i = 0; i < marks.size(); ++i)
        QCOMPARE(clusters.marks()[i].at, marks[i].at);
}

QTEST_GUILESS_MAIN(TestMarkClusters)
#include "tst_markclusters.moc"
