// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/importing.h"

#include "models/engine/counting.h"
#include "models/event/linedecoder.h"
#include "models/event/timestamp.h"
#include "models/feed/bytereader.h"
#include "models/stats/board.h"
#include "models/stats/coverage.h"
#include "models/stats/intake.h"
#include "models/store/store.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstddef>
#include <format>
#include <limits>
#include <memory>
#include <span>
#include <utility>

namespace livewall::engine {

namespace {

constexpr std::size_t kBlockBytes = 256 * 1024;
constexpr std::uint64_t kBatchEvents = 1024;
/// So many purchases a transaction: few rewrites of a bucket, and some megabytes in memory.
constexpr std::size_t kSaveAfter = 50'000;
/// More than what one checkpoint makes obsolete.
constexpr int kPruneRows = 10'000;
constexpr std::int64_t kFuture_ms = 5 * 60'000;
/// A shop's nights are no holes in its daily files; a file that is missing is one.
constexpr std::int64_t kNight_ms = 24 * 3'600'000;

class ContentHash
{
public:
    ContentHash() : state_(XXH3_createState()) { XXH3_128bits_reset(state_.get()); }

    void add(std::span<const char> bytes)
    {
        XXH3_128bits_update(state_.get(), bytes.data(), bytes.size());
    }
    XXH128_hash_t value() const { return XXH3_128bits_digest(state_.get()); }

private:
    struct Free
    {
        void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
    };
    std::unique_ptr<XXH3_state_t, Free> state_;
};

/// What a file held when it was first read.
struct Content
{
    XXH128_hash_t hash = {};
    std::uint64_t bytes = 0;
};

class Importer
{
public:
    Importer(store::Store& store, const ImportOptions& options, const Note& note,
             const std::function<void(double share)>& progress)
        : store_(store)
        , options_(options)
        , note_(note)
        , progress_(progress)
        , block_(std::make_unique_for_overwrite<char[]>(kBlockBytes))
    {
    }

    Import run()
    {
        for (std::size_t i = 0; i < options_.files.size(); ++i) {
            if (!readContent(i))
                return fail();
        }
        if (!begin())
            return fail();
        for (std::size_t i = 0; i < options_.files.size() && left_ > 0; ++i) {
            if (!importFile(i))
                return fail();
        }
        import_.counted = intake_.ledger();
        if (import_.files + import_.known_files == 0) {
            import_.outcome = Import::Outcome::NoPurchase;
            import_.error = noValidPurchase(options_.files, worthless_, rejections_);
        }
        return std::move(import_);
    }

private:
    Import fail()
    {
        import_.outcome = Import::Outcome::Failed;
        import_.counted = intake_.ledger();
        return std::move(import_);
    }

    /// The files are gone through twice.
    void report(std::size_t passes, double share) const
    {
        if (progress_)
            progress_((static_cast<double>(passes) + share) /
                      static_cast<double>(2 * options_.files.size()));
    }

    bool readContent(std::size_t file)
    {
        const auto reader = feed::openBytes(options_.files[file], import_.error);
        if (!reader)
            return false;
        ContentHash hash;
        Content content;
        std::ptrdiff_t size = 0;
        while ((size = reader->read({block_.get(), kBlockBytes})) > 0) {
            hash.add({block_.get(), static_cast<std::size_t>(size)});
            content.bytes += static_cast<std::uint64_t>(size);
            report(file, reader->share());
        }
        if (size < 0) {
            import_.error = reader->error();
            return false;
        }
        content.hash = hash.value();
        contents_.push_back(content);
        return true;
    }

    /// Where the feed and the files stand in the store.
    bool begin()
    {
        before_.name = options_.decoder.feed;
        for (store::FeedState& feed : store_.feeds()) {
            if (feed.name == before_.name)
                before_ = std::move(feed);
        }
        if (const auto oldest_ms = before_.intake.oldest_ms) {
            end_second_ = *oldest_ms / 1000;
            import_.until_ms = end_second_ * 1000;
        }
        end_second_ = std::min(end_second_, (options_.now_ms + kFuture_ms) / 1000 + 1);
        store_.readIdentities(before_.name, [this](const store::Remembered& one) {
            intake_.remember(one.identity, one.time_ms);
        });
        if (const auto newest = store_.newest_ms()) {
            stats::Board board({});
            board.advance(*newest / 1000);
            store_.fill(board);
            for (const stats::Sighting& sighting : board.recent())
                places_.addRecent(sighting);
        }
        known_ = store_.imports();
        number_ = store_.checkpointNumber();
        left_ =
            static_cast<std::size_t>(std::ranges::count_if(contents_, [this](const Content& one) {
                return !find(one) || !find(one)->is_complete;
            }));
        // With nothing to count, none need be read again.
        for (std::size_t i = 0; i < contents_.size(); ++i) {
            const store::ImportedFile* known = find(contents_[i]);
            if (left_ == 0) {
                passOver(i, *known);
            } else if (known && !known->is_complete && known->feed != before_.name) {
                import_.error = std::format("{}: is imported in part as {}; first go on with that",
                                            options_.files[i], known->feed);
                return false;
            }
        }
        return true;
    }

