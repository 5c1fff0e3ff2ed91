// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/eventbatch.h"

#include <algorithm>
#include <functional>

namespace livewall::event {

void EventBatch::append(const EventBatch& other)
{
    for (Purchase purchase : other.purchases) {
        purchase.merchant = add(other.view(purchase.merchant));
        purchase.city = add(other.view(purchase.city));
        purchases.push_back(purchase);
    }
    for (Deploy deploy : other.deploys) {
        deploy.service = add(other.view(deploy.service));
        deploy.version = add(other.view(deploy.version));
        deploys.push_back(deploy);
    }
    samples.insert(samples.end(), other.samples.begin(), other.samples.end());
    received += other.received;
    control += other.control;
    unknown_type += other.unknown_type;
    std::ranges::transform(rejected, other.rejected, rejected.begin(), std::plus());
    heartbeat_ms = std::max(heartbeat_ms, other.heartbeat_ms);
    heartbeats += other.heartbeats;
    lines += other.lines;
    cut_lines += other.cut_lines;
}

} // namespace livewall::event
