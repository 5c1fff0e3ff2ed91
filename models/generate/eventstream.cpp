// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/generate/eventstream.h"

#include "models/generate/line.h"
#include "models/generate/market.h"
#include "models/generate/random.h"
#include "models/generate/rhythm.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <string>
#include <vector>

namespace livewall::generate {

namespace {

constexpr std::int64_t kMinute_ms = 60'000;
constexpr std::size_t kPieceBytes = 1 << 16;

/// Something kept until its turn; what was put in first goes first among equals.
template <typename Item>
struct Kept
{
    std::int64_t due;
    std::uint64_t number;
    Item item;

    bool operator>(const Kept& other) const
    {
        return due != other.due ? due > other.due : number > other.number;
    }
};
template <typename Item>
using KeptQueue = std::priority_queue<Kept<Item>, std::vector<Kept<Item>>, std::greater<>>;

/// Puts lines out, and each of a share of them a second time.
class Lines
{
public:
    Lines(std::uint64_t seed, std::uint32_t duplicate_share,
          const std::function<bool(std::string_view)>& write)
        : random_(seed, 2), duplicate_share_(duplicate_share), write_(write)
    {
    }

    bool put(const Sale& sale)
    {
        const std::size_t begin = piece_.size();
        appendLine(sale, piece_);
        ++lines_;
        if (random_.chance(duplicate_share_)) {
            // At most 900: those due at the same line wait for one another within the 1,000.
            const std::int64_t due = lines_ + 1 + random_.below(900);
            again_.push({due, number_++, piece_.substr(begin)});
        }
        putAgain(lines_);
        return piece_.size() < kPieceBytes || flush();
    }

    bool finish()
    {
        putAgain(INT64_MAX);
        return flush();
    }

private:
    void putAgain(std::int64_t line)
    {
        for (; !again_.empty() && again_.top().due <= line; again_.pop(), ++lines_)
            piece_ += again_.top().item;
    }

    bool flush()
    {
        const bool written = piece_.empty() || write_(piece_);
        piece_.clear();
        return written;
    }

    Random random_;
    std::uint32_t duplicate_share_;
    const std::function<bool(std::string_view)>& write_;
    std::string piece_;
    KeptQueue<std::string> again_;
    std::int64_t lines_ = 0;
    std::uint64_t number_ = 0;
};

/// How many of `events` fall in each minute: thrown one by one, each minute as likely as its rate.
std::vector<std::uint32_t> perMinute(const EventStreamOptions& options, std::int64_t first_minute)
{
    const Rhythm rhythm(options.seed);
    const auto minutes = static_cast<std::size_t>(options.minutes);
    std::vector<std::uint64_t> weights(minutes);
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < minutes; ++i) {
        // 65,536 and less a minute: ten years of them fit 39 bits
        total +=
            static_cast<std::uint64_t>(rhythm.rate(first_minute + static_cast<std::int64_t>(i)));
        weights[i] = total;
    }
    std::vector<std::uint32_t> counts(minutes);
    Random random(options.seed, 3);
    for (std::int64_t i = 0; i < options.events; ++i) {
        const std::uint64_t at = random.next() % total;
        ++counts[static_cast<std::size_t>(std::ranges::upper_bound(weights, at) - weights.begin())];
    }
    return counts;
}

std::uint32_t share(double percent)
{
    return static_cast<std::uint32_t>(std::lround(std::clamp(percent, 0.0, 100.0) * 100));
}

} // namespace

bool writeEvents(const EventStreamOptions& options,
                 const std::function<bool(std::string_view)>& write)
{
    const Market market(options.seed, options.merchants);
    const std::int64_t first_ms = options.end_ms - options.minutes * kMinute_ms;
    const std::vector<std::uint32_t> counts = perMinute(options, first_ms / kMinute_ms);
    const std::uint32_t late_share = share(options.late);
    Lines lines(options.seed, share(options.duplicates), write);
    Random random(options.seed, 1);
    KeptQueue<Sale> late;
    std::uint64_t number = 0;
    std::vector<std::int64_t> times;
    for (std::size_t minute = 0; minute < counts.size(); ++minute) {
        times.resize(counts[minute]);
        for (std::int64_t& time : times)
            time = first_ms + static_cast<std::int64_t>(minute) * kMinute_ms +
                   random.below(kMinute_ms);
        std::ranges::sort(times);
        for (const std::int64_t time : times) {
            for (; !late.empty() && late.top().due <= time; late.pop()) {
                if (!lines.put(late.top().item))
                    return false;
            }
            Sale sale = market.draw(random, !random.chance(kNotAcceptedShare));
            sale.id = scattered(options.seed + ++number);
            sale.time_ms = time;
            if (random.chance(late_share))
                late.push({time + 61'000 + random.below(539'000), number, sale});
            else if (!lines.put(sale))
                return false;
        }
    }
    for (; !late.empty(); late.pop()) {
        if (!lines.put(late.top().item))
            return false;
    }
    return lines.finish();
}

} // namespace livewall::generate
