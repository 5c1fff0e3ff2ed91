// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/options/linknotes.h"
#include "models/feed/feedspec.h"
#include "models/feed/source.h"
#include "models/record/recordwriter.h"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace livewall::app {

/// Runs one source and writes what it reads. The source has a thread of its own; the writer is
/// driven by run()'s. Between them wait at most kMaxBatches: where the disk refuses, the source
/// waits, and so does who sends to it.
class Recorder final : public feed::Sink
{
public:
    static constexpr std::size_t kMaxBatches = 32;

    /// `writer` must outlive it. `feed`: what the words call the source.
    Recorder(record::RecordWriter& writer, std::string feed, feed::NowMs now_ms);

    struct Outcome
    {
        bool is_written = true; ///< all that the source handed over; else the writer's error() says
        std::optional<std::string> failure; ///< why the source gave up
        std::uint64_t gaps = 0;             ///< how often something was no longer there
    };

    /// Returns once the source has ended or `should_stop` says so (asked some ten times a second)
    /// and everything is written, or cannot be. `say` gets a line when the disk begins to refuse
    /// and when it takes again, when the source cannot be reached and is there again, and for each
    /// gap that it reports.
    Outcome run(feed::Source& source, const std::function<bool()>& should_stop,
                const std::function<void(const std::string& line)>& say);

    std::unique_ptr<feed::Batch> takeEmpty() override;
    bool deliver(std::unique_ptr<feed::Batch> batch) override;
    void setState(feed::LinkState state) override;
    void noteAlive() override {}

private:
    using Item = std::variant<std::unique_ptr<feed::Batch>, record::LinkChange>;

    void sayNotes(const std::function<void(const std::string& line)>& say);
    void takeOver(std::deque<Item>& work);
    bool write(std::deque<Item>& work);
    bool append(const feed::Batch& batch);

    record::RecordWriter& writer_;
    const std::string feed_;
    feed::NowMs now_ms_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Item> queue_;
    std::vector<std::string> notes_; ///< not yet said
    std::optional<std::string> failure_;
    std::uint64_t gaps_ = 0;
    bool is_closed_ = false; ///< nothing more is taken
    bool is_over_ = false;   ///< the source has returned

    // The source's thread alone.
    std::optional<feed::LinkState> state_;
    LinkNotes link_notes_;
};

} // namespace livewall::app
