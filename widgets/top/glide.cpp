// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/top/glide.h"

#include <algorithm>
#include <cmath>

namespace livewall::widgets {
namespace {

constexpr double easeInOut(double x)
{
    return x * x * (3 - 2 * x);
}

} // namespace

void Glide::jump(const std::vector<std::int64_t>& order)
{
    tracks_.clear();
    for (std::size_t slot = 0; slot < order.size(); ++slot) {
        const Place place{order[slot], static_cast<double>(slot), 1};
        tracks_.push_back({place, place});
    }
    jumped_ = true;
}

void Glide::start(const std::vector<std::int64_t>& order, std::int64_t now_ms)
{
    const std::vector<Place> before = places(now_ms);
    std::vector<Track> tracks;
    for (const Place& place : before) {
        if (std::ranges::find(order, place.eid) == order.end())
            tracks.push_back({place, {place.eid, place.slot, 0}});
    }
    for (std::size_t slot = 0; slot < order.size(); ++slot) {
        const Place to{order[slot], static_cast<double>(slot), 1};
        const auto from = std::ranges::find(before, to.eid, &Place::eid);
        tracks.push_back({from != before.end() ? *from : Place{to.eid, to.slot, 0}, to});
    }
    // The further up, the nearer to the eye.
    const auto rise = [](const Track& track) { return track.from.slot - track.to.slot; };
    std::ranges::stable_sort(tracks, [&](const Track& a, const Track& b) {
        if (a.to.opacity != b.to.opacity)
            return a.to.opacity < b.to.opacity;
        return rise(a) < rise(b);
    });
    tracks_ = std::move(tracks);
    started_ms_ = now_ms;
    jumped_ = false;
}

bool Glide::isMoving(std::int64_t now_ms) const
{
    return !jumped_ && now_ms - started_ms_ < kDuration_ms;
}

std::vector<Glide::Place> Glide::places(std::int64_t now_ms) const
{
    const double share = progress(now_ms);
    std::vector<Place> places;
    places.reserve(tracks_.size());
    for (const Track& track : tracks_) {
        const Place place{track.to.eid, std::lerp(track.from.slot, track.to.slot, share),
                          std::lerp(track.from.opacity, track.to.opacity, share)};
        if (place.opacity > 0 || track.to.opacity > 0)
            places.push_back(place);
    }
    return places;
}

double Glide::progress(std::int64_t now_ms) const
{
    if (!isMoving(now_ms))
        return 1;
    const auto elapsed_ms = std::max<std::int64_t>(0, now_ms - started_ms_);
    return easeInOut(static_cast<double>(elapsed_ms) / kDuration_ms);
}

} // namespace livewall::widgets
