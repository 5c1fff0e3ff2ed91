// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/burninshift.h"

#include <QTest>

#include <map>
#include <utility>

using livewall::widgets::burnInShift;

class TestBurnInShift : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void beginsAtThePicturesOwnPlace();
    void movesByOnePixelAMinute();
    void wearsEveryPlaceAlike();
    void aSmallWindowStandsStill();
};

void TestBurnInShift::beginsAtThePicturesOwnPlace()
{
    for (const int reach : {1, 3, 5, 10}) {
        QCOMPARE(burnInShift(reach, 0), QPoint(0, 0));
        QCOMPARE(burnInShift(reach, 59'999), QPoint(0, 0));
        QVERIFY(burnInShift(reach, 60'000) != QPoint(0, 0));
    }
}

void TestBurnInShift::movesByOnePixelAMinute()
{
    QPoint before = burnInShift(5, 0);
    for (std::int64_t minute = 1; minute < 3 * 1440; ++minute) {
        const QPoint now = burnInShift(5, minute * 60'000);
        QCOMPARE((now - before).manhattanLength(), 1);
        QVERIFY(std::abs(now.x()) <= 5 && std::abs(now.y()) <= 5);
        before = now;
    }
}

/// There and back it is twice at each of the 121 places, but once at each end of the way.
void TestBurnInShift::wearsEveryPlaceAlike()
{
    std::map<std::pair<int, int>, int> minutes;
    for (std::int64_t minute = 0; minute < 240; ++minute) {
        const QPoint place = burnInShift(5, minute * 60'000);
        ++minutes[{place.x(), place.y()}];
    }
    QCOMPARE(minutes.size(), 121);
    for (const auto& [place, count] : minutes) {
        const bool is_end = place == std::pair(-5, -5) || place == std::pair(5, 5);
        QCOMPARE(count, is_end ? 1 : 2);
    }
    QCOMPARE(burnInShift(5, 240 * 60'000), burnInShift(5, 0));
}

void TestBurnInShift::aSmallWindowStandsStill()
{
    QCOMPARE(burnInShift(0, 1'000'000'000), QPoint(0, 0));
}

QTEST_APPLESS_MAIN(TestBurnInShift)
#include "tst_burninshift.moc"
