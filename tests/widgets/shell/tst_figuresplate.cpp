// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "resources/language.h"
#include "resources/resources.h"
#include "widgets/shell/figuresplate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;

namespace {

/// A frame of 8.04 ms that shows ninety events 20 ms old and ten 120 ms old, and one of 31 ms; the
/// first moves.
void drawTwoFrames(FrameMeter& meter)
{
    meter.begin(0);
    meter.show({{.read_us = -12'000, .events = 90}, {.read_us = -112'000, .events = 10}});
    meter.painted(8'040);
    meter.end(Motion::Moving, 9'000);
    meter.begin(16'000);
    meter.painted(47'000);
    meter.end(Motion::Still, 47'500);
}

QStringList textOf(const FiguresPlate& plate)
{
    QStringList lines;
    for (const FiguresPlate::Line& line : plate.lines())
        lines += QStringList{line.what, line.p50, line.p99}.join(u'|');
    return lines;
}

} // namespace

class TestFiguresPlate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void saysWhatTheLastSecondsWere();
    void saysItInSwedish();
    void isOfTheLastTenSeconds();
    void beforeTheFirstSecondThereIsNothing();
    void isLegibleOnEveryScreen();

private:
    QWidget window_;
};

void TestFiguresPlate::initTestCase()
{
    QTest::failOnWarning();
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestFiguresPlate::cleanup()
{
    resources::setLanguage(resources::Language::English);
}

void TestFiguresPlate::saysWhatTheLastSecondsWere()
{
    FrameMeter meter;
    FiguresPlate plate(
        meter, [] { return std::optional<std::uint64_t>(142'700'000); }, Theme::dark(), &window_);
    plate.toggle(5'000);
    drawTwoFrames(meter);
    plate.advance(6'000);
    // Percentiles are up to a thirty-second too long.
    QCOMPARE(textOf(plate),
             (QStringList{u"Event to glass|20 ms|120 ms"_s, u"A frame|8.1 ms|31 ms"_s,
                          u"From frame to frame|39 ms|39 ms"_s, u"Frames a second|2|"_s,
                          u"Events a second|100|"_s, u"Memory|142 MB|"_s}));
}

void TestFiguresPlate::saysItInSwedish()
{
    resources::setLanguage(resources::Language::Swedish);
    FrameMeter meter;
    FiguresPlate plate(
        meter, [] { return std::nullopt; }, Theme::dark(), &window_);
    plate.toggle(5'000);
    drawTwoFrames(meter);
    plate.advance(6'000);
    QCOMPARE(textOf(plate),
             (QStringList{u"Från händelse till bild|20 ms|120 ms"_s, u"En bild|8,1 ms|31 ms"_s,
                          u"Från bild till bild|39 ms|39 ms"_s, u"Bilder i sekunden|2|"_s,
                          u"Händelser i sekunden|100|"_s, u"Minne|–|"_s}));
}

void TestFiguresPlate::isOfTheLastTenSeconds()
{
    FrameMeter meter;
    FiguresPlate plate(meter, {}, Theme::dark(), &window_);
    plate.toggle(0);
    drawTwoFrames(meter);
    const auto framesAt = [&](std::int64_t now_ms) {
        plate.advance(now_ms);
        return plate.lines()[3].p50;
    };
    QCOMPARE(framesAt(1'000), u"2");
    for (std::int64_t second = 2; second <= 10; ++second) {
        for (int frame = 0; frame < 10; ++frame) {
            meter.begin(0);
            meter.painted(10);
            meter.end(Motion::Still, 10);
        }
        plate.advance(second * 1'000);
    }
    QCOMPARE(plate.lines()[3].p50, u"9"); // 92 in ten
    QCOMPARE(plate.lines()[0].p50, u"20 ms");
    QCOMPARE(framesAt(11'000), u"9");
    QCOMPARE(plate.lines()[0].p50, u"–"); // the first second's are no more
}

void TestFiguresPlate::beforeTheFirstSecondThereIsNothing()
{
    FrameMeter meter;
    FiguresPlate plate(meter, {}, Theme::dark(), &window_);
    drawTwoFrames(meter); // nobody had asked
    plate.toggle(0);
    plate.advance(999);
    for (const FiguresPlate::Line& line : plate.lines())
        QCOMPARE(line.p50, u"–");
    plate.advance(1'000);
    QCOMPARE(plate.lines()[3].p50, u"0");
    plate.toggle(1'500);
    QVERIFY(!plate.isVisibleTo(&window_));
}

void TestFiguresPlate::isLegibleOnEveryScreen()
{
    FrameMeter meter;
    for (const QSize size : {QSize(1280, 720), QSize(3840, 2160), QSize(1080, 1920)}) {
        for (const auto language : {resources::Language::English, resources::Language::Swedish}) {
            resources::setLanguage(language);
            window_.resize(size);
            FiguresPlate plate(meter, {}, Theme::dark(), &window_);
            const Units units(size);
            plate.setUnits(units);
            plate.toggle(0);
            QVERIFY(window_.rect().contains(plate.geometry()));
            QVERIFY(plate.geometry().bottom() < units.statusBar().top());
            // The longest word and two long times beside each other.
            const QFontMetricsF words(units.wordFont(Type::Note));
            const QFontMetricsF figures(units.font(Type::Note));
            for (const FiguresPlate::Line& line : plate.lines()) {
                const double needed = words.horizontalAdvance(line.what) +
                                      figures.horizontalAdvance(u"1234 ms"_s) + units.u(10 + 3.2);
                QVERIFY2(needed <= plate.width(), qPrintable(line.what));
            }
        }
    }
}

QTEST_MAIN(TestFiguresPlate)
#include "tst_figuresplate.moc"
