// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/figures.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace livewall::stats {

/// Accepted purchases of a few stores minute by minute, up to T's own minute: what the lines beside
/// the rows of a list show. Stores go by small numbers that the caller gives them; only those
/// that it follows cost more than a byte. Not thread-safe.
class MinuteLines
{
public:
    /// The whole minutes before T's own, and that.
    static constexpr std::int64_t kMinutes = kTrendMinutes + 1;
    /// Stores followed at most.
    static constexpr std::size_t kMost = 64;

    /// Stores are numbered below `stores`.
    void setStores(std::size_t stores) { place_.resize(stores, 0); }

    bool follows(std::uint32_t store) const { return place_[store] != 0; }

    /// Follows a store from now on, as if it had sold nothing. Where there is no room, one that is
    /// not in `wanted`, which are kMost at most, is followed no more.
    void follow(std::uint32_t store, const std::vector<std::uint32_t>& wanted);

    /// Counts purchases of one of the last kMinutes minutes; `excluded`: in a country that the
    /// excluding list leaves out.
    void add(std::uint32_t store, std::int64_t minute, std::int64_t accepted, bool excluded)
    {
        if (place_[store] != 0)
            count(store, minute, accepted, excluded);
    }

    /// A minute begins: what was counted kMinutes before is gone.
    void begin(std::int64_t minute);

    /// Of a followed store, the whole minutes before T's own, oldest first.
    std::array<std::int64_t, kTrendMinutes> line(std::uint32_t store, std::int64_t t_minute,
                                                 bool excluding) const;

private:
    struct Counts
    {
        std::uint32_t store = 0;
        std::array<std::int64_t, kMinutes> all{}; ///< a ring by minute since 1970
        std::array<std::int64_t, kMinutes> elsewhere{};
    };

    static std::size_t slot(std::int64_t minute)
    {
        return static_cast<std::size_t>(minute % kMinutes);
    }
    void count(std::uint32_t store, std::int64_t minute, std::int64_t accepted, bool excluded);

    std::vector<std::uint8_t> place_; ///< by store: one more than that in followed_; 0: nowhere
    std::vector<Counts> followed_;
};

} // namespace livewall::stats