    store::ImportedFile* find(const Content& content)
    {
        const auto found = std::ranges::find_if(known_, [&](const store::ImportedFile& one) {
            return one.content_high == content.hash.high64 && one.content_low == content.hash.low64;
        });
        return found == known_.end() ? nullptr : &*found;
    }

    void passOver(std::size_t file, const store::ImportedFile& known)
    {
        ++import_.known_files;
        note_(std::format("{}: was imported before as {}{}, on {}; passed over",
                          options_.files[file], known.feed,
                          known.name == options_.files[file] ? "" : " (" + known.name + ")",
                          event::formatTimestamp(known.time_ms)));
    }

    bool importFile(std::size_t number)
    {
        const std::string& path = options_.files[number];
        const Content& content = contents_[number];
        store::ImportedFile* known = find(content);
        const bool is_complete = known && known->is_complete;
        if (is_complete)
            passOver(number, *known);
        const stats::Ledger ledger_before = intake_.ledger();
        has_purchase_ = false;
        span_ = {};
        file_ = known ? *known
                      : store::ImportedFile{.content_high = content.hash.high64,
                                            .content_low = content.hash.low64,
                                            .feed = before_.name};
        const std::uint64_t counted_bytes = is_complete ? content.bytes : file_.bytes;
        file_.name = path;

        const auto reader = feed::openBytes(path, import_.error);
        if (!reader)
            return false;
        ContentHash hash;
        event::LineDecoder lines(options_.decoder);
        std::uint64_t position = 0;
        while (position < content.bytes) {
            const std::uint64_t end = position < counted_bytes ? counted_bytes : content.bytes;
            const std::span<char> room(block_.get(),
                                       std::min<std::uint64_t>(end - position, kBlockBytes));
            const std::ptrdiff_t size = reader->read(room);
            if (size < 0) {
                import_.error = reader->error();
                return false;
            }
            if (size == 0)
                return failChanged(path);
            const auto bytes = room.first(static_cast<std::size_t>(size));
            hash.add(bytes);
            position += bytes.size();
            lines.feed(bytes, batch_);
            if (position <= counted_bytes) {
                recognize();
            } else if (batch_.received >= kBatchEvents) {
                count(path);
                if (unsaved_ >= kSaveAfter)
                    save(lines.consumedBytes());
            }
            report(contents_.size() + number, reader->share());
        }
        const XXH128_hash_t found = hash.value();
        if (!XXH128_isEqual(found, content.hash))
            return failChanged(path);
        lines.finish(batch_);
        if (is_complete) {
            recognize();
            if (known->feed == before_.name)
                addSpan();
            return true;
        }
        count(path);
        if (!has_purchase_) {
            leaveOut(path, ledger_before);
            return true;
        }
        ++import_.files;
        file_.is_complete = true;
        addSpan();
        save(content.bytes);
        known_.push_back(file_);
        return true;
    }

    /// A file without any valid purchase may only have been read wrongly: it can be imported again.
    void leaveOut(const std::string& path, const stats::Ledger& ledger_before)
    {
        worthless_ += intake_.ledger();
        setLedger(ledger_before);
        changes_.take();
        if (options_.files.size() > 1)
            note_(path + ": no valid purchase; left out");
    }

    void setLedger(const stats::Ledger& ledger)
    {
        stats::Intake::State state = intake_.state();
        state.ledger = ledger;
        intake_.restore(state);
    }

    bool failChanged(const std::string& path)
    {
        import_.error = path + ": was changed while it was imported";
        return false;
    }

    /// Not history: the feed itself has counted it, or its time is wrong.
    bool isPassedOver(const event::Purchase& purchase) const
    {
        return purchase.second() >= end_second_;
    }

    /// A purchase of the file that is being read.
    void noteTime(const event::Purchase& purchase)
    {
        has_purchase_ = true;
        const auto own_ms = before_.intake.oldest_ms;
        std::int64_t to_ms = purchase.time_ms + 1;
        if (isPassedOver(purchase)) {
            if (!own_ms || purchase.time_ms > options_.now_ms + kFuture_ms)
                return;
            // Up to where the feed itself goes on.
            to_ms = *own_ms;
        } else if (span_.from_ms == 0 || purchase.time_ms < span_.from_ms) {
            span_.from_ms = purchase.time_ms;
        }
        span_.to_ms = std::max(span_.to_ms, to_ms);
    }

