// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/histories.h"

#include <algorithm>
#include <array>
#include <format>
#include <limits>
#include <utility>

namespace livewall::oracle {

namespace {

using namespace std::chrono;

constexpr std::int64_t kMinute_s = 60;
constexpr std::int64_t kHour_s = 3600;
constexpr std::int64_t kDay_s = 24 * kHour_s;
constexpr std::int64_t kWeek_s = 7 * kDay_s;

/// The horizon and the lateness, and a millisecond more: distances and delays at which one event
/// and another are just, or just not, what the definition asks.
constexpr std::array<std::int64_t, 4> kSteps_ms = {kDay_s * 1000, kDay_s * 1000 + 1, 60'000,
                                                   60'001};

/// What the arrivals of one history have in common.
struct Setting
{
    std::vector<std::int64_t> anchors_s; ///< instants that arrivals gather around
    std::int64_t stores = 1;
    std::size_t currencies = 1;
    std::size_t countries = 1;
    std::int64_t accepted_percent = 0;
    std::int64_t disorder_s = 0; ///< how long after its time an event may arrive, mostly
    bool is_weekly = false;      ///< arrivals gather close, in the same hour of several weeks
};

const std::vector<event::Currency>& currencies()
{
    static const std::vector<event::Currency> all = [] {
        std::vector<event::Currency> found;
        for (const std::string_view code : {"SEK", "EUR", "JPY", "KWD", "EEK"})
            found.push_back(event::Currency::fromCode(code).value());
        return found;
    }();
    return all;
}

const std::vector<event::Country>& countries()
{
    static const std::vector<event::Country> all = [] {
        std::vector<event::Country> found = {event::Country()};
        for (const std::string_view code : {"se", "fi", "no", "zz"})
            found.push_back(event::Country::fromCode(code).value());
        return found;
    }();
    return all;
}

/// Local Monday 00:00 of the week of `second`, and of the next, and of the four before; an hour
/// off where the clock changes on that very night.
std::vector<std::int64_t> weekEdges(const LocalClock& clock, std::int64_t second)
{
    const local_days today = floor<days>(clock.at(sys_seconds(seconds(second))));
    const local_days monday = today - (weekday(today) - Monday);
    std::vector<std::int64_t> edges;
    for (int week = -4; week <= 1; ++week) {
        const sys_seconds in_utc((monday + days(7 * week)).time_since_epoch());
        const seconds offset = clock.at(in_utc).time_since_epoch() - in_utc.time_since_epoch();
        edges.push_back((in_utc - offset).time_since_epoch().count());
    }
    return edges;
}

std::int64_t signedOffset(Draws& draws, std::int64_t most)
{
    return draws.within(-most, most);
}

/// A second near one of the zone's instants.
std::int64_t interestingSecond(const ZoneCase& zone, Draws& draws)
{
    constexpr std::array<std::int64_t, 6> kSpreads = {
        0, 2, 30 * kMinute_s, kHour_s * 2, kHour_s * 30, 4 * kWeek_s};
    return draws.oneOf(zone.instants).time_since_epoch().count() +
           signedOffset(draws, draws.oneOf(kSpreads));
}

Setting makeSetting(const ZoneCase& zone, std::int64_t base_s, Draws& draws)
{
    Setting setting;
    const std::int64_t minute_s = base_s - base_s % kMinute_s;
    // Each is the first or the last second of something.
    std::vector<std::int64_t> edges = {base_s, base_s - kMinute_s, base_s - kHour_s,
                                       minute_s - 1439 * kMinute_s, minute_s - 1440 * kMinute_s};
    for (const std::int64_t edge : weekEdges(LocalClock(std::string(zone.name)), base_s))
        edges.push_back(edge);
    for (const sys_seconds instant : zone.instants)
        edges.push_back(instant.time_since_epoch().count());
    for (int week = 1; week <= 4; ++week)
        edges.push_back(base_s - week * kWeek_s);

    setting.anchors_s.push_back(base_s);
    for (std::int64_t anchors = draws.below(6); anchors > 0; --anchors)
        setting.anchors_s.push_back(draws.oneOf(edges));
    setting.stores = draws.within(1, 14);
    setting.currencies = static_cast<std::size_t>(draws.within(1, 5));
    setting.countries = static_cast<std::size_t>(draws.within(1, 5));
    setting.accepted_percent = draws.oneOf(std::array<std::int64_t, 3>{100, 80, 30});
    setting.disorder_s = draws.oneOf(
        std::array<std::int64_t, 5>{0, kMinute_s, kHour_s, kDay_s + kHour_s, 100 * kWeek_s});
    setting.is_weekly = draws.chance(25);
    if (setting.is_weekly)
        setting.anchors_s = {base_s, base_s - kWeek_s, base_s - 2 * kWeek_s, base_s - 3 * kWeek_s};
    return setting;
}

std::int64_t freshTime_ms(const Setting& setting, Draws& draws)
{
    constexpr std::array<std::int64_t, 7> kSpreads = {
        0, 1, 2, 2 * kMinute_s, kHour_s * 2, kHour_s * 26, 4 * kWeek_s};
    const std::int64_t spread = draws.oneOf(kSpreads);
    const std::int64_t second =
        draws.oneOf(setting.anchors_s) +
        signedOffset(draws, setting.is_weekly ? std::min(spread, kHour_s / 2) : spread);
    const std::array<std::int64_t, 3> milliseconds = {0, 999, draws.below(1000)};
    return second * 1000 + draws.oneOf(milliseconds);
}

std::int64_t amount(Draws& draws, bool accepted)
{
    const std::int64_t amount = draws.chance(5)    ? event::kMaxAmount
                                : draws.chance(60) ? draws.below(6)
                                                   : draws.below(1'000'000);
    return !accepted && draws.chance(30) ? -amount : amount;
}

/// Everything but the identity and the time.
void fill(Arrival& arrival, const Setting& setting, Draws& draws)
{
    constexpr std::array<std::string_view, 5> kMerchants = {"", "A", "B", "b", "\xc3\x85"};
    const std::int64_t store = draws.below(setting.stores);
    arrival.eid = store == 13 ? std::numeric_limits<std::int64_t>::max() : store + 1;
    arrival.amount = amount(draws, arrival.accepted);
    arrival.currency = currencies()[static_cast<std::size_t>(
        draws.below(static_cast<std::int64_t>(setting.currencies)))];
    arrival.country = countries()[static_cast<std::size_t>(
        draws.below(static_cast<std::int64_t>(setting.countries)))];
    arrival.merchant.reset();
    if (draws.chance(60))
        arrival.merchant = draws.oneOf(kMerchants);
}

Arrival makeArrival(const Setting& setting, Copies copies, const std::vector<Arrival>& earlier,
                    Draws& draws)
{
    Arrival arrival;
    arrival.id = std::format("e{}", earlier.size());
    arrival.accepted = draws.chance(static_cast<int>(setting.accepted_percent));
    arrival.time_ms = freshTime_ms(setting, draws);
    fill(arrival, setting, draws);
    if (earlier.empty() || draws.chance(60))
        return arrival;

    const Arrival& first = draws.oneOf(earlier);
    if (draws.chance(40))
        return first;
    if (draws.chance(40)) { // pending and then accepted, or accepted and then cancelled
        arrival.source = first.source;
        arrival.id = first.id;
        arrival.eid = first.eid;
        arrival.accepted = !first.accepted;
        arrival.amount = std::abs(first.amount);
        arrival.time_ms = first.time_ms + draws.below(2 * kHour_s * 1000);
    } else if (draws.chance(30)) { // somebody else's id
        arrival.source = first.source + "/";
        arrival.id = first.id;
    } else if (copies == Copies::Any) {
        arrival.source = first.source;
        arrival.id = first.id;
        arrival.accepted = first.accepted;
        arrival.amount = std::abs(arrival.amount);
        constexpr std::array<std::int64_t, 4> kSpreads_ms = {0, 1, kHour_s * 1000,
                                                             2 * kDay_s * 1000};
        if (draws.chance(80))
            arrival.time_ms = first.time_ms + signedOffset(draws, draws.oneOf(kSpreads_ms));
    }
    if (draws.chance(20) && arrival.id != first.id)
        arrival.time_ms = first.time_ms + (draws.chance(50) ? 1 : -1) * draws.oneOf(kSteps_ms);
    return arrival;
}

/// Sorts by time, plus for each arrival a delay of its own.
void disorder(std::vector<Arrival>& arrivals, const std::vector<std::uint64_t>& words,
              std::int64_t disorder_s)
{
    std::vector<std::pair<std::int64_t, std::size_t>> order;
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        Draws draws(words[i] ^ 0x6469736f72646572);
        std::int64_t delay_ms = 0;
        if (disorder_s > 0 && draws.chance(40))
            delay_ms = draws.chance(30) ? draws.oneOf(kSteps_ms) : draws.below(disorder_s) * 1000;
        order.emplace_back(arrivals[i].time_ms + delay_ms, i);
    }
    std::sort(order.begin(), order.end());
    std::vector<Arrival> sorted;
    for (const auto& [time_ms, index] : order)
        sorted.push_back(arrivals[index]);
    arrivals = std::move(sorted);
}

std::optional<std::int64_t> makeT_ms(const ZoneCase& zone, const std::vector<Arrival>& arrivals,
                                     std::int64_t base_s, Draws& draws)
{
    constexpr std::array<std::int64_t, 9> kFar_s = {
        1,          59,          kHour_s,     1439 * kMinute_s, kDay_s,
        3 * kDay_s, kWeek_s - 1, 3 * kWeek_s, 5 * kWeek_s};
    const std::int64_t base_ms = base_s * 1000;
    const auto earlier = [](const Arrival& a, const Arrival& b) { return a.time_ms < b.time_ms; };
    const auto [oldest, newest] = std::minmax_element(arrivals.begin(), arrivals.end(), earlier);
    const std::int64_t kind = draws.below(8);
    if (arrivals.empty())
        return base_ms;
    switch (kind) {
    case 0:
        return base_ms;
    case 1:
        return base_ms + draws.below(1000);
    case 2:
        return draws.oneOf(arrivals).time_ms;
    case 3:
        return draws.oneOf(arrivals).time_ms + signedOffset(draws, 61) * 1000;
    case 4:
        return interestingSecond(zone, draws) * 1000;
    case 5:
        return draws.chance(80) ? newest->time_ms + draws.oneOf(kFar_s) * 1000
                                : oldest->time_ms - draws.oneOf(kFar_s) * 1000;
    default:
        return std::nullopt;
    }
}

} // namespace

std::uint64_t Draws::next()
{
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t word = state_;
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
    word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
    return word ^ (word >> 31);
}

std::int64_t Draws::below(std::int64_t bound)
{
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(bound));
}

