// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/eventbatch.h"
#include "models/stats/dedupe.h"
#include "models/stats/delta.h"
#include "models/stats/ledger.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace livewall::stats {

/// What one feed's events go through before they count: its newest time, its dedupe horizon and
/// its ledger. Not thread-safe.
class Intake
{
public:
    /// How far behind newest a purchase may arrive before it is called late.
    static constexpr std::int64_t kLate_ms = 60'000;

    static constexpr std::int64_t kAnySecond = std::numeric_limits<std::int64_t>::max();

    /// The last millisecond of a second; of kAnySecond: any.
    static constexpr std::int64_t lastOfSecond_ms(std::int64_t second)
    {
        return second == kAnySecond ? kAnySecond : second * 1000 + 999;
    }

    struct Options
    {
        std::int64_t horizon_ms = Dedupe::kDefaultHorizon_ms;
        std::size_t capacity = Dedupe::kDefaultCapacity;

        /// Where T is given: purchases after this second do not advance newest.
        std::int64_t last_second = kAnySecond;
    };

    /// What is kept of an intake while its program does not run, beside the identities.
    struct State
    {
        Ledger ledger;
        std::optional<std::int64_t> newest_ms;
        std::optional<std::int64_t> second_newest_ms;
        std::optional<std::int64_t> remembered_since_ms;
        std::optional<std::int64_t> oldest_ms; ///< of what counted
    };

    Intake() : Intake(Options{}) {}
    explicit Intake(Options options);

    /// Goes on where another left off; remember() adds what that one remembered, in
    /// its order; what does not fit the horizon or the capacity is forgotten here too.
    void restore(const State& state);
    void remember(const event::Identity& identity, std::int64_t time_ms)
    {
        dedupe_.check(identity, time_ms, newest_ms_.value_or(0));
    }
    State state() const;

    /// Enters what a batch holds besides purchases. These are the caller's to take() or hold(),
    /// each one once, and are received as they are: the ledger adds up at any time.
    void enter(const event::EventBatch& batch);

    /// Messages that came again and were dropped unread.
    void noteResent(std::uint64_t messages) { ledger_.resent += messages; }

    /// Says that a purchase of this identity is on its way: what it will be compared with is
    /// fetched from memory meanwhile. From any thread, whatever another one does.
    void announce(const event::Identity& identity) const { dedupe_.announce(identity); }

    /// Called before arrivals[at], anything with an identity, is judged or remembered: what those
    /// behind it are compared with is fetched from memory meanwhile.
    template <typename Arrival>
    void lookAhead(std::span<const Arrival> arrivals, std::size_t at) const
    {
        constexpr std::size_t kAhead = 24;
        if (at + kAhead < arrivals.size())
            dedupe_.expect(arrivals[at + kAhead].identity);
    }

    /// Judges a purchase and enters it in the ledger. Unless a duplicate it counts, as toDelta()
    /// says; if fresh, its identity is remembered from now on.
    Dedupe::Verdict judge(const event::Purchase& purchase);

    /// The same for several, in their order; `verdicts` are theirs.
    void judge(std::span<const event::Purchase> purchases, std::vector<Dedupe::Verdict>& verdicts);

    /// judge(), where no more matters than whether it counts.
    bool take(const event::Purchase& purchase)
    {
        return judge(purchase) != Dedupe::Verdict::Duplicate;
    }

    /// A purchase of the future is kept aside, and later let go to be taken.
    void hold()
    {
        ++ledger_.received;
        ++ledger_.future;
    }
    void letGo()
    {
        --ledger_.received;
        --ledger_.future;
    }

    const Ledger& ledger() const { return ledger_; }

    /// The newest time of the purchases taken.
    std::optional<std::int64_t> newest_ms() const { return newest_ms_; }

    /// The newest time that is older than newest_ms(); a newest far ahead of it is suspect.
    std::optional<std::int64_t> secondNewest_ms() const { return second_newest_ms_; }

    std::optional<std::int64_t> rememberedSince_ms() const { return dedupe_.rememberedSince_ms(); }

private:
    Dedupe::Verdict judgeOne(const event::Purchase& purchase);
    void noteTime(std::int64_t time_ms);

    std::int64_t last_ms_; ///< of the last second
    Dedupe dedupe_;
    Ledger ledger_;
    std::optional<std::int64_t> newest_ms_;
    std::optional<std::int64_t> second_newest_ms_;
    std::optional<std::int64_t> oldest_ms_;
};

/// What one purchase adds to the figures.
inline UnitDelta toUnitDelta(const event::Purchase& purchase)
{
    assert(!purchase.accepted || purchase.amount >= 0); // kNotAccepted is below
    return {.eid = purchase.eid,
            .sum = purchase.accepted ? purchase.amount : UnitDelta::kNotAccepted,
            .second = static_cast<std::uint32_t>(purchase.second()),
            .country = purchase.country,
            .currency = purchase.currency};
}
inline Delta toDelta(const event::Purchase& purchase)
{
    return toDelta(toUnitDelta(purchase));
}

} // namespace livewall::stats
