// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/counting.h"

#include "models/store/checkpoint.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace livewall::engine {

void count(stats::Board& board, const event::Purchase& purchase, std::string_view merchant,
           std::string_view city)
{
    const stats::UnitDelta one = stats::toUnitDelta(purchase);
    board.add(std::span(&one, 1));
    if (purchase.accepted) {
        board.addName(purchase.eid, purchase.time_ms, merchant);
        board.addSighting(purchase, merchant, city);
    }
}

stats::DeployMark deployMark(const event::EventBatch& batch, const event::Deploy& deploy)
{
    return {.identity = deploy.identity,
            .time_ms = deploy.time_ms,
            .service = std::string(batch.view(deploy.service)),
            .version = std::string(batch.view(deploy.version))};
}

void judge(stats::Intake& intake, const event::EventBatch& batch, std::int64_t last_second,
           Judged& judged)
{
    intake.judge(batch.purchases, judged.verdicts);
    const std::int64_t last_ms = stats::Intake::lastOfSecond_ms(last_second);
    std::vector<std::uint32_t>& counting = judged.counting;
    counting.resize(batch.purchases.size());
    std::size_t size = 0;
    for (std::size_t at = 0; at < batch.purchases.size(); ++at) {
        counting[size] = static_cast<std::uint32_t>(at);
        const bool counts = judged.verdicts[at] != stats::Dedupe::Verdict::Duplicate &&
                            batch.purchases[at].time_ms <= last_ms;
        size += counts ? 1 : 0;
    }
    counting.resize(size);
    judged.newest_ms = intake.newest_ms().value_or(0);
}

void count(stats::Board& board, const event::EventBatch& batch,
           std::span<const std::uint32_t> counting, bool has_map, store::Changes* changes)
{
    // So many at a time, as the nearest memory has room for.
    constexpr std::size_t kBlock = 128;
    std::array<stats::UnitDelta, kBlock> units;
    std::array<stats::NameSeen, kBlock> names;
    for (; !counting.empty(); counting = counting.subspan(std::min(kBlock, counting.size()))) {
        std::size_t size = 0;
        std::size_t named = 0;
        for (const std::uint32_t at : counting.first(std::min(kBlock, counting.size()))) {
            const event::Purchase& purchase = batch.purchases[at];
            units[size++] = stats::toUnitDelta(purchase);
            if (!purchase.accepted)
                continue;
            names[named++] = {purchase.eid, purchase.time_ms, batch.view(purchase.merchant)};
            if (has_map)
                board.addSighting(purchase, batch.view(purchase.merchant),
                                  batch.view(purchase.city));
        }
        board.add(std::span(std::as_const(units)).first(size));
        board.addNames(std::span(names).first(named));
        if (changes != nullptr) {
            std::array<stats::Delta, kBlock> deltas;
            std::transform(units.begin(), units.begin() + static_cast<std::ptrdiff_t>(size),
                           deltas.begin(),
                           [](const stats::UnitDelta& one) { return stats::toDelta(one); });
            changes->add(std::span(std::as_const(deltas)).first(size));
            changes->addNames(std::span(names).first(named));
        }
    }
}

} // namespace livewall::engine
