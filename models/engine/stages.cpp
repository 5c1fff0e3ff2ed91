// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/stages.h"

#include "models/feed/lineblocks.h"

#include <cstddef>
#include <cstring>

namespace livewall::engine {

std::string_view cutBlock(std::string_view& lines)
{
    std::size_t size = lines.size();
    if (size > feed::LineBlock::kBytes) {
        const std::size_t last = lines.rfind('\n', feed::LineBlock::kBytes - 1);
        if (last != std::string_view::npos)
            size = last + 1;
    }
    const std::string_view block = lines.substr(0, size);
    lines.remove_prefix(size);
    return block;
}

std::uint64_t findLines(std::string_view lines)
{
    std::uint64_t found = 0;
    while (!lines.empty()) {
        const void* const end = std::memchr(lines.data(), '\n', lines.size());
        if (end == nullptr)
            break;
        ++found;
        lines.remove_prefix(static_cast<std::size_t>(static_cast<const char*>(end) - lines.data()) +
                            1);
    }
    return found;
}

void aggregate(stats::Board& board, const event::EventBatch& batch, const Judged& judged)
{
    board.advance(judged.newest_ms / 1000);
    count(board, batch, judged.counting, false);
}

void locate(stats::Board& board, const event::EventBatch& batch, const Judged& judged)
{
    for (const std::uint32_t at : judged.counting) {
        if (const event::Purchase& purchase = batch.purchases[at]; purchase.accepted)
            board.addSighting(purchase, batch.view(purchase.merchant), batch.view(purchase.city));
    }
}

} // namespace livewall::engine
