// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

namespace livewall::widgets {

/// Which page is shown, and for how long. Times are monotonic milliseconds. A page that was chosen
/// by hand gets its whole dwell time too.
class Rotation
{
public:
    /// At least one page. A dwell of zero: pages change by hand alone.
    Rotation(int pages, std::chrono::milliseconds dwell);

    int current() const { return current_; }
    int pages() const { return pages_; }
    bool isPaused() const { return paused_; }

    /// Shows a page from `now_ms` on; the index wraps round at both ends.
    void show(int page, std::int64_t now_ms);

    /// Paused, the page stays until somebody changes it. Resumed, its dwell begins anew.
    void setPaused(bool paused, std::int64_t now_ms);

    /// Goes on to the next page if the current one's time is over. The first call begins the dwell.
    void step(std::int64_t now_ms);

private:
    int pages_;
    std::chrono::milliseconds dwell_;
    int current_ = 0;
    bool paused_ = false;
    bool begun_ = false;
    std::int64_t since_ms_ = 0;
};

} // namespace livewall::widgets
