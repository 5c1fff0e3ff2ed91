// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/geo/place.h"
#include "models/view/wallview.h"
#include "widgets/map/busybox.h"
#include "widgets/map/mark.h"

#include <optional>

#include <QPointF>
#include <QRectF>
#include <QString>

namespace livewall::widgets {

/// Where a purchase is drawn: at its own coordinates, else in the middle of its city, else at its
/// country's label point. Nothing where none of them is known.
std::optional<Mark> findMark(const view::MapPoint& point);

/// The area that a place of the last day stands for: its own point, else its country.
std::optional<Presence> findPresence(const view::MapPoint& point);

/// What a purchase's place is called, and what was bought there.
struct PlaceName
{
    QString place;         ///< "Tornio"; the country where no city is given
    QString country;       ///< "Finland"; empty where it is the place already, or not known
    QString merchant = {}; ///< empty, and so the amount, unless the map may say it
    QString amount = {};   ///< "499.00 SEK"
    bool isEmpty() const { return place.isEmpty(); }
    friend bool operator==(const PlaceName&, const PlaceName&) = default;
};

/// A purchase as the camera may fly to it.
struct Sight
{
    QPointF at; ///< in the world's square
    Exactness exactness = Exactness::Exact;
    QRectF area;     ///< of its country, in the world's square; where no more than that is known
    QString country; ///< "fi"; empty where it is not known
    PlaceName name;
    friend bool operator==(const Sight&, const Sight&) = default;
};

/// Nothing where it has no place.
std::optional<Sight> findSight(const view::MapPoint& point);

/// The city as it is spelt in its country, where it is known there ("sao paulo" becomes São Paulo),
/// else as the event spells it; where it gives no city but coordinates, the place nearest to them,
/// at most 30 km away and in its country. Plain text. Empty where nothing has a name.
PlaceName findName(const view::MapPoint& point);

} // namespace livewall::widgets
