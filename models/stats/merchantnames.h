// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace livewall::stats {

/// The newest name of each store; of the same time the greater by bytes.
/// Bounded: at least the kGeneration stores that were last named are remembered, at most twice as
/// many; a feed that invents stores without end costs no more.
class MerchantNames
{
public:
    static constexpr std::size_t kGeneration = 4'000'000;

    explicit MerchantNames(std::size_t generation = kGeneration) : generation_(generation) {}

    /// An empty name says nothing and changes nothing.
    void add(std::int64_t eid, std::int64_t time_ms, std::string_view name);

    /// "" where none is known. Valid until the next add().
    std::string_view find(std::int64_t eid) const;

private:
    struct Name
    {
        std::int64_t time_ms = 0;
        std::string text;
    };
    using Names = boost::unordered_flat_map<std::int64_t, Name>;

    std::size_t generation_;
    Names young_;
    Names old_;
};

} // namespace livewall::stats
