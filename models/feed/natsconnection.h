// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/natslocation.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include <nats/nats.h>

namespace livewall::feed {

template <auto kDestroy>
struct NatsDestroy
{
    template <typename Object>
    void operator()(Object* object) const
    {
        kDestroy(object);
    }
};

using NatsMessage = std::unique_ptr<natsMsg, NatsDestroy<&natsMsg_Destroy>>;
using NatsSubscription = std::unique_ptr<natsSubscription, NatsDestroy<&natsSubscription_Destroy>>;

/// A connection to one server of a cluster; its end sends what is still to be sent, and takes no
/// longer than 100 ms. It never comes back by itself: what was under way when
/// it was lost is for its owner to know. Not thread-safe.
class NatsConnection
{
public:
    /// Connects to the first server that lets us in, beginning with `location.servers[first]`, by
    /// what the files of `access` hold now. Waits for it, at most a few seconds a server, and
    /// returns within 100 ms of `stop`. Nothing where no server does, and in `fault` one line that
    /// tells why, the same for the same reasons whatever `first` is.
    static std::unique_ptr<NatsConnection> open(const NatsLocation& location, const Access& access,
                                                std::size_t first, const std::stop_token& stop,
                                                std::string& fault);

    /// Whether the files of `access` can be used as they are now; connects to nothing.
    static bool canSet(const Access& access, std::string& fault);

    natsConnection* get() const { return connection_.get(); }
    const std::string& server() const { return server_; } ///< "host:port"

    /// Subscribes to an inbox, its messages to be taken by natsSubscription_NextMsg().
    NatsSubscription subscribe(const std::string& subject);

    /// Sends a request and waits for its answer. Nothing where none came or nobody is there to
    /// answer (natsMsg_IsNoResponders() is never true of it), and `fault` says why.
    NatsMessage request(const std::string& subject, std::string_view body,
                        std::chrono::milliseconds patience, const std::stop_token& stop,
                        std::string& fault);

    /// What is wrong with it, after a function of nats.h has said `status`.
    std::string fault(natsStatus status) const;

    /// What the server has forbidden us on this connection; empty: nothing.
    std::string forbidden() const;

private:
    explicit NatsConnection(natsConnection* connection, std::string server)
        : connection_(connection), server_(std::move(server))
    {
    }

    static std::unique_ptr<NatsConnection> openOne(const NatsLocation& location,
                                                   const NatsLocation::Server& server,
                                                   const Access& access, std::string& fault);
    std::string lastError() const;

    struct End
    {
        void operator()(natsConnection* connection) const;
    };

    std::unique_ptr<natsConnection, End> connection_;
    std::string server_;
};

/// An inbox of our own, which no one else knows.
std::string newInbox();

} // namespace livewall::feed
