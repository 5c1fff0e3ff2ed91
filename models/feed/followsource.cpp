// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/followsource.h"

#include "models/feed/filecursor.h"
#include "models/feed/fileerror.h"
#include "models/feed/linebatches.h"
#include "models/feed/logfiles.h"
#include "models/feed/pause.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace livewall::feed {

namespace {

constexpr std::chrono::milliseconds kPollTime(100);
constexpr std::size_t kBlockBytes = 256 * 1024;

/// A rotation leaves the path without a file for a moment; this long is no moment.
constexpr int kPollsUntilMissing = 20;

/// What no waiting mends; empty for what it may.
std::string lastingFault(const std::string& path, int error_number)
{
    switch (error_number) {
    case EISDIR:
        return fileError(path, error_number);
    case ESPIPE:
        return "is no regular file, give it without follow: " + path;
    default:
        return {};
    }
}

/// One run of a FollowSource. A function that returns false means: return from run().
class Follower
{
public:
    Follower(const FeedSpec& spec, ReadAt read_at, Sink& sink, std::stop_token stop)
        : path_(spec.location)
        , files_(spec.location, read_at)
        , sink_(sink)
        , stop_(std::move(stop))
        , batches_(sink, spec.decoder, spec.now_ms)
        , block_(kBlockBytes)
    {
    }

    void run(std::string_view cursor)
    {
        resume_at_ = FileCursor::fromString(cursor);
        is_elsewhere_ = !resume_at_ && !cursor.empty();
        while (!stop_.stop_requested()) {
            if (!file_ && !open())
                return;
            if (file_ && !follow())
                return;
            pause(stop_, kPollTime);
        }
    }

private:
    bool open()
    {
        int error_number = 0;
        if (resume_at_) {
            const FileCursor position = *resume_at_;
            if (auto fitting = files_.findFitting(position, error_number)) {
                begin(std::move(*fitting), position);
                return true;
            }
        }
        std::optional<LogFile> current;
        if (error_number == 0)
            current = files_.openCurrent(error_number);
        if (current && resume_at_)
            return beginAfterGap(std::move(*current), "rotated away or overwritten");
        if (current) {
            begin(std::move(*current), {});
            return !std::exchange(is_elsewhere_, false) || batches_.tellGap(goneElsewhere(path_));
        }
        if (std::string fault = lastingFault(path_, error_number); !fault.empty()) {
            report(Link::Failed, fault);
            return false;
        }
        reportFault(fileError(path_, error_number), "; waits for it");
        return true;
    }

    /// Reads what there is, through as many files as there are.
    bool follow()
    {
        for (;;) {
            if (!readToEnd())
                return false;
            if (!file_)
                return true;
            // The order counts: what was written before the next file appeared is read first.
            std::optional<LogFile> next = files_.findNext(*file_);
            if (!next) {
                watchForRemoval();
                return true;
            }
            if (!readToEnd())
                return false;
            if (!file_)
                return true;
            if (!batches_.finish())
                return false;
            begin(std::move(*next), {});
        }
    }

    /// Reads to the end of the open file; closes it where it cannot be read.
    bool readToEnd()
    {
        while (!stop_.stop_requested()) {
            const Fit fit = file_->refresh() && hasChanged() ? fitToWhatWasRead() : Fit::Fits;
            if (fit == Fit::Unreadable)
                return letGo(errno);
            if (fit == Fit::Differs && !startOver())
                return false;
            if (!file_)
                return true;
            checked_ = file_->status;
            const ssize_t size = file_->read(block_.data(), block_.size(), read_bytes_);
            if (size < 0)
                return letGo(errno);
            if (std::exchange(is_begun_, false))
                report(Link::Up);
            if (size == 0)
                return batches_.flush();
            read_bytes_ += static_cast<std::uint64_t>(size);
            if (!batches_.feed(std::span(block_).first(static_cast<std::size_t>(size))))
                return false;
        }
        return false;
    }

    bool hasChanged() const
    {
        const struct stat& now = file_->status;
        return now.st_size != checked_.st_size || now.st_mtim.tv_sec != checked_.st_mtim.tv_sec ||
               now.st_mtim.tv_nsec != checked_.st_mtim.tv_nsec;
    }

