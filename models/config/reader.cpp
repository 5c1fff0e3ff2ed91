// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/config/reader.h"

#include "models/config/duration.h"

#include <utility>

namespace livewall::config {

namespace fs = std::filesystem;

Position positionOf(const toml::source_region& source)
{
    return {static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

Reader::Reader(std::string file, fs::path folder, fs::path credentials)
    : file_(std::move(file)), folder_(std::move(folder)), credentials_(std::move(credentials))
{
}

void Reader::fail(const toml::source_region& where, std::string what)
{
    faults_.push_back({file_, positionOf(where), std::move(what)});
}

void Reader::read(std::string_view key, const toml::node& node, std::string& target)
{
    const auto text = node.value_exact<std::string>();
    if (!text || text->empty())
        fail(node.source(),
             std::format("{}: {}", key, text ? "must not be empty" : "write text in quotes"));
    else
        target = *text;
}

void Reader::readPath(std::string_view key, const toml::node& node, std::string& target)
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

void Reader::readTime(std::string_view key, const toml::node& node, std::int64_t& target_ms,
                      std::int64_t shortest_ms)
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

void Reader::readFields(std::string_view key, const toml::node& node, event::FieldMap& target)
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

std::vector<Fault> Reader::takeFaults()
{
    std::ranges::stable_sort(faults_, {}, [](const Fault& fault) {
        return std::pair(fault.position.line, fault.position.column);
    });
    return std::move(faults_);
}

void Reader::read(std::string_view key, const toml::node& node, bool& target)
{
    if (const auto value = node.value_exact<bool>())
        target = *value;
    else
        fail(node.source(), std::format("{}: write true or false", key));
}

void Reader::readPercent(std::string_view key, const toml::node& node, double least, double most,
                         double& target)
{
    const auto value = node.is_number() ? node.value<double>() : std::nullopt;
    if (!value || !(*value >= least && *value <= most))
        fail(node.source(),
             std::format("{}: write a percentage from {} to {}, without quotes", key, least, most));
    else
        target = *value;
}

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

} // namespace livewall::config
