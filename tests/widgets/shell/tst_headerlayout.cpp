// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/headerlayout.h"

#include <QFontMetricsF>
#include <QTest>

#include "resources/resources.h"
#include "tests/widgets/screensizes.h"

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;
using view::Banner;
using view::Severity;

namespace {

const QString kTitle = u"One week, three comparison weeks in the background (per hour)"_s;

/// As the header does: what is left of a clock of 50 u.
HeaderLayout layOut(const std::vector<Banner>& banners, const QString& mode, QSize size,
                    const QString& title = kTitle)
{
    const Units units(size);
    return layOutHeader(banners, mode, title, units, units.header().right() - units.u(50));
}

std::vector<QString> texts(const HeaderLayout& layout)
{
    std::vector<QString> texts;
    for (const Plate& plate : layout.plates)
        texts.push_back(plate.text);
    return texts;
}

using Texts = std::vector<QString>;

const Banner kStale{Severity::Bad, u"No data since 14:05:31"_s};
const Banner kPartial{Severity::Warn, u"Without kafka-eu since 14:05"_s};
const Banner kCatchingUp{Severity::Warn, u"Catching up 43%: indexing "_s + QString(200, u'w')};
const Banner kReplay{Severity::Mode, u"REPLAY 60x"_s};
const Banner kDemo{Severity::Mode, u"DEMO data, invented purchases"_s};

constexpr QSize kSize(1920, 1080);

} // namespace

class TestHeaderLayout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void wellWallHasItsTitle();
    void faultTakesTheTitlesPlace();
    void modeAloneStandsBeforeTheTitle();
    void modeIsShortenedForALongTitle();
    void severestStandsFirstAndTheModeIsAlwaysNamed();
    void whatDoesNotFitIsCounted();
    void plateLiesInTheBannersPlace();
    void nothingReachesTheClockOrOverlaps_data() { addScreenSizes(); }
    void nothingReachesTheClockOrOverlaps();
};

void TestHeaderLayout::initTestCase()
{
    QTest::failOnWarning();
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestHeaderLayout::wellWallHasItsTitle()
{
    const HeaderLayout layout = layOut({}, {}, kSize);
    QVERIFY(layout.plates.empty());
    QVERIFY(layout.more.isEmpty());
    QCOMPARE(layout.title.left(), Units(kSize).header().left());
    const double width = QFontMetricsF(Units(kSize).wordFont(Type::Body)).horizontalAdvance(kTitle);
    QVERIFY(layout.title.width() > width);
}

void TestHeaderLayout::faultTakesTheTitlesPlace()
{
    const HeaderLayout layout = layOut({kStale}, {}, kSize);
    QCOMPARE(texts(layout), Texts{kStale.text});
    QCOMPARE(layout.plates[0].severity, Severity::Bad);
    QVERIFY(layout.title.isEmpty());
}

void TestHeaderLayout::modeAloneStandsBeforeTheTitle()
{
    const QString title = u"Top 10 Stores (# accepted transactions)"_s;
    const HeaderLayout layout = layOut({kReplay}, u"REPLAY"_s, kSize, title);
    QCOMPARE(texts(layout), Texts{u"REPLAY 60x"_s});
    QVERIFY(layout.title.left() > layout.plates[0].rect.right());
    const double width = QFontMetricsF(Units(kSize).wordFont(Type::Body)).horizontalAdvance(title);
    QVERIFY(layout.title.width() >= width);
}

void TestHeaderLayout::modeIsShortenedForALongTitle()
{
    QCOMPARE(texts(layOut({kDemo}, u"DEMO"_s, kSize)), Texts{u"DEMO"_s});
    QCOMPARE(texts(layOut({kDemo}, u"DEMO"_s, kSize, u"Live map"_s)), Texts{kDemo.text});
}

void TestHeaderLayout::severestStandsFirstAndTheModeIsAlwaysNamed()
{
    const HeaderLayout layout = layOut({kStale, kPartial, kDemo}, u"DEMO"_s, kSize);
    QCOMPARE(texts(layout), (Texts{kStale.text, kPartial.text, u"DEMO"_s}));
    QCOMPARE(layout.plates[2].severity, Severity::Mode);
    QVERIFY(layout.more.isEmpty());
}

void TestHeaderLayout::whatDoesNotFitIsCounted()
{
    const HeaderLayout layout =
        layOut({kPartial, kPartial, kPartial, kPartial, kDemo}, u"DEMO"_s, kSize);
    QCOMPARE(layout.plates.size(), 3U); // two of them and the mode
    QCOMPARE(layout.plates.back().text, u"DEMO"_s);
    QCOMPARE(layout.more, u"+2"_s);
    QVERIFY(layout.more_left > layout.plates.back().rect.right());
}

void TestHeaderLayout::plateLiesInTheBannersPlace()
{
    const HeaderLayout layout = layOut({kStale}, {}, kSize);
    const QRectF banner = Units(kSize).banner();
    QVERIFY(banner.contains(layout.plates[0].rect));
    QCOMPARE(layout.plates[0].rect.topLeft(), banner.topLeft());
}

void TestHeaderLayout::nothingReachesTheClockOrOverlaps()
{
    QFETCH(const QSize, size);
    const Units units(size);
    const double clock = units.header().right() - units.u(50);
    const QFontMetricsF metrics(units.wordFont(Type::Heading));
    const Banner hostile{Severity::Bad, u"متجر <b>"_s.repeated(60)};
    const std::vector<std::vector<Banner>> cases = {
        {hostile},
        {kCatchingUp, kDemo},
        {hostile, hostile, kCatchingUp, kDemo},
        {kStale, kPartial, kCatchingUp, kReplay},
        {kReplay},
    };
    for (const std::vector<Banner>& banners : cases) {
        const bool has_mode = banners.back().severity == Severity::Mode;
        const HeaderLayout layout =
            layOut(banners, has_mode ? u"REPLAY"_s : QString(), size, QString(300, u'M'));
        double left = units.banner().left();
        for (const Plate& plate : layout.plates) {
            QVERIFY(plate.rect.left() >= left);
            const double room = plate.rect.width() - 2 * units.u(kPlatePadding);
            QVERIFY(metrics.horizontalAdvance(plate.text) <= room + 1);
            left = plate.rect.right();
        }
        if (!layout.more.isEmpty()) {
            QVERIFY(layout.more_left >= left);
            left = layout.more_left + metrics.horizontalAdvance(layout.more);
        }
        QVERIFY(left <= clock);
        QVERIFY(layout.title.isEmpty() || layout.title.left() >= left);
        QVERIFY(layout.title.right() <= clock);
    }
}

QTEST_MAIN(TestHeaderLayout)
#include "tst_headerlayout.moc"