    Fit fitToWhatWasRead()
    {
        if (file_->size() < read_bytes_)
            return Fit::Differs;
        return file_->fit(batches_.position());
    }

    /// The file cannot be read: opened again, which a file on a server may need, it goes on where
    /// it was.
    bool letGo(int error_number)
    {
        reportFault(fileError(file_->path, error_number), "; tries again");
        resume_at_ = batches_.position();
        file_.reset();
        return batches_.flush();
    }

    /// The file was truncated: what was not yet read of it may be in a copy.
    bool startOver()
    {
        if (!batches_.flush())
            return false;
        const FileCursor position = batches_.position();
        int error_number = 0;
        std::optional<LogFile> fitting = files_.findFitting(position, error_number);
        if (error_number != 0 && !fitting)
            return letGo(error_number);
        if (fitting) {
            begin(std::move(*fitting), position);
            return true;
        }
        if (!batches_.finish())
            return false;
        resume_at_ = batches_.position();
        LogFile file = *std::exchange(file_, std::nullopt);
        return beginAfterGap(std::move(file), "truncated");
    }

    /// What came after resume_at_ is nowhere. A file that has but lost its end goes on there: what
    /// is left of it was counted. Any other is read from its beginning.
    bool beginAfterGap(LogFile file, const char* why)
    {
        FileCursor position = *resume_at_;
        switch (file.fitShorter(position)) {
        case Fit::Unreadable:
            reportFault(fileError(file.path, errno), "; tries again");
            return true;
        case Fit::Fits: {
            const std::string gap = goneEnd(file.size(), position.offset, path_);
            position.offset = file.size();
            begin(std::move(file), position);
            return batches_.tellGap(gap);
        }
        case Fit::Differs:
            begin(std::move(file), {});
            return batches_.tellGap(goneAfter(position.offset, path_, why));
        }
        return true;
    }

    void begin(LogFile file, FileCursor position)
    {
        position.device = file.status.st_dev;
        position.inode = file.status.st_ino;
        // Where there is a position, the file was found to fit it.
        batches_.begin(position, std::string_view(file.head).substr(0, position.head.bytes));
        resume_at_.reset();
        is_begun_ = true;
        read_bytes_ = position.offset;
        checked_ = file.status;
        file_ = std::move(file);
        missing_polls_ = 0;
    }

    void watchForRemoval()
    {
        int error_number = 0;
        if (files_.openCurrent(error_number)) {
            missing_polls_ = 0;
            report(Link::Up);
        } else if (++missing_polls_ >= kPollsUntilMissing) {
            reportFault(fileError(path_, error_number), "; waits for it");
        }
    }

    void reportFault(const std::string& fault, const char* remedy)
    {
        report(Link::Connecting, fault + remedy, fault);
    }

    void report(Link link, const std::string& detail = {}, const std::string& fault = {})
    {
        if (reported_ && reported_->link == link && reported_->detail == detail)
            return;
        reported_ = LinkState{link, detail, fault};
        sink_.setState(*reported_);
    }

    std::string path_;
    LogFiles files_;
    Sink& sink_;
    std::stop_token stop_;
    LineBatches batches_;
    std::vector<char> block_;

    std::optional<FileCursor> resume_at_; ///< where to go on, once there is such a file again
    bool is_elsewhere_ = false;           ///< the feed left off at what is no position of a file
    std::optional<LogFile> file_;
    bool is_begun_ = false;        ///< file_ was opened and not yet read from
    std::uint64_t read_bytes_ = 0; ///< of file_, an unfinished line too
    struct stat checked_ = {};     ///< of file_, when it was last seen to be as it was
    std::optional<LinkState> reported_;
    int missing_polls_ = 0;
};

} // namespace

FollowSource::FollowSource(FeedSpec spec, ReadAt read_at)
    : spec_(std::move(spec)), read_at_(read_at)
{
}

bool FollowSource::canBegin(std::string& error) const
{
    int error_number = 0;
    if (LogFiles(spec_.location).openCurrent(error_number))
        return true;
    error = lastingFault(spec_.location, error_number);
    return error.empty();
}

void FollowSource::run(Sink& sink, std::stop_token stop)
{
    Follower(spec_, read_at_, sink, std::move(stop)).run(spec_.cursor);
}

} // namespace livewall::feed
