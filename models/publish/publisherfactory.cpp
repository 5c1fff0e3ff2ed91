// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/publish/publisherfactory.h"

#include "models/publish/kafkapublisher.h"
#include "models/publish/natspublisher.h"
#include "models/publish/tcppublisher.h"

#include <string_view>
#include <utility>

namespace livewall::publish {

namespace {

std::unique_ptr<Publisher> makeKafka(PublishSpec spec, std::string& error)
{
    auto location = feed::parseKafkaLocation(spec.location, error);
    if (!location)
        return nullptr;
    return std::make_unique<KafkaPublisher>(std::move(spec), *std::move(location));
}

std::unique_ptr<Publisher> makeNats(PublishSpec spec, std::string& error)
{
    auto location = feed::NatsLocation::parse(spec.location, error);
    if (!location)
        return nullptr;
    return std::make_unique<NatsPublisher>(std::move(spec), *std::move(location));
}

} // namespace

std::unique_ptr<Publisher> makePublisher(PublishSpec spec, std::string& error)
{
    const std::string_view location = spec.location;
    const std::string scheme(location.substr(0, location.find("://")));
    if (scheme.size() == location.size()) {
        error = "no URL to publish to; write it as nats://host/STREAM or kafka://broker/topic";
        return nullptr;
    }
    if (scheme == "kafka")
        return makeKafka(std::move(spec), error);
    if (scheme == "nats" || scheme == "nats+tls")
        return makeNats(std::move(spec), error);
    if (scheme == "tcp-listen")
        return TcpPublisher::make(std::move(spec), error);
    error = "nothing is published to " + scheme +
            "://; there are nats://host/STREAM, kafka://broker/topic and "
            "tcp-listen://127.0.0.1:port";
    return nullptr;
}

} // namespace livewall::publish
