// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace livewall::record {

/// An open file that is read and written at offsets. Functions that fail return false and leave
/// one line for a person in `error`. Not thread-safe.
class OpenFile
{
public:
    OpenFile() = default;
    OpenFile(OpenFile&& other) noexcept
        : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_))
    {
    }
    OpenFile& operator=(OpenFile&& other) noexcept
    {
        std::swap(fd_, other.fd_);
        std::swap(path_, other.path_);
        return *this;
    }
    ~OpenFile() { close(); }

    enum class For { Reading, Writing }; ///< Writing reads too, and creates what is not there

    bool open(const std::string& path, For what, std::string& error);
    void close();
    bool isOpen() const { return fd_ >= 0; }
    const std::string& path() const { return path_; }

    bool size(std::uint64_t& bytes, std::string& error) const;

    /// All `bytes` from `offset` on; fewer are an error.
    bool read(std::uint64_t offset, std::uint64_t bytes, std::string& content,
              std::string& error) const;

    /// After a failure there may be a part of it behind `offset`.
    bool write(std::uint64_t offset, std::string_view content, std::string& error);

    bool truncate(std::uint64_t bytes, std::string& error);

    /// Returns once the content is on the disk.
    bool sync(std::string& error);

    /// Takes the file for this process alone, until it is closed: false where another has it.
    bool lock();

private:
    bool fail(const char* what, std::string& error) const;

    int fd_ = -1;
    std::string path_;
};

/// Returns once what was created, renamed or removed in the folder is on the disk.
bool syncFolder(const std::string& folder, std::string& error);

/// Everything that the file holds.
bool readAll(const std::string& path, std::string& content, std::string& error);

/// The file is there with its whole content, or as it was, whenever the power fails.
bool writeWhole(const std::string& path, std::string_view content, std::string& error);

} // namespace livewall::record
