// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/source.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace livewall::engine {

/// What feeds that cannot give it again have given while a store is awaited: once that is there,
/// counting begins again, and this is counted once more. Not thread-safe.
class KeptBatches
{
public:
    /// So many elements are kept, some 150 MB. Beyond that all of them are given up.
    static constexpr std::uint64_t kMaxElements = 1'000'000;
    /// Small batches are joined until they are of so many elements.
    static constexpr std::uint64_t kBatchElements = 1'000;

    /// `is_from_start`: what is kept is all that the feeds have given.
    KeptBatches(std::size_t feeds, bool is_from_start);

    /// Before keep(): a batch that invents history says that its feed does so each time, and what
    /// it gives need not be kept.
    void note(std::size_t feed, const feed::Batch& batch);

    /// Keeps what a batch holds that has been counted, where that does not come again: but for the
    /// words about its rejections, which were said.
    void keep(std::size_t feed, const feed::Batch& batch);

    struct Kept
    {
        std::vector<std::unique_ptr<feed::Batch>> batches; ///< in their order
        bool is_all = false;                               ///< that the feed has given in this run
    };

    /// What was kept of a feed; from then on it is not all any more.
    Kept take(std::size_t feed);

private:
    struct Feed
    {
        Kept kept;
        bool is_invented = false;
    };

    std::vector<Feed> feeds_;
    std::uint64_t elements_ = 0;
};

} // namespace livewall::engine
