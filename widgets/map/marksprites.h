// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/mark.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"

#include <cstdint>

#include <QColor>
#include <QHash>
#include <QPixmap>

namespace livewall::widgets {

/// No mark reaches further from its place than this, in u.
inline constexpr double kWidestMark = 8;

/// The radius in u of several purchases drawn as one: of this moment, and of the last hour.
double pulseRadius(std::int64_t count);
double glowRadius(std::int64_t count);

/// How opaque the purchases of the last hour are, and a pulse, which ends as faint as they are.
inline constexpr double kGlowOpacity = 0.5;
double pulseOpacity(std::int64_t age_ms);

/// The pictures that marks are made of, each with the mark's place in its middle. Drawn once and
/// then copied, which is a dozen times cheaper, and three hundred of them move at a time. For one
/// size of the window and one scale of the screen; a few hundred pictures at most.
class MarkSprites
{
public:
    MarkSprites(const Units& units, const Theme& theme, double device_pixel_ratio);

    /// One purchase of this moment with its widening ring.
    const QPixmap& pulse(Exactness exactness, std::int64_t age_ms);

    /// Without a ring, opaque. The radius in u is taken to the twentieth.
    const QPixmap& still(Exactness exactness, double radius, const QColor& color);

private:
    template <typename Draw>
    const QPixmap& picture(quint64 key, double radius, const Draw& draw);
    void drawShape(QPainter& painter, Exactness exactness, double radius,
                   const QColor& color) const;

    Units units_;
    const Theme& theme_;
    double device_pixel_ratio_;
    QHash<quint64, QPixmap> pictures_;
};

} // namespace livewall::widgets
