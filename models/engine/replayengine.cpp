// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/replayengine.h"

#include "models/engine/filereading.h"
#include "models/event/timestamp.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <format>
#include <utility>

namespace livewall::engine {

namespace {

constexpr std::int64_t kTick_ms = 20;
constexpr std::int64_t kPublish_ms = 40;
constexpr std::int64_t kDay_ms = 86'400'000;
/// One step of event time where nothing paces: small enough to stop at any published instant.
constexpr std::int64_t kUnpacedStep_ms = 60'000;

} // namespace

ReplayEngine::ReplayEngine(stats::BoardOptions board, ReplayOptions options, const Clock& pace)
    : board_options_(std::move(board)), options_(std::move(options)), pace_(pace)
{
}

ReplayEngine::~ReplayEngine() = default;

void ReplayEngine::start()
{
    showProgress(0);
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

std::optional<ReplayEngine::Failure> ReplayEngine::failure() const
{
    const std::lock_guard lock(failure_mutex_);
    return failure_;
}

void ReplayEngine::run(const std::stop_token& stop)
{
    std::string error;
    std::int64_t shown_ms = pace_.now_ms();
    const auto progress = [&](double share) {
        if (const std::int64_t now_ms = pace_.now_ms(); now_ms - shown_ms >= kPublish_ms) {
            shown_ms = now_ms;
            showProgress(share);
        }
    };
    const ReplayRange range{
        .by = options_.by, .from_ms = options_.from_ms, .to_ms = options_.to_ms};
    const auto recording =
        Recording::read(options_.files, options_.decoder, error, range, progress, stop);
    if (stop.stop_requested())
        return;
    if (recording && !recording->records().empty()) {
        if (options_.note)
            std::ranges::for_each(recording->notes(), options_.note);
        play(*recording, stop);
        return;
    }
    const std::lock_guard lock(failure_mutex_);
    failure_ =
        recording
            ? Failure{noValidPurchase(options_.files, recording->ledger(), recording->notes()),
                      true}
            : Failure{error, false};
}

void ReplayEngine::play(const Recording& recording, const std::stop_token& stop)
{
    std::int64_t from_ms = options_.from_ms.value_or(recording.records().front().from_ms);
    if (options_.to_ms)
        from_ms = std::min(from_ms, *options_.to_ms);
    std::int64_t last_ms = std::max(from_ms, recording.records().back().from_ms);
    // A recording that ends in an outage is played to its end.
    if (!recording.links().empty())
        last_ms = std::max(last_ms, recording.links().back().at_ms);
    const std::int64_t to_ms = options_.to_ms.value_or(last_ms);
    if (options_.note && (from_ms > recording.records().back().from_ms + kDay_ms ||
                          to_ms < recording.records().front().from_ms))
        options_.note(std::format("warning: nothing happens between --from and --to; purchases "
                                  "lie between {} and {}",
                                  event::formatTimestamp(recording.records().front().from_ms),
                                  event::formatTimestamp(recording.records().back().from_ms)));
    const bool is_paced = std::isfinite(options_.speed);

    ReplayPosition position(board_options_, recording);
    std::int64_t at_ms = from_ms;
    position.advance(at_ms);
    // Whoever sees the first picture knows that the pace is counted from before it.
    const std::int64_t started_ms = pace_.now_ms();
    publisher_.publish(position.snapshot(options_.speed));

    std::int64_t published_ms = started_ms;
    std::vector<stats::Sighting> fresh_pulses;
    bool has_changed = false;
    while (at_ms < to_ms && !stop.stop_requested()) {
        std::int64_t now_ms = pace_.now_ms();
        if (is_paced) {
            const double played_ms = static_cast<double>(now_ms - started_ms) * options_.speed;
            const double whole_ms = static_cast<double>(to_ms - from_ms);
            at_ms = from_ms + static_cast<std::int64_t>(std::min(played_ms, whole_ms));
            has_changed |= position.advance(at_ms, &fresh_pulses);
        } else {
            // At least one step a round: a machine that is slow to publish must get on all the
            // same.
            do {
                at_ms = std::min(to_ms, at_ms + kUnpacedStep_ms);
                has_changed |= position.advance(at_ms, &fresh_pulses);
                now_ms = pace_.now_ms();
            } while (at_ms < to_ms && now_ms - published_ms < kPublish_ms &&
                     !stop.stop_requested());
        }
        for (stats::Sighting& pulse : fresh_pulses)
            pulses_.push(std::move(pulse));
        fresh_pulses.clear();
        if (has_changed && now_ms - published_ms >= kPublish_ms) {
            Snapshot snapshot = position.snapshot(options_.speed);
            snapshot.pulses_dropped = pulses_.dropped();
            publisher_.publish(std::move(snapshot));
            published_ms = pace_.now_ms();
            has_changed = false;
        }
        if (is_paced)
            std::this_thread::sleep_for(std::chrono::milliseconds(kTick_ms));
    }
    // The end stays on the wall; time stands.
    position.advance(at_ms);
    Snapshot last = position.snapshot(0);
    last.pulses_dropped = pulses_.dropped();
    publisher_.publish(std::move(last));
}

void ReplayEngine::showProgress(double share)
{
    publisher_.publish({.mode = Mode::Replay,
                        .zone = board_options_.zone.name(),
                        .exclude = board_options_.exclude,
                        .feeds = {{.name = "recording", .link = {feed::Link::Up, {}}}},
                        .progress = Progress{"indexing " + options_.files.front(), share}});
}

} // namespace livewall::engine
