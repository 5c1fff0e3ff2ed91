// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/pastengine.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace livewall::engine {

namespace {

constexpr std::int64_t kTick_ms = 20;

/// Snapshots of the past are numbered from here on, so that none has the number of a live one.
constexpr std::uint64_t kFirstNumber = std::uint64_t{1} << 63;

} // namespace

PastEngine::PastEngine(Engine& live, std::string store, stats::BoardOptions board,
                       const Clock& pace)
    : live_(live)
    , store_(std::move(store))
    , board_(std::move(board))
    , pace_(pace)
    , sequence_(kFirstNumber)
{
}

PastEngine::~PastEngine()
{
    const std::lock_guard lock(mutex_);
    endVisit();
}

std::shared_ptr<const Snapshot> PastEngine::numbered(Snapshot snapshot) const
{
    snapshot.sequence = ++sequence_;
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

std::shared_ptr<const Snapshot> PastEngine::latest() const
{
    auto live = live_.latest();
    const std::int64_t now_ms = pace_.now_ms();
    const std::lock_guard lock(mutex_);
    if (!visit_)
        return live;
    auto base = visit_->shown ? visit_->shown : std::move(live);
    if (visit_->wish == visit_->answered || now_ms - visit_->waits_since_ms < kPatience_ms)
        return base;
    // Once: it is large, and this is asked for with every frame.
    if (!visit_->awaited) {
        Snapshot awaited = *base;
        awaited.awaited_ms = visit_->head.at(now_ms);
        visit_->awaited = numbered(std::move(awaited));
    }
    return visit_->awaited;
}

std::vector<stats::Sighting> PastEngine::takePulses()
{
    auto pulses = live_.takePulses();
    const std::lock_guard lock(mutex_);
    if (visit_)
        pulses.clear();
    return pulses;
}

std::vector<Arrival> PastEngine::takeArrivals(std::uint64_t sequence)
{
    auto arrivals = live_.takeArrivals(sequence);
    const std::lock_guard lock(mutex_);
    if (visit_)
        arrivals.clear();
    return arrivals;
}

TimeControl::State PastEngine::state() const
{
    const auto live = live_.latest();
    const std::int64_t now_ms = pace_.now_ms();
    const std::lock_guard lock(mutex_);
    return {.reach = store_.empty() ? Reach::NoStore : Reach::Free,
            .has_live = true,
            .is_live = !visit_,
            .at_ms = visit_ ? visit_->head.at(now_ms) : live->figures.at_ms,
            .is_moving = !visit_ || visit_->head.isMoving(),
            .speed = visit_ ? visit_->head.speed() : 1,
            .first_ms = first_ms_,
            .last_ms = live->figures.at_ms,
            .trouble = trouble_,
            .troubles = troubles_};
}

/// With mutex_ held.
PastEngine::Visit& PastEngine::visit(std::int64_t now_ms)
{
    if (!visit_) {
        ++visits_;
        visit_.emplace(Visit{Playhead({}, live_.latest()->figures.at_ms, 1, false, now_ms)});
    }
    return *visit_;
}

void PastEngine::change(const std::function<void(Visit& visit, std::int64_t now_ms)>& wish)
{
    if (store_.empty())
        return;
    const std::int64_t now_ms = pace_.now_ms();
    const std::lock_guard lock(mutex_);
    trouble_ = {};
    Visit& visit = this->visit(now_ms);
    wish(visit, now_ms);
    if (visit.wish == visit.answered)
        visit.waits_since_ms = now_ms;
    ++visit.wish;
    visit.awaited.reset();
    if (!thread_.joinable())
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    changed_.notify_all();
}

void PastEngine::goTo(std::int64_t at_ms)
{
    change([&](Visit& visit, std::int64_t now_ms) {
        visit.head.goTo(std::max(at_ms, first_ms_.value_or(at_ms)), now_ms);
        ++jumps_;
    });
}

void PastEngine::setMoving(bool is_moving)
{
    change([&](Visit& visit, std::int64_t now_ms) { visit.head.setMoving(is_moving, now_ms); });
}

void PastEngine::setSpeed(double speed)
{
    change([&](Visit& visit, std::int64_t now_ms) { visit.head.setSpeed(speed, now_ms); });
}

void PastEngine::goLive()
{
    const std::lock_guard lock(mutex_);
    endVisit();
}

/// With mutex_ held.
void PastEngine::endVisit()
{
    if (!visit_)
        return;
    visit_->reading.request_stop();
    visit_.reset();
    ++jumps_;
}

/// With mutex_ held: whether there is something to read.
bool PastEngine::isWanted(std::int64_t now_ms) const
{
    if (!visit_)
        return false;
    if (visit_->wish != visit_->answered)
        return true;
    const std::int64_t second = visit_->head.at(now_ms) / 1000;
    // What is kept to the minute stands for all of its minute.
    const bool is_shown =
        second == visit_->read_ms / 1000 || (visit_->shown && second > visit_->read_ms / 1000 &&
                                             second <= visit_->shown->figures.at_ms / 1000);
    return visit_->head.isMoving() && !is_shown;
}

void PastEngine::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        Errand errand{};
        {
            std::unique_lock lock(mutex_);
            const auto is_wanted = [this] { return isWanted(pace_.now_ms()); };
            // Moving, T comes to its next second by itself.
            if (visit_ && visit_->head.isMoving())
                changed_.wait_for(lock, stop, std::chrono::milliseconds(kTick_ms), is_wanted);
            else
                changed_.wait(lock, stop,
                              [&] { return is_wanted() || (visit_ && visit_->head.isMoving()); });
            if (stop.stop_requested() || !is_wanted())
                continue;
            errand = {.visit = visits_,
                      .wish = visit_->wish,
                      .jumps = jumps_,
                      .at_ms = visit_->head.at(pace_.now_ms()),
                      .is_moving = visit_->head.isMoving(),
                      .speed = visit_->head.speed(),
                      .stop = visit_->reading.get_token()};
        }
        const auto begun = std::chrono::steady_clock::now();
        fetch(errand);
        // Moving on must not take all of a processor; whoever asks for something is not kept.
        std::unique_lock lock(mutex_);
        if (visit_)
            changed_.wait_for(lock, stop, std::chrono::steady_clock::now() - begun, [&] {
                return !visit_ || visits_ != errand.visit || visit_->wish != errand.wish;
            });
    }
}

