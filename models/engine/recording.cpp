// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/recording.h"

#include "models/engine/filereading.h"
#include "models/stats/intake.h"

#include <algorithm>
#include <utility>

namespace livewall::engine {

std::unique_ptr<Recording> Recording::read(const std::vector<std::string>& paths,
                                           const event::DecoderOptions& decoder, std::string& error,
                                           const std::function<void(double share)>& progress,
                                           const std::stop_token& stop)
{
    auto recording = std::make_unique<Recording>();
    stats::Intake intake;
    const auto keep = [&](const std::string&, const event::EventBatch& batch) {
        intake.enter(batch);
        for (const event::Purchase& purchase : batch.purchases) {
            if (!intake.take(purchase))
                continue;
            recording->records_.push_back({
                .time_ms = purchase.time_ms,
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
    std::ranges::stable_sort(recording->records_, {}, &Record::time_ms);
    recording->text_index_ = {};
    recording->ledger_ = intake.ledger();
    return recording;
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
