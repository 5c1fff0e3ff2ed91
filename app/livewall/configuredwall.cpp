// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/configuredwall.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMetaObject>
#include <QScopeGuard>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace livewall::app {

namespace {

/// As a screen has room for it: the file without its folder.
QString shortText(config::Fault fault)
{
    fault.file = QFileInfo(QString::fromStdString(fault.file)).fileName().toStdString();
    return QString::fromStdString(fault.text());
}

/// What is wrong, without what could stand there instead: that is in the log.
Notice noticeOf(const std::vector<config::Fault>& faults)
{
    const QString first = shortText(faults.front()).section(u"; "_s, 0, 0);
    if (faults.size() == 1)
        return Notice(QT_TRANSLATE_NOOP("Notice", "%1; the old one goes on"), {first});
    return Notice(QT_TRANSLATE_NOOP("Notice", "%1 (and %2 more); the old one goes on"),
                  {first, QString::number(faults.size() - 1)});
}

// Short: a screen cuts off what is longer.
const Notice kCannotBegin(QT_TRANSLATE_NOOP(
    "Notice", "New configuration cannot be begun (see the log); the one before goes on"));

bool isDemoConfig(const config::Config& config)
{
    return std::ranges::any_of(config.feeds, isDemo, &config::Feed::url);
}

config::Appearance appearanceOf(const config::Config& config)
{
    return {.theme = config.theme, .language = config.language};
}

} // namespace

ConfiguredWall::ConfiguredWall(const CLI::App& app, const Arguments& arguments,
                               const engine::Clock& clock)
    : app_(app)
    , arguments_(arguments)
    , clock_(clock)
    , lighting_(app, clock, [this](double percent) { shine(percent); })
{
    look_.setInterval(kLookEvery_ms);
    QObject::connect(&look_, &QTimer::timeout, &look_, [this] { look(); });
}

std::string ConfiguredWall::file() const
{
    return arguments_.config.empty() ? places_.file() : arguments_.config;
}

bool ConfiguredWall::start()
{
    const std::string path = file();
    if (path.empty()) {
        showSetUp({}, {});
        return true;
    }
    const config::Loaded loaded = loadConfigOrLastGood(path, places_);
    complainOf(app_, loaded.faults);
    if (!loaded.config || loaded.config->feeds.empty()) {
        showSetUp(loaded.faults, loaded.appearance);
        return true;
    }
    if (loaded.is_last_good) {
        complain(app_, "going on with what " + path + " held when it last loaded");
        notice_ = noticeOf(loaded.faults);
    }
    return begin(*loaded.config);
}

void ConfiguredWall::look()
{
    const std::string path = file();
    if (path.empty()) {
        set_up_->setFaults({});
        return;
    }
    const config::Loaded loaded = loadConfig(path, places_);
    if (!loaded.config || loaded.config->feeds.empty()) {
        showSetUp(loaded.faults, loaded.appearance);
    } else if (!begin(*loaded.config)) {
        showSetUp({{path,
                    {},
                    QCoreApplication::translate(
                        "Notice", "cannot be begun with; the log says why. Mend it and start again")
                        .toStdString()}},
                  loaded.appearance);
        look_.stop(); // trying every two seconds would fill that log
    }
}

void ConfiguredWall::showSetUp(const std::vector<config::Fault>& faults,
                               const config::Appearance& appearance)
{
    const WindowArguments window = windowIn(appearance);
    speak(window);
    QStringList lines;
    for (const config::Fault& fault : faults)
        lines.push_back(shortText(fault));
    if (!set_up_) {
        const std::string path = file();
        const QString either = QCoreApplication::translate("Notice", "%1 or %2")
                                   .arg(QString::fromStdString(places_.user_file),
                                        QString::fromStdString(places_.system_file));
        set_up_ = std::make_unique<widgets::SetUpScreen>(
            path.empty() ? either : QString::fromStdString(path), *window.theme);
        set_up_->setKiosk(arguments_.window.is_kiosk);
        QObject::connect(set_up_.get(), &widgets::SetUpScreen::closed, qApp,
                         [] { QApplication::exit(); });
        if (arguments_.window.is_windowed) {
            set_up_->resize(arguments_.window.size);
            set_up_->show();
        } else {
            set_up_place_.emplace(app_, std::vector<Placement::Window>{{.widget = set_up_.get()}});
        }
        look_.start();
    }
    set_up_->setTheme(*window.theme);
    set_up_->setFaults(lines);
}

