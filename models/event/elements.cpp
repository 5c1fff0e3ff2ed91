// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/elements.h"

namespace livewall::event {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

} // namespace

std::vector<std::string_view> elementsOf(std::string_view line)
{
    line = trimmed(line);
    if (!line.starts_with('[') || !line.ends_with(']'))
        return {};
    const std::string_view inner = line.substr(1, line.size() - 2);
    if (trimmed(inner).empty())
        return {};
    std::vector<std::string_view> elements;
    std::size_t begin = 0;
    int depth = 0;
    bool is_in_string = false;
    for (std::size_t at = 0; at < inner.size(); ++at) {
        const char c = inner[at];
        if (is_in_string) {
            if (c == '\\')
                ++at; // what it escapes ends no string
            else if (c == '"')
                is_in_string = false;
        } else if (c == '"') {
            is_in_string = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (c == ',' && depth == 0) {
            elements.push_back(trimmed(inner.substr(begin, at - begin)));
            begin = at + 1;
        }
    }
    elements.push_back(trimmed(inner.substr(begin)));
    return elements;
}

} // namespace livewall::event
