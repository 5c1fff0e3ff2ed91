// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/kafkahandles.h"

#include <optional>
#include <string>
#include <string_view>

namespace livewall::feed {

/// kafka://broker[:port][,broker2[:port]...]/topic
struct KafkaLocation
{
    std::string brokers; ///< as librdkafka's bootstrap.servers has them
    std::string topic;
};

/// Nothing for what is no such location, and in `error` one line for a person; a location with a
/// user or password is refused and not repeated.
std::optional<KafkaLocation> parseKafkaLocation(std::string_view location, std::string& error);

/// Sets how the cluster is reached: certificates are always verified, and librdkafka logs nothing.
/// The files are read now. The options file has `name=value` lines, blank ones and # comments; it
/// wins over the other fields. Where it does not name them, there are
/// - security.protocol: sasl_ssl with a user, ssl with a file of certificates, else plaintext;
/// - sasl.mechanisms: PLAIN with a user.
/// False where a file cannot be read, has what librdkafka does not know or what Livewall decides
/// itself, or names a file that cannot be read; `error` is then one line, "FILE:LINE: ..." where
/// there is one, and never has a value but such a file's path.
bool setAccess(rd_kafka_conf_t& conf, const KafkaLocation& location, const Access& access,
               std::string& error);

/// One line for a person, for why librdkafka takes what setAccess() has set, but makes no client of
/// it: with the file that is to be mended, if any. `reason` is librdkafka's own.
std::string cannotBegin(const Access& access, std::string_view reason);

/// Sets what has to fit; it is our own, and librdkafka knows it.
void setProperty(rd_kafka_conf_t& conf, const char* name, const std::string& value);

} // namespace livewall::feed
