// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/kafkafaults.h"

#include <algorithm>
#include <format>

namespace livewall::feed {

namespace {

constexpr std::size_t kMaxReasonBytes = 300;

/// The broker that a reason begins with, as host:port: "ssl://host:9092/bootstrap: Connect ...".
std::string_view brokerOf(std::string_view& text)
{
    const std::size_t end = text.find(": ");
    std::string_view name = text.substr(0, end);
    if (end == std::string_view::npos || name.find(' ') != std::string_view::npos ||
        name.find('/') == std::string_view::npos)
        return {};
    text.remove_prefix(end + 2);
    if (const std::size_t scheme = name.find("://"); scheme != std::string_view::npos)
        name.remove_prefix(scheme + 3);
    return name.substr(0, name.find('/'));
}

/// Without what differs from one attempt to the next.
std::string_view lasting(std::string_view text)
{
    text = text.substr(0, text.find(" (after "));
    return text.substr(0, std::min(text.find('\n'), kMaxReasonBytes));
}

bool has(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

/// librdkafka does not tell why a certificate is no good, and takes it that the authority is
/// missing.
std::string secureReason(const std::string& reason)
{
    if (!has(reason, "certificate verify failed"))
        return reason;
    return "its certificate is from nobody who is trusted here (own authority: ca_file or "
           "ssl.ca.location), for another host, or has expired";
}

std::string named(std::string_view broker)
{
    return broker.empty() ? "the brokers" : std::string(broker);
}

std::string with(std::string_view before, std::string_view broker)
{
    return std::string(before) + named(broker);
}

/// What a broker may not have that closes while it is asked for it: "ssl://host:9092/...:
/// Disconnected (after 2ms in state SSL_HANDSHAKE)".
std::string_view unspoken(std::string_view text)
{
    const bool is_tls = text.starts_with("ssl://") || text.starts_with("sasl_ssl://");
    if (is_tls && (has(text, "SSL_HANDSHAKE") || has(text, "SSL handshake")))
        return "TLS";
    const bool is_sasl = text.starts_with("sasl_");
    if (is_sasl && (has(text, "APIVERSION_QUERY") || has(text, "in state AUTH")))
        return "SASL";
    return {};
}

std::string lostBy(std::string_view broker, std::string_view what)
{
    const std::string lost = with("connection lost to ", broker);
    return what.empty() ? lost
                        : std::format("{}; it may not speak {} on this port (security.protocol)",
                                      lost, what);
}

} // namespace

std::string kafkaFault(rd_kafka_resp_err_t error, std::string_view text, std::string_view topic)
{
    const std::string_view missing = unspoken(text);
    const std::string_view broker = brokerOf(text);
    const std::string reason(lasting(text));
    const std::string quoted(topic);
    switch (error) {
    case RD_KAFKA_RESP_ERR__RESOLVE:
        return with("host not found: ", broker);
    case RD_KAFKA_RESP_ERR__TRANSPORT:
        if (has(reason, "Connection refused"))
            return with("connection refused by ", broker);
        // What librdkafka supposes of one that was closed early is rarely so.
        if (reason.empty() || has(reason, "Disconnected"))
            return lostBy(broker, missing);
        return with("connection lost to ", broker) + ": " + reason;
    case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
        return "no broker can be reached";
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
    case RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE:
    case RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT:
        return with("no answer from ", broker);
    case RD_KAFKA_RESP_ERR__BAD_MSG:
        if (has(reason, "Invalid response size"))
            return named(broker) + " does not speak Kafka there; check host and port";
        return rd_kafka_err2str(error) + (reason.empty() ? std::string() : ": " + reason);
    case RD_KAFKA_RESP_ERR__SSL:
        if (has(reason, "Disconnected"))
            return lostBy(broker, missing);
        return with("no secure connection to ", broker) + ": " + secureReason(reason);
    case RD_KAFKA_RESP_ERR_ILLEGAL_SASL_STATE:
        return named(broker) + " does not speak SASL on this port (security.protocol)";
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
        if (has(reason, "not supported by broker"))
            return named(broker) + " does not speak SASL on this port (security.protocol)";
        [[fallthrough]];
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
        return with("refused to sign in by ", broker) +
               ": SASL authentication failed; check the user and the secret";
    case RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM:
        return with("refused to sign in by ", broker) + ": it has not this sasl.mechanisms";
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
        return "the brokers refuse to let us read topic " + quoted + "; it needs the right to";
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
        return "the brokers refuse us access to the cluster";
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
        return "there is no topic " + quoted;
    case RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE:
    case RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION:
        return "topic " + quoted + " has a partition without a leader";
    default:
        return rd_kafka_err2str(error) + (reason.empty() ? std::string() : ": " + reason);
    }
}

bool isAccessFault(rd_kafka_resp_err_t error)
{
    return error == RD_KAFKA_RESP_ERR__SSL || error == RD_KAFKA_RESP_ERR__AUTHENTICATION ||
           error == RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED ||
           error == RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM ||
           error == RD_KAFKA_RESP_ERR_ILLEGAL_SASL_STATE;
}

} // namespace livewall::feed
