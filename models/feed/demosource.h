// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/source.h"

#include <cstdint>

namespace livewall::feed {

/// The embedded generator: its history as one batch of Deltas that ends with the last whole second
/// before run(), then its purchases as `spec.now_ms` reaches them, looked at every 150 ms and read
/// by the decoder like any other feed's. `detail` carries the word DEMO.
///
/// The cursor is "demo1 SEED MS": all that had arrived by then was delivered. With one that the
/// history reaches back to there is no history again; the purchases since then come as events.
class DemoSource final : public Source
{
public:
    explicit DemoSource(FeedSpec spec, std::uint64_t seed = 1);

    void run(Sink& sink, std::stop_token stop) override;

private:
    FeedSpec spec_;
    std::uint64_t seed_;
};

} // namespace livewall::feed
