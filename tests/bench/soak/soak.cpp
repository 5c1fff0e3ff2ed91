// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Whether a wall that hangs for weeks grows: the real engine with its store, two windows with all
// pages and the past, over simulated days as fast as the machine goes. Prints what the process
// holds after each day, and ends with 1 where that grows or a figure is wrong.
#include "app/livewall/arguments.h"
#include "app/livewall/wallsource.h"
#include "app/livewall/walltime.h"
#include "app/livewall/wallwindows.h"
#include "app/livewall/wiring.h"
#include "app/options/commandline.h"
#include "models/engine/liveengine.h"
#include "models/engine/pastengine.h"
#include "models/event/country.h"
#include "models/store/store.h"
#include "tests/bench/soak/footprint.h"
#include "tests/bench/soak/invented.h"
#include "tests/bench/soak/steppedsource.h"
#include "widgets/map/mappage.h"
#include "widgets/page/page.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <format>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <QApplication>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace livewall::soak {

namespace {

constexpr std::int64_t kMinute_ms = 60'000;
constexpr std::int64_t kHour_ms = 60 * kMinute_ms;
constexpr std::int64_t kDay_ms = 24 * kHour_ms;
/// Monday 2026-06-01, after the last change of the clocks.
constexpr std::int64_t kStart_ms = 1'780'272'000'000;
/// The longest step while nobody looks, and a frame's.
constexpr std::int64_t kStep_ms = kMinute_ms;
constexpr std::int64_t kWarmUpStep_ms = 10 * kMinute_ms;
constexpr std::int64_t kFrame_ms = 500;
/// How long the wall is looked at, and how long a page stays meanwhile: so long that the map's
/// camera flies.
constexpr std::int64_t kShow_ms = 30'000;
constexpr std::int64_t kDwell_ms = 26'000;
constexpr std::chrono::seconds kPatience(60);
/// A disk's time is real: the wall is not to be so fast that it gathers what it cannot save.
constexpr std::int64_t kSaveEvery_ms = 5 * kMinute_ms;
constexpr std::chrono::milliseconds kDiskTime(20);
constexpr std::int64_t kMostUnsaved_ms = 2 * kSaveEvery_ms + kWarmUpStep_ms;

/// What was seen, so that a soak of nothing is none.
struct Seen
{
    std::uint64_t frames = 0;
    std::map<QString, std::uint64_t> pages;
    std::uint64_t flown = 0; ///< frames in which the map's view moved
    std::uint64_t past = 0;
    std::uint64_t pulses = 0;
    std::uint64_t ghosts = 0;
    std::uint64_t partial = 0;
    std::uint64_t waits = 0; ///< for the disk
};

class Clock final : public engine::Clock
{
public:
    explicit Clock(std::int64_t now_ms) : now_ms_(now_ms) {}
    std::int64_t now_ms() const override { return now_ms_; }
    void set(std::int64_t now_ms) { now_ms_ = now_ms; }

private:
    std::atomic<std::int64_t> now_ms_;
};

/// The wall and its time.
class Wall
{
public:
    explicit Wall(const std::string& store);
    ~Wall() { stop(); }

    void start();
    /// To that time, at which the feeds say what has happened and it is counted.
    void advance(std::int64_t now_ms);
    /// One frame of all windows.
    void look();
    /// With each frame from now on so many bytes are lost.
    void leak(std::size_t bytes) { leak_bytes_ = bytes; }
    /// An instant of the past, looked at.
    void visitPast(std::int64_t at_ms);
    bool stop();

    std::int64_t now_ms() const { return clock_.now_ms(); }
    /// What is wrong with its figures; empty: nothing.
    std::string fault();
    const Seen& seen() const { return seen_; }

private:
    struct Window
    {
        std::unique_ptr<widgets::WallWindow> widget;
        widgets::MapPage* map = nullptr;
        widgets::Camera camera = {};
    };

    std::unique_ptr<engine::LiveEngine> makeEngine(const std::string& store);
    void addWindow(const app::WindowArguments& arguments);

