// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/viewport.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"

#include <cstddef>
#include <vector>

#include <QFont>
#include <QHash>
#include <QPixmap>
#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>

namespace livewall::widgets {

/// A city's name on the map, in pixels.
struct CityLabel
{
    std::size_t rank = 0; ///< geo::labelAt()
    QPointF at;           ///< the city
    QRectF room;          ///< of its name
};

/// What lies on the map besides.
struct Obstacles
{
    std::vector<QRectF> plates; ///< no name goes under them
    std::vector<QRectF> marks;  ///< names keep clear of them where they can
};

/// Which cities are named on the map: the largest in view that keep clear of each other, so that a
/// crowded country shows its capitals and an empty one its towns; kMost at most. A name stands
/// beside its city and the mark on that, to the right or left, below or above, where there is room.
/// The same view with the same obstacles shows the same names. GUI thread only.
class CityLabels
{
public:
    static constexpr std::size_t kMost = 24;

    explicit CityLabels(const Theme& theme);

    /// Those of a view, the largest first. `inside` is where they must lie whole.
    std::vector<CityLabel> look(const Viewport& viewport, const Units& units, const QRectF& inside,
                                const Obstacles& obstacles);

    static QString nameOf(std::size_t rank);

    /// The name of a label that look() gave last, with a margin of the map's colour about the
    /// letters, so that it can be read over a mark. Its middle belongs in the room's.
    const QPixmap& picture(const CityLabel& label, qreal device_pixel_ratio);

private:
    QSizeF sizeOf(std::size_t rank);

    const Theme& theme_;
    std::vector<QPointF> places_; ///< in the world's square, by rank
    QFont font_;
    QHash<std::size_t, QSizeF> sizes_;     ///< of names in that font
    QHash<std::size_t, QPixmap> pictures_; ///< a few of them
};

} // namespace livewall::widgets
