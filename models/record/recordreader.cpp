// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/record/recordreader.h"

#include "models/record/recordnames.h"
#include "models/record/zstdframe.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <system_error>
#include <utility>
#include <variant>

namespace livewall::record {

namespace {

struct Keyed
{
    std::int64_t key_ms;
    RecordReader::Piece piece;
};

bool isFolder(const std::string& path)
{
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
}

} // namespace

bool Selection::wants(const Frame& frame) const
{
    if (frame.firstArrival_ms() > arrived_to_ms || frame.lastArrival_ms() < arrived_from_ms)
        return false;
    return !frame.event_min_ms ||
           (*frame.event_min_ms <= event_to_ms && *frame.event_max_ms >= event_from_ms);
}

bool RecordReader::isRecording(const std::string& path)
{
    std::error_code ignored;
    return isFolder(path) || (path.ends_with(kDataEnding) &&
                              std::filesystem::exists(path + std::string(kIndexEnding), ignored));
}

std::unique_ptr<RecordReader> RecordReader::open(const std::string& path,
                                                 const Selection& selection, std::string& error)
{
    std::vector<RecordName> names;
    if (isFolder(path)) {
        error.clear();
        names = recordsIn(path, {}, error);
        if (names.empty()) {
            if (error.empty())
                error = path + ": holds no recording; livewallctl record makes one";
            return nullptr;
        }
    } else {
        names.push_back({path, {}, 0});
    }

    std::unique_ptr<RecordReader> reader(new RecordReader);
    std::vector<Keyed> all;
    for (auto feed = names.begin(); feed != names.end();) {
        const auto next = std::find_if(
            feed, names.end(), [&](const RecordName& name) { return name.feed != feed->feed; });
        std::vector<Piece> pieces;
        for (; feed != next; ++feed) {
            if (!reader->addFile(feed->path, selection, pieces, error))
                return nullptr;
        }
        // A clock that was set back makes arrivals fall; the order of what was written stays.
        std::ranges::stable_sort(pieces, {}, [](const Piece& piece) { return piece.frame.number; });
        std::int64_t key_ms = Selection::kFirst_ms;
        for (Piece& piece : pieces) {
            key_ms = std::max(key_ms, piece.frame.firstArrival_ms());
            all.push_back({key_ms, std::move(piece)});
        }
    }
    std::ranges::stable_sort(all, {}, &Keyed::key_ms);
    reader->pieces_.reserve(all.size());
    for (Keyed& one : all)
        reader->pieces_.push_back(std::move(one.piece));
    std::ranges::stable_sort(reader->links_, {}, &LinkChange::at_ms);
    return reader;
}

bool RecordReader::addFile(const std::string& path, const Selection& selection,
                           std::vector<Piece>& pieces, std::string& error)
{
    std::string content;
    const std::string index_path = path + std::string(kIndexEnding);
    if (!readAll(index_path, content, error))
        return false;
    auto index = Index::parse(content, error);
    if (!index) {
        error = index_path + ": " + error + "; bring a good copy";
        return false;
    }
    const std::size_t file = paths_.size();
    paths_.push_back(path);
    std::uint64_t lines_before = 0;
    for (Index::Line& line : index->lines) {
        if (auto* change = std::get_if<LinkChange>(&line.entry)) {
            links_.push_back(std::move(*change));
            continue;
        }
        Frame& frame = std::get<Frame>(line.entry);
        const std::uint64_t lines = frame.lines;
        if (frame.event_min_ms) {
            const EventSpan known =
                events_.value_or(EventSpan{*frame.event_min_ms, *frame.event_max_ms});
            events_ = {std::min(known.first_ms, *frame.event_min_ms),
                       std::max(known.last_ms, *frame.event_max_ms)};
        }
        if (lines > 0 && selection.wants(frame)) {
            frame.cursor = {};
            pieces.push_back({file, lines_before, std::move(frame)});
        }
        lines_before += lines;
    }
    return true;
}

bool RecordReader::read(const Piece& piece, std::string& content, std::string& error)
{
    const std::string& path = paths_[piece.file];
    if (!file_.isOpen() || file_.path() != path) {
        if (!file_.open(path, OpenFile::For::Reading, error))
            return false;
    }
    if (!file_.read(piece.frame.offset, piece.frame.bytes, packed_, error))
        return false;
    if (decompressFrame(packed_, piece.frame.content_bytes, content))
        return true;
    error = std::format("{}: the frame at byte {} is damaged; bring a good copy (sha256sum -c "
                        "tells)",
                        path, piece.frame.offset);
    return false;
}

} // namespace livewall::record
