// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/sourcefactory.h"

#include "models/feed/demosource.h"
#include "models/feed/eventstreamsource.h"
#include "models/feed/filesource.h"
#include "models/feed/followsource.h"
#include "models/feed/kafkaaccess.h"
#include "models/feed/kafkasource.h"
#include "models/feed/linestreamsource.h"
#include "models/feed/natssource.h"
#include "models/feed/websocketsource.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>

#include <QString>
#include <QUrl>

namespace livewall::feed {

namespace {

constexpr std::string_view kDemo = "demo:";

constexpr std::string_view kKinds =
    "file:, follow:, http:, https:, ws:, wss:, tcp:, tls:, kafka:, nats: and demo:";

/// The scheme in lower case, without its colon (RFC 3986); empty for a path.
std::string schemeOf(std::string_view location)
{
    const std::size_t colon = location.find(':');
    if (colon == std::string_view::npos || colon == 0)
        return {};
    std::string scheme(location.substr(0, colon));
    const auto is_letter = [](unsigned char byte) { return std::isalpha(byte) != 0; };
    const auto belongs = [](unsigned char byte) {
        return std::isalnum(byte) != 0 || byte == '+' || byte == '-' || byte == '.';
    };
    if (!is_letter(static_cast<unsigned char>(scheme.front())) ||
        !std::ranges::all_of(scheme, belongs))
        return {};
    std::ranges::transform(scheme, scheme.begin(), [](unsigned char byte) {
        return static_cast<char>(std::tolower(byte));
    });
    return scheme;
}

std::unique_ptr<Source> makeFile(FeedSpec spec, std::string& error)
{
    const QUrl url(QString::fromStdString(spec.location));
    const bool is_here = url.host().isEmpty() || url.host() == QStringLiteral("localhost");
    if (!is_here || url.path().isEmpty()) {
        error = spec.location + ": names no file here; write it as file:///path/to/file";
        return nullptr;
    }
    spec.location = url.path(QUrl::FullyDecoded).toStdString();
    return std::make_unique<FileSource>(std::move(spec));
}

std::unique_ptr<Source> makeFollow(FeedSpec spec, std::string& error)
{
    spec.location.erase(0, spec.location.find(':') + 1);
    if (spec.location.empty()) {
        error = "follow: names no file; write it as follow:/path/to/file";
        return nullptr;
    }
    return std::make_unique<FollowSource>(std::move(spec));
}

/// Whether the location is a URL with a host and without a password. Where not, `error` repeats
/// nothing of it but its scheme and host: there may be a secret in it.
bool isPlainUrl(const FeedSpec& spec, const std::string& scheme, std::string& error)
{
    const QUrl url(QString::fromStdString(spec.location), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()) {
        const bool has_path = scheme != "tcp" && scheme != "tls";
        error = "not a valid " + scheme + " URL; write it as " + scheme + "://host:port" +
                (has_path ? "/path" : "");
        return false;
    }
    if (!url.userInfo().isEmpty()) {
        error = scheme + "://" + url.host().toStdString() + std::string(kNoPassword);
        return false;
    }
    return true;
}

std::unique_ptr<Source> makeEventStream(FeedSpec spec, const std::string& scheme,
                                        std::string& error)
{
    if (!isPlainUrl(spec, scheme, error))
        return nullptr;
    return std::make_unique<EventStreamSource>(std::move(spec));
}

std::unique_ptr<Source> makeWebSocket(FeedSpec spec, const std::string& scheme, std::string& error)
{
    if (!isPlainUrl(spec, scheme, error))
        return nullptr;
    return std::make_unique<WebSocketSource>(std::move(spec));
}

std::unique_ptr<Source> makeLineStream(FeedSpec spec, const std::string& scheme, std::string& error)
{
    if (!isPlainUrl(spec, scheme, error))
        return nullptr;
    const QUrl url(QString::fromStdString(spec.location));
    const bool is_bare = (url.path().isEmpty() || url.path() == QStringLiteral("/")) &&
                         !url.hasQuery() && !url.hasFragment();
    if (url.port() <= 0 || !is_bare) {
        error = "not a host and a port; write it as " + scheme + "://host:port";
        return nullptr;
    }
    return std::make_unique<LineStreamSource>(std::move(spec));
}

std::unique_ptr<Source> makeKafka(FeedSpec spec, std::string& error)
{
    if (!parseKafkaLocation(spec.location, error))
        return nullptr;
    return std::make_unique<KafkaSource>(std::move(spec));
}

std::unique_ptr<Source> makeNats(FeedSpec spec, std::string& error)
{
    auto location = NatsLocation::parse(spec.location, error);
    if (!location)
        return nullptr;
    return std::make_unique<NatsSource>(std::move(spec), *std::move(location));
}

std::unique_ptr<Source> makeDemo(FeedSpec spec, std::string& error)
{
    const std::string_view seed = std::string_view(spec.location).substr(kDemo.size());
    if (seed.empty())
        return std::make_unique<DemoSource>(std::move(spec));
    std::uint64_t number = 0;
    const auto result = std::from_chars(seed.data(), seed.data() + seed.size(), number);
    if (result.ec != std::errc() || result.ptr != seed.data() + seed.size()) {
        error = spec.location + ": what follows demo: is the seed, a whole number";
        return nullptr;
    }
    return std::make_unique<DemoSource>(std::move(spec), number);
}

/// The fields of an Access as livewall.toml names them.
struct Field
{
    std::string_view name;
    std::string Access::*value;
    std::string_view kinds; ///< that have a use for it, or say themselves why not
};

constexpr std::string_view kServers = " http https ws wss tcp tls kafka nats nats+tls ";

constexpr std::array<Field, 7> kFields = {{
    {"ca_file", &Access::ca_file, kServers},
    {"certificate_file", &Access::certificate_file, kServers},
    {"key_file", &Access::key_file, kServers},
    {"user", &Access::user, kServers},
    {"secret_file", &Access::secret_file, kServers},
    {"credentials_file", &Access::credentials_file, " nats nats+tls "},
    {"options_file", &Access::options_file, " kafka "},
}};

/// The first field that a feed of this kind has no use for; empty: none.
std::string needlessField(const Access& access, const std::string& scheme)
{
    const auto field = std::ranges::find_if(kFields, [&](const Field& one) {
        return !(access.*one.value).empty() && one.kinds.find(' ' + scheme + ' ') == one.kinds.npos;
    });
    return field == kFields.end() ? std::string() : std::string(field->name);
}

} // namespace

bool canWork(const FeedSpec& spec, const Source& source, std::string& error)
{
    const std::string scheme = schemeOf(spec.location);
    const std::string needless = needlessField(spec.access, scheme);
    if (needless.empty())
        return source.canBegin(error);
    error = (scheme.empty() ? std::string("a file") : scheme + ":") + " has no use for " +
            needless + "; take it out";
    return false;
}

std::unique_ptr<Source> makeSource(FeedSpec spec, std::string& error)
{
    if (spec.location.empty()) {
        error = "no feed given; give a file, - or a URL";
        return nullptr;
    }
    const std::string scheme = schemeOf(spec.location);
    if (scheme.empty())
        return std::make_unique<FileSource>(std::move(spec));
    if (scheme == "file")
        return makeFile(std::move(spec), error);
    if (scheme == "follow")
        return makeFollow(std::move(spec), error);
    if (scheme == "http" || scheme == "https")
        return makeEventStream(std::move(spec), scheme, error);
    if (scheme == "ws" || scheme == "wss")
        return makeWebSocket(std::move(spec), scheme, error);
    if (scheme == "tcp" || scheme == "tls")
        return makeLineStream(std::move(spec), scheme, error);
    if (scheme == "kafka")
        return makeKafka(std::move(spec), error);
    if (scheme == "nats" || scheme == "nats+tls")
        return makeNats(std::move(spec), error);
    if (scheme == "demo")
        return makeDemo(std::move(spec), error);
    error = "no feed of the kind " + scheme + ":; there are " + std::string(kKinds) +
            " (a file of that name: ./" + scheme + ":...)";
    return nullptr;
}

} // namespace livewall::feed
