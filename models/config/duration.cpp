// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/config/duration.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace livewall::config {

std::optional<std::int64_t> parseDuration_ms(std::string_view text)
{
    struct Unit
    {
        std::string_view name;
        std::int64_t length_ms;
    };
    static constexpr std::array<Unit, 5> units = {
        {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
    constexpr std::int64_t kMost_ms = 100LL * 366 * 86'400'000;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const auto unit = std::ranges::find(
        units, text.substr(static_cast<std::size_t>(end - text.data())), &Unit::name);
    if (error != std::errc() || unit == units.end() || value < 1 ||
        value > kMost_ms / unit->length_ms)
        return std::nullopt;
    return value * unit->length_ms;
}

} // namespace livewall::config
