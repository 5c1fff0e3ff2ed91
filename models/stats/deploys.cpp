// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/deploys.h"

#include <algorithm>
#include <tuple>

namespace livewall::stats {

void Deploys::add(const DeployMark& deploy)
{
    if (!times_.try_emplace(deploy.identity, deploy.time_ms).second)
        return;
    by_time_.emplace(std::pair(deploy.time_ms, deploy.identity), deploy);
    if (by_time_.size() > kMost) {
        times_.erase(by_time_.begin()->second.identity);
        by_time_.erase(by_time_.begin());
    }
}

std::vector<DeployMark> Deploys::between(std::int64_t from_ms, std::int64_t to_ms) const
{
    std::vector<DeployMark> found;
    const auto end = by_time_.lower_bound({to_ms, {}});
    for (auto next = by_time_.lower_bound({from_ms, {}}); next != end; ++next)
        found.push_back(next->second);
    std::ranges::stable_sort(found, {}, [](const DeployMark& one) {
        return std::tie(one.time_ms, one.service, one.version);
    });
    return found;
}

} // namespace livewall::stats
