// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/filereading.h"

#include "models/event/linedecoder.h"
#include "models/event/timestamp.h"
#include "models/feed/lineblocks.h"

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <format>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace livewall::engine {

namespace {

constexpr std::int64_t kSuspectLead_ms = 24 * 3'600'000;

/// Of what the other thread has for some ten microseconds only: to be woken would take as long.
std::unique_lock<std::mutex> lockSoon(std::mutex& mutex)
{
    constexpr int kTries = 300;
    std::unique_lock lock(mutex, std::defer_lock);
    for (int tries = 0; tries < kTries; ++tries) {
        if (lock.try_lock())
            return lock;
        std::this_thread::yield();
    }
    lock.lock();
    return lock;
}

/// What a block of lines was decoded to.
struct Decoded
{
    event::EventBatch batch;
    Judged judged;
    std::size_t file = 0;
    bool begins_file = false;
    std::uint64_t lines = 0;
    double share = 0; ///< of all files, what is read
};

/// Decodes blocks, each by itself.
class BlockDecoder
{
public:
    explicit BlockDecoder(const event::DecoderOptions& options) : lines_(options) {}

    feed::LineBlock& block() { return block_; }

    /// Lines are numbered as if the block were the first of its file.
    void decode(Decoded& decoded)
    {
        decoded.batch.clear();
        decoded.file = block_.file;
        decoded.begins_file = block_.begins_file;
        decoded.share = block_.share;
        lines_.restart();
        // Only a file's first line may begin with a byte order mark.
        const std::uint64_t before = block_.begins_file ? 0 : 1;
        lines_.passOver(before);
        lines_.feed(block_.bytes(), decoded.batch);
        lines_.finish(decoded.batch);
        decoded.lines = lines_.lines() - before;
        for (event::RejectionSample& sample : decoded.batch.samples)
            sample.line -= before;
    }

private:
    feed::LineBlock block_;
    event::LineDecoder lines_;
};

/// Hands over what was decoded, in order, with the lines' own numbers.
class Handover
{
public:
    Handover(const std::vector<std::string>& paths, int samples_per_reason,
             const ConsumeBatch& consume, const std::function<void(double share)>& progress)
        : paths_(paths)
        , samples_per_reason_(samples_per_reason)
        , consume_(consume)
        , progress_(progress)
    {
    }

    void handOver(Decoded& decoded)
    {
        if (decoded.begins_file)
            lines_ = 0;
        // Each decoder describes its own first ones, so those that are first of all are there.
        std::erase_if(decoded.batch.samples, [this](const event::RejectionSample& sample) {
            return ++samples_[static_cast<std::size_t>(sample.reason)] > samples_per_reason_;
        });
        for (event::RejectionSample& sample : decoded.batch.samples)
            sample.line += lines_;
        lines_ += decoded.lines;
        consume_({paths_[decoded.file], decoded.batch, decoded.judged});
        if (progress_)
            progress_(decoded.share);
    }

private:
    const std::vector<std::string>& paths_;
    int samples_per_reason_;
    std::array<int, event::kRejections> samples_{};
    const ConsumeBatch& consume_;
    const std::function<void(double share)>& progress_;
    std::uint64_t lines_ = 0; ///< of the file, before the next block
};

/// Blocks that two threads decode, side by side, and that are judged and then counted, each in
/// order. The thread that counts does so whenever the next one is there, the other one judges, and
/// both decode while there is nothing of that to do. So both have work, whatever each step costs;
/// where reading is slow both wait for it.
class ReadingPair
{
public:
    ReadingPair(feed::LineBlocks& blocks, const JudgeBatch& judge) : blocks_(blocks), judge_(judge)
    {
    }

    /// The thread that does not count: until all is judged or nobody counts it.
    void work(BlockDecoder& decoder)
    {
        std::unique_lock lock(mutex_);
        while (!is_closed_) {
            if (canJudge())
                judgeNext(lock);
            else if (hasRoom())
                decodeNext(decoder, lock);
            else if (is_read_ && judged_ == taken_)
                return;
            else
                changed_.wait(lock);
        }
    }

    /// The thread that counts: the next one in order, judged. Nothing after the last one. Good
    /// until done().
    Decoded* next(BlockDecoder& decoder)
    {
        std::unique_lock lock(mutex_);
        for (;;) {
            if (counted_ < judged_)
                return &placeOf(counted_).decoded;
            if (is_read_ && counted_ == taken_)
                return nullptr;
            if (hasRoom())
                decodeNext(decoder, lock);
            else if (canJudge())
                judgeNext(lock);
            else
                changed_.wait(lock);
        }
    }

    void done()
    {
        const std::lock_guard lock(mutex_);
        ++counted_;
        changed_.notify_all();
    }

    /// Nobody counts any more.
    void close()
    {
        const std::lock_guard lock(mutex_);
        is_closed_ = true;
        changed_.notify_all();
    }

private:
    struct Place
    {
        Decoded decoded;
        bool is_decoded = false;
    };
    using Lock = std::unique_lock<std::mutex>;

    Place& placeOf(std::size_t number) { return places_[number % places_.size()]; }
    bool hasRoom() const { return !is_read_ && taken_ - counted_ < places_.size(); }
    bool canJudge() { return !is_judging_ && judged_ < taken_ && placeOf(judged_).is_decoded; }

    void judgeNext(Lock& lock)
    {
        Decoded& decoded = placeOf(judged_).decoded;
        is_judging_ = true;
        lock.unlock();
        if (judge_)
            judge_(decoded.batch, decoded.judged);
        lock.lock();
        is_judging_ = false;
        ++judged_;
        changed_.notify_all();
    }

    /// Reads the next block, if there still is room for what it decodes to, and decodes it.
    void decodeNext(BlockDecoder& decoder, Lock& lock)
    {
        lock.unlock();
        Place* place = nullptr;
        {
            // Blocks are read one at a time, in order.
            const std::unique_lock reading = lockSoon(reading_);
            lock.lock();
            if (is_closed_ || !hasRoom())
                return; // The other thread has taken it.
            lock.unlock();
            const bool is_there = blocks_.next(decoder.block());
            lock.lock();
            if (!is_there) {
                is_read_ = true;
                changed_.notify_all();
                return;
            }
            place = &placeOf(taken_++);
            place->is_decoded = false;
        }
        lock.unlock();
        decoder.decode(place->decoded);
        lock.lock();
        place->is_decoded = true;
        changed_.notify_all();
    }

    feed::LineBlocks& blocks_;
    const JudgeBatch& judge_;
    std::mutex reading_; ///< for blocks_; taken before mutex_
    std::mutex mutex_;   ///< for what follows, but for what a place holds that is being worked on
    std::condition_variable changed_;
    std::array<Place, 8> places_;
    std::size_t taken_ = 0;   ///< blocks, to be decoded
    std::size_t judged_ = 0;  ///< of them
    std::size_t counted_ = 0; ///< of these
    bool is_judging_ = false; ///< the next one
    bool is_read_ = false;    ///< no block is to be taken any more
    bool is_closed_ = false;
};

} // namespace

bool readFiles(const std::vector<std::string>& paths, const event::DecoderOptions& decoder,
               const ConsumeBatch& consume, std::string& error,
               const std::function<void(double share)>& progress, const std::stop_token& stop,
               const ReadingOptions& options)
{
    feed::LineBlocks blocks(paths, stop);
    BlockDecoder own(decoder);
    Handover handover(paths, decoder.samples_per_reason, consume, progress);
    if (options.threads == Threads::One) {
        Decoded decoded;
        while (blocks.next(own.block())) {
            own.decode(decoded);
            if (options.judge)
                options.judge(decoded.batch, decoded.judged);
            handover.handOver(decoded);
        }
    } else {
        ReadingPair pair(blocks, options.judge);
        BlockDecoder other(decoder);
        std::jthread working([&] { pair.work(other); });
        // Where counting throws, the other thread must not wait for it.
        const std::unique_ptr<ReadingPair, void (*)(ReadingPair*)> at_last(
            &pair, [](ReadingPair* one) { one->close(); });
        while (Decoded* decoded = pair.next(own)) {
            handover.handOver(*decoded);
            pair.done();
        }
    }
    if (!blocks.error().empty())
        error = blocks.error();
    return blocks.error().empty() && !stop.stop_requested();
}

void noteRejections(const std::string& where, const event::EventBatch& batch, const Note& note)
{
    for (const event::RejectionSample& sample : batch.samples)
        note(std::format("{}:{}: {}", where, sample.line, sample.message));
}

std::string suspectNewest(const stats::Intake& intake)
{
    const auto newest = intake.newest_ms();
    const auto before = intake.secondNewest_ms();
    if (!newest || !before || *newest - *before <= kSuspectLead_ms)
        return {};
    return std::format("the newest purchase ({}) is more than 24 h after the next newest ({}); is "
                       "its time right?",
                       event::formatTimestamp(*newest), event::formatTimestamp(*before));
}

std::string noValidPurchase(const std::vector<std::string>& paths, const stats::Ledger& ledger,
                            const std::vector<std::string>& notes)
{
    const std::string others = paths.size() > 1 ? " and the others" : "";
    if (ledger.received == 0)
        return paths.front() + others + ": no valid purchase: empty";
    const std::string first = notes.empty() ? std::string() : "; " + notes.front();
    return std::format("{}{}: no valid purchase ({} received, {} rejected, {} control, {} of "
                       "unknown type){}",
                       paths.front(), others, ledger.received, ledger.rejected(), ledger.control,
                       ledger.unknown_type, first);
}

} // namespace livewall::engine
