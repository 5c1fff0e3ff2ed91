// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/filesource.h"

#include "models/feed/bytereader.h"
#include "models/feed/filecursor.h"
#include "models/feed/linebatches.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/stat.h>

namespace livewall::feed {

namespace {

constexpr std::size_t kBlockBytes = 256 * 1024;

enum class Resumed { Yes, Failed, Closed };

/// Reads until `buffer` is full or there is no more; nothing on failure.
std::optional<std::size_t> readFully(ByteReader& reader, std::span<char> buffer)
{
    std::size_t filled = 0;
    while (filled < buffer.size()) {
        const std::ptrdiff_t size = reader.read(buffer.subspan(filled));
        if (size < 0)
            return std::nullopt;
        if (size == 0)
            break;
        filled += static_cast<std::size_t>(size);
    }
    return filled;
}

/// What comes through a pipe is kept by nobody.
bool isKept(const std::string& path)
{
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

/// Tells what is gone, where anything was kept.
bool tellGap(LineBatches& batches, const std::string& path, std::string gap)
{
    return !isKept(path) || batches.tellGap(std::move(gap));
}

/// Brings `reader` to the cursor, if the file still begins as it did; else the bytes read are
/// given to `batches` as the file's first. A file that has but lost its end goes on there: what is
/// left of it was counted.
Resumed resume(ByteReader& reader, const FileCursor& cursor, std::span<char> block,
               LineBatches& batches, const std::string& path)
{
    const std::span<char> head = block.first(cursor.head.bytes);
    const std::optional<std::size_t> head_bytes = readFully(reader, head);
    if (!head_bytes)
        return Resumed::Failed;
    const std::string_view known(head.data(), *head_bytes);
    if (Fingerprint::of(known) != cursor.head) {
        const std::string gap = goneAfter(cursor.offset, path, "another file has its name");
        const bool is_open = tellGap(batches, path, gap) && batches.feed(head.first(*head_bytes));
        return is_open ? Resumed::Yes : Resumed::Closed;
    }
    batches.begin(cursor, known);
    std::uint64_t left = cursor.offset - *head_bytes;
    while (left > 0) {
        const std::span<char> rest = block.subspan(*head_bytes);
        const std::ptrdiff_t size = reader.read(rest.first(std::min(left, rest.size())));
        if (size < 0)
            return Resumed::Failed;
        if (size == 0) {
            FileCursor end = cursor;
            end.offset -= left;
            batches.begin(end, known);
            const std::string gap = goneEnd(end.offset, cursor.offset, path);
            return tellGap(batches, path, gap) ? Resumed::Yes : Resumed::Closed;
        }
        left -= static_cast<std::uint64_t>(size);
    }
    return Resumed::Yes;
}

} // namespace

FileSource::FileSource(FeedSpec spec) : spec_(std::move(spec)) {}

bool FileSource::canBegin(std::string& error) const
{
    // Opening a pipe and closing it again would end the one who writes to it.
    struct stat status = {};
    if (::stat(spec_.location.c_str(), &status) == 0 && S_ISFIFO(status.st_mode))
        return true;
    const std::unique_ptr<ByteReader> reader = openBytes(spec_.location, error);
    if (!reader)
        return false;
    // A byte of the standard input would be gone.
    if (spec_.location == "-")
        return true;
    // What is no gzip or Zstandard shows at the first byte.
    char byte = 0;
    if (reader->read({&byte, 1}) < 0) {
        error = reader->error();
        return false;
    }
    return true;
}

void FileSource::run(Sink& sink, std::stop_token stop)
{
    std::string error;
    const std::unique_ptr<ByteReader> reader = openBytes(spec_.location, error, stop);
    if (!reader) {
        sink.setState({Link::Failed, error});
        return;
    }

    LineBatches batches(sink, spec_.decoder, spec_.now_ms);
    std::vector<char> block(kBlockBytes);
    if (const auto cursor = FileCursor::fromString(spec_.cursor)) {
        switch (resume(*reader, *cursor, block, batches, spec_.location)) {
        case Resumed::Yes:
            break;
        case Resumed::Failed:
            sink.setState({Link::Failed, reader->error()});
            return;
        case Resumed::Closed:
            return;
        }
    } else if (!spec_.cursor.empty() &&
               !tellGap(batches, spec_.location, goneElsewhere(spec_.location))) {
        return;
    }
    sink.setState({Link::Up, {}});

    while (!stop.stop_requested()) {
        const std::ptrdiff_t size = reader->read(block);
        if (size <= 0) {
            if (stop.stop_requested() || !(size < 0 ? batches.flush() : batches.finish()))
                return;
            sink.setState(size < 0 ? LinkState{Link::Failed, reader->error()}
                                   : LinkState{Link::Ended, {}});
            return;
        }
        const auto filled = static_cast<std::size_t>(size);
        if (!batches.feed(std::span(block).first(filled)))
            return;
        // A short block is a pipe's trickle: nothing waits for what may be long in coming.
        if (filled < block.size() && !batches.flush())
            return;
    }
}

} // namespace livewall::feed
