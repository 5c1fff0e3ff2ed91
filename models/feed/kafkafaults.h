// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <librdkafka/rdkafka.h>

namespace livewall::feed {

/// What librdkafka says went wrong, for a person: "connection refused by broker1:9092". The same
/// each time that it goes wrong so. `text` is librdkafka's own reason; may be empty.
std::string kafkaFault(rd_kafka_resp_err_t error, std::string_view text, std::string_view topic);

/// Somebody has to change a file of ours or the brokers' mind: librdkafka reads the files once.
bool isAccessFault(rd_kafka_resp_err_t error);

} // namespace livewall::feed
