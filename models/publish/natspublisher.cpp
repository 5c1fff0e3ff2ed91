// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/publish/natspublisher.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <utility>

namespace livewall::publish {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kPatience = 15s; ///< for any acknowledgement
constexpr std::chrono::milliseconds kLookEvery = 100ms;

} // namespace

NatsPublisher::NatsPublisher(PublishSpec spec, feed::NatsLocation location)
    : spec_(std::move(spec)), location_(std::move(location))
{
}

bool NatsPublisher::send(std::string_view line)
{
    if (!connection_ && !connect())
        return false;
    const natsStatus status =
        natsConnection_PublishRequest(connection_->get(), subject_.c_str(), inbox_.c_str(),
                                      line.data(), static_cast<int>(line.size()));
    if (status == NATS_MAX_PAYLOAD)
        return fail(std::format("a line of {} bytes is more than {} takes", line.size(),
                                connection_->server()));
    if (status != NATS_OK)
        return fail(connection_->fault(status));
    ++unacknowledged_;
    // Half of them at a time, so that there are always some under way.
    return unacknowledged_ < kMaxUnacknowledged || awaitAcknowledged(kMaxUnacknowledged / 2);
}

bool NatsPublisher::finish()
{
    return awaitAcknowledged(0);
}

bool NatsPublisher::connect()
{
    std::string fault;
    connection_ = feed::NatsConnection::open(location_, spec_.access, 0, spec_.stop, fault);
    if (!connection_)
        return fail(fault);
    stream_.emplace(*connection_, location_.stream, spec_.stop);
    if (!findStream())
        return false;
    inbox_ = feed::newInbox();
    acknowledgements_ = connection_->subscribe(inbox_);
    return acknowledgements_ || fail(connection_->fault(NATS_CONNECTION_CLOSED));
}

bool NatsPublisher::findStream()
{
    subject_ = location_.subject;
    const auto state = stream_->state();
    if (!state && !stream_->isMissing())
        return fail(stream_->fault());
    if (!state) {
        if (subject_.empty())
            subject_ = location_.stream;
        if (!stream_->make(subject_))
            return fail(stream_->fault());
        spec_.note(std::format("there was no stream {} at {}: made it, for the subject {}",
                               location_.stream, connection_->server(), subject_));
    } else if (subject_.empty()) {
        if (state->subjects.size() != 1)
            return fail(std::format("stream {} takes {} subjects; name one: ?subject=",
                                    location_.stream, state->subjects.size()));
        subject_ = state->subjects.front();
    }
    if (subject_.find_first_of("*>") != std::string::npos)
        return fail(std::format("nothing can be sent to all of {}; name one: ?subject=", subject_));
    return true;
}

bool NatsPublisher::awaitAcknowledged(std::uint64_t unacknowledged)
{
    auto last = std::chrono::steady_clock::now();
    while (unacknowledged_ > unacknowledged) {
        if (spec_.stop.stop_requested())
            return fail(std::format("interrupted; of {} it is not known whether they arrived",
                                    unacknowledged_));
        natsMsg* came = nullptr;
        const natsStatus status =
            natsSubscription_NextMsg(&came, acknowledgements_.get(), kLookEvery.count());
        const feed::NatsMessage message(came);
        const auto now = std::chrono::steady_clock::now();
        if (status == NATS_OK) {
            if (!takeAcknowledgement(*came))
                return false;
            last = now;
        } else if (status == NATS_NO_RESPONDERS) {
            return failForStrangeSubject();
        } else if (status != NATS_TIMEOUT) {
            return fail(std::format("{}; of {} lines it is not known whether they arrived",
                                    connection_->fault(status), unacknowledged_));
        } else if (const std::string forbidden = connection_->forbidden(); !forbidden.empty()) {
            return fail(forbidden);
        } else if (now - last > kPatience) {
            return fail(std::format("{} acknowledges nothing any more", connection_->server()));
        }
    }
    return true;
}

bool NatsPublisher::takeAcknowledgement(natsMsg& message)
{
    if (natsMsg_IsNoResponders(&message))
        return fail(
            std::format("no stream at {} takes the subject {}", connection_->server(), subject_));
    const std::string answer(natsMsg_GetData(&message),
                             static_cast<std::size_t>(natsMsg_GetDataLength(&message)));
    const auto stream = stream_->acknowledgedBy(answer);
    if (!stream)
        return fail(stream_->fault());
    if (*stream != location_.stream)
        return fail(std::format("the subject {} belongs to the stream {}", subject_, *stream));
    --unacknowledged_;
    ++delivered_;
    return true;
}

bool NatsPublisher::failForStrangeSubject()
{
    return fail(
        std::format("no stream at {} takes the subject {}", connection_->server(), subject_));
}

bool NatsPublisher::fail(const std::string& error)
{
    error_ = error;
    return false;
}

} // namespace livewall::publish
