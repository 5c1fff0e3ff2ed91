// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/benchreport.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace livewall::app {

namespace {

using Json = nlohmann::ordered_json;

// What is asked of a wall that is drawn without a graphics processor.
constexpr double kMapFrames = 45;      // a second
constexpr double kLargeMapFrames = 20; // above kLarge_px
constexpr double kFrame_ms = 33;       // p99, from kFlood on
constexpr double kGlass_ms = 100;      // p99, up to kLarge_px
constexpr double kStaticShare = 0.10;  // of a processor, of a Top 10 at kCalm at most
constexpr double kFirstFrame_ms = 1'000;
constexpr int kLarge_px = 1920 * 1080;
constexpr double kFlow = 0.95; // of the events that a flood is to have

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

double milliseconds(std::int64_t time_us)
{
    return static_cast<double>(time_us) / 1000;
}

double framesPerSecond(const BenchResult& result)
{
    return static_cast<double>(result.figures.work.count()) / result.time.count();
}

double eventsPerSecond(const BenchResult& result)
{
    return static_cast<double>(result.figures.glass.count()) / result.time.count();
}

double processorShare(const BenchResult& result)
{
    return result.processor_time / result.time;
}

Json durationsJson(const view::Durations& durations)
{
    return {{"count", durations.count()},
            {"p50_ms", rounded(milliseconds(durations.percentile_us(50)))},
            {"p99_ms", rounded(milliseconds(durations.percentile_us(99)))},
            {"max_ms", rounded(milliseconds(durations.longest_us()))}};
}

Json memoryJson(const std::optional<std::uint64_t>& bytes)
{
    return bytes ? Json(*bytes) : Json(nullptr);
}

std::string sizeText(QSize size)
{
    return std::format("{}x{}", size.width(), size.height());
}

std::string nameText(const BenchScenario& scenario)
{
    return std::format("{} {} at {:.0f} events/s", nameOf(scenario.page), sizeText(scenario.size),
                       scenario.events_per_second);
}

} // namespace

double frameTime_ms(const widgets::FrameFigures& figures, int percent)
{
    return milliseconds(
        std::max(figures.work.percentile_us(percent), figures.apart.percentile_us(percent)));
}

Asked askedOfStart(std::vector<std::chrono::milliseconds> first_frames)
{
    const auto middle = first_frames.begin() + static_cast<std::ptrdiff_t>(first_frames.size() / 2);
    std::ranges::nth_element(first_frames, middle);
    return {"start to the first correct frame, ms", static_cast<double>(middle->count()),
            Asked::Side::Below, kFirstFrame_ms};
}

std::vector<Asked> askedOf(const BenchScenario& scenario, const BenchResult& result)
{
    using enum Asked::Side;
    const std::string name = nameText(scenario);
    std::vector<Asked> asked;
    const bool is_large = scenario.size.width() * scenario.size.height() > kLarge_px;
    if (scenario.is_flying) {
        asked.push_back({name + ", frames/s", framesPerSecond(result), AtLeast,
                         is_large ? kLargeMapFrames : kMapFrames});
    }
    if (scenario.events_per_second >= kFlood) {
        asked.push_back({name + ", events/s", eventsPerSecond(result), AtLeast,
                         kFlow * scenario.events_per_second});
        asked.push_back(
            {name + ", frame p99, ms", frameTime_ms(result.figures, 99), Below, kFrame_ms});
    }
    if (scenario.page == PageKind::Top && scenario.events_per_second <= kCalm)
        asked.push_back(
            {name + ", share of one processor", processorShare(result), Below, kStaticShare});
    if (!is_large)
        asked.push_back({name + ", event to glass p99, ms",
                         milliseconds(result.figures.glass.percentile_us(99)), Below, kGlass_ms});
    return asked;
}

Json scenarioJson(const BenchScenario& scenario, const BenchResult& result)
{
    const widgets::FrameFigures& figures = result.figures;
    Json json = {{"page", nameOf(scenario.page)},
                 {"size", sizeText(scenario.size)},
                 {"flying", scenario.is_flying},
                 {"asked_events_per_second", scenario.events_per_second},
                 {"seconds", rounded(result.time.count())},
                 {"events_per_second", rounded(eventsPerSecond(result))},
                 {"frames_per_second", rounded(framesPerSecond(result))},
                 {"frame", durationsJson(figures.work)},
                 {"between_frames", durationsJson(figures.apart)},
                 {"event_to_glass", durationsJson(figures.glass)},
                 {"processor_share", rounded(processorShare(result))},
                 {"gui_processor_share", rounded(result.gui_time / result.time)},
                 {"memory_begin_bytes", memoryJson(result.memory_begin)},
                 {"memory_end_bytes", memoryJson(result.memory_end)}};
    if (scenario.page == PageKind::Map)
        json["pulses"] = {{"mean", rounded(result.mean_marks)}, {"fewest", result.fewest_marks}};
    return json;
}

Json askedJson(const std::vector<Asked>& asked)
{
    Json json = Json::array();
    for (const Asked& one : asked) {
        const char* const side = one.side == Asked::Side::AtLeast ? "at_least" : "below";
        json.push_back({{"figure", one.figure},
                        {"measured", one.measured},
                        {side, one.limit},
                        {"met", one.isMet()}});
    }
    return json;
}

} // namespace livewall::app
