// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/record/recordwriter.h"

#include "models/record/recordrecovery.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace livewall::record {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kHour_ms = 3'600'000;

/// What arrived before an hour's end may still be on its way to append().
constexpr std::int64_t kHourGrace_ms = 2000;

constexpr std::int64_t kPruneEvery_ms = 10'000;

/// A connection that comes and goes while the disk is full: more changes than these are not kept.
constexpr std::size_t kMaxWaiting = 1024;

std::string fileNameOf(const RecordName& name)
{
    return fs::path(name.path).filename().string();
}

bool exists(const std::string& path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

std::uint64_t sizeOf(const std::string& path)
{
    std::error_code failure;
    const auto size = fs::file_size(path, failure);
    return failure ? 0 : size;
}

/// The last frame that the index of a complete file names.
std::optional<Frame> lastFrameOf(const RecordName& name)
{
    constexpr std::uint64_t kTailBytes = 256 * 1024;
    OpenFile index;
    std::uint64_t bytes = 0;
    std::string content;
    std::string error;
    if (!index.open(name.index(), OpenFile::For::Reading, error) || !index.size(bytes, error))
        return std::nullopt;
    const std::uint64_t tail = std::min(bytes, kTailBytes);
    if (!index.read(bytes - tail, tail, content, error))
        return std::nullopt;
    if (auto frame = lastFrame(content))
        return frame;
    return index.read(0, bytes, content, error) ? lastFrame(content) : std::nullopt;
}

/// Adds the first `bytes` of a file.
bool addFile(const OpenFile& file, std::uint64_t bytes, Sha256& digest, std::string& error)
{
    constexpr std::uint64_t kBlockBytes = 1024 * 1024;
    std::string block;
    for (std::uint64_t offset = 0; offset < bytes; offset += block.size()) {
        if (!file.read(offset, std::min(kBlockBytes, bytes - offset), block, error))
            return false;
        digest.add(block);
    }
    return true;
}

bool writeDigest(const RecordName& name, const Sha256& digest, std::string& error)
{
    return writeWhole(name.digest(), digest.hex() + "  " + fileNameOf(name) + '\n', error);
}

bool removeRecord(const RecordName& name, std::string& error)
{
    // The data first: an index without it says nothing, but not the other way round.
    for (const std::string& path : {name.path, name.index(), name.digest()}) {
        std::error_code failure;
        fs::remove(path, failure);
        if (failure) {
            error = path + ": cannot be removed (" + failure.message() + ")";
            return false;
        }
    }
    return true;
}

/// An index or digest whose data file is gone: removing it was cut short.
void removeOrphans(const std::string& folder, const std::string& safe_name)
{
    std::error_code failure;
    std::vector<std::string> orphans;
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        std::string path = entry->path().string();
        const std::string whole = path;
        if (path.ends_with(kIndexEnding))
            path.resize(path.size() - kIndexEnding.size());
        else if (path.ends_with(kDigestEnding))
            path.resize(path.size() - kDigestEnding.size());
        else
            continue;
        const auto name = RecordName::parse(path);
        if (name && name->feed == safe_name && !exists(path))
            orphans.push_back(whole);
    }
    for (const std::string& orphan : orphans)
        fs::remove(orphan, failure);
}

} // namespace

RecordWriter::RecordWriter(RecordOptions options)
    : options_(std::move(options)), safe_name_(safeName(options_.feed))
{
}

std::unique_ptr<RecordWriter> RecordWriter::open(RecordOptions options, std::int64_t now_ms,
                                                 std::string& error)
{
    std::unique_ptr<RecordWriter> writer(new RecordWriter(std::move(options)));
    if (writer->begin(now_ms))
        return writer;
    error = writer->error_;
    return nullptr;
}

bool RecordWriter::begin(std::int64_t now_ms)
{
    std::error_code failure;
    fs::create_directories(options_.folder, failure);
    if (failure) {
        error_ = options_.folder + ": cannot be created (" + failure.message() + ")";
        return false;
    }
    const std::string lock_path =
        (fs::path(options_.folder) / ('.' + safe_name_ + ".lock")).string();
    if (!lock_.open(lock_path, OpenFile::For::Writing, error_))
        return false;
    if (!lock_.lock()) {
        error_ = options_.folder + ": another recorder records " + safe_name_ +
                 " there; give another folder or end it";
        return false;
    }
    removeOrphans(options_.folder, safe_name_);

    const std::vector<RecordName> names = recordsIn(options_.folder, safe_name_, error_);
    if (!error_.empty())
        return false;
    for (const RecordName& name : names) {
        std::optional<Frame> last;
        if (exists(name.digest())) {
            last = lastFrameOf(name);
        } else {
            OpenFile data;
            OpenFile index;
            const auto recovered = recover(name, data, index, error_);
            if (!recovered)
                return false;
            last = recovered->last;
            if (last && !checkFeed(name, recovered->feed))
                return false;
            const bool is_over = name.hour != hourOf(now_ms);
            if (is_over && last && !complete(name, data, recovered->data_bytes))
                return false;
            if (is_over && !last && !removeRecord(name, error_))
                return false;
        }
        if (last && last->number >= next_number_) {
            next_number_ = last->number + 1;
            cursor_ = last->cursor;
        }
    }
    written_cursor_ = cursor_;
    synced_ms_ = now_ms;
    return true;
}

