// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/merchantnames.h"

#include <algorithm>
#include <utility>

namespace livewall::stats {

void MerchantNames::add(std::span<const NameSeen> names)
{
    constexpr std::size_t kAhead = 16;
    for (const NameSeen& seen : names.first(std::min(kAhead, names.size())))
        young_.prefetch({seen.eid});
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i + kAhead < names.size())
            young_.prefetch({names[i + kAhead].eid});
        addOne(names[i]);
    }
}

inline void MerchantNames::addOne(const NameSeen& seen)
{
    if (seen.name.empty())
        return;
    Name* const known = young_.find({seen.eid});
    if (known == nullptr) [[unlikely]]
        addNew(seen);
    // The usual case by far: the same name again.
    else if (known->text.view() == seen.name) [[likely]]
        known->time_ms = std::max(known->time_ms, seen.time_ms);
    else
        renew(*known, seen);
}

/// Of a store that was not named for a while, or never.
void MerchantNames::addNew(const NameSeen& seen)
{
    if (young_.size() >= generation_)
        old_ = std::exchange(young_, {});
    if (Name* const before = old_.find({seen.eid})) {
        renew(*before, seen);
        young_.insert(Name(*before)); // a copy: an emptied one would be vacant, and not be erased
        old_.erase({seen.eid});
    } else {
        young_.insert({{seen.eid}, seen.time_ms, KeptName(seen.name)});
    }
}

void MerchantNames::renew(Name& known, const NameSeen& seen)
{
    if (seen.time_ms > known.time_ms ||
        (seen.time_ms == known.time_ms && seen.name > known.text.view())) {
        known.time_ms = seen.time_ms;
        known.text = KeptName(seen.name);
    }
}

std::string_view MerchantNames::find(std::int64_t eid) const
{
    for (const auto* const names : {&young_, &old_}) {
        if (const Name* const found = names->find({eid}))
            return found->text.view();
    }
    return {};
}

} // namespace livewall::stats
