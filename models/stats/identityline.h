// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"

#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace livewall::stats {

/// Ten places for identities that are written down elsewhere, at positions that only ever grow: in
/// one line of the processor's cache it says of nearly every identity that it is not there. A place
/// keeps a position and 16 bits of the identity's 128; so what matches must be looked at. Masks
/// have a bit for each place, the first its lowest.
///
/// Positions wrap around. One is before another where it is less than 2^31 behind it.
class alignas(64) IdentityLine
{
public:
    using Mask = unsigned;
    using Position = std::uint32_t;

    static constexpr std::size_t kPlaces = 10;
    static constexpr Mask kAll = (1U << kPlaces) - 1;

    /// Where an identity may be. What is or was there may be another one.
    Mask matching(const event::Identity& identity) const
    {
#if defined(__SSE2__)
        const __m128i wanted = _mm_set1_epi16(static_cast<short>(fingerprintOf(identity)));
        const auto alike = [&](std::size_t from) {
            return _mm_cmpeq_epi16(load(&fingerprints_[from]), wanted);
        };
        // The last two stand at the end of eight that overlap the first eight.
        const auto bits =
            static_cast<Mask>(_mm_movemask_epi8(_mm_packs_epi16(alike(0), alike(kPlaces - 8))));
        return (bits & 0xFF) | (bits >> 14 << 8);
#else
        Mask mask = 0;
        for (std::size_t place = 0; place < kPlaces; ++place)
            mask |= Mask{fingerprints_[place] == fingerprintOf(identity)} << place;
        return mask;
#endif
    }

    /// Places of a position before `first`: what was there has gone.
    Mask before(Position first) const
    {
#if defined(__SSE2__)
        const __m128i firsts = _mm_set1_epi32(static_cast<int>(first));
        const auto negative = [&](std::size_t from) {
            const __m128i behind = _mm_sub_epi32(load(&positions_[from]), firsts);
            return static_cast<Mask>(_mm_movemask_ps(_mm_castsi128_ps(behind)));
        };
        return negative(0) | negative(4) << 4 | negative(kPlaces - 4) >> 2 << 8;
#else
        Mask mask = 0;
        for (std::size_t place = 0; place < kPlaces; ++place)
            mask |= Mask{isBefore(positions_[place], first)} << place;
        return mask;
#endif
    }

    Position position(unsigned place) const
    {
        return positions_[place];
    }

    void put(unsigned place, const event::Identity& identity, Position position)
    {
        positions_[place] = position;
        fingerprints_[place] = fingerprintOf(identity);
    }

    /// Whether an identity that found no place here may be at `first` or behind it: of 16 kinds of
    /// identities it is known which ones went past.
    bool mayHavePassed(const event::Identity& identity, Position first) const
    {
        return (passed_ & kindOf(identity)) != 0 && !haveAllGone(first);
    }
    /// An identity at `position`, which is at `first` or behind it, found no place here.
    void notePassed(const event::Identity& identity, Position position, Position first)
    {
        const Span span = spanOf(position);
        if (haveAllGone(first)) {
            passed_ = 0;
            last_passed_ = span;
        }
        passed_ |= kindOf(identity);
        last_passed_ = isBefore(last_passed_, span) ? span : last_passed_;
    }

    /// Keeps what is before `first` so close before it that it stays there for long.
    void bringNear(Position first)
    {
        for (Position& position : positions_)
            position = isBefore(position, first) ? first - 1 : position;
        if (haveAllGone(first)) {
            passed_ = 0;
            last_passed_ = spanOf(first);
        }
    }

    static unsigned lowest(Mask mask)
    {
        return static_cast<unsigned>(std::countr_zero(mask));
    }

private:
    /// So many positions are told apart by what went past: 65,536.
    using Span = std::uint16_t;
    static Span spanOf(Position position)
    {
        return static_cast<Span>(position >> 16);
    }

    static bool isBefore(Position position, Position first)
    {
        return static_cast<std::int32_t>(position - first) < 0;
    }
    static bool isBefore(Span span, Span first)
    {
        return static_cast<std::int16_t>(span - first) < 0;
    }
    bool haveAllGone(Position first) const
    {
        return isBefore(last_passed_, spanOf(first));
    }

    /// One bit of 16, of others than the lowest one, which says no more than whether it is
    /// accepted.
    static std::uint16_t kindOf(const event::Identity& identity)
    {
        return static_cast<std::uint16_t>(1U << (fingerprintOf(identity) >> 12));
    }
    /// Accepted or not is part of it.
    static std::uint16_t fingerprintOf(const event::Identity& identity)
    {
        return static_cast<std::uint16_t>(identity.low);
    }
#if defined(__SSE2__)
    static __m128i load(const void* from)
    {
        return _mm_loadu_si128(static_cast<const __m128i*>(from));
    }
#endif

    Position positions_[kPlaces] = {};
    std::uint16_t fingerprints_[kPlaces] = {};
    std::uint16_t passed_ = 0; ///< kinds
    Span last_passed_ = 0;     ///< where the last of them is
};
static_assert(sizeof(IdentityLine) == 64);

} // namespace livewall::stats
