// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/storereport.h"

#include "models/engine/instant.h"
#include "models/engine/listening.h"
#include "models/event/timestamp.h"
#include "models/store/store.h"

#include <algorithm>
#include <format>
#include <utility>
#include <vector>

namespace livewall::engine {

namespace {

using What = store::Trouble::What;

StoreReport failed(StoreReport::Outcome outcome, store::Trouble trouble)
{
    StoreReport report;
    report.outcome = outcome;
    report.error = trouble.text();
    report.trouble = std::move(trouble);
    return report;
}

/// When a feed was listened to, as far as it is known at T.
struct Heard
{
    std::string feed;
    stats::Coverage coverage;
};

/// Of the feeds that the wall had at T: those that were listened to in the last day of all until
/// then. What was imported or renamed long before is not missing.
std::vector<Heard> heardAt(store::Store& store, std::int64_t at_ms)
{
    constexpr std::int64_t kDay_ms = 86'400'000;
    // Behind the newest more of it is there than anybody asks for.
    constexpr std::int64_t kAll_ms = std::int64_t{1} << 62;
    const bool is_now = at_ms >= store.newest_ms().value_or(0);
    std::vector<Heard> heard;
    std::int64_t newest_ms = 0;
    for (const store::FeedState& feed : store.feeds()) {
        heard.push_back(
            {feed.name, store.coverage(feed.name, is_now ? Listening::kKept_ms : kAll_ms)});
        stats::Coverage& coverage = heard.back().coverage;
        if (!is_now) {
            coverage.forgetAfter((at_ms / 1000 + 1) * 1000);
            coverage.forgetBefore(at_ms - Listening::kKept_ms);
        }
        if (!coverage.isEmpty())
            newest_ms = std::max(newest_ms, coverage.intervals().back().to_ms);
    }
    std::erase_if(heard, [newest_ms](const Heard& one) {
        return one.coverage.isEmpty() ||
               one.coverage.intervals().back().to_ms < newest_ms - kDay_ms;
    });
    return heard;
}

/// What was not listened to, of a feed that the wall had. After the last that is known of any
/// nothing is known to be missing.
Missing missingOf(const std::string& feed, const std::vector<Heard>& heard, std::int64_t second)
{
    std::int64_t known_ms = 0;
    for (const Heard& one : heard)
        known_ms = std::max(known_ms, one.coverage.intervals().back().to_ms);
    const auto found = std::ranges::find(heard, feed, &Heard::feed);
    return found == heard.end() ? Missing() : missingAt(found->coverage, second, known_ms);
}

/// Whether a feed was listened to at T; nothing where T is after all that is known of any.
std::optional<bool> wasHeard(const std::string& feed, const std::vector<Heard>& heard,
                             std::int64_t second, std::int64_t newest_ms)
{
    if (second >= newest_ms / 1000)
        return std::nullopt;
    const auto found = std::ranges::find(heard, feed, &Heard::feed);
    // As in what is missing, the last moments may be on their way.
    const std::int64_t from_ms = second * 1000 - Missing::kOnItsWay_ms;
    return found != heard.end() && found->coverage.covered_ms(from_ms, (second + 1) * 1000) > 0;
}

/// What is to become of a T whose tables are kept no longer.
enum class Beyond { Refused, WeekAlone };

struct Asked
{
    std::optional<std::int64_t> at_ms;
    Beyond beyond;
    std::function<void(std::int64_t first_ms)> found_first = {};
};

StoreReport draw(store::Store& store, const std::string& path, const stats::BoardOptions& options,
                 const Asked& asked)
{
    const Beyond beyond = asked.beyond;
    using Precision = store::Store::Precision;
    const auto newest = store.newest_ms();
    const auto oldest_minute = store.oldestMinute();
    if (!newest || !oldest_minute)
        return failed(StoreReport::Outcome::NoPurchase, {What::Empty, path});
    StoreReport report;
    report.first_ms = *oldest_minute * 60'000;
    if (asked.found_first)
        asked.found_first(report.first_ms);
    std::int64_t at_ms = asked.at_ms.value_or(*newest);
    if (beyond == Beyond::WeekAlone)
        at_ms = std::max(at_ms, report.first_ms);
    const auto showable = store.showable(at_ms / 1000);
    const std::int64_t oldest_ms = store.oldestShowable() * 1000 + 999;
    if (showable.precision == Precision::None && beyond == Beyond::Refused)
        return failed(
            StoreReport::Outcome::Unreadable,
            {What::NotKept, path,
             std::format("{} is kept no longer; the oldest instant that is: {}",
                         event::formatTimestamp(at_ms), event::formatTimestamp(oldest_ms))});
    if (showable.precision != Precision::Second) {
        const std::int64_t snapped_ms = (at_ms / 60'000 * 60 + 59) * 1000 + 999;
        if (snapped_ms / 1000 != at_ms / 1000) {
            report.warnings.push_back(std::format("{} is kept to the minute; shown is {}",
                                                  event::formatTimestamp(at_ms),
                                                  event::formatTimestamp(snapped_ms)));
            at_ms = snapped_ms;
        }
    }
    stats::Board board(options);
    board.advance(at_ms / 1000);
    store.fill(board);
    store.fillPast(board, board.second());
    const std::vector<Heard> heard = heardAt(store, at_ms);
    std::vector<Listened> listened;
    for (const Heard& one : heard)
        listened.push_back({&one.coverage});
    report.snapshot = instant(board, options, listened, at_ms);
    report.snapshot.mode = Mode::Past;
    report.snapshot.has_events = true;
    for (const store::FeedState& feed : store.feeds()) {
        report.snapshot.feeds.push_back(
            {.name = feed.name,
             .link = {feed::Link::Ended, {}},
             .newest_ms = feed.intake.newest_ms,
             .ledger = feed.intake.ledger,
             .missing = missingOf(feed.name, heard, board.second()),
             .was_heard = wasHeard(feed.name, heard, board.second(), *newest),
             .remembered_since_ms = feed.intake.remembered_since_ms});
        report.snapshot.ledger += feed.intake.ledger;
    }
    if (showable.precision == Precision::None) {
        report.snapshot.tables_from_ms = oldest_ms;
        // Nor is what they are compared with.
        report.snapshot.desk = {};
        report.snapshot.usual_stores.clear();
    }
    report.snapshot.has_places = store.keepsPlaces(board.second());
    return report;
}

StoreReport read(const std::string& path, const stats::BoardOptions& options, const Asked& asked,
                 const std::stop_token& stop = {})
{
    const store::Store::Opened opened = store::Store::openToRead(path, stop);
    if (!opened.store)
        return failed(StoreReport::Outcome::Unreadable, opened.trouble);
    try {
        return draw(*opened.store, path, options, asked);
    } catch (const store::DatabaseError& error) {
        return failed(StoreReport::Outcome::Unreadable, {What::CannotRead, path, error.what()});
    }
}

} // namespace

StoreReport reportStore(const std::string& path, const stats::BoardOptions& options,
                        std::optional<std::int64_t> at_ms)
{
    return read(path, options, {.at_ms = at_ms, .beyond = Beyond::Refused});
}

StoreReport reportPast(const std::string& path, const stats::BoardOptions& options,
                       std::optional<std::int64_t> at_ms, const std::stop_token& stop,
                       const std::function<void(std::int64_t first_ms)>& found_first)
{
    return read(path, options,
                {.at_ms = at_ms, .beyond = Beyond::WeekAlone, .found_first = found_first}, stop);
}

} // namespace livewall::engine
