// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/benchreport.h"
#include "app/livewall/benchscenario.h"
#include "app/livewall/commands.h"
#include "app/livewall/wiring.h"
#include "models/config/config.h"
#include "models/engine/clock.h"
#include "models/stats/board.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QGuiApplication>
#include <QProcess>

#include <algorithm>
#include <format>
#include <iostream>
#include <iterator>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace livewall::app {

namespace {

/// So many that 300 accepted ones, eleven of twelve, are made in a pulse's life of 1.2 s.
constexpr double kPulseRate = 300 / 1.2 * 12 / 11;
constexpr QSize kUsualSize(1920, 1080);
constexpr QSize kLargeSize(3840, 2160);

std::vector<BenchScenario> usualScenarios(std::chrono::milliseconds time)
{
    using enum PageKind;
    return {
        {.page = Top, .size = kUsualSize, .events_per_second = kCalm, .time = time},
        {.page = Map,
         .size = kUsualSize,
         .events_per_second = kPulseRate,
         .time = time,
         .is_flying = true},
        {.page = Map,
         .size = kLargeSize,
         .events_per_second = kPulseRate,
         .time = time,
         .is_flying = true},
        {.page = Top, .size = kUsualSize, .events_per_second = kFlood, .time = time},
        {.page = Map,
         .size = kUsualSize,
         .events_per_second = kFlood,
         .time = time,
         .is_flying = true},
        {.page = Week, .size = kUsualSize, .events_per_second = kFlood, .time = time},
        {.page = Desk, .size = kUsualSize, .events_per_second = kFlood, .time = time},
    };
}

std::vector<BenchScenario> scenariosOf(const BenchArguments& arguments)
{
    const std::chrono::milliseconds time(arguments.time_ms);
    if (arguments.pages.empty() && !arguments.size && !arguments.events_per_second)
        return usualScenarios(time);
    std::vector<PageKind> pages = arguments.pages;
    if (pages.empty())
        pages = {PageKind::Top, PageKind::Map, PageKind::Week, PageKind::Desk};
    std::vector<BenchScenario> scenarios;
    for (const PageKind page : pages) {
        const bool is_map = page == PageKind::Map;
        scenarios.push_back(
            {.page = page,
             .size = arguments.size.value_or(kUsualSize),
             .events_per_second = arguments.events_per_second.value_or(is_map ? kPulseRate : kCalm),
             .time = time,
             .is_flying = is_map});
    }
    return scenarios;
}

constexpr int kStarts = 3;
constexpr std::string_view kUnseen = "no purchase came to be seen within 20 s: the machine is too "
                                     "slow for so many, or its window is "
                                     "not shown";

/// Starts a wall as somebody would, and asks it when its first frame was there. Nothing where it
/// has none; where it did not say why itself, that is said.
std::optional<std::chrono::milliseconds> startOnce(const CLI::App& app)
{
    QProcess wall;
    wall.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    wall.start(QCoreApplication::applicationFilePath(),
               {u"bench"_s, u"--since"_s, QString::number(engine::SystemClock().elapsed_us())});
    if (!wall.waitForFinished(static_cast<int>(2 * kPatience.count())) ||
        wall.exitStatus() != QProcess::NormalExit) {
        complain(app, "a wall that was started to be timed did not end, or crashed: " +
                          wall.errorString().toStdString());
        return std::nullopt;
    }
    if (wall.exitCode() != kDone)
        return std::nullopt;
    return std::chrono::milliseconds(wall.readAllStandardOutput().trimmed().toLongLong());
}

/// What startOnce() asks.
int tellFirstFrame(const CLI::App& app, std::int64_t since_us, const stats::BoardOptions& board)
{
    const auto result = runScenario({.time = std::chrono::milliseconds(0)}, board, [](double) {});
    if (!result) {
        complain(app, kUnseen);
        return kBadUse;
    }
    std::cout << (result->first_frame_us - since_us) / 1000 << std::endl;
    return kDone;
}

/// One line that is written over, where somebody watches.
class ProgressLine
{
public:
    ~ProgressLine()
    {
        if (is_watched_)
            std::cerr << "\r\033[K" << std::flush;
    }

    void show(std::size_t number, std::size_t of, const BenchScenario& scenario, double share)
    {
        const int percent = static_cast<int>(std::clamp(share, 0.0, 1.0) * 100);
        if (!is_watched_ || percent == percent_)
            return;
        percent_ = percent;
        std::cerr << std::format("\r\033[Klivewall: {} of {}: {}, {}x{}, {:.0f} events/s {:3}%",
                                 number, of, nameOf(scenario.page), scenario.size.width(),
                                 scenario.size.height(), scenario.events_per_second, percent)
                  << std::flush;
    }

private:
    const bool is_watched_ = ::isatty(STDERR_FILENO) != 0;
    int percent_ = -1;
};

} // namespace

int runBench(const CLI::App& app, const Arguments& arguments, int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") && qEnvironmentVariableIsEmpty("DISPLAY") &&
        qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const auto application = makeApplication(app, arguments.window, argc, argv);
    if (!application)
        return kBadUse;
    const stats::BoardOptions board{.exclude = config::Config().exclude};

    if (arguments.bench.since_us)
        return tellFirstFrame(app, *arguments.bench.since_us, board);

    std::vector<std::chrono::milliseconds> starts;
    auto starts_json = nlohmann::ordered_json::array();
    for (int number = 0; number < kStarts; ++number) {
        const auto start = startOnce(app);
        if (!start)
            return kBadUse;
        starts.push_back(*start);
        starts_json.push_back(start->count());
    }
    auto scenarios = nlohmann::ordered_json::array();
    std::vector<Asked> asked{askedOfStart(starts)};
    {
        ProgressLine line;
        const std::vector<BenchScenario> all = scenariosOf(arguments.bench);
        for (const BenchScenario& scenario : all) {
            const auto result = runScenario(scenario, board, [&](double share) {
                line.show(scenarios.size() + 1, all.size(), scenario, share);
            });
            if (!result) {
                complain(app, kUnseen);
                return kBadUse;
            }
            scenarios.push_back(scenarioJson(scenario, *result));
            std::ranges::copy(askedOf(scenario, *result), std::back_inserter(asked));
        }
    }
    const bool is_met = std::ranges::all_of(asked, &Asked::isMet);
    const nlohmann::ordered_json json = {
        {"version", LIVEWALL_VERSION},
        {"platform", QGuiApplication::platformName().toStdString()},
        {"processors", std::thread::hardware_concurrency()},
        {"first_frame_ms", starts_json},
        {"scenarios", scenarios},
        {"asked", askedJson(asked)},
        {"met", is_met},
    };
    std::cout << json.dump() << std::endl;
    if (!std::cout) {
        complain(app, "the figures could not be written to standard output");
        return kBadUse;
    }
    return arguments.bench.is_checked && !is_met ? kNothingValid : kDone;
}

} // namespace livewall::app
