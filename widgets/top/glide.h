// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace livewall::widgets {

/// How the rows of one table move from one order to the next: stores that stay glide to their new
/// slot, those that leave fade where they are, those that come fade in where they will be. A pure
/// function of time, in slots from 0; knows stores by their EID alone.
class Glide
{
public:
    static constexpr std::int64_t kDuration_ms = 600;

    struct Place
    {
        std::int64_t eid = 0;
        double slot = 0;
        double opacity = 1;
        friend bool operator==(const Place&, const Place&) = default;
    };

    /// The order from now on, without a movement.
    void jump(const std::vector<std::int64_t>& order);

    /// The order in which the rows will stand kDuration_ms after `now_ms`. They start from where
    /// they are, in the midst of an earlier movement too.
    void start(const std::vector<std::int64_t>& order, std::int64_t now_ms);

    bool isMoving(std::int64_t now_ms) const;

    /// Every visible row, in the order of painting: the leaving ones first, and what rises over
    /// what falls.
    std::vector<Place> places(std::int64_t now_ms) const;

private:
    struct Track
    {
        Place from;
        Place to; // opacity 0: leaves
    };

    double progress(std::int64_t now_ms) const; // eased, 0 to 1

    std::vector<Track> tracks_;
    std::int64_t started_ms_ = 0;
    bool jumped_ = true;
};

} // namespace livewall::widgets
