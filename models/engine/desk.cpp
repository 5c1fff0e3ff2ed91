// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/desk.h"

#include <algorithm>
#include <tuple>

namespace livewall::engine {

namespace {

constexpr std::int64_t kMinute_s = 60;
constexpr std::int64_t kHour_s = 3600;
constexpr auto kSpan_s = static_cast<std::int64_t>(Desk::kMinutes) * kMinute_s;

/// Those of the weeks before that they may be compared with; none of a holiday.
std::vector<stats::Minutes> weeksBefore(const Comparable& comparable, stats::Minutes minutes)
{
    std::vector<stats::Minutes> all;
    if (comparable.holiday(minutes))
        return all;
    for (int weeks = 1; weeks < stats::kSeries; ++weeks) {
        if (const auto then = comparable.before(minutes, weeks))
            all.push_back(*then);
    }
    return all;
}

class Drawing
{
public:
    Drawing(const stats::Board& board, const Comparable& comparable,
            const std::optional<Verdict>& doubt)
        : board_(board)
        , comparable_(comparable)
        , doubt_(doubt)
        , end_(board.second() / kMinute_s * kMinute_s)
        , spans_before_(weeksBefore(comparable, {end_ - kSpan_s, end_}))
    {
        // Minutes that nobody listened to are marked in a course; in a sum they look like a dip.
        if (const stats::Minutes hour{end_ - kHour_s, end_}; comparable.isKnown(hour))
            hours_before_ = weeksBefore(comparable, hour);
    }

    Desk desk() const
    {
        Desk desk{.end = end_,
                  .unheard = unheard(),
                  .deploys = board_.deploysSince(end_ - kSpan_s),
                  .scopes = {},
                  .countries = countries()};
        desk.scopes.push_back(scope(std::nullopt));
        for (const Desk::CountryHour& one : desk.countries) {
            if (desk.scopes.size() > Desk::kCountries)
                break;
            desk.scopes.push_back(scope(one.country));
        }
        return desk;
    }

private:
    using Country = std::optional<event::Country>;

    stats::Attempts lastHour(const Country& country) const
    {
        return board_.attempts(end_ - kHour_s, end_, country);
    }

    std::array<std::int64_t, Desk::kMinutes> minutesFrom(std::int64_t from,
                                                         const Country& country) const
    {
        std::array<std::int64_t, Desk::kMinutes> minutes{};
        board_.accepted(from, minutes, country);
        return minutes;
    }

    Desk::Scope scope(const Country& country) const
    {
        Desk::Scope scope{.country = country,
                          .verdict = doubt_ ? *doubt_
                                            : judge(board_, comparable_, country,
                                                    country ? kSpan_s : Verdict::kLongest_s),
                          .minutes = minutesFrom(end_ - kSpan_s, country),
                          .band = {},
                          .hour = lastHour(country),
                          .usual = {},
                          .before = {}};
        for (const stats::Minutes then : spans_before_) {
            const auto minutes = minutesFrom(then.from, country);
            if (!scope.band) {
                scope.band = {minutes, minutes};
                continue;
            }
            for (std::size_t i = 0; i < minutes.size(); ++i) {
                scope.band->least[i] = std::min(scope.band->least[i], minutes[i]);
                scope.band->most[i] = std::max(scope.band->most[i], minutes[i]);
            }
        }
        std::vector<std::int64_t> attempts;
        for (const stats::Minutes then : hours_before_) {
            const stats::Attempts before = board_.attempts(then.from, then.to, country);
            attempts.push_back(before.attempts);
            scope.before += before;
        }
        scope.usual = stats::median(attempts);
        return scope;
    }

    std::vector<Desk::CountryHour> countries() const
    {
        std::vector<Desk::CountryHour> all;
        for (const event::Country country : board_.countries()) {
            Desk::CountryHour one{.country = country, .accepted = lastHour(country).accepted};
            std::vector<std::int64_t> before;
            for (const stats::Minutes then : hours_before_)
                before.push_back(board_.attempts(then.from, then.to, country).accepted);
            if (const auto usual = stats::Usual::of(before)) {
                one.expected = usual->expected();
                one.is_low = !doubt_ && usual->isLow(one.accepted);
            }
            if (lastHour(country).attempts > 0 || one.expected.value_or(0) > 0)
                all.push_back(one);
        }
        std::ranges::stable_sort(all, std::ranges::greater(), [](const Desk::CountryHour& one) {
            const std::int64_t size = std::max(one.accepted, one.expected.value_or(0));
            return std::tuple(one.is_low, one.is_low ? one.missing() : size);
        });
        return all;
    }

    /// Mostly none.
    std::bitset<Desk::kMinutes> unheard() const
    {
        std::bitset<Desk::kMinutes> unheard;
        if (comparable_.isKnown({end_ - kSpan_s, end_}))
            return unheard;
        for (std::size_t i = 0; i < unheard.size(); ++i) {
            const std::int64_t from = end_ - kSpan_s + static_cast<std::int64_t>(i) * kMinute_s;
            unheard[i] = !comparable_.isKnown({from, from + kMinute_s});
        }
        return unheard;
    }

    const stats::Board& board_;
    const Comparable& comparable_;
    const std::optional<Verdict>& doubt_;
    std::int64_t end_;
    std::vector<stats::Minutes> spans_before_;
    std::vector<stats::Minutes> hours_before_;
};

} // namespace

Desk desk(const stats::Board& board, const Comparable& comparable,
          const std::optional<Verdict>& doubt)
{
    return Drawing(board, comparable, doubt).desk();
}

} // namespace livewall::engine
