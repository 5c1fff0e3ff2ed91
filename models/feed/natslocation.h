// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::feed {

/// What a NATS URL names: nats://HOST[:PORT][,HOST[:PORT]…]/STREAM[?subject=SUBJECT], nats+tls://
/// where the servers are to be reached over TLS alone.
struct NatsLocation
{
    struct Server
    {
        std::string host; ///< an IPv6 address without its brackets
        int port = 4222;

        bool isHere() const; ///< nothing that goes there leaves this machine
        std::string name() const;

        bool operator==(const Server&) const = default;
    };

    std::vector<Server> servers; ///< of one cluster; at least one
    std::string stream;
    std::string subject; ///< empty: all of the stream
    bool is_tls = false;

    /// Nothing for what is no such URL, or one with a user or password, and in `error` one line for
    /// a person. It repeats nothing of the URL but its scheme and hosts.
    static std::optional<NatsLocation> parse(std::string_view url, std::string& error);
};

} // namespace livewall::feed
