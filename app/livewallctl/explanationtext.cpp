// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/explanationtext.h"

#include "models/event/displaytext.h"
#include "models/event/money.h"
#include "models/event/timestamp.h"

#include <nlohmann/json.hpp>

#include <array>
#include <format>
#include <iterator>
#include <string_view>

namespace livewall::app {

namespace {

using Json = nlohmann::ordered_json;
using engine::ExplainedLine;
using engine::ExplainedSum;
using engine::Explanation;
using Fate = ExplainedLine::Fate;

constexpr std::size_t kId = 128; // code points of it: all that an id may have

std::string inQuotes(std::string_view text)
{
    std::string out;
    event::appendQuoted(text, kId, out);
    return out;
}

std::string placeText(const engine::LinePlace& place, const ExplanationFrame& frame)
{
    std::string text = std::format("{}:{}", frame.files[place.file], place.line);
    if (place.element > 0)
        text += std::format("[{}]", place.element);
    return text;
}

/// Why a purchase of this time is in none of the windows; empty: it is in one.
std::string outside(const ExplainedLine& line)
{
    if (line.is_after)
        return "after T";
    return line.isBefore() ? "before the day" : "";
}

/// Whether it counts, and why not where it does not.
std::string fateText(const ExplainedLine& line, const ExplanationFrame& frame)
{
    switch (line.fate) {
    case Fate::Duplicate:
        return "not counted: duplicate of " +
               (line.hasOriginal() ? placeText(line.original, frame) : "a line of another store");
    case Fate::Rejected:
        return "not counted: rejected: " + line.words;
    case Fate::OtherType:
        return "not counted: of type " + inQuotes(line.words);
    case Fate::NotAccepted:
    case Fate::Accepted:
        break;
    }
    const std::string where = outside(line);
    if (!where.empty())
        return "not counted: " + where;
    if (line.fate == Fate::NotAccepted)
        return "not counted: not accepted, an attempt alone";
    std::string text = "counted in ";
    if (!line.is_in_hour)
        text += "day; before the hour";
    else if (!line.is_excluded)
        text += "hour, excluding, day";
    else
        text += std::format("hour, day; {} is excluded", line.country.code());
    if (line.is_unchecked)
        text += "; too old on arrival to be told from a copy";
    return text;
}

std::string lineText(const ExplainedLine& line, const ExplanationFrame& frame)
{
    std::string text = std::format("{}  {}  {}", placeText(line.place, frame),
                                   line.time_ms ? event::formatTimestamp(*line.time_ms) : "no time",
                                   line.id.empty() ? "no id" : inQuotes(line.id));
    if (line.fate != Fate::Rejected && line.fate != Fate::OtherType)
        std::format_to(std::back_inserter(text), "  {} {} {}",
                       event::formatAmount(line.amount, line.currency.minorDigits()),
                       line.currency.code(), line.country.isNone() ? "-" : line.country.code());
    return text + "  " + fateText(line, frame);
}

std::string sumText(std::string_view window, const ExplainedSum& sum)
{
    std::string text = std::format("{} {}", window, sum.count);
    if (sum.count > 0)
        std::format_to(std::back_inserter(text), ", average {} {}{}",
                       event::formatAmount(sum.average, sum.currency.minorDigits()),
                       sum.currency.code(), sum.mixed ? " (mixed)" : "");
    return text;
}

/// A line that has nothing to do with the windows at T.
bool isFar(const ExplainedLine& line)
{
    return line.is_after || line.isBefore();
}

Json sumJson(const ExplainedSum& sum)
{
    const bool has_any = sum.count > 0;
    return {{"count", sum.count},
            {"average", has_any ? Json(event::formatAmount(sum.average, sum.currency.minorDigits()))
                                : Json(nullptr)},
            {"currency", has_any ? Json(sum.currency.code()) : Json(nullptr)},
            {"mixed", sum.mixed}};
}

Json placeJson(const engine::LinePlace& place, const ExplanationFrame& frame)
{
    Json json{{"file", frame.files[place.file]}, {"line", place.line}};
    if (place.element > 0)
        json["element"] = place.element;
    return json;
}

std::string_view fateName(Fate fate)
{
    constexpr std::array<std::string_view, 5> kNames = {"accepted", "not_accepted", "duplicate",
                                                        "rejected", "other_type"};
    return kNames[static_cast<std::size_t>(fate)];
}

Json lineJson(const ExplainedLine& line, const ExplanationFrame& frame)
{
    Json json = placeJson(line.place, frame);
    json["time"] = line.time_ms ? Json(event::formatTimestamp(*line.time_ms)) : Json(nullptr);
    json["id"] = line.id.empty() ? Json(nullptr) : Json(line.id);
    if (line.fate != Fate::Rejected && line.fate != Fate::OtherType) {
        json["amount"] = event::formatAmount(line.amount, line.currency.minorDigits());
        json["currency"] = line.currency.code();
        json["country"] = line.country.isNone() ? Json(nullptr) : Json(line.country.code());
    }
    json["fate"] = fateName(line.fate);
    Json counted = Json::array();
    if (line.countsInHour())
        counted.push_back("hour");
    if (line.countsInExcluding())
        counted.push_back("hour_excluding");
    if (line.countsInDay())
        counted.push_back("day");
    json["counted"] = std::move(counted);
    json["why"] = fateText(line, frame);
    if (line.fate == Fate::Duplicate)
        json["original"] = line.hasOriginal() ? placeJson(line.original, frame) : Json(nullptr);
    return json;
}

} // namespace

std::string explanationText(const Explanation& explanation, const ExplanationFrame& frame)
{
    std::string text;
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    for (const ExplainedLine& line : explanation.lines) {
        if (!frame.shows_all && isFar(line))
            ++(line.is_after ? after : before);
        else
            text += lineText(line, frame) + '\n';
    }
    if (before + after > 0)
        text += std::format("not shown: {} before the day, {} after T (--all shows them)\n", before,
                            after);
    if (explanation.rejected_unknown > 0)
        text += std::format("besides: {} rejected of which no store can be told\n",
                            explanation.rejected_unknown);
    const std::string name =
        explanation.merchant.empty() ? std::string() : ' ' + inQuotes(explanation.merchant);
    text +=
        std::format("EID {}{} at {}: {}; {}; {}\n", frame.eid, name,
                    event::formatTimestamp(explanation.at_ms), sumText("hour", explanation.hour),
                    sumText("excluding", explanation.excluding), sumText("day", explanation.day));
    return text;
}

std::string explanationJson(const Explanation& explanation, const ExplanationFrame& frame)
{
    Json lines = Json::array();
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    for (const ExplainedLine& line : explanation.lines) {
        if (!frame.shows_all && isFar(line))
            ++(line.is_after ? after : before);
        else
            lines.push_back(lineJson(line, frame));
    }
    Json exclude = Json::array();
    for (const event::Country country : frame.exclude)
        exclude.push_back(country.code());
    return Json{{"at", event::formatTimestamp(explanation.at_ms)},
                {"exclude", std::move(exclude)},
                {"eid", frame.eid},
                {"merchant", explanation.merchant},
                {"lines", std::move(lines)},
                {"not_shown", {{"before", before}, {"after", after}}},
                {"rejected_unknown", explanation.rejected_unknown},
                {"hour", sumJson(explanation.hour)},
                {"hour_excluding", sumJson(explanation.excluding)},
                {"day", sumJson(explanation.day)}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace livewall::app
