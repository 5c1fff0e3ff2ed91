// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/config/config.h"

#include "models/config/duration.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <format>
#include <utility>

#include <toml++/toml.hpp>

namespace livewall::config {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> kPages = {"top", "hour", "excluding",
                                                    "day", "map",  "week"};

Position positionOf(const toml::source_region& source)
{
    return {static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

/// Reads values and notes what is wrong with them.
class Reader
{
public:
    Reader(std::string file, fs::path folder, fs::path credentials)
        : file_(std::move(file)), folder_(std::move(folder)), credentials_(std::move(credentials))
    {
    }

    void fail(const toml::source_region& where, std::string what)
    {
        faults_.push_back({file_, positionOf(where), std::move(what)});
    }

    void read(std::string_view key, const toml::node& node, std::string& target)
    {
        const auto text = node.value_exact<std::string>();
        if (!text || text->empty())
            fail(node.source(),
                 std::format("{}: {}", key, text ? "must not be empty" : "write text in quotes"));
        else
            target = *text;
    }

    void readPath(std::string_view key, const toml::node& node, std::string& target)
    {
        std::string text;
        read(key, node, text);
        if (text.empty())
            return;
        std::error_code error;
        const fs::path given = credentials_ / text;
        const bool is_given = !credentials_.empty() && fs::exists(given, error);
        target = (is_given ? given : folder_ / text).string();
    }

    void readTime(std::string_view key, const toml::node& node, std::int64_t& target_ms,
                  std::int64_t shortest_ms = 0)
    {
        const auto text = node.value_exact<std::string>();
        const auto time_ms = text ? parseDuration_ms(*text) : std::nullopt;
        if (!time_ms)
            fail(node.source(), std::format("{}: write a time such as \"300ms\", \"20s\" or "
                                            "\"2m\"",
                                            key));
        else if (*time_ms < shortest_ms)
            fail(node.source(), std::format("{}: must be {}s or longer", key, shortest_ms / 1000));
        else
            target_ms = *time_ms;
    }

    /// Hands each text of a list to `take`, which says what is wrong with it, or nothing.
    template <typename Take>
    void readList(std::string_view key, const toml::node& node, Take take)
    {
        const toml::array* list = node.as_array();
        if (!list) {
            fail(node.source(), std::format("{}: write a list of texts, [\"...\", \"...\"]", key));
            return;
        }
        for (const toml::node& one : *list) {
            const auto text = one.value_exact<std::string>();
            const std::string fault = text ? take(*text) : std::string("write text in quotes");
            if (!fault.empty())
                fail(one.source(), std::format("{}: {}", key, fault));
        }
    }

    void readFields(std::string_view key, const toml::node& node, event::FieldMap& target)
    {
        const toml::table* table = node.as_table();
        if (!table) {
            fail(node.source(),
                 std::format("{}: write {{ eid = \"merchant_id\", time = \"created_at\" }}", key));
            return;
        }
        std::string pairs;
        for (const auto& [field, value] : *table) {
            const auto text = value.value_exact<std::string>();
            if (!text) {
                fail(value.source(), std::format("{}: write the key's name in quotes", key));
                return;
            }
            pairs += std::format("{}{}={}", pairs.empty() ? "" : ",", field.str(), *text);
        }
        std::string error;
        if (auto fields = event::FieldMap::parse(pairs, error))
            target = *std::move(fields);
        else
            fail(node.source(), std::format("{}: {}", key, error));
    }

    std::vector<Fault> takeFaults()
    {
        std::ranges::stable_sort(faults_, {}, [](const Fault& fault) {
            return std::pair(fault.position.line, fault.position.column);
        });
        return std::move(faults_);
    }

private:
    std::string file_;
    fs::path folder_;
    fs::path credentials_;
    std::vector<Fault> faults_;
};

/// A key of a table and what it does to that table's values.
template <typename Target>
struct Entry
{
    Key key;
    void (*read)(Reader& reader, std::string_view key, const toml::node& node, Target& target);
};

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

void readPages(Reader& reader, std::string_view key, const toml::node& node, Config& config)
{
    config.pages.clear();
    reader.readList(key, node, [&config](const std::string& text) -> std::string {
        if (std::ranges::find(kPages, text) == kPages.end())
            return std::format(
                "there is no page {}; there are top, hour, excluding, day, map and week", text);
        config.pages.push_back(text);
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

constexpr std::array<Entry<Config>, 10> kTopKeys = {{
    {{"", "zone", "string", "the system's"}, readZone},
    {{"", "exclude", "list of strings", R"(["fi", "se"])"}, readExclude},
    {{"", "holidays", "string", R"("se" in the zone Europe/Stockholm, else "none")"}, readHolidays},
    {{"", "pages", "list of strings", R"(["top", "map", "week"])"}, readPages},
    {{"", "dwell", "time", R"("20s")"},
     [](Reader& reader, std::string_view key, const toml::node& node, Config& config) {
         reader.readTime(key, node, config.dwell_ms);
     }},
    {{"", "tour", "boolean", "true"},
     [](Reader& reader, std::string_view key, const toml::node& node, Config& config) {
         if (const auto value = node.value_exact<bool>())
             config.is_touring = *value;
         else
             reader.fail(node.source(), std::format("{}: write true or false", key));
     }},
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

/// "; there are a, b and c"
template <typename Entries>
std::string thereAre(const Entries& entries)
{
    std::string text = "; there are";
    for (const auto& entry : entries)
        text += std::format("{} {}", &entry == &entries.front() ? "" : ",", entry.key.name);
    return text;
}

template <typename Entries, typename Target>
void readTable(Reader& reader, const toml::table& table, const Entries& entries, Target& target,
               std::initializer_list<std::string_view> besides = {})
{
    for (const auto& [name, node] : table) {
        if (std::ranges::find(besides, name.str()) != besides.end())
            continue;
        const auto entry =
            std::ranges::find(entries, name.str(), [](const auto& one) { return one.key.name; });
        if (entry == entries.end())
            reader.fail(name.source(),
                        std::format("there is no key {}{}", name.str(), thereAre(entries)));
        else
            entry->read(reader, name.str(), node, target);
    }
}

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

/// The tables [[name]]; null where it is something else.
const toml::array* tables(Reader& reader, std::string_view name, const toml::node& node)
{
    const toml::array* list = node.as_array();
    const bool are_tables =
        list && std::ranges::all_of(*list, [](const toml::node& one) { return one.is_table(); });
    if (!are_tables)
        reader.fail(node.source(),
                    std::format("{0}: write each {0} as a table of its own, [[{0}]]", name));
    return are_tables ? list : nullptr;
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
        readTable(reader, table, kTopKeys, config, {"feed", "holiday"});
        if (const toml::node* holidays = table.get("holiday"))
            readHolidayTables(reader, *holidays, config);
        if (const toml::node* feeds = table.get("feed"))
            readFeeds(reader, *feeds, config);
    } catch (const toml::parse_error& error) {
        reader.fail(error.source(), syntaxFault(error.description()));
    }
    Parsed parsed{.faults = reader.takeFaults()};
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
    for (const auto& entry : kFeedKeys)
        all.push_back(entry.key);
    return all;
}

} // namespace livewall::config
