// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/minutecounts.h"

#include <algorithm>
#include <limits>

namespace livewall::stats {

namespace {

/// False, and nothing is changed, where there is no room for it.
template <typename Count>
bool addTo(Count& accepted, Count& attempts, const Attempts& added)
{
    constexpr std::int64_t kMost = std::numeric_limits<Count>::max();
    const std::int64_t more_accepted = accepted + added.accepted;
    const std::int64_t more_attempts = attempts + added.attempts;
    if (std::max(more_accepted, more_attempts) > kMost)
        return false;
    accepted = static_cast<Count>(more_accepted);
    attempts = static_cast<Count>(more_attempts);
    return true;
}

template <typename Form>
bool addTo(Form& form, std::size_t minute, const Attempts& added)
{
    if constexpr (requires { form.minutes; }) {
        const auto end = form.minutes.begin() + form.size;
        const auto found = std::find(form.minutes.begin(), end, minute);
        const auto place = static_cast<std::size_t>(found - form.minutes.begin());
        if (place == form.minutes.size() ||
            !addTo(form.accepted[place], form.attempts[place], added))
            return false;
        if (found == end) {
            form.minutes[place] = static_cast<std::uint8_t>(minute);
            ++form.size;
        }
        return true;
    } else {
        return addTo(form.accepted[minute], form.attempts[minute], added);
    }
}

/// Calls counted(minute, attempts) with those of [from, to) that may have any.
template <typename Form, typename Counted>
void visitCounts(const Form& form, std::size_t from, std::size_t to, Counted&& counted)
{
    if constexpr (requires { form.minutes; }) {
        for (std::size_t i = 0; i < form.size; ++i) {
            if (form.minutes[i] >= from && form.minutes[i] < to)
                counted(form.minutes[i], Attempts{form.accepted[i], form.attempts[i]});
        }
    } else {
        for (std::size_t minute = from; minute < to; ++minute)
            counted(minute, Attempts{form.accepted[minute], form.attempts[minute]});
    }
}

} // namespace

void MinuteCounts::addToNarrow(std::size_t minute, Attempts added)
{
    const bool has_room = std::visit(
        [&](auto& form) {
            if constexpr (requires { *form; })
                return addTo(*form, minute, added);
            else
                return false;
        },
        form_);
    if (has_room)
        return;
    All<std::int64_t> more = counts();
    more.add(minute, added);
    keep(more);
}

void MinuteCounts::widen()
{
    if (isEmpty())
        form_ = std::make_unique<All<std::uint32_t>>();
    else if (!isWidest())
        keepAll<std::uint32_t>(counts());
}

void MinuteCounts::pack()
{
    if (const Widest* const widest = std::get_if<Widest>(&form_))
        keep(**widest);
}

Attempts MinuteCounts::sum(std::size_t from, std::size_t to) const
{
    Attempts total;
    std::visit(
        [&](const auto& form) {
            if constexpr (requires { *form; })
                visitCounts(*form, from, to,
                            [&](std::size_t, const Attempts& some) { total += some; });
        },
        form_);
    return total;
}

void MinuteCounts::addAcceptedTo(std::span<std::int64_t> accepted, std::size_t from) const
{
    std::visit(
        [&](const auto& form) {
            if constexpr (requires { *form; })
                visitCounts(*form, from, from + accepted.size(),
                            [&](std::size_t minute, const Attempts& some) {
                                accepted[minute - from] += some.accepted;
                            });
        },
        form_);
}

MinuteCounts::All<std::int64_t> MinuteCounts::counts() const
{
    All<std::int64_t> counts;
    std::visit(
        [&](const auto& form) {
            if constexpr (requires { *form; })
                visitCounts(*form, 0, kMinutes, [&](std::size_t minute, const Attempts& some) {
                    counts.add(minute, some);
                });
        },
        form_);
    return counts;
}

/// In the narrowest form that has room for them, which may be those of the form there is.
template <typename Count>
void MinuteCounts::keep(const All<Count>& counts)
{
    Count bits = 0; // of the greatest, and no higher ones
    for (std::size_t minute = 0; minute < kMinutes; ++minute)
        bits |= counts.accepted[minute] | counts.attempts[minute];
    if (bits <= std::numeric_limits<std::uint16_t>::max()) {
        Few few;
        std::size_t minute = 0;
        while (minute < kMinutes) {
            const Attempts count{counts.accepted[minute], counts.attempts[minute]};
            if (count != Attempts() && !addTo(few, minute, count))
                break;
            ++minute;
        }
        if (minute == kMinutes) {
            form_ = std::make_unique<Few>(few);
            return;
        }
    }
    if (bits <= std::numeric_limits<std::uint8_t>::max())
        keepAll<std::uint8_t>(counts);
    else if (bits <= std::numeric_limits<std::uint16_t>::max())
        keepAll<std::uint16_t>(counts);
    else
        keepAll<std::uint32_t>(counts);
}

template <typename Kept, typename Count>
void MinuteCounts::keepAll(const All<Count>& counts)
{
    constexpr Count kMost = std::numeric_limits<Kept>::max();
    auto all = std::make_unique<All<Kept>>();
    for (std::size_t minute = 0; minute < kMinutes; ++minute) {
        all->accepted[minute] = static_cast<Kept>(std::min(counts.accepted[minute], kMost));
        all->attempts[minute] = static_cast<Kept>(std::min(counts.attempts[minute], kMost));
    }
    form_ = std::move(all);
}

} // namespace livewall::stats
