// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/config/config.h"

#include "models/config/darkkeys.h"
#include "models/config/reader.h"

#include <algorithm>
#include <array>
#include <format>
#include <iterator>
#include <utility>

namespace livewall::config {

namespace {

constexpr std::array<std::string_view, 7> kPages = {"top", "hour", "excluding", "day",
                                                    "map", "week", "desk"};

void readZone(Reader& reader, std::string_view key, const toml::node& node, Config& config)
{
    std::string name;
    reader.read(key, node, name);
    if (name.empty())
        return;
    config.zone = stats::Zone::find(name);
    if (!config.zone)
        reader.fail(node.source(), std::format("{}: there is no time zone {}; IANA names look like "
                                               "Europe/Stockholm",
                                               key, name));
}

void readExclude(Reader& reader, std::string_view key, const toml::node& node, Config& config)
{
    config.exclude.clear();
    reader.readList(key, node, [&config](const std::string& text) -> std::string {
        const auto country = event::Country::fromCode(text);
        if (!country)
            return std::format("{} is no country code of two letters", text);
        config.exclude.push_back(*country);
        return {};
    });
    std::ranges::sort(config.exclude);
    const auto repeated = std::ranges::unique(config.exclude);
    config.exclude.erase(repeated.begin(), repeated.end());
}

void readPages(Reader& reader, std::string_view key, const toml::node& node,
               std::vector<std::string>& pages)
{
    pages.clear();
    reader.readList(key, node, [&pages](const std::string& text) -> std::string {
        if (std::ranges::find(kPages, text) == kPages.end())
            return std::format(
                "there is no page {}; there are top, hour, excluding, day, map, week and desk",
                text);
        pages.push_back(text);
        return {};
    });
    if (const toml::array* list = node.as_array(); list && list->empty())
        reader.fail(node.source(), std::format("{}: name at least one page", key));
}

void readHolidays(Reader& reader, std::string_view key, const toml::node& node, Config& config)
{
    std::string set;
    reader.read(key, node, set);
    if (set == "se" || set == "none")
        config.holidays = set;
    else if (!set.empty())
        reader.fail(node.source(), std::format("{}: there are \"se\" and \"none\"", key));
}

void readTheme(Reader& reader, std::string_view key, const toml::node& node, Config& config)
{
    std::string theme;
    reader.read(key, node, theme);
    if (theme == "dark" || theme == "light")
        config.theme = theme;
    else if (!theme.empty())
        reader.fail(node.source(), std::format("{}: there are \"dark\" and \"light\"", key));
}

void readLanguage(Reader& reader, std::string_view key, const toml::node& node, Config& config)
{
    std::string language;
    reader.read(key, node, language);
    if (language == "en" || language == "sv")
        config.language = language;
    else if (!language.empty())
        reader.fail(node.source(),
                    std::format("{}: there are \"en\" (English) and \"sv\" (Swedish)", key));
}

void readMapDecimals(Reader& reader, std::string_view key, const toml::node& node, Config& config)
{
    const auto decimals = node.value_exact<std::int64_t>();
    if (!decimals || *decimals < kFewestMapDecimals || *decimals > kMostMapDecimals)
        reader.fail(node.source(),
                    std::format("{}: write how many decimals of a degree the map may know, {} (11 "
                                "km) to {} (11 m)",
                                key, kFewestMapDecimals, kMostMapDecimals));
    else
        config.map_decimals = static_cast<int>(*decimals);
}

/// A program and its arguments.
void readCommand(Reader& reader, std::string_view key, const toml::node& node,
                 std::vector<std::string>& command)
{
    reader.readList(key, node, [&command](const std::string& text) -> std::string {
        command.push_back(text);
        return {};
    });
    if (const toml::array* list = node.as_array();
        list && (list->empty() || (!command.empty() && command.front().empty())))
        reader.fail(node.source(), std::format("{}: name the program first", key));
}

constexpr double kMostOverscan = 10;

constexpr std::array<Entry<Config>, 16> kTopKeys = {{
    {{"", "zone", "string", "the system's"}, readZone},
    {{"", "exclude", "list of strings", R"(["fi", "se"])"}, readExclude},
    {{"", "holidays", "string", R"("se" in the zone Europe/Stockholm, else "none")"}, readHolidays},
    {{"", "pages", "list of strings", R"(["top", "map", "week"])"},
     [](Reader& reader, std::string_view key, const toml::node& node, Config& config) {
         readPages(reader, key, node, config.pages);
     }},
    {{"", "dwell", "time", R"("20s")"},
     [](Reader& reader, std::string_view key, const toml::node& node, Config& config) {
         reader.readTime(key, node, config.dwell_ms);
     }},
    {{"", "tour", "boolean", "true"},
     [](Reader& reader, std::string_view key, const toml::node& node, Config& config) {
         reader.read(key, node, config.is_touring);
     }},
    {{"", "map_details", "boolean", "false"},
     [](Reader& reader, std::string_view key, const toml::node& node, Config& config) {
         reader.read(key, node, config.has_map_details);
     }},
    {{"", "map_decimals", "whole number", "as they come"}, readMapDecimals},
    {{"", "theme", "string", R"("dark")"}, readTheme},
    {{"", "lang", "string", "the system's, else \"en\""}, readLanguage},
    {{"", "store", "path", "$XDG_STATE_HOME/livewall/livewall.db"},
     [](Reader& reader, std::string_view key, const toml::node& node, Config& config) {
         reader.readPath(key, node, config.store);
     }},
    {{"", "save_every", "time", R"("5s"; "1s" while a feed cannot resume)"},
     [](Reader& reader, std::string_view key, const toml::node& node, Config& config) {
         config.save_ms.emplace();
         reader.readTime(key, node, *config.save_ms);
     }},
    {{"", "overscan", "percent", "0"},
     [](Reader& reader, std::string_view key, const toml::node& node, Config& config) {
         reader.readPercent(key, node, 0, kMostOverscan, config.overscan);
     }},
    {{"", "burn_in_shift", "boolean", "true"},
     [](Reader& reader, std::string_view key, const toml::node& node, Config& config) {
         reader.read(key, node, config.is_shifting);
     }},
    {{"", "on_command", "list of strings", "none"},
     [](Reader& reader, std::string_view key, const toml::node& node, Config& config) {
         readCommand(reader, key, node, config.on_command);
     }},
    {{"", "off_command", "list of strings", "none"},
     [](Reader& reader, std::string_view key, const toml::node& node, Config& config) {
         readCommand(reader, key, node, config.off_command);
     }},
}};

constexpr std::array<Entry<Screen>, 4> kScreenKeys = {{
    {{"screen", "output", "string", "required"},
     [](Reader& reader, std::string_view key, const toml::node& node, Screen& screen) {
         reader.read(key, node, screen.output);
     }},
    {{"screen", "pages", "list of strings", "those above"},
     [](Reader& reader, std::string_view key, const toml::node& node, Screen& screen) {
         readPages(reader, key, node, screen.pages);
     }},
    {{"screen", "dwell", "time", "as above"},
     [](Reader& reader, std::string_view key, const toml::node& node, Screen& screen) {
         reader.readTime(key, node, screen.dwell_ms.emplace());
     }},
    {{"screen", "overscan", "percent", "as above"},
     [](Reader& reader, std::string_view key, const toml::node& node, Screen& screen) {
         reader.readPercent(key, node, 0, kMostOverscan, screen.overscan.emplace());
     }},
}};

constexpr std::array<Entry<Holiday>, 2> kHolidayKeys = {{
    {{"holiday", "date", "date", "required"},
     [](Reader& reader, std::string_view key, const toml::node& node, Holiday& holiday) {
         const auto date = node.value_exact<toml::date>();
         if (!date)
             reader.fail(node.source(),
                         std::format("{}: write a date without quotes, as 2026-12-24", key));
         else
             holiday.date = std::chrono::year(date->year) / date->month / date->day;
     }},
    {{"holiday", "name", "string", "required"},
     [](Reader& reader, std::string_view key, const toml::node& node, Holiday& holiday) {
         reader.read(key, node, holiday.name);
     }},
}};

template <std::string Feed::*Member>
void readText(Reader& reader, std::string_view key, const toml::node& node, Feed& feed)
{
    reader.read(key, node, feed.*Member);
}

template <std::string Feed::*Member>
void readFile(Reader& reader, std::string_view key, const toml::node& node, Feed& feed)
{
    reader.readPath(key, node, feed.*Member);
}

constexpr std::int64_t kShortestProof_ms = 1'000;

constexpr std::array<Entry<Feed>, 11> kFeedKeys = {{
    {{"feed", "name", "string", "required"}, readText<&Feed::name>},
    {{"feed", "url", "string", "required"},
     [](Reader& reader, std::string_view key, const toml::node& node, Feed& feed) {
         reader.read(key, node, feed.url);
         feed.url_position = positionOf(node.source());
     }},
    {{"feed", "map", "table of strings", "{}"},
     [](Reader& reader, std::string_view key, const toml::node& node, Feed& feed) {
         reader.readFields(key, node, feed.fields);
     }},
    {{"feed", "lost_after", "time", R"("30s")"},
     [](Reader& reader, std::string_view key, const toml::node& node, Feed& feed) {
         reader.readTime(key, node, feed.proof_ms, kShortestProof_ms);
     }},
    {{"feed", "ca_file", "path", "the system's authorities"}, readFile<&Feed::ca_file>},
    {{"feed", "certificate_file", "path", "none"}, readFile<&Feed::certificate_file>},
    {{"feed", "key_file", "path", "none"}, readFile<&Feed::key_file>},
    {{"feed", "user", "string", "none"}, readText<&Feed::user>},
    {{"feed", "secret_file", "path", "none"}, readFile<&Feed::secret_file>},
    {{"feed", "credentials_file", "path", "none"}, readFile<&Feed::credentials_file>},
    {{"feed", "options_file", "path", "none"}, readFile<&Feed::options_file>},
}};

Feed readFeed(Reader& reader, const toml::table& table)
{
    Feed feed;
    feed.position = positionOf(table.source());
    readTable(reader, table, kFeedKeys, feed);
    for (const std::string_view required : {"name", "url"}) {
        if (!table.contains(required))
            reader.fail(table.source(), std::format("this [[feed]] has no {}", required));
    }
    if (feed.certificate_file.empty() != feed.key_file.empty())
        reader.fail(table.source(), "certificate_file and key_file go together");
    return feed;
}

void readHolidayTables(Reader& reader, const toml::node& node, Config& config)
{
    const toml::array* const list = tables(reader, "holiday", node);
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        const toml::table& table = *list->get(i)->as_table();
        Holiday holiday;
        readTable(reader, table, kHolidayKeys, holiday);
        for (const std::string_view required : {"date", "name"}) {
            if (!table.contains(required))
                reader.fail(table.source(), std::format("this [[holiday]] has no {}", required));
        }
        config.holiday.push_back(std::move(holiday));
    }
}

void readFeeds(Reader& reader, const toml::node& node, Config& config)
{
    const toml::array* const list = tables(reader, "feed", node);
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        const toml::node& one = *list->get(i);
        Feed feed = readFeed(reader, *one.as_table());
        const bool is_taken =
            std::ranges::find(config.feeds, feed.name, &Feed::name) != config.feeds.end();
        if (is_taken && !feed.name.empty())
            reader.fail(one.source(),
                        std::format("there is a feed {} already; a name tells feeds apart, also "
                                    "in the store",
                                    feed.name));
        config.feeds.push_back(std::move(feed));
    }
}

