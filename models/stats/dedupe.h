// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace livewall::stats {

/// Which identities one feed has sent within the horizon: `horizon_ms` of event time behind the
/// feed's newest. Exact to the millisecond; memory is bounded by `capacity`, beyond which the
/// oldest hour is forgotten and rememberedSince() says so.
class Dedupe
{
public:
    static constexpr std::int64_t kDefaultHorizon_ms = 24 * 3'600'000;
    static constexpr std::size_t kDefaultCapacity = 64'000'000;

    enum class Verdict {
        Fresh,     ///< first of its identity; now remembered
        Duplicate, ///< seen before
        Unchecked, ///< older than what is remembered: nobody can tell
    };

    struct Hash
    {
        // The identity is a hash already; the flat map is told so.
        using is_avalanching = void;
        std::size_t operator()(const event::Identity& identity) const { return identity.high; }
    };

    explicit Dedupe(std::int64_t horizon_ms = kDefaultHorizon_ms,
                    std::size_t capacity = kDefaultCapacity);

    /// Judges one arrival. `newest_ms` is the feed's newest time, this arrival's included; it never
    /// goes back.
    Verdict check(const event::Identity& identity, std::int64_t time_ms, std::int64_t newest_ms);

    /// Where another left off, before what it remembered is checked anew.
    void restoreCut(std::optional<std::int64_t> remembered_since_ms)
    {
        cut_ms_ = remembered_since_ms;
    }

    std::size_t size() const { return times_.size(); }

    /// Since when identities are remembered, where the capacity has cut the horizon short.
    std::optional<std::int64_t> rememberedSince_ms() const { return cut_ms_; }

private:
    void forgetBefore(std::int64_t time_ms);
    void makeRoom(std::int64_t newest_ms);

    std::int64_t horizon_ms_;
    std::size_t capacity_;
    boost::unordered_flat_map<event::Identity, std::int64_t, Hash> times_;
    std::int64_t swept_hour_ = 0; ///< of the horizon's beginning, since 1970
    std::optional<std::int64_t> cut_ms_;
};

} // namespace livewall::stats