    Clock clock_{kStart_ms};
    Invented invented_{kStart_ms / 1000 - 1};
    SteppedSource* shop_ = nullptr; ///< the engine's
    SteppedSource* till_ = nullptr; ///< likewise
    stats::BoardOptions board_;
    std::unique_ptr<engine::LiveEngine> engine_;
    engine::PastEngine past_;
    const std::shared_ptr<app::WallTime> time_ =
        std::make_shared<app::WallTime>(past_, board_.zone, clock_);
    app::WallSource source_;
    std::vector<Window> windows_;
    std::size_t leak_bytes_ = 0;
    std::vector<char*> leaked_;
    Seen seen_;
};

[[noreturn]] void give_up(const std::string& why)
{
    std::cerr << "soak: " << why << '\n';
    std::quick_exit(1);
}

/// Waits until `isDone`, in real time.
template <typename Condition>
void await(const char* what, Condition isDone)
{
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (!isDone()) {
        if (std::chrono::steady_clock::now() > end)
            give_up(std::format("waited in vain for {}", what));
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
}

stats::BoardOptions boardOptions()
{
    return {
        .zone = stats::Zone::find("Europe/Stockholm").value(),
        .exclude = {event::Country::fromCode("fi").value(), event::Country::fromCode("se").value()},
        .map = {.has_details = true}};
}

Wall::Wall(const std::string& store)
    : board_(boardOptions())
    , engine_(makeEngine(store))
    , past_(*engine_, store, board_, clock_)
    , source_(past_)
{
    using enum app::PageKind;
    app::WindowArguments arguments{.pages = {Top, Hour, Excluding, Day, Map, Week, Desk},
                                   .is_windowed = true,
                                   .size = {1280, 720},
                                   .dwell_ms = kDwell_ms};
    addWindow(arguments);
    arguments.size = {540, 960};
    arguments.theme = &widgets::Theme::light();
    arguments.pages = {Map, Desk, Week, Day, Excluding, Hour, Top};
    addWindow(arguments);
}

std::unique_ptr<engine::LiveEngine> Wall::makeEngine(const std::string& store)
{
    auto opened = store::Store::openToWrite(store);
    if (!opened.store)
        give_up(opened.message());
    auto shop = std::make_unique<SteppedSource>(
        "shop", [this](std::int64_t now_ms) { return std::optional(invented_.shop(now_ms)); },
        [this](feed::Batch& batch) { invented_.addShopHistory(batch); });
    auto till = std::make_unique<SteppedSource>(
        "till", [this](std::int64_t now_ms) { return invented_.till(now_ms); },
        [this](feed::Batch& batch) { invented_.addTillHistory(batch); });
    shop_ = shop.get();
    till_ = till.get();
    std::vector<engine::LiveEngine::Feed> feeds;
    feeds.push_back({.description = {.name = "shop", .resumes = false}, .source = std::move(shop)});
    feeds.push_back({.description = {.name = "till", .resumes = false}, .source = std::move(till)});
    return std::make_unique<engine::LiveEngine>(
        engine::LiveEngine::Settings{.board = board_}, std::move(feeds), clock_,
        [](const std::string& line) { std::cerr << "soak: " << line << '\n'; },
        engine::Keeping{.store = std::move(opened.store), .save_ms = kSaveEvery_ms});
}

void Wall::addWindow(const app::WindowArguments& arguments)
{
    Window& window = windows_.emplace_back();
    window.widget = app::makeWindow(source_, time_, arguments);
    window.widget->resize(arguments.size);
    window.widget->show();
    window.map = window.widget->findChild<widgets::MapPage*>();
}

void Wall::start()
{
    past_.start();
}

void Wall::advance(std::int64_t now_ms)
{
    clock_.set(now_ms);
    shop_->step(now_ms);
    till_->step(now_ms);
    await("the engine", [&] {
        return engine_->received() == shop_->given() + till_->given() &&
               engine_->latest()->figures.at_ms / 1000 == now_ms / 1000;
    });
    // What has been saved shows with the next picture.
    if (engine_->latest()->saving.saved_to_ms.value_or(now_ms) < now_ms - kMostUnsaved_ms) {
        ++seen_.waits;
        std::this_thread::sleep_for(kDiskTime);
    }
}

void Wall::look()
{
    time_->look();
    for (Window& window : windows_) {
        window.widget->step(now_ms());
        QApplication::processEvents();
        // As an event loop does, which nothing here runs in.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        ++seen_.frames;
        if (leak_bytes_ > 0)
            std::memset(leaked_.emplace_back(static_cast<char*>(std::malloc(leak_bytes_))), 1,
                        leak_bytes_);
        for (const auto* page : window.widget->findChildren<widgets::Page*>()) {
            if (page->isVisible())
                ++seen_.pages[page->name()];
        }
        const widgets::Camera camera = window.map->viewport().camera();
        seen_.flown += camera == std::exchange(window.camera, camera) ? 0 : 1;
    }
    const auto snapshot = engine_->latest();
    seen_.partial += snapshot->feeds[1].lost_ms ? 1 : 0;
    seen_.ghosts += std::ranges::any_of(snapshot->usual_stores, &engine::UsualStore::is_ghost);
}

void Wall::visitPast(std::int64_t at_ms)
{
    past_.goTo(at_ms);
    await("the past", [this] {
        const auto shown = past_.latest();
        return shown->mode == engine::Mode::Past && !shown->awaited_ms;
    });
    for (int frame = 0; frame < 4; ++frame)
        look();
    ++seen_.past;
    past_.goLive();
}

std::string Wall::fault()
{
    // A picture may have been made before the last of its second came in: a next one has it.
    auto snapshot = engine_->latest();
    do {
        advance(now_ms() + 1000);
        snapshot = engine_->latest();
    } while (snapshot->ledger.received != shop_->given() + till_->given());
    const stats::Figures& figures = snapshot->figures;
    const Counted seen{.hour = figures.hour.total,
                       .hour_attempts = figures.hour.attempts,
                       .day = figures.day.total};
    const Counted wanted = invented_.counted(now_ms());
    if (snapshot->saving.failing_since_ms)
        return "cannot save: " + snapshot->saving.trouble.text();
    if (snapshot->ledger.rejected() > 0)
        return "something was rejected";
    if (seen != wanted)
        return std::format("the hour shows {} of {}, {} attempts of {}; the day {} of {}",
                           seen.hour, wanted.hour, seen.hour_attempts, wanted.hour_attempts,
                           seen.day, wanted.day);
    return {};
}

bool Wall::stop()
{
    return engine_->finish();
}

struct Plan
{
    int days = 30;
    int warm_up = 9;
    int settling = 25;
    int shows = 24; ///< a day
    double most_percent = 1;
    std::size_t leak_bytes = 0; ///< a frame
};

/// A day, with its shows at times that wander through the hours.
void liveADay(Wall& wall, const Plan& plan)
{
    const std::int64_t from_ms = wall.now_ms() / kDay_ms * kDay_ms;
    const std::int64_t every_ms = kDay_ms / std::max(plan.shows, 1);
    for (int show = 0; show < plan.shows; ++show) {
        const std::int64_t at_ms = from_ms + show * every_ms + show * 7 % 50 * kMinute_ms;
        while (wall.now_ms() + kStep_ms <= at_ms)
            wall.advance(wall.now_ms() + kStep_ms);
        for (std::int64_t shown_ms = 0; shown_ms < kShow_ms; shown_ms += kFrame_ms) {
            wall.advance(wall.now_ms() + kFrame_ms);
            wall.look();
        }
    }
    wall.visitPast(wall.now_ms() - 26 * kHour_ms);
    while (wall.now_ms() < from_ms + kDay_ms)
        wall.advance(std::min(wall.now_ms() + kStep_ms, from_ms + kDay_ms));
}

/// The mean of some days.
double meanOf(std::span<const Footprint> days, std::size_t Footprint::*what)
{
    double sum = 0;
    for (const Footprint& day : days)
        sum += static_cast<double>(day.*what);
    return sum / static_cast<double>(days.size());
}

/// Whether `what` has grown, from the first days to the last ones: whole weeks where there are two,
/// as weekdays differ.
bool hasGrown(const std::vector<Footprint>& days, std::size_t Footprint::*what, const char* name,
              double most_percent)
{
    const std::size_t some = days.size() >= 14 ? 7 : std::max<std::size_t>(1, days.size() / 3);
    const double first = meanOf(std::span(days).first(some), what);
    const double last = meanOf(std::span(days).last(some), what);
    const double percent = (last - first) / first * 100;
    std::cout << std::format("{}: first {} days {:.2f} MB, last {:.2f} MB: {:+.2f}%\n", name, some,
                             first / 1e6, last / 1e6, percent);
    return percent >= most_percent;
}

void print(int day, const Footprint& held, const Seen& seen, double seconds)
{
    std::cout << std::format(
                     "day {:2}: {:7.2f} MB, heap {:7.2f} MB, {} files, {} threads; {} "
                     "frames, {} flown, {} with a ghost, {} without the till, {} waits, {:.0f} s\n",
                     day, static_cast<double>(held.memory_bytes) / 1e6,
                     static_cast<double>(held.heap_bytes) / 1e6, held.descriptors, held.threads,
                     seen.frames, seen.flown, seen.ghosts, seen.partial, seen.waits, seconds)
              << std::flush;
}

int run(const Plan& plan)
{
    QTemporaryDir folder;
    Wall wall(folder.filePath(u"wall.db"_s).toStdString());
    wall.start();
    wall.leak(plan.leak_bytes);
    const auto began = std::chrono::steady_clock::now();
    const auto seconds = [began] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    };
    const std::int64_t warm_ms = wall.now_ms() + plan.warm_up * kDay_ms;
    while (wall.now_ms() < warm_ms)
        wall.advance(wall.now_ms() + kWarmUpStep_ms);
    std::cout << std::format("warmed up by {} days in {:.0f} s\n", plan.warm_up, seconds())
              << std::flush;
    // What is drawn is kept to be drawn again, up to a bound.
    for (int day = 0; day < plan.settling; ++day)
        liveADay(wall, plan);

    bool is_wrong = false;
    std::vector<Footprint> days;
    for (int day = 1; day <= plan.days; ++day) {
        liveADay(wall, plan);
        days.push_back(footprint());
        print(day, days.back(), wall.seen(), seconds());
        if (const std::string fault = wall.fault(); !fault.empty()) {
            std::cerr << "soak: day " << day << ": " << fault << '\n';
            is_wrong = true;
        }
    }
    for (const auto& [page, frames] : wall.seen().pages)
        std::cout << std::format("{}: {} frames\n", page.toStdString(), frames);
    is_wrong |= hasGrown(days, &Footprint::memory_bytes, "memory", plan.most_percent);
    is_wrong |= hasGrown(days, &Footprint::heap_bytes, "heap", plan.most_percent);
    const auto isMore = [&](int Footprint::*what) {
        return std::ranges::max(days, {}, what).*what > days.front().*what + 1;
    };
    if (isMore(&Footprint::descriptors) || isMore(&Footprint::threads)) {
        std::cerr << "soak: files or threads grow\n";
        is_wrong = true;
    }
    const Seen& seen = wall.seen();
    if (seen.pages.size() < 7 || seen.flown == 0 || seen.ghosts == 0 || seen.partial == 0) {
        std::cerr << "soak: not all of the wall was shown\n";
        is_wrong = true;
    }
    if (!wall.stop()) {
        std::cerr << "soak: the last of it could not be saved\n";
        is_wrong = true;
    }
    return is_wrong ? 1 : 0;
}

} // namespace

} // namespace livewall::soak

