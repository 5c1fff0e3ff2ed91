// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/recording.h"

#include "models/engine/filereading.h"
#include "models/stats/intake.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace livewall::engine {

std::unique_ptr<Recording> Recording::read(const std::vector<std::string>& paths,
                                           const event::DecoderOptions& decoder, std::string& error,
                                           const std::function<void(double share)>& progress,
                                           const std::stop_token& stop)
{
    auto recording = std::make_unique<Recording>();
    stats::Intake intake;
    boost::unordered_flat_map<event::Identity, std::int64_t, stats::Dedupe::Hash> times;
    std::vector<Copy> copies;
    const auto keep = [&](const std::string& path, const event::EventBatch& batch) {
        intake.enter(batch);
        noteRejections(path, batch,
                       [&](const std::string& line) { recording->notes_.push_back(line); });
        for (const event::Purchase& purchase : batch.purchases) {
            if (!intake.take(purchase))
                continue;
            const auto [known, is_new] = times.try_emplace(purchase.identity, purchase.time_ms);
            if (!is_new) {
                copies.push_back(
                    {recording->records_.size(), std::min(known->second, purchase.time_ms) +
                                                     stats::Dedupe::kDefaultHorizon_ms});
            }
            recording->records_.push_back({
                .time_ms = purchase.time_ms,
                .from_ms = purchase.time_ms,
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
    if (!readFiles(paths, decoder, keep, error, progress, stop))
        return nullptr;
    recording->holdBack(copies);
    std::ranges::stable_sort(recording->records_, {}, &Record::from_ms);
    recording->text_index_ = {};
    recording->ledger_ = intake.ledger();
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
    for (const Copy& copy : copies) {
        const auto beyond = std::ranges::upper_bound(by_time, copy.known_to_ms, {}, time_ms);
        const auto first = std::find_if(beyond, by_time.end(),
                                        [&](std::size_t record) { return record < copy.record; });
        if (first != by_time.end())
            records_[copy.record].from_ms = time_ms(*first);
    }
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
