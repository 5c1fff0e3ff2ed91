// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/top/toppage.h"

#include <algorithm>
#include <set>

#include <QImage>
#include <QTest>

#include "resources/resources.h"
#include "tests/widgets/screensizes.h"
#include "widgets/page/units.h"
#include "widgets/top/topgeometry.h"

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;
using view::Condition;

namespace {

constexpr QSize kSize(1280, 720);

view::TopTableView makeTable(const std::vector<std::int64_t>& eids, int first_count = 900)
{
    view::TopTableView table{.heading = u"Last hour"_s,
                             .short_heading = u"Last hour"_s,
                             .count_head = u"#/h"_s,
                             .total = u"9 000"_s,
                             .others = u"70"_s};
    int rank = 0;
    for (const std::int64_t eid : eids) {
        table.rows.push_back({.eid = eid,
                              .rank = ++rank,
                              .merchant = u"Store %1"_s.arg(eid),
                              .eid_text = QString::number(eid),
                              .count = QString::number(first_count - rank),
                              .average = u"499.12 SEK"_s,
                              .share = 1.0 / rank});
    }
    return table;
}

using Tables = std::array<view::TopTableView, 3>;

Tables makeTables(const std::vector<std::int64_t>& hour, int first_count = 900)
{
    return {makeTable(hour, first_count), makeTable({1, 2, 3}, first_count),
            makeTable({4, 5, 6}, first_count)};
}

/// What is shown of `next` while its first table keeps the order of `order`.
Tables held(Tables next, const std::vector<std::int64_t>& order)
{
    std::vector<view::TopRowView> rows;
    for (const std::int64_t eid : order)
        rows.push_back(*std::ranges::find(next[0].rows, eid, &view::TopRowView::eid));
    next[0].rows = rows;
    return next;
}

/// A page at one size and the frames that it is given.
class Stage
{
public:
    explicit Stage(QSize size = kSize) { page.resize(size); }
    explicit Stage(view::TopList list, QSize size = kSize) : page(list, Theme::dark())
    {
        page.resize(size);
    }

    Motion show(Tables tables, std::int64_t now_ms, Condition condition = Condition::Good)
    {
        auto view = std::make_shared<view::WallView>();
        view->sequence = ++sequence_;
        view->condition = condition;
        view->top = std::move(tables);
        frame_ = {view, {}, now_ms};
        return page.advance(frame_);
    }

    /// The same view again, later.
    Motion wait(std::int64_t now_ms)
    {
        frame_.now_ms = now_ms;
        return page.advance(frame_);
    }

    QImage picture() { return page.grab().toImage().convertToFormat(QImage::Format_RGB32); }

    TopPage page{Theme::dark()};

private:
    std::uint64_t sequence_ = 0;
    Frame frame_;
};

bool hasColor(const QImage& image, QRectF area, const QColor& color)
{
    const QRect pixels = area.toAlignedRect() & image.rect();
    for (int y = pixels.top(); y <= pixels.bottom(); ++y) {
        for (int x = pixels.left(); x <= pixels.right(); ++x) {
            if (image.pixelColor(x, y) == color)
                return true;
        }
    }
    return false;
}

/// Where a row of the first table stands in the page.
QRectF rowPlace(QSize size, int slot)
{
    const Units units(size);
    const QRectF panel = topPanels(units)[0];
    return TopPanelGeometry(units, panel.size()).slots.row(slot).translated(panel.topLeft());
}

} // namespace

class TestTopPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void titleIsTheOldOne();
    void firstViewStandsAtOnce();
    void changedOrderGlidesForSixTenthsOfASecond();
    void changedNumbersShowAtOnceWithoutMotion();
    void reorderingIsHeldBackForTwoSecondsInAllTables();
    void whoComesStandsWhereWhoGoesStood();
    void heldBackViewComesInItsTime();
    void newestOfTheHeldBackViewsComes();
    void pageThatWasHiddenDoesNotActOutWhatItMissed();
    void staleNumbersAreGreyAndBarsAreGone();
    void firstStaleNumbersNeitherWaitNorGlide();
    void wallThatBeginsStaleShowsWhatItHas();
    void emptyTableShowsItsNoteAndItsTotals();
    void fewRowsKeepTheirHeight();
    void longNamesLeaveTheNumbersAlone_data() { addScreenSizes(); }
    void longNamesLeaveTheNumbersAlone();
    void nothingIsDrawnOutsideTheContent_data() { addScreenSizes(); }
    void nothingIsDrawnOutsideTheContent();
    void sameFramesGiveTheSamePixels();
    void unchangedViewPaintsNothing();
    void changedCountPaintsItsRowAlone();
    void oneTableShowsItsOwnAlone();
    void oneTableIsNotHeldBackByTheOthers();
    void oneTableShowsRankChangeAndTheLastHour();
    void oneTablesLongNamesLeaveTheNumbersAlone_data() { addScreenSizes(); }
    void oneTablesLongNamesLeaveTheNumbersAlone();
};

