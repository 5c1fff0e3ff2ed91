// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/heldpurchases.h"

#include <utility>

namespace livewall::engine {

void HeldPurchases::restore(std::vector<store::HeldPurchase> held, std::int64_t last_number)
{
    next_number_ = last_number + 1;
    for (store::HeldPurchase& one : held) {
        const std::int64_t time_ms = one.purchase.time_ms;
        held_.emplace(time_ms, std::move(one));
    }
}

void HeldPurchases::hold(std::size_t feed, const event::Purchase& purchase,
                         std::string_view merchant, std::string_view city, store::Changes* changes)
{
    store::HeldPurchase held{next_number_++, feed, purchase, std::string(merchant),
                             std::string(city)};
    if (changes)
        changes->hold(held);
    held_.emplace(purchase.time_ms, std::move(held));
}

std::optional<store::HeldPurchase> HeldPurchases::takeDue(std::int64_t until_ms,
                                                          store::Changes* changes)
{
    if (held_.empty() || held_.begin()->first > until_ms)
        return std::nullopt;
    store::HeldPurchase due = std::move(held_.extract(held_.begin()).mapped());
    if (changes)
        changes->release(due.number);
    return due;
}

void HeldPurchases::noteAll(store::Changes& changes) const
{
    for (const auto& [time_ms, held] : held_)
        changes.hold(held);
}

} // namespace livewall::engine
