// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
#include "app/livewallctl/qtapplication.h"
#include "app/livewallctl/recorder.h"
#include "app/options/commandline.h"
#include "app/options/durations.h"
#include "app/options/endsignals.h"
#include "models/engine/clock.h"
#include "models/feed/sourcefactory.h"
#include "models/record/recordwriter.h"

#include <charconv>
#include <chrono>
#include <format>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::app {

namespace {

struct RecordArguments
{
    std::string feed;
    std::string folder;
    std::uint64_t max_bytes = 0;
    std::optional<std::int64_t> max_age_ms;
    std::optional<std::int64_t> for_ms;
};

/// "500M": a whole number above 0 and its unit, at most 1023 TiB.
std::optional<std::uint64_t> parseBytes(std::string_view text)
{
    constexpr std::string_view kUnits = "KMGT";
    constexpr std::uint64_t kLargest = 1023;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const std::size_t unit = text.size() == 1 ? kUnits.find(text.front()) : kUnits.size();
    const auto shift = text.empty() ? 0 : 10 * (unit + 1);
    if (error != std::errc() || text.size() > 1 || unit == std::string_view::npos || value < 1 ||
        value > (kLargest << 40) >> shift)
        return std::nullopt;
    return value << shift;
}

/// What files and indexes call the feed: host and path of a URL, without what follows, where a
/// secret may be; the name of a file.
std::string recordingName(std::string_view location)
{
    if (location == "-")
        return "standard-input";
    if (const std::size_t slashes = location.find("://");
        slashes != std::string_view::npos && !location.starts_with("file:")) {
        location.remove_prefix(slashes + 3);
        location = location.substr(0, location.find_first_of("?#"));
        while (location.ends_with('/'))
            location.remove_suffix(1);
        return std::string(location);
    }
    if (location.starts_with("demo:"))
        return "demo";
    const std::size_t begin = location.find_last_of("/:");
    return std::string(location.substr(begin == std::string_view::npos ? 0 : begin + 1));
}

std::string summary(const record::RecordWriter::Totals& totals, std::uint64_t gaps,
                    const std::string& folder)
{
    const std::string cut =
        totals.cut_lines > 0 ? std::format(" ({} cut: too long)", totals.cut_lines) : "";
    const std::string holes =
        gaps > 0 ? std::format("; {} {} in the feed", gaps, gaps == 1 ? "gap" : "gaps") : "";
    return std::format("recorded {} lines{}, {} bytes in {}, to {}{}", totals.lines, cut,
                       totals.content_bytes, totals.bytes, folder, holes);
}

int recordFeed(const CLI::App& app, const RecordArguments& arguments)
{
    EndSignals signals; // before any thread starts
    const QtApplication application;
    const engine::SystemClock clock;
    const feed::NowMs now_ms = [&clock] { return clock.now_ms(); };
    const std::string name = recordingName(arguments.feed);
    feed::FeedSpec spec{.location = arguments.feed,
                        .decoder = {.feed = name, .keeps_lines = true},
                        .now_ms = now_ms};
    std::string error;
    // Nothing is created for a feed that cannot be.
    const auto probe = feed::makeSource(spec, error);
    if (!probe || !probe->canBegin(error)) {
        complain(app, error);
        return kBadUse;
    }
    const auto writer = record::RecordWriter::open({.folder = arguments.folder,
                                                    .feed = name,
                                                    .max_bytes = arguments.max_bytes,
                                                    .max_age_ms = arguments.max_age_ms.value_or(0)},
                                                   now_ms(), error);
    if (!writer) {
        complain(app, error);
        return kBadUse;
    }
    spec.cursor = writer->cursor();
    const auto source = feed::makeSource(std::move(spec), error);

    const auto begin = std::chrono::steady_clock::now();
    const auto should_stop = [&] {
        const auto passed = std::chrono::steady_clock::now() - begin;
        return signals.wait(0) ||
               (arguments.for_ms && passed >= std::chrono::milliseconds(*arguments.for_ms));
    };
    Recorder recorder(*writer, name, now_ms);
    const Recorder::Outcome outcome = recorder.run(
        *source, should_stop, [&app](const std::string& line) { complain(app, line); });
    if (outcome.failure)
        complain(app, *outcome.failure);
    if (!outcome.is_written)
        complain(app, writer->error() + "; the last lines are not recorded");
    complain(app, summary(writer->totals(), outcome.gaps, arguments.folder));
    return outcome.failure || !outcome.is_written ? kBadUse : kDone;
}

} // namespace

void addRecordCommand(CLI::App& app, Command& chosen)
{
    auto arguments = std::make_shared<RecordArguments>();
    CLI::App* command = app.add_subcommand(
        "record", "Write a feed's lines as they are received to hourly files that replay plays");
    command->set_version_flag("--version", app.version());
    command
        ->add_option("--feed", arguments->feed,
                     "Where purchases come from: a file, - (standard input), or a URL: "
                     "follow:, http(s)://, ws(s)://, tcp://, tls://, nats://, kafka://")
        ->required()
        ->type_name("URL_OR_FILE");
    command->add_option("--out", arguments->folder, "The folder for the files")
        ->required()
        ->type_name("DIR");
    command
        ->add_option_function<std::string>(
            "--max-bytes",
            [arguments = arguments.get()](const std::string& text) {
                const auto bytes = parseBytes(text);
                if (!bytes)
                    throw CLI::ValidationError(
                        "--max-bytes", text + ": write a number of bytes such as 500M or 10G");
                arguments->max_bytes = *bytes;
            },
            "Remove the oldest complete files beyond so much (default: never)")
        ->type_name("N[K|M|G|T]");
    command
        ->add_option_function<std::string>(
            "--map",
            [](const std::string&) {
                throw CLI::ValidationError("--map", "lines are recorded as they are received; "
                                                    "give it to report, replay or import");
            })
        ->group(""); // not a choice
    addDuration(*command, "--max-age", arguments->max_age_ms,
                "Remove complete files that are older (default: never)");
    addDuration(*command, "--for", arguments->for_ms, "Stop after so long (default: never)");
    command->callback([&app, &chosen, arguments] {
        chosen = [&app, arguments] { return recordFeed(app, *arguments); };
    });
}

} // namespace livewall::app
