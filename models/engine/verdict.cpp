// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/verdict.h"

#include <vector>

namespace livewall::engine {

namespace {

using Call = Verdict::Call;

/// What is judged at T ends so long before it: most of what comes late has come.
constexpr std::int64_t kSettled_s = 60;

class Judge
{
public:
    Judge(const stats::Board& board, const Comparable& comparable,
          std::optional<event::Country> country)
        : board_(board), comparable_(comparable), country_(country)
    {
    }

    /// Of the minutes that end there, as if nothing had been before them.
    Verdict at(std::int64_t end) const
    {
        Verdict verdict;
        for (const std::int64_t minutes : {15, 30, 60}) {
            verdict.minutes = {end - minutes * 60, end};
            if (!comparable_.isKnown(verdict.minutes)) {
                verdict.call = Call::CannotTell;
                verdict.doubt = Verdict::Doubt::NotListened;
                return verdict;
            }
            verdict.observed = accepted(verdict.minutes);
            if (const auto holiday = comparable_.holiday(verdict.minutes)) {
                verdict.call = Call::Holiday;
                verdict.holiday = *holiday;
                return verdict;
            }
            const auto usual = stats::Usual::of(before(verdict.minutes));
            if (!usual) {
                verdict.call = Call::NoComparison;
                return verdict;
            }
            verdict.expected = usual->expected();
            verdict.usual_least = usual->least();
            verdict.usual_most = usual->most();
            if (verdict.expected < Verdict::kFew)
                continue;
            verdict.call = usual->isLow(verdict.observed)    ? Call::Low
                           : usual->isHigh(verdict.observed) ? Call::High
                                                             : Call::Usual;
            return verdict;
        }
        verdict.call = Call::TooFew;
        return verdict;
    }

private:
    std::int64_t accepted(stats::Minutes minutes) const
    {
        return country_ ? board_.attempts(minutes.from, minutes.to, country_).accepted
                        : board_.accepted(minutes.from, minutes.to);
    }

    /// What those of the weeks before counted then that may be compared with.
    std::vector<std::int64_t> before(stats::Minutes minutes) const
    {
        std::vector<std::int64_t> counts;
        for (int weeks = 1; weeks < stats::kSeries; ++weeks) {
            if (const auto then = comparable_.before(minutes, weeks))
                counts.push_back(accepted(*then));
        }
        return counts;
    }

    const stats::Board& board_;
    const Comparable& comparable_;
    std::optional<event::Country> country_;
};

} // namespace

Verdict judge(const stats::Board& board, const Comparable& comparable,
              std::optional<event::Country> country, std::int64_t longest_s)
{
    const Judge judge(board, comparable, country);
    const std::int64_t end = (board.second() - kSettled_s) / 60 * 60;
    Verdict verdict = judge.at(end);
    if (verdict.call != Call::Low && verdict.call != Call::High)
        return verdict;

    std::int64_t first = end;
    while (end - first < longest_s && judge.at(first - 60).call == verdict.call)
        first -= 60;
    if (end - first < (Verdict::kInARow - 1) * 60)
        verdict.call = Call::Usual;
    else
        verdict.since = first;
    return verdict;
}

} // namespace livewall::engine
