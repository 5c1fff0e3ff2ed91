// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/logfiles.h"
#include "models/feed/source.h"

namespace livewall::feed {

/// A file that others append to, from its beginning (or its cursor) and then as it grows, looked
/// at every 100 ms. It never ends by itself.
///
/// - Renamed and created anew: the old file is read to its end; once the new one has its first
///   byte, the old one's unfinished line counts as its last, and the new one follows.
/// - Truncated (copytruncate): read again from its beginning, and `detail` says so.
/// - Not there, or not readable: Connecting until it is; `detail` says what it waits for. A file
///   that was being read goes on where it was.
/// - A directory, a pipe: Failed.
///
/// The cursor is a FileCursor. Where the path's own file does not fit it, the rotated ones beside
/// it are asked (NAME.1, NAME-20260131; uncompressed): the one that fits is read to its end, then
/// those that were written to after it, then the path's own. Where none fits, the path's own is
/// read from its beginning and `detail` says so.
class FollowSource final : public Source
{
public:
    /// `spec.location` is a path. `read_at` is for tests.
    explicit FollowSource(FeedSpec spec, ReadAt read_at = &::pread);

    bool canBegin(std::string& error) const override;
    void run(Sink& sink, std::stop_token stop) override;

private:
    FeedSpec spec_;
    ReadAt read_at_;
};

} // namespace livewall::feed
