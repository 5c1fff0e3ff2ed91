// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/week/weekpage.h"

#include <algorithm>
#include <cmath>

#include <QChart>
#include <QChartView>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPointer>
#include <QTest>

#include "resources/resources.h"
#include "tests/widgets/screensizes.h"
#include "widgets/page/theme.h"
#include "widgets/week/weekgeometry.h"

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;

namespace {

constexpr std::int64_t kT_ms = 1'299'769'275'000;
constexpr QSize kFullHd(1920, 1080);

view::WeekLine level(double rate, int from, int to)
{
    view::WeekLine line;
    for (int slot = from; slot < to; ++slot)
        line.points.emplace_back(slot + 0.5, rate);
    return line;
}

/// Thursday, in the hour from 16: this week level at 400 an hour, the weeks before at 500, 600 and
/// 700, this hour at 950. The axis ends at 1000.
view::WallView thursday()
{
    view::WallView wall;
    wall.at_ms = kT_ms;
    wall.condition = view::Condition::Good;
    wall.week.days = {u"Monday"_s, u"Tuesday"_s,  u"Wednesday"_s, u"Thursday"_s,
                      u"Friday"_s, u"Saturday"_s, u"Sunday"_s};
    wall.week.short_days = {u"Mon"_s, u"Tue"_s, u"Wed"_s, u"Thu"_s, u"Fri"_s, u"Sat"_s, u"Sun"_s};
    wall.week.today = 3;
    wall.week.series = {
        {{level(400, 0, 88)}, {level(500, 0, 168)}, {level(600, 0, 168)}, {level(700, 0, 168)}}};
    wall.week.partial = {{{{87.5, 400}, {88.5, 950}}}};
    wall.week.partial_count = u"475"_s;
    wall.week.maximum = 950;
    return wall;
}

/// A page that shows a wall, and its picture.
class Shown
{
public:
    explicit Shown(const view::WallView& wall, QSize size = kFullHd)
    {
        page_.resize(size);
        page_.show();
        advance(wall);
    }

    Motion advance(const view::WallView& wall)
    {
        const Motion motion =
            page_.advance({.view = std::make_shared<view::WallView>(wall), .pulses = {}});
        picture_ = QImage(page_.size(), QImage::Format_RGB32);
        page_.render(&picture_);
        return motion;
    }

    QChart* chart() const { return page_.findChild<QChartView*>()->chart(); }
    const QImage& picture() const { return picture_; }
    WeekGeometry geometry(double step = 250) const { return {Units(page_.size()), step}; }

    QColor at(double x, double y, double step = 250) const
    {
        // A pixel's middle is half a pixel off its number.
        const QPointF point = geometry(step).at(x, y);
        return picture_.pixelColor(int(std::floor(point.x())), int(std::floor(point.y())));
    }

    bool has(const QColor& colour, const QRectF& room) const
    {
        const QRect pixels = room.toAlignedRect().intersected(picture_.rect());
        for (int y = pixels.top(); y <= pixels.bottom(); ++y) {
            for (int x = pixels.left(); x <= pixels.right(); ++x) {
                if (picture_.pixelColor(x, y) == colour)
                    return true;
            }
        }
        return false;
    }

    bool has(const QColor& colour) const { return has(colour, picture_.rect()); }

private:
    WeekPage page_{Theme::dark()};
    QImage picture_;
};

} // namespace

class TestWeekPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(); }

    void saysWhatItShows();
    void nothingMovesByItself();
    void chartIsPlottedInItsPlace_data() { addScreenSizes(); }
    void chartIsPlottedInItsPlace();
    void thisWeekLiesOnTopInTheAccent();
    void weeksBeforeAreThinLines();
    void skippedSlotIsAGap_data() { addScreenSizes(); }
    void skippedSlotIsAGap();
    void oneSlotBetweenTwoGapsIsSeen();
    void thisHourIsDashedUpToItsDot_data() { addScreenSizes(); }
    void thisHourIsDashedUpToItsDot();
    void levelHourStandsOffTheWholeOnes();
    void countStandsBesideTheDot();
    void bandLiesUnderTodayAlone();
    void withoutComparisonThereIsNoBand();
    void staleWeekLosesTheAccent();
    void emptyWeekKeepsItsAxes();
    void todayIsMarkedOnceThereIsToday();
    void nothingIsCutOffWhenRatesGrow();
    void axisStaysWhenRatesFall();
    void unchangedWeekIsNotBuiltAgain();
    void numbersFitBesideTheirRules_data() { addScreenSizes(); }
    void numbersFitBesideTheirRules();
    void dayNamesAreWholeOrShortAlike_data();
    void dayNamesAreWholeOrShortAlike();
    void theVerdictSaysItByColourToo_data();
    void theVerdictSaysItByColourToo();
    void whatNobodyListenedToIsHatched_data() { addScreenSizes(); }
    void whatNobodyListenedToIsHatched();
    void aLongReasonIsElided();
    void edgesOfTheWindowStayFree_data() { addScreenSizes(); }
    void edgesOfTheWindowStayFree();
};

