// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
#include "app/livewallctl/progressbar.h"
#include "app/options/commandline.h"
#include "app/options/endsignals.h"
#include "models/event/decoder.h"
#include "models/event/linedecoder.h"
#include "models/feed/bytereader.h"
#include "models/feed/pause.h"
#include "models/publish/publisherfactory.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <format>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace livewall::app {

namespace {

constexpr std::size_t kBlockBytes = 256 * 1024;

struct PublishArguments
{
    std::vector<std::string> files;
    std::string to;
    std::optional<double> speed; ///< of event time; none: as fast as it goes
    feed::Access access;
};

/// Holds lines back until their event time has come, at a speed. Lines that are older than one
/// before them wait for nothing.
class Pace
{
public:
    explicit Pace(double speed) : speed_(speed), decoder_(event::DecoderOptions{}) {}

    /// `line.data()` must be readable for event::Decoder::kPadding bytes beyond its end.
    void waitFor(std::string_view line, std::stop_token stop)
    {
        batch_.clear();
        decoder_.decode(line, 1, batch_);
        for (const event::Purchase& purchase : batch_.purchases)
            newest_ms_ = std::max(newest_ms_.value_or(purchase.time_ms), purchase.time_ms);
        if (!newest_ms_)
            return;
        if (!first_ms_) {
            first_ms_ = newest_ms_;
            begin_ = std::chrono::steady_clock::now();
        }
        const std::chrono::duration<double, std::milli> due(
            static_cast<double>(*newest_ms_ - *first_ms_) / speed_);
        const auto left = due - (std::chrono::steady_clock::now() - begin_);
        if (left.count() >= 1)
            feed::pause(std::move(stop), std::chrono::ceil<std::chrono::milliseconds>(left));
    }

private:
    const double speed_;
    event::Decoder decoder_;
    event::EventBatch batch_;
    std::optional<std::int64_t> first_ms_;
    std::optional<std::int64_t> newest_ms_;
    std::chrono::steady_clock::time_point begin_;
};

/// Sends the lines of files, one after the other. Blank ones are no events and are left out; of one
/// that is too long enough is sent that a reader rejects it as such.
class Publishing
{
public:
    Publishing(publish::Publisher& publisher, std::optional<double> speed, std::stop_token stop)
        : publisher_(publisher), stop_(std::move(stop))
    {
        if (speed)
            pace_.emplace(*speed);
    }

    /// False: it ends here, and `error` says why, unless it was asked to stop.
    bool send(feed::ByteReader& reader, ProgressBar& bar, std::string& error)
    {
        event::LineDecoder cutter(event::DecoderOptions{.keeps_lines = true});
        std::vector<char> block(kBlockBytes);
        std::ptrdiff_t size = 0;
        while ((size = reader.read(block)) > 0) {
            cutter.feed(std::span(block).first(static_cast<std::size_t>(size)), cut_);
            if (!sendCut(error))
                return false;
            bar.show(reader.share());
        }
        if (size < 0) {
            error = reader.error();
            return false;
        }
        cutter.finish(cut_);
        return sendCut(error);
    }

    std::uint64_t lines() const { return lines_; }

private:
    bool sendCut(std::string& error)
    {
        cut_.lines.reserve(cut_.lines.size() + event::Decoder::kPadding);
        std::string_view left = cut_.lines;
        while (!left.empty() && !stop_.stop_requested()) {
            std::string_view line = left.substr(0, left.find('\n'));
            left.remove_prefix(line.size() + 1);
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            if (line.find_first_not_of(" \t") == std::string_view::npos)
                continue;
            if (pace_)
                pace_->waitFor(line, stop_);
            if (stop_.stop_requested())
                break;
            if (!publisher_.send(line)) {
                error = publisher_.error();
                return false;
            }
            ++lines_;
        }
        cut_.clear();
        return !stop_.stop_requested();
    }

    publish::Publisher& publisher_;
    std::stop_token stop_;
    std::optional<Pace> pace_;
    event::EventBatch cut_; ///< its lines are what is wanted of it
    std::uint64_t lines_ = 0;
};

int publishFiles(const CLI::App& app, const PublishArguments& arguments)
{
    EndSignals signals; // before any thread starts
    std::stop_source stop;
    const std::jthread watch([&signals, &stop](const std::stop_token& done) {
        constexpr std::int64_t kLookEvery_ms = 50;
        while (!done.stop_requested() && !signals.wait(kLookEvery_ms)) {
        }
        stop.request_stop();
    });
    ProgressBar bar;
    std::string error;
    const auto publisher = publish::makePublisher({.location = arguments.to,
                                                   .access = arguments.access,
                                                   .stop = stop.get_token(),
                                                   .note =
                                                       [&](const std::string& line) {
                                                           bar.clear();
                                                           complain(app, line);
                                                       }},
                                                  error);
    if (!publisher) {
        complain(app, error);
        return kBadUse;
    }
    Publishing publishing(*publisher, arguments.speed, stop.get_token());
    bool is_sent = true;
    for (const std::string& file : arguments.files) {
        const auto reader = feed::openBytes(file, error, stop.get_token());
        is_sent = reader && publishing.send(*reader, bar, error);
        if (!is_sent)
            break;
    }
    // What was sent before it ended early counts, too.
    if (publishing.lines() > 0 && !publisher->finish()) {
        is_sent = false;
        error = publisher->error();
    }
    bar.clear();
    if (!is_sent) {
        complain(app, std::format("{}; ended after {} lines", error.empty() ? "interrupted" : error,
                                  publisher->delivered()));
        return kBadUse;
    }
    complain(app, std::format("sent {} lines", publisher->delivered()));
    return kDone;
}

void addAccess(CLI::App& command, feed::Access& access)
{
    const auto add = [&command](const char* name, std::string& file, const char* what) {
        command.add_option(name, file, what)->type_name("FILE");
    };
    add("--ca-file", access.ca_file, "PEM: whom to trust instead of the system's authorities");
    add("--certificate-file", access.certificate_file, "PEM: who we are, with --key-file");
    add("--key-file", access.key_file, "PEM: the key of --certificate-file");
    command.add_option("--user", access.user, "Whose password is in --secret-file");
    add("--secret-file", access.secret_file, "The password of --user, or else a token");
    add("--credentials-file", access.credentials_file, "NATS: a .creds file");
    add("--options-file", access.options_file, "Kafka: librdkafka's own properties");
}

} // namespace

void addPublishCommand(CLI::App& app, Command& chosen)
{
    auto arguments = std::make_shared<PublishArguments>();
    CLI::App* command = app.add_subcommand(
        "publish", "Send recorded lines to a broker, so that a wall can be tried end to end");
    command->set_version_flag("--version", app.version());
    command
        ->add_option("FILE", arguments->files,
                     "NDJSON files, sent in this order; .gz and .zst by their ending; - (standard "
                     "input)")
        ->required()
        ->type_name("");
    command
        ->add_option("--to", arguments->to,
                     "Where to: nats://HOST/STREAM[?subject=SUBJECT], kafka://BROKER/TOPIC, or "
                     "tcp-listen://ADDRESS:PORT "
                     "for whoever connects")
        ->required()
        ->type_name("URL");
    command
        ->add_option("--speed", arguments->speed,
                     "Pace it by event time: 1 as it was recorded, 60 a minute a second (default: "
                     "as fast as it goes)")
        ->check(CLI::Range(0.001, 1e6));
    addAccess(*command, arguments->access);
    command->callback([&app, &chosen, arguments] {
        chosen = [&app, arguments] { return publishFiles(app, *arguments); };
    });
}

} // namespace livewall::app
