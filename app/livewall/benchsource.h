// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/source.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>

namespace livewall::app {

/// A part of the earth, in degrees.
struct Area
{
    double south = 0, north = 0;
    double west = 0, east = 0; ///< east may lie beyond 180
};

/// Where the purchases of a BenchSource are made. Thread-safe.
class BenchPlaces
{
public:
    void set(const Area& area);
    std::optional<Area> area() const;

private:
    mutable std::mutex mutex_;
    std::optional<Area> area_;
};

/// Invents lines at a steady rate and puts them through all that a feed's lines go through: first
/// the demo's history, then purchases of now, of as many merchants as a busy company has.
/// What the machine is too slow for comes late, and is not left out.
class BenchSource final : public feed::Source
{
public:
    static constexpr int kMerchants = 20'000;
    /// Of so many purchases one is made where its merchant's customers are, the others in the area,
    /// evenly: so many are in view, and the camera has somewhere to fly to.
    static constexpr std::uint64_t kElsewhere = 64;

    /// `places` must outlive it. Where it has no area, purchases are made where the market has
    /// them.
    BenchSource(feed::FeedSpec spec, double events_per_second, const BenchPlaces& places);

    bool resumes() const override { return false; }
    void run(feed::Sink& sink, std::stop_token stop) override;

private:
    feed::FeedSpec spec_;
    double events_per_second_;
    const BenchPlaces& places_;
};

} // namespace livewall::app
