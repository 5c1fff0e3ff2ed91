// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/reportjson.h"

#include "models/event/money.h"
#include "models/event/timestamp.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <format>

namespace livewall::app {

namespace {

using Json = nlohmann::ordered_json;

Json topJson(const stats::TopTable& table)
{
    Json rows = Json::array();
    int rank = 0;
    for (const stats::TopRow& row : table.rows) {
        const auto before = row.trend.rank_before;
        rows.push_back({{"rank", ++rank},
                        {"eid", row.eid},
                        {"merchant", row.merchant},
                        {"count", row.count},
                        {"average", event::formatAmount(row.average, row.currency.minorDigits())},
                        {"currency", row.currency.code()},
                        {"mixed", row.mixed},
                        {"rank_before", before ? Json(*before) : Json(nullptr)},
                        {"minutes", row.trend.minutes}});
    }
    return rows;
}

/// 1, not 1.0.
Json hoursJson(double hours)
{
    if (hours == std::trunc(hours))
        return static_cast<std::int64_t>(hours);
    return hours;
}

Json seriesJson(const stats::WeekSeries& series, int weeks_ago)
{
    Json counts = Json::array();
    Json hours = Json::array();
    for (std::size_t slot = 0; slot < stats::kSlots; ++slot) {
        counts.push_back(series.counts[slot] ? Json(*series.counts[slot]) : Json(nullptr));
        hours.push_back(hoursJson(series.hours[slot]));
    }
    return {{"weeks_ago", weeks_ago}, {"counts", counts}, {"hours", hours}};
}

/// "2011-03-07T00:00:00+01:00"
std::string localTime(std::int64_t second, const stats::Zone& zone)
{
    using namespace std::chrono;
    const sys_seconds instant{seconds(second)};
    const minutes offset = floor<minutes>(zone.stretchAt(instant).offset);
    return std::format("{:%FT%T}{}{:%H:%M}", zone.toLocal(instant), offset < minutes(0) ? '-' : '+',
                       hh_mm_ss(abs(offset)));
}

Json ledgerJson(const stats::Ledger& ledger)
{
    Json reasons = Json::object();
    for (std::size_t reason = 0; reason < event::kRejections; ++reason)
        reasons[std::string(event::kRejectionNames[reason])] = ledger.rejected_by_reason[reason];
    return {{"received", ledger.received},
            {"accepted", ledger.accepted},
            {"not_accepted", ledger.not_accepted},
            {"duplicate", ledger.duplicate},
            {"future", ledger.future},
            {"control", ledger.control},
            {"unknown_type", ledger.unknown_type},
            {"rejected", ledger.rejected()},
            {"late", ledger.late},
            {"unchecked", ledger.unchecked},
            {"rejected_by_reason", reasons}};
}

Json ghostsJson(const std::vector<engine::UsualStore>& stores)
{
    Json list = Json::array();
    for (const engine::UsualStore& store : stores) {
        if (store.is_ghost)
            list.push_back({{"eid", store.eid},
                            {"merchant", store.merchant},
                            {"expected", store.expected},
                            {"so_far", store.so_far}});
    }
    return list;
}

std::string_view callName(engine::Verdict::Call call)
{
    using Call = engine::Verdict::Call;
    switch (call) {
    case Call::CannotTell:
        return "cannot tell";
    case Call::NoComparison:
        return "no comparison";
    case Call::Holiday:
        return "holiday";
    case Call::TooFew:
        return "too few";
    case Call::Usual:
        return "usual";
    case Call::Low:
        return "low";
    case Call::High:
        return "high";
    }
    return {};
}

Json verdictJson(const engine::Verdict& verdict)
{
    const auto second = [](std::int64_t time) { return event::formatTimestamp(time * 1000); };
    using Call = engine::Verdict::Call;
    Json json = {{"call", callName(verdict.call)}};
    if (verdict.since)
        json["since"] = second(*verdict.since);
    if (verdict.minutes.to == 0)
        return json;
    json["from"] = second(verdict.minutes.from);
    json["to"] = second(verdict.minutes.to);
    if (verdict.call == Call::CannotTell) {
        json["reason"] = "not listened to"; // of files and stores there is no other
        return json;
    }
    json["observed"] = verdict.observed;
    if (verdict.call == Call::Holiday)
        json["reason"] = verdict.holiday;
    if (verdict.call == Call::NoComparison || verdict.call == Call::Holiday)
        return json;
    json["expected"] = verdict.expected;
    json["least"] = verdict.usual_least;
    json["most"] = verdict.usual_most;
    return json;
}

Json deploysJson(const std::vector<stats::DeployMark>& deploys)
{
    Json list = Json::array();
    for (const stats::DeployMark& deploy : deploys)
        list.push_back({{"time", event::formatTimestamp(deploy.time_ms)},
                        {"service", deploy.service},
                        {"version", deploy.version}});
    return list;
}

} // namespace

std::string reportJson(const engine::Snapshot& snapshot, const stats::Zone& zone)
{
    const stats::Figures& figures = snapshot.figures;
    Json exclude = Json::array();
    for (const event::Country country : snapshot.exclude)
        exclude.push_back(country.code());
    Json series = Json::array();
    for (std::size_t ago = 0; ago < stats::kSeries; ++ago)
        series.push_back(seriesJson(figures.week.series[ago], static_cast<int>(ago)));
    Json report = {
        {"at", event::formatTimestamp(figures.at_ms)},
        {"zone", snapshot.zone},
        {"exclude", exclude},
        {"top",
         {{"hour", topJson(figures.hour)},
          {"hour_excluding", topJson(figures.hour_excluding)},
          {"day", topJson(figures.day)}}},
        {"totals",
         {{"hour", figures.hour.total},
          {"hour_excluding", figures.hour_excluding.total},
          {"day", figures.day.total}}},
        {"attempts",
         {{"hour", figures.hour.attempts},
          {"hour_excluding", figures.hour_excluding.attempts},
          {"day", figures.day.attempts}}},
        {"week", {{"start", localTime(figures.week.start_second, zone)}, {"series", series}}},
        {"ghosts", ghostsJson(snapshot.usual_stores)},
        {"deploys", deploysJson(snapshot.deploys)},
        {"ledger", ledgerJson(snapshot.ledger)},
    };
    // A run's feeds have just ended, of which nobody can tell.
    if (snapshot.mode == engine::Mode::Past)
        report["verdict"] = verdictJson(snapshot.verdict);
    // Only where the cap on identities cut the horizon short.
    for (const engine::FeedSnapshot& feed : snapshot.feeds) {
        if (feed.remembered_since_ms)
            report["ledger"]["remembered_since"] =
                event::formatTimestamp(*feed.remembered_since_ms);
    }
    return report.dump();
}

} // namespace livewall::app
