// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/linebatches.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace livewall::feed {

LineBatches::LineBatches(Sink& sink, event::DecoderOptions decoder, NowMs now_ms)
    : batches_(sink, std::move(decoder), std::move(now_ms),
               [this] { return position().toString(); })
{
}

void LineBatches::begin(const FileCursor& start, std::string_view head)
{
    batches_.restart();
    start_ = start;
    head_ = head;
}

bool LineBatches::feed(std::span<const char> bytes)
{
    keepHead(bytes);
    return batches_.feed(bytes);
}

FileCursor LineBatches::position() const
{
    FileCursor position = start_;
    position.offset += batches_.lines().consumedBytes();
    const std::size_t known = std::min<std::uint64_t>(head_.size(), position.offset);
    position.head = Fingerprint::of(std::string_view(head_).substr(0, known));
    return position;
}

void LineBatches::keepHead(std::span<const char> bytes)
{
    const std::size_t wanted = Fingerprint::kMaxBytes - head_.size();
    head_.append(bytes.data(), std::min(wanted, bytes.size()));
}

} // namespace livewall::feed
