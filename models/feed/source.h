// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/eventbatch.h"
#include "models/stats/delta.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace livewall::feed {

/// How a feed's connection stands, apart from whether events come.
enum class Link {
    Connecting, ///< not yet, or again; `detail` says what happened
    Up,         ///< connected: silence is quiet
    Ended,      ///< the source has given all that it has (a file's end)
    Failed,     ///< it cannot go on without somebody; `detail` says why and what to do
};

struct LinkState
{
    Link link = Link::Connecting;
    std::string detail; ///< for a person: "connection refused, next try in 4 s"; may be empty

    /// Connecting: what went wrong, the same for each attempt that it goes wrong with. Empty before
    /// the first has failed.
    std::string fault = {};
};

/// What a source hands over at once: events, or history already counted as Deltas. Where the
/// feed's DecoderOptions::keeps_lines asks for it, events.lines are the lines that the events were
/// decoded from: those between the cursor of the batch before and this one's.
struct Batch
{
    event::EventBatch events;
    std::vector<stats::Delta> history;
    std::vector<stats::MerchantName> names;
    std::uint64_t resent = 0; ///< messages at or below the cursor that came again: not in `events`
    std::string gap;          ///< what was no longer there of what lies before this batch:
                              ///< "positions 120 to 340"; empty: nothing
    std::string cursor;       ///< where to go on after this batch; opaque to all but the source
    std::int64_t arrived_ms = 0; ///< when its last byte was read, since 1970

    /// When the first of its events had been read, in microseconds of a clock that runs evenly: the
    /// sink writes it down as the batch begins. Nothing where nobody asks.
    std::optional<std::int64_t> read_us = {};

    void clear()
    {
        events.clear();
        history.clear();
        names.clear();
        resent = 0;
        gap.clear();
        cursor.clear();
        read_us.reset();
    }
};

/// Where a source puts what it reads. Called from the source's thread alone.
class Sink
{
public:
    virtual ~Sink() = default;

    /// An empty batch to fill; its memory may have been used before.
    virtual std::unique_ptr<Batch> takeEmpty() = 0;

    /// Hands a batch over. Waits while the engine is behind: that is the back-pressure. False when
    /// the engine is closing: the source returns from run().
    virtual bool deliver(std::unique_ptr<Batch> batch) = 0;

    virtual void setState(LinkState state) = 0;

    /// Proof of life without an event: a comment line, a ping.
    virtual void noteAlive() = 0;
};

/// Where events come from. One object a feed; run() is called once, on a thread of its own, and
/// blocks until the source has ended or failed or `stop` is requested, which it honours within
/// 200 ms. It never throws: what goes wrong becomes a LinkState. Batches hold at most about a
/// thousand events or 50 ms of a trickle, so that nothing waits.
class Source
{
public:
    virtual ~Source() = default;

    /// It has an end: a file, the standard input. Nothing in it lies in the future.
    virtual bool isRecorded() const { return false; }

    /// It can go on where its cursor says. What another kind of source left under the same name is
    /// not for one that cannot.
    virtual bool resumes() const { return true; }

    /// Before run(): false where it is already clear that it could not begin, and in `error` one
    /// line for a person. A source that waits for what is not there yet can begin.
    virtual bool canBegin(std::string& error) const
    {
        static_cast<void>(error);
        return true;
    }

    virtual void run(Sink& sink, std::stop_token stop) = 0;
};

} // namespace livewall::feed
