// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
#include "app/options/commandline.h"
#include "models/event/timestamp.h"
#include "models/store/maintenance.h"

#include <cstdint>
#include <filesystem>
#include <format>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace livewall::app {

namespace {

struct StoreArguments
{
    std::string store;
    std::string out;
};

/// "2011-03-10T15:01:15.000Z", or "-".
std::string timeOf(std::optional<std::int64_t> time_ms)
{
    return time_ms ? event::formatTimestamp(*time_ms) : "-";
}

/// "3 d 4 h 20 min 5 s", without leading zeros; "0 s".
std::string durationOf(std::int64_t duration_ms)
{
    std::string text;
    std::int64_t left_s = (duration_ms + 999) / 1000;
    for (const auto& [unit, length_s] :
         {std::pair{"d", 86'400}, std::pair{"h", 3600}, std::pair{"min", 60}}) {
        if (!text.empty() || left_s >= length_s)
            text += std::format("{} {} ", left_s / length_s, unit);
        left_s %= length_s;
    }
    return text + std::format("{} s", left_s);
}

/// One line of a feed: when it was listened to.
std::string coverageLine(const stats::Coverage& coverage)
{
    if (coverage.isEmpty())
        return "listened to: never";
    const std::int64_t from_ms = coverage.intervals().front().from_ms;
    const std::int64_t to_ms = coverage.intervals().back().to_ms;
    const auto holes = coverage.holes(from_ms, to_ms);
    std::string line = std::format("listened to from {} to {}", event::formatTimestamp(from_ms),
                                   event::formatTimestamp(to_ms));
    if (holes.empty())
        return line + ", no hole";
    std::int64_t missing_ms = 0;
    for (const stats::Interval& hole : holes)
        missing_ms += hole.length_ms();
    return line + std::format(", {} hole{} of {} in all", holes.size(),
                              holes.size() == 1 ? "" : "s", durationOf(missing_ms));
}

int check(const CLI::App& app, const StoreArguments& arguments)
{
    const store::Checkup checkup = store::checkUp(arguments.store);
    if (!checkup.error.empty()) {
        complain(app, checkup.error);
        return kBadUse;
    }
    std::cout << std::format("{}\n  version {}, {} checkpoints, {} bytes\n", arguments.store,
                             checkup.version, checkup.checkpoints, checkup.bytes);
    for (const store::Checkup::Table& table : checkup.tables)
        std::cout << std::format("  {:<16} {:>10} rows\n", table.name, table.rows);
    for (std::size_t i = 0; i < checkup.feeds.size(); ++i) {
        const store::FeedState& feed = checkup.feeds[i];
        std::cout << std::format("  feed {}: {} received, {} accepted, {} to {}\n", feed.name,
                                 feed.intake.ledger.received, feed.intake.ledger.accepted,
                                 timeOf(feed.intake.oldest_ms), timeOf(feed.intake.newest_ms));
        if (i < checkup.coverage.size())
            std::cout << std::format("  feed {}: {}\n", feed.name,
                                     coverageLine(checkup.coverage[i]));
    }
    if (checkup.is_beside_ledgers)
        std::cout << "  minutes are not compared with the ledgers: they hold history that none "
                     "counts, or less than an older one\n";
    if (checkup.faults.empty()) {
        std::cout << "  no fault\n";
        return kDone;
    }
    for (const std::string& fault : checkup.faults)
        complain(app, arguments.store + ": " + fault);
    return kNothingValid;
}

int backUp(const CLI::App& app, const StoreArguments& arguments)
{
    const bool is_watched = ::isatty(STDERR_FILENO) != 0;
    std::string error;
    const bool is_done = store::backUp(
        arguments.store, arguments.out,
        [is_watched](double share) {
            if (is_watched)
                std::cerr << std::format("\rlivewallctl: {:3.0f}%", share * 100) << std::flush;
        },
        error);
    if (is_watched)
        std::cerr << "\r\033[K" << std::flush;
    if (!is_done) {
        complain(app, error);
        return kBadUse;
    }
    std::error_code ignored;
    complain(app, std::format("copied {} to {}, {} bytes", arguments.store, arguments.out,
                              std::filesystem::file_size(arguments.out, ignored)));
    return kDone;
}

CLI::App* addStoreCommand(CLI::App& app, const char* name, const char* help,
                          StoreArguments& arguments)
{
    CLI::App* command = app.add_subcommand(name, help);
    command->set_version_flag("--version", app.version());
    command->add_option("DB", arguments.store, "The store")->required()->type_name("");
    return command;
}

} // namespace

void addCheckCommand(CLI::App& app, Command& chosen)
{
    auto arguments = std::make_shared<StoreArguments>();
    addStoreCommand(app, "check",
                    "Read a store whole and say what it holds and whether it is sound", *arguments)
        ->callback([&app, &chosen, arguments] {
            chosen = [&app, arguments] { return check(app, *arguments); };
        });
}

void addBackupCommand(CLI::App& app, Command& chosen)
{
    auto arguments = std::make_shared<StoreArguments>();
    CLI::App* command = addStoreCommand(
        app, "backup", "Copy a store, also while a wall runs, to a file that does not exist",
        *arguments);
    command->add_option("OUT", arguments->out, "The copy")->required()->type_name("");
    command->callback([&app, &chosen, arguments] {
        chosen = [&app, arguments] { return backUp(app, *arguments); };
    });
}

} // namespace livewall::app
