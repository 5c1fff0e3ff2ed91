// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/wiring.h"

#include "app/livewall/pages.h"
#include "app/livewall/walltime.h"
#include "models/engine/clock.h"
#include "models/view/presentmap.h"
#include "models/view/wallview.h"
#include "resources/resources.h"

#include <QStandardPaths>

#include <algorithm>
#include <cstdint>
#include <utility>

using namespace Qt::StringLiterals;

namespace livewall::app {

namespace {

/// The newest view of an engine, made anew only when there is a new snapshot or notice.
class ViewSource
{
public:
    ViewSource(const engine::Engine& engine, std::function<QString()> notice)
        : engine_(engine), notice_(std::move(notice))
    {
    }

    std::shared_ptr<const view::WallView> operator()()
    {
        auto snapshot = engine_.latest();
        const QString notice = notice_ ? notice_() : QString();
        if (snapshot != presented_ || notice != noticed_) {
            notices_ += notice != noticed_ ? 1 : 0;
            view_ = view::present(*snapshot);
            if (notices_ > 0)
                view_ = withNotice(*view_, notice);
            presented_ = std::move(snapshot);
            noticed_ = notice;
        }
        return view_;
    }

private:
    /// Before all that is no worse. An engine that stands still has no new number for it.
    std::shared_ptr<const view::WallView> withNotice(view::WallView view,
                                                     const QString& notice) const
    {
        view.sequence += notices_;
        const auto place = std::ranges::find_if(view.banners, [](const view::Banner& banner) {
            return banner.severity != view::Severity::Bad;
        });
        if (!notice.isEmpty())
            view.banners.insert(place, {view::Severity::Warn, notice});
        return std::make_shared<const view::WallView>(std::move(view));
    }

    const engine::Engine& engine_;
    std::function<QString()> notice_;
    QString noticed_;           ///< what the view has of it
    std::uint64_t notices_ = 0; ///< how often that has changed
    std::shared_ptr<const engine::Snapshot> presented_;
    std::shared_ptr<const view::WallView> view_;
};

std::vector<view::MapPoint> takePoints(engine::Engine& engine)
{
    std::vector<view::MapPoint> points;
    for (const stats::Sighting& sighting : engine.takePulses())
        points.push_back(view::presentSighting(sighting));
    return points;
}

/// Or another platform was asked for: offscreen, linuxfb, eglfs.
bool hasDisplay()
{
    const auto is_set = [](const char* variable) { return !qEnvironmentVariableIsEmpty(variable); };
    return is_set("WAYLAND_DISPLAY") || is_set("DISPLAY") || is_set("QT_QPA_PLATFORM");
}

} // namespace

std::unique_ptr<QApplication> makeApplication(const CLI::App& app, int& argc, char** argv)
{
    // Without a graphics processor Qt Quick's own renderer draws a full-HD map several times as
    // fast as software OpenGL, and it draws the same bytes everywhere.
    if (!qEnvironmentVariableIsSet("QT_QUICK_BACKEND"))
        qputenv("QT_QUICK_BACKEND", "software");
    // Qt would end the program, in words about its plugins.
    if (!hasDisplay()) {
        complain(app, "there is no display here (neither WAYLAND_DISPLAY nor DISPLAY is set); "
                      "livewall snapshot draws a picture without one");
        return nullptr;
    }
    auto application = std::make_unique<QApplication>(argc, argv);
    QApplication::setApplicationName(u"livewall"_s);
    QApplication::setApplicationDisplayName(u"Livewall"_s);
    QApplication::setApplicationVersion(QStringLiteral(LIVEWALL_VERSION));
    QApplication::setDesktopFileName(u"livewall"_s);
    QLocale::setDefault(QLocale::c());
    if (QString error; !resources::load(error)) {
        complain(app, error.toStdString());
        return nullptr;
    }
    return application;
}

std::unique_ptr<widgets::WallWindow> makeWindow(engine::Engine& engine, engine::TimeControl& time,
                                                const stats::Zone& zone,
                                                const WindowArguments& arguments,
                                                std::function<QString()> notice)
{
    static const engine::SteadyClock pace;
    const widgets::WallInputs inputs{
        .view = ViewSource(engine, std::move(notice)),
        .pulses = [&engine] { return takePoints(engine); },
        .now_ms = [] { return pace.now_ms(); },
        .time = std::make_shared<WallTime>(time, zone, pace),
    };
    const widgets::WallOptions options{
        .dwell = std::chrono::milliseconds(arguments.dwell_ms),
        .picture_folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation),
    };
    return std::make_unique<widgets::WallWindow>(makePages(arguments), inputs, options);
}

FeedLog::FeedLog(const CLI::App& app, const engine::Engine& engine,
                 std::vector<FeedArguments> feeds)
    : app_(app), engine_(engine), notes_(std::move(feeds))
{
    QObject::connect(&look_, &QTimer::timeout, &look_, [this] { say(); });
    look_.start(kLookEvery_ms);
}

void FeedLog::say()
{
    for (const std::string& line : notes_.next(*engine_.latest()))
        complain(app_, line);
}

void showWindow(QWidget& window, const WindowArguments& arguments)
{
    window.resize(arguments.size);
    if (arguments.is_windowed)
        window.show();
    else
        window.showFullScreen();
}

int runWindow(widgets::WallWindow& window, const WindowArguments& arguments)
{
    showWindow(window, arguments);
    window.start();
    return QApplication::exec();
}

} // namespace livewall::app
