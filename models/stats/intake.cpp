// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/intake.h"

#include <algorithm>

namespace livewall::stats {

Intake::Intake(Options options)
    : last_ms_(lastOfSecond_ms(options.last_second)), dedupe_(options.horizon_ms, options.capacity)
{
}

void Intake::enter(const event::EventBatch& batch)
{
    ledger_.received += batch.received - batch.purchases.size();
    ledger_.control += batch.control;
    ledger_.unknown_type += batch.unknown_type;
    for (std::size_t reason = 0; reason < event::kRejections; ++reason)
        ledger_.rejected_by_reason[reason] += batch.rejected[reason];
}

void Intake::restore(const State& state)
{
    ledger_ = state.ledger;
    newest_ms_ = state.newest_ms;
    second_newest_ms_ = state.second_newest_ms;
    oldest_ms_ = state.oldest_ms;
    dedupe_.restoreCut(state.remembered_since_ms);
}

Intake::State Intake::state() const
{
    return {ledger_, newest_ms_, second_newest_ms_, dedupe_.rememberedSince_ms(), oldest_ms_};
}

Dedupe::Verdict Intake::judge(const event::Purchase& purchase)
{
    return judgeOne(purchase);
}

void Intake::judge(std::span<const event::Purchase> purchases,
                   std::vector<Dedupe::Verdict>& verdicts)
{
    verdicts.resize(purchases.size());
    for (std::size_t i = 0; i < purchases.size(); ++i) {
        lookAhead(purchases, i);
        verdicts[i] = judgeOne(purchases[i]);
    }
}

inline Dedupe::Verdict Intake::judgeOne(const event::Purchase& purchase)
{
    ++ledger_.received;
    if (purchase.time_ms <= last_ms_)
        noteTime(purchase.time_ms);
    // Without a newest (all so far lie after T) nothing can be old, and nothing is forgotten.
    const std::int64_t newest_ms = newest_ms_.value_or(0);

    const auto verdict = dedupe_.check(purchase.identity, purchase.time_ms, newest_ms);
    switch (verdict) {
    case Dedupe::Verdict::Duplicate:
        ++ledger_.duplicate;
        return verdict;
    case Dedupe::Verdict::Unchecked:
        ++ledger_.unchecked;
        break;
    case Dedupe::Verdict::Fresh:
        break;
    }
    oldest_ms_ = std::min(oldest_ms_.value_or(purchase.time_ms), purchase.time_ms);
    ++(purchase.accepted ? ledger_.accepted : ledger_.not_accepted);
    if (newest_ms - purchase.time_ms > kLate_ms)
        ++ledger_.late;
    return verdict;
}

inline void Intake::noteTime(std::int64_t time_ms)
{
    if (!newest_ms_ || time_ms > *newest_ms_) {
        second_newest_ms_ = newest_ms_;
        newest_ms_ = time_ms;
    } else if (time_ms < *newest_ms_ && (!second_newest_ms_ || time_ms > *second_newest_ms_)) {
        second_newest_ms_ = time_ms;
    }
}

} // namespace livewall::stats
