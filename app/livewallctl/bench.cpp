// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/bench.h"

#include <algorithm>
#include <fstream>
#include <utility>

namespace livewall::app {

namespace {
using Clock = std::chrono::steady_clock;
} // namespace

Bench::Bench(stats::BoardOptions options)
    : decoder_(event::DecoderOptions{.feed = "bench"}), board_(std::move(options))
{
}

void Bench::add(std::string_view lines)
{
    held_ += lines;
    if (held_.size() >= kRoundBytes)
        runRound();
}

void Bench::finish()
{
    if (!held_.empty())
        runRound();
}

void Bench::runRound()
{
    for (std::string_view left = held_; !left.empty();)
        countBlock(engine::cutBlock(left));
    refresh();
    bytes_ += held_.size();
    held_.clear();
}

void Bench::countBlock(std::string_view block)
{
    batch_.clear();
    const auto begin = Clock::now();
    // First of all: it leaves the block where a report's has just been read to, close by.
    lines_ += engine::findLines(block);
    const auto found = Clock::now();
    decoder_.feed(block, batch_);
    const auto decoded = Clock::now();
    intake_.enter(batch_);
    engine::judge(intake_, batch_, stats::Intake::kAnySecond, judged_);
    const auto judged = Clock::now();
    engine::aggregate(board_, batch_, judged_);
    const auto counted = Clock::now();
    engine::locate(board_, batch_, judged_);
    stages_.map += Clock::now() - counted;
    stages_.find_lines += found - begin;
    stages_.decode += decoded - found;
    stages_.dedupe += judged - decoded;
    stages_.aggregate += counted - judged;
    blocks_.push_back(counted - found);
}

void Bench::refresh()
{
    const auto begin = Clock::now();
    figures_ = board_.figures(judged_.newest_ms);
    const Time taken = Clock::now() - begin;
    stages_.rank += taken;
    refreshes_.push_back(taken);
}

Bench::Time percentile(std::vector<Bench::Time> times, int percent)
{
    if (times.empty())
        return {};
    const std::size_t rank = (times.size() * static_cast<std::size_t>(percent) + 99) / 100;
    const auto at = times.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1)) - 1;
    std::ranges::nth_element(times, at);
    return *at;
}

std::optional<std::uint64_t> peakMemory()
{
    // What getrusage() tells includes the memory of who started this program.
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        std::uint64_t kibibytes = 0;
        if (word == "VmHWM:" && status >> kibibytes)
            return kibibytes * 1024;
    }
    return std::nullopt;
}

} // namespace livewall::app
