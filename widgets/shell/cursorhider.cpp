// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/cursorhider.h"

namespace livewall::widgets {

bool CursorHider::step(QPoint position, std::int64_t now_ms)
{
    if (position_ != position) {
        position_ = position;
        moved_ms_ = now_ms;
    }
    return now_ms - moved_ms_ >= kAfter_ms;
}

} // namespace livewall::widgets
