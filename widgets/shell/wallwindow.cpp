// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/wallwindow.h"

#include <cmath>

#include <QCloseEvent>
#include <QCoreApplication>
#include <QCursor>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>

#include "widgets/shell/burninshift.h"
#include "widgets/shell/crossfade.h"
#include "widgets/shell/figuresplate.h"
#include "widgets/shell/header.h"
#include "widgets/shell/helpoverlay.h"
#include "widgets/shell/modeframe.h"
#include "widgets/shell/momentpanel.h"
#include "widgets/shell/notice.h"
#include "widgets/shell/picturefile.h"
#include "widgets/shell/picturenote.h"
#include "widgets/shell/statusbar.h"
#include "widgets/shell/veil.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace livewall::widgets {
namespace {

constexpr auto kMovingTick = 16ms;
/// Until it is seen that there is something new: what a purchase waits, beside the time between two
/// snapshots. A look at nothing new costs next to nothing.
constexpr auto kStillTick = 25ms;

constexpr double kReach = 0.5; // u, of the shift against burn-in

int reach(QSize stage)
{
    return static_cast<int>(Units(stage).u(kReach));
}

/// What can be left as it is when somebody wiped the keyboard.
bool isForKiosk(Command command)
{
    return command == Command::Previous || command == Command::Next;
}

/// No feed is alive and nothing was counted since: only the clock moved, and nobody sent it
/// elsewhere.
bool standsStill(const view::WallView& shown, const view::WallView& next)
{
    return shown.condition == view::Condition::Stale && next.condition == view::Condition::Stale &&
           shown.counted == next.counted && shown.jumps == next.jumps;
}

} // namespace

WallWindow::WallWindow(std::vector<std::unique_ptr<Page>> pages, WallInputs inputs,
                       WallOptions options, const Theme& theme)
    : theme_(theme)
    , inputs_(std::move(inputs))
    , options_(std::move(options))
    , rotation_(static_cast<int>(pages.size()), options_.dwell)
{
    if (!inputs_.arrivals)
        inputs_.arrivals = [] { return std::vector<view::Arrival>(); };
    if (!inputs_.elapsed_us)
        inputs_.elapsed_us = [] { return std::int64_t{0}; };
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setWindowTitle(u"Livewall"_s);
    stage_ = new QWidget(this);
    stage_->setAttribute(Qt::WA_TransparentForMouseEvents, options_.is_kiosk);
    // A compositor may take the full screen away as another output goes (Weston does): then there
    // must be no frame that moves what is shown, and nothing to click at.
    setWindowFlag(Qt::FramelessWindowHint, options_.is_kiosk);
    for (std::unique_ptr<Page>& page : pages) {
        page->setParent(stage_);
        pages_.push_back(page.release());
        pages_.back()->setVisible(pages_.size() == 1);
    }
    cross_fade_ = new CrossFade(stage_);
    header_ = new Header(theme, stage_);
    status_bar_ = new StatusBar(theme, stage_);
    figures_ = new FiguresPlate(meter_, inputs_.memory, theme, stage_);
    notice_ = new Notice(theme, stage_);
    help_ = new HelpOverlay(theme, stage_);
    mode_frame_ = new ModeFrame(theme, this);
    moment_ = new MomentPanel(theme, stage_);
    connect(moment_, &MomentPanel::entered, this, &WallWindow::goTo);
    connect(moment_, &MomentPanel::left, this, &WallWindow::leaveMoment);
    if (inputs_.time)
        connect(inputs_.time.get(), &TimeTravel::told, this, &WallWindow::tell);
    veil_ = new Veil(this);
    header_->setTitle(pages_.front()->title());
    showStatus();

    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &WallWindow::tick);
}

WallWindow::~WallWindow() = default;

void WallWindow::start()
{
    inputs_.pulses(); // nobody saw them
    inputs_.arrivals();
    meter_.pause();
    timer_.start(kMovingTick);
}

void WallWindow::stop()
{
    timer_.stop();
}

void WallWindow::setBrightness(double percent)
{
    const std::int64_t now_ms = inputs_.now_ms();
    const bool was_black = veil_->isBlack();
    veil_->setBrightness(percent);
    if (!was_black || veil_->isBlack())
        return;
    // The picture of before is not to be seen again, not even as what fades away.
    rotation_.show(rotation_.current(), now_ms);
    step(now_ms);
}

