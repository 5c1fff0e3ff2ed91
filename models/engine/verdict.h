// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/board.h"
#include "models/stats/comparison.h"
#include "models/stats/coverage.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>

namespace livewall::engine {

/// When a feed was listened to, as far as that matters to what is compared. `open_ms`: from then on
/// it has yet to prove that it lives, which is no hole.
struct Listened
{
    const stats::Coverage* coverage;
    std::int64_t open_ms = std::numeric_limits<std::int64_t>::max();

    std::int64_t missing_ms(std::int64_t from_ms, std::int64_t to_ms) const
    {
        const std::int64_t end_ms = std::min(to_ms, open_ms);
        return from_ms < end_ms ? end_ms - from_ms - coverage->covered_ms(from_ms, end_ms) : 0;
    }
};

/// "Is this dip real?": whether purchases are what is usual at T (DESIGN 3, Verdict).
struct Verdict
{
    enum class Call {
        CannotTell,   ///< what is counted is not all: `doubt` says why
        NoComparison, ///< none of the three weeks before is known
        Holiday,      ///< the minutes are of `holiday`, which no other day is like
        TooFew,       ///< even in an hour fewer than kFew are usual
        Usual,
        Low,
        High,
    };
    enum class Doubt {
        None,
        FeedDown,    ///< `feed`, since `doubt_ms`
        CatchingUp,  ///< `feed`
        NotListened, ///< not all of the minutes were listened to
    };
    static constexpr std::int64_t kFew = 30;
    /// Minutes of which so much at most is missing are known: a link that is made anew takes that.
    static constexpr std::int64_t kHole_ms = 10'000;
    /// So many minutes in a row make LOW or HIGH.
    static constexpr int kInARow = 3;
    /// And so far back it is looked for when that began.
    static constexpr std::int64_t kLongest_s = 86'400;

    Call call = Call::CannotTell;
    Doubt doubt = Doubt::None;
    std::string feed = {};
    std::optional<std::int64_t> doubt_ms = {}; ///< since 1970
    std::string holiday = {};

    stats::Minutes minutes;       ///< that were judged: 15, 30 or 60 of them
    std::int64_t observed = 0;    ///< accepted purchases in them
    std::int64_t expected = 0;    ///< the median of the weeks before
    std::int64_t usual_least = 0; ///< what is neither low nor high
    std::int64_t usual_most = 0;
    std::optional<std::int64_t> since = {}; ///< LOW or HIGH: the first minute of it, in seconds

    friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// By what the board has at its T. What is compared must be known of all `feeds`, of which there is
/// at least one, and lie on no holiday. Whether they live is the caller's to say.
Verdict judge(const stats::Board& board, const stats::BoardOptions& options,
              std::span<const Listened> feeds);

} // namespace livewall::engine
