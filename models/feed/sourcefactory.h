// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/source.h"

#include <memory>
#include <string>

namespace livewall::feed {

/// The source for a feed's location:
///
///     PATH, file:PATH, file:///PATH   a file, plain, .gz or .zst, read once
///     -                               the standard input
///     follow:PATH                     a growing file
///     http://…, https://…             a stream of Server-Sent Events
///     ws://…, wss://…                 WebSocket messages
///     tcp://host:port, tls://…        lines
///     kafka://BROKER[:PORT][,...]/TOPIC
///                                     a topic of a Kafka cluster
///     nats://…, nats+tls://…          a stream of NATS JetStream
///     demo:, demo:SEED                the embedded generator, by a whole number
///
/// Opens nothing yet. Nothing for any other scheme or a URL with a password, and in `error` one
/// line for a person that never repeats the password. A path with a colon in its first part is
/// given as "./a:b".
std::unique_ptr<Source> makeSource(FeedSpec spec, std::string& error);

/// Whether nothing is wrong with what a feed was given, as far as can be told before it connects:
/// `source` is what makeSource() made of `spec`. False, and one line for a person, for what it has
/// no use for and for files that are no good; isMissingFile() tells what may still come.
bool canWork(const FeedSpec& spec, const Source& source, std::string& error);

} // namespace livewall::feed
