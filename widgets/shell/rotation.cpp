// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/rotation.h"

namespace livewall::widgets {

Rotation::Rotation(int pages, std::chrono::milliseconds dwell) : pages_(pages), dwell_(dwell) {}

void Rotation::show(int page, std::int64_t now_ms)
{
    current_ = (page % pages_ + pages_) % pages_;
    since_ms_ = now_ms;
    begun_ = true;
}

void Rotation::setPaused(bool paused, std::int64_t now_ms)
{
    paused_ = paused;
    since_ms_ = now_ms;
}

void Rotation::step(std::int64_t now_ms)
{
    if (!begun_)
        show(current_, now_ms);
    if (!paused_ && dwell_.count() > 0 && now_ms - since_ms_ >= dwell_.count())
        show(current_ + 1, now_ms);
}

} // namespace livewall::widgets
