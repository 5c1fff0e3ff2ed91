// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/publish/publisher.h"

#include <memory>
#include <string>

namespace livewall::publish {

/// The publisher for a location:
///
///     nats://HOST[:PORT][,…]/STREAM[?subject=SUBJECT]   a JetStream, made where it is not there
///     nats+tls://…                                      the same over TLS
///     tcp-listen://ADDRESS:PORT                         whoever connects there
///     kafka://BROKER[:PORT][,…]/TOPIC                   a topic of a Kafka cluster
///
/// Connects to nothing yet. Nothing for any other scheme or a URL with a password, and in `error`
/// one line for a person that never repeats the password.
std::unique_ptr<Publisher> makePublisher(PublishSpec spec, std::string& error);

} // namespace livewall::publish
