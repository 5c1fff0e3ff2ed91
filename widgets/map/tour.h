// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/itinerary.h"

#include <cstdint>
#include <optional>

namespace livewall::widgets {

/// When the camera flies, and where to: from the view of all to a purchase, on to the next, and
/// every kStops of them back to the view of all. A function of animation time; it knows no camera.
/// While nothing is bought it stays, and after a while goes back to the view of all.
class Tour
{
public:
    static constexpr std::int64_t kFlight_ms = 4'000;
    static constexpr std::int64_t kDwell_ms = 8'000;
    static constexpr int kStops = 3;
    /// Without a purchase it is so long at a place at most.
    static constexpr std::int64_t kAlone_ms = 60'000;

    /// A purchase of now, seen anywhere on the map.
    void see(Sight sight, std::int64_t now_ms) { itinerary_.add(std::move(sight), now_ms); }

    /// How long it stays at a place, else kDwell_ms.
    void setDwell(std::int64_t dwell_ms) { dwell_ms_ = dwell_ms; }

    /// Moves on to `now_ms`. True when a flight begins.
    bool advance(std::int64_t now_ms);

    /// At once to the view of all, where its time begins anew.
    void goHome(std::int64_t now_ms);

    /// By a flight to the view of all.
    void flyHome(std::int64_t now_ms) { fly(std::nullopt, now_ms); }

    /// Nothing moves until advance() is called again: a flight is at its end.
    void halt();

    /// Where it is or flies to; null: the view of all.
    const Sight* target() const { return target_ ? &*target_ : nullptr; }

    /// How far the flight to the target has come: 0 to 1, with ease. 1 while it is there.
    double progress(std::int64_t now_ms) const;
    bool isFlying(std::int64_t now_ms) const;

private:
    bool fly(std::optional<Sight> to, std::int64_t now_ms);

    Itinerary itinerary_;
    std::optional<Sight> target_;
    std::optional<std::int64_t> began_ms_;   ///< the flight, unless it never flew
    std::optional<std::int64_t> arrived_ms_; ///< there, or where it began
    std::int64_t dwell_ms_ = kDwell_ms;
    int stops_ = 0; ///< since the view of all
};

} // namespace livewall::widgets
