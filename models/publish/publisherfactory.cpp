// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/publish/publisherfactory.h"

#include <string_view>
#include <utility>

namespace livewall::publish {

std::unique_ptr<Publisher> makePublisher(PublishSpec spec, std::string& error)
{
    const std::string_view location = spec.location;
    const std::string scheme(location.substr(0, location.find("://")));
    error = scheme.size() == location.size()
                ? "no URL to publish to; write it as nats://host/STREAM"
                : "nothing is published to " + scheme + "://; there is nats://host/STREAM";
    return nullptr;
}

} // namespace livewall::publish