void ConfiguredWall::reload()
{
    if (successor_.valid()) {
        is_asked_again_ = true;
        return;
    }
    if (!wall_) {
        look();
        return;
    }
    const config::Loaded loaded = reloadConfig(file(), places_);
    complainOf(app_, loaded.faults);
    if (!loaded.config)
        keepOn(noticeOf(loaded.faults));
    else if (loaded.config->feeds.empty())
        keepOn(Notice(QT_TRANSLATE_NOOP(
            "Notice", "The configuration has no [[feed]] any more; the one before goes on")));
    else if (const engine::Saving saving = wall_->engine->latest()->saving;
             saving.failing_since_ms && storeOf(*loaded.config) == storeOf(wall_->plan.config))
        keepOn(saving.is_for_good
                   ? Notice(QT_TRANSLATE_NOOP(
                         "Notice",
                         "Counts in memory only: restart the wall to take the new configuration"))
                   : Notice(QT_TRANSLATE_NOOP(
                         "Notice",
                         "The new configuration waits until the wall can save: reload it then")));
    else
        replace(*loaded.config);
}

void ConfiguredWall::keepOn(const Notice& notice)
{
    notice_ = notice;
    complain(app_, "not reloaded: " + notice.inLog().toStdString());
}

void ConfiguredWall::replace(const config::Config& config)
{
    auto plan = planOf(config);
    if (!plan) {
        keepOn(kCannotBegin);
        return;
    }
    notice_ = Notice(QT_TRANSLATE_NOOP(
        "Notice", "The new configuration is being begun; until then these figures stand"));
    wall_->log.reset(); // that its feeds end is no news
    successor_ = std::async(std::launch::async, [this, &wall = *wall_, plan = *std::move(plan)] {
        const auto came = qScopeGuard([this] {
            QMetaObject::invokeMethod(
                &successor_came_, [this] { takeOver(); }, Qt::QueuedConnection);
        });
        return succeed(wall, plan);
    });
}

/// The store must be free for the next: until that has it nothing is counted.
ConfiguredWall::Successor ConfiguredWall::succeed(Wall& wall, Plan plan) const
{
    Successor successor{.is_saved = finish(wall), .is_new = true, .plan = std::move(plan)};
    successor.engine = makeEngine(successor.plan);
    if (successor.engine)
        return successor;
    successor.is_new = false;
    successor.plan = wall.plan;
    successor.engine = makeEngine(successor.plan);
    return successor;
}

void ConfiguredWall::takeOver()
{
    if (!successor_.valid())
        return; // it came when the program was to end
    Successor successor = successor_.get();
    notice_ = {};
    if (!successor.is_saved)
        notice_ = Notice(QT_TRANSLATE_NOOP(
            "Notice", "The last figures before the new configuration could not be saved"));
    if (successor.is_new)
        complain(app_, "reloaded " + file());
    else
        keepOn(kCannotBegin);
    if (successor.engine) {
        show(std::move(successor.plan), std::move(successor.engine));
    } else {
        wall_.reset();
        showSetUp({{file(),
                    {},
                    QCoreApplication::translate("Notice", "cannot be begun with; the log says why")
                        .toStdString()}},
                  appearanceOf(successor.plan.config));
    }
    if (std::exchange(is_asked_again_, false))
        reload();
}

bool ConfiguredWall::begin(const config::Config& config)
{
    auto plan = planOf(config);
    auto engine = plan ? makeEngine(*plan) : nullptr;
    if (!engine)
        return false;
    show(*std::move(plan), std::move(engine));
    return true;
}

