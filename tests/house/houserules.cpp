// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/house/houserules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <format>

namespace livewall::house {

namespace {

struct Room
{
    std::string_view path;
    bool has_qt;
    std::vector<std::string_view> may_include; ///< rooms; or single files of others
};

/// DESIGN 1 as a table. A room includes itself besides.
const std::vector<Room>& rooms()
{
    static const std::vector<Room> all = {
        {"models/event", false, {}},
        {"models/stats", false, {"models/event"}},
        // Country codes, field names and time zones are checked where they stand.
        {"models/config", false, {"models/event", "models/stats/zone.h"}},
        {"models/store", false, {"models/event", "models/stats"}},
        {"models/geo", false, {"models/event"}},
        // Its history is made as Deltas.
        {"models/generate", false, {"models/event", "models/geo", "models/stats/delta.h"}},
        {"models/feed", false, {"models/event", "models/generate", "models/stats/delta.h"}},
        // Its targets are reached as the feeds of the same kind are.
        {"models/publish", false, {"models/event", "models/feed"}},
        {"models/record", false, {"models/event"}},
        {"models/engine",
         false,
         {"models/event", "models/stats", "models/store", "models/feed/source.h",
          "models/feed/bytereader.h", "models/feed/lineblocks.h", "models/record/recordreader.h"}},
        {"models/view", true, {"models/event", "models/stats", "models/engine/snapshot.h"}},
        {"widgets/page", true, {"models/view"}},
        {"widgets/top", true, {"models/view", "widgets/page"}},
        {"widgets/week", true, {"models/view", "widgets/page"}},
        {"widgets/desk", true, {"models/view", "widgets/page"}},
        // The event's country is what geo is asked for.
        {"widgets/map", true, {"models/view", "models/geo", "models/event", "widgets/page"}},
        {"widgets/shell", true, {"models/view", "widgets/page"}},
        {"app/options", false, {"models"}},
        {"app/livewallctl", false, {"models", "app/options"}},
        {"app/livewall", true, {"models", "widgets", "resources", "app/options"}},
    };
    return all;
}

/// The sources that Qt reads for us, what makes the sources, and what the commands run them in.
constexpr auto kQtFiles = std::to_array<std::string_view>(
    {"app/livewallctl/qtapplication.h", "models/feed/connectionfault.cpp",
     "models/feed/connectionfault.h", "models/feed/eventloop.h",
     "models/feed/eventstreamsource.cpp", "models/feed/eventstreamsource.h",
     "models/feed/identity.cpp", "models/feed/identity.h", "models/feed/linestreamsource.cpp",
     "models/feed/linestreamsource.h", "models/feed/reconnection.cpp", "models/feed/reconnection.h",
     "models/feed/sourcefactory.cpp", "models/feed/websocketsource.cpp",
     "models/feed/websocketsource.h"});

bool liesIn(std::string_view path, std::string_view folder)
{
    return path == folder ||
           (path.starts_with(folder) && path.substr(folder.size()).starts_with('/'));
}

/// <QObject>, <QtCore/QObject>, <qglobal.h>; but not <queue>.
bool isQt(std::string_view header)
{
    if (header.size() < 2)
        return false;
    return (header[0] == 'Q' && std::isupper(static_cast<unsigned char>(header[1]))) ||
           header.starts_with("Qt") || (header[0] == 'q' && header.ends_with(".h"));
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

/// What a line includes, with its quotes or angle brackets; "" where it includes nothing.
std::string_view included(std::string_view line)
{
    line = trimmed(line);
    if (!line.starts_with('#'))
        return {};
    line = trimmed(line.substr(1));
    constexpr std::string_view word = "include";
    if (!line.starts_with(word))
        return {};
    line = trimmed(line.substr(word.size()));
    if (line.empty())
        return {};
    const std::size_t end = line.find(line[0] == '<' ? '>' : '"', 1);
    return end == std::string_view::npos ? line : line.substr(0, end + 1);
}

} // namespace

std::vector<std::string> violations(std::string_view path, std::string_view source)
{
    const auto room =
        std::ranges::find_if(rooms(), [&](const Room& one) { return liesIn(path, one.path); });
    if (room == rooms().end())
        return {std::format("{}: lies in no room of the house", path)};
    const bool may_use_qt = room->has_qt || std::ranges::find(kQtFiles, path) != kQtFiles.end();

    std::vector<std::string> found;
    for (std::size_t number = 1; !source.empty(); ++number) {
        const std::size_t line_end = std::min(source.find('\n'), source.size());
        const std::string_view include = included(source.substr(0, line_end));
        source.remove_prefix(std::min(line_end + 1, source.size()));
        if (include.size() < 3)
            continue;
        const std::string_view header = include.substr(1, include.size() - 2);
        if (include[0] == '<') {
            if (isQt(header) && !may_use_qt)
                found.push_back(std::format("{}:{}: {} has no Qt, but includes {}", path, number,
                                            room->path, include));
            continue;
        }
        const bool is_made = header.ends_with(".moc"); // by moc, of the file itself
        const bool is_allowed = liesIn(header, room->path) ||
                                std::ranges::any_of(room->may_include, [&](std::string_view other) {
                                    return liesIn(header, other);
                                });
        if (!is_made && !is_allowed)
            found.push_back(
                std::format("{}:{}: {} must not include {}", path, number, room->path, include));
    }
    return found;
}

std::vector<std::filesystem::path> sourceFiles(const std::filesystem::path& root)
{
    std::vector<std::filesystem::path> found;
    for (const std::string_view floor : {"app", "models", "widgets"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / floor)) {
            const std::filesystem::path ending = entry.path().extension();
            if (ending == ".h" || ending == ".cpp" || ending == ".inc")
                found.push_back(entry.path().lexically_relative(root));
        }
    }
    std::ranges::sort(found);
    return found;
}

} // namespace livewall::house
