// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/stats/identitytable.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace livewall::stats {

/// Which identities one feed has sent within the horizon: `horizon_ms` of event time behind the
/// feed's newest, exact to the millisecond. Memory is bounded by `capacity`, beyond which the
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

    explicit Dedupe(std::int64_t horizon_ms = kDefaultHorizon_ms,
                    std::size_t capacity = kDefaultCapacity);

    /// Says that an arrival of this identity is on its way: from any thread, whatever another one
    /// does meanwhile.
    void announce(const event::Identity& identity) const { table_.announce(identity); }

    /// Says that an arrival of this identity is to be judged, some arrivals later.
    void expect(const event::Identity& identity) const { table_.prefetch(identity); }

    /// Judges one arrival. `newest_ms` is the feed's newest time, this arrival's included; it never
    /// goes back.
    Verdict check(const event::Identity& identity, std::int64_t time_ms, std::int64_t newest_ms)
    {
        std::int64_t since_ms = newest_ms - horizon_ms_;
        if (cut_ms_ || since_ms >= next_hour_ms_) [[unlikely]]
            since_ms = forgetBefore(since_ms);
        if (time_ms < since_ms)
            return Verdict::Unchecked;
        const IdentityTable::Found found = table_.find(identity, since_ms);
        if (found.is_there) [[unlikely]]
            return Verdict::Duplicate;
        if (size_ >= capacity_) [[unlikely]]
            return checkFull(identity, time_ms, newest_ms);
        remember(found, identity, time_ms, since_ms);
        return Verdict::Fresh;
    }

    /// Where another left off, before what it remembered is checked anew.
    void restoreCut(std::optional<std::int64_t> remembered_since_ms)
    {
        cut_ms_ = remembered_since_ms;
    }

    /// How many are remembered, those of the hour in which the horizon begins included.
    std::size_t size() const { return size_; }

    /// Since when identities are remembered, where the capacity has cut the horizon short.
    std::optional<std::int64_t> rememberedSince_ms() const { return cut_ms_; }

private:
    std::int64_t forgetBefore(std::int64_t since_ms);
    Verdict checkFull(const event::Identity& identity, std::int64_t time_ms,
                      std::int64_t newest_ms);
    void forgetHoursBefore(std::int64_t hour);
    void makeRoom(std::int64_t newest_ms);
    void enterHour();
    void enterHour(std::int64_t time_ms);

    void remember(IdentityTable::Found found, const event::Identity& identity, std::int64_t time_ms,
                  std::int64_t since_ms)
    {
        table_.put(found.place, identity, time_ms, since_ms);
        if (time_ms < last_hour_ms_ || time_ms >= last_hour_ms_ + kHour_ms) [[unlikely]]
            enterHour(time_ms);
        ++in_last_hour_;
        ++size_;
    }

    static constexpr std::int64_t kHour_ms = 3'600'000;

    std::int64_t horizon_ms_;
    std::size_t capacity_;
    IdentityTable table_;
    /// How many are remembered, by hour since 1970: but for those of the hour that the last one
    /// was of.
    std::map<std::int64_t, std::size_t> hours_;
    std::int64_t last_hour_ms_ = 0; ///< where that begins
    std::size_t in_last_hour_ = 0;
    /// Nothing of an hour before that of this one's is remembered: it begins the one after.
    std::int64_t next_hour_ms_ = kHour_ms;
    std::size_t size_ = 0; ///< of all hours
    std::optional<std::int64_t> cut_ms_;
};

} // namespace livewall::stats
