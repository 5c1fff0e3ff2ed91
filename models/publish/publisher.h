// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace livewall::publish {

/// Where recorded lines are sent, as somebody asked for it.
struct PublishSpec
{
    std::string location; ///< as makePublisher() takes it
    feed::Access access = {};
    std::stop_token stop; ///< what waits ends within 200 ms of it, as if it had failed

    /// Takes one line for a person that is no error: "made the stream SALES". Called from the
    /// thread that calls the publisher. Never empty.
    std::function<void(const std::string&)> note;
};

/// Sends lines to a broker, in their order, each as a message of its own. Made unconnected: the
/// first send() connects. After a function has said false nothing more is sent, and error() says
/// why. Memory is bounded: send() waits while too many lines are not yet acknowledged.
/// Not thread-safe.
class Publisher
{
public:
    virtual ~Publisher() = default;

    /// `line` has no line end and is not empty; it may be rubbish, which is for readers to reject.
    virtual bool send(std::string_view line) = 0;

    /// Once, after the last line: waits until all of them are where they are to go.
    virtual bool finish() = 0;

    /// How many lines are where they are to go, as far as it is known.
    std::uint64_t delivered() const { return delivered_; }

    /// One line for a person, without secrets.
    const std::string& error() const { return error_; }

protected:
    std::string error_;
    std::uint64_t delivered_ = 0;
};

} // namespace livewall::publish
