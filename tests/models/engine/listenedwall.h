// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/board.h"
#include "models/stats/coverage.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace livewall::engine {

/// A board at a second, and one feed that was listened to for five weeks before it: what a test of
/// a comparison begins with. `Self` is the test's own, which puts purchases into the board.
template <typename Self>
class ListenedWall
{
public:
    /// [from, to) was not listened to.
    Self& miss(std::int64_t from, std::int64_t to)
    {
        stats::Coverage rest;
        for (const stats::Interval& one : coverage_.intervals()) {
            rest.add(one.from_ms, std::min(one.to_ms, from * 1000));
            rest.add(std::max(one.from_ms, to * 1000), one.to_ms);
        }
        coverage_ = rest;
        return self();
    }

    /// The local day of `second` is called so.
    Self& celebrate(std::int64_t second, const char* name = "Holiday")
    {
        using namespace std::chrono;
        options_.holidays.add(floor<days>(options_.zone.toLocal(sys_seconds(seconds(second)))),
                              name);
        return self();
    }

protected:
    ListenedWall(std::int64_t second, const char* zone)
        : options_{.zone = stats::Zone::find(zone).value(), .exclude = {}}, board_(options_)
    {
        constexpr std::int64_t kFiveWeeks_s = std::int64_t{35} * 86'400;
        board_.advance(second);
        coverage_.add((second - kFiveWeeks_s) * 1000, (second + 1) * 1000);
    }

    stats::BoardOptions options_;
    stats::Board board_;
    stats::Coverage coverage_;

private:
    Self& self() { return static_cast<Self&>(*this); }
};

} // namespace livewall::engine
