// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/mark.h"
#include "widgets/map/markclusters.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace livewall::widgets {

/// The purchases of this moment as the map shows them: each for kLife_ms, never more than kBudget
/// marks at a time.
///
/// While no more than kBudget purchases come within kLife_ms, each is a mark of its own from the
/// frame it came with. Above that they merge by nearness: what comes waits, and what waits near
/// each other becomes one mark as soon as no other is shown near it. So each purchase is shown in
/// exactly one mark, a mark's number stands still while it is shown, and a frame costs what its
/// purchases and kBudget marks cost, at any rate: no more than kBudget marks wait, as the reach of
/// near grows where more would.
class PulseField
{
public:
    static constexpr std::size_t kBudget = 300;
    static constexpr std::int64_t kLife_ms = 1'200;

    /// `reach`: how far near is, in the world's square.
    explicit PulseField(double reach);

    /// For another view. What waits is kept.
    void setReach(double reach);

    /// Purchases that are seen at `now_ms`, animation time; their own count and birth do not
    /// matter. Time never goes back from call to call.
    void add(std::span<const Mark> purchases, std::int64_t now_ms);

    /// The marks of this frame.
    const std::vector<Mark>& visible(std::int64_t now_ms);

    /// Nothing is shown and nothing waits.
    bool isEmpty() const { return marks_.empty() && waiting_.marks().empty(); }

    void clear();

private:
    struct Arrivals
    {
        std::int64_t time_ms = 0;
        std::size_t count = 0;
    };

    void expire(std::int64_t now_ms);
    void release(std::int64_t now_ms);
    bool isCrowded() const { return arrived_ > kBudget; }

    double reach_;
    std::vector<Mark> marks_;
    MarkClusters waiting_;
    std::deque<Arrivals> arrivals_; ///< of the last kLife_ms; one a frame
    std::size_t arrived_ = 0;       ///< their sum
};

} // namespace livewall::widgets
