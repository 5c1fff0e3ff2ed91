// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/verdict.h"

#include <algorithm>
#include <array>
#include <vector>

namespace livewall::engine {

namespace {

using Call = Verdict::Call;

/// What is judged at T ends so long before it: most of what comes late has come.
constexpr std::int64_t kSettled_s = 60;

class Judge
{
public:
    Judge(const stats::Board& board, const stats::BoardOptions& options,
          std::span<const Listened> feeds)
        : board_(board), zone_(options.zone), holidays_(options.holidays), feeds_(feeds)
    {
    }

    /// Of the minutes that end there, as if nothing had been before them.
    Verdict at(std::int64_t end) const
    {
        Verdict verdict;
        for (const std::int64_t minutes : {15, 30, 60}) {
            verdict.minutes = {end - minutes * 60, end};
            if (!isCovered(verdict.minutes)) {
                verdict.call = Call::CannotTell;
                verdict.doubt = Verdict::Doubt::NotListened;
                return verdict;
            }
            verdict.observed = board_.accepted(verdict.minutes.from, end);
            if (const auto holiday = holidays_.nameIn(zone_, verdict.minutes)) {
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
    bool isCovered(stats::Minutes minutes) const
    {
        return std::ranges::all_of(feeds_, [minutes](const Listened& feed) {
            return feed.missing_ms(minutes.from * 1000, minutes.to * 1000) <= Verdict::kHole_ms;
        });
    }

    /// What those of the weeks before counted then that are known whole and were no holiday.
    std::vector<std::int64_t> before(stats::Minutes minutes) const
    {
        std::vector<std::int64_t> counts;
        for (int weeks = 1; weeks < stats::kSeries; ++weeks) {
            const stats::Minutes then = stats::weeksBefore(zone_, minutes, weeks);
            // Where clocks changed among them they are not as many minutes.
            if (then.to - then.from == minutes.to - minutes.from && isCovered(then) &&
                !holidays_.nameIn(zone_, then))
                counts.push_back(board_.accepted(then.from, then.to));
        }
        return counts;
    }

    const stats::Board& board_;
    const stats::Zone& zone_;
    const stats::Holidays& holidays_;
    std::span<const Listened> feeds_;
};

} // namespace

Verdict judge(const stats::Board& board, const stats::BoardOptions& options,
              std::span<const Listened> feeds)
{
    const Judge judge(board, options, feeds);
    const std::int64_t end = (board.second() - kSettled_s) / 60 * 60;
    Verdict verdict = judge.at(end);
    if (verdict.call != Call::Low && verdict.call != Call::High)
        return verdict;

    std::int64_t first = end;
    while (end - first < Verdict::kLongest_s && judge.at(first - 60).call == verdict.call)
        first -= 60;
    if (end - first < (Verdict::kInARow - 1) * 60)
        verdict.call = Call::Usual;
    else
        verdict.since = first;
    return verdict;
}

} // namespace livewall::engine