void ConfiguredWall::show(Plan plan, std::unique_ptr<engine::LiveEngine> engine)
{
    auto wall = std::make_unique<Wall>();
    wall->plan = std::move(plan);
    wall->engine = std::move(engine);
    const config::Config& config = wall->plan.config;
    wall->log = std::make_unique<FeedLog>(app_, *wall->engine, configuredFeeds(config));
    const stats::BoardOptions& board = wall->plan.settings.board;
    wall->past = std::make_unique<engine::PastEngine>(*wall->engine, storeOf(config), board, pace_);
    const std::vector<WindowArguments> windows = windowsOf(config);
    speak(windows.front()); // one language for all
    wall->windows = std::make_unique<WallWindows>(app_, *wall->past, *wall->past, board.zone,
                                                  windows, [this] { return notice_.onScreen(); });
    wall->windows->setBrightness(lighting_.brightness());
    wall->past->start();
    wall->windows->show();
    // What was shown before goes only now: the screen is never empty.
    look_.stop();
    set_up_place_.reset();
    set_up_.reset();
    const auto before = std::exchange(wall_, std::move(wall));
    light(*wall_);
}

void ConfiguredWall::shine(double percent)
{
    if (wall_)
        wall_->windows->setBrightness(percent);
}

void ConfiguredWall::light(const Wall& wall)
{
    const config::Config& config = wall.plan.config;
    lighting_.follow({.hours = config.dark,
                      .zone = wall.plan.settings.board.zone,
                      .on_command = config.on_command,
                      .off_command = config.off_command,
                      .wakes = !arguments_.window.is_kiosk});
}

std::optional<ConfiguredWall::Plan> ConfiguredWall::planOf(const config::Config& config) const
{
    auto counting = arguments_.board.read(app_, &config);
    if (!counting)
        return std::nullopt;
    const engine::Mode mode = isDemoConfig(config) ? engine::Mode::Demo : engine::Mode::Live;
    return Plan{.config = config, .settings = {.board = std::move(counting->board), .mode = mode}};
}

std::unique_ptr<engine::LiveEngine> ConfiguredWall::makeEngine(const Plan& plan) const
{
    return makeLiveEngine(app_, configured(plan.config, places_, arguments_.store), plan.settings,
                          clock_);
}

std::string ConfiguredWall::storeOf(const config::Config& config) const
{
    return configuredStore(config, places_, arguments_.store);
}

/// What the command line says wins.
WindowArguments ConfiguredWall::windowIn(const config::Appearance& appearance) const
{
    WindowArguments window = arguments_.window;
    if (app_.count("--theme") == 0)
        window.theme = widgets::Theme::named(QString::fromStdString(appearance.theme));
    if (app_.count("--lang") == 0 && appearance.language)
        window.language = resources::languageNamed(QString::fromStdString(*appearance.language));
    return window;
}

std::vector<WindowArguments> ConfiguredWall::windowsOf(const config::Config& config) const
{
    std::vector<config::Screen> screens = config.screens;
    if (screens.empty())
        screens.emplace_back();
    std::vector<WindowArguments> windows;
    for (const config::Screen& screen : screens) {
        WindowArguments& window = windows.emplace_back(windowIn(appearanceOf(config)));
        window.output = screen.output;
        window.overscan = screen.overscan.value_or(config.overscan);
        window.is_shifting = config.is_shifting;
        if (app_.count("--page") == 0) {
            window.pages.clear();
            for (const std::string& name : screen.pages.empty() ? config.pages : screen.pages)
                window.pages.push_back(pageNamed(name).value());
        }
        if (app_.count("--dwell") == 0)
            window.dwell_ms = screen.dwell_ms.value_or(config.dwell_ms);
        if (app_.count("--no-tour") == 0)
            window.is_touring = config.is_touring;
    }
    return windows;
}

bool ConfiguredWall::finish()
{
    if (successor_.valid())
        return successor_.get().is_saved; // the next one has counted nothing
    return !wall_ || finish(*wall_);
}

bool ConfiguredWall::finish(Wall& wall) const
{
    if (wall.engine->finish())
        return true;
    complain(app_, storeOf(wall.plan.config) + ": the last of it could not be saved");
    return false;
}

} // namespace livewall::app
