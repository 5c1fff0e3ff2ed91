// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/demosnapshot.h"

#include "models/engine/livetally.h"
#include "models/event/linedecoder.h"
#include "models/generate/demo.h"

#include <string>
#include <utility>

namespace livewall::app {

engine::Snapshot demoSnapshot(const stats::BoardOptions& board, std::int64_t at_ms)
{
    constexpr std::int64_t kUp_ms = 3'600'000;
    const std::int64_t start_ms = at_ms - kUp_ms;

    const generate::Demo demo;
    auto [deltas, names] = demo.history(start_ms / 1000);
    feed::Batch history;
    history.history = std::move(deltas);
    history.names = std::move(names);
    history.arrived_ms = start_ms;

    generate::DemoFeed feed(demo, start_ms / 1000);
    std::string lines;
    feed.poll(at_ms, lines);
    feed::Batch batch;
    event::LineDecoder({.feed = "demo"}).feed(lines, batch.events);
    batch.arrived_ms = at_ms;

    engine::LiveTally tally(board, {{.name = "demo"}}, engine::Mode::Demo);
    std::vector<stats::Sighting> pulses;
    tally.setState(0, {feed::Link::Up, {}}, start_ms);
    tally.take(0, history, start_ms, pulses);
    tally.take(0, batch, at_ms, pulses);
    tally.advance(at_ms);
    return tally.snapshot(at_ms);
}

} // namespace livewall::app
