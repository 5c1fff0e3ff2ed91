// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/linedecoder.h"

#include <span>
#include <string_view>

/// What the real decoder makes of generated lines.
inline livewall::event::EventBatch decoded(std::string_view lines)
{
    livewall::event::LineDecoder decoder({.feed = "test"});
    livewall::event::EventBatch batch;
    decoder.feed(std::span(lines.data(), lines.size()), batch);
    decoder.finish(batch);
    return batch;
}
