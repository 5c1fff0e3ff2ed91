// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/units.h"

#include <cmath>

#include <QFontInfo>
#include <QFontMetricsF>
#include <QTest>

#include "resources/resources.h"
#include "tests/widgets/screensizes.h"

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;

class TestUnits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void oneUnitIsAHundredthOfTheHeight();
    void belowFourToThreeTheWidthDecides();
    void aPortraitIs92UnitsWide();
    void whatTouchesInUnitsTouchesInPixels();
    void everyPlaceIsWithinTheMargins_data() { addScreenSizes(); }
    void everyPlaceIsWithinTheMargins();
    void placesDoNotOverlap_data() { addScreenSizes(); }
    void placesDoNotOverlap();
    void typeHasTheRolesHeightAndWeight();
    void figuresAreOfOneWidthAndHyphensInNamesAreNarrow();
    void textElidesAtTheRightAndOnlyIfItMust();
    void markupIsMeasuredAsText();
};

void TestUnits::initTestCase()
{
    QTest::failOnWarning();
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestUnits::oneUnitIsAHundredthOfTheHeight()
{
    const Units units({1920, 1080});
    QCOMPARE(units.u(1), 10.8);
    QCOMPARE(units.size().height(), 100.0);
    QVERIFY(std::abs(units.size().width() - 177.8) < 0.05);
    QCOMPARE(units.statusBar(), QRectF(43, 983, 1834, 65)); // (4, 91, 169.8, 6)
}

void TestUnits::belowFourToThreeTheWidthDecides()
{
    QCOMPARE(Units({1024, 768}).u(1), 7.68);
    const Units square({1080, 1080});
    QVERIFY(!square.isPortrait());
    QCOMPARE(square.u(1), 8.1);
    QCOMPARE(square.content().left(), 32.0); // 4 u are 32.4 pixels
    QCOMPARE(square.content().right(), 1048.0);
    QVERIFY(std::abs(square.size().height() - 133.33) < 0.01);
    QVERIFY(std::abs(square.statusTop() - 124.33) < 0.01);
}

void TestUnits::aPortraitIs92UnitsWide()
{
    const Units portrait({1080, 1920});
    QVERIFY(portrait.isPortrait());
    QCOMPARE(portrait.size().width(), 92.0);
    QVERIFY(std::abs(portrait.size().height() - 163.56) < 0.01);
    QCOMPARE(portrait.contentTop(), 18.0); // the clock is under the title
    QCOMPARE(portrait.banner().width(), portrait.content().width());
}

void TestUnits::whatTouchesInUnitsTouchesInPixels()
{
    for (const int height : {720, 768, 1080, 1081, 2160}) {
        const Units units({height * 16 / 9, height});
        for (double y = 0.3; y < 90; y += 5.9) {
            const QRectF above = units.rect(4, y, 10, 5.9);
            const QRectF below = units.rect(4, y + 5.9, 10, 5.9);
            QCOMPARE(above.bottom(), below.top());
            QCOMPARE(above.top(), std::round(above.top()));
        }
    }
}

void TestUnits::everyPlaceIsWithinTheMargins()
{
    QFETCH(const QSize, size);
    const Units units(size);
    const double margin = std::floor(units.u(3));
    // The banner is a fill: it may come half a unit nearer to the top.
    const QRectF inner = QRectF(QPointF(0, 0), size).adjusted(margin, margin, -margin, -margin);
    QVERIFY(inner.contains(units.header()));
    QVERIFY(inner.contains(units.content()));
    QVERIFY(inner.contains(units.statusBar()));
    QVERIFY(inner.adjusted(0, -units.u(0.5) - 1, 0, 0).contains(units.banner()));
}

void TestUnits::placesDoNotOverlap()
{
    QFETCH(const QSize, size);
    const Units units(size);
    QVERIFY(units.banner().bottom() <= units.content().top());
    QVERIFY(units.header().bottom() <= units.content().top());
    QVERIFY(units.content().bottom() <= units.statusBar().top());
}

void TestUnits::typeHasTheRolesHeightAndWeight()
{
    const Units units({1920, 1080});
    const auto check = [&](Type role, int pixels, QFont::Weight weight) {
        const QFont font = units.font(role);
        QCOMPARE(font.pixelSize(), pixels);
        QCOMPARE(font.weight(), weight);
        QCOMPARE(QFontInfo(font).family(), QString(resources::kFontFamily));
    };
    check(Type::Verdict, 54, QFont::DemiBold);
    check(Type::Clock, 43, QFont::DemiBold);
    check(Type::Heading, 32, QFont::DemiBold);
    check(Type::Body, 32, QFont::Normal);
    check(Type::Status, 28, QFont::Normal);
    check(Type::Note, 24, QFont::Normal);
    check(Type::Attribution, 17, QFont::Normal);
}

void TestUnits::figuresAreOfOneWidthAndHyphensInNamesAreNarrow()
{
    const Units units({1920, 1080});
    const QFontMetricsF numbers(units.font(Type::Heading));
    QCOMPARE(numbers.horizontalAdvance(u"111"_s), numbers.horizontalAdvance(u"888"_s));
    const QFontMetricsF words(units.wordFont(Type::Heading));
    QVERIFY(words.horizontalAdvance(u"111"_s) < words.horizontalAdvance(u"888"_s));
    QVERIFY(words.horizontalAdvance(u"-"_s) < numbers.horizontalAdvance(u"-"_s));
}

void TestUnits::textElidesAtTheRightAndOnlyIfItMust()
{
    const QFont font = Units({1280, 720}).font(Type::Body);
    const QString name = u"Nordic Nest"_s;
    const double width = QFontMetricsF(font).horizontalAdvance(name);
    QCOMPARE(elided(name, font, width), name);
    const QString shorter = elided(name, font, width - 1);
    QVERIFY(shorter.endsWith(u'…'));
    QVERIFY(name.startsWith(shorter.chopped(1)));
    QVERIFY(QFontMetricsF(font).horizontalAdvance(shorter) <= width - 1);
}

void TestUnits::markupIsMeasuredAsText()
{
    const QFont font = Units({1280, 720}).font(Type::Body);
    for (const QString& name : {u"<b>html</b>"_s, u"&amp; & Co"_s}) {
        const double width = QFontMetricsF(font).horizontalAdvance(name);
        QCOMPARE(elided(name, font, width + 1), name);
    }
}

QTEST_MAIN(TestUnits)
#include "tst_units.moc"