const std::vector<ZoneCase>& zoneCases()
{
    // In UTC; beside each, what the local clock does there.
    static const std::vector<ZoneCase> cases = {
        {"UTC",
         {sys_days(2011y / 3 / 7), sys_days(2012y / 2 / 29), sys_days(2012y / 1 / 1),
          sys_days(2011y / 3 / 10) + 16h + 1min + 15s}},
        {"Europe/Stockholm",
         {sys_days(2011y / 3 / 27) + 1h,    // Sunday 02:00 -> 03:00
          sys_days(2011y / 10 / 30) + 1h}}, // Sunday 03:00 -> 02:00
        {"America/New_York",
         {sys_days(2011y / 3 / 13) + 7h,   // Sunday 02:00 -> 03:00
          sys_days(2011y / 11 / 6) + 6h}}, // Sunday 02:00 -> 01:00
        {"America/St_Johns",
         {sys_days(2011y / 3 / 13) + 3h + 31min,   // Sunday 00:01 -> 01:01
          sys_days(2010y / 11 / 7) + 2h + 31min,   // Sunday 00:01 -> Saturday 23:01
          sys_days(2011y / 11 / 6) + 4h + 30min}}, // Sunday 02:00 -> 01:00
        {"Asia/Kolkata",
         {sys_days(2011y / 3 / 6) + 18h + 30min, // Monday 00:00, always +05:30
          sys_days(2011y / 3 / 10) + 16h + 1min + 15s}},
        {"Australia/Lord_Howe",
         {sys_days(2011y / 4 / 2) + 15h,            // Sunday 02:00 -> 01:30
          sys_days(2011y / 10 / 1) + 15h + 30min}}, // Sunday 02:00 -> 02:30
        {"America/Sao_Paulo",
         {sys_days(2011y / 10 / 16) + 3h,  // Sunday 00:00 -> 01:00
          sys_days(2012y / 2 / 26) + 2h}}, // Sunday 00:00 -> Saturday 23:00
        {"Asia/Tehran",
         {sys_days(2010y / 3 / 21) + 20h + 30min,   // Monday 00:00 -> 01:00
          sys_days(2014y / 9 / 21) + 19h + 30min}}, // Monday 00:00 -> Sunday 23:00
        {"Europe/Istanbul",
         {sys_days(2015y / 10 / 25) + 1h,  // usually 04:00 -> 03:00, but not in 2015
          sys_days(2015y / 11 / 8) + 1h,   // Sunday 04:00 -> 03:00
          sys_days(2016y / 3 / 27) + 1h}}, // Sunday 03:00 -> 04:00, for good
        {"Pacific/Apia",
         {sys_days(2011y / 12 / 30) + 10h, // Friday 00:00 -> Saturday 00:00: no Friday
          sys_days(2012y / 4 / 1) - 10h}}, // Sunday 04:00 -> 03:00
    };
    return cases;
}

