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
        .add_option("--holidays", holidays_,
                    "Days that nothing is compared with: se (Sweden's public holidays) or none "
                    "(default: se in the zone Europe/Stockholm)")
        ->type_name("SET");
    command
        .add_option("--map", map_, "Read fields from other keys: eid=merchant_id,time=created_at")
        ->type_name("FIELD=KEY,...");
}

void BoardArguments::addMapTo(CLI::App& command)
{
    command.add_flag("--map-details", has_map_details_,
                     "The map names the store and the amount of the purchase it shows");
    command
        .add_option("--map-decimals", map_decimals_,
                    "Round the map's coordinates to so many decimals of a degree, 1 (11 km) to 4 "
                    "(11 m) (default: as they come)")
        ->check(CLI::Range(config::kFewestMapDecimals, config::kMostMapDecimals))
        ->type_name("N");
}

void BoardArguments::suppose(const std::string& zone, const std::string& exclude)
{
    zone_ = zone_.value_or(zone);
    exclude_ = exclude_.value_or(exclude);
}

std::optional<stats::Zone> BoardArguments::zone(const CLI::App& app,
                                                const config::Config* config) const
{
    if (zone_) {
        auto zone = stats::Zone::find(*zone_);
        if (!zone)
            complain(app, "--zone " + *zone_ +
                              ": no such time zone; IANA names look like Europe/Stockholm");
        return zone;
    }
    if (config && config->zone)
        return config->zone;
    std::string passed_over;
    const auto zone = stats::Zone::system(passed_over);
    const std::string used = zone ? zone->name() : "UTC";
    if (!passed_over.empty())
        complain(app, "TZ=" + passed_over + " names no time zone; counting in " + used +
                          " (--zone sets it)");
    else if (!zone)
        complain(app, "the system's time zone cannot be told; counting in UTC (--zone sets it)");
    return zone ? *zone : stats::Zone::utc();
}

std::optional<stats::Holidays> BoardArguments::holidays(const CLI::App& app,
                                                        const stats::Zone& zone,
                                                        const config::Config* config) const
{
    std::string set = zone.name() == "Europe/Stockholm" ? "se" : "none";
    if (config && config->holidays)
        set = *config->holidays;
    if (holidays_)
        set = *holidays_;
    if (set != "se" && set != "none") {
        complain(app, "--holidays " + set + ": write se or none");
        return std::nullopt;
    }
    stats::Holidays holidays;
    if (set == "se")
        holidays.addSwedish();
    if (config) {
        for (const config::Holiday& holiday : config->holiday)
            holidays.add(std::chrono::local_days(holiday.date), holiday.name);
    }
    return holidays;
}

stats::MapOptions BoardArguments::map(const config::Config* config) const
{
    return {.has_details = has_map_details_ || (config && config->has_map_details),
            .decimals = map_decimals_ || !config ? map_decimals_ : config->map_decimals};
}

std::optional<BoardArguments::Values> BoardArguments::read(const CLI::App& app,
                                                           const config::Config* config) const
{
    auto zone = this->zone(app, config);
    if (!zone)
        return std::nullopt;
    auto exclude = config ? config->exclude : config::Config().exclude;
    if (exclude_) {
        const auto countries = parseCountries(*exclude_);
        if (!countries) {
            complain(app, "--exclude " + *exclude_ +
                              ": not country codes; write two letters each, "
                              "with commas between: se,fi");
            return std::nullopt;
        }
        exclude = *countries;
    }
    auto holidays = this->holidays(app, *zone, config);
    if (!holidays)
        return std::nullopt;
    if (config && !map_.empty()) {
        complain(app, "--map: in a configuration each [[feed]] has its own map");
        return std::nullopt;
    }
    std::string error;
    auto fields = event::FieldMap::parse(map_, error);
    if (!fields) {
        complain(app, "--map " + error);
        return std::nullopt;
    }
    return Values{.board = {.zone = *std::move(zone),
                            .exclude = std::move(exclude),
                            .holidays = *std::move(holidays),
                            .map = map(config)},
                  .fields = *std::move(fields)};
}

} // namespace livewall::app
