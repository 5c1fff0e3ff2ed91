// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/filereport.h"

#include "models/engine/counting.h"
#include "models/engine/filereading.h"
#include "models/engine/instant.h"
#include "models/event/timestamp.h"
#include "models/stats/intake.h"

#include <algorithm>
#include <array>
#include <format>

namespace livewall::engine {

namespace {

/// The last second of files of which `share` has been read, if time goes on in them as it did. No
/// later than times can be.
std::int64_t lastSecond(std::int64_t first_ms, std::int64_t newest_ms, double share)
{
    const double in_all_ms = static_cast<double>(newest_ms - first_ms) / share;
    const auto most_ms = static_cast<double>(event::kEndTime_ms - first_ms);
    return (first_ms + static_cast<std::int64_t>(std::min(in_all_ms, most_ms))) / 1000;
}

} // namespace

FileReport reportFiles(const ReportOptions& options)
{
    FileReport report;
    stats::Board board(options.board);
    stats::Intake::Options intake_options;
    if (options.at_ms) {
        intake_options.last_second = *options.at_ms / 1000;
        board.advance(intake_options.last_second);
    }
    stats::Intake intake(intake_options);
    std::int64_t first_ms = event::kEndTime_ms;
    std::int64_t last_ms = event::kFirstTime_ms;
    std::int64_t newest_ms = 0; // of what is judged

    const auto judge_batch = [&](const event::EventBatch& events, Judged& judged) {
        intake.enter(events);
        judge(intake, events, intake_options.last_second, judged);
    };
    const auto take = [&](const ReadBatch& batch) {
        noteRejections(batch.path, batch.events,
                       [&report](const std::string& line) { report.notes.push_back(line); });
        for (const event::Purchase& purchase : batch.events.purchases) {
            first_ms = std::min(first_ms, purchase.time_ms);
            last_ms = std::max(last_ms, purchase.time_ms);
        }
        newest_ms = batch.judged.newest_ms;
        if (!options.at_ms && !batch.judged.counting.empty())
            board.advance(newest_ms / 1000);
        count(board, batch.events, batch.judged.counting, options.has_map);
        for (const event::Deploy& deploy : batch.events.deploys)
            board.addDeploy(deployMark(batch.events, deploy));
    };
    // With two threads: what the one of them has to do at the end, the other one waits for.
    const auto expect_end = [&](double share) {
        if (options.threads == Threads::Two && !options.at_ms && share > 0 && newest_ms > first_ms)
            board.expectFigures(lastSecond(first_ms, newest_ms, share));
    };
    if (options.threads == Threads::Two && options.at_ms)
        board.expectFigures(intake_options.last_second);
    event::DecoderOptions decoder = options.decoder;
    decoder.keeps_places = options.has_map;
    decoder.announce = [&intake, &board](const event::Purchase& purchase) {
        intake.announce(purchase.identity);
        board.announceName(purchase.eid);
    };
    if (!readFiles(options.files, decoder, take, report.error, expect_end, {},
                   {.threads = options.threads, .judge = judge_batch})) {
        report.outcome = FileReport::Outcome::Unreadable;
        return report;
    }
    if (!intake.ledger().hasPurchase()) {
        report.outcome = FileReport::Outcome::NoPurchase;
        report.error = noValidPurchase(options.files, intake.ledger(), report.notes);
        return report;
    }
    if (const std::string line = suspectNewest(intake); !options.at_ms && !line.empty())
        report.warnings.push_back(line + " --at chooses another instant");
    const std::int64_t at_ms = options.at_ms ? *options.at_ms : *intake.newest_ms();
    stats::Coverage coverage;
    coverage.add(first_ms, last_ms + 1);
    const std::array listened{Listened{&coverage}};
    report.snapshot = instant(board, options.board, listened, at_ms);
    report.snapshot.mode = Mode::Past;
    report.snapshot.has_events = true;
    report.snapshot.feeds = {{.name = options.decoder.feed,
                              .link = {feed::Link::Ended, {}},
                              .newest_ms = intake.newest_ms(),
                              .ledger = intake.ledger(),
                              .remembered_since_ms = intake.rememberedSince_ms()}};
    report.snapshot.ledger = intake.ledger();
    if (report.snapshot.figures.day.attempts == 0) {
        report.warnings.push_back(
            std::format("no purchase in the day before {}; those read lie between {} and {}",
                        event::formatTimestamp(at_ms), event::formatTimestamp(first_ms),
                        event::formatTimestamp(last_ms)));
    }
    return report;
}

} // namespace livewall::engine
