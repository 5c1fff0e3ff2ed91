// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/linedecoder.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

namespace livewall::event {

/// Two decoders of one stream: one that guesses how a line is put together, and one that goes the
/// long way with every line.
class LikelyComparison
{
public:
    explicit LikelyComparison(bool keeps_places = true)
        : guessing_(options(true, keeps_places)), reading_(options(false, keeps_places))
    {
    }

    /// Feeds both with `bytes`. Whether they gave the same, to the last bit.
    bool feed(std::string_view bytes)
    {
        guessed_.clear();
        read_.clear();
        guessing_.feed(bytes, guessed_);
        reading_.feed(bytes, read_);
        return isSame();
    }

    bool finish()
    {
        guessed_.clear();
        read_.clear();
        guessing_.finish(guessed_);
        reading_.finish(read_);
        return isSame();
    }

    /// That the long way gave last.
    std::size_t purchases() const { return read_.purchases.size(); }

private:
    static DecoderOptions options(bool guesses, bool keeps_places)
    {
        DecoderOptions made;
        made.feed = "fuzz";
        made.samples_per_reason = 1'000'000'000;
        made.guesses = guesses;
        made.keeps_places = keeps_places;
        made.keeps_lines = true;
        return made;
    }

    bool isSame() const
    {
        const auto counts = [](const EventBatch& batch, const LineDecoder& decoder) {
            return std::tuple(batch.received, batch.control, batch.unknown_type, batch.rejected,
                              batch.heartbeat_ms, batch.heartbeats, batch.deploys.size(),
                              batch.cut_lines, decoder.lines(), decoder.consumedBytes());
        };
        return counts(guessed_, guessing_) == counts(read_, reading_) &&
               guessed_.text.view() == read_.text.view() && guessed_.lines == read_.lines &&
               std::ranges::equal(guessed_.purchases, read_.purchases, isSamePurchase) &&
               std::ranges::equal(guessed_.samples, read_.samples, isSameSample);
    }

    static bool isSamePurchase(const Purchase& a, const Purchase& b)
    {
        const auto all = [](const Purchase& p) {
            return std::tuple(
                p.time_ms, p.eid, p.amount, p.identity, p.merchant.offset, p.merchant.size,
                p.city.offset, p.city.size, std::bit_cast<std::uint32_t>(p.latitude),
                std::bit_cast<std::uint32_t>(p.longitude), p.currency, p.country, p.accepted);
        };
        return all(a) == all(b);
    }

    static bool isSameSample(const RejectionSample& a, const RejectionSample& b)
    {
        return a.reason == b.reason && a.line == b.line && a.message == b.message;
    }

    LineDecoder guessing_;
    LineDecoder reading_;
    EventBatch guessed_;
    EventBatch read_;
};

} // namespace livewall::event
