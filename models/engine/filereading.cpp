// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/filereading.h"

#include "models/event/linedecoder.h"
#include "models/event/timestamp.h"
#include "models/feed/bytereader.h"

#include <cstddef>
#include <format>
#include <memory>

namespace livewall::engine {

namespace {
constexpr std::size_t kBlockBytes = 256 * 1024;
constexpr std::size_t kBatchEvents = 1024;
constexpr std::int64_t kSuspectLead_ms = 24 * 3'600'000;
} // namespace

bool readFiles(
    const std::vector<std::string>& paths, const event::DecoderOptions& decoder,
    const std::function<void(const std::string& path, const event::EventBatch& batch)>& consume,
    std::string& error, const std::function<void(double share)>& progress,
    const std::stop_token& stop)
{
    const auto block = std::make_unique_for_overwrite<char[]>(kBlockBytes);
    event::LineDecoder lines(decoder);
    event::EventBatch batch;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto reader = feed::openBytes(paths[i], error, stop);
        if (!reader)
            return false;
        const auto hand_over = [&] {
            consume(paths[i], batch);
            batch.clear();
            if (progress)
                progress((static_cast<double>(i) + reader->share()) /
                         static_cast<double>(paths.size()));
        };
        std::ptrdiff_t size = 0;
        while ((size = reader->read({block.get(), kBlockBytes})) > 0) {
            lines.feed({block.get(), static_cast<std::size_t>(size)}, batch);
            if (batch.received >= kBatchEvents)
                hand_over();
        }
        if (size < 0) {
            error = reader->error();
            return false;
        }
        if (stop.stop_requested())
            return false;
        lines.finish(batch);
        lines.restart();
        hand_over();
    }
    return true;
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