/// Reads what a store has of an instant and shows it, unless T is live again.
void PastEngine::fetch(const Errand& errand)
{
    std::int64_t at_ms = errand.at_ms;
    const auto live = live_.latest();
    if (const auto saved_ms = live->saving.saved_to_ms) {
        // The second in which it was saved may have gone on.
        const std::int64_t newest_ms = *saved_ms / 1000 * 1000 - 1;
        if (at_ms > newest_ms && errand.is_moving) {
            const std::lock_guard lock(mutex_);
            if (!visit_ || visits_ != errand.visit || visit_->wish != errand.wish)
                return;
            endVisit();
            return;
        }
        at_ms = std::min(at_ms, newest_ms);
    }
    StoreReport report = reportPast(store_, board_, at_ms, errand.stop, [&](std::int64_t first_ms) {
        const std::lock_guard lock(mutex_);
        if (visit_ && visits_ == errand.visit)
            noteFirst(first_ms);
    });

    const std::lock_guard lock(mutex_);
    if (!visit_ || visits_ != errand.visit)
        return;
    if (report.outcome != StoreReport::Outcome::Counted) {
        endVisit();
        trouble_ = std::move(report.trouble);
        ++troubles_;
        return;
    }
    Snapshot snapshot = std::move(report.snapshot);
    snapshot.replay_speed = errand.is_moving ? errand.speed : 0;
    snapshot.is_paused = !errand.is_moving;
    snapshot.jumps = errand.jumps;
    visit_->read_ms = errand.at_ms;
    visit_->answered = errand.wish;
    visit_->awaited.reset();
    // Standing, T is what is shown: the next step goes from there.
    if (!errand.is_moving && visit_->wish == errand.wish)
        visit_->head.goTo(snapshot.figures.at_ms, pace_.now_ms());
    visit_->shown = numbered(std::move(snapshot));
}

/// With mutex_ held, while the past is shown: where T goes that was sent further back.
void PastEngine::noteFirst(std::int64_t first_ms)
{
    first_ms_ = first_ms;
    const std::int64_t now_ms = pace_.now_ms();
    if (const std::int64_t at_ms = visit_->head.at(now_ms); at_ms < first_ms) {
        visit_->head.goTo(first_ms, now_ms);
        visit_->awaited.reset();
    }
}

} // namespace livewall::engine
