// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/marksprites.h"

#include "widgets/map/pulsefield.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

namespace livewall::widgets {

namespace {

constexpr double kOne = 0.8; // u: radius of one purchase
constexpr double kMost = 6.0;
constexpr double kRing = 3.0;
constexpr double kRingPen = 0.25;
constexpr double kGlowOne = 0.65;
constexpr double kGlowMost = 2.5;

constexpr int kPhases = 72;      // of a pulse: one a frame
constexpr int kRadiusSteps = 20; // a u

double share(std::int64_t age_ms)
{
    return std::clamp(static_cast<double>(age_ms) / PulseField::kLife_ms, 0.0, 1.0);
}

double fading(double share_of_life)
{
    constexpr double kFullUntil = 0.5;
    const double faded = std::max(0.0, share_of_life - kFullUntil) / (1 - kFullUntil);
    return 1 - (1 - kGlowOpacity) * faded;
}

quint64 keyOf(Exactness exactness, int step, const QColor& color)
{
    return quint64(color.rgba()) << 32 | quint64(step) << 8 | quint64(exactness);
}

} // namespace

double pulseRadius(std::int64_t count)
{
    return std::min(kMost, kOne * std::sqrt(static_cast<double>(count)));
}

double glowRadius(std::int64_t count)
{
    return std::min(kGlowMost, kGlowOne * std::sqrt(static_cast<double>(count)));
}

double pulseOpacity(std::int64_t age_ms)
{
    return fading(share(age_ms));
}

MarkSprites::MarkSprites(const Units& units, const Theme& theme, double device_pixel_ratio)
    : units_(units), theme_(theme), device_pixel_ratio_(device_pixel_ratio)
{
}

const QPixmap& MarkSprites::pulse(Exactness exactness, std::int64_t age_ms)
{
    const int phase = std::min(kPhases - 1, static_cast<int>(share(age_ms) * kPhases));
    // No colour: a key that no still mark has.
    return picture(keyOf(exactness, phase, Qt::transparent), kRing + kRingPen, [&](QPainter& p) {
        const double passed = static_cast<double>(phase) / kPhases;
        const double widening = 1 - (1 - passed) * (1 - passed);
        const double radius = units_.u(kOne + (kRing - kOne) * widening);
        p.setOpacity(1 - passed);
        p.setPen(QPen(theme_.accent, units_.u(kRingPen)));
        p.drawEllipse(QPointF(), radius, radius);
        p.setOpacity(fading(passed));
        drawShape(p, exactness, kOne, theme_.accent);
    });
}

const QPixmap& MarkSprites::still(Exactness exactness, double radius, const QColor& color)
{
    const int step = static_cast<int>(std::lround(radius * kRadiusSteps));
    const double rounded = static_cast<double>(step) / kRadiusSteps;
    return picture(keyOf(exactness, step, color), rounded,
                   [&](QPainter& p) { drawShape(p, exactness, rounded, color); });
}

template <typename Draw>
const QPixmap& MarkSprites::picture(quint64 key, double radius, const Draw& draw)
{
    const auto known = pictures_.constFind(key);
    if (known != pictures_.constEnd())
        return *known;
    constexpr double kWidestShape = 1.5; // a diamond's points and a hollow ring reach beyond a disc
    const int half = static_cast<int>(std::ceil(units_.u(radius) * kWidestShape)) + 1;
    QPixmap pixmap(QSize(2 * half, 2 * half) * device_pixel_ratio_);
    pixmap.setDevicePixelRatio(device_pixel_ratio_);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(half, half);
    draw(painter);
    painter.end();
    return *pictures_.insert(key, pixmap);
}

void MarkSprites::drawShape(QPainter& painter, Exactness exactness, double radius,
                            const QColor& color) const
{
    // Three shapes of about one area.
    constexpr double kDiamond = 1.25;
    constexpr double kHollow = 1.2;
    constexpr double kHollowPen = 0.5;
    const double pixels = units_.u(radius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (exactness) {
    case Exactness::Exact:
        painter.drawEllipse(QPointF(), pixels, pixels);
        break;
    case Exactness::City: {
        const double half = pixels * kDiamond;
        const QPointF corners[] = {{0, -half}, {half, 0}, {0, half}, {-half, 0}};
        painter.drawConvexPolygon(corners, 4);
        break;
    }
    case Exactness::Country: {
        const double pen = std::min(pixels * kHollowPen, units_.u(kHollowPen));
        painter.setPen(QPen(color, pen));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(), pixels * kHollow, pixels * kHollow);
        break;
    }
    }
}

} // namespace livewall::widgets
