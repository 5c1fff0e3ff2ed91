// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <QPointF>

namespace livewall::widgets {

/// How well a purchase's place is known; each is drawn in a shape of its own.
enum class Exactness : std::uint8_t {
    Exact,   ///< its own coordinates: a disc
    City,    ///< its city's middle: a diamond
    Country, ///< its country's middle: a hollow ring
};

/// One purchase, or several near each other as one; `at` in the world's square.
struct Mark
{
    QPointF at;
    Exactness exactness = Exactness::Exact;
    std::int64_t count = 1;
    std::int64_t born_ms = 0; ///< animation time; of a pulse
};

} // namespace livewall::widgets
