// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/store/trouble.h"

#include <cstdint>
#include <optional>

namespace livewall::engine {

/// T as somebody may move it: over a recording, or back over what a store has kept. All functions
/// may be called from any thread and return at once; of several wishes the newest wins.
class TimeControl
{
public:
    /// Whether T can be moved.
    enum class Reach {
        Free,
        Reading, ///< the recording is still being read
        NoStore, ///< nothing is kept
    };
    struct State
    {
        Reach reach = Reach::Free;
        bool has_live = false;  ///< there is a clock of the wall's to go back to
        bool is_live = false;   ///< and T is that
        std::int64_t at_ms = 0; ///< T, or where it was sent last
        bool is_moving = false;
        double speed = 1;                          ///< that it moves with, or would
        std::optional<std::int64_t> first_ms = {}; ///< the oldest T there is, as far as known
        std::optional<std::int64_t> last_ms = {};  ///< the newest; of a live wall its own
        store::Trouble trouble = {};               ///< why it could not be sent there
        std::uint64_t troubles = 0;                ///< how often it could not be
    };

    virtual ~TimeControl() = default;

    virtual State state() const = 0;

    /// Sends T there, or to the nearest instant there is. It goes on moving, or standing; sent back
    /// from live it stands.
    virtual void goTo(std::int64_t at_ms) = 0;

    /// Makes T stand where it is, or go on.
    virtual void setMoving(bool is_moving) = 0;

    /// Event seconds a second.
    virtual void setSpeed(double speed) = 0;

    /// To the wall's clock; in a recording to its end.
    virtual void goLive() = 0;
};

} // namespace livewall::engine
