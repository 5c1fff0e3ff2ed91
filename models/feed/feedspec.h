// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/decoder.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace livewall::feed {

/// Milliseconds since 1970 by the clock that the wall goes by. Called from the source's thread.
using NowMs = std::function<std::int64_t()>;

/// How a server is reached that does not let everybody in. Paths of files; what is secret is in
/// them, and never leaves a source in a message. Empty: not used.
struct Access
{
    std::string ca_file;          ///< PEM: whom to trust instead of the system's authorities
                                  ///< (of NATS: beside them)
    std::string certificate_file; ///< PEM: who we are, with key_file
    std::string key_file;
    std::string user;             ///< whose password is in secret_file; none: a token is in it
    std::string secret_file;      ///< its first line; read for each attempt to connect
    std::string credentials_file; ///< NATS: a JWT and its key (.creds)
    std::string options_file;     ///< Kafka: librdkafka's own properties, a `name=value` a line
};

/// Goes behind a URL's scheme and host: logs and process lists would show the password.
constexpr std::string_view kNoPassword = ": a URL with a user or password is refused; give them as "
                                         "user and secret_file in livewall.toml";

/// One feed as somebody configured it, and where it left off.
struct FeedSpec
{
    std::string location; ///< as makeSource() takes it
    event::DecoderOptions decoder;
    std::string cursor; ///< of the last batch that was applied; empty: from the beginning
    NowMs now_ms;       ///< never empty
    Access access = {};
    /// Without a proof that it lives for so long, a connection is lost.
    std::chrono::milliseconds proof{30'000};
};

} // namespace livewall::feed
