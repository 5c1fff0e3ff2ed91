// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/wallwindow.h"

#include <QDir>
#include <QKeyEvent>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

#include "resources/resources.h"
#include "tests/widgets/screensizes.h"
#include "widgets/shell/cursorhider.h"
#include "widgets/shell/figuresplate.h"
#include "widgets/shell/header.h"
#include "widgets/shell/helpoverlay.h"
#include "widgets/shell/modeframe.h"
#include "widgets/shell/notice.h"
#include "widgets/shell/statusbar.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace livewall;
using namespace livewall::widgets;
using view::Severity;

namespace {

constexpr QSize kSize(1280, 720);

/// A page of one colour that writes down what it is given.
class PlainPage final : public Page
{
public:
    PlainPage(const QString& title, const QColor& color) : title_(title), color_(color) {}

    QString title() const override { return title_; }

    Motion advance(const Frame& frame) override
    {
        if (shows_sequence && (frames.empty() || frames.back().view != frame.view))
            update();
        frames.push_back(frame);
        return motion;
    }

    bool isComplete() const override { return complete; }

    std::vector<Frame> frames;
    Motion motion = Motion::Still;
    bool complete = true;
    int paints = 0;
    std::function<void()> painting = [] {};
    bool shows_sequence = false; ///< something changes with each view

protected:
    void paintEvent(QPaintEvent*) override
    {
        ++paints;
        painting();
        QPainter(this).fillRect(rect(), color_);
    }

private:
    QString title_;
    QColor color_;
};

/// A wall of three plain pages, whose time and views the test sets.
class Wall
{
public:
    explicit Wall(QSize size = kSize, const QString& pictures = {})
        : Wall(size, WallOptions{.dwell = 20s, .picture_folder = pictures})
    {
    }

    Wall(QSize size, const WallOptions& options)
    {
        const auto add = [this](const QString& title, const QColor& color) {
            auto page = std::make_unique<PlainPage>(title, color);
            pages.push_back(page.get());
            made_.push_back(std::move(page));
        };
        add(u"Red"_s, Qt::red);
        add(u"Green"_s, Qt::green);
        add(u"Blue"_s, Qt::blue);
        window = std::make_unique<WallWindow>(
            std::move(made_),
            WallInputs{[this] { return view; },
                       [this] { return std::exchange(pulses, {}); },
                       [this] { return now_ms; },
                       {},
                       [this] { return std::exchange(arrivals, {}); },
                       [this] { return now_us; },
                       [] { return std::optional<std::uint64_t>(142'000'000); }},
            options, Theme::dark());
        window->resize(size);
        window->show();
        view = change([](view::WallView&) {});
    }

    /// A new view: the one before, changed.
    std::shared_ptr<const view::WallView> change(auto&& edit)
    {
        view::WallView next = view ? *view : view::WallView{};
        ++next.sequence;
        edit(next);
        view = std::make_shared<view::WallView>(std::move(next));
        return view;
    }

    Motion step(std::int64_t at_ms)
    {
        now_ms = at_ms;
        return window->step(at_ms);
    }

    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QKeyEvent event(QEvent::KeyPress, key, modifiers);
        QCoreApplication::sendEvent(window.get(), &event);
        step(now_ms);
    }

    template <typename Part>
    Part& part() const
    {
        return *window->findChild<Part*>();
    }

    QColor middle() const { return window->picture().pixelColor(640, 360); }

    std::shared_ptr<const view::WallView> view;
    std::vector<view::MapPoint> pulses;
    std::vector<view::Arrival> arrivals;
    std::int64_t now_ms = 0;
    std::int64_t now_us = 0;
    std::vector<PlainPage*> pages;
    std::unique_ptr<WallWindow> window;

private:
    std::vector<std::unique_ptr<Page>> made_;
};

} // namespace

class TestWallWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void partsLieWithinTheWindowAndApart_data() { addScreenSizes(); }
    void partsLieWithinTheWindowAndApart();
    void pageFillsTheWindow();
    void wallWithoutAViewShowsItsTitle();
    void viewReachesPageHeaderAndStatusBar();
    void sameSequenceIsNotShownAgain();
    void pulsesGoToTheShownPageOnce();
    void pagesRotateWithAFade();
    void spaceHoldsThePageAndSaysSo();
    void arrowsChangeThePage();
    void pageShownAtOnceDoesNotFade();
    void helpIsShownAndHidden();
    void savedPictureIsTheWallWithoutAnswersOverIt();
    void f11TurnsFullScreenOnAndOff();
    void qCloses();
    void keysWithControlMeanNothing();
    void timeThatIsNotNowFramesTheWindow();
    void onAStalePageOnlyTheClockIsPainted();
    void staleContentStandsStillUntilMoreIsCounted();
    void pageThatIsTurnedToShowsTheSameStaleContent();
    void windowIsCompleteWhenItsPageIs();
    void picturesAreTheSameEachTime();
    void pointerHidesAfterThreeSeconds();
    void pictureKeepsClearOfWhatTheTvCutsOff();
    void pictureMovesAgainstBurnIn();
    void whatIsSavedHasNothingThatSparesTheTv();
    void dimmedWallLosesLight();
    void blackWallDrawsNothingAndComesBackFresh();
    void kioskTurnsPagesAndNothingElse();
    void whoeverClosesItIsHeard();
    void anEventIsOnTheGlassOnceItsFrameIsPainted();
    void figuresAreShownAndHiddenAndMoveNothing();
    void inAKioskNobodySeesFigures();
};

