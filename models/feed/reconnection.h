// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/backoff.h"
#include "models/feed/source.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include <QTimer>

namespace livewall::feed {

struct ReconnectTimes
{
    std::chrono::milliseconds shortest_wait{500}; ///< before the next attempt
    std::chrono::milliseconds longest_wait{30'000};
};

/// One connection at a time, again and again for ever: who owns it makes and drops connections and
/// says how they do; this waits between them with Backoff, loses a connection that gives no proof
/// of life, and tells the sink. Belongs to the source's thread and its event loop, which must run
/// for anything to happen. It calls its owner from there, never from within a call.
class Reconnection
{
public:
    struct Owner
    {
        /// Begins one attempt; lost() ends it.
        std::function<void()> connect;

        /// There was no proof of life: gives the attempt or the connection up and calls lost().
        std::function<void(const std::string& fault)> drop;
    };

    /// `proof`: without one for so long a connection, or an attempt, is lost. `sink` outlives it.
    Reconnection(Sink& sink, std::string server, std::chrono::milliseconds proof,
                 ReconnectTimes times, Owner owner);

    /// The first attempt.
    void begin();

    /// It is connected.
    void noteUp();

    /// It has proved that it lives, as of now.
    void noteProof() { silence_.start(); }

    /// It is good for something: the wait after it is a first one.
    void noteUseful() { backoff_.reset(); }

    /// The attempt or the connection is over, for this reason. `asked`: the server's wish how long
    /// to wait at least.
    void lost(const std::string& fault, std::optional<Backoff::Duration> asked = std::nullopt);

private:
    void connect();
    void giveUpOnSilence();

    Sink& sink_;
    const std::string server_;
    const Owner owner_;
    Backoff backoff_;
    QTimer silence_;
    QTimer wait_;
    bool is_up_ = false;
};

} // namespace livewall::feed
