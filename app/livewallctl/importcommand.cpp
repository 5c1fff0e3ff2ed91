// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
#include "app/livewallctl/progressbar.h"
#include "app/options/commandline.h"
#include "models/engine/clock.h"
#include "models/engine/importing.h"
#include "models/event/fieldmap.h"
#include "models/event/timestamp.h"
#include "models/store/store.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <memory>
#include <string>
#include <vector>

namespace livewall::app {

namespace {

struct ImportArguments
{
    std::vector<std::string> files;
    std::string feed;
    std::string store;
    std::string map;
    bool is_new = false; ///< the store has other feeds, but none of this name
};

std::string counted(std::uint64_t count, const char* what)
{
    return std::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string summary(const engine::Import& import, const std::string& feed)
{
    std::string line = std::format(
        "{} imported as {}: {} accepted, {} not accepted, {}, {} rejected",
        counted(import.files, "file"), feed, import.counted.accepted, import.counted.not_accepted,
        counted(import.counted.duplicate, "duplicate"), import.counted.rejected());
    if (import.known_files > 0)
        line += std::format("; {} imported before", counted(import.known_files, "file"));
    if (import.passed_over > 0) {
        line += std::format("; passed over {}", counted(import.passed_over, "purchase"));
        line += import.until_ms ? std::format(" at or after {}, which {} counts itself",
                                              event::formatTimestamp(*import.until_ms), feed)
                                : " ahead of the clock";
    }
    return line;
}

/// The names of the feeds that are known, where none of them is this one; else empty.
std::string otherFeeds(store::Store& store, const std::string& feed)
{
    std::string names;
    for (const store::FeedState& known : store.feeds()) {
        if (known.name == feed)
            return {};
        names += (names.empty() ? "" : ", ") + known.name;
    }
    return names;
}

int importHistory(const CLI::App& app, const ImportArguments& arguments)
{
    std::string error;
    auto fields = event::FieldMap::parse(arguments.map, error);
    if (!fields) {
        complain(app, "--map " + error);
        return kBadUse;
    }
    // Each is read twice, so that one that cannot be is not counted in part.
    for (const std::string& file : arguments.files) {
        std::error_code ignored;
        if (file == "-" || (std::filesystem::exists(file, ignored) &&
                            !std::filesystem::is_regular_file(file, ignored))) {
            complain(app, file + ": is no regular file; import reads each file twice");
            return kBadUse;
        }
    }
    store::Store::Opened opened = store::Store::openToWrite(arguments.store);
    if (!opened.store || !opened.damage.empty()) {
        complain(app, opened.damage.empty() ? opened.message() : opened.damage);
        return kBadUse;
    }
    try {
        // A misspelt name would count again what its feed counts, and nothing takes that back.
        const std::string others = otherFeeds(*opened.store, arguments.feed);
        if (!others.empty() && !arguments.is_new) {
            complain(app, std::format("the store has no feed {}; it has {}; --new-feed begins one",
                                      arguments.feed, others));
            return kBadUse;
        }
    } catch (const store::DatabaseError& failure) {
        complain(app, arguments.store + ": cannot be read: " + failure.what());
        return kBadUse;
    }
    const engine::SystemClock clock;
    ProgressBar bar;
    const engine::Import import = engine::importFiles(
        *opened.store,
        {.files = arguments.files,
         .decoder = {.feed = arguments.feed, .fields = *std::move(fields)},
         .now_ms = clock.now_ms()},
        [&](const std::string& line) {
            bar.clear();
            complain(app, line);
        },
        [&bar](double share) { bar.show(share); });
    bar.clear();
    if (import.outcome != engine::Import::Outcome::Done) {
        complain(app, import.error);
        return import.outcome == engine::Import::Outcome::NoPurchase ? kNothingValid : kBadUse;
    }
    complain(app, summary(import, arguments.feed));
    return kDone;
}

} // namespace

void addImportCommand(CLI::App& app, Command& chosen)
{
    auto arguments = std::make_shared<ImportArguments>();
    CLI::App* command = app.add_subcommand(
        "import", "Count recorded purchases in a store as the history of one of its feeds");
    command->set_version_flag("--version", app.version());
    command
        ->add_option("FILE", arguments->files,
                     "NDJSON files, read in this order; .gz and .zst by their ending")
        ->required()
        ->type_name("");
    command->add_option("--as", arguments->feed, "The feed, as `livewallctl check` names it")
        ->required()
        ->type_name("FEED");
    command->add_flag("--new-feed", arguments->is_new,
                      "Begin a feed of that name in a store that has others");
    command->add_option("--store", arguments->store, "The store; no wall may be running on it")
        ->required()
        ->type_name("DB");
    command
        ->add_option("--map", arguments->map,
                     "Read fields from other keys: eid=merchant_id,time=created_at")
        ->type_name("FIELD=KEY,...");
    command->footer("Interrupted, the same command goes on where it was.");
    command->callback([&app, &chosen, arguments] {
        chosen = [&app, arguments] { return importHistory(app, *arguments); };
    });
}

} // namespace livewall::app
