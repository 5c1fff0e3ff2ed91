// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace livewall::soak {

/// What this process holds.
struct Footprint
{
    /// Resident memory of its own, not of files: RssAnon of /proc/self/status.
    std::size_t memory_bytes = 0;
    /// Of the heap, what is in use: uordblks and hblkhd of mallinfo2().
    std::size_t heap_bytes = 0;
    int descriptors = 0;
    int threads = 0;
};

/// After the heap has given back what it can.
Footprint footprint();

} // namespace livewall::soak
