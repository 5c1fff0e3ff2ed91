// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include <QRectF>

#include "widgets/page/units.h"

namespace livewall::widgets {

/// A panel that lists things under a heading, in whole pixels of the window.
struct DeskList
{
    QRectF room;
    double heading_baseline = 0;
    double first_row = 0; ///< its top
    double pitch = 0;     ///< from row to row
    int rows = 0;         ///< as many as have room

    QRectF row(int index) const;
};

/// Where everything stands on the desk's page (VISUAL, Desk), below the verdict. In a portrait one
/// under the other.
struct DeskGeometry
{
    explicit DeskGeometry(const Units& units);

    QRectF course;  ///< the panel of the last three hours
    QRectF missing; ///< the panel of the two lists
    DeskList countries;
    DeskList stores;
    std::array<QRectF, 3> tiles;
    QRectF feeds_panel;
    DeskList feeds;
};

} // namespace livewall::widgets
