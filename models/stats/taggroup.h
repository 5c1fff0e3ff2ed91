// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace livewall::stats {

/// Sixteen places of a hash table at once, each by one byte: seven bits of what is there, or one of
/// two that say that nothing is. (Kulukundis, "Designing a Fast, Efficient, Cache-friendly Hash
/// Table, Step by Step", CppCon 2017.) Masks have a bit for each place, the first its lowest.
class TagGroup
{
public:
    using Mask = std::uint32_t;

    static constexpr std::size_t kPlaces = 16;
    static constexpr std::uint8_t kFree = 0x80;    ///< nothing was ever put there
    static constexpr std::uint8_t kRemoved = 0xFF; ///< what was there is gone

    static bool isTaken(std::uint8_t tag) { return tag < kFree; }

    /// `tags`: of sixteen places, on a border of sixteen bytes.
    explicit TagGroup(const std::uint8_t* tags)
#if defined(__SSE2__)
        : tags_(_mm_load_si128(reinterpret_cast<const __m128i*>(tags)))
#else
        : tags_(tags)
#endif
    {
    }

    Mask taken() const
    {
        return ~vacant() & 0xFFFFU;
    }

#if defined(__SSE2__)
    Mask matching(std::uint8_t tag) const
    {
        const __m128i wanted = _mm_set1_epi8(static_cast<char>(tag));
        return static_cast<Mask>(_mm_movemask_epi8(_mm_cmpeq_epi8(tags_, wanted)));
    }

    /// Free, or what was there was removed.
    Mask vacant() const
    {
        return static_cast<Mask>(_mm_movemask_epi8(tags_));
    }

private:
    __m128i tags_;
#else
    Mask matching(std::uint8_t tag) const
    {
        Mask mask = 0;
        for (std::size_t place = 0; place < kPlaces; ++place)
            mask |= Mask{tags_[place] == tag} << place;
        return mask;
    }

    Mask vacant() const
    {
        Mask mask = 0;
        for (std::size_t place = 0; place < kPlaces; ++place)
            mask |= Mask{!isTaken(tags_[place])} << place;
        return mask;
    }

private:
    const std::uint8_t* tags_;
#endif
};

} // namespace livewall::stats
