// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/reconnection.h"

#include <format>
#include <utility>

namespace livewall::feed {

Reconnection::Reconnection(Sink& sink, std::string server, std::chrono::milliseconds proof,
                           ReconnectTimes times, Owner owner)
    : sink_(sink)
    , server_(std::move(server))
    , owner_(std::move(owner))
    , backoff_(times.shortest_wait, times.longest_wait)
{
    silence_.setSingleShot(true);
    silence_.setInterval(proof);
    QObject::connect(&silence_, &QTimer::timeout, &silence_, [this] { giveUpOnSilence(); });
    wait_.setSingleShot(true);
    wait_.setTimerType(Qt::PreciseTimer); // a coarse one may be early
    QObject::connect(&wait_, &QTimer::timeout, &wait_, [this] { connect(); });
}

void Reconnection::begin()
{
    sink_.setState({Link::Connecting, "connects to " + server_});
    wait_.start(0);
}

void Reconnection::connect()
{
    silence_.start();
    owner_.connect();
}

void Reconnection::noteUp()
{
    is_up_ = true;
    sink_.setState({Link::Up, {}});
}

void Reconnection::lost(const std::string& fault, std::optional<Backoff::Duration> asked)
{
    is_up_ = false;
    silence_.stop();
    const Backoff::Duration wait = backoff_.next(asked);
    sink_.setState({Link::Connecting,
                    std::format("{}, next try in {} s", fault,
                                std::chrono::ceil<std::chrono::seconds>(wait).count()),
                    fault});
    wait_.start(wait);
}

void Reconnection::giveUpOnSilence()
{
    owner_.drop(std::format(
        "no {} from {} for {} s", is_up_ ? "byte" : "answer", server_,
        std::chrono::round<std::chrono::seconds>(silence_.intervalAsDuration()).count()));
}

} // namespace livewall::feed
