// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QString>
#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::test {

/// A folder of its own, in memory where there is such a place: what is tested here is not the disk.
class Scratch
{
public:
    std::string path(const std::string& name) const
    {
        return folder_.filePath(QString::fromStdString(name)).toStdString();
    }
    std::string path() const { return folder_.path().toStdString(); }

    /// A path that was not given before.
    std::string fresh() { return path("store" + std::to_string(++number_) + ".db"); }

    std::vector<std::string> names() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(path()))
            names.push_back(entry.path().filename().string());
        return names;
    }

private:
    static QString place()
    {
        const QFileInfo memory(QStringLiteral("/dev/shm"));
        const bool has_memory = memory.isDir() && memory.isWritable();
        return (has_memory ? memory.filePath() : QDir::tempPath()) +
               QStringLiteral("/livewall-test-XXXXXX");
    }

    QTemporaryDir folder_{place()};
    int number_ = 0;
};

inline std::string bytesOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void writeBytes(const std::string& path, std::string_view bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

} // namespace livewall::test
