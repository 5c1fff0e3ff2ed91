// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
//     instructions --lines         invents lines: the same ones each time
//     instructions STAGE BLOCKS    reads them all, runs one stage over so many blocks of them, and
//                                  prints how many events (of `rank`: calls) these were
//     instructions --stages        the stages, a line each
//     instructions --build         what it was compiled with, as JSON
//
// Runs with the same stage do the same before it, whatever the number of blocks. So the difference
// of two, divided by the difference of their events, is what an event takes (see `check`).
#include "models/engine/stages.h"
#include "models/event/linedecoder.h"
#include "models/feed/lineblocks.h"
#include "models/generate/eventstream.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace livewall;

namespace {

constexpr std::size_t kBlocks = 16;
/// More than the blocks can hold, whatever they are cut to.
constexpr std::size_t kInputBytes = (kBlocks + 1) * feed::LineBlock::kBytes;

/// As many to the second as in the comparison with another program (tests/bench/compare): the
/// first hours of a day of many purchases.
int printLines()
{
    std::size_t size = 0;
    generate::writeEvents(
        {.events = 700'000, .minutes = 24 * 60, .merchants = 20'000, .duplicates = 0.5, .late = 1},
        [&](std::string_view piece) {
            std::cout.write(piece.data(), static_cast<std::streamsize>(piece.size()));
            size += piece.size();
            return size < kInputBytes;
        });
    return std::cout.flush() ? 0 : 2;
}

/// What printLines() printed.
bool readLines(std::string& lines)
{
    lines.resize(kInputBytes);
    return static_cast<bool>(
        std::cin.read(lines.data(), static_cast<std::streamsize>(lines.size())));
}

std::vector<std::string_view> blocksOf(std::string_view lines)
{
    std::vector<std::string_view> blocks;
    while (blocks.size() < kBlocks)
        blocks.push_back(engine::cutBlock(lines));
    return blocks;
}

std::uint64_t decode(std::span<const std::string_view> blocks, bool guesses)
{
    // As for a report, which shows no map.
    event::LineDecoder decoder({.guesses = guesses, .keeps_places = false});
    event::EventBatch batch;
    std::uint64_t events = 0;
    for (const std::string_view block : blocks) {
        batch.clear();
        decoder.feed(block, batch);
        events += batch.received;
    }
    return events;
}

/// Blocks that have been decoded, judged, or aggregated.
class Counting
{
public:
    explicit Counting(std::span<const std::string_view> blocks) : batches_(blocks.size())
    {
        event::LineDecoder decoder({});
        for (std::size_t i = 0; i < blocks.size(); ++i)
            decoder.feed(blocks[i], batches_[i]);
        judged_.resize(blocks.size());
    }

    std::uint64_t judge(std::size_t blocks)
    {
        for (std::size_t i = 0; i < blocks; ++i) {
            intake_.enter(batches_[i]);
            engine::judge(intake_, batches_[i], stats::Intake::kAnySecond, judged_[i]);
        }
        return events(blocks);
    }

    std::uint64_t aggregate(std::size_t blocks)
    {
        for (std::size_t i = 0; i < blocks; ++i)
            engine::aggregate(board_, batches_[i], judged_[i]);
        return events(blocks);
    }

    std::uint64_t locate(std::size_t blocks)
    {
        for (std::size_t i = 0; i < blocks; ++i)
            engine::locate(board_, batches_[i], judged_[i]);
        return events(blocks);
    }

    /// Each a second after the one before, as on a wall.
    std::uint64_t rank(std::size_t times)
    {
        for (std::size_t i = 0; i < times; ++i) {
            board_.advance(board_.second() + 1);
            if (board_.figures(board_.second() * 1000).day.rows.empty())
                std::abort();
        }
        return times;
    }

private:
    std::uint64_t events(std::size_t blocks) const
    {
        std::uint64_t events = 0;
        for (std::size_t i = 0; i < blocks; ++i)
            events += batches_[i].received;
        return events;
    }

    std::vector<event::EventBatch> batches_;
    std::vector<engine::Judged> judged_;
    stats::Intake intake_;
    stats::Board board_{
        {.exclude = {*event::Country::fromCode("fi"), *event::Country::fromCode("se")}}};
};

struct Stage
{
    std::string_view name;
    /// Runs it over the first `count` of all blocks, and gives the number of their events.
    std::uint64_t (*run)(std::span<const std::string_view> blocks, std::size_t count);
};

constexpr std::array kStages = {
    Stage{"find_lines",
          [](std::span<const std::string_view> blocks, std::size_t count) {
              std::uint64_t lines = 0;
              for (const std::string_view block : blocks.first(count))
                  lines += engine::findLines(block);
              return lines;
          }},
    Stage{"decode", [](std::span<const std::string_view> blocks,
                       std::size_t count) { return decode(blocks.first(count), true); }},
    Stage{"decode_long_way", [](std::span<const std::string_view> blocks,
                                std::size_t count) { return decode(blocks.first(count), false); }},
    Stage{"dedupe", [](std::span<const std::string_view> blocks,
                       std::size_t count) { return Counting(blocks).judge(count); }},
    Stage{"aggregate",
          [](std::span<const std::string_view> blocks, std::size_t count) {
              Counting counting(blocks);
              counting.judge(blocks.size());
              return counting.aggregate(count);
          }},
    Stage{"map",
          [](std::span<const std::string_view> blocks, std::size_t count) {
              Counting counting(blocks);
              counting.judge(blocks.size());
              counting.aggregate(blocks.size());
              return counting.locate(count);
          }},
    Stage{"rank",
          [](std::span<const std::string_view> blocks, std::size_t count) {
              Counting counting(blocks);
              counting.judge(blocks.size());
              counting.aggregate(blocks.size());
              return counting.rank(count);
          }},
};

std::optional<std::size_t> blockCount(std::string_view text)
{
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size() || count == 0 || count > kBlocks)
        return std::nullopt;
    return count;
}

int run(std::string_view name, std::string_view blocks)
{
    const auto stage = std::ranges::find(kStages, name, &Stage::name);
    const auto count = blockCount(blocks);
    if (stage == kStages.end() || !count) {
        std::cerr << "instructions: there is no stage " << name << ", or are no " << blocks
                  << " of " << kBlocks << " blocks\n";
        return 2;
    }
    std::string lines;
    if (!readLines(lines)) {
        std::cerr << "instructions: its input is not what --lines prints\n";
        return 2;
    }
    std::cout << stage->run(blocksOf(lines), *count) << '\n';
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    if (arguments.size() == 2)
        return run(arguments[0], arguments[1]);
    if (arguments.size() == 1 && arguments[0] == "--build") {
        std::cout << R"({"compiler": ")" LIVEWALL_COMPILER
                     R"(", "build_type": ")" LIVEWALL_BUILD_TYPE R"(", "flags": ")" LIVEWALL_FLAGS
                     R"("})"
                     "\n";
        return 0;
    }
    if (arguments.size() == 1 && arguments[0] == "--lines")
        return printLines();
    if (arguments.size() == 1 && arguments[0] == "--stages") {
        for (const Stage& stage : kStages)
            std::cout << stage.name << '\n';
        return 0;
    }
    std::cerr << "instructions STAGE BLOCKS | --lines | --stages | --build\n";
    return 2;
}
