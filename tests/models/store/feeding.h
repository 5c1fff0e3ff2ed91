// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/livetally.h"
#include "models/feed/source.h"
#include "tests/oracle/histories.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace livewall::test {

/// One batch of one feed, and the wall's clock when it comes in.
struct Arrival
{
    std::int64_t now_ms = 0;
    std::size_t feed = 0;
    feed::Batch batch; ///< its cursor names the arrival: cursorOf()
};

/// What a random history may hold.
struct Kinds
{
    std::size_t feeds = 3;
    bool is_ahead = true;     ///< purchases ahead of the clock
    bool is_far_apart = true; ///< hours and days between arrivals, and days of lateness
    bool has_renames = true;  ///< several names of a store, to and fro
};

/// Batches as they come in, one a word: purchases of a few stores, countries and currencies, in
/// and out of order, late, ahead, repeated, first pending and then accepted; deploys, rejections.
/// What one batch holds depends on its word and on those before it, so that a failure shrinks.
std::vector<Arrival> makeArrivals(const std::vector<std::uint64_t>& words, const Kinds& kinds);

std::string cursorOf(std::size_t arrival);

/// How many of the arrivals a feed has taken, by the cursor that it left.
std::size_t nextAfter(const std::string& cursor);

std::vector<engine::LiveFeed> feedsOf(const Kinds& kinds);

/// The first words of a seed.
std::vector<std::uint64_t> wordsOf(std::uint64_t seed, std::size_t count);

} // namespace livewall::test
