// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/options/boardarguments.h"
#include "app/options/commandline.h"
#include "resources/language.h"
#include "widgets/page/theme.h"

#include <CLI/CLI.hpp>

#include <QSize>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::app {

/// Of a window or a picture.
inline constexpr int kLargestSide_px = 16'384;

enum class PageKind { Top, Hour, Excluding, Day, Map, Week, Desk };

/// "top", "hour", "excluding", "day", "map", "week"; nothing for any other name.
std::optional<PageKind> pageNamed(std::string_view name);
std::string_view nameOf(PageKind page);

/// What was asked of the window.
struct WindowArguments
{
    std::vector<PageKind> pages; ///< those to show, in this order; never empty after reading
    bool is_windowed = false;
    QSize size = {1920, 1080}; ///< windowed, or of the picture
    std::int64_t dwell_ms = 20'000;
    bool is_touring = true;                                ///< the map's camera flies to purchases
    const widgets::Theme* theme = &widgets::Theme::dark(); ///< never null
    std::optional<resources::Language> language;           ///< else the system's
    std::string output;      ///< where it fills the screen; empty: the primary one
    double overscan = 0;     ///< what the TV cuts off at each edge, in percent of its side
    bool is_shifting = true; ///< against burn-in
    bool is_kiosk = false;   ///< no key ends or changes it
};

/// What `livewall bench` is to measure. What is given narrows the usual scenarios to those pages at
/// that size and rate.
struct BenchArguments
{
    std::vector<PageKind> pages;
    std::optional<QSize> size;
    std::optional<double> events_per_second;
    std::int64_t time_ms = 8'000; ///< of each scenario
    /// Asked by itself of another process: when that one was started, and so how long it takes
    /// until its first frame, which it prints and ends.
    std::optional<std::int64_t> since_us;
    bool is_checked = false; ///< it fails where a figure is not met
};

/// The command line of `livewall`, read.
struct Arguments
{
    enum class Command { Live, Replay, Snapshot, Bench };

    Command command = Command::Live;
    BoardArguments board;
    WindowArguments window;
    std::vector<std::string> feeds; ///< Live: URLs and files
    std::string config;             ///< Live: a file instead of the usual ones
    std::string store;              ///< Live, Snapshot: a database; empty: none
    bool demo = false;              ///< Live, Snapshot
    bool lists_screens = false;     ///< Live: instead of a wall
    std::vector<std::string> files; ///< Replay, Snapshot
    double speed = 1;               ///< Replay
    bool is_by_arrival = false;     ///< Replay
    std::string from, to;           ///< Replay; checked instants or empty
    std::string at;                 ///< Snapshot; likewise
    std::string out;                ///< Snapshot
    BenchArguments bench;
    std::string like; ///< Snapshot: a picture to draw again; empty: none
};

/// Adds all options and commands to `app`; `arguments` is filled as it parses.
void addArguments(CLI::App& app, Arguments& arguments);

} // namespace livewall::app
