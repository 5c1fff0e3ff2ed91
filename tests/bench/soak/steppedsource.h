// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/linedecoder.h"
#include "models/feed/source.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace livewall::soak {

/// A feed that gives what has happened each time that it is told what time it is, on its own thread
/// as every feed. step() belongs to another one.
class SteppedSource final : public feed::Source
{
public:
    /// What happens up to `now_ms`, as lines. Nothing: its link is down.
    using Lines = std::function<std::optional<std::string>(std::int64_t now_ms)>;

    /// `history`: put into the very first batch.
    SteppedSource(std::string name, Lines lines, std::function<void(feed::Batch&)> history = {});

    bool resumes() const override { return false; }
    void run(feed::Sink& sink, std::stop_token stop) override;

    /// Returns once everything up to then was handed over.
    void step(std::int64_t now_ms);

    /// Elements handed over so far.
    std::uint64_t given() const { return given_; }

private:
    bool give(feed::Sink& sink, std::int64_t now_ms);

    Lines lines_;
    std::function<void(feed::Batch&)> history_;
    event::LineDecoder decoder_;
    bool is_up_ = false;
    std::atomic<std::uint64_t> given_ = 0;
    std::mutex mutex_; ///< for what follows
    std::condition_variable_any changed_;
    std::int64_t wanted_ms_ = 0;
    std::int64_t done_ms_ = 0;
};

} // namespace livewall::soak
