// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/models/stats/examples.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

namespace livewall::bench {

inline constexpr std::int64_t kNow = examples::utc(2011, 3, 10, 12); ///< where streams begin
inline constexpr std::int64_t kStores = 20'000;

/// Purchases of kStores stores, few of them with most, in order of time: `per_second` a second,
/// day and night, from `begin` on (seconds since 1970).
class Stream
{
public:
    explicit Stream(std::int64_t per_second, std::int64_t begin = kNow)
        : begin_(begin), per_second_(per_second)
    {
        // A store's share falls with its rank, as shops' do (Zipf).
        std::mt19937_64 random(2011);
        std::vector<double> weights;
        for (std::int64_t rank = 1; rank <= kStores; ++rank)
            weights.push_back(1 / std::pow(static_cast<double>(rank), 0.9));
        std::discrete_distribution<std::int64_t> store(weights.begin(), weights.end());
        for (std::int64_t& eid : eids_)
            eid = 100'000 + store(random);
    }

    event::Purchase next()
    {
        constexpr std::array<std::string_view, 8> kCountries = {"se", "fi", "no", "dk",
                                                                "de", "at", "ee", "lv"};
        static const auto sek = examples::currency("SEK");
        static const auto eur = examples::currency("EUR");
        const std::uint64_t id = number_++;
        const std::int64_t eid = eids_[id % eids_.size()];
        event::Purchase made;
        made.time_ms = (begin_ * 1000) + static_cast<std::int64_t>(id) * 1000 / per_second_;
        made.eid = eid;
        made.amount = static_cast<std::int64_t>(id % 100'000);
        made.accepted = id % 16 != 0;
        made.identity = examples::identity(id, made.accepted);
        made.currency = eid % 3 == 0 ? eur : sek;
        made.country = examples::country(kCountries[static_cast<std::size_t>(eid) % 8]);
        return made;
    }

private:
    std::int64_t begin_;
    std::int64_t per_second_;
    std::uint64_t number_ = 0;
    std::array<std::int64_t, 1 << 20> eids_{};
};

} // namespace livewall::bench
