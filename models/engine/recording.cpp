// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/recording.h"

#include "models/engine/counting.h"

#include "models/engine/filereading.h"
#include "models/engine/recordedreading.h"
#include "models/stats/intake.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <ranges>
#include <utility>

namespace livewall::engine {

namespace {

/// The identity is a hash already.
struct IdentityHash
{
    using is_avalanching = void;
    std::size_t operator()(const event::Identity& identity) const { return identity.high; }
};

/// Finds the first of a row of numbers, from a place on, that is below a bound: a tree of minima,
/// so that a recording that repeats itself does not take the square of its length.
class FirstBelow
{
public:
    explicit FirstBelow(const std::vector<std::size_t>& row)
        : leaves_(std::bit_ceil(std::max<std::size_t>(row.size(), 1)))
        , minima_(2 * leaves_, std::numeric_limits<std::size_t>::max())
    {
        std::ranges::copy(row, minima_.begin() + static_cast<std::ptrdiff_t>(leaves_));
        for (std::size_t node = leaves_ - 1; node > 0; --node)
            minima_[node] = std::min(minima_[2 * node], minima_[2 * node + 1]);
    }

    /// Its place; beyond the row where there is none.
    std::size_t find(std::size_t from, std::size_t bound) const
    {
        if (from >= leaves_)
            return leaves_;
        std::size_t node = leaves_ + from;
        // Up and to the right, until there is one below...
        while (minima_[node] >= bound) {
            while (node % 2 == 1)
                node /= 2;
            if (node == 0)
                return leaves_;
            ++node;
        }
        // ...and down to the first of them.
        while (node < leaves_)
            node = minima_[2 * node] < bound ? 2 * node : 2 * node + 1;
        return node - leaves_;
    }

private:
    std::size_t leaves_; ///< a power of two
    std::vector<std::size_t> minima_;
};

} // namespace

std::unique_ptr<Recording> Recording::read(const std::vector<std::string>& paths,
                                           const event::DecoderOptions& decoder, std::string& error,
                                           const ReplayRange& range,
                                           const std::function<void(double share)>& progress,
                                           const std::stop_token& stop)
{
    auto recording = std::make_unique<Recording>();
    recording->by_ = range.by;
    const bool is_by_arrival = range.by == ReplayBy::Arrival;
    stats::Intake intake;
    boost::unordered_flat_map<event::Identity, std::int64_t, IdentityHash> times;
    std::vector<Copy> copies;
    const auto keep = [&](const DecodedLines& lines) {
        const event::EventBatch& batch = lines.batch;
        intake.enter(batch);
        noteRejections(lines.path, batch,
                       [&](const std::string& line) { recording->notes_.push_back(line); });
        for (const event::Deploy& deploy : batch.deploys)
            recording->deploys_.push_back(
                {is_by_arrival ? std::max(deploy.time_ms, lines.arrived_ms.value_or(0))
                               : deploy.time_ms,
                 deployMark(batch, deploy)});
        for (const event::Purchase& purchase : batch.purchases) {
            if (!intake.take(purchase))
                continue;
            const std::int64_t from_ms =
                is_by_arrival ? std::max(purchase.time_ms, lines.arrived_ms.value_or(0))
                              : purchase.time_ms;
            // By arrival, a copy was no duplicate when it came.
            const auto [known, is_new] = times.try_emplace(purchase.identity, purchase.time_ms);
            if (!is_new && !is_by_arrival) {
                copies.push_back(
                    {recording->records_.size(), std::min(known->second, purchase.time_ms) +
                                                     stats::Dedupe::kDefaultHorizon_ms});
            }
            recording->records_.push_back({
                .time_ms = purchase.time_ms,
                .from_ms = from_ms,
                .eid = purchase.eid,
                .amount = purchase.amount,
                .merchant = recording->intern(batch.view(purchase.merchant)),
                .city = recording->intern(batch.view(purchase.city)),
                .latitude = purchase.latitude,
                .longitude = purchase.longitude,
                .currency = purchase.currency,
                .country = purchase.country,
                .accepted = purchase.accepted,
            });
        }
    };
    const auto keep_link = [&](const record::LinkChange& change) {
        if (is_by_arrival)
            recording->addLink(change);
    };
    const auto keep_span = [&](const record::RecordReader::EventSpan& events) {
        recording->coverage_.add(events.first_ms, events.last_ms + 1);
    };
    if (!readRecordings(paths, decoder, range, keep, keep_link, keep_span, error, progress, stop))
        return nullptr;
    recording->holdBack(copies);
    std::ranges::stable_sort(recording->records_, {}, &Record::from_ms);
    std::ranges::stable_sort(recording->deploys_, {}, &KnownDeploy::from_ms);
    recording->text_index_ = decltype(text_index_)(); // an empty list would keep its memory
    recording->ledger_ = intake.ledger();
    if (!recording->records_.empty()) {
        const auto [oldest, newest] =
            std::ranges::minmax(recording->records_ | std::views::transform(&Record::time_ms));
        recording->coverage_.add(oldest, newest + 1);
    }
    // All recordings are one feed: what lies between two of them was listened to as one.
    if (!recording->coverage_.isEmpty()) {
        const auto& known = recording->coverage_.intervals();
        recording->coverage_.add(known.front().from_ms, known.back().to_ms);
    }
    return recording;
}

/// At an earlier T, when newest was not yet so far ahead, such a copy was still a duplicate: it
/// counts from the first purchase on, read before it, that lies beyond its identity's horizon.
void Recording::holdBack(const std::vector<Copy>& copies)
{
    if (copies.empty())
        return;
    const auto time_ms = [this](std::size_t record) { return records_[record].time_ms; };
    std::vector<std::size_t> by_time(records_.size());
    std::iota(by_time.begin(), by_time.end(), std::size_t{0});
    std::ranges::stable_sort(by_time, {}, time_ms);
    const FirstBelow first_below(by_time);
    for (const Copy& copy : copies) {
        const auto beyond = std::ranges::upper_bound(by_time, copy.known_to_ms, {}, time_ms);
        const std::size_t first =
            first_below.find(static_cast<std::size_t>(beyond - by_time.begin()), copy.record);
        if (first < by_time.size())
            records_[copy.record].from_ms = time_ms(by_time[first]);
    }
}

void Recording::addLink(const record::LinkChange& change)
{
    using To = record::LinkChange::To;
    Link link{change.at_ms, {feed::Link::Connecting, change.detail}, std::nullopt};
    switch (change.to) {
    case To::Up:
        link.state.link = feed::Link::Up;
        break;
    case To::Ended:
        link.state.link = feed::Link::Ended;
        break;
    // What had failed then is no failure of the recording, and may come again.
    case To::Failed:
    case To::Connecting:
    case To::Stopped:
        link.lost_ms = links_.empty() ? change.at_ms : links_.back().lost_ms;
        if (!link.lost_ms)
            link.lost_ms = change.at_ms;
        break;
    }
    links_.push_back(std::move(link));
}

event::Purchase Recording::purchase(const Record& record)
{
    return {.time_ms = record.time_ms,
            .eid = record.eid,
            .amount = record.amount,
            .latitude = record.latitude,
            .longitude = record.longitude,
            .currency = record.currency,
            .country = record.country,
            .accepted = record.accepted};
}

std::uint32_t Recording::intern(std::string_view text)
{
    const auto [found, is_new] =
        text_index_.try_emplace(std::string(text), static_cast<std::uint32_t>(texts_.size()));
    if (is_new)
        texts_.emplace_back(text);
    return found->second;
}

} // namespace livewall::engine
