// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/linedecoder.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace livewall::event {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// What an unfinished line may hold: a byte order mark and a CR are not part of its length, and
/// what is kept of a line that is too long is one byte short of showing that it was cut.
constexpr std::size_t kTailBytes = kByteOrderMark.size() + kKeptLineBytes + 1;

/// The whole lines at the front of `bytes`, but for those that end too close to its end to be read
/// where they are.
std::string_view paddedLinesOf(std::string_view bytes)
{
    if (bytes.size() <= Decoder::kPadding)
        return {};
    const std::size_t last = bytes.rfind('\n', bytes.size() - Decoder::kPadding - 1);
    return bytes.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

} // namespace

LineDecoder::LineDecoder(DecoderOptions options)
    : keeps_lines_(options.keeps_lines)
    , decoder_(std::move(options))
    , tail_(kTailBytes + Decoder::kPadding, ' ')
{
}

void LineDecoder::feed(std::span<const char> bytes, EventBatch& batch)
{
    const char* next = bytes.data();
    const char* const end = next + bytes.size();
    const char* const lines_end = next + paddedLinesOf({next, bytes.size()}).size();
    while (next != end) {
        if (next < lines_end && isBetweenLines()) {
            next += feedLikely({next, lines_end}, batch);
            if (next == end)
                return;
        }
        const auto left = static_cast<std::size_t>(end - next);
        const void* const found = std::memchr(next, '\n', left);
        if (found == nullptr) {
            hold({next, left});
            fed_bytes_ += left;
            return;
        }
        const auto size = static_cast<std::size_t>(static_cast<const char*>(found) - next);
        fed_bytes_ += size + 1;
        if (isBetweenLines() && left - size >= Decoder::kPadding) {
            decodeLine({next, size}, batch);
        } else {
            hold({next, size});
            decodeTail(batch);
        }
        consumed_bytes_ = fed_bytes_;
        next += size + 1;
    }
}

/// Decodes as many lines as can be guessed how, and gives their size.
std::size_t LineDecoder::feedLikely(std::string_view lines, EventBatch& batch)
{
    const Decoder::Run run = decoder_.decodeLikely(lines, batch);
    if (keeps_lines_)
        batch.lines.append(lines.substr(0, run.bytes));
    lines_ += run.lines;
    fed_bytes_ += run.bytes;
    consumed_bytes_ = fed_bytes_;
    return run.bytes;
}

void LineDecoder::finish(EventBatch& batch)
{
    if (isBetweenLines())
        return;
    decodeTail(batch);
    consumed_bytes_ = fed_bytes_;
}

void LineDecoder::restart()
{
    tail_bytes_ = 0;
    overlong_ = false;
    fed_bytes_ = consumed_bytes_ = lines_ = 0;
}

void LineDecoder::hold(std::string_view piece)
{
    const std::size_t fitting = std::min(piece.size(), kTailBytes - tail_bytes_);
    std::memcpy(tail_.data() + tail_bytes_, piece.data(), fitting);
    tail_bytes_ += fitting;
    overlong_ = overlong_ || fitting < piece.size();
}

void LineDecoder::decodeTail(EventBatch& batch)
{
    const std::string_view line(tail_.data(), tail_bytes_);
    if (!overlong_) {
        decodeLine(line, batch);
    } else {
        ++lines_;
        if (keeps_lines_)
            batch.keepLine(withoutMark(line));
        decoder_.rejectLength(lines_, batch);
    }
    tail_bytes_ = 0;
    overlong_ = false;
}

void LineDecoder::decodeLine(std::string_view line, EventBatch& batch)
{
    ++lines_;
    line = withoutMark(line);
    if (keeps_lines_)
        batch.keepLine(line);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    decoder_.decode(line, lines_, batch);
}

std::string_view LineDecoder::withoutMark(std::string_view line) const
{
    if (lines_ == 1 && line.starts_with(kByteOrderMark))
        line.remove_prefix(kByteOrderMark.size());
    return line;
}

} // namespace livewall::event