bool RecordWriter::complete(const RecordName& name, const OpenFile& data, std::uint64_t data_bytes)
{
    Sha256 digest;
    return addFile(data, data_bytes, digest, error_) && writeDigest(name, digest, error_);
}

bool RecordWriter::checkFeed(const RecordName& name, const std::string& feed)
{
    if (feed == options_.feed)
        return true;
    error_ = name.path + ": holds another feed (" + feed + "); give another folder";
    return false;
}

bool RecordWriter::append(const Received& received)
{
    if (!settle())
        return false;
    if (received.lines.empty() && received.cut_lines == 0) {
        cursor_ = received.cursor;
        return true;
    }
    if (draft_ && !takes(*draft_, received))
        closeDraft();
    std::string_view left = received.lines;
    std::uint64_t cut_lines = received.cut_lines;
    do {
        std::string_view piece = left;
        if (piece.size() > kFrameBytes)
            piece = left.substr(0, left.rfind('\n', kFrameBytes - 1) + 1);
        left.remove_prefix(piece.size());
        if (!draft_)
            draft_.emplace();
        Frame& frame = draft_->frame;
        const auto lines = static_cast<std::uint64_t>(std::ranges::count(piece, '\n'));
        draft_->content += piece;
        frame.lines += lines;
        frame.cut_lines += std::exchange(cut_lines, 0);
        if (frame.arrivals.empty() || frame.lastArrival_ms() != received.arrived_ms)
            frame.arrivals.push_back({received.arrived_ms, 0});
        frame.arrivals.back().lines += lines;
        if (received.event_min_ms && received.event_max_ms) {
            frame.event_min_ms = std::min(*received.event_min_ms,
                                          frame.event_min_ms.value_or(*received.event_min_ms));
            frame.event_max_ms = std::max(*received.event_max_ms,
                                          frame.event_max_ms.value_or(*received.event_max_ms));
        }
        frame.is_continued = !left.empty();
        if (frame.is_continued)
            closeDraft();
    } while (!left.empty());
    cursor_ = received.cursor;
    // What the disk refuses waits, and nothing more is taken.
    settle();
    return true;
}

void RecordWriter::note(LinkChange change)
{
    closeDraft();
    if (waiting_.size() >= kMaxWaiting && std::holds_alternative<LinkChange>(waiting_.back()))
        waiting_.pop_back();
    waiting_.emplace_back(std::move(change));
}

bool RecordWriter::tick(std::int64_t now_ms)
{
    // The clock may be set back.
    if (std::abs(now_ms - synced_ms_) >= kSync_ms) {
        if (!flush())
            return false;
        synced_ms_ = now_ms;
    }
    if (data_.isOpen() && hourOf(now_ms - kHourGrace_ms) > name_.hour) {
        if (!flush() || !finishFile())
            return false;
    }
    if (std::abs(now_ms - pruned_ms_) >= kPruneEvery_ms)
        return prune(now_ms);
    return true;
}

bool RecordWriter::flush()
{
    closeDraft();
    return settle() && sync();
}

bool RecordWriter::close(std::int64_t now_ms)
{
    if (!flush())
        return false;
    if (data_.isOpen() && hourOf(now_ms) > name_.hour)
        return finishFile();
    data_.close();
    index_.close();
    return true;
}

bool RecordWriter::takes(const Draft& draft, const Received& received) const
{
    const Frame& frame = draft.frame;
    return draft.content.size() + received.lines.size() <= kFrameBytes &&
           received.arrived_ms >= frame.lastArrival_ms() &&
           received.arrived_ms - frame.firstArrival_ms() < kFrame_ms &&
           hourOf(received.arrived_ms) == hourOf(frame.firstArrival_ms());
}

void RecordWriter::closeDraft()
{
    if (!draft_)
        return;
    if (!draft_->frame.is_continued)
        draft_->frame.cursor = cursor_;
    waiting_.emplace_back(*std::exchange(draft_, std::nullopt));
}

bool RecordWriter::settle()
{
    while (!waiting_.empty()) {
        if (!write(waiting_.front()))
            return false;
        waiting_.pop_front();
    }
    return true;
}

