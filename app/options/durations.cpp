// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/options/durations.h"

#include "models/config/duration.h"

namespace livewall::app {

CLI::Option* addDuration(CLI::App& command, const std::string& name,
                         std::optional<std::int64_t>& target_ms, const std::string& help)
{
    return command
        .add_option_function<std::string>(
            name,
            [&target_ms, name](const std::string& text) {
                target_ms = config::parseDuration_ms(text);
                if (!target_ms)
                    throw CLI::ValidationError(name,
                                               text + ": write a time such as 300ms, 20s or 2m");
            },
            help)
        ->type_name("TIME");
}

} // namespace livewall::app
