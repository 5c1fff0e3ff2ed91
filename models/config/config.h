// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/country.h"
#include "models/event/fieldmap.h"
#include "models/stats/zone.h"

#include <bitset>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::config {

/// Where something stands in a file, both from 1.
struct Position
{
    int line = 0;
    int column = 0;
};

/// One [[feed]]. Paths of files are absolute; what is secret is in them, never here.
struct Feed
{
    std::string name;
    std::string url;
    event::FieldMap fields;
    std::string ca_file;
    std::string certificate_file;
    std::string key_file;
    std::string user;
    std::string secret_file;
    std::string credentials_file;
    std::string options_file;
    std::int64_t proof_ms = 30'000;
    Position position;     ///< of its table
    Position url_position; ///< of its url
};

/// One [[holiday]]: a day on which purchases are not what is usual.
struct Holiday
{
    std::chrono::year_month_day date; ///< by local date
    std::string name;
};

/// One [[screen]]: an output with a window of its own. What is not given is as for all.
struct Screen
{
    std::string output; ///< as the display server calls it
    std::vector<std::string> pages;
    std::optional<std::int64_t> dwell_ms;
    std::optional<double> overscan;
};

/// One [[dark]]: hours of the day, by local time, in which nobody looks.
struct DarkHours
{
    std::bitset<7> days = 0x7f;  ///< on which it begins; 0 is Monday
    std::chrono::minutes from{}; ///< of the day
    std::chrono::minutes to{};   ///< likewise, up to 24:00; not after `from`: of the next day
    double brightness = 0;       ///< percent; 0 is black
};

/// Of a degree: 1 is 11 km from north to south, 4 are 11 m. With fewer the place nearest to what is
/// left would be another one than the purchase's.
inline constexpr int kFewestMapDecimals = 1;
inline constexpr int kMostMapDecimals = 4;

/// What a wall is told by livewall.toml. What is not said there is as here.
struct Config
{
    std::vector<Feed> feeds;
    std::optional<stats::Zone> zone; ///< else the system's
    std::vector<event::Country> exclude = {*event::Country::fromCode("fi"),
                                           *event::Country::fromCode("se")}; ///< sorted
    std::optional<std::string> holidays; ///< "se" or "none"; else by the zone
    std::vector<Holiday> holiday;        ///< besides those
    std::vector<std::string> pages = {"top", "map", "week"};
    std::int64_t dwell_ms = 20'000;
    bool is_touring = true;              ///< the map's camera flies to purchases
    bool has_map_details = false;        ///< the map names store and amount
    std::optional<int> map_decimals;     ///< of the map's degrees; else as they come
    std::string theme = "dark";          ///< "dark" or "light"
    std::optional<std::string> language; ///< "en" or "sv"; else the system's
    std::string store;                   ///< a path; empty: the default store
    std::optional<std::int64_t> save_ms; ///< else as the store has it
    double overscan = 0;     ///< what a TV cuts off at each edge, in percent of width and height
    bool is_shifting = true; ///< the picture moves a little, against burn-in
    std::vector<std::string> on_command;  ///< a program and its arguments; empty: none
    std::vector<std::string> off_command; ///< likewise
    std::vector<Screen> screens;          ///< empty: one, on the primary output
    std::vector<DarkHours> dark;
};

/// What is wrong with a file, and where.
struct Fault
{
    std::string file;
    Position position;
    std::string what;

    /// "livewall.toml:12:5: what"; without the position where there is none.
    std::string text() const;
};

/// How a screen looks and speaks: of a file with faults as far as it could be read.
struct Appearance
{
    std::string theme = "dark";          ///< as Config::theme
    std::optional<std::string> language; ///< as Config::language
};

/// A config, or why it is none: every fault that was found, in the order of the file.
struct Parsed
{
    std::optional<Config> config;
    std::vector<Fault> faults;
    Appearance appearance; ///< whatever is wrong
};

/// Reads TOML 1.0. `file` is the name for the faults; relative paths in it are looked for in
/// `credentials` (systemd's $CREDENTIALS_DIRECTORY; may be empty), then in `folder`.
Parsed parse(std::string_view text, const std::string& file, const std::string& folder,
             const std::string& credentials);

/// A key as the documentation has it.
struct Key
{
    std::string_view table; ///< "" for the top, "holiday", "screen", "dark" or "feed"
    std::string_view name;
    std::string_view form;     ///< "string", "time", "list of strings", ...
    std::string_view standard; ///< what holds where it is not given, as it would be written
};

/// Every key that there is, in the order of the documentation.
std::vector<Key> keys();

} // namespace livewall::config