void TestTopPage::initTestCase()
{
    QTest::failOnWarning();
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestTopPage::titleIsTheOldOne()
{
    QCOMPARE(TopPage(Theme::dark()).title(), u"Top 10 Stores (# accepted transactions)"_s);
}

void TestTopPage::firstViewStandsAtOnce()
{
    Stage stage;
    QCOMPARE(stage.show(makeTables({1, 2, 3}), 0), Motion::Still);
    QCOMPARE(stage.page.shown(), makeTables({1, 2, 3}));
}

void TestTopPage::changedOrderGlidesForSixTenthsOfASecond()
{
    Stage stage;
    stage.show(makeTables({1, 2, 3}), 0);
    stage.wait(1'000);
    const Tables next = makeTables({2, 1, 3});
    QCOMPARE(stage.show(next, 2'000), Motion::Moving);
    const QImage begin = stage.picture();
    QCOMPARE(stage.wait(2'300), Motion::Moving);
    const QImage half = stage.picture();
    QCOMPARE(stage.wait(2'600), Motion::Still);
    const QImage end = stage.picture();
    QVERIFY(begin != half);
    QVERIFY(half != end);

    Stage straight;
    straight.show(next, 0);
    QCOMPARE(end, straight.picture());
}

void TestTopPage::changedNumbersShowAtOnceWithoutMotion()
{
    Stage stage;
    stage.show(makeTables({1, 2, 3}), 0);
    stage.show(makeTables({2, 1, 3}), 100);
    const Tables next = makeTables({2, 1, 3}, 950);
    QCOMPARE(stage.show(next, 900), Motion::Still);
    QCOMPARE(stage.page.shown(), next);
}

void TestTopPage::reorderingIsHeldBackForTwoSecondsInAllTables()
{
    Stage stage;
    stage.show(makeTables({1, 2, 3}), 0);
    const Tables first = makeTables({2, 1, 3});
    stage.show(first, 500);
    QCOMPARE(stage.page.shown(), first);

    // Rows stay where they are, with the numbers of now.
    stage.show(makeTables({1, 2, 3}, 950), 1'000);
    QCOMPARE(stage.page.shown(), held(makeTables({1, 2, 3}, 950), {2, 1, 3}));
    // Back in the old order, nothing needs to be held.
    const Tables same_order = makeTables({2, 1, 3}, 960);
    stage.show(same_order, 1'100);
    QCOMPARE(stage.page.shown(), same_order);
    stage.show(makeTables({1, 2, 3}, 970), 1'800);
    QCOMPARE(stage.page.shown(), held(makeTables({1, 2, 3}, 970), {2, 1, 3}));
    QCOMPARE(stage.show(makeTables({1, 2, 3}, 980), 2'499), Motion::Still);
    QCOMPARE(stage.page.shown(), held(makeTables({1, 2, 3}, 980), {2, 1, 3}));
    QCOMPARE(stage.show(makeTables({1, 2, 3}, 990), 2'500), Motion::Moving);
    QCOMPARE(stage.page.shown(), makeTables({1, 2, 3}, 990));
}

void TestTopPage::whoComesStandsWhereWhoGoesStood()
{
    Stage stage;
    stage.show(makeTables({1, 2, 3}), 0);
    stage.show(makeTables({2, 1, 3}), 500);
    // 4 stands where 3 stood: numbers and total are of one instant.
    stage.show(makeTables({2, 4, 1}, 950), 1'000);
    QCOMPARE(stage.page.shown(), held(makeTables({2, 4, 1}, 950), {2, 1, 4}));
    stage.show(makeTables({2, 1}, 960), 1'500);
    QCOMPARE(stage.page.shown(), makeTables({2, 1}, 960));
    stage.show(makeTables({5, 1, 2, 6}, 970), 1'600);
    QCOMPARE(stage.page.shown(), held(makeTables({5, 1, 2, 6}, 970), {2, 1, 5, 6}));
    stage.wait(2'500);
    QCOMPARE(stage.page.shown(), makeTables({5, 1, 2, 6}, 970));
}

void TestTopPage::heldBackViewComesInItsTime()
{
    Stage stage;
    stage.show(makeTables({1, 2}), 0);
    stage.show(makeTables({2, 1}), 100);
    stage.show(makeTables({1, 2}), 500); // held
    for (std::int64_t now_ms = 600; now_ms < 2'100; now_ms += 100)
        stage.wait(now_ms);
    QCOMPARE(stage.wait(2'099), Motion::Still);
    QCOMPARE(stage.page.shown(), held(makeTables({1, 2}), {2, 1}));
    QCOMPARE(stage.wait(2'100), Motion::Moving);
    QCOMPARE(stage.page.shown(), makeTables({1, 2}));
}

void TestTopPage::newestOfTheHeldBackViewsComes()
{
    Stage stage;
    stage.show(makeTables({1, 2}), 0);
    stage.show(makeTables({2, 1}), 100);
    stage.show(makeTables({1, 2}, 910), 500);
    stage.show(makeTables({1, 2}, 920), 1'400);
    stage.show(makeTables({1, 2}, 930), 2'100);
    QCOMPARE(stage.page.shown(), makeTables({1, 2}, 930));
}

void TestTopPage::pageThatWasHiddenDoesNotActOutWhatItMissed()
{
    Stage stage;
    stage.show(makeTables({1, 2}), 0);
    QCOMPARE(stage.show(makeTables({2, 1}), 60'000), Motion::Still);
    QCOMPARE(stage.page.shown(), makeTables({2, 1}));
}

void TestTopPage::staleNumbersAreGreyAndBarsAreGone()
{
    const Theme& theme = Theme::dark();
    const QRectF row = rowPlace(kSize, 0);
    const QRectF numbers = row.adjusted(row.width() / 2, 0, 0, 0);
    const QPointF in_bar(row.left() + 3, row.center().y());

    Stage stage;
    stage.show(makeTables({1, 2, 3}), 0);
    const QImage good = stage.picture();
    QCOMPARE(good.pixelColor(in_bar.toPoint()), theme.rule);
    QVERIFY(hasColor(good, numbers, theme.text));

    stage.show(makeTables({1, 2, 3}), 100, Condition::Stale);
    const QImage stale = stage.picture();
    QCOMPARE(stale.pixelColor(in_bar.toPoint()), theme.panel);
    QVERIFY(!hasColor(stale, numbers, theme.text));
    QVERIFY(hasColor(stale, numbers, theme.stale));

    stage.show(makeTables({1, 2, 3}), 200);
    QCOMPARE(stage.picture(), good);
}

void TestTopPage::firstStaleNumbersNeitherWaitNorGlide()
{
    Stage stage;
    stage.show(makeTables({1, 2, 3}), 0);
    stage.show(makeTables({2, 1, 3}), 100);
    stage.wait(800);
    stage.show(makeTables({3, 2, 1}, 950), 900); // held
    QCOMPARE(stage.page.shown(), held(makeTables({3, 2, 1}, 950), {2, 1, 3}));
    QCOMPARE(stage.show(makeTables({3, 1, 2}, 960), 1'000, Condition::Stale), Motion::Still);
    QCOMPARE(stage.page.shown(), makeTables({3, 1, 2}, 960));

    // The next order keeps its distance from it all the same.
    stage.show(makeTables({1, 2, 3}, 970), 1'100, Condition::Good);
    QCOMPARE(stage.page.shown(), held(makeTables({1, 2, 3}, 970), {3, 1, 2}));
    stage.wait(2'000);
    stage.wait(3'000);
    QCOMPARE(stage.page.shown(), makeTables({1, 2, 3}, 970));
}

void TestTopPage::wallThatBeginsStaleShowsWhatItHas()
{
    Stage stage;
    stage.show(makeTables({1, 2, 3}), 0, Condition::Stale);
    QCOMPARE(stage.page.shown(), makeTables({1, 2, 3}));
}

void TestTopPage::emptyTableShowsItsNoteAndItsTotals()
{
    const Theme& theme = Theme::dark();
    Stage stage;
    Tables tables;
    for (view::TopTableView& table : tables) {
        table = makeTable({});
        table.note = u"Waiting for the first purchase\nSee the feeds below"_s;
    }
    stage.show(tables, 0, Condition::Empty);
    const QImage picture = stage.picture();
    QVERIFY(hasColor(picture, rowPlace(kSize, 0), theme.secondary));
    QVERIFY(!hasColor(picture, rowPlace(kSize, 5), theme.secondary));
    QVERIFY(hasColor(picture, rowPlace(kSize, 10), theme.text)); // the total, below the last row
}

void TestTopPage::fewRowsKeepTheirHeight()
{
    Stage full;
    full.show(makeTables({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), 0);
    Stage few;
    few.show(makeTables({1, 2}), 0);
    const QRect second = rowPlace(kSize, 1).toRect();
    QCOMPARE(few.picture().copy(second), full.picture().copy(second));
    QVERIFY(!hasColor(few.picture(), rowPlace(kSize, 3), Theme::dark().rule));
}

void TestTopPage::longNamesLeaveTheNumbersAlone()
{
    QFETCH(const QSize, size);
    Tables plain = makeTables({1, 2, 3, 4, 5, 6});
    Tables hostile = plain;
    const QString names[] = {
        QString(200, u'W'),      QString(200, u'ﷺ'),     QString::fromUtf8("🛒").repeated(100),
        u"متجر "_s.repeated(40), u"<h1>"_s.repeated(50), u"e\u0301\u0302"_s.repeated(66)};
    for (std::size_t i = 0; i < std::size(names); ++i)
        hostile[0].rows[i].merchant = names[i];

    Stage stage(size);
    stage.show(plain, 0);
    const QImage before = stage.picture();
    stage.show(hostile, 100);
    const QImage after = stage.picture();
    QVERIFY(before != after);
    const Units units(size);
    const TopPanelGeometry geometry(units, topPanels(units)[0].size());
    // "890" at 3.0 u is less than 7 u wide: right of it and its gap no name may leave a trace.
    const double left = topPanels(units)[0].left() + geometry.text_right - units.u(6);
    for (int slot = 0; slot < 6; ++slot) {
        QRectF numbers = rowPlace(size, slot);
        numbers.setLeft(left);
        QCOMPARE(after.copy(numbers.toRect()), before.copy(numbers.toRect()));
    }
}

void TestTopPage::nothingIsDrawnOutsideTheContent()
{
    QFETCH(const QSize, size);
    Stage stage(size);
    Tables tables = makeTables({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    for (view::TopTableView& table : tables) {
        table.heading = QString(300, u'M');
        table.short_heading = QString(300, u'W');
        for (view::TopRowView& row : table.rows)
            row.merchant = QString(200, u'W');
    }
    stage.show(tables, 0);
    const QImage picture = stage.picture();
    QRegion outside(picture.rect());
    for (const QRectF& panel : topPanels(Units(size)))
        outside -= panel.toRect();
    for (const QRect& area : outside) {
        for (int y = area.top(); y <= area.bottom(); ++y) {
            for (int x = area.left(); x <= area.right(); ++x)
                QVERIFY(picture.pixelColor(x, y) == Theme::dark().ground);
        }
    }
}

void TestTopPage::sameFramesGiveTheSamePixels()
{
    const auto run = [] {
        Stage stage;
        stage.show(makeTables({1, 2, 3}), 0);
        stage.show(makeTables({3, 1, 4}), 2'000);
        stage.show(makeTables({3, 1, 4}, 950), 2'100);
        stage.wait(2'217);
        return stage.picture();
    };
    QCOMPARE(run(), run());
}

namespace {

/// Adds up what is painted below a widget.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QWidget& root)
    {
        for (QWidget* widget : root.findChildren<QWidget*>())
            widget->installEventFilter(this);
    }

    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            painted += static_cast<QPaintEvent*>(event)->region();
        return false;
    }

    QRegion painted; // each in its widget's own coordinates
};

} // namespace

void TestTopPage::unchangedViewPaintsNothing()
{
    Stage stage;
    stage.page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&stage.page));
    stage.show(makeTables({1, 2, 3}), 0);
    QCoreApplication::processEvents();
    PaintWatch watch(stage.page);
    stage.wait(100);
    stage.show(makeTables({1, 2, 3}), 200); // a new view with the same words
    QCoreApplication::processEvents();
    QVERIFY(watch.painted.isEmpty());
}

void TestTopPage::changedCountPaintsItsRowAlone()
{
    Stage stage;
    stage.page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&stage.page));
    Tables tables = makeTables({1, 2, 3});
    stage.show(tables, 0);
    QCoreApplication::processEvents();
    PaintWatch watch(stage.page);
    tables[0].rows[1].count = u"899"_s;
    stage.show(tables, 100);
    QCoreApplication::processEvents();
    const Units units(kSize);
    const QRectF row = TopPanelGeometry(units, topPanels(units)[0].size()).slots.row(1);
    QCOMPARE(watch.painted, QRegion(row.toAlignedRect()));
}

void TestTopPage::oneTableShowsItsOwnAlone()
{
    Stage hour(view::TopList::Hour);
    hour.show(makeTables({1, 2, 3}), 0);
    const QImage picture = hour.picture();
    Tables others = makeTables({1, 2, 3});
    others[1] = makeTable({9});
    others[2] = makeTable({8, 7});
    Stage same(view::TopList::Hour);
    same.show(others, 0);
    QCOMPARE(same.picture(), picture);
    Stage day(view::TopList::Day);
    day.show(others, 0);
    QVERIFY(day.picture() != picture);
}

void TestTopPage::oneTableIsNotHeldBackByTheOthers()
{
    Stage stage(view::TopList::Day);
    stage.show(makeTables({1, 2, 3}), 0);
    stage.show(makeTables({2, 1, 3}), 100);
    const Tables next = makeTables({1, 2, 3}, 950); // the hour's order changes again
    QCOMPARE(stage.show(next, 200), Motion::Still);
    QCOMPARE(stage.page.shown(), next);
}

void TestTopPage::oneTableShowsRankChangeAndTheLastHour()
{
    const Theme& theme = Theme::dark();
    const Units units(kSize);
    const WideGeometry geometry(units, units.content().size(), true);
    const QPointF origin = units.content().topLeft() + geometry.slots.row(1).topLeft();
    const QRectF line = geometry.line.translated(origin);
    const QRectF change(origin.x() + geometry.change_left, origin.y(),
                        geometry.merchant_left - geometry.change_left - 2,
                        geometry.slots.row(1).height());
    Tables tables = makeTables({1, 2, 3});
    Stage plain(view::TopList::Hour);
    plain.show(tables, 0);
    QVERIFY(!hasColor(plain.picture(), change, theme.secondary));

    tables[0].rows[1].change = u"▼ 2"_s;
    tables[0].rows[1].minutes.fill(3);
    Stage stage(view::TopList::Hour);
    stage.show(tables, 0);
    QVERIFY(hasColor(stage.picture(), change, theme.secondary));
    QVERIFY(stage.picture().copy(line.toRect()) != plain.picture().copy(line.toRect()));
    QVERIFY(!hasColor(plain.picture(), line.adjusted(0, 0, 0, -line.height() / 4), theme.accent));
    stage.show(tables, 100, Condition::Stale);
    QVERIFY(!hasColor(stage.picture(), line, theme.accent));

    // Minutes that nobody listened to are a gap in it.
    for (std::size_t minute = 20; minute < 40; ++minute)
        tables[0].rows[1].unheard.set(minute);
    stage.show(tables, 200);
    const double third = line.width() / 3;
    QVERIFY(hasColor(stage.picture(), line.adjusted(0, 0, -2 * third - 4, 0), theme.accent));
    QVERIFY(!hasColor(stage.picture(), line.adjusted(third + 4, 0, -third - 4, 0), theme.accent));
}

void TestTopPage::oneTablesLongNamesLeaveTheNumbersAlone()
{
    QFETCH(const QSize, size);
    const Units units(size);
    const WideGeometry geometry(units, units.content().size(), true);
    Tables plain = makeTables({1, 2, 3, 4});
    Tables hostile = plain;
    const QString names[] = {QString(200, u'W'), QString(200, u'ﷺ'),
                             QString::fromUtf8("🛒").repeated(100), u"متجر "_s.repeated(40)};
    for (std::size_t i = 0; i < std::size(names); ++i)
        hostile[0].rows[i].merchant = names[i];
    Stage stage(view::TopList::Hour, size);
    stage.show(plain, 0);
    const QImage before = stage.picture();
    stage.show(hostile, 100);
    const QImage after = stage.picture();
    QVERIFY(before != after);
    for (int slot = 0; slot < 4; ++slot) {
        QRectF numbers = geometry.slots.row(slot).translated(units.content().topLeft());
        // In a portrait the name stands above all but the count.
        numbers.setLeft(units.content().left() + (units.isPortrait()
                                                      ? geometry.text_right - units.u(7)
                                                      : geometry.line.left()));
        QCOMPARE(after.copy(numbers.toRect()), before.copy(numbers.toRect()));
    }
}

QTEST_MAIN(TestTopPage)
#include "tst_toppage.moc"
