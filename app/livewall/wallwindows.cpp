// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/wallwindows.h"

#include "app/livewall/pages.h"

#include <QApplication>
#include <QStandardPaths>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace livewall::app {

std::unique_ptr<widgets::WallWindow> makeWindow(WallSource& source,
                                                std::shared_ptr<widgets::TimeTravel> time,
                                                const WindowArguments& arguments)
{
    widgets::WallInputs inputs = source.inputs();
    if (!arguments.is_kiosk)
        inputs.time = std::move(time);
    const widgets::WallOptions options{
        .dwell = std::chrono::milliseconds(arguments.dwell_ms),
        .picture_folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation),
        .overscan = arguments.is_windowed ? 0 : arguments.overscan,
        .is_shifting = !arguments.is_windowed && arguments.is_shifting,
        .is_kiosk = arguments.is_kiosk,
    };
    return std::make_unique<widgets::WallWindow>(makePages(arguments), std::move(inputs), options,
                                                 *arguments.theme);
}

WallWindows::WallWindows(const CLI::App& app, engine::Engine& engine, engine::TimeControl& time,
                         const stats::Zone& zone, const std::vector<WindowArguments>& windows,
                         std::function<QString()> notice)
    : app_(app)
    , source_(engine, std::move(notice))
    , travel_(std::make_shared<WallTime>(time, zone, pace_))
{
    QObject::connect(&look_, &QTimer::timeout, travel_.get(), &WallTime::look);
    look_.start(WallTime::kLookEvery_ms);
    for (const WindowArguments& arguments : windows) {
        windows_.push_back({arguments, makeWindow(source_, travel_, arguments)});
        widgets::WallWindow& widget = *windows_.back().widget;
        if (!arguments.output.empty())
            widget.setWindowTitle(QString::fromStdString(arguments.output));
        QObject::connect(&widget, &widgets::WallWindow::closed, &widget,
                         [] { QApplication::exit(); });
    }
}

void WallWindows::show()
{
    std::vector<Placement::Window> placed;
    for (const Window& window : windows_) {
        widgets::WallWindow& widget = *window.widget;
        if (window.arguments.is_windowed) {
            widget.resize(window.arguments.size);
            widget.show();
            widget.start();
            continue;
        }
        const auto shown = [&widget](bool is_seen) {
            if (is_seen)
                widget.start();
            else
                widget.stop();
        };
        placed.push_back({&widget, QString::fromStdString(window.arguments.output), shown});
    }
    placement_.emplace(app_, std::move(placed));
}

void WallWindows::setBrightness(double percent)
{
    for (const Window& window : windows_)
        window.widget->setBrightness(percent);
}

} // namespace livewall::app
