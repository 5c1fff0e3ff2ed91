// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/decoder.h"
#include "models/event/timestamp.h"

#include <QByteArray>
#include <QFile>
#include <QTemporaryDir>

#include <cstdint>
#include <format>
#include <string>
#include <string_view>
#include <vector>

/// Recorded files for the tests of models/engine.
namespace livewall::examples {

struct Line
{
    std::uint64_t id = 0;
    std::int64_t time_ms = 0;
    std::int64_t eid = 1;
    bool accepted = true;
    std::int64_t amount = 100;
    std::string_view currency = "SEK";
    std::string_view country = "se";
    std::string_view merchant = "Store";
};

inline std::string json(const Line& line)
{
    return std::format(R"({{"id":"{}","time":"{}","status":"{}","eid":{},"amount":"{}",)"
                       R"("currency":"{}","country":"{}","merchant":"{}","lat":59.3,"lon":18.1}})",
                       line.id, event::formatTimestamp(line.time_ms),
                       line.accepted ? "accepted" : "declined", line.eid, line.amount,
                       line.currency, line.country, line.merchant);
}

inline std::string ndjson(const std::vector<Line>& lines)
{
    std::string text;
    for (const Line& line : lines)
        text += json(line) + '\n';
    return text;
}

/// Files that live as long as this.
class Files
{
public:
    std::string write(std::string_view name, std::string_view content) const
    {
        const std::string path = missing(name);
        QFile file(QString::fromStdString(path));
        const bool is_open = file.open(QIODevice::WriteOnly);
        Q_ASSERT(is_open);
        file.write(content.data(), static_cast<qint64>(content.size()));
        return path;
    }

    std::string missing(std::string_view name) const
    {
        return dir_.filePath(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())))
            .toStdString();
    }

    std::string directory() const { return dir_.path().toStdString(); }

private:
    QTemporaryDir dir_;
};

inline event::DecoderOptions decoder()
{
    return {.feed = "test", .fields = {}};
}

} // namespace livewall::examples
