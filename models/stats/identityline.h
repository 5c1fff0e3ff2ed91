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

/// Four places for identities, each with a time, in one line of the processor's cache: what is
/// looked for is there, or is not, by one access to memory. Masks have a bit for each place, the
/// first its lowest.
///
/// Of an identity 96 of its 128 bits are kept, of which one says accepted or not. That any two of
/// 64 million have the same ones has a probability of 5e-14 (pairs of them / 2^95).
class alignas(64) IdentityLine
{
public:
    using Mask = unsigned;
    using Time = std::int32_t; ///< 0: nothing is there; it is before any other

    static constexpr std::size_t kPlaces = 4;
    static constexpr Mask kAll = (1U << kPlaces) - 1;

    /// Where an identity may be: at most one place. It may have a time that has passed.
    Mask matching(const event::Identity& identity) const
    {
        Mask mask = alike(lowOf(identity));
        // Nearly always none.
        for (Mask left = mask; left != 0; left &= left - 1) {
            const unsigned place = lowest(left);
            if (highs_[place] != identity.high || times_[place] == 0)
                mask &= ~(1U << place);
        }
        return mask;
    }

    /// Places of a time before `time`, which is above 0: what was there has passed.
    Mask before(Time time) const
    {
#if defined(__SSE2__)
        const __m128i times = _mm_load_si128(reinterpret_cast<const __m128i*>(times_));
        return maskOf(_mm_cmplt_epi32(times, _mm_set1_epi32(time)));
#else
        Mask mask = 0;
        for (std::size_t place = 0; place < kPlaces; ++place)
            mask |= Mask{times_[place] < time} << place;
        return mask;
#endif
    }

    void put(unsigned place, const event::Identity& identity, Time time)
    {
        highs_[place] = identity.high;
        lows_[place] = lowOf(identity);
        times_[place] = time;
    }

    /// Clears places of a time before `time`, which is above 0, and gives the number of the others.
    std::size_t clearBefore(Time time)
    {
        constexpr std::size_t kOthers[kAll + 1] = {4, 3, 3, 2, 3, 2, 2, 1, 3, 2, 2, 1, 2, 1, 1, 0};
        const Mask passed = before(time);
        for (Time& one : times_)
            one = one < time ? 0 : one;
        return kOthers[passed];
    }

    /// Whether all that is or was here has `home` in the bits of `mask`.
    bool isOfOneHome(std::uint64_t home, std::uint64_t mask) const
    {
        std::uint64_t different = 0;
        for (const std::uint64_t high : highs_)
            different |= high ^ home;
        return (different & mask) == 0;
    }

    Time time(unsigned place) const
    {
        return times_[place];
    }
    void setTime(unsigned place, Time time)
    {
        times_[place] = time;
    }

    /// The part of it that says where in a table it is to be looked for first.
    static std::uint64_t home(const event::Identity& identity)
    {
        return identity.high;
    }
    std::uint64_t home(unsigned place) const
    {
        return highs_[place];
    }

    /// Puts what another line has at `from` here.
    void copy(unsigned to, const IdentityLine& other, unsigned from)
    {
        highs_[to] = other.highs_[from];
        lows_[to] = other.lows_[from];
        times_[to] = other.times_[from];
    }

    static unsigned lowest(Mask mask)
    {
        return static_cast<unsigned>(std::countr_zero(mask));
    }

private:
    static std::uint32_t lowOf(const event::Identity& identity)
    {
        return static_cast<std::uint32_t>(identity.low);
    }

    Mask alike(std::uint32_t low) const
    {
#if defined(__SSE2__)
        const __m128i lows = _mm_load_si128(reinterpret_cast<const __m128i*>(lows_));
        return maskOf(_mm_cmpeq_epi32(lows, _mm_set1_epi32(static_cast<int>(low))));
#else
        Mask mask = 0;
        for (std::size_t place = 0; place < kPlaces; ++place)
            mask |= Mask{lows_[place] == low} << place;
        return mask;
#endif
    }

#if defined(__SSE2__)
    static Mask maskOf(__m128i places)
    {
        return static_cast<Mask>(_mm_movemask_ps(_mm_castsi128_ps(places)));
    }
#endif

    std::uint64_t highs_[kPlaces] = {};
    std::uint32_t lows_[kPlaces] = {}; ///< the lower halves of their lows; bit 0: accepted
    Time times_[kPlaces] = {};
};

} // namespace livewall::stats
