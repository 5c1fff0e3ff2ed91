// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
#include "app/livewallctl/qtapplication.h"
#include "app/options/commandline.h"
#include "app/options/configured.h"

#include <format>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace livewall::app {

namespace {

int sayWhetherItCanBeUsed(const CLI::App& app, const std::string& named)
{
    const config::Places places = config::Places::fromEnvironment();
    const std::string path = named.empty() ? places.file() : named;
    if (path.empty()) {
        complain(app, std::format("there is no configuration: neither {} nor {}", places.user_file,
                                  places.system_file));
        return kBadUse;
    }
    const QtApplication application;
    std::vector<config::Fault> warnings;
    const config::Loaded loaded = checkConfig(path, places, warnings);
    for (const config::Fault& fault : loaded.faults)
        std::cerr << fault.text() << "\n";
    for (config::Fault& warning : warnings) {
        warning.what.insert(0, "warning: ");
        std::cerr << warning.text() << "\n";
    }
    if (!loaded.config)
        return kBadUse;
    std::cout << path << ": can be used\n";
    for (const config::Feed& feed : loaded.config->feeds)
        std::cout << std::format("  feed {}: {}\n", feed.name, feed.url);
    if (loaded.config->feeds.empty())
        std::cout << "  no [[feed]] yet: the screen will tell what to do\n";
    std::cout << std::format("  zone {}\n", loaded.config->zone ? loaded.config->zone->name()
                                                                : std::string("of the system"));
    const std::string& store = loaded.config->store;
    std::cout << "  store " << (store.empty() ? places.defaultStore() : store) << "\n";
    return kDone;
}

} // namespace

void addCheckConfigCommand(CLI::App& app, Command& chosen)
{
    auto path = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand(
        "check-config", "Say whether a configuration can be used, and what is wrong with it");
    command->set_version_flag("--version", app.version());
    command->add_option("FILE", *path, "The file (default: the one that livewall would use)")
        ->type_name("");
    command->callback([&app, &chosen, path] {
        chosen = [&app, path] { return sayWhetherItCanBeUsed(app, *path); };
    });
}

} // namespace livewall::app
