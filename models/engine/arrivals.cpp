// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/arrivals.h"

#include <algorithm>

namespace livewall::engine {

namespace {

void merge(Arrival& into, const Arrival& arrival)
{
    into.read_us = std::min(into.read_us, arrival.read_us);
    into.events += arrival.events;
}

} // namespace

void Arrivals::note(Arrival arrival)
{
    if (arrival.events == 0)
        return;
    const std::lock_guard lock(mutex_);
    if (noted_.size() < kCapacity)
        noted_.push_back(arrival);
    else
        merge(noted_.back(), arrival);
}

void Arrivals::publish(std::uint64_t sequence)
{
    const std::lock_guard lock(mutex_);
    for (const Arrival& arrival : noted_) {
        if (counted_.size() < kCapacity) {
            counted_.push_back({arrival, sequence});
            continue;
        }
        merge(counted_.back().arrival, arrival);
        counted_.back().sequence = sequence;
    }
    noted_.clear();
}

std::vector<Arrival> Arrivals::take(std::uint64_t sequence)
{
    const std::lock_guard lock(mutex_);
    std::vector<Arrival> taken;
    while (!counted_.empty() && counted_.front().sequence <= sequence) {
        taken.push_back(counted_.front().arrival);
        counted_.pop_front();
    }
    return taken;
}

} // namespace livewall::engine
