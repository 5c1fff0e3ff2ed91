// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/comparable.h"
#include "models/stats/board.h"
#include "models/stats/comparison.h"

#include <cstdint>
#include <optional>
#include <string>

namespace livewall::engine {

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

/// By what the board has at its T, of all purchases or those of one country. Whether the feeds, of
/// which there is at least one, live is the caller's to say. `longest_s`: so far back it is looked
/// for when LOW or HIGH began.
Verdict judge(const stats::Board& board, const Comparable& comparable,
              std::optional<event::Country> country = {},
              std::int64_t longest_s = Verdict::kLongest_s);

} // namespace livewall::engine
