// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace livewall::stats {

/// A release of some service: a marker beside the figures.
struct DeployMark
{
    event::Identity identity;
    std::int64_t time_ms = 0;
    std::string service; ///< "" where not given
    std::string version;

    friend bool operator==(const DeployMark&, const DeployMark&) = default;
};

/// The deploys that are known, each identity once: the first copy stays. The newest kMost by their
/// time, in whatever order they come. Not thread-safe.
class Deploys
{
public:
    static constexpr std::size_t kMost = 10'000;

    void add(const DeployMark& deploy);

    /// Those of [from_ms, to_ms), by time, then service and version.
    std::vector<DeployMark> between(std::int64_t from_ms, std::int64_t to_ms) const;

private:
    std::map<event::Identity, std::int64_t> times_;
    std::map<std::pair<std::int64_t, event::Identity>, DeployMark> by_time_;
};

} // namespace livewall::stats
