// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/generate/market.h"
#include "models/generate/rhythm.h"
#include "models/stats/delta.h"

#include <cstdint>
#include <queue>
#include <string>
#include <vector>

namespace livewall::generate {

/// The shop that never closes behind the demo: about 8 accepted purchases a second at the peak of
/// an average week, 400 merchants, so that the first of a Top 10 sells some hundreds an hour.
///
/// What is bought in a second follows from the seed and that second alone. So the history and the
/// live purchases are the same purchases: a demo that is started later shows what one that was
/// started earlier saw. Immutable.
class Demo
{
public:
    static constexpr int kMerchants = 400;
    static constexpr std::int64_t kPeakPerSecond = 8; ///< accepted
    /// The week and the three before it, and the hour by which a clock change can lengthen them.
    static constexpr int kHistoryDays = 29;

    explicit Demo(std::uint64_t seed = 1);

    struct History
    {
        std::vector<stats::Delta> deltas;
        std::vector<stats::MerchantName> names;
    };

    /// The purchases of kHistoryDays that had arrived when `end_second` was over, as Deltas in the
    /// order of time: by second for the last two hours, by minute for 25 hours, and before that
    /// all purchases of a minute, exact in their number, as a few Deltas: over an hour each
    /// merchant and country has about its share. A few tenths of a second's work.
    History history(std::int64_t end_second) const;

    /// A purchase and when it reaches the wall.
    struct Arrival
    {
        Sale sale;
        std::int64_t at_ms = 0;
        std::int64_t again_ms = 0; ///< when it is sent a second time; 0: never
    };

    /// All purchases made in that second, in the order of their time. Cleared first.
    void salesOf(std::int64_t second, std::vector<Arrival>& arrivals) const;

    const Market& market() const { return market_; }

private:
    struct Counts
    {
        std::uint32_t accepted = 0;
        std::uint32_t not_accepted = 0;
    };
    class Pace;

    std::uint64_t seed_;
    Rhythm rhythm_;
    Market market_;
};

/// The demo's purchases as they happen. Begins where a history ended; not thread-safe.
class DemoFeed
{
public:
    /// `demo` must outlive the feed. After `start_second`, the end of the history.
    DemoFeed(const Demo& demo, std::int64_t start_second);

    /// Appends the lines that arrived since the last call, up to and including `now_ms`, in the
    /// order of arrival: purchases, now and then one that is late or sent twice, and after a whole
    /// second without any a heartbeat. Nothing where `now_ms` is not later than before.
    void poll(std::int64_t now_ms, std::string& lines);

private:
    struct Waiting
    {
        std::int64_t at_ms;
        Sale sale;
        bool operator>(const Waiting& other) const
        {
            return at_ms != other.at_ms ? at_ms > other.at_ms : sale.id > other.sale.id;
        }
    };

    void expect(std::int64_t second);

    const Demo& demo_;
    std::int64_t start_ms_; ///< what arrived up to then is in the history
    std::int64_t last_line_ms_;
    std::int64_t next_second_; ///< the first whose purchases are not waiting yet
    std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting_;
    std::vector<Demo::Arrival> arrivals_; ///< kept for its memory
};

} // namespace livewall::generate
