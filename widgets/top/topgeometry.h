// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include <QPointF>
#include <QRectF>

#include "widgets/page/units.h"

namespace livewall::widgets {

/// Where the three tables stand on the Top 10 page, in whole pixels of the window: side by side,
/// in a portrait one under the other.
std::array<QRectF, 3> topPanels(const Units& units);

/// Where everything stands in one table, in pixels from the panel's top left. A baseline's point is
/// where its text begins, or ends where it stands at the right. Immutable.
struct TopPanelGeometry
{
    TopPanelGeometry(const Units& units, QSizeF panel);

    /// The row at a slot from 0, whole or, while it glides, between two. All are of one size, and
    /// whole slots lie on whole pixels with room for a hairline above each.
    QRectF row(double slot) const;
    QRectF bar(double share) const;  ///< from the row's top left
    QRectF hairline(int slot) const; ///< above the row; slot `slots` is below the last one

    int slots; ///< rows that have room: ten, in a portrait five

    double radius;
    double text_left;  ///< of rank, heading and totals
    double text_right; ///< of the numbers
    double merchant_left;
    double gap; ///< kept free between texts of one line

    double heading_baseline;
    std::array<double, 2> head_baselines;
    std::array<double, 2> row_baselines;   ///< from the row's top
    std::array<double, 2> total_baselines; ///< of the total and of the others
    double total_right;                    ///< of the total's number
    double others_left;                    ///< in a portrait both stand on one line

    QRectF rows;   ///< all slots with their hairlines
    QRectF totals; ///< below them to the panel's end

private:
    double rowTop(double slot) const;

    double pixels_; // of one u
    double width_;
    double hairline_;
    double row_height_;
};

} // namespace livewall::widgets
