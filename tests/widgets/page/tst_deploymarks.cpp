// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/deploymarks.h"

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
    const auto labels = deployLabels({{100, u"shop 1"_s}, {400, u"shop 2"_s}}, 1200, units);
    QCOMPARE(labels.size(), 2U);
    QCOMPARE(labels[0].text, u"shop 1"_s);
    QCOMPARE(labels[0].left, 100.0);
    QCOMPARE(labels[0].left + labels[0].width, labels[1].left);
    QCOMPARE(labels[1].text, u"shop 2"_s);
    QCOMPARE(labels[1].left + labels[1].width, 1200.0);
    QVERIFY(deployLabels({}, 1200, units).empty());
}

void TestDeployMarks::neighboursAreCounted()
{
    const Units units({1920, 1080});
    // 8 u are 86.4 pixels.
    const auto labels = deployLabels(
        {{100, u"a"_s}, {140, u"b"_s}, {187, u"c"_s}, {190, u"d"_s}, {400, u"e"_s}}, 1200, units);
    QCOMPARE(labels.size(), 3U);
    QCOMPARE(labels[0].text, u"×2"_s);
    QCOMPARE(labels[0].left, 140.0); // beside the last of them
    QCOMPARE(labels[0].left + labels[0].width, 187.0);
    QCOMPARE(labels[1].text, u"×2"_s); // from the first that is no neighbour of the first
    QCOMPARE(labels[2].text, u"e"_s);
}

QTEST_MAIN(TestDeployMarks)
#include "tst_deploymarks.moc"