void WallWindow::tick()
{
    meter_.begin(inputs_.elapsed_us());
    const Motion motion = step(inputs_.now_ms());
    // Now, and not behind what else waits: so a frame is one, and its end is known.
    QCoreApplication::sendPostedEvents(this, QEvent::UpdateRequest);
    meter_.end(motion, inputs_.elapsed_us());
    const auto interval = motion == Motion::Moving ? kMovingTick : kStillTick;
    if (timer_.intervalAsDuration() != interval)
        timer_.setInterval(interval);
}

Motion WallWindow::step(std::int64_t now_ms)
{
    if (options_.is_shifting) {
        const std::int64_t elapsed_ms = now_ms - begun_ms_.value_or(now_ms);
        begun_ms_ = now_ms - elapsed_ms;
        shift_ = burnInShift(reach(visible_.size()), elapsed_ms);
        placeStage();
    }
    if (veil_->isBlack()) {
        inputs_.pulses();
        inputs_.arrivals();
        return motion_ = Motion::Still;
    }
    rotation_.step(now_ms);
    if (rotation_.current() != shown_page_) {
        cross_fade_->start(currentPage().grab(), now_ms);
        turnToCurrentPage();
    }
    takeView();
    meter_.show(inputs_.arrivals());

    // Pulses that no page asks for are taken all the same: the map does not act out the past.
    std::vector<view::MapPoint> pulses = inputs_.pulses();
    motion_ = Motion::Still;
    if (content_)
        motion_ = currentPage().advance({content_, std::move(pulses), now_ms});
    header_->setTitle(currentPage().title()); // which may say what is chosen on the page
    if (cross_fade_->advance(now_ms) == Motion::Moving)
        motion_ = Motion::Moving;
    notice_->advance(now_ms);
    figures_->advance(now_ms);
    hideCursor(cursor_hider_.step(QCursor::pos(), now_ms));
    return motion_;
}

void WallWindow::showPage(int page, std::int64_t now_ms)
{
    rotation_.show(page, now_ms);
    cross_fade_->stop();
    turnToCurrentPage();
}

bool WallWindow::isComplete() const
{
    return view_ && motion_ == Motion::Still && currentPage().isComplete();
}

QImage WallWindow::picture()
{
    return noted(grab());
}

QImage WallWindow::pictureToKeep()
{
    const QPoint shift = std::exchange(shift_, {});
    const bool was_veiled = veil_->isVisibleTo(this);
    const bool had_figures = figures_->isVisibleTo(this);
    placeStage();
    veil_->hide();
    figures_->hide();
    const QPixmap kept = grab(visible_);
    figures_->setVisible(had_figures);
    veil_->setVisible(was_veiled);
    shift_ = shift;
    placeStage();
    return noted(kept);
}

/// With how it was made in it.
QImage WallWindow::noted(const QPixmap& pixmap) const
{
    QImage picture = pixmap.toImage().convertToFormat(QImage::Format_RGB32);
    if (view_)
        annotate(picture, *view_, currentPage().name(), theme_.name);
    return picture;
}

void WallWindow::run(Command command)
{
    const std::int64_t now_ms = inputs_.now_ms();
    switch (command) {
    case Command::PauseTime:
    case Command::MinuteBack:
    case Command::MinuteOn:
    case Command::HourBack:
    case Command::HourOn:
    case Command::DayBack:
    case Command::DayOn:
    case Command::Slower:
    case Command::Faster:
    case Command::GoToMoment:
    case Command::Beginning:
    case Command::Live:
        moveTime(command, now_ms);
        break;
    case Command::FullScreen:
        setWindowState(windowState() ^ Qt::WindowFullScreen);
        break;
    case Command::Pause:
        rotation_.setPaused(!rotation_.isPaused(), now_ms);
        showStatus();
        break;
    case Command::Previous:
        rotation_.show(rotation_.current() - 1, now_ms);
        break;
    case Command::Next:
        rotation_.show(rotation_.current() + 1, now_ms);
        break;
    case Command::SavePicture:
        notice_->hide(); // the wall alone belongs in the picture
        help_->hide();
        leaveMoment();
        notice_->tell(
            savePicture(pictureToKeep(), options_.picture_folder, view_ ? view_->clock : QString()),
            now_ms);
        break;
    case Command::Figures:
        figures_->toggle(now_ms);
        break;
    case Command::Help:
        help_->setVisible(!help_->isVisibleTo(this));
        break;
    case Command::Quit:
        close();
        break;
    }
}