int main(int argc, char** argv)
{
    using namespace livewall;

    CLI::App app("A wall over simulated days: does it grow?", "soak");
    soak::Plan plan;
    app.add_option("--days", plan.days, "After the warm-up")
        ->check(CLI::Range(3, 3650))
        ->capture_default_str();
    app.add_option("--warm-up", plan.warm_up,
                   "Days before that, in which the windows fill up; 29 more are its history")
        ->check(CLI::Range(0, 60))
        ->capture_default_str();
    app.add_option("--settling", plan.settling,
                   "Days after the warm-up in which pictures' caches fill up, which is not counted")
        ->check(CLI::Range(0, 60))
        ->capture_default_str();
    app.add_option("--shows", plan.shows, "How often a day the wall is looked at, for 30 s")
        ->check(CLI::Range(0, 48))
        ->capture_default_str();
    app.add_option("--most", plan.most_percent, "Growth in percent that is too much")
        ->capture_default_str();
    app.add_option("--leak", plan.leak_bytes,
                   "Bytes to lose with each frame: a soak that works finds them")
        ->capture_default_str();
    CLI11_PARSE(app, argc, argv);

    qputenv("QT_QPA_PLATFORM", "offscreen");
    const auto application = app::makeApplication(app, {}, argc, argv);
    return application ? soak::run(plan) : app::kBadUse;
}
