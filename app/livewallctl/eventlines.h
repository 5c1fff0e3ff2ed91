// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/source.h"
#include "models/stats/zone.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace livewall::app {

/// What a feed gives, for somebody who reads it on a terminal: a line each, in columns.
///
///     2011-03-10 16:01:15.123  accepted              1234        499.12 SEK  se  "Store" "Tornio"
///                              rejected      line 7: eid: missing
///
/// Of a purchase only what is counted or shown is there, never what else its line holds. What
/// others have written stands in quotation marks and cannot move the cursor.
class EventLines
{
public:
    EventLines(stats::Zone zone, bool has_colour) : zone_(std::move(zone)), has_colour_(has_colour)
    {
    }

    /// Appends the lines for a batch, each with its end, and counts it. What was rejected follows
    /// the purchases that came with it.
    void add(const feed::Batch& batch, std::string& out);

    /// "received 12: 9 accepted, 1 not accepted, 2 rejected (1 json, 1 eid)"
    std::string summary() const;

    std::uint64_t received() const { return received_; }
    bool hasPurchase() const { return accepted_ + not_accepted_ > 0; }

private:
    enum class Tone { Good, Doubtful, Bad, Calm };

    void begin(std::string_view time, Tone tone, std::string_view word, std::string& out) const;
    void addNote(std::string_view word, std::string_view text, std::string& out) const;
    void addPurchase(const event::EventBatch& events, const event::Purchase& purchase,
                     std::string& out);
    std::string time(std::int64_t time_ms) const;

    stats::Zone zone_;
    bool has_colour_;
    std::uint64_t received_ = 0;
    std::uint64_t accepted_ = 0;
    std::uint64_t not_accepted_ = 0;
    std::uint64_t control_ = 0;
    std::uint64_t unknown_type_ = 0;
    std::uint64_t resent_ = 0;
    std::array<std::uint64_t, event::kRejections> rejected_{};
};

} // namespace livewall::app
