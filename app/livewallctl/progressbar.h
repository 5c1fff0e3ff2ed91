// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <format>
#include <iostream>
#include <string>

#include <unistd.h>

namespace livewall::app {

/// A bar on standard error where that is a terminal; nothing elsewhere.
class ProgressBar
{
public:
    ~ProgressBar() { clear(); }

    void show(double share)
    {
        const int percent = static_cast<int>(share * 100);
        if (!is_watched_ || percent == percent_)
            return;
        constexpr std::size_t kWidth = 40;
        const auto filled = static_cast<std::size_t>(share * kWidth);
        std::cerr << std::format("\rlivewallctl: [{}{}] {:3}%", std::string(filled, '#'),
                                 std::string(kWidth - filled, ' '), percent)
                  << std::flush;
        percent_ = percent;
    }

    /// Makes room for a line.
    void clear()
    {
        if (percent_ >= 0)
            std::cerr << "\r\033[K" << std::flush;
        percent_ = -1;
    }

private:
    const bool is_watched_ = ::isatty(STDERR_FILENO) != 0;
    int percent_ = -1;
};

} // namespace livewall::app
