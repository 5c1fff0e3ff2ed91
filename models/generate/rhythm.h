// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/generate/fixed.h"

#include <cstdint>

namespace livewall::generate {

/// When people buy: the rate of purchases over the week as clocks in Stockholm show it (summer
/// time by the European Union's rule of 1996), with every day and hour a little unlike the last
/// week's. The same for a seed on every machine, at any time from 2000 to 2100.
class Rhythm
{
public:
    explicit Rhythm(std::uint64_t seed) : seed_(seed) {}

    /// The rate in the minute that begins `minute` minutes after 1970, as a share of the peak of
    /// an average week; at most 1.25.
    Fixed rate(std::int64_t minute) const;

private:
    std::uint64_t seed_;
};

/// Seconds by which Stockholm is ahead of UTC: 3600 or 7200.
std::int64_t stockholmOffset(std::int64_t second);

} // namespace livewall::generate
