// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QImage>
#include <QTimer>
#include <QWidget>

#include "models/view/arrival.h"
#include "models/view/wallview.h"
#include "widgets/page/page.h"
#include "widgets/page/theme.h"
#include "widgets/shell/commands.h"
#include "widgets/shell/cursorhider.h"
#include "widgets/shell/framemeter.h"
#include "widgets/shell/rotation.h"
#include "widgets/shell/timetravel.h"

namespace livewall::widgets {

class CrossFade;
class FiguresPlate;
class Header;
class HelpOverlay;
class ModeFrame;
class MomentPanel;
class Notice;
class StatusBar;
class Veil;

/// Where the window takes its content from. Called on the GUI thread, once a frame.
struct WallInputs
{
    std::function<std::shared_ptr<const view::WallView>()> view; ///< null: there is none yet
    std::function<std::vector<view::MapPoint>()> pulses;         ///< since the call before
    std::function<std::int64_t()> now_ms;                        ///< monotonic
    std::shared_ptr<TimeTravel> time = {};                       ///< null: T cannot be moved

    /// When the events came in that the newest view counts and no earlier one did, since the call
    /// before; and the clock that says so. Without them frames are not measured.
    std::function<std::vector<view::Arrival>()> arrivals = {};
    std::function<std::int64_t()> elapsed_us = {};
    std::function<std::optional<std::uint64_t>()> memory = {}; ///< of the process, in bytes
};

struct WallOptions
{
    std::chrono::milliseconds dwell = std::chrono::seconds(20); ///< zero: no rotation
    QString picture_folder;                                     ///< where S saves to
    double overscan = 0;      ///< what the TV cuts off at each edge, in percent of its side
    bool is_shifting = false; ///< against burn-in
    bool is_kiosk = false;    ///< nobody is to end it, or to leave it other than it hangs there
};

/// The wall: pages that fill the window, one shown at a time, with header, status bar and mode
/// frame over them. It pulls the newest view and everything follows from it; it knows nothing of
/// where views come from. Motion and rotation are functions of the injected clock, so that a test
/// or a picture drives them by hand: show() first (offscreen will do), for a hidden window has no
/// size yet that its parts know of; then step() and picture(). GUI thread only.
///
/// All parts lie on a stage, which keeps clear of the edges that a TV cuts off and moves against
/// burn-in; only the mode frame stands still. In a kiosk the keys that turn pages do so; every
/// other means nothing, and neither does a request to close.
class WallWindow final : public QWidget
{
    Q_OBJECT
public:
    /// At least one page, in the order of rotation. The first is shown.
    WallWindow(std::vector<std::unique_ptr<Page>> pages, WallInputs inputs, WallOptions options,
               const Theme& theme);
    ~WallWindow() override;

    /// Begins to draw by itself: 60 times a second while something moves, else as soon as there is
    /// something new, which it looks for 40 times a second.
    void start();

    /// Draws no more by itself: nobody sees it.
    void stop();

    /// What is left of its light, in percent. At 0 nothing is drawn any more but black.
    void setBrightness(double percent);

    /// One frame at `now_ms`. Where nothing is new and nothing moves, nothing is painted.
    Motion step(std::int64_t now_ms);

    /// At once, without a fade. The index wraps round.
    void showPage(int page, std::int64_t now_ms);
    int page() const { return rotation_.current(); }

    /// Nothing on the current page is missing any more, and no page is fading.
    bool isComplete() const;

    /// The whole window as it stands.
    QImage picture();

    /// What `livewall snapshot` draws of it, which is what is saved: without how fast it is
    /// drawn and what spares a TV: the shift, the margins of overscan and the dark.
    QImage pictureToKeep();

    void run(Command command);

    /// How fast it has drawn by itself since the call before.
    FrameFigures takeFigures() { return meter_.take(); }

Q_SIGNALS:
    /// Somebody closed it.
    void closed();

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void moveTime(Command command, std::int64_t now_ms);
    void tell(const QString& news);
    void goTo(const QString& moment);
    void leaveMoment();
    void tick();
    void layOut();
    void placeStage();
    Page& currentPage() const;
    QImage noted(const QPixmap& pixmap) const;
    void takeView();
    void showStatus();
    void turnToCurrentPage();
    void hideCursor(bool hide);

    const Theme& theme_;
    WallInputs inputs_;
    WallOptions options_;
    Rotation rotation_;
    CursorHider cursor_hider_;
    std::shared_ptr<const view::WallView> view_;    // the newest; null before the first
    std::shared_ptr<const view::WallView> content_; // what the pages show of it
    int shown_page_ = 0;
    QRect visible_; // what the TV shows of the window
    std::optional<std::int64_t> begun_ms_;
    QPoint shift_;
    Motion motion_ = Motion::Still;
    QTimer timer_;
    FrameMeter meter_;

    // Children, from the bottom up; all but the last two are on the stage.
    QWidget* stage_;
    std::vector<Page*> pages_;
    CrossFade* cross_fade_;
    Header* header_;
    StatusBar* status_bar_;
    FiguresPlate* figures_;
    Notice* notice_;
    HelpOverlay* help_;
    MomentPanel* moment_;
    ModeFrame* mode_frame_;
    Veil* veil_;
};

} // namespace livewall::widgets