void TestWallWindow::initTestCase()
{
    QTest::failOnWarning();
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestWallWindow::partsLieWithinTheWindowAndApart()
{
    QFETCH(const QSize, size);
    Wall wall(size);
    wall.step(0);
    const QRect header = wall.part<Header>().geometry();
    const QRect status = wall.part<StatusBar>().geometry();
    const Units units(size);
    const QRect content = units.content().toRect();
    const int side = static_cast<int>(units.u(3));
    const QRect inner = QRect(QPoint(0, 0), size).adjusted(side, side, -side, -side);
    QVERIFY(inner.adjusted(0, -static_cast<int>(units.u(0.5)) - 1, 0, 0).contains(header));
    QVERIFY(inner.contains(status));
    QVERIFY(!header.intersects(content));
    QVERIFY(!status.intersects(content));
    QCOMPARE(wall.part<ModeFrame>().geometry(), QRect(QPoint(0, 0), size));
}

void TestWallWindow::pageFillsTheWindow()
{
    Wall wall;
    wall.step(0);
    QCOMPARE(wall.middle(), QColor(Qt::red));
    QCOMPARE(wall.pages[0]->size(), kSize);
}

void TestWallWindow::wallWithoutAViewShowsItsTitle()
{
    Wall wall;
    wall.view = nullptr;
    QCOMPARE(wall.step(0), Motion::Still);
    QVERIFY(wall.pages[0]->frames.empty());
    QVERIFY(!wall.window->isComplete());
    QVERIFY(!wall.part<Header>().layOut().title.isEmpty());
}

void TestWallWindow::viewReachesPageHeaderAndStatusBar()
{
    Wall wall;
    wall.change([](view::WallView& next) {
        next.banners = {{Severity::Bad, u"No data since 14:05:31"_s}};
        next.feeds = {{view::FeedSign::Dead, u"kafka-eu"_s, u"unknown host"_s}};
        next.ledger = {{u"late"_s, u"3"_s}};
    });
    wall.step(40);
    QCOMPARE(wall.pages[0]->frames.back().view, wall.view);
    QCOMPARE(wall.pages[0]->frames.back().now_ms, 40);
    QVERIFY(wall.pages[1]->frames.empty());
    QCOMPARE(wall.part<Header>().layOut().plates.front().text, u"No data since 14:05:31"_s);
    QCOMPARE(wall.part<StatusBar>().content().feeds, wall.view->feeds);
    QCOMPARE(wall.part<StatusBar>().content().ledger, wall.view->ledger);
    QCOMPARE(wall.part<StatusBar>().content().pages, 3);
}

void TestWallWindow::sameSequenceIsNotShownAgain()
{
    Wall wall;
    wall.step(0);
    auto same = std::make_shared<view::WallView>(*wall.view);
    same->banners = {{Severity::Warn, u"not new"_s}};
    wall.view = same;
    wall.step(100);
    QVERIFY(wall.part<Header>().layOut().plates.empty());
}

void TestWallWindow::pulsesGoToTheShownPageOnce()
{
    Wall wall;
    wall.pulses = {view::MapPoint{.country = u"se"_s}};
    wall.step(0);
    wall.step(16);
    QCOMPARE(wall.pages[0]->frames[0].pulses.size(), 1U);
    QCOMPARE(wall.pages[0]->frames[1].pulses.size(), 0U);
    QVERIFY(wall.pulses.empty());
}

void TestWallWindow::pagesRotateWithAFade()
{
    Wall wall;
    wall.step(0);
    QCOMPARE(wall.step(19'999), Motion::Still);
    QCOMPARE(wall.step(20'000), Motion::Moving);
    QCOMPARE(wall.window->page(), 1);
    QCOMPARE(wall.part<StatusBar>().content().page, 1);
    QCOMPARE(wall.middle(), QColor(Qt::red)); // the fade begins with the old page
    QCOMPARE(wall.step(20'150), Motion::Moving);
    const QColor half = wall.middle();
    QVERIFY(std::abs(half.red() - 127) < 4);
    QVERIFY(std::abs(half.green() - 127) < 4);
    QCOMPARE(wall.step(20'300), Motion::Still);
    QCOMPARE(wall.middle(), QColor(Qt::green));
    QVERIFY(!wall.pages[0]->isVisibleTo(wall.window.get()));
}

void TestWallWindow::spaceHoldsThePageAndSaysSo()
{
    Wall wall;
    wall.step(0);
    wall.press(Qt::Key_Space);
    QVERIFY(wall.part<StatusBar>().content().paused);
    wall.step(100'000);
    QCOMPARE(wall.window->page(), 0);
    wall.press(Qt::Key_Space);
    QVERIFY(!wall.part<StatusBar>().content().paused);
    wall.step(120'000);
    QCOMPARE(wall.window->page(), 1);
}

void TestWallWindow::arrowsChangeThePage()
{
    Wall wall;
    wall.step(0);
    wall.press(Qt::Key_Right);
    QCOMPARE(wall.window->page(), 1);
    wall.press(Qt::Key_Left);
    wall.press(Qt::Key_Left);
    QCOMPARE(wall.window->page(), 2);
    wall.step(1'000);
    QCOMPARE(wall.middle(), QColor(Qt::blue));
}

void TestWallWindow::pageShownAtOnceDoesNotFade()
{
    Wall wall;
    wall.window->showPage(2, 0);
    QCOMPARE(wall.step(0), Motion::Still);
    QCOMPARE(wall.middle(), QColor(Qt::blue));
}

void TestWallWindow::helpIsShownAndHidden()
{
    Wall wall;
    wall.step(0);
    const auto shown = [&] { return wall.part<HelpOverlay>().isVisibleTo(wall.window.get()); };
    QVERIFY(!shown());
    wall.press(Qt::Key_Question, Qt::ShiftModifier);
    QVERIFY(shown());
    QVERIFY(wall.middle() != QColor(Qt::red));
    wall.press(Qt::Key_Question, Qt::ShiftModifier);
    QVERIFY(!shown());
    wall.press(Qt::Key_Question, Qt::ShiftModifier);
    wall.press(Qt::Key_Escape);
    QVERIFY(!shown());
}

void TestWallWindow::savedPictureIsTheWallWithoutAnswersOverIt()
{
    const QTemporaryDir folder;
    Wall wall(kSize, folder.path());
    wall.change([](view::WallView& next) { next.clock = u"Thu, 2011-03-10 16:01:15"_s; });
    wall.step(0);
    const QImage before = wall.window->picture();
    wall.press(Qt::Key_Question);
    wall.press(Qt::Key_S);
    const QString first = folder.filePath(u"livewall-2011-03-10-160115.png"_s);
    Notice& notice = wall.part<Notice>();
    QCOMPARE(notice.text(), u"Saved "_s + first);
    QVERIFY(notice.isVisibleTo(wall.window.get()));
    wall.press(Qt::Key_S); // with the first answer over it
    const QString second = folder.filePath(u"livewall-2011-03-10-160115-2.png"_s);
    for (const QString& path : {first, second})
        QCOMPARE(QImage(path).convertToFormat(QImage::Format_RGB32), before);

    wall.step(3'999);
    QVERIFY(notice.isVisibleTo(wall.window.get()));
    wall.step(4'000);
    QVERIFY(!notice.isVisibleTo(wall.window.get()));
}

void TestWallWindow::f11TurnsFullScreenOnAndOff()
{
    Wall wall;
    wall.press(Qt::Key_F11);
    QVERIFY(wall.window->isFullScreen());
    wall.press(Qt::Key_F11);
    QVERIFY(!wall.window->isFullScreen());
}

void TestWallWindow::qCloses()
{
    Wall wall;
    QVERIFY(wall.window->isVisible());
    wall.press(Qt::Key_Q);
    QVERIFY(!wall.window->isVisible());
}

void TestWallWindow::keysWithControlMeanNothing()
{
    Wall wall;
    wall.step(0);
    wall.press(Qt::Key_Q, Qt::ControlModifier);
    wall.press(Qt::Key_Right, Qt::AltModifier);
    QVERIFY(wall.window->isVisible());
    QCOMPARE(wall.window->page(), 0);
}

void TestWallWindow::timeThatIsNotNowFramesTheWindow()
{
    Wall wall;
    wall.step(0);
    const QColor past = Theme::dark().past;
    QCOMPARE(wall.window->picture().pixelColor(2, 300), QColor(Qt::red));
    wall.change([](view::WallView& next) {
        next.mode_word = u"REPLAY"_s;
        next.banners = {{Severity::Mode, u"REPLAY 60x"_s}};
    });
    wall.step(100);
    const QImage framed = wall.window->picture();
    for (const QPoint corner :
         {QPoint(2, 300), QPoint(1277, 300), QPoint(640, 2), QPoint(640, 717)})
        QCOMPARE(framed.pixelColor(corner), past);
    QCOMPARE(framed.pixelColor(8, 300), QColor(Qt::red));
    QCOMPARE(wall.part<Header>().layOut().plates.front().text, u"REPLAY 60x"_s);

    wall.change([](view::WallView& next) { next.mode_word.clear(); });
    wall.step(200);
    QCOMPARE(wall.window->picture().pixelColor(2, 300), QColor(Qt::red));
}

namespace {

class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QWidget& root)
    {
        for (QWidget* widget : root.findChildren<QWidget*>())
            widget->installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            const auto* widget = static_cast<QWidget*>(watched);
            painted += static_cast<QPaintEvent*>(event)->region().translated(widget->pos());
        }
        return false;
    }

    QRegion painted; // in the window's coordinates
};

} // namespace

void TestWallWindow::onAStalePageOnlyTheClockIsPainted()
{
    Wall wall;
    wall.change([](view::WallView& next) {
        next.condition = view::Condition::Stale;
        next.banners = {{Severity::Bad, u"No data since 14:05:31"_s}};
        next.feeds = {{view::FeedSign::Dead, u"kafka-eu"_s, u"unknown host"_s}};
        next.clock = u"Thu, 2011-03-10 16:01:15"_s;
        next.zone = u"Europe/Stockholm"_s;
    });
    QVERIFY(QTest::qWaitForWindowExposed(wall.window.get()));
    wall.step(0);
    QCoreApplication::processEvents();

    PaintWatch watch(*wall.window);
    wall.change([](view::WallView& next) { next.clock = u"Thu, 2011-03-10 16:01:16"_s; });
    wall.step(1'000);
    QCoreApplication::processEvents();
    const Units units(kSize);
    QVERIFY(!watch.painted.isEmpty());
    const QRectF clock = units.header().adjusted(units.header().width() - units.u(64), -5, 5, 0);
    QVERIFY(clock.toAlignedRect().contains(watch.painted.boundingRect()));
}

namespace {

/// Everything of a view that a page draws moves on with T.
void setTime(view::WallView& view, std::int64_t at_ms)
{
    view.at_ms = at_ms;
    view.clock = u"T+%1"_s.arg(at_ms);
    view.top[0].total = QString::number(1000 - at_ms);
    view.week.today = static_cast<int>(at_ms);
    view.map.rate = u"%1 a minute"_s.arg(9 - at_ms);
}

} // namespace

void TestWallWindow::staleContentStandsStillUntilMoreIsCounted()
{
    Wall wall;
    const auto next = [&](std::int64_t at_ms, view::Condition condition, std::uint64_t counted) {
        wall.change([&](view::WallView& view) {
            setTime(view, at_ms);
            view.condition = condition;
            view.counted = counted;
            view.feeds = {{view::FeedSign::Dead, u"kafka-eu"_s, QString::number(at_ms)}};
            view.banners = {{Severity::Bad, u"%1"_s.arg(at_ms)}};
        });
        wall.step(at_ms * 100);
        return wall.pages[0]->frames.back().view->at_ms;
    };
    QCOMPARE(next(1, view::Condition::Good, 7), 1);
    QCOMPARE(next(2, view::Condition::Good, 7), 2);
    // The first stale view holds all that was counted, and it is what stays.
    QCOMPARE(next(3, view::Condition::Stale, 8), 3);
    QCOMPARE(next(4, view::Condition::Stale, 8), 3);
    QCOMPARE(wall.pages[0]->frames.back().view->map.rate, u"6 a minute"_s);
    // Window parts go on.
    QCOMPARE(wall.part<Header>().layOut().plates.front().text, u"4"_s);
    QCOMPARE(wall.part<StatusBar>().content().feeds, wall.view->feeds);

    QCOMPARE(next(5, view::Condition::Stale, 9), 5);
    QCOMPARE(next(6, view::Condition::Stale, 9), 5);
    QCOMPARE(next(7, view::Condition::Good, 9), 7);
    QCOMPARE(next(8, view::Condition::Stale, 9), 8);
}

void TestWallWindow::pageThatIsTurnedToShowsTheSameStaleContent()
{
    Wall wall;
    const auto next = [&](std::int64_t at_ms) {
        wall.change([&](view::WallView& view) {
            setTime(view, at_ms);
            view.condition = view::Condition::Stale;
        });
        wall.step(at_ms * 100);
    };
    next(1);
    next(2);
    wall.press(Qt::Key_Right);
    next(3);
    QCOMPARE(wall.pages[1]->frames.front().view->at_ms, 1);
    QCOMPARE(wall.pages[1]->frames.back().view->at_ms, 1);
}

void TestWallWindow::windowIsCompleteWhenItsPageIs()
{
    Wall wall;
    wall.pages[0]->complete = false;
    wall.step(0);
    QVERIFY(!wall.window->isComplete());
    wall.pages[0]->complete = true;
    QVERIFY(wall.window->isComplete());
    wall.pages[0]->motion = Motion::Moving;
    QCOMPARE(wall.step(100), Motion::Moving);
    QVERIFY(!wall.window->isComplete());
}

void TestWallWindow::picturesAreTheSameEachTime()
{
    const auto picture = [] {
        Wall wall;
        wall.change([](view::WallView& next) {
            next.clock = u"Thu, 2011-03-10 16:01:15"_s;
            next.mode_word = u"PAST"_s;
            next.banners = {{Severity::Mode, u"PAST"_s}};
        });
        wall.step(0);
        return wall.window->picture();
    };
    QCOMPARE(picture().size(), kSize);
    QCOMPARE(picture(), picture());
}

void TestWallWindow::pointerHidesAfterThreeSeconds()
{
    CursorHider hider;
    QVERIFY(!hider.step({5, 5}, 1'000));
    QVERIFY(!hider.step({5, 5}, 3'999));
    QVERIFY(hider.step({5, 5}, 4'000));
    QVERIFY(!hider.step({6, 5}, 5'000));
    QVERIFY(hider.step({6, 5}, 8'000));

    Wall wall;
    wall.step(0);
    QCOMPARE(wall.window->cursor().shape(), Qt::ArrowCursor);
    wall.step(3'000);
    QCOMPARE(wall.window->cursor().shape(), Qt::BlankCursor);
}

void TestWallWindow::pictureKeepsClearOfWhatTheTvCutsOff()
{
    Wall wall(kSize, {.overscan = 2.5});
    wall.change([](view::WallView& next) { next.mode_word = u"REPLAY"_s; });
    wall.step(0);
    // 2.5% of 1280 and of 720.
    const QRect visible(32, 18, 1216, 684);
    const QImage picture = wall.window->picture();
    QCOMPARE(picture.pixelColor(31, 360), Theme::dark().ground);
    QCOMPARE(picture.pixelColor(32, 360), Theme::dark().past); // the mode frame is to be seen
    QCOMPARE(picture.pixelColor(640, 17), Theme::dark().ground);
    QCOMPARE(picture.pixelColor(640, 18), Theme::dark().past);
    QCOMPARE(picture.pixelColor(1247, 701), Theme::dark().past);
    QCOMPARE(picture.pixelColor(1248, 702), Theme::dark().ground);
    QCOMPARE(wall.pages[0]->size(), visible.size());
    QCOMPARE(wall.part<StatusBar>().mapTo(wall.window.get(), QPoint(0, 0)),
             visible.topLeft() + Units(visible.size()).statusBar().toRect().topLeft());
}

void TestWallWindow::pictureMovesAgainstBurnIn()
{
    Wall wall(kSize, {.dwell = 0s, .is_shifting = true});
    const auto place = [&](std::int64_t at_ms) {
        wall.step(at_ms);
        return wall.pages[0]->mapTo(wall.window.get(), QPoint(0, 0));
    };
    QCOMPARE(place(5'000), QPoint(0, 0)); // half a u of 7.2 pixels is 3 whole ones
    QCOMPARE(place(64'999), QPoint(0, 0));
    QCOMPARE(place(65'000), QPoint(-1, 0)); // the rows in the middle go left
    QPoint before = place(65'000);
    QRect places;
    for (int minute = 2; minute < 100; ++minute) {
        const QPoint now = place(5'000 + 60'000LL * minute);
        QCOMPARE((now - before).manhattanLength(), 1);
        places |= QRect(now, QSize(1, 1));
        before = now;
    }
    QCOMPARE(places, QRect(QPoint(-3, -3), QPoint(3, 3)));
    QCOMPARE(wall.part<ModeFrame>().pos(), QPoint(0, 0));
}

void TestWallWindow::whatIsSavedHasNothingThatSparesTheTv()
{
    Wall plain;
    plain.step(0);
    Wall spared(QSize(1348, 758),
                {.dwell = 0s, .overscan = 2.5, .is_shifting = true}); // 1280 x 720 of it are seen
    spared.step(0);
    spared.step(600'000);
    spared.window->setBrightness(20);
    QCOMPARE(spared.pages[0]->size(), kSize);
    const QImage before = spared.window->picture();
    QVERIFY(spared.pages[0]->mapTo(spared.window.get(), QPoint(0, 0)) != QPoint(34, 19));
    QCOMPARE(spared.window->pictureToKeep().copy(200, 200, 800, 400),
             plain.window->pictureToKeep().copy(200, 200, 800, 400));
    QCOMPARE(spared.window->pictureToKeep().size(), kSize);
    QCOMPARE(spared.window->picture(), before); // and nothing is left of it
}

void TestWallWindow::dimmedWallLosesLight()
{
    Wall wall;
    wall.step(0);
    wall.window->setBrightness(20);
    const QColor dimmed = wall.middle();
    QVERIFY2(std::abs(dimmed.red() - 51) <= 1, qPrintable(dimmed.name()));
    QCOMPARE(dimmed.green(), 0);
    wall.window->setBrightness(100);
    QCOMPARE(wall.middle(), QColor(Qt::red));
}

void TestWallWindow::blackWallDrawsNothingAndComesBackFresh()
{
    Wall wall;
    wall.step(0);
    const auto frames = wall.pages[0]->frames.size();
    wall.window->setBrightness(0);
    const QImage black = wall.window->picture();
    QCOMPARE(black.pixelColor(640, 360), QColor(Qt::black));
    QCOMPARE(black.pixelColor(0, 0), QColor(Qt::black));
    wall.pages[0]->motion = Motion::Moving;
    wall.change([](view::WallView&) {});
    wall.pulses = {view::MapPoint{.country = u"se"_s}};
    QCOMPARE(wall.step(30'000), Motion::Still);
    QCOMPARE(wall.pages[0]->frames.size(), frames);
    QVERIFY(wall.pulses.empty()); // the map does not act out the night

    wall.now_ms = 40'000;
    wall.window->setBrightness(100);
    QCOMPARE(wall.window->page(), 0);
    QCOMPARE(wall.pages[0]->frames.back().view, wall.view);
    QCOMPARE(wall.pages[0]->frames.back().now_ms, 40'000);
    QCOMPARE(wall.middle(), QColor(Qt::red));
    wall.step(59'999); // the page has its whole dwell
    QCOMPARE(wall.window->page(), 0);
}

void TestWallWindow::kioskTurnsPagesAndNothingElse()
{
    const QTemporaryDir folder;
    Wall wall(kSize, {.dwell = 0s, .picture_folder = folder.path(), .is_kiosk = true});
    wall.step(0);
    QCOMPARE(wall.window->cursor().shape(), Qt::BlankCursor);
    const QImage before = wall.window->picture();
    for (int key = Qt::Key_Space; key <= Qt::Key_AsciiTilde; ++key)
        wall.press(key);
    for (const int key : {Qt::Key_F11, Qt::Key_F1, Qt::Key_Escape, Qt::Key_Return, Qt::Key_Menu})
        wall.press(key);
    wall.press(Qt::Key_F4, Qt::AltModifier);
    wall.press(Qt::Key_Q, Qt::ControlModifier);
    QVERIFY(wall.window->isVisible());
    QVERIFY(!wall.window->isFullScreen());
    QCOMPARE(wall.window->picture(), before);
    QVERIFY(QDir(folder.path()).isEmpty());
    QVERIFY(!wall.part<StatusBar>().content().paused);
    QVERIFY(!wall.window->close());
    QVERIFY(wall.window->isVisible());

    wall.press(Qt::Key_Right);
    QCOMPARE(wall.window->page(), 1);
    wall.press(Qt::Key_Left);
    QCOMPARE(wall.window->page(), 0);
}

void TestWallWindow::whoeverClosesItIsHeard()
{
    Wall wall;
    int heard = 0;
    connect(wall.window.get(), &WallWindow::closed, this, [&heard] { ++heard; });
    wall.window->close();
    QCOMPARE(heard, 1);
}

void TestWallWindow::anEventIsOnTheGlassOnceItsFrameIsPainted()
{
    Wall wall;
    wall.now_us = 1'000'000;
    wall.window->start();
    QTRY_VERIFY(wall.pages[0]->frames.size() > 1);
    QTest::qWait(60);
    wall.window->takeFigures();
    QCOMPARE(wall.pages[0]->motion, Motion::Still);

    // The clock goes on while the page is painted, and stands else.
    const int paints = wall.pages[0]->paints;
    wall.pages[0]->painting = [&] { wall.now_us = 1'045'000; };
    wall.arrivals = {{.read_us = 990'000, .events = 3}, {.read_us = 1'000'000, .events = 97}};
    wall.pages[0]->shows_sequence = true;
    wall.change([](view::WallView&) {});
    QTRY_VERIFY(wall.pages[0]->paints > paints);
    FrameFigures figures;
    QTRY_VERIFY((figures.add(wall.window->takeFigures()), figures.glass.count() == 100));
    QCOMPARE(figures.glass.longest_us(), 55'000);
    QCOMPARE_GE(figures.glass.percentile_us(50), 45'000);
    QCOMPARE_LE(figures.glass.percentile_us(50), 45'000 + 45'000 / 32);
    QCOMPARE(figures.work.count(), 1);
    QCOMPARE(figures.work.longest_us(), 45'000);
}

void TestWallWindow::figuresAreShownAndHiddenAndMoveNothing()
{
    Wall wall;
    wall.step(0);
    const QImage before = wall.window->picture();
    auto& plate = wall.part<FiguresPlate>();
    QVERIFY(!plate.isVisible());
    wall.press(Qt::Key_F);
    QVERIFY(plate.isVisible());
    const QRect where(plate.mapTo(wall.window.get(), QPoint()), plate.size());
    QVERIFY(wall.part<StatusBar>().geometry().top() >= where.bottom());
    const QImage with = wall.window->picture();
    QVERIFY(with != before);
    for (const auto& outside : QRegion(with.rect()) - where)
        QCOMPARE(with.copy(outside), before.copy(outside));
    wall.press(Qt::Key_F);
    QVERIFY(!plate.isVisible());
    QCOMPARE(wall.window->picture(), before);
}

void TestWallWindow::inAKioskNobodySeesFigures()
{
    Wall wall(kSize, {.is_kiosk = true});
    wall.press(Qt::Key_F);
    QVERIFY(!wall.part<FiguresPlate>().isVisible());
}

QTEST_MAIN(TestWallWindow)
#include "tst_wallwindow.moc"