void TestWeekPage::initTestCase()
{
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestWeekPage::saysWhatItShows()
{
    QCOMPARE(WeekPage(Theme::dark()).title(),
             u"One week, three comparison weeks in the background (per hour)"_s);
}

void TestWeekPage::nothingMovesByItself()
{
    Shown shown(thursday());
    QCOMPARE(shown.advance(thursday()), Motion::Still);
}

void TestWeekPage::chartIsPlottedInItsPlace()
{
    QFETCH(QSize, size);
    const Shown shown(thursday(), size);
    QCOMPARE(shown.chart()->plotArea(), shown.geometry().plot());
    // What Qt Charts plots lies where the words and rules are painted for it.
    QCOMPARE(shown.at(40.5, 400), Theme::dark().accent);
}

void TestWeekPage::thisWeekLiesOnTopInTheAccent()
{
    view::WallView wall = thursday();
    wall.week.series[1] = {level(400, 0, 168)};
    const Shown shown(wall);
    QCOMPARE(shown.at(40.5, 400), Theme::dark().accent);
}

void TestWeekPage::weeksBeforeAreThinLines()
{
    const Shown shown(thursday(), {3840, 2160}); // where a thin line covers whole pixels
    for (const double rate : {500, 600, 700}) {
        QCOMPARE(shown.at(40.5, rate), Theme::dark().outline);
        QCOMPARE(shown.at(40.5, rate + 10), Theme::dark().ground);
    }
}

void TestWeekPage::skippedSlotIsAGap()
{
    QFETCH(QSize, size);
    view::WallView wall = thursday();
    wall.week.series[0] = {level(400, 0, 26), level(400, 27, 88)};
    const Shown shown(wall, size);
    QCOMPARE(shown.at(25.3, 400), Theme::dark().accent);
    QCOMPARE(shown.at(26.5, 400), Theme::dark().ground);
    QCOMPARE(shown.at(27.7, 400), Theme::dark().accent);
}

void TestWeekPage::oneSlotBetweenTwoGapsIsSeen()
{
    view::WallView wall = thursday();
    wall.week.series[0] = {level(400, 0, 26), level(400, 27, 28), level(400, 29, 88)};
    const Shown shown(wall);
    QCOMPARE(shown.at(26.5, 400), Theme::dark().ground);
    QCOMPARE(shown.at(27.5, 400), Theme::dark().accent);
    QCOMPARE(shown.at(28.5, 400), Theme::dark().ground);
}

void TestWeekPage::thisHourIsDashedUpToItsDot()
{
    QFETCH(QSize, size);
    view::WallView wall = thursday();
    for (std::size_t ago = 1; ago < wall.week.series.size(); ++ago)
        wall.week.series[ago].clear();
    const Shown shown(wall, size);
    int dashes = 0;
    bool was_dash = true;
    for (double share = 0; share < 0.9; share += 0.002) {
        const QColor colour = shown.at(87.5 + share, 400 + share * 550);
        if (colour != Theme::dark().accent && colour != Theme::dark().ground)
            continue; // the edge of a dash
        const bool is_dash = colour == Theme::dark().accent;
        dashes += is_dash && !was_dash;
        was_dash = is_dash;
    }
    // 0.55 * 56 u of line in dashes and gaps of 1.0 u together.
    QVERIFY2(dashes >= 20, qPrintable(QString::number(dashes)));
    QCOMPARE(shown.at(88.5, 950), Theme::dark().accent);
}

void TestWeekPage::levelHourStandsOffTheWholeOnes()
{
    view::WallView wall = thursday();
    wall.week.partial->points.back().second = 400;
    const Shown shown(wall, {3840, 2160});
    const QPointF end = shown.geometry().at(87.5, 400);
    const QPointF dot = shown.geometry().at(88.5, 400);
    const QRectF between(end, dot);
    bool has_gap = false;
    for (double x = between.left(); x < between.right(); ++x)
        has_gap |= shown.picture().pixelColor(int(x), int(end.y())) == Theme::dark().ground;
    QVERIFY(has_gap);
}

void TestWeekPage::countStandsBesideTheDot()
{
    const Shown shown(thursday());
    const QPointF dot = shown.geometry().at(88.5, 950);
    QVERIFY(shown.has(Theme::dark().text, QRectF(dot + QPointF(8, -16), QSizeF(80, 32))));
    QVERIFY(!shown.has(Theme::dark().text, QRectF(dot - QPointF(80, 16), QSizeF(80, 32))));
}

void TestWeekPage::bandLiesUnderTodayAlone()
{
    const Shown shown(thursday());
    for (const double x : {72.3, 80.3, 95.7}) {
        QCOMPARE(shown.at(x, 530), Theme::dark().rule);
        QCOMPARE(shown.at(x, 670), Theme::dark().rule);
        QCOMPARE(shown.at(x, 470), Theme::dark().ground);
        QCOMPARE(shown.at(x, 730), Theme::dark().ground);
    }
    QCOMPARE(shown.at(71.5, 530), Theme::dark().ground);
    QCOMPARE(shown.at(96.5, 530), Theme::dark().ground);
}

void TestWeekPage::withoutComparisonThereIsNoBand()
{
    view::WallView wall = thursday();
    for (std::size_t ago = 1; ago < wall.week.series.size(); ++ago)
        wall.week.series[ago].clear();
    const Shown shown(wall);
    QCOMPARE(shown.at(80.3, 530), Theme::dark().ground);
    QVERIFY(!shown.has(Theme::dark().outline));
}

void TestWeekPage::staleWeekLosesTheAccent()
{
    view::WallView wall = thursday();
    wall.condition = view::Condition::Stale;
    const Shown shown(wall);
    QVERIFY(!shown.has(Theme::dark().accent));
    QCOMPARE(shown.at(40.5, 400), Theme::dark().stale);
    QCOMPARE(shown.at(88.5, 950), Theme::dark().stale);
}

void TestWeekPage::emptyWeekKeepsItsAxes()
{
    view::WallView wall;
    wall.week.days = thursday().week.days;
    const Shown shown(wall);
    QVERIFY(shown.chart()->series().isEmpty());
    QVERIFY(!shown.has(Theme::dark().accent));
    const WeekGeometry geometry = shown.geometry(1);
    for (int rule = 0; rule <= 4; ++rule) {
        QVERIFY(shown.has(Theme::dark().rule, geometry.rule(rule)));
        QVERIFY(shown.has(Theme::dark().secondary, geometry.ruleNumber(rule)));
    }
    QVERIFY(shown.has(Theme::dark().secondary, geometry.dayName(2)));
}

void TestWeekPage::todayIsMarkedOnceThereIsToday()
{
    view::WallView wall = thursday();
    const Shown good(wall);
    for (int day = 0; day < 7; ++day)
        QCOMPARE(good.has(Theme::dark().text, good.geometry().dayName(day)), day == 3);

    wall.condition = view::Condition::Empty;
    const Shown empty(wall);
    QVERIFY(!empty.has(Theme::dark().text, empty.geometry().dayName(3)));
}

void TestWeekPage::nothingIsCutOffWhenRatesGrow()
{
    view::WallView wall = thursday();
    Shown shown(wall);
    wall.at_ms += 1'000;
    wall.week.partial->points.back().second = 3'000;
    wall.week.maximum = 3'000;
    shown.advance(wall);
    QCOMPARE(shown.at(88.5, 3'000, 1'000), Theme::dark().accent);
}

void TestWeekPage::axisStaysWhenRatesFall()
{
    view::WallView wall = thursday();
    Shown shown(wall);
    wall.at_ms += 1'000;
    wall.week.partial->points.back().second = 420;
    wall.week.maximum = 700;
    shown.advance(wall);
    QCOMPARE(shown.at(40.5, 400), Theme::dark().accent);
}

void TestWeekPage::unchangedWeekIsNotBuiltAgain()
{
    view::WallView wall = thursday();
    Shown shown(wall);
    const QPointer<QAbstractSeries> series = shown.chart()->series().first();
    ++wall.sequence;
    wall.at_ms += 1'000;
    shown.advance(wall);
    QVERIFY(series);

    wall.week.partial_count = u"476"_s;
    shown.advance(wall);
    QVERIFY(!series);
}

void TestWeekPage::numbersFitBesideTheirRules()
{
    QFETCH(QSize, size);
    const Units units(size);
    QVERIFY(QFontMetricsF(units.font(Type::Status)).horizontalAdvance(u"750\u202F000"_s) <=
            WeekGeometry(units, 250'000).ruleNumber(3).width());
}

void TestWeekPage::dayNamesAreWholeOrShortAlike_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("wednesday");
    QTest::newRow("16:9") << kFullHd << u"Wednesday"_s;
    QTest::newRow("4:3") << QSize(1024, 768) << u"Wed"_s;
}

void TestWeekPage::dayNamesAreWholeOrShortAlike()
{
    QFETCH(QSize, size);
    QFETCH(QString, wednesday);
    const Units units(size);
    const double width = QFontMetricsF(units.font(Type::Body)).horizontalAdvance(wednesday);
    const Shown shown(thursday(), size);
    const QRectF room = shown.geometry().dayName(2);
    QRectF ink(0, room.top(), width, room.height());
    ink.moveCenter(room.center());
    QVERIFY(shown.has(Theme::dark().secondary, ink));
    QVERIFY(!shown.has(Theme::dark().secondary, {room.topLeft(), ink.bottomLeft()}));
    QVERIFY(!shown.has(Theme::dark().secondary, {ink.topRight(), room.bottomRight()}));
}

void TestWeekPage::theVerdictSaysItByColourToo_data()
{
    using Tone = view::VerdictView::Tone;
    QTest::addColumn<int>("tone");
    QTest::addColumn<bool>("is_stale");
    QTest::addColumn<QColor>("colour");
    QTest::newRow("usual") << int(Tone::Usual) << false << Theme::dark().text;
    QTest::newRow("low") << int(Tone::Low) << false << Theme::dark().bad;
    QTest::newRow("high") << int(Tone::High) << false << Theme::dark().warn;
    QTest::newRow("unknown") << int(Tone::Unknown) << false << Theme::dark().secondary;
    QTest::newRow("stale") << int(Tone::Low) << true << Theme::dark().stale;
}

void TestWeekPage::theVerdictSaysItByColourToo()
{
    QFETCH(int, tone);
    QFETCH(bool, is_stale);
    QFETCH(QColor, colour);
    view::WallView wall = thursday();
    wall.verdict = {view::VerdictView::Tone(tone), u"H"_s.repeated(20), u"reason"_s};
    if (is_stale)
        wall.condition = view::Condition::Stale;
    const Shown shown(wall);
    QVERIFY(shown.has(colour, Units(kFullHd).rect(4, 12, 60, 6)));
    QVERIFY(shown.has(is_stale ? Theme::dark().stale : Theme::dark().secondary,
                      Units(kFullHd).rect(4, 18.5, 60, 4)));
}

void TestWeekPage::whatNobodyListenedToIsHatched()
{
    QFETCH(QSize, size);
    view::WallView wall;
    wall.week.days = thursday().week.days;
    wall.condition = view::Condition::Good;
    wall.week.gaps = {{30, 60, false}};
    const Shown shown(wall, size);
    const WeekGeometry geometry = shown.geometry(1);
    // Between two rules and two boundaries there is nothing else.
    const auto cell = [&](double from, double to) {
        return QRectF(geometry.at(from, 0.9), geometry.at(to, 0.1));
    };
    QImage ground(size, QImage::Format_RGB32);
    ground.fill(Theme::dark().ground);
    const auto isEmpty = [&](const QRectF& room) {
        const QRect pixels = room.toRect().adjusted(2, 2, -2, -2);
        return shown.picture().copy(pixels) == ground.copy(pixels);
    };
    QVERIFY(isEmpty(cell(24, 30)));
    QVERIFY(!isEmpty(cell(30, 36)));
    QVERIFY(!isEmpty(cell(49, 60)));
    QVERIFY(isEmpty(cell(60, 72)));
    // The word stands in its middle.
    const QPointF middle = geometry.at(45, 2);
    QVERIFY(shown.has(Theme::dark().secondary, QRectF(middle - QPointF(40, 10), QSizeF(80, 20))));
}

void TestWeekPage::aLongReasonIsElided()
{
    view::WallView wall;
    wall.verdict.reason = QString(u'W').repeated(300);
    const Shown shown(wall);
    const QRectF room = Units(shown.picture().size()).rect(4, 18.5, 169.8, 4);
    QVERIFY(shown.has(Theme::dark().secondary, room));
    // Three dots stand low; half a letter would reach up.
    const QRectF end(room.right() - 10, room.top(), 10, room.height() / 2);
    QVERIFY(!shown.has(Theme::dark().secondary, end));
}

void TestWeekPage::edgesOfTheWindowStayFree()
{
    QFETCH(QSize, size);
    view::WallView wall = thursday();
    wall.week.today = 6;
    wall.week.series[0] = {level(400, 0, 167)};
    wall.week.partial = {{{{166.5, 400}, {167.5, 950}}}};
    wall.week.partial_count = u"12 345 678"_s;
    wall.verdict.text = QString(u'W').repeated(300);
    wall.verdict.reason = QString(u'W').repeated(300);
    wall.week.gaps = {{0, 100, false}};
    const Shown shown(wall, size);

    const int edge = int(Units(size).u(3));
    QImage edges = shown.picture();
    QPainter(&edges).fillRect(edges.rect().adjusted(edge, edge, -edge, -edge),
                              Theme::dark().ground);
    QImage ground(size, edges.format());
    ground.fill(Theme::dark().ground);
    QCOMPARE(edges, ground);
}

QTEST_MAIN(TestWeekPage)
#include "tst_weekpage.moc"
