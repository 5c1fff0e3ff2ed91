// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/linedecoder.h"

#include <cstring>
#include <utility>

namespace livewall::event {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// What an unfinished line may hold: a byte order mark and a CR are not part of its length.
constexpr std::size_t kTailBytes = kByteOrderMark.size() + kMaxLineBytes + 1;

} // namespace

LineDecoder::LineDecoder(DecoderOptions options)
    : decoder_(std::move(options)), tail_(kTailBytes + Decoder::kPadding, ' ')
{
}

void LineDecoder::feed(std::span<const char> bytes, EventBatch& batch)
{
    const char* next = bytes.data();
    const char* const end = next + bytes.size();
    while (next != end) {
        const auto left = static_cast<std::size_t>(end - next);
        const void* const found = std::memchr(next, '\n', left);
        if (found == nullptr) {
            hold({next, left});
            fed_bytes_ += left;
            return;
        }
        const auto size = static_cast<std::size_t>(static_cast<const char*>(found) - next);
        fed_bytes_ += size + 1;
        if (tail_bytes_ == 0 && !overlong_ && left - size >= Decoder::kPadding) {
            decodeLine({next, size}, batch);
        } else {
            hold({next, size});
            decodeTail(batch);
        }
        consumed_bytes_ = fed_bytes_;
        next += size + 1;
    }
}

void LineDecoder::finish(EventBatch& batch)
{
    if (tail_bytes_ == 0 && !overlong_)
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
    if (overlong_ || piece.size() > kTailBytes - tail_bytes_) {
        overlong_ = true;
        return;
    }
    std::memcpy(tail_.data() + tail_bytes_, piece.data(), piece.size());
    tail_bytes_ += piece.size();
}

void LineDecoder::decodeTail(EventBatch& batch)
{
    if (overlong_)
        decoder_.rejectLength(++lines_, batch);
    else
        decodeLine({tail_.data(), tail_bytes_}, batch);
    tail_bytes_ = 0;
    overlong_ = false;
}

void LineDecoder::decodeLine(std::string_view line, EventBatch& batch)
{
    ++lines_;
    if (lines_ == 1 && line.starts_with(kByteOrderMark))
        line.remove_prefix(kByteOrderMark.size());
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    decoder_.decode(line, lines_, batch);
}

} // namespace livewall::event
