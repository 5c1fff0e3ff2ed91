// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/decoder.h"

#include <string>
#include <string_view>

namespace livewall::event {

/// What one line decodes to. Behind the line stands `padding`, which must not matter.
inline EventBatch decodeLine(std::string_view line, DecoderOptions options = {}, char padding = '}')
{
    std::string padded(line);
    padded.append(Decoder::kPadding, padding);
    EventBatch batch;
    Decoder(std::move(options)).decode({padded.data(), line.size()}, 1, batch);
    return batch;
}

/// A batch's counts in words: "purchase 2, json 1".
inline std::string outcome(const EventBatch& batch)
{
    std::string words;
    const auto say = [&words](std::string_view word, std::uint64_t count) {
        if (count == 0)
            return;
        words.append(words.empty() ? "" : ", ").append(word).append(" ");
        words.append(std::to_string(count));
    };
    say("purchase", batch.purchases.size());
    say("control", batch.control);
    say("unknown type", batch.unknown_type);
    for (std::size_t i = 0; i < kRejections; ++i)
        say(kRejectionNames[i], batch.rejected[i]);
    return words;
}

} // namespace livewall::event
