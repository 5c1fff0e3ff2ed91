// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/wiring.h"

#include "app/livewall/display.h"
#include "resources/resources.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace livewall::app {

std::unique_ptr<QApplication> makeApplication(const CLI::App& app, const WindowArguments& arguments,
                                              int& argc, char** argv)
{
    if (const std::string fault = displayFault(); !fault.empty()) {
        complain(app, fault);
        return nullptr;
    }
    auto application = std::make_unique<QApplication>(argc, argv);
    QApplication::setApplicationName(u"livewall"_s);
    QApplication::setApplicationDisplayName(u"Livewall"_s);
    QApplication::setApplicationVersion(QStringLiteral(LIVEWALL_VERSION));
    QApplication::setDesktopFileName(u"livewall"_s);
    // A wall without any window waits for an output; whoever closes one ends it, see WallWindows.
    QApplication::setQuitOnLastWindowClosed(false);
    if (QString error; !resources::load(error)) {
        complain(app, error.toStdString());
        return nullptr;
    }
    speak(arguments);
    return application;
}

void speak(const WindowArguments& arguments)
{
    resources::setLanguage(arguments.language ? *arguments.language : resources::systemLanguage());
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

std::unique_ptr<KeepAwake> keepAwake(const CLI::App& app, const WindowArguments& arguments)
{
    return arguments.is_windowed ? nullptr : std::make_unique<KeepAwake>(app);
}

int runWall(WallWindows& windows)
{
    windows.show();
    return QApplication::exec();
}

} // namespace livewall::app
