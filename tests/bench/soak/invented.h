// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/source.h"
#include "models/generate/demo.h"

#include <cstdint>
#include <optional>
#include <string>

namespace livewall::soak {

/// What a wall is to have counted at an instant.
struct Counted
{
    std::int64_t hour = 0;
    std::int64_t hour_attempts = 0;
    std::int64_t day = 0;
    friend bool operator==(const Counted&, const Counted&) = default;
};

/// A shop's purchases, of which the best merchant sells nothing for two hours every ninth
/// day, and a till's, one every ten seconds, which cannot be reached from 04:00 to 05:00 UTC. Both
/// say a heartbeat when they are asked.
class Invented
{
public:
    /// From then on, after the demo's history.
    explicit Invented(std::int64_t start_second);

    /// What was sold before, as Deltas.
    void addShopHistory(feed::Batch& batch) const;
    void addTillHistory(feed::Batch& batch) const;

    /// What they have to say up to then, later with each call. Nothing: it cannot be reached.
    std::string shop(std::int64_t now_ms);
    std::optional<std::string> till(std::int64_t now_ms);

    /// From the purchases themselves, one by one, without any of what the wall counts with.
    Counted counted(std::int64_t now_ms) const;

private:
    std::int64_t bestMerchant() const;
    bool isGone(std::int64_t eid, std::int64_t second) const;

    std::int64_t start_second_;
    generate::Demo demo_;
    std::int64_t gone_eid_;
    generate::DemoFeed feed_;
    std::int64_t till_second_; ///< said up to then
};

} // namespace livewall::soak
