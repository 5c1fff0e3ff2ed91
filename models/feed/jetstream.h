// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/natsconnection.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::feed {

/// A stream as its server describes it. Its positions count from 1.
struct JetStreamState
{
    std::string created;     ///< tells a stream from another that had its name before
    std::uint64_t first = 1; ///< the oldest position that is still there; last + 1: none is
    std::uint64_t last = 0;  ///< the newest that there ever was
    std::vector<std::string> subjects; ///< that it takes; a mirror has none
};

/// How far a reader's server is with it.
struct JetStreamProgress
{
    std::uint64_t sent = 0;    ///< messages
    std::uint64_t waiting = 0; ///< that are there and were not yet asked for
};

/// What JetStream is asked for in requests (its API's subjects $JS.API.…). A function waits at most
/// some seconds for the answer and returns within 100 ms of `stop`; it gives nothing where there is
/// none, and in fault() one line that tells why, for a person. `connection` must outlive it.
class JetStream
{
public:
    JetStream(NatsConnection& connection, std::string stream, std::stop_token stop);
    ~JetStream();

    std::optional<JetStreamState> state();

    /// Makes it, kept in files, without limits.
    bool make(const std::string& subject);

    /// Makes a reader (an ephemeral pull consumer without acknowledgements) of all messages from
    /// position `start` on, or of those of one subject; gives its name. It goes by itself once
    /// nobody has asked it for a while.
    std::optional<std::string> makeReader(const std::string& subject, std::uint64_t start);

    std::optional<JetStreamProgress> progress(const std::string& reader);

    /// Without waiting for it.
    void removeReader(const std::string& reader);

    /// Where readers are asked for messages.
    std::string nextSubject(const std::string& reader) const;

    /// The stream that has taken a message, out of its acknowledgement.
    std::optional<std::string> acknowledgedBy(const std::string& acknowledgement);

    bool isMissing() const { return is_missing_; } ///< there is no such stream
    const std::string& fault() const { return fault_; }

private:
    struct Answer;

    /// Nothing where there is no answer, or it is an error; fault_ tells which.
    std::unique_ptr<Answer> ask(std::string_view what, const std::string& body);
    std::unique_ptr<Answer> read(std::string_view text);

    NatsConnection& connection_;
    std::string stream_;
    std::stop_token stop_;
    std::string fault_;
    bool is_missing_ = false;
};

/// Where a message stands, as the subject says to which it would be acknowledged.
struct JetStreamPosition
{
    std::uint64_t in_stream = 0;
    std::uint64_t in_reader = 0; ///< counts what it was sent, from 1

    /// Nothing for what is no message of a stream.
    static std::optional<JetStreamPosition> parse(std::string_view reply);
};

} // namespace livewall::feed