    /// The file was history from its first to its last purchase.
    void addSpan()
    {
        if (span_.from_ms == 0) // all of it was passed over
            return;
        history_.add(span_.from_ms, span_.to_ms);
        const auto all = history_.intervals();
        for (const stats::Interval& gap : history_.holes(all.front().from_ms, all.back().to_ms)) {
            if (gap.length_ms() <= kNight_ms)
                history_.add(gap.from_ms, gap.to_ms);
        }
    }

    /// Goes through what was counted before: the intake then stands where it stood.
    void recognize()
    {
        const stats::Ledger ledger = intake_.ledger();
        for (const event::Purchase& purchase : batch_.purchases) {
            noteTime(purchase);
            if (!isPassedOver(purchase))
                intake_.judge(purchase);
        }
        setLedger(ledger);
        batch_.clear();
    }

    void count(const std::string& path)
    {
        noteRejections(path, batch_, [this](const std::string& line) {
            rejections_.push_back(line);
            note_(line);
        });
        intake_.enter(batch_);
        for (const event::Deploy& deploy : batch_.deploys) {
            changes_.addDeploy(deployMark(batch_, deploy));
        }
        for (const event::Purchase& purchase : batch_.purchases) {
            noteTime(purchase);
            if (isPassedOver(purchase)) {
                ++file_.passed_over;
                ++import_.passed_over;
                continue;
            }
            ++unsaved_;
            const auto verdict = intake_.judge(purchase);
            if (verdict == stats::Dedupe::Verdict::Duplicate) {
                ++file_.duplicate;
                continue;
            }
            ++(purchase.accepted ? file_.accepted : file_.not_accepted);
            changes_.add(stats::toDelta(purchase));
            if (purchase.accepted) {
                changes_.addName({purchase.eid, purchase.time_ms, batch_.view(purchase.merchant)});
                places_.addRecent(stats::sightingOf(purchase, {}, batch_.view(purchase.city), {}));
            }
            if (verdict == stats::Dedupe::Verdict::Fresh)
                changes_.addIdentity(0, purchase.identity, purchase.time_ms);
        }
        batch_.clear();
    }

    /// Everything counted so far, and how far that is, in one transaction.
    void save(std::uint64_t bytes)
    {
        file_.bytes = bytes;
        file_.time_ms = options_.now_ms;
        store::Checkpoint checkpoint = changes_.take();
        checkpoint.feeds.push_back(state());
        checkpoint.imports.push_back(file_);
        checkpoint.coverage.push_back(history_.intervals());
        const std::int64_t newest_ms = std::max(
            store_.newest_ms().value_or(0), checkpoint.feeds.front().intake.newest_ms.value_or(0));
        checkpoint.recent = places_.recent(newest_ms);
        store_.write(checkpoint, ++number_);
        store_.prune(kPruneRows);
        unsaved_ = 0;
    }

    /// The feed as it was, and what the import has added.
    store::FeedState state() const
    {
        store::FeedState feed = before_;
        feed.intake.ledger += intake_.ledger();
        const stats::Intake::State read = intake_.state();
        if (read.newest_ms > feed.intake.newest_ms) {
            feed.intake.newest_ms = read.newest_ms;
            feed.intake.second_newest_ms = read.second_newest_ms;
        }
        return feed;
    }

    store::Store& store_;
    const ImportOptions& options_;
    const Note& note_;
    const std::function<void(double share)>& progress_;
    std::unique_ptr<char[]> block_;
    std::vector<Content> contents_; ///< of each file
    std::vector<store::ImportedFile> known_;
    store::FeedState before_; ///< the feed before this import
    std::int64_t end_second_ = std::numeric_limits<std::int64_t>::max();
    std::size_t left_ = 0;    ///< files that are not counted to their end
    std::int64_t number_ = 0; ///< of the last checkpoint
    stats::Intake intake_;    ///< its ledger: of what this import adds
    event::EventBatch batch_;
    store::Changes changes_{1};
    stats::Places places_;
    store::ImportedFile file_;  ///< that is being counted
    std::size_t unsaved_ = 0;   ///< purchases
    bool has_purchase_ = false; ///< the file that is being read
    stats::Interval span_;      ///< and from when to when; from 0: nothing yet
    stats::Coverage history_;   ///< of the files read to their end
    stats::Ledger worthless_;   ///< of files without any
    std::vector<std::string> rejections_;
    Import import_;
};

} // namespace

Import importFiles(store::Store& store, const ImportOptions& options, const Note& note,
                   const std::function<void(double share)>& progress)
{
    try {
        return Importer(store, options, note, progress).run();
    } catch (const store::DatabaseError& error) {
        Import failed;
        failed.outcome = Import::Outcome::Failed;
        failed.error = std::format("the store cannot be written: {}", error.what());
        return failed;
    }
}

} // namespace livewall::engine
