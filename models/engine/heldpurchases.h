// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/store/checkpoint.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::engine {

/// Purchases of the future, of all feeds, that wait for their time. They leave by event time (ms
/// since 1970), those of one time in the order in which they came. Each bears a number, its own in
/// a store, so that one that is saved again is known and one that was let go is taken out.
///
/// `changes`, where it is given, gathers what a store is to hear of it; a null pointer: nothing is
/// saved. One thread's; nothing here fails.
class HeldPurchases
{
public:
    /// At most so many wait, of all feeds together; but those of one batch may be more.
    static constexpr std::size_t kMax = 100'000;

    /// Goes on with what a store has, whose greatest number, of whatever feed's, is `last_number`.
    void restore(std::vector<store::HeldPurchase> held, std::int64_t last_number);

    /// So many more may wait. A single batch always may, lest it wait for ever.
    bool hasRoomFor(std::size_t more) const
    {
        return more == 0 || held_.empty() || held_.size() + more <= kMax;
    }

    void hold(std::size_t feed, const event::Purchase& purchase, std::string_view merchant,
              std::string_view city, store::Changes* changes);

    /// The next whose time is not after `until_ms`, which waits no longer; nothing: none is due.
    std::optional<store::HeldPurchase> takeDue(std::int64_t until_ms, store::Changes* changes);

    /// All that wait are changes once more: they go to a store that knows none of them.
    void noteAll(store::Changes& changes) const;

private:
    std::multimap<std::int64_t, store::HeldPurchase> held_; ///< by event time
    std::int64_t next_number_ = 1;
};

} // namespace livewall::engine
