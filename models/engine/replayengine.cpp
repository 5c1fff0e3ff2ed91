// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/replayengine.h"

#include "models/engine/filereading.h"
#include "models/event/timestamp.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <format>
#include <limits>
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

/// Where T may be; says where nothing happens between them.
Playhead::Ends ReplayEngine::endsOf(const Recording& recording) const
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
    return {.first_ms = from_ms, .last_ms = to_ms};
}

void ReplayEngine::play(const Recording& recording, const std::stop_token& stop)
{
    const Playhead::Ends ends = endsOf(recording);
    std::optional<ReplayPosition> position(std::in_place, board_options_, recording);
    std::int64_t at_ms = ends.first_ms; // the position's
    position->advance(at_ms);
    // Whoever sees the first picture knows that the pace is counted from before it.
    std::int64_t published_ms = pace_.now_ms();
    Order shown{.last_ms = std::numeric_limits<std::int64_t>::max(), .speed = options_.speed};
    {
        const std::lock_guard lock(head_mutex_);
        head_.emplace(ends, at_ms, options_.speed, true, published_ms);
    }
    publisher_.publish(position->snapshot(options_.speed));

    std::vector<stats::Sighting> fresh_pulses;
    bool has_changed = false;
    while (!stop.stop_requested()) {
        std::uint64_t wishes = 0;
        {
            const std::lock_guard lock(head_mutex_);
            wishes = wishes_;
        }
        std::int64_t now_ms = pace_.now_ms();
        Order order = this->order(now_ms);
        if (order.jumps != shown.jumps) {
            // All is counted anew, in the order in which it was; nothing of it is acted out.
            if (order.at_ms < at_ms)
                position.emplace(board_options_, recording);
            position->advance(order.at_ms);
            pulses_.take();
        } else if (order.is_moving && !std::isfinite(order.speed)) {
            // At least one step a round: a machine that is slow to publish must get on all the
            // same.
            do {
                order.at_ms = std::min(ends.last_ms, order.at_ms + kUnpacedStep_ms);
                has_changed |= position->advance(order.at_ms, &fresh_pulses);
                now_ms = pace_.now_ms();
            } while (order.at_ms < ends.last_ms && now_ms - published_ms < kPublish_ms &&
                     !stop.stop_requested());
            noteAt(order.at_ms, order.jumps);
        } else {
            has_changed |= position->advance(order.at_ms, &fresh_pulses);
        }
        at_ms = order.at_ms;
        for (stats::Sighting& pulse : fresh_pulses)
            pulses_.push(std::move(pulse));
        fresh_pulses.clear();

        // What somebody asked for, and an end, are shown at once.
        const bool is_due = order.jumps != shown.jumps ||
                            order.shownSpeed() != shown.shownSpeed() ||
                            order.isPaused() != shown.isPaused();
        if (is_due || (has_changed && now_ms - published_ms >= kPublish_ms)) {
            publish(*position, order);
            published_ms = pace_.now_ms();
            has_changed = false;
            shown = order;
        }
        std::unique_lock lock(head_mutex_);
        const auto is_asked = [&] { return wishes_ != wishes; };
        if (order.shownSpeed() == 0)
            changed_.wait(lock, stop, is_asked);
        else if (std::isfinite(order.speed))
            changed_.wait_for(lock, stop, std::chrono::milliseconds(kTick_ms), is_asked);
    }
}

ReplayEngine::Order ReplayEngine::order(std::int64_t now_ms) const
{
    const std::lock_guard lock(head_mutex_);
    return {.at_ms = head_->at(now_ms),
            .last_ms = head_->ends().last_ms,
            .speed = head_->speed(),
            .is_moving = head_->isMoving(),
            .jumps = jumps_};
}

/// T has come there without a pace, unless it was sent elsewhere meanwhile.
void ReplayEngine::noteAt(std::int64_t at_ms, std::uint64_t jumps)
{
    const std::lock_guard lock(head_mutex_);
    if (jumps == jumps_)
        head_->goTo(at_ms, pace_.now_ms());
}

void ReplayEngine::publish(ReplayPosition& position, const Order& order)
{
    Snapshot snapshot = position.snapshot(order.shownSpeed());
    snapshot.is_paused = order.isPaused();
    snapshot.jumps = order.jumps;
    snapshot.pulses_dropped = pulses_.dropped();
    publisher_.publish(std::move(snapshot));
}

TimeControl::State ReplayEngine::state() const
{
    const std::lock_guard lock(head_mutex_);
    if (!head_)
        return {.reach = Reach::Reading};
    return {.at_ms = head_->at(pace_.now_ms()),
            .is_moving = head_->isMoving(),
            .speed = head_->speed(),
            .first_ms = head_->ends().first_ms,
            .last_ms = head_->ends().last_ms};
}

void ReplayEngine::change(const std::function<void(Playhead& head, std::int64_t now_ms)>& wish)
{
    const std::lock_guard lock(head_mutex_);
    if (!head_)
        return;
    wish(*head_, pace_.now_ms());
    ++wishes_;
    changed_.notify_all();
}

void ReplayEngine::goTo(std::int64_t at_ms)
{
    change([&](Playhead& head, std::int64_t now_ms) {
        head.goTo(at_ms, now_ms);
        ++jumps_;
    });
}

void ReplayEngine::setMoving(bool is_moving)
{
    change([&](Playhead& head, std::int64_t now_ms) {
        head.setMoving(is_moving, now_ms);
        // From the end it begins again.
        if (is_moving && head.at(now_ms) == head.ends().last_ms) {
            head.goTo(head.ends().first_ms, now_ms);
            ++jumps_;
        }
    });
}

void ReplayEngine::setSpeed(double speed)
{
    change([&](Playhead& head, std::int64_t now_ms) { head.setSpeed(speed, now_ms); });
}

void ReplayEngine::goLive()
{
    goTo(std::numeric_limits<std::int64_t>::max());
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
