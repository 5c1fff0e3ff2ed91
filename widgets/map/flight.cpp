// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/flight.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace livewall::widgets {

namespace {

// The paper's names: u is the way between the middles, w a view's width, r and S as there.
constexpr double kRho = std::numbers::sqrt2;
constexpr double kRho2 = kRho * kRho;
/// Middles so near each other, in view widths, are one: the formulas divide by the distance.
constexpr double kSame = 1e-6;

double widthOf(const Camera& camera, QSizeF size)
{
    return size.width() / (256 * std::exp2(camera.zoom));
}

QPointF wayBetween(const Camera& from, const Camera& to)
{
    QPointF way = to.center - from.center;
    way.rx() -= std::round(way.x());
    return way;
}

/// The paper's ln(-b + sqrt(b * b + 1)), which loses all digits where b is large.
double turn(double b)
{
    return -std::asinh(b);
}

} // namespace

Flight::Flight(const Camera& from, const Camera& to, QSizeF size)
    : from_(from), to_(to), size_(size), width_(widthOf(from, size))
{
    const QPointF way = wayBetween(from, to);
    const double w0 = width_;
    const double w1 = widthOf(to, size);
    distance_ = std::hypot(way.x(), way.y());
    if (distance_ < kSame * std::min(w0, w1)) {
        distance_ = 0;
        length_ = std::abs(std::log(w1 / w0)) / kRho;
        return;
    }
    const double u2 = kRho2 * kRho2 * distance_ * distance_;
    turn_ = turn((w1 * w1 - w0 * w0 + u2) / (2 * w0 * kRho2 * distance_));
    length_ = (turn((w1 * w1 - w0 * w0 - u2) / (2 * w1 * kRho2 * distance_)) - turn_) / kRho;
}

Camera Flight::at(double share) const
{
    if (share <= 0 || share >= 1)
        return share <= 0 ? from_ : to_;
    const double s = share * length_;
    double zoom = 0;
    double along = 0; // of the way
    if (distance_ == 0) {
        zoom = from_.zoom + (to_.zoom - from_.zoom) * share;
    } else {
        const double w = width_ * std::cosh(turn_) / std::cosh(kRho * s + turn_);
        const double u =
            width_ / kRho2 * (std::cosh(turn_) * std::tanh(kRho * s + turn_) - std::sinh(turn_));
        zoom = std::log2(size_.width() / (256 * w));
        along = u / distance_;
    }
    const double widest = std::log2(std::max(size_.width(), size_.height()) / 256);
    zoom = std::max(zoom, widest);
    const QPointF way = wayBetween(from_, to_);
    QPointF center = from_.center + way * along;
    const double half_height = std::min(0.5, size_.height() / 2 / (256 * std::exp2(zoom)));
    center.setX(center.x() - std::floor(center.x()));
    center.setY(std::clamp(center.y(), half_height, 1 - half_height));
    return {center, zoom};
}

} // namespace livewall::widgets
