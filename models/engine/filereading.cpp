// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/filereading.h"

#include "models/event/linedecoder.h"
#include "models/event/timestamp.h"
#include "models/feed/bytereader.h"

#include <array>
#include <condition_variable>
#include <cstddef>
#include <format>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace livewall::engine {

namespace {

constexpr std::size_t kBlockBytes = 256 * 1024;
constexpr std::size_t kBatchEvents = 1024;
constexpr std::int64_t kSuspectLead_ms = 24 * 3'600'000;

/// What was decoded of one file, and the share of all files that is read.
struct Decoded
{
    const std::string* path = nullptr;
    event::EventBatch batch;
    double share = 0;
};

/// Decodes files into `decoded`, which `hand_over` may exchange for another; it says whether to go
/// on. The result is readFiles()'s.
bool decodeFiles(const std::vector<std::string>& paths, const event::DecoderOptions& decoder,
                 Decoded& decoded, const std::function<bool()>& hand_over, std::string& error,
                 const std::stop_token& stop)
{
    const auto block = std::make_unique_for_overwrite<char[]>(kBlockBytes);
    event::LineDecoder lines(decoder);
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto reader = feed::openBytes(paths[i], error, stop);
        if (!reader)
            return false;
        const auto next = [&] {
            decoded.path = &paths[i];
            decoded.share =
                (static_cast<double>(i) + reader->share()) / static_cast<double>(paths.size());
            const bool goes_on = hand_over();
            decoded.batch.clear();
            return goes_on;
        };
        std::ptrdiff_t size = 0;
        while ((size = reader->read({block.get(), kBlockBytes})) > 0) {
            lines.feed({block.get(), static_cast<std::size_t>(size)}, decoded.batch);
            if (decoded.batch.received >= kBatchEvents && !next())
                return false;
        }
        if (size < 0) {
            error = reader->error();
            return false;
        }
        if (stop.stop_requested())
            return false;
        lines.finish(decoded.batch);
        lines.restart();
        if (!next())
            return false;
    }
    return true;
}

/// Batches on their way from the thread that decodes to the one that counts, in order; the emptied
/// ones go back. Each side is one thread.
class Conveyor
{
public:
    /// Takes a full one in exchange for an empty one; waits for room. False once nobody counts.
    bool put(Decoded& decoded)
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return put_ - taken_ < ring_.size() || is_finished_; });
        if (is_finished_)
            return false;
        std::swap(ring_[put_++ % ring_.size()], decoded);
        changed_.notify_one();
        return true;
    }

    /// There are no more, or nobody counts them.
    void finish()
    {
        const std::lock_guard lock(mutex_);
        is_finished_ = true;
        changed_.notify_one();
    }

    /// Exchanges an empty one for the next full one; waits for it. False after the last.
    bool take(Decoded& decoded)
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return put_ != taken_ || is_finished_; });
        if (put_ == taken_)
            return false;
        decoded.batch.clear();
        std::swap(ring_[taken_++ % ring_.size()], decoded);
        changed_.notify_one();
        return true;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::array<Decoded, 8> ring_;
    std::size_t put_ = 0;
    std::size_t taken_ = 0;
    bool is_finished_ = false;
};

} // namespace

bool readFiles(
    const std::vector<std::string>& paths, const event::DecoderOptions& decoder,
    const std::function<void(const std::string& path, const event::EventBatch& batch)>& consume,
    std::string& error, const std::function<void(double share)>& progress,
    const std::stop_token& stop, Threads threads)
{
    const auto count = [&](const Decoded& decoded) {
        consume(*decoded.path, decoded.batch);
        if (progress)
            progress(decoded.share);
    };
    Decoded decoded;
    if (threads == Threads::One) {
        const auto hand_over = [&] {
            count(decoded);
            return true;
        };
        return decodeFiles(paths, decoder, decoded, hand_over, error, stop);
    }

    Conveyor conveyor;
    bool is_read = false;
    std::jthread reading([&] {
        Decoded own;
        const auto hand_over = [&] { return conveyor.put(own) && !stop.stop_requested(); };
        is_read = decodeFiles(paths, decoder, own, hand_over, error, stop);
        conveyor.finish();
    });
    // Where counting throws, the other thread must not wait for it.
    const std::unique_ptr<Conveyor, void (*)(Conveyor*)> at_last(
        &conveyor, [](Conveyor* one) { one->finish(); });
    while (conveyor.take(decoded))
        count(decoded);
    reading.join();
    return is_read;
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
