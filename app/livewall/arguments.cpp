// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/arguments.h"

#include "models/config/duration.h"
#include "models/engine/replayengine.h"
#include "widgets/shell/commands.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <ranges>
#include <string_view>
#include <utility>

namespace livewall::app {

namespace {

constexpr int kSmallestSide_px = 320;

std::optional<int> parseInt(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

struct NamedPage
{
    std::string_view name;
    PageKind page;
};

constexpr std::array<NamedPage, 7> kPages{{{"top", PageKind::Top},
                                           {"hour", PageKind::Hour},
                                           {"excluding", PageKind::Excluding},
                                           {"day", PageKind::Day},
                                           {"map", PageKind::Map},
                                           {"week", PageKind::Week},
                                           {"desk", PageKind::Desk}}};

/// "1920x1080"
std::optional<QSize> parseSize(std::string_view text)
{
    const std::size_t times = text.find('x');
    if (times == std::string_view::npos)
        return std::nullopt;
    const auto width = parseInt(text.substr(0, times));
    const auto height = parseInt(text.substr(times + 1));
    const auto fits = [](std::optional<int> side) {
        return side && *side >= kSmallestSide_px && *side <= kLargestSide_px;
    };
    if (!fits(width) || !fits(height))
        return std::nullopt;
    return QSize(*width, *height);
}

/// "top,week"
std::optional<std::vector<PageKind>> parsePages(std::string_view text)
{
    std::vector<PageKind> pages;
    for (const auto part : std::views::split(text, ',')) {
        const auto page = pageNamed(std::string_view(part.begin(), part.end()));
        if (!page)
            return std::nullopt;
        pages.push_back(*page);
    }
    return pages;
}

std::optional<std::vector<PageKind>> parseOnePage(std::string_view text)
{
    auto pages = parsePages(text);
    return pages && pages->size() == 1 ? pages : std::nullopt;
}

std::optional<double> parseSpeed(std::string_view text)
{
    if (text == "max")
        return engine::ReplayOptions::kAsFastAsItGoes;
    double speed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), speed);
    if (error != std::errc() || end != text.data() + text.size() || !(speed > 0) || speed > 1e6)
        return std::nullopt;
    return speed;
}

std::optional<double> parseRate(std::string_view text)
{
    double rate = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rate);
    if (error != std::errc() || end != text.data() + text.size() || !(rate > 0) || rate > 1e6)
        return std::nullopt;
    return rate;
}

/// Long enough for a percentile, and somebody waits for it.
std::optional<std::int64_t> parseBenchTime_ms(std::string_view text)
{
    const auto time_ms = config::parseDuration_ms(text);
    return time_ms && *time_ms >= 1'000 && *time_ms <= 3'600'000 ? time_ms : std::nullopt;
}

/// Whether by arrival.
std::optional<bool> parseOrder(std::string_view text)
{
    if (text != "event" && text != "arrival")
        return std::nullopt;
    return text == "arrival";
}

/// An option whose text `parse` turns into `target`, or that is refused with `advice`.
template <typename Value, typename Parse>
CLI::Option* addParsed(CLI::App& app, const std::string& name, Value& target, Parse parse,
                       const std::string& advice, const std::string& help)
{
    return app.add_option_function<std::string>(
        name,
        [&target, parse, advice, name](const std::string& text) {
            const auto value = parse(text);
            if (!value)
                throw CLI::ValidationError(name, text + ": " + advice);
            target = *value;
        },
        help);
}

