// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/store/store.h"
#include "tests/models/store/feeding.h"

#include <cstddef>
#include <string>
#include <vector>

namespace livewall::test {

/// Checkpoints as a wall makes them of a random history, one after the other. `scratch` is a path
/// of a store that is not there.
inline std::vector<store::Checkpoint> makeCheckpoints(std::uint64_t seed, std::size_t count,
                                                      std::size_t arrivals_each,
                                                      const std::string& scratch)
{
    const Kinds kinds;
    const auto arrivals = makeArrivals(wordsOf(seed, count * arrivals_each), kinds);
    const store::Store::Opened empty = store::Store::openToWrite(scratch);
    engine::LiveTally tally({.zone = stats::Zone::utc(), .exclude = {}}, feedsOf(kinds),
                            engine::Mode::Live);
    tally.restore(*empty.store, arrivals[0].now_ms);
    tally.restorePast(*empty.store);
    for (std::size_t feed = 0; feed < kinds.feeds; ++feed)
        tally.setState(feed, {feed::Link::Up, {}}, arrivals[0].now_ms);
    std::vector<store::Checkpoint> checkpoints;
    std::vector<stats::Sighting> pulses;
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        const Arrival& arrival = arrivals[i];
        if (i % 7 == 3) // one that resumes, and leaves no hole
            tally.setState(arrival.feed, {feed::Link::Connecting, {}}, arrival.now_ms);
        tally.advance(arrival.now_ms);
        tally.setState(arrival.feed, {feed::Link::Up, {}}, arrival.now_ms);
        tally.take(arrival.feed, arrival.batch, arrival.now_ms, pulses);
        if ((i + 1) % arrivals_each == 0)
            checkpoints.push_back(tally.takeChanges());
    }
    return checkpoints;
}

} // namespace livewall::test
