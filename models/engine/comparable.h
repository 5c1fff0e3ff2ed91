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
#include <string_view>

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

/// Which minutes are known whole, and what of the weeks before they may be compared with. Keeps
/// references: for one instant's figures. What is known must be known of all `feeds`.
class Comparable
{
public:
    /// Minutes of which so much at most is missing are known: a link that is made anew takes that.
    static constexpr std::int64_t kHole_ms = 10'000;

    Comparable(const stats::BoardOptions& options, std::span<const Listened> feeds)
        : zone_(options.zone), holidays_(options.holidays), feeds_(feeds)
    {
    }

    bool isKnown(stats::Minutes minutes) const;

    /// The holiday in which some of them lie: nothing is like it.
    std::optional<std::string_view> holiday(stats::Minutes minutes) const
    {
        return holidays_.nameIn(zone_, minutes);
    }

    /// The same minutes by local time so many weeks before; nothing where they are not known, lie
    /// on a holiday, or are not as many because clocks changed among them.
    std::optional<stats::Minutes> before(stats::Minutes minutes, int weeks) const;

private:
    const stats::Zone& zone_;
    const stats::Holidays& holidays_;
    std::span<const Listened> feeds_;
};

} // namespace livewall::engine