std::optional<const widgets::Theme*> parseTheme(std::string_view text)
{
    const widgets::Theme* const theme =
        widgets::Theme::named(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    return theme ? std::optional(theme) : std::nullopt;
}

std::optional<resources::Language> parseLanguage(std::string_view text)
{
    return resources::languageNamed(
        QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

/// What windows and pictures have alike.
void addLook(CLI::App& command, WindowArguments& window)
{
    addParsed(command, "--size", window.size, parseSize,
              "write width and height in pixels, as 1920x1080, 320 to 16384 each",
              "Size in pixels (default: 1920x1080)")
        ->type_name("WxH");
    addParsed(command, "--theme", window.theme, parseTheme, "themes are dark and light",
              "Colours, for a dark room or a light one (default: dark)")
        ->type_name("dark|light");
    addParsed(command, "--lang", window.language, parseLanguage,
              "languages are en and sv (English and Swedish)",
              "Language of the screen (default: the system's, else en)")
        ->type_name("en|sv");
}

/// As the wall lists them.
std::string keys()
{
    const auto bindings = widgets::keyBindings();
    qsizetype widest = 0;
    for (const widgets::KeyBinding& binding : bindings)
        widest = std::max(widest, binding.label.size());
    QString text = QStringLiteral("KEYS:\n");
    for (const widgets::KeyBinding& binding : bindings) {
        if (!binding.label.isEmpty())
            text += QStringLiteral("  %1  %2\n").arg(binding.label, -widest).arg(binding.meaning);
    }
    return text.toStdString();
}

void addShow(CLI::App& command, WindowArguments& window)
{
    addParsed(command, "--page", window.pages, parsePages,
              "pages are top, hour, excluding, day, map, week and desk, with commas between",
              "Pages to show, in this order (default: top,map,week)")
        ->type_name("PAGE,...");
    addLook(command, window);
    command.add_flag("--windowed", window.is_windowed, "A window instead of the whole screen");
    command.add_flag("--kiosk", window.is_kiosk,
                     "No key does anything but turn pages, and no window can be closed");
    command.add_flag_callback(
        "--no-tour", [&window] { window.is_touring = false; },
        "The map stays with the view of all");
    addParsed(command, "--dwell", window.dwell_ms, config::parseDuration_ms,
              "write a time such as 20s or 2m", "How long each page stays (default: 20s)")
        ->type_name("TIME");
}

void addBench(CLI::App& command, BenchArguments& bench)
{
    addParsed(command, "--page", bench.pages, parsePages,
              "pages are top, hour, excluding, day, map, week and desk, with commas between",
              "Pages to measure, one after the other")
        ->type_name("PAGE,...");
    addParsed(command, "--size", bench.size, parseSize,
              "write width and height in pixels, as 1920x1080, 320 to 16384 each",
              "Size of the window in pixels")
        ->type_name("WxH");
    addParsed(command, "--events", bench.events_per_second, parseRate,
              "write a number above 0, at most 1000000", "Invented purchases a second")
        ->type_name("N");
    addParsed(command, "--time", bench.time_ms, parseBenchTime_ms,
              "write a time such as 8s, 1s to 1h", "How long each page is measured (default: 8s)")
        ->type_name("TIME");
    command.add_option("--since", bench.since_us)->group(""); // for itself
    command.add_flag("--check", bench.is_checked,
                     "Exit with 1 where a figure is not what is asked of it");
    command.footer(
        "Without --page, --size and --events: the map with 300 pulses and a flying camera "
        "at 1920x1080 and 3840x2160, a Top 10 at 60 events/s, and each kind of page at "
        "100000. Where there is no display, it draws all the same.");
}

} // namespace

std::optional<PageKind> pageNamed(std::string_view name)
{
    const auto found = std::ranges::find(kPages, name, &NamedPage::name);
    return found == kPages.end() ? std::nullopt : std::optional(found->page);
}

std::string_view nameOf(PageKind page)
{
    return std::ranges::find(kPages, page, &NamedPage::page)->name;
}

void addArguments(CLI::App& app, Arguments& arguments)
{
    arguments.window.pages = {PageKind::Top, PageKind::Map, PageKind::Week};

    app.add_option("--feed", arguments.feeds,
                   "Where purchases come from, once for each feed: a file, - (standard input), "
                   "or a URL: follow:, http(s)://, ws(s)://, tcp://, tls://, nats://, kafka://")
        ->type_name("URL_OR_FILE")
        ->allow_extra_args(false);
    app.add_flag("--demo", arguments.demo, "Invented purchases, marked as such");
    app.add_option("--config", arguments.config,
                   "The wall's configuration, without --feed or --demo (default: livewall/"
                   "livewall.toml in $XDG_CONFIG_HOME, else in /etc)")
        ->type_name("FILE.toml");
    app.add_option("--store", arguments.store,
                   "Keep what is counted in this database, and go on from it")
        ->type_name("DB");
    app.add_flag("--list-screens", arguments.lists_screens,
                 "Print the outputs that are there, as [[screen]] names them, and end");
    addShow(app, arguments.window);
    arguments.board.addTo(app);
    arguments.board.addMapTo(app);
    app.footer(keys());

    CLI::App* replay = app.add_subcommand("replay", "Play recorded files on the same screens");
    replay->set_version_flag("--version", app.version());
    replay
        ->add_option("FILE", arguments.files,
                     "Recorded NDJSON files, .gz and .zst by their ending; or folders that "
                     "livewallctl record wrote")
        ->required()
        ->type_name("");
    addParsed(*replay, "--speed", arguments.speed, parseSpeed,
              "write a number such as 1, 60 or 3600, or max",
              "Event seconds a second, or max (default: 1)")
        ->type_name("N|max");
    addParsed(*replay, "--by", arguments.is_by_arrival, parseOrder, "write event or arrival",
              "Let purchases out by their own time, or when they arrived (default: event)")
        ->type_name("event|arrival");
    replay->add_option("--from", arguments.from, "Where to start (default: the first purchase)")
        ->check(instantArgument());
    replay->add_option("--to", arguments.to, "Where to stop (default: the last purchase)")
        ->check(instantArgument());
    addShow(*replay, arguments.window);
    arguments.board.addTo(*replay);
    arguments.board.addMapTo(*replay);
    replay->callback([&arguments] { arguments.command = Arguments::Command::Replay; });

    CLI::App* snapshot = app.add_subcommand(
        "snapshot", "Draw one page at one instant as a PNG picture, without a display");
    snapshot->set_version_flag("--version", app.version());
    snapshot
        ->add_option("FILE", arguments.files, "Recorded NDJSON files; .gz and .zst by their ending")
        ->type_name("");
    snapshot->add_flag("--demo", arguments.demo, "Invented purchases instead of files");
    snapshot->add_option("--store", arguments.store, "What a wall has kept, also while it runs")
        ->type_name("DB");
    snapshot
        ->add_option("--like", arguments.like,
                     "The same again as a picture that livewall made: its instant, page, size, "
                     "theme, language, zone and excluded countries, unless they are given")
        ->type_name("FILE.png");
    snapshot
        ->add_option("--at", arguments.at, "The instant to draw (default: the newest purchase's)")
        ->check(instantArgument());
    snapshot->add_option("--out", arguments.out, "The picture's file (.png)")
        ->required()
        ->type_name("FILE.png");
    addParsed(*snapshot, "--page", arguments.window.pages, parseOnePage,
              "a picture shows one page: top, hour, excluding, day, map, week or desk",
              "The page to draw (default: top)")
        ->type_name("PAGE");
    addLook(*snapshot, arguments.window);
    arguments.board.addTo(*snapshot);
    arguments.board.addMapTo(*snapshot);
    snapshot->callback([&arguments] { arguments.command = Arguments::Command::Snapshot; });

    CLI::App* bench = app.add_subcommand(
        "bench", "Measure how fast this machine draws the wall, on invented purchases, and print "
                 "it as JSON");
    bench->set_version_flag("--version", app.version());
    addBench(*bench, arguments.bench);
    bench->callback([&arguments] { arguments.command = Arguments::Command::Bench; });
}

} // namespace livewall::app
