// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/fieldmap.h"

#include <algorithm>

namespace livewall::event {
namespace {

constexpr std::array<std::string_view, kFields> kNames = {
    "type",    "id",  "time", "status",   "eid",  "amount",  "currency",
    "country", "lat", "lon",  "merchant", "city", "service", "version"};

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string allNames()
{
    std::string names;
    for (const std::string_view name : kNames) {
        names += names.empty() ? "" : ", ";
        names += name;
    }
    return names;
}

} // namespace

FieldMap::FieldMap()
{
    std::copy(kNames.begin(), kNames.end(), keys_.begin());
}

std::optional<FieldMap> FieldMap::parse(std::string_view text, std::string& error)
{
    FieldMap map;
    std::array<bool, kFields> mapped{};
    while (!trimmed(text).empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string part(trimmed(text.substr(0, comma)));
        text.remove_prefix(std::min(comma + 1, text.size()));

        const std::size_t equals = part.find('=');
        const std::string_view key = equals == std::string::npos
                                         ? std::string_view()
                                         : trimmed(std::string_view(part).substr(equals + 1));
        if (key.empty()) {
            error = "\"" + part + "\" is not of the form field=key";
            return std::nullopt;
        }
        const std::string_view field_name = trimmed(std::string_view(part).substr(0, equals));
        const auto found = std::find(kNames.begin(), kNames.end(), field_name);
        if (found == kNames.end()) {
            error = "\"" + part + "\" names no field; the fields are " + allNames();
            return std::nullopt;
        }
        const auto field = static_cast<std::size_t>(found - kNames.begin());
        if (mapped[field]) {
            error = "\"" + part + "\" maps a field that is mapped already";
            return std::nullopt;
        }
        mapped[field] = true;
        map.keys_[field] = key;
    }
    for (std::size_t i = 0; i < kFields; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (map.keys_[i] == map.keys_[j]) {
                error = "the fields ";
                error.append(kNames[j]).append(" and ").append(kNames[i]);
                error.append(" would share the key \"").append(map.keys_[i]).append("\"");
                return std::nullopt;
            }
        }
    }
    return map;
}

std::optional<Field> FieldMap::field(std::string_view key) const
{
    const auto found = std::find(keys_.begin(), keys_.end(), key);
    if (found == keys_.end())
        return std::nullopt;
    return static_cast<Field>(found - keys_.begin());
}

std::string_view name(Field field)
{
    return kNames[static_cast<std::size_t>(field)];
}

} // namespace livewall::event
