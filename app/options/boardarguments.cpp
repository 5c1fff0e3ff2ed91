// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/options/boardarguments.h"

#include "app/options/commandline.h"

#include <algorithm>
#include <ranges>
#include <string_view>

namespace livewall::app {

namespace {

/// "se,fi", sorted and each once; nothing where a part is no country code.
std::optional<std::vector<event::Country>> parseCountries(std::string_view text)
{
    std::vector<event::Country> countries;
    if (text.empty())
        return countries;
    for (const auto part : std::views::split(text, ',')) {
        const auto country = event::Country::fromCode(std::string_view(part.begin(), part.end()));
        if (!country)
            return std::nullopt;
        countries.push_back(*country);
    }
    std::ranges::sort(countries);
    const auto repeated = std::ranges::unique(countries);
    countries.erase(repeated.begin(), repeated.end());
    return countries;
}

} // namespace

void BoardArguments::addTo(CLI::App& command)
{
    command.add_option("--zone", zone_, "Business time zone, an IANA name (default: the system's)")
        ->type_name("ZONE");
    command
        .add_option("--exclude", exclude_,
                    "Countries that the second hour table leaves out (default: se,fi)")
        ->type_name("CODES");
    command
        .add_option("--map", map_, "Read fields from other keys: eid=merchant_id,time=created_at")
        ->type_name("FIELD=KEY,...");
}

std::optional<stats::BoardOptions> BoardArguments::board(const CLI::App& app) const
{
    auto zone = zone_.empty() ? stats::Zone::system() : stats::Zone::find(zone_);
    if (!zone && !zone_.empty()) {
        complain(app,
                 "--zone " + zone_ + ": no such time zone; IANA names look like Europe/Stockholm");
        return std::nullopt;
    }
    if (!zone) {
        complain(app, "the system's time zone cannot be told; counting in UTC (--zone sets it)");
        zone = stats::Zone::utc();
    }
    auto exclude = parseCountries(exclude_);
    if (!exclude) {
        complain(app, "--exclude " + exclude_ +
                          ": not country codes; write two letters each, "
                          "with commas between: se,fi");
        return std::nullopt;
    }
    return stats::BoardOptions{.zone = *zone, .exclude = *std::move(exclude)};
}

std::optional<event::FieldMap> BoardArguments::fields(const CLI::App& app) const
{
    std::string error;
    auto fields = event::FieldMap::parse(map_, error);
    if (!fields)
        complain(app, "--map " + error);
    return fields;
}

} // namespace livewall::app
