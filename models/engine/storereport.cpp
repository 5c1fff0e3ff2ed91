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

StoreReport failed(StoreReport::Outcome outcome, std::string error)
{
    StoreReport report;
    report.outcome = outcome;
    report.error = std::move(error);
    return report;
}

/// Of the feeds that the wall still has: those that were listened to in the last day of all. What
/// was imported or renamed long ago is not missing.
std::vector<stats::Coverage> coveragesNow(store::Store& store)
{
    constexpr std::int64_t kDay_ms = 86'400'000;
    std::vector<stats::Coverage> coverages;
    std::int64_t newest_ms = 0;
    for (const store::FeedState& feed : store.feeds()) {
        coverages.push_back(store.coverage(feed.name, Listening::kKept_ms));
        if (!coverages.back().isEmpty())
            newest_ms = std::max(newest_ms, coverages.back().intervals().back().to_ms);
    }
    std::erase_if(coverages, [newest_ms](const stats::Coverage& coverage) {
        return coverage.isEmpty() || coverage.intervals().back().to_ms < newest_ms - kDay_ms;
    });
    return coverages;
}

StoreReport draw(store::Store& store, const std::string& path, const stats::BoardOptions& options,
                 std::optional<std::int64_t> wanted_ms)
{
    const auto newest = store.newest_ms();
    if (!newest)
        return failed(StoreReport::Outcome::NoPurchase, path + ": no purchase was ever counted");
    std::int64_t at_ms = wanted_ms.value_or(*newest);
    const auto showable = store.showable(at_ms / 1000);
    if (showable.precision == store::Store::Precision::None)
        return failed(StoreReport::Outcome::Unreadable,
                      std::format("{}: {} is kept no longer; the oldest instant that is: {}", path,
                                  event::formatTimestamp(at_ms),
                                  event::formatTimestamp(store.oldestShowable() * 1000 + 999)));
    StoreReport report;
    if (showable.precision == store::Store::Precision::Minute) {
        const std::int64_t snapped_ms = showable.second * 1000 + 999;
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
    const std::vector<stats::Coverage> coverages = coveragesNow(store);
    std::vector<Listened> listened;
    for (const stats::Coverage& coverage : coverages)
        listened.push_back({&coverage});
    report.snapshot = instant(board, options, listened, at_ms);
    report.snapshot.mode = Mode::Past;
    report.snapshot.has_events = true;
    for (const store::FeedState& feed : store.feeds()) {
        report.snapshot.feeds.push_back({.name = feed.name,
                                         .link = {feed::Link::Ended, {}},
                                         .newest_ms = feed.intake.newest_ms,
                                         .ledger = feed.intake.ledger,
                                         .remembered_since_ms = feed.intake.remembered_since_ms});
        report.snapshot.ledger += feed.intake.ledger;
    }
    return report;
}

} // namespace

StoreReport reportStore(const std::string& path, const stats::BoardOptions& options,
                        std::optional<std::int64_t> at_ms)
{
    store::Store::Opened opened = store::Store::openToRead(path);
    if (!opened.store)
        return failed(StoreReport::Outcome::Unreadable, opened.message);
    try {
        return draw(*opened.store, path, options, at_ms);
    } catch (const store::DatabaseError& error) {
        return failed(StoreReport::Outcome::Unreadable,
                      std::format("{}: cannot be read: {}", path, error.what()));
    }
}

} // namespace livewall::engine
