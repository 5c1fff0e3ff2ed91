// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace livewall::event {

/// Where the texts of a batch lie, one behind the other. Grows by doubling; clear() keeps the
/// memory.
class TextPool
{
public:
    Text add(std::string_view piece)
    {
        makeRoom(piece.size());
        if (!piece.empty())
            std::memcpy(room_.data() + size_, piece.data(), piece.size());
        return take(piece.size());
    }

    /// The same for a piece that is readable up to kBlock bytes beyond its end, whatever they are:
    /// copied in blocks, as most texts are too short for a call to pay.
    Text addPadded(std::string_view piece)
    {
        makeRoom(piece.size());
        char* const to = room_.data() + size_;
        for (std::size_t at = 0; at < piece.size(); at += kBlock)
            std::memcpy(to + at, piece.data() + at, kBlock);
        return take(piece.size());
    }

    std::string_view view() const { return {room_.data(), size_}; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    /// Forgets all from `size` on, which is at most size().
    void cut(std::size_t size) { size_ = size; }
    void clear() { size_ = 0; }

    static constexpr std::size_t kBlock = 16;

private:
    void makeRoom(std::size_t bytes)
    {
        if (size_ + bytes + kBlock > room_.size()) [[unlikely]]
            grow(size_ + bytes + kBlock);
    }

    [[gnu::noinline]] void grow(std::size_t bytes)
    {
        room_.resize(std::max<std::size_t>(2 * room_.size(), bytes));
    }

    Text take(std::size_t bytes)
    {
        const Text taken{static_cast<std::uint32_t>(size_), static_cast<std::uint32_t>(bytes)};
        size_ += bytes;
        return taken;
    }

    std::string room_; ///< all of it, with room for a block beyond size_
    std::size_t size_ = 0;
};

} // namespace livewall::event
