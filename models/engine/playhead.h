// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

namespace livewall::engine {

/// Where T is that moves evenly between two ends, or stands. `now_ms` is a clock's that paces it:
/// it never goes back. An infinite speed is the caller's to pace: T stands by itself then. A value.
class Playhead
{
public:
    struct Ends
    {
        std::int64_t first_ms = 0;
        std::int64_t last_ms = std::numeric_limits<std::int64_t>::max();
    };

    Playhead(Ends ends, std::int64_t at_ms, double speed, bool is_moving, std::int64_t now_ms);

    std::int64_t at(std::int64_t now_ms) const;
    bool isMoving() const { return is_moving_; }
    double speed() const { return speed_; }
    const Ends& ends() const { return ends_; }

    /// The nearest that lies between the ends.
    void goTo(std::int64_t at_ms, std::int64_t now_ms);

    void setMoving(bool is_moving, std::int64_t now_ms);
    void setSpeed(double speed, std::int64_t now_ms);

private:
    Ends ends_;
    std::int64_t at_ms_; ///< at since_ms_
    std::int64_t since_ms_;
    double speed_;
    bool is_moving_;
};

} // namespace livewall::engine
