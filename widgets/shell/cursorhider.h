// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include <QPoint>

namespace livewall::widgets {

/// Whether the mouse pointer is to be seen: not once it has lain still for kAfter_ms.
class CursorHider
{
public:
    static constexpr std::int64_t kAfter_ms = 3'000;

    /// Takes note of where the pointer is. True: hide it.
    bool step(QPoint position, std::int64_t now_ms);

private:
    std::optional<QPoint> position_;
    std::int64_t moved_ms_ = 0;
};

} // namespace livewall::widgets
