// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/eventlines.h"

#include "models/event/displaytext.h"
#include "models/event/money.h"

#include <chrono>
#include <format>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

namespace livewall::app {

namespace {

constexpr std::size_t kMaxTextCodePoints = 60;

void appendText(std::string_view text, std::string& out)
{
    if (text.empty())
        return;
    out.push_back(' ');
    event::appendQuoted(text, kMaxTextCodePoints, out);
}

/// "9 accepted, 2 rejected"; nothing that is zero.
std::string listed(const std::vector<std::pair<std::uint64_t, std::string_view>>& counts)
{
    std::string text;
    for (const auto& [count, word] : counts) {
        if (count > 0)
            std::format_to(std::back_inserter(text), "{}{} {}", text.empty() ? "" : ", ", count,
                           word);
    }
    return text;
}

} // namespace

void EventLines::add(const feed::Batch& batch, std::string& out)
{
    const event::EventBatch& events = batch.events;
    if (!batch.gap.empty())
        addNote("gap", "no longer there: " + batch.gap, out);
    if (!batch.history.empty())
        addNote("history", std::format("{} counts of before", batch.history.size()), out);
    for (const event::Purchase& purchase : events.purchases)
        addPurchase(events, purchase, out);
    for (const event::Deploy& deploy : events.deploys) {
        begin(time(deploy.time_ms), Tone::Calm, "deploy", out);
        appendText(events.view(deploy.service), out);
        appendText(events.view(deploy.version), out);
        out.push_back('\n');
    }
    if (events.heartbeats > 0) {
        begin(events.heartbeat_ms ? time(*events.heartbeat_ms) : "", Tone::Calm, "heartbeat", out);
        if (events.heartbeats > 1)
            std::format_to(std::back_inserter(out), " {} of them", events.heartbeats);
        out.push_back('\n');
    }
    if (events.unknown_type > 0)
        addNote("unknown type", std::format("{} of them", events.unknown_type), out);
    for (const event::RejectionSample& sample : events.samples) {
        begin("", Tone::Bad, "rejected", out);
        std::format_to(std::back_inserter(out), " line {}: {}\n", sample.line, sample.message);
    }

    received_ += events.received;
    control_ += events.control;
    unknown_type_ += events.unknown_type;
    resent_ += batch.resent;
    for (std::size_t reason = 0; reason < event::kRejections; ++reason)
        rejected_[reason] += events.rejected[reason];
}

void EventLines::addPurchase(const event::EventBatch& events, const event::Purchase& purchase,
                             std::string& out)
{
    ++(purchase.accepted ? accepted_ : not_accepted_);
    begin(time(purchase.time_ms), purchase.accepted ? Tone::Good : Tone::Doubtful,
          purchase.accepted ? "accepted" : "not accepted", out);
    const std::string country = purchase.country.isNone() ? "-" : purchase.country.code();
    std::format_to(std::back_inserter(out), "{:>12}  {:>14} {}  {:2} ", purchase.eid,
                   event::formatAmount(purchase.amount, purchase.currency.minorDigits()),
                   purchase.currency.code(), country);
    const std::string_view merchant = events.view(purchase.merchant);
    if (merchant.empty())
        out += " -";
    appendText(merchant, out);
    appendText(events.view(purchase.city), out);
    if (purchase.hasLocation())
        std::format_to(std::back_inserter(out), " {:.4f},{:.4f}", purchase.latitude,
                       purchase.longitude);
    out.push_back('\n');
}

/// The columns that all lines have.
void EventLines::begin(std::string_view time, Tone tone, std::string_view word,
                       std::string& out) const
{
    constexpr std::array<std::string_view, 4> kColours = {"\x1b[32m", "\x1b[33m", "\x1b[31m",
                                                          "\x1b[2m"};
    std::format_to(std::back_inserter(out), "{:23}  {}{:12}{}", time,
                   has_colour_ ? kColours[static_cast<std::size_t>(tone)] : "", word,
                   has_colour_ ? "\x1b[0m" : "");
}

void EventLines::addNote(std::string_view word, std::string_view text, std::string& out) const
{
    begin("", Tone::Calm, word, out);
    out.append(" ").append(text).append("\n");
}

std::string EventLines::time(std::int64_t time_ms) const
{
    using namespace std::chrono;
    return std::format("{:%F %T}", zone_.toLocal(sys_time<milliseconds>(milliseconds(time_ms))));
}

std::string EventLines::summary() const
{
    std::vector<std::pair<std::uint64_t, std::string_view>> reasons;
    for (std::size_t reason = 0; reason < event::kRejections; ++reason)
        reasons.emplace_back(rejected_[reason], event::kRejectionNames[reason]);
    const auto rejected = std::accumulate(rejected_.begin(), rejected_.end(), std::uint64_t{0});
    const std::string parts = listed({{accepted_, "accepted"},
                                      {not_accepted_, "not accepted"},
                                      {control_, "heartbeats and deploys"},
                                      {unknown_type_, "of unknown type"},
                                      {rejected, "rejected"}});
    std::string text = std::format("received {}", received_);
    if (!parts.empty())
        text += ": " + parts;
    if (rejected > 0)
        text += " (" + listed(reasons) + ")";
    if (resent_ > 0)
        std::format_to(std::back_inserter(text), "; {} came again", resent_);
    return text;
}

} // namespace livewall::app
