// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/generate/line.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>

namespace livewall::generate {

namespace {

constexpr std::array<std::string_view, 4> kNotAccepted = {"declined", "cancelled", "failed",
                                                          "pending"};

void appendDigits(std::int64_t value, int digits, std::string& out)
{
    char text[20];
    for (int i = digits - 1; i >= 0; --i, value /= 10)
        text[i] = static_cast<char>('0' + value % 10);
    out.append(text, static_cast<std::size_t>(digits));
}

void appendNumber(std::int64_t value, std::string& out)
{
    char text[20];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

/// RFC 3339 in UTC. event::formatTimestamp says the same, but makes a string of its own each time.
void appendTime(std::int64_t time_ms, std::string& out)
{
    using namespace std::chrono;
    const sys_time<milliseconds> time{milliseconds(time_ms)};
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const std::int64_t of_day = (time - day).count();
    appendDigits(int{date.year()}, 4, out);
    out += '-';
    appendDigits(unsigned{date.month()}, 2, out);
    out += '-';
    appendDigits(unsigned{date.day()}, 2, out);
    out += 'T';
    appendDigits(of_day / 3'600'000, 2, out);
    out += ':';
    appendDigits(of_day / 60'000 % 60, 2, out);
    out += ':';
    appendDigits(of_day / 1000 % 60, 2, out);
    out += '.';
    appendDigits(of_day % 1000, 3, out);
    out += 'Z';
}

void appendDegrees(double degrees, std::string& out)
{
    const auto units = static_cast<std::int64_t>(degrees * 10'000 + (degrees < 0 ? -0.5 : 0.5));
    if (units < 0)
        out += '-';
    appendNumber(std::abs(units) / 10'000, out);
    out += '.';
    appendDigits(std::abs(units) % 10'000, 4, out);
}

} // namespace

// No name here needs escaping: the shops' are written in this room, the cities' chosen in it.
void appendLine(const Sale& sale, std::string& out)
{
    out += R"({"id":")";
    for (int shift = 60; shift >= 0; shift -= 4)
        out += "0123456789abcdef"[sale.id >> shift & 15];
    out += R"(","time":")";
    appendTime(sale.time_ms, out);
    out += R"(","status":")";
    out += sale.accepted ? std::string_view("accepted") : kNotAccepted[sale.id % 4];
    out += R"(","eid":)";
    appendNumber(sale.merchant->eid, out);
    out += R"(,"merchant":")";
    out += sale.merchant->name;
    out += R"(","amount":")";
    appendNumber(sale.amount / 100, out); // every currency of the market has two decimals
    out += '.';
    appendDigits(sale.amount % 100, 2, out);
    out += R"(","currency":")";
    out += sale.currency.code();
    out += R"(","country":")";
    out += sale.country.code();
    out += '"';
    if (sale.place != Sale::Place::CountryOnly) {
        out += R"(,"city":")";
        out += sale.city;
        out += '"';
    }
    if (sale.place == Sale::Place::Coordinates) {
        out += R"(,"lat":)";
        appendDegrees(sale.point.latitude, out);
        out += R"(,"lon":)";
        appendDegrees(sale.point.longitude, out);
    }
    out += "}\n";
}

void appendHeartbeat(std::int64_t time_ms, std::string& out)
{
    out += R"({"type":"heartbeat","id":"heartbeat-)";
    appendNumber(time_ms, out);
    out += R"(","time":")";
    appendTime(time_ms, out);
    out += "\"}\n";
}

} // namespace livewall::generate
