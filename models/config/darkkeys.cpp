// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/config/darkkeys.h"

#include <algorithm>
#include <array>
#include <format>
#include <optional>

namespace livewall::config {

namespace {

using std::chrono::minutes;

constexpr minutes kDay = std::chrono::days(1);
/// What is not black can be read.
constexpr double kMostBrightness = 90;

constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// "07:30", up to "24:00".
std::optional<minutes> parseTimeOfDay(std::string_view text)
{
    const auto digit = [text](std::size_t place) { return text[place] - '0'; };
    if (text.size() != 5 || text[2] != ':' ||
        !std::ranges::all_of(std::array{0, 1, 3, 4}, [&](std::size_t place) {
            return digit(place) >= 0 && digit(place) <= 9;
        }))
        return std::nullopt;
    const int hour = 10 * digit(0) + digit(1);
    const int minute = 10 * digit(3) + digit(4);
    const minutes time(60 * hour + minute);
    return minute < 60 && time <= kDay ? std::optional(time) : std::nullopt;
}

template <minutes DarkHours::*Member>
void readTimeOfDay(Reader& reader, std::string_view key, const toml::node& node, DarkHours& dark)
{
    const auto text = node.value_exact<std::string>();
    const auto time = text ? parseTimeOfDay(*text) : std::nullopt;
    if (time)
        dark.*Member = *time;
    else
        reader.fail(node.source(), std::format("{}: write a time of the day such as \"07:30\", up "
                                               "to \"24:00\"",
                                               key));
}

void readDays(Reader& reader, std::string_view key, const toml::node& node, DarkHours& dark)
{
    dark.days.reset();
    reader.readList(key, node, [&dark](const std::string& text) -> std::string {
        const auto day = std::ranges::find(kDays, text);
        if (day == kDays.end())
            return std::format("there is no day {}; there are mon, tue, wed, thu, fri, sat and sun",
                               text);
        dark.days.set(static_cast<std::size_t>(day - kDays.begin()));
        return {};
    });
    if (const toml::array* list = node.as_array(); list && list->empty())
        reader.fail(node.source(), std::format("{}: name at least one day", key));
}

constexpr std::array<Entry<DarkHours>, 4> kDarkKeys = {{
    {{"dark", "from", "time of day", "required"}, readTimeOfDay<&DarkHours::from>},
    {{"dark", "to", "time of day", "required"}, readTimeOfDay<&DarkHours::to>},
    {{"dark", "days", "list of strings", "every day"}, readDays},
    {{"dark", "brightness", "percent", "0"},
     [](Reader& reader, std::string_view key, const toml::node& node, DarkHours& dark) {
         reader.readPercent(key, node, 0, kMostBrightness, dark.brightness);
     }},
}};

} // namespace

void readDarkTables(Reader& reader, const toml::node& node, std::vector<DarkHours>& target)
{
    const toml::array* const list = tables(reader, "dark", node);
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        const toml::table& table = *list->get(i)->as_table();
        DarkHours dark{.from = minutes(-1), .to = minutes(-1)};
        readTable(reader, table, kDarkKeys, dark);
        for (const std::string_view required : {"from", "to"}) {
            if (!table.contains(required))
                reader.fail(table.source(), std::format("this [[dark]] has no {}", required));
        }
        const bool is_read = dark.from >= minutes(0) && dark.to >= minutes(0);
        if (is_read && dark.from == kDay)
            reader.fail(table.source(), "from: the day that begins at 24:00 is the next: 00:00");
        else if (is_read && dark.from == dark.to)
            reader.fail(table.source(), "from and to are the same; a whole day is 00:00 to 24:00");
        target.push_back(dark);
    }
}

std::vector<Key> darkKeys()
{
    std::vector<Key> keys;
    for (const auto& entry : kDarkKeys)
        keys.push_back(entry.key);
    return keys;
}

} // namespace livewall::config
