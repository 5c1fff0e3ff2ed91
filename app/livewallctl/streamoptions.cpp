// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/streamoptions.h"

#include <string>

namespace livewall::app {

void addStreamOptions(CLI::App& command, generate::EventStreamOptions& stream, std::int64_t most)
{
    command.add_option("--events", stream.events, "How many purchases")
        ->capture_default_str()
        ->check(CLI::Range(std::int64_t{1}, most));
    constexpr int kDay = 24 * 60;
    command
        .add_option_function<int>(
            "--days", [&stream](int days) { stream.minutes = days * kDay; }, "Over how many days")
        ->default_str(std::to_string(stream.minutes / kDay))
        ->check(CLI::Range(1, 3650));
    command.add_option("--minutes", stream.minutes, "Or over how many minutes")
        ->excludes("--days")
        ->check(CLI::Range(1, 3650 * kDay));
    command.add_option("--merchants", stream.merchants, "Of how many stores")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000));
    command.add_option("--seed", stream.seed, "Another number invents others")
        ->capture_default_str();
    command.add_option("--duplicates", stream.duplicates, "Percent that are sent a second time")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 100.0));
    command.add_option("--late", stream.late, "Percent that come one to ten minutes late")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 100.0));
}

} // namespace livewall::app
