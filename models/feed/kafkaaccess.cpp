// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/kafkaaccess.h"

#include "models/feed/accessfile.h"
#include "models/feed/fileerror.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <format>
#include <optional>
#include <set>
#include <sstream>
#include <system_error>

#include <unistd.h>

namespace livewall::feed {

namespace {

constexpr std::string_view kScheme = "kafka://";
constexpr std::size_t kMaxTopicBytes = 249;
constexpr std::size_t kMaxLines = 1000;
constexpr std::size_t kMaxLineBytes = 65'536;

/// A file that librdkafka opens when it begins.
struct File
{
    const char* property;
    std::string Access::*field; ///< that gives it, too
    std::string_view fault;     ///< where it can be read and is no good
};

constexpr std::array<File, 3> kFiles = {{
    {"ssl.ca.location", &Access::ca_file, "holds no certificate (PEM)"},
    {"ssl.certificate.location", &Access::certificate_file, "holds no certificate (PEM)"},
    {"ssl.key.location", &Access::key_file,
     "holds no private key (PEM) that can be used with the certificate"},
}};

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlank = " \t\r";
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

bool isTopic(std::string_view name)
{
    const auto may_be = [](unsigned char byte) {
        return std::isalnum(byte) != 0 || byte == '.' || byte == '_' || byte == '-';
    };
    return !name.empty() && name.size() <= kMaxTopicBytes && name != "." && name != ".." &&
           std::ranges::all_of(name, may_be);
}

/// host, host:port, [::1]:port, and more after commas.
bool areBrokers(std::string_view brokers)
{
    const auto may_be = [](unsigned char byte) {
        return std::isalnum(byte) != 0 ||
               std::string_view(".-_:[],").find(static_cast<char>(byte)) != std::string_view::npos;
    };
    return !brokers.empty() && std::ranges::all_of(brokers, may_be) && brokers.front() != ',' &&
           brokers.back() != ',' && brokers.find(",,") == std::string_view::npos;
}

/// All of them.
bool isThisMachine(std::string_view brokers)
{
    const auto is_here = [](std::string_view broker) {
        return broker.starts_with("127.") || broker.starts_with("localhost:") ||
               broker == "localhost" || broker.starts_with("[::1]");
    };
    while (!brokers.empty()) {
        const std::string_view broker = brokers.substr(0, brokers.find(','));
        if (!is_here(broker))
            return false;
        brokers.remove_prefix(std::min(brokers.size(), broker.size() + 1));
    }
    return true;
}

/// What the feed stands on, or what would take librdkafka out of its hands.
bool isOurs(std::string_view name)
{
    constexpr std::array<std::string_view, 26> kNames = {
        "allow.auto.create.topics",
        "auto.commit.enable",
        "auto.commit.interval.ms",
        "auto.offset.reset",
        "bootstrap.servers",
        "builtin.features",
        "debug",
        "enable.auto.commit",
        "enable.auto.offset.store",
        "enable.idempotence",
        "enable.partition.eof",
        "enabled_events",
        "fetch.queue.backoff.ms",
        "isolation.level",
        "log.queue",
        "log_level",
        "metadata.broker.list",
        "offset.store.method",
        "partition.assignment.strategy",
        "plugin.library.paths",
        "queued.max.messages.kbytes",
        "queued.min.messages",
        "reconnect.backoff.max.ms",
        "reconnect.backoff.ms",
        "statistics.interval.ms",
        "transactional.id",
    };
    return std::ranges::find(kNames, name) != kNames.end() || name.starts_with("group.") ||
           name.starts_with("test.mock.");
}

bool turnsVerificationOff(std::string_view name, std::string_view value)
{
    if (name == "enable.ssl.certificate.verification")
        return value != "true";
    return name == "ssl.endpoint.identification.algorithm" && value != "https";
}

/// Why a file cannot be read, of which librdkafka would only say so in OpenSSL's words; empty: it
/// can, or the property names none.
std::string fileFault(std::string_view name, const std::string& value)
{
    const bool is_file = name.starts_with("ssl.") && name.ends_with(".location") &&
                         !value.empty() && value != "probe";
    if (!is_file || ::access(value.c_str(), R_OK) == 0)
        return {};
    return fileError(value, errno);
}

/// What is wrong with a property; empty where it was set. librdkafka's own words may repeat the
/// value.
std::string setOption(rd_kafka_conf_t& conf, const std::string& name, const std::string& value)
{
    if (isOurs(name))
        return name + " is what Livewall decides itself; take it out";
    if (turnsVerificationOff(name, value))
        return name + ": certificates are always verified; take it out, and give the authority's "
                      "certificate as ssl.ca.location";
    if (const std::string fault = fileFault(name, value); !fault.empty())
        return name + ": " + fault;
    char ignored[1];
    switch (rd_kafka_conf_set(&conf, name.c_str(), value.c_str(), ignored, sizeof ignored)) {
    case RD_KAFKA_CONF_OK:
        return {};
    case RD_KAFKA_CONF_UNKNOWN:
        return "librdkafka knows no property " + name;
    default:
        return name + " cannot have this value";
    }
}

/// Sets what the file has, and notes the names. False, and `error`, where it cannot be.
bool readOptions(const std::string& path, rd_kafka_conf_t& conf, std::set<std::string>& names,
                 std::string& error)
{
    std::optional<std::string> content = readAccessFile(path, error);
    if (!content)
        return false;
    std::istringstream lines(*std::move(content));
    std::string line;
    std::size_t number = 0;
    while (std::getline(lines, line)) {
        const std::string_view text = trimmed(line);
        ++number;
        if (number > kMaxLines || line.size() > kMaxLineBytes) {
            error = std::format("{}:{}: too long for a file of options", path, number);
            return false;
        }
        if (text.empty() || text.starts_with('#'))
            continue;
        const std::size_t equals = text.find('=');
        const std::string name(trimmed(text.substr(0, equals)));
        if (equals == std::string_view::npos || name.empty()) {
            error = std::format("{}:{}: is no name=value", path, number);
            return false;
        }
        const std::string fault =
            setOption(conf, name, std::string(trimmed(text.substr(equals + 1))));
        if (!fault.empty()) {
            error = std::format("{}:{}: {}", path, number, fault);
            return false;
        }
        names.insert(name);
    }
    return true;
}

/// Sets what the fields give and the options file did not.
bool setFields(const Access& access, const std::set<std::string>& names, rd_kafka_conf_t& conf,
               std::string& error)
{
    const auto set = [&](const char* name, const std::string& value) {
        if (!value.empty() && !names.contains(name))
            setProperty(conf, name, value);
    };
    for (const auto& [name, member, what] : kFiles) {
        const std::string& file = access.*member;
        // librdkafka would take a folder of authorities; no other feed does.
        std::error_code unknown;
        error = std::filesystem::is_directory(file, unknown) ? fileError(file, EISDIR)
                                                             : fileFault(name, file);
        if (!error.empty())
            return false;
    }
    const bool has_certificates = !access.ca_file.empty() || !access.certificate_file.empty();
    for (const auto& [name, member, what] : kFiles)
        set(name, access.*member);
    if (!access.user.empty()) {
        const auto secret = readSecret(access.secret_file, error);
        if (!secret)
            return false;
        set("sasl.username", access.user);
        set("sasl.password", *secret);
        if (!names.contains("sasl.mechanism"))
            set("sasl.mechanisms", "PLAIN");
        set("security.protocol", "sasl_ssl");
    } else if (has_certificates) {
        set("security.protocol", "ssl");
    }
    return true;
}

std::string valueOf(const rd_kafka_conf_t& conf, const char* name)
{
    std::array<char, 512> value = {};
    std::size_t size = value.size();
    return rd_kafka_conf_get(&conf, name, value.data(), &size) == RD_KAFKA_CONF_OK
               ? std::string(value.data())
               : std::string();
}

/// Why what was set would let everybody on the way read the password; empty: it does not. SCRAM and
/// Kerberos do not send it.
std::string openPassword(const rd_kafka_conf_t& conf, const KafkaLocation& location,
                         const Access& access)
{
    const std::string mechanism = valueOf(conf, "sasl.mechanisms");
    const bool is_sent = mechanism == "PLAIN" || mechanism == "OAUTHBEARER";
    if (!is_sent || valueOf(conf, "security.protocol") != "sasl_plaintext" ||
        isThisMachine(location.brokers))
        return {};
    return access.options_file + ": security.protocol=sasl_plaintext would send the password "
                                 "readable for all; write sasl_ssl";
}

/// What the fields ask for and Kafka has not; empty: nothing.
std::string wrongFields(const Access& access)
{
    if (!access.credentials_file.empty())
        return "a credentials file is for NATS; Kafka takes a user and a secret file";
    if (access.user.empty() != access.secret_file.empty())
        return "Kafka takes a user and a secret file, or neither";
    if (access.certificate_file.empty() != access.key_file.empty())
        return "a certificate file and a key file belong together";
    return {};
}

void logNothing(const rd_kafka_t* /*client*/, int /*level*/, const char* /*facility*/,
                const char* /*text*/)
{
}

} // namespace

std::optional<KafkaLocation> parseKafkaLocation(std::string_view location, std::string& error)
{
    if (location.find('@') != std::string_view::npos) {
        error = std::format("kafka{}", kNoPassword);
        return std::nullopt;
    }
    const bool has_scheme =
        location.size() > kScheme.size() &&
        std::ranges::equal(location.substr(0, kScheme.size()), kScheme, {},
                           [](unsigned char byte) { return std::tolower(byte); });
    const std::string_view rest = has_scheme ? location.substr(kScheme.size()) : "";
    const std::size_t slash = rest.find('/');
    const std::string_view brokers = rest.substr(0, slash);
    const std::string_view topic =
        slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    if (!areBrokers(brokers) || !isTopic(topic)) {
        error = "not a valid kafka URL; write it as kafka://broker:9092,broker2:9092/topic";
        return std::nullopt;
    }
    return KafkaLocation{std::string(brokers), std::string(topic)};
}

bool setAccess(rd_kafka_conf_t& conf, const KafkaLocation& location, const Access& access,
               std::string& error)
{
    error = wrongFields(access);
    if (!error.empty())
        return false;
    setProperty(conf, "client.id", "livewall");
    setProperty(conf, "bootstrap.servers", location.brokers);
    setProperty(conf, "enable.ssl.certificate.verification", "true");
    setProperty(conf, "ssl.endpoint.identification.algorithm", "https");
    setProperty(conf, "reconnect.backoff.ms", "500");
    setProperty(conf, "reconnect.backoff.max.ms", "30000");
    rd_kafka_conf_set_log_cb(&conf, &logNothing);
    std::set<std::string> names;
    if (!access.options_file.empty() && !readOptions(access.options_file, conf, names, error))
        return false;
    if (!setFields(access, names, conf, error))
        return false;
    error = openPassword(conf, location, access);
    return error.empty();
}

std::string cannotBegin(const Access& access, std::string_view reason)
{
    for (const auto& [property, field, fault] : kFiles) {
        if (!reason.starts_with(property))
            continue;
        const std::string& file = access.*field;
        return file.empty() ? std::format("{}: {} {}", access.options_file, property, fault)
                            : std::format("{}: {}", fault, file);
    }
    const std::string file = access.options_file.empty() ? "" : access.options_file + ": ";
    return std::format("{}librdkafka cannot begin: {}", file, reason);
}

void setProperty(rd_kafka_conf_t& conf, const char* name, const std::string& value)
{
    char ignored[1];
    [[maybe_unused]] const auto result =
        rd_kafka_conf_set(&conf, name, value.c_str(), ignored, sizeof ignored);
    assert(result == RD_KAFKA_CONF_OK);
}

} // namespace livewall::feed
