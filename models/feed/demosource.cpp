// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/demosource.h"

#include "models/event/linedecoder.h"
#include "models/feed/pause.h"
#include "models/generate/demo.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <format>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace livewall::feed {

namespace {

constexpr std::chrono::milliseconds kPollTime(150);

/// The most that is generated at once, after the clock stood still or leapt: some hundred events.
constexpr std::int64_t kLongestStep_ms = 30'000;

constexpr std::int64_t kHistory_ms = generate::Demo::kHistoryDays * std::int64_t{86'400'000};

std::string cursorText(std::uint64_t seed, std::int64_t done_ms)
{
    return std::format("demo1 {} {}", seed, done_ms);
}

/// The time of a cursor of this seed.
std::optional<std::int64_t> timeOf(std::string_view cursor, std::uint64_t seed)
{
    const std::string beginning = std::format("demo1 {} ", seed);
    if (!cursor.starts_with(beginning))
        return std::nullopt;
    cursor.remove_prefix(beginning.size());
    std::int64_t time_ms = 0;
    const auto [end, error] =
        std::from_chars(cursor.data(), cursor.data() + cursor.size(), time_ms);
    if (error != std::errc() || end != cursor.data() + cursor.size())
        return std::nullopt;
    return time_ms;
}

/// The last second that is over.
std::int64_t wholeSecond(std::int64_t time_ms)
{
    return (time_ms + 1) / 1000 - 1;
}

} // namespace

DemoSource::DemoSource(FeedSpec spec, std::uint64_t seed) : spec_(std::move(spec)), seed_(seed) {}

void DemoSource::run(Sink& sink, std::stop_token stop)
{
    const std::int64_t start_ms = spec_.now_ms();
    const std::optional<std::int64_t> resumed_ms = timeOf(spec_.cursor, seed_);
    const bool is_resumed =
        resumed_ms && *resumed_ms <= start_ms && *resumed_ms > start_ms - kHistory_ms;
    const std::int64_t history_end = wholeSecond(is_resumed ? *resumed_ms : start_ms);
    std::int64_t done_ms = history_end * 1000 + 999;

    const generate::Demo demo(seed_);
    sink.setState({Link::Up, "DEMO: invented purchases"});
    if (!is_resumed) {
        generate::Demo::History history = demo.history(history_end);
        std::unique_ptr<Batch> batch = sink.takeEmpty();
        batch->history = std::move(history.deltas);
        batch->names = std::move(history.names);
        batch->cursor = cursorText(seed_, done_ms);
        batch->arrived_ms = start_ms;
        if (!sink.deliver(std::move(batch)))
            return;
    }

    generate::DemoFeed feed(demo, history_end);
    event::LineDecoder decoder(spec_.decoder);
    std::string lines;
    while (!stop.stop_requested()) {
        const std::int64_t now_ms = spec_.now_ms();
        while (done_ms < now_ms && !stop.stop_requested()) {
            done_ms = std::min(now_ms, done_ms + kLongestStep_ms);
            lines.clear();
            feed.poll(done_ms, lines);
            if (lines.empty())
                continue;
            std::unique_ptr<Batch> batch = sink.takeEmpty();
            decoder.feed(lines, batch->events);
            batch->cursor = cursorText(seed_, done_ms);
            batch->arrived_ms = now_ms;
            if (!sink.deliver(std::move(batch)))
                return;
        }
        pause(stop, kPollTime);
    }
}

} // namespace livewall::feed
