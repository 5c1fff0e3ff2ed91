// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/decoder.h"

#include <cstdint>
#include <functional>
#include <string>

namespace livewall::feed {

/// Milliseconds since 1970 by the clock that the wall goes by. Called from the source's thread.
using NowMs = std::function<std::int64_t()>;

/// One feed as somebody configured it, and where it left off.
struct FeedSpec
{
    std::string location; ///< as makeSource() takes it
    event::DecoderOptions decoder;
    std::string cursor; ///< of the last batch that was applied; empty: from the beginning
    NowMs now_ms;       ///< never empty
};

} // namespace livewall::feed
