// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/burninshift.h"

namespace livewall::widgets {

QPoint burnInShift(int reach, std::int64_t elapsed_ms)
{
    constexpr std::int64_t kStep_ms = 60'000;
    if (reach < 1)
        return {};
    const std::int64_t width = 2 * std::int64_t(reach) + 1;
    const std::int64_t last = width * width - 1;
    // The middle of the way is the picture's own place: there it begins.
    std::int64_t place = (elapsed_ms / kStep_ms + last / 2) % (2 * last);
    if (place > last)
        place = 2 * last - place;
    const std::int64_t row = place / width;
    const std::int64_t along = place % width;
    const std::int64_t column = row % 2 == 0 ? along : width - 1 - along;
    return {static_cast<int>(column) - reach, static_cast<int>(row) - reach};
}

} // namespace livewall::widgets