bool RecordWriter::write(const Item& item)
{
    if (const auto* change = std::get_if<LinkChange>(&item)) {
        if (!ensureFile(change->at_ms))
            return false;
        index_lines_ += indexLine(*change);
        return true;
    }
    const auto& draft = std::get<Draft>(item);
    return ensureFile(draft.frame.firstArrival_ms()) && writeFrame(draft.content, draft.frame);
}

bool RecordWriter::writeFrame(std::string_view content, Frame frame)
{
    const std::string_view packed = compressor_.compress(content);
    if (packed.empty()) {
        error_ = "not enough memory to compress a second of lines";
        return false;
    }
    if (!data_.write(data_bytes_, packed, error_)) {
        std::string ignored;
        data_.truncate(data_bytes_, ignored);
        return false;
    }
    frame.number = next_number_++;
    frame.offset = data_bytes_;
    frame.bytes = packed.size();
    frame.content_bytes = content.size();
    index_lines_ += indexLine(frame);
    data_bytes_ += packed.size();
    digest_.add(packed);
    if (!frame.is_continued)
        written_cursor_ = frame.cursor;
    ++totals_.frames;
    totals_.lines += frame.lines;
    totals_.cut_lines += frame.cut_lines;
    totals_.content_bytes += frame.content_bytes;
    totals_.bytes += frame.bytes;
    return true;
}

bool RecordWriter::ensureFile(std::int64_t at_ms)
{
    if (data_.isOpen() && name_.hour == hourOf(at_ms))
        return true;
    if (data_.isOpen() && !finishFile())
        return false;
    if (openFile(at_ms))
        return true;
    data_.close();
    index_.close();
    return false;
}

bool RecordWriter::openFile(std::int64_t at_ms)
{
    const std::int64_t hour = hourOf(at_ms);
    name_ = {(fs::path(options_.folder) / fileName(safe_name_, hour)).string(), safe_name_, hour};
    // A clock that was set back comes to a complete file again.
    std::error_code failure;
    fs::remove(name_.digest(), failure);
    const auto recovered = recover(name_, data_, index_, error_);
    if (!recovered || (recovered->last && !checkFeed(name_, recovered->feed)))
        return false;
    data_bytes_ = recovered->data_bytes;
    index_bytes_ = recovered->index_bytes;
    digest_ = {};
    index_lines_.clear();
    if (recovered->last)
        return addFile(data_, data_bytes_, digest_, error_);
    // A frame without lines: the file is valid Zstandard from the first, and has the cursor even
    // where nothing but outages follows.
    if (!syncFolder(options_.folder, error_))
        return false;
    index_lines_ = indexHeader(options_.feed);
    Frame opening;
    opening.arrivals.push_back({at_ms, 0});
    opening.cursor = written_cursor_;
    return writeFrame({}, std::move(opening));
}

bool RecordWriter::sync()
{
    if (!data_.isOpen())
        return true;
    if (!index_lines_.empty()) {
        if (!data_.sync(error_))
            return false;
        if (!index_.write(index_bytes_, index_lines_, error_)) {
            std::string ignored;
            index_.truncate(index_bytes_, ignored);
            return false;
        }
        index_bytes_ += index_lines_.size();
        index_lines_.clear();
        is_index_unsynced_ = true;
    }
    if (is_index_unsynced_ && !index_.sync(error_))
        return false;
    is_index_unsynced_ = false;
    return true;
}

bool RecordWriter::finishFile()
{
    if (!sync() || !writeDigest(name_, digest_, error_))
        return false;
    data_.close();
    index_.close();
    return true;
}

bool RecordWriter::prune(std::int64_t now_ms)
{
    if (options_.max_bytes == 0 && options_.max_age_ms == 0)
        return true;
    std::string unreadable;
    const std::vector<RecordName> names = recordsIn(options_.folder, safe_name_, unreadable);
    std::uint64_t bytes = 0;
    for (const RecordName& name : names)
        bytes += sizeOf(name.path) + sizeOf(name.index()) + sizeOf(name.digest());
    // The last one stays in any case: it has the cursor.
    for (std::size_t i = 0; i + 1 < names.size(); ++i) {
        const RecordName& name = names[i];
        if ((data_.isOpen() && name.path == name_.path) || !exists(name.digest()))
            continue;
        const std::int64_t over_ms = (name.hour + 1) * kHour_ms;
        const bool is_too_old = options_.max_age_ms > 0 && now_ms - over_ms > options_.max_age_ms;
        const bool is_too_much = options_.max_bytes > 0 && bytes > options_.max_bytes;
        if (!is_too_old && !is_too_much)
            continue;
        return removeRecord(name, error_); // the next one with the next tick
    }
    pruned_ms_ = now_ms;
    return true;
}

} // namespace livewall::record
