// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/decoder.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace livewall::feed {

/// Server-Sent Events, parsed as the WHATWG HTML standard says (section 9.2.6): bytes in pieces of
/// any size to messages; the result does not depend on how they were cut. UTF-8 is passed on as it
/// is, for the decoder to judge. What a message's event field says is left out: it says nothing
/// that its data does not.
/// Memory is bounded: of a message at most kMaxMessageBytes are kept, and no data line over
/// event::kMaxLineBytes; a data line beyond either is left out and counted. Other fields that long
/// are ignored.
/// As browsers do, and unlike the letter of the standard, a new connection starts with the last
/// event id of the one before. Not thread-safe.
class EventStreamParser
{
public:
    static constexpr std::size_t kMaxMessageBytes = 16 * event::kMaxLineBytes;

    /// Views are valid only during the call. `data` is readable for Decoder::kPadding bytes beyond
    /// its end.
    struct Message
    {
        std::string_view data; ///< its lines, joined by LF
        std::string_view last_event_id;
        std::uint64_t dropped_lines = 0; ///< data lines that were too long to keep
    };
    using Handler = std::function<void(const Message&)>;

    /// Starts with the id that an earlier run ended with.
    explicit EventStreamParser(std::string last_event_id = {});

    /// Calls `handler` for every message that `bytes` completes.
    void feed(std::span<const char> bytes, const Handler& handler);

    /// A new connection: forgets what is unfinished. The last event id and retry() stay.
    void restart();

    /// What a reconnection sends as Last-Event-ID; empty: nothing. During a handler's call: the
    /// id as of that message.
    const std::string& lastEventId() const { return last_event_id_; }

    /// The reconnection time that the server asked for last, if any.
    std::optional<std::chrono::milliseconds> retry() const { return retry_; }

private:
    void addToLine(std::span<const char> bytes);
    void endLine(const Handler& handler);
    void setField(std::string_view field, std::string_view value);
    void addData(std::string_view value);
    void dispatch(const Handler& handler);

    std::string line_;          ///< the unfinished line, cut where it is too long
    std::string data_;          ///< every data line of the message so far, each with its LF
    std::string id_buffer_;     ///< the standard's "last event ID buffer"
    std::string last_event_id_; ///< taken from the buffer when a message ends
    std::optional<std::chrono::milliseconds> retry_;
    std::uint64_t dropped_lines_ = 0;
    bool is_line_cut_ = false;
    bool is_first_line_ = true; ///< which may begin with a byte order mark
    bool after_cr_ = false;     ///< an LF now belongs to the line end before it
};

} // namespace livewall::feed
