// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/generate/demo.h"

#include "models/generate/fixed.h"
#include "models/generate/line.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace livewall::generate {

namespace {

constexpr std::uint32_t kLateShare = 30;      ///< of 10,000: arrives after more than a minute
constexpr std::uint32_t kDuplicateShare = 30; ///< of 10,000: sent a second time
constexpr std::int64_t kLatest_s = 300;
constexpr std::int64_t kDay_s = 24 * 3600;
constexpr std::int64_t kByMinute_s = 25 * 3600;
constexpr std::int64_t kBySecond_s = 2 * 3600;

/// How many happen in a second where `expected` are expected: Poisson's distribution, summed up in
/// whole numbers.
class Poisson
{
public:
    explicit Poisson(Fixed expected)
    {
        constexpr Fixed log2_of_e = 94'548;
        std::uint64_t probability = exp2(-(expected * log2_of_e >> 16));
        std::uint64_t sum = 0;
        for (std::size_t n = 0; n < upTo_.size(); ++n) {
            sum += probability;
            upTo_[n] = sum;
            probability = probability * static_cast<std::uint64_t>(expected) / (n + 1) >> 16;
        }
    }

    std::uint32_t draw(Random& random) const
    {
        const std::uint64_t at = random.bits();
        std::uint32_t n = 0;
        while (n < upTo_.size() && upTo_[n] <= at)
            ++n;
        return n;
    }

private:
    std::array<std::uint64_t, 32> upTo_{}; ///< probability of n or fewer, in 1/2^32
};

/// A market's merchants and countries one after another, so that any stretch of them has each about
/// as often as its share asks: the golden ratio's multiples spread most evenly (H. Weyl; D. Knuth,
/// "The Art of Computer Programming" 3, 6.4).
class Proportions
{
public:
    explicit Proportions(const Market& market) : shares_(market.shares()) {}

    const Market::Share& at(std::uint64_t number) const
    {
        constexpr std::uint64_t golden = 0x9e3779b97f4a7c15; // 2^64 over it
        __extension__ using Wide = unsigned __int128;
        const auto at =
            static_cast<std::uint64_t>(Wide{number * golden} * shares_.back().weights >> 64);
        return *std::ranges::upper_bound(shares_, at, {}, &Market::Share::weights);
    }

private:
    std::vector<Market::Share> shares_;
};

/// Of a minute of the history that is not kept purchase by purchase.
constexpr std::uint32_t kParts = 12;

} // namespace

/// How much happens in the seconds of one minute.
class Demo::Pace
{
public:
    Pace(const Demo& demo, std::int64_t minute) : Pace(demo.rhythm_.rate(minute) * kPeakPerSecond)
    {
    }