bool WallWindow::event(QEvent* event)
{
    const bool is_done = QWidget::event(event);
    if (event->type() == QEvent::UpdateRequest)
        meter_.painted(inputs_.elapsed_us());
    return is_done;
}

void WallWindow::closeEvent(QCloseEvent* event)
{
    if (options_.is_kiosk) {
        event->ignore();
        return;
    }
    Q_EMIT closed();
}

void WallWindow::moveTime(Command command, std::int64_t now_ms)
{
    if (!inputs_.time)
        return;
    QString answer = inputs_.time->refusal();
    if (answer.isEmpty() && command == Command::GoToMoment) {
        help_->hide();
        moment_->open(inputs_.time->moment(), inputs_.time->zone());
    } else if (answer.isEmpty()) {
        answer = inputs_.time->obey(command);
    }
    if (!answer.isEmpty())
        notice_->tell(answer, now_ms);
}

void WallWindow::tell(const QString& news)
{
    notice_->tell(news, inputs_.now_ms());
}

void WallWindow::goTo(const QString& moment)
{
    const QString trouble = inputs_.time->goTo(moment);
    if (trouble.isEmpty())
        leaveMoment();
    else
        moment_->complain(trouble);
}

void WallWindow::leaveMoment()
{
    moment_->hide();
    setFocus();
}

void WallWindow::keyPressEvent(QKeyEvent* event)
{
    const auto command = commandFor(*event);
    if (options_.is_kiosk && !(command && isForKiosk(*command)))
        return;
    if (event->key() == Qt::Key_Escape)
        help_->hide();
    else if (command)
        run(*command);
    else if (event->modifiers() == Qt::NoModifier && currentPage().takeKey(event->key()))
        step(inputs_.now_ms());
    else
        QWidget::keyPressEvent(event);
}

void WallWindow::resizeEvent(QResizeEvent*)
{
    layOut();
}

void WallWindow::layOut()
{
    const auto cutOff = [this](int side) {
        return static_cast<int>(std::lround(side * options_.overscan / 100));
    };
    visible_ =
        rect().adjusted(cutOff(width()), cutOff(height()), -cutOff(width()), -cutOff(height()));
    const Units units(visible_.size());
    const QRect whole(QPoint(0, 0), visible_.size());
    placeStage();
    cross_fade_->stop();
    cross_fade_->setGeometry(whole);
    for (Page* page : pages_)
        page->setGeometry(whole);
    header_->setUnits(units);
    status_bar_->setUnits(units);
    figures_->setUnits(units);
    notice_->setUnits(units);
    help_->setUnits(units, visible_.size());
    moment_->setUnits(units);
    mode_frame_->setUnits(units, visible_.size());
    mode_frame_->move(visible_.topLeft());
    veil_->setGeometry(rect());
}

void WallWindow::placeStage()
{
    stage_->setGeometry(visible_.translated(shift_));
}

void WallWindow::paintEvent(QPaintEvent* event)
{
    QPainter(this).fillRect(event->rect(), theme_.ground);
}

Page& WallWindow::currentPage() const
{
    return *pages_[static_cast<std::size_t>(shown_page_)];
}

void WallWindow::takeView()
{
    std::shared_ptr<const view::WallView> view = inputs_.view();
    if (!view || (view_ && view->sequence == view_->sequence))
        return;
    view_ = std::move(view);
    // The first stale view has all that was counted; it stays until there is more.
    if (!content_ || !standsStill(*content_, *view_))
        content_ = view_;
    header_->show(*view_);
    mode_frame_->setVisible(!view_->mode_word.isEmpty());
    showStatus();
}

void WallWindow::showStatus()
{
    StatusContent content{
        .pages = rotation_.pages(), .page = shown_page_, .paused = rotation_.isPaused()};
    if (view_) {
        content.feeds = view_->feeds;
        content.ledger = view_->ledger;
    }
    status_bar_->show(content);
}

void WallWindow::turnToCurrentPage()
{
    currentPage().hide();
    shown_page_ = rotation_.current();
    currentPage().show();
    header_->setTitle(currentPage().title());
    showStatus();
}

void WallWindow::hideCursor(bool hide)
{
    const Qt::CursorShape shape = hide || options_.is_kiosk ? Qt::BlankCursor : Qt::ArrowCursor;
    if (cursor().shape() != shape)
        setCursor(shape);
}

} // namespace livewall::widgets
