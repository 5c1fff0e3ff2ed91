// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/attempts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <variant>

namespace livewall::stats {

/// Purchases of the sixty minutes of an hour, in as little memory as they need: 16 bytes for
/// nothing, 24 more for up to four minutes, then 120, 240 or 480 with the greatest count. So it
/// takes many purchases to take much memory, whatever they are of. Exact; more than 2^32 - 1 of one
/// minute count as that. Not thread-safe.
///
/// Quickest to count in is the widest form: an hour that is going on is widened, and packed when it
/// is over.
class MinuteCounts
{
public:
    static constexpr std::size_t kMinutes = 60;

    bool isEmpty() const { return std::holds_alternative<std::monostate>(form_); }
    bool isWidest() const { return std::holds_alternative<Widest>(form_); }

    /// `minute`: of the hour.
    void add(std::size_t minute, Attempts added)
    {
        if (Widest* const widest = std::get_if<Widest>(&form_)) [[likely]]
            (*widest)->add(minute, added);
        else
            addToNarrow(minute, added);
    }

    /// To the widest form, counting nothing; it is not empty then.
    void widen();
    /// To the narrowest form that has room for what is counted.
    void pack();

    /// Of the minutes of [from, to) of the hour.
    Attempts sum(std::size_t from, std::size_t to) const;
    /// Adds the accepted ones of the minute `from` and those after it, one to each of `accepted`.
    void addAcceptedTo(std::span<std::int64_t> accepted, std::size_t from) const;

private:
    /// Minutes by themselves, in no order.
    struct Few
    {
        static constexpr std::size_t kMost = 4;
        std::array<std::uint16_t, kMost> accepted{};
        std::array<std::uint16_t, kMost> attempts{};
        std::array<std::uint8_t, kMost> minutes{};
        std::uint8_t size = 0;
    };
    template <typename Count>
    struct All
    {
        std::array<Count, kMinutes> accepted{};
        std::array<Count, kMinutes> attempts{};

        /// What there is room for.
        void add(std::size_t minute, Attempts added)
        {
            constexpr std::int64_t kMost = std::numeric_limits<Count>::max();
            accepted[minute] =
                static_cast<Count>(std::min(accepted[minute] + added.accepted, kMost));
            attempts[minute] =
                static_cast<Count>(std::min(attempts[minute] + added.attempts, kMost));
        }
    };
    using Widest = std::unique_ptr<All<std::uint32_t>>;

    void addToNarrow(std::size_t minute, Attempts added);
    All<std::int64_t> counts() const;
    template <typename Count>
    void keep(const All<Count>& counts);
    template <typename Kept, typename Count>
    void keepAll(const All<Count>& counts);

    std::variant<std::monostate, std::unique_ptr<Few>, std::unique_ptr<All<std::uint8_t>>,
                 std::unique_ptr<All<std::uint16_t>>, Widest>
        form_;
};

} // namespace livewall::stats
