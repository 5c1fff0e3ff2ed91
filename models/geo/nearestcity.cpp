// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/geo/nearestcity.h"

#include <nanoflann.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

namespace livewall::geo {

namespace {

constexpr double kEarthRadius_km = 6371.0088; // the mean radius of IUGG
constexpr double kRadians = std::numbers::pi / 180;

/// On the unit sphere, where the straight distance grows with that along the ground.
std::array<float, 3> onSphere(const Point& point)
{
    const double latitude = point.latitude * kRadians;
    const double longitude = point.longitude * kRadians;
    return {static_cast<float>(std::cos(latitude) * std::cos(longitude)),
            static_cast<float>(std::cos(latitude) * std::sin(longitude)),
            static_cast<float>(std::sin(latitude))};
}

/// All places, as nanoflann asks for them.
class Places
{
public:
    Places()
    {
        for (std::size_t i = 0; i < cityCount(); ++i) {
            if (!isOwnPlace(i))
                continue;
            points_.push_back(onSphere(cityAt(i).point));
            cities_.push_back(static_cast<std::uint32_t>(i));
        }
    }

    std::size_t city(std::size_t index) const { return cities_[index]; }

    std::size_t kdtree_get_point_count() const { return points_.size(); }
    float kdtree_get_pt(std::size_t index, std::size_t axis) const { return points_[index][axis]; }
    template <class Box>
    bool kdtree_get_bbox(Box&) const
    {
        return false; // it is to find that itself
    }

private:
    std::vector<std::array<float, 3>> points_;
    std::vector<std::uint32_t> cities_; ///< of the points, as cityAt() has them
};

struct Index
{
    using Tree =
        nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<float, Places>, Places, 3>;

    Places places;
    Tree tree{3, places};
};

} // namespace

std::optional<NearCity> nearestCity(const Point& point, double within_km)
{
    static const Index index;
    const std::array<float, 3> wanted = onSphere(point);
    std::uint32_t found = 0;
    float distance2 = 0;
    if (index.tree.knnSearch(wanted.data(), 1, &found, &distance2) == 0)
        return std::nullopt;
    const double chord = std::sqrt(static_cast<double>(distance2));
    const double distance_km = 2 * kEarthRadius_km * std::asin(std::min(1.0, chord / 2));
    if (distance_km > within_km)
        return std::nullopt;
    const std::size_t city = index.places.city(found);
    return NearCity{cityAt(city), cityCountry(city), distance_km};
}

} // namespace livewall::geo
