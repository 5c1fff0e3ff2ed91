// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/soak/invented.h"

#include "models/event/timestamp.h"
#include "models/generate/line.h"

#include <algorithm>
#include <array>
#include <format>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace livewall::soak {

namespace {

constexpr std::int64_t kHour_s = 3600;
constexpr std::int64_t kDay_s = 24 * kHour_s;
constexpr std::int64_t kTill_s = 10; ///< between two of its purchases
constexpr std::int64_t kTillEid = 900'000;

bool isTillUp(std::int64_t second)
{
    return second % kDay_s / kHour_s != 4;
}

/// Names as merchants have them.
constexpr std::array<std::string_view, 4> kTills = {"Kiosk & Co", "متجر القهوة", "Café 🎉",
                                                    "<b>Till</b>"};

} // namespace

Invented::Invented(std::int64_t start_second)
    : start_second_(start_second)
    , gone_eid_(bestMerchant())
    , feed_(demo_, start_second)
    , till_second_(start_second)
{
}

/// Of a Monday's noon.
std::int64_t Invented::bestMerchant() const
{
    std::map<std::int64_t, std::int64_t> sold;
    std::vector<generate::Demo::Arrival> arrivals;
    for (std::int64_t second = 12 * kHour_s; second < 13 * kHour_s; ++second) {
        demo_.salesOf(start_second_ + 1 + second, arrivals);
        for (const generate::Demo::Arrival& arrival : arrivals)
            ++sold[arrival.sale.merchant->eid];
    }
    return std::ranges::max_element(sold, {}, &std::pair<const std::int64_t, std::int64_t>::second)
        ->first;
}

void Invented::addShopHistory(feed::Batch& batch) const
{
    generate::Demo::History history = demo_.history(start_second_);
    batch.history = std::move(history.deltas);
    batch.names = std::move(history.names);
}

void Invented::addTillHistory(feed::Batch& batch) const
{
    const stats::Delta minute{.eid = kTillEid,
                              .country = event::Country::fromCode("se").value(),
                              .currency = event::Currency::fromCode("SEK").value(),
                              .accepted = 60 / kTill_s,
                              .sum = 60 / kTill_s * 4950};
    const std::int64_t from = start_second_ + 1 - generate::Demo::kHistoryDays * kDay_s;
    for (std::int64_t second = from; second <= start_second_; second += 60) {
        if (isTillUp(second))
            batch.history.emplace_back(minute).second = second;
    }
}

bool Invented::isGone(std::int64_t eid, std::int64_t second) const
{
    const std::int64_t hour = second % kDay_s / kHour_s;
    return eid == gone_eid_ && (second - start_second_) / kDay_s % 9 == 1 &&
           (hour == 12 || hour == 13);
}

std::string Invented::shop(std::int64_t now_ms)
{
    std::string lines;
    feed_.poll(now_ms, lines);
    // Line by line, as the hours are of the purchase and not of its arrival.
    const std::string gone = std::format("\"eid\":{},", gone_eid_);
    std::string said;
    for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = lines.find('\n', at) + 1;
        const std::string_view line = std::string_view(lines).substr(at, end - at);
        at = end;
        if (line.find(gone) != line.npos) {
            constexpr std::string_view kTime = "\"time\":\"";
            const std::size_t time = line.find(kTime) + kTime.size();
            const auto time_ms =
                event::parseTimestamp(line.substr(time, line.find('"', time) - time));
            if (time_ms && isGone(gone_eid_, *time_ms / 1000))
                continue;
        }
        said += line;
    }
    generate::appendHeartbeat(now_ms, said);
    return said;
}

std::optional<std::string> Invented::till(std::int64_t now_ms)
{
    const std::int64_t now = now_ms / 1000;
    std::string said;
    for (++till_second_; till_second_ <= now; ++till_second_) {
        if (till_second_ % kTill_s != 0 || !isTillUp(till_second_))
            continue;
        const auto till = static_cast<std::size_t>(till_second_ / kTill_s % 4);
        said += std::format(R"({{"id":"till-{}","time":{},"status":"accepted","eid":{},)"
                            R"("merchant":"{}","amount":"49.50","currency":"SEK","country":"se",)"
                            R"("city":"Kiruna"}})"
                            "\n",
                            till_second_, till_second_ * 1000,
                            kTillEid + static_cast<std::int64_t>(till), kTills[till]);
    }
    till_second_ = now;
    // What it sold before the hour is said in it, at its beginning.
    if (!isTillUp(now) && said.empty())
        return std::nullopt;
    generate::appendHeartbeat(now_ms, said);
    return said;
}

Counted Invented::counted(std::int64_t now_ms) const
{
    const std::int64_t now = now_ms / 1000;
    const std::int64_t hour_from = now - kHour_s + 1;
    const std::int64_t day_from = (now / 60 - 24 * 60 + 1) * 60;
    Counted counted;
    const auto count = [&](std::int64_t second, bool is_accepted) {
        counted.day += is_accepted ? 1 : 0;
        if (second < hour_from)
            return;
        counted.hour += is_accepted ? 1 : 0;
        ++counted.hour_attempts;
    };
    std::vector<generate::Demo::Arrival> arrivals;
    for (std::int64_t second = day_from; second <= now; ++second) {
        demo_.salesOf(second, arrivals);
        for (const generate::Demo::Arrival& arrival : arrivals) {
            if (arrival.at_ms <= now_ms && !isGone(arrival.sale.merchant->eid, second))
                count(second, arrival.sale.accepted);
        }
        if (second % kTill_s == 0 && isTillUp(second))
            count(second, true);
    }
    return counted;
}

} // namespace livewall::soak
