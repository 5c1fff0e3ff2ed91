// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/week/deploymarks.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;

class TestDeployMarks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLabelHasTheRoomUpToTheNext();
    void neighboursAreCounted();
};

void TestDeployMarks::aLabelHasTheRoomUpToTheNext()
{
    const Units units({1920, 1080});
    const WeekGeometry geometry(units, 100);
    const auto labels = deployLabels({{10, u"shop 1"_s}, {40, u"shop 2"_s}}, geometry, units);
    QCOMPARE(labels.size(), 2U);
    QCOMPARE(labels[0].text, u"shop 1"_s);
    QCOMPARE(labels[0].left, geometry.at(10, 0).x());
    QCOMPARE(labels[0].left + labels[0].width, labels[1].left);
    QCOMPARE(labels[1].text, u"shop 2"_s);
    QCOMPARE(labels[1].left + labels[1].width, geometry.plot().right());
    QVERIFY(deployLabels({}, geometry, units).empty());
}

void TestDeployMarks::neighboursAreCounted()
{
    const Units units({1920, 1080});
    const WeekGeometry geometry(units, 100);
    // An hour is 0.93 u wide: 8 u are eight and a half of them.
    const auto labels = deployLabels(
        {{10, u"a"_s}, {14, u"b"_s}, {19, u"c"_s}, {20, u"d"_s}, {40, u"e"_s}}, geometry, units);
    QCOMPARE(labels.size(), 3U);
    QCOMPARE(labels[0].text, u"×2"_s);
    QCOMPARE(labels[0].left, geometry.at(14, 0).x()); // beside the last of them
    QCOMPARE(labels[0].left + labels[0].width, geometry.at(19, 0).x());
    QCOMPARE(labels[1].text, u"×2"_s); // from the first that is no neighbour of the first
    QCOMPARE(labels[2].text, u"e"_s);
}

QTEST_MAIN(TestDeployMarks)
#include "tst_deploymarks.moc"