History makeHistory(const ZoneCase& zone, Copies copies, std::uint64_t setting_word,
                    const std::vector<std::uint64_t>& words)
{
    Draws draws(setting_word);
    const std::int64_t base_s = interestingSecond(zone, draws);
    const Setting setting = makeSetting(zone, base_s, draws);

    History history;
    const std::uint64_t salt = draws.next();
    for (const std::uint64_t word : words) {
        Draws drawn(word + salt);
        Arrival arrival = makeArrival(setting, copies, history.arrivals, drawn);
        const auto first = std::find_if(
            history.arrivals.begin(), history.arrivals.end(), [&](const Arrival& earlier) {
                return earlier.id == arrival.id && earlier.source == arrival.source &&
                       earlier.accepted == arrival.accepted;
            });
        if (copies == Copies::Equal && first != history.arrivals.end())
            arrival = *first;
        history.arrivals.push_back(std::move(arrival));
    }
    disorder(history.arrivals, words, setting.disorder_s);
    for (const event::Country country : countries()) {
        if (!country.isNone() && draws.chance(40))
            history.options.exclude.push_back(country);
    }
    history.options.at_ms = makeT_ms(zone, history.arrivals, base_s, draws);
    return history;
}

std::string describe(const History& history)
{
    const auto time = [](std::int64_t time_ms) {
        return std::format("{:%F %T}", sys_time<milliseconds>(milliseconds(time_ms)));
    };
    std::string text = "T: " + (history.options.at_ms ? time(*history.options.at_ms) : "newest");
    text += "\nexclude:";
    for (const event::Country country : history.options.exclude)
        text += " " + country.code();
    for (const Arrival& arrival : history.arrivals)
        text += std::format("\n{} {:>4}{} {:<8} eid {} {} {} country \"{}\" merchant \"{}\"",
                            time(arrival.time_ms), arrival.id, arrival.source,
                            arrival.accepted ? "accepted" : "pending", arrival.eid, arrival.amount,
                            arrival.currency.code(), arrival.country.code(),
                            arrival.merchant.value_or(""));
    return text;
}

} // namespace livewall::oracle