void readScreens(Reader& reader, const toml::node& node, Config& config)
{
    const toml::array* const list = tables(reader, "screen", node);
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        const toml::table& table = *list->get(i)->as_table();
        Screen screen;
        readTable(reader, table, kScreenKeys, screen);
        if (!table.contains("output"))
            reader.fail(table.source(), "this [[screen]] has no output; livewall --list-screens "
                                        "prints the names of those that are there");
        const bool is_taken = std::ranges::find(config.screens, screen.output, &Screen::output) !=
                              config.screens.end();
        if (is_taken && !screen.output.empty())
            reader.fail(table.source(),
                        std::format("there is a screen for {} already", screen.output));
        config.screens.push_back(std::move(screen));
    }
}

/// The parser's words, and what is meant by those that nobody understands.
std::string syntaxFault(std::string_view words)
{
    const bool is_open = words.find("unescaped control character") != words.npos;
    return std::string(words) + (is_open ? "; a closing quote may be missing" : "");
}

} // namespace

std::string Fault::text() const
{
    return position.line > 0
               ? std::format("{}:{}:{}: {}", file, position.line, position.column, what)
               : std::format("{}: {}", file, what);
}

Parsed parse(std::string_view text, const std::string& file, const std::string& folder,
             const std::string& credentials)
{
    Reader reader(file, folder, credentials);
    Config config;
    try {
        const toml::table table = toml::parse(text);
        readTable(reader, table, kTopKeys, config, {"dark", "feed", "holiday", "screen"});
        if (const toml::node* holidays = table.get("holiday"))
            readHolidayTables(reader, *holidays, config);
        if (const toml::node* screens = table.get("screen"))
            readScreens(reader, *screens, config);
        if (const toml::node* dark = table.get("dark"))
            readDarkTables(reader, *dark, config.dark);
        if (const toml::node* feeds = table.get("feed"))
            readFeeds(reader, *feeds, config);
    } catch (const toml::parse_error& error) {
        reader.fail(error.source(), syntaxFault(error.description()));
    }
    Parsed parsed{.faults = reader.takeFaults(),
                  .appearance = {.theme = config.theme, .language = config.language}};
    if (parsed.faults.empty())
        parsed.config = std::move(config);
    return parsed;
}

std::vector<Key> keys()
{
    std::vector<Key> all;
    for (const auto& entry : kTopKeys)
        all.push_back(entry.key);
    for (const auto& entry : kHolidayKeys)
        all.push_back(entry.key);
    for (const auto& entry : kScreenKeys)
        all.push_back(entry.key);
    std::ranges::copy(darkKeys(), std::back_inserter(all));
    for (const auto& entry : kFeedKeys)
        all.push_back(entry.key);
    return all;
}

} // namespace livewall::config
