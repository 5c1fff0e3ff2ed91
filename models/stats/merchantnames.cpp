// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/merchantnames.h"

#include <algorithm>
#include <utility>

namespace livewall::stats {

void MerchantNames::add(std::int64_t eid, std::int64_t time_ms, std::string_view name)
{
    if (name.empty())
        return;
    auto found = young_.find(eid);
    if (found == young_.end()) {
        if (young_.size() >= generation_)
            old_ = std::exchange(young_, {});
        found = young_.try_emplace(eid).first;
        if (const auto before = old_.find(eid); before != old_.end()) {
            found->second = std::move(before->second);
            old_.erase(before);
        }
    }
    Name& known = found->second;
    // The usual case by far: the same name again.
    if (known.text == name) {
        known.time_ms = std::max(known.time_ms, time_ms);
    } else if (time_ms > known.time_ms || (time_ms == known.time_ms && name > known.text)) {
        known.time_ms = time_ms;
        known.text = name;
    }
}

std::string_view MerchantNames::find(std::int64_t eid) const
{
    for (const Names* names : {&young_, &old_}) {
        if (const auto found = names->find(eid); found != names->end())
            return found->second.text;
    }
    return {};
}

} // namespace livewall::stats
