// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/record/recordnames.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <filesystem>
#include <format>
#include <system_error>
#include <tuple>

namespace livewall::record {

namespace {

constexpr std::int64_t kHour_ms = 3'600'000;
constexpr std::string_view kHourForm = "-2011-03-10T16";

std::optional<int> number(std::string_view digits)
{
    int value = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        value = value * 10 + (digit - '0');
    }
    return value;
}

/// "-2011-03-10T16"
std::optional<std::int64_t> parseHour(std::string_view text)
{
    using namespace std::chrono;
    if (text.size() != kHourForm.size() || text[0] != '-' || text[5] != '-' || text[8] != '-' ||
        text[11] != 'T')
        return std::nullopt;
    const auto year_number = number(text.substr(1, 4));
    const auto month_number = number(text.substr(6, 2));
    const auto day_number = number(text.substr(9, 2));
    const auto hour_number = number(text.substr(12, 2));
    if (!year_number || !month_number || !day_number || !hour_number || *hour_number > 23)
        return std::nullopt;
    const year_month_day date{year(*year_number), month(static_cast<unsigned>(*month_number)),
                              day(static_cast<unsigned>(*day_number))};
    if (!date.ok())
        return std::nullopt;
    return duration_cast<hours>(sys_days(date).time_since_epoch()).count() + *hour_number;
}

} // namespace

std::string safeName(std::string_view feed)
{
    constexpr std::size_t kLongest = 100;
    std::string name(feed.substr(0, kLongest));
    for (char& byte : name) {
        const bool stays = std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '.' ||
                           byte == '_' || byte == '-';
        if (!stays)
            byte = '_';
    }
    if (name.empty() || name.front() == '.' || name.front() == '-')
        name.insert(name.begin(), '_');
    return name;
}

std::int64_t hourOf(std::int64_t time_ms)
{
    const std::int64_t hour = time_ms / kHour_ms;
    return time_ms % kHour_ms < 0 ? hour - 1 : hour;
}

std::string fileName(std::string_view safe_name, std::int64_t hour)
{
    const std::chrono::sys_seconds begin{std::chrono::hours(hour)};
    return std::format("{}-{:%Y-%m-%dT%H}{}", safe_name, begin, kDataEnding);
}

std::optional<RecordName> RecordName::parse(const std::string& path)
{
    std::string name = std::filesystem::path(path).filename().string();
    if (!name.ends_with(kDataEnding) || name.size() <= kDataEnding.size() + kHourForm.size())
        return std::nullopt;
    name.resize(name.size() - kDataEnding.size());
    const std::size_t feed_bytes = name.size() - kHourForm.size();
    const auto hour = parseHour(std::string_view(name).substr(feed_bytes));
    if (!hour)
        return std::nullopt;
    return RecordName{path, name.substr(0, feed_bytes), *hour};
}

std::vector<RecordName> recordsIn(const std::string& folder, std::string_view safe_name,
                                  std::string& error)
{
    std::vector<RecordName> found;
    std::error_code failure;
    for (std::filesystem::directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        auto name = RecordName::parse(entry->path().string());
        if (name && (safe_name.empty() || name->feed == safe_name))
            found.push_back(*std::move(name));
    }
    if (failure) {
        error = folder + ": cannot be read (" + failure.message() + ")";
        return {};
    }
    std::ranges::sort(found, {},
                      [](const RecordName& name) { return std::tie(name.feed, name.hour); });
    return found;
}

} // namespace livewall::record
