// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/configuredwall.h"

#include <QFileInfo>

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
QString noticeOf(const std::vector<config::Fault>& faults)
{
    const QString first = shortText(faults.front()).section(u"; "_s, 0, 0);
    const QString others =
        faults.size() == 1 ? QString() : u" (and %1 more)"_s.arg(faults.size() - 1);
    return first + others + u"; the old one goes on"_s;
}

bool isDemoConfig(const config::Config& config)
{
    return std::ranges::any_of(config.feeds, isDemo, &config::Feed::url);
}

} // namespace

ConfiguredWall::ConfiguredWall(const CLI::App& app, const Arguments& arguments,
                               const engine::Clock& clock)
    : app_(app), arguments_(arguments), clock_(clock)
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
        showSetUp({});
        return true;
    }
    const config::Loaded loaded = loadConfigOrLastGood(path, places_);
    complainOf(app_, loaded.faults);
    if (!loaded.config || loaded.config->feeds.empty()) {
        showSetUp(loaded.faults);
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
        showSetUp(loaded.faults);
    } else if (!begin(*loaded.config)) {
        showSetUp({{path, {}, "cannot be begun with; the log says why. Mend it and start again"}});
        look_.stop(); // trying every two seconds would fill that log
    }
}

void ConfiguredWall::showSetUp(const std::vector<config::Fault>& faults)
{
    QStringList lines;
    for (const config::Fault& fault : faults)
        lines.push_back(shortText(fault));
    if (!set_up_) {
        const std::string path = file();
        const std::string either = places_.user_file + " or " + places_.system_file;
        set_up_ = std::make_unique<widgets::SetUpScreen>(
            QString::fromStdString(path.empty() ? either : path));
        showWindow(*set_up_, arguments_.window);
        look_.start();
    }
    set_up_->setFaults(lines);
}

void ConfiguredWall::reload()
{
    if (!wall_) {
        look();
        return;
    }
    const config::Loaded loaded = reloadConfig(file(), places_);
    complainOf(app_, loaded.faults);
    if (!loaded.config)
        keepOn(noticeOf(loaded.faults));
    else if (loaded.config->feeds.empty())
        keepOn(u"The configuration has no [[feed]] any more; the one before goes on"_s);
    else if (configured(*loaded.config, places_, arguments_.store).store == wall_->store &&
             wall_->engine->latest()->saving.failing_since_ms)
        keepOn(u"The new configuration waits until the wall can save: reload it then"_s);
    else
        replace(*loaded.config);
}

void ConfiguredWall::keepOn(const QString& notice)
{
    notice_ = notice;
    complain(app_, "not reloaded: " + notice.toStdString());
}

/// Its store must be free for the next: between the two nothing is counted, and what feeds can send
/// again is.
void ConfiguredWall::replace(const config::Config& config)
{
    notice_.clear();
    finish();
    if (begin(config)) {
        complain(app_, "reloaded " + file());
        return;
    }
    // Short: a screen cuts off what is longer.
    keepOn(u"New configuration cannot be begun (see the log); the one before goes on"_s);
    if (begin(config_))
        return;
    wall_.reset();
    showSetUp({{file(), {}, "cannot be begun with; the log says why"}});
}

bool ConfiguredWall::begin(const config::Config& config)
{
    auto wall = make(config);
    if (!wall)
        return false;
    config_ = config;
    wall->engine->start();
    showWindow(*wall->window, windowOf(config));
    wall->window->start();
    // What was shown before goes only now: the screen is never empty.
    look_.stop();
    set_up_.reset();
    const auto before = std::exchange(wall_, std::move(wall));
    return true;
}

std::unique_ptr<ConfiguredWall::Wall> ConfiguredWall::make(const config::Config& config)
{
    const auto counting = arguments_.board.read(app_, &config);
    if (!counting)
        return nullptr;
    const LiveArguments live = configured(config, places_, arguments_.store);
    const engine::Mode mode = isDemoConfig(config) ? engine::Mode::Demo : engine::Mode::Live;
    auto wall = std::make_unique<Wall>();
    wall->store = live.store;
    wall->engine = makeLiveEngine(app_, live, {.board = counting->board, .mode = mode}, clock_);
    if (!wall->engine)
        return nullptr;
    wall->log = std::make_unique<FeedLog>(app_, *wall->engine, live.feeds);
    wall->window = makeWindow(*wall->engine, windowOf(config), [this] { return notice_; });
    return wall;
}

WindowArguments ConfiguredWall::windowOf(const config::Config& config) const
{
    WindowArguments window = arguments_.window;
    if (app_.count("--page") == 0) {
        window.pages.clear();
        for (const std::string& name : config.pages)
            window.pages.push_back(pageNamed(name).value());
    }
    if (app_.count("--dwell") == 0)
        window.dwell_ms = config.dwell_ms;
    return window;
}

bool ConfiguredWall::finish()
{
    if (!wall_ || wall_->engine->finish())
        return true;
    complain(app_, wall_->store + ": the last of it could not be saved");
    return false;
}

} // namespace livewall::app
