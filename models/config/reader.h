// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/config/config.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <format>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.hpp>

namespace livewall::config {

Position positionOf(const toml::source_region& source);

/// Reads values and notes what is wrong with them: a target keeps what it was then.
class Reader
{
public:
    /// As parse() has them.
    Reader(std::string file, std::filesystem::path folder, std::filesystem::path credentials);

    void fail(const toml::source_region& where, std::string what);

    void read(std::string_view key, const toml::node& node, std::string& target);
    void read(std::string_view key, const toml::node& node, bool& target);
    void readPath(std::string_view key, const toml::node& node, std::string& target);
    void readTime(std::string_view key, const toml::node& node, std::int64_t& target_ms,
                  std::int64_t shortest_ms = 0);
    /// A number, whole or not, from `least` to `most`.
    void readPercent(std::string_view key, const toml::node& node, double least, double most,
                     double& target);

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

    void readFields(std::string_view key, const toml::node& node, event::FieldMap& target);

    /// In the order of the file.
    std::vector<Fault> takeFaults();

private:
    std::string file_;
    std::filesystem::path folder_;
    std::filesystem::path credentials_;
    std::vector<Fault> faults_;
};

/// A key of a table and what it does to that table's values.
template <typename Target>
struct Entry
{
    Key key;
    void (*read)(Reader& reader, std::string_view key, const toml::node& node, Target& target);
};

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

/// The tables [[name]]; null where it is something else.
const toml::array* tables(Reader& reader, std::string_view name, const toml::node& node);

} // namespace livewall::config
