// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/setupscreen.h"

#include <QTest>

#include "resources/resources.h"
#include "tests/widgets/screensizes.h"

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;

namespace {

/// How many pixels of the picture have this colour.
qsizetype countOf(const QImage& picture, const QColor& colour)
{
    qsizetype count = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x)
            count += picture.pixelColor(x, y) == colour ? 1 : 0;
    }
    return count;
}

/// Nothing but the ground in the last `width` columns: what is longer is cut, not run out.
bool isFreeOnTheRight(const QImage& picture, int width)
{
    return countOf(picture.copy(picture.width() - width, 0, width, picture.height()),
                   Theme::dark().ground) == qsizetype{width} * picture.height();
}

} // namespace

class TestSetUpScreen : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void fitsEveryScreen_data() { addScreenSizes(); }
    void fitsEveryScreen();
    void faultsStandOut();
    void qQuits();
};

void TestSetUpScreen::initTestCase()
{
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestSetUpScreen::fitsEveryScreen()
{
    QFETCH(const QSize, size);
    SetUpScreen screen(u"/etc/livewall/"_s + QString(300, u'W') + u".toml"_s, Theme::dark());
    screen.resize(size);
    for (const int faults : {0, 1, 40}) {
        screen.setFaults(QStringList(faults, u"livewall.toml:1:8: "_s + QString(500, u'W')));
        const QImage picture = screen.grab().toImage();
        QVERIFY(countOf(picture, Theme::dark().text) > 0);
        QVERIFY(isFreeOnTheRight(picture, size.height() / 50));
        const int foot = size.height() / 50;
        QCOMPARE(countOf(picture.copy(0, size.height() - foot, size.width(), foot),
                         Theme::dark().ground),
                 qsizetype{foot} * size.width());
    }
}

void TestSetUpScreen::faultsStandOut()
{
    SetUpScreen screen(u"/etc/livewall/livewall.toml"_s, Theme::dark());
    screen.resize(1280, 720);
    QCOMPARE(countOf(screen.grab().toImage(), Theme::dark().bad), 0);
    screen.setFaults({u"livewall.toml:1:8: zone: there is no time zone"_s});
    QVERIFY(countOf(screen.grab().toImage(), Theme::dark().bad) > 0);
    screen.setFaults({});
    QCOMPARE(countOf(screen.grab().toImage(), Theme::dark().bad), 0);
}

void TestSetUpScreen::qQuits()
{
    SetUpScreen screen(u"/etc/livewall/livewall.toml"_s, Theme::dark());
    screen.show();
    QTest::keyClick(&screen, Qt::Key_P);
    QVERIFY(screen.isVisible());
    QTest::keyClick(&screen, Qt::Key_Q);
    QVERIFY(!screen.isVisible());
}

QTEST_MAIN(TestSetUpScreen)
#include "tst_setupscreen.moc"
