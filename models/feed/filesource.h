// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/source.h"

namespace livewall::feed {

/// A file from its beginning (or its cursor) to its end: what openBytes() opens. Ended at the end,
/// its last line counted with or without a line end; Failed where it cannot be read to its end,
/// after all that could be read was delivered.
/// The cursor is a FileCursor without device and inode. One that does not fit the file's first
/// bytes starts it from the beginning, and `detail` says so.
class FileSource final : public Source
{
public:
    /// `spec.location` is a path or "-".
    explicit FileSource(FeedSpec spec);

    bool isRecorded() const override { return true; }
    bool canBegin(std::string& error) const override;
    void run(Sink& sink, std::stop_token stop) override;

private:
    FeedSpec spec_;
};

} // namespace livewall::feed