    Counts counts(Random& random) const
    {
        const std::uint32_t accepted = accepted_.draw(random);
        return {accepted, not_accepted_.draw(random)};
    }

private:
    explicit Pace(Fixed accepted)
        : accepted_(accepted)
        , not_accepted_(accepted * kNotAcceptedShare / (10'000 - kNotAcceptedShare))
    {
    }

    Poisson accepted_;
    Poisson not_accepted_;
};

Demo::Demo(std::uint64_t seed) : seed_(seed), rhythm_(seed), market_(seed, kMerchants) {}

void Demo::salesOf(std::int64_t second, std::vector<Arrival>& arrivals) const
{
    arrivals.clear();
    Random random(seed_, static_cast<std::uint64_t>(second));
    const auto [accepted, not_accepted] = Pace(*this, second / 60).counts(random);
    for (std::uint32_t i = 0; i < accepted + not_accepted; ++i) {
        Arrival arrival;
        arrival.sale = market_.draw(random, i < accepted);
        arrival.sale.id = scattered(seed_ + (static_cast<std::uint64_t>(second) << 8) + i);
        arrival.sale.time_ms = second * 1000 + random.below(1000);
        arrival.at_ms = arrival.sale.time_ms;
        if (random.chance(kLateShare))
            arrival.at_ms += 61'000 + random.below(1000 * (kLatest_s - 62));
        if (random.chance(kDuplicateShare))
            arrival.again_ms = arrival.at_ms + 1000 + random.below(30'000);
        arrivals.push_back(arrival);
    }
    std::ranges::sort(arrivals, {}, [](const Arrival& a) { return a.sale.time_ms; });
}

Demo::History Demo::history(std::int64_t end_second) const
{
    History history;
    const std::int64_t end_ms = end_second * 1000 + 999;
    const std::int64_t by_second = end_second - kBySecond_s;
    const std::int64_t by_minute = (end_second - kByMinute_s) / 60 * 60;
    const std::int64_t first = (end_second - kHistoryDays * kDay_s) / 60 * 60;

    const Proportions proportions(market_);
    for (std::int64_t start = first; start < by_minute; start += 60) {
        const Pace pace(*this, start / 60);
        Counts total{};
        for (std::int64_t second = start; second < start + 60; ++second) {
            Random of_second(seed_, static_cast<std::uint64_t>(second));
            const Counts counts = pace.counts(of_second);
            total.accepted += counts.accepted;
            total.not_accepted += counts.not_accepted;
        }
        for (std::uint32_t part = 0; part < kParts; ++part) {
            const auto partOf = [part](std::uint32_t all) {
                return all * (part + 1) / kParts - all * part / kParts;
            };
            const Counts counts{partOf(total.accepted), partOf(total.not_accepted)};
            if (counts.accepted + counts.not_accepted == 0)
                continue;
            const Market::Share& one =
                proportions.at(static_cast<std::uint64_t>(start / 60) * kParts + part);
            history.deltas.push_back({start, one.merchant->eid, one.country, one.currency,
                                      counts.accepted, counts.not_accepted,
                                      event::Int128{one.amount} * counts.accepted});
        }
    }

    std::vector<Arrival> arrivals;
    for (std::int64_t second = by_minute; second <= end_second; ++second) {
        salesOf(second, arrivals);
        for (const Arrival& arrival : arrivals) {
            const Sale& sale = arrival.sale;
            if (arrival.at_ms > end_ms)
                continue;
            history.deltas.push_back({second < by_second ? second / 60 * 60 : second,
                                      sale.merchant->eid, sale.country, sale.currency,
                                      sale.accepted ? 1 : 0, sale.accepted ? 0 : 1,
                                      sale.accepted ? sale.amount : 0});
        }
    }

    for (const Merchant& merchant : market_.merchants())
        history.names.push_back({merchant.eid, first * 1000, merchant.name});
    return history;
}

DemoFeed::DemoFeed(const Demo& demo, std::int64_t start_second)
    : demo_(demo)
    , start_ms_(start_second * 1000 + 999)
    , last_line_ms_(start_ms_)
    , next_second_(start_second - kLatest_s)
{
    while (next_second_ <= start_second)
        expect(next_second_++);
}

void DemoFeed::expect(std::int64_t second)
{
    demo_.salesOf(second, arrivals_);
    for (const Demo::Arrival& arrival : arrivals_) {
        // What the history has must not come again: nobody would know it for a duplicate.
        if (arrival.at_ms <= start_ms_)
            continue;
        waiting_.push({arrival.at_ms, arrival.sale});
        if (arrival.again_ms > 0)
            waiting_.push({arrival.again_ms, arrival.sale});
    }
}

void DemoFeed::poll(std::int64_t now_ms, std::string& lines)
{
    while (next_second_ * 1000 <= now_ms)
        expect(next_second_++);
    for (; !waiting_.empty() && waiting_.top().at_ms <= now_ms; waiting_.pop()) {
        appendLine(waiting_.top().sale, lines);
        last_line_ms_ = waiting_.top().at_ms;
    }
    if (now_ms - last_line_ms_ >= 1000) {
        appendHeartbeat(now_ms, lines);
        last_line_ms_ = now_ms;
    }
}

} // namespace livewall::generate
