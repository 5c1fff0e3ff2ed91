// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/keptname.h"
#include "models/stats/probedtable.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace livewall::stats {

/// A store's name as somebody saw it; `name` is theirs.
struct NameSeen
{
    std::int64_t eid = 0;
    std::int64_t time_ms = 0;
    std::string_view name;
};

/// The newest name of each store; of the same time the greater by bytes.
/// Bounded: at least the kGeneration stores that were last named are remembered, at most twice as
/// many; a feed that invents stores without end costs no more.
class MerchantNames
{
public:
    static constexpr std::size_t kGeneration = 4'000'000;

    explicit MerchantNames(std::size_t generation = kGeneration) : generation_(generation) {}

    /// Says that a name of this store is on its way: what it will be compared with is fetched from
    /// memory meanwhile. From any thread, whatever another one does.
    void announce(std::int64_t eid) const { young_.announce({eid}); }

    /// An empty name says nothing and changes nothing.
    void add(std::span<const NameSeen> names);
    void add(const NameSeen& seen) { add(std::span(&seen, 1)); }

    /// "" where none is known. Valid until the next add().
    std::string_view find(std::int64_t eid) const;

private:
    struct Store
    {
        std::int64_t eid = 0;
        friend bool operator==(Store, Store) = default;
        friend std::size_t hash_value(Store store)
        {
            return spread(static_cast<std::uint64_t>(store.eid));
        }
    };
    struct alignas(64) Name
    {
        Store key;
        std::int64_t time_ms = 0;
        KeptName text; ///< never empty

        bool isVacant() const { return text.empty(); }
    };

    void addOne(const NameSeen& seen);
    void addNew(const NameSeen& seen);
    static void renew(Name& known, const NameSeen& seen);

    std::size_t generation_;
    ProbedTable<Name> young_;
    ProbedTable<Name> old_;
};

} // namespace livewall::stats
