// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include <QRectF>

#include "widgets/page/units.h"
#include "widgets/top/tablestyle.h"

namespace livewall::widgets {

/// Where the three tables stand on the Top 10 page, in whole pixels of the window: side by side,
/// in a portrait one under the other.
std::array<QRectF, 3> topPanels(const Units& units);

/// Where everything stands in one of three tables, in pixels from the panel's top left. A
/// baseline's point is where its text begins, or ends where it stands at the right. Immutable.
struct TopPanelGeometry
{
    TopPanelGeometry(const Units& units, QSizeF panel);

    double text_left;  ///< of rank, heading and totals
    double text_right; ///< of the numbers
    double merchant_left;
    double gap; ///< kept free between texts of one line

    TableSlots slots; ///< ten, in a portrait five

    double heading_baseline;
    std::array<double, 2> head_baselines;
    std::array<double, 2> row_baselines;   ///< from the row's top
    std::array<double, 2> total_baselines; ///< of the total and of the others
    double total_right;                    ///< of the total's number
    double others_left;                    ///< in a portrait both stand on one line
};

/// Likewise of a table that has the page's content to itself: rows of one line, in a portrait of
/// two.
struct WideGeometry
{
    /// `has_ghosts`: below the rows there is room for kGhosts more.
    WideGeometry(const Units& units, QSizeF panel, bool has_ghosts);
    static constexpr int kGhosts = 2;

    double text_left;
    double text_right;
    double change_left;
    double merchant_left;
    double gap;

    TableSlots slots; ///< ten

    double heading_baseline;
    double head_baseline;
    double upper_baseline; ///< from the row's top: rank, merchant, count
    double lower_baseline; ///< in a portrait change, EID and average; else the same

    double eid_right; ///< in a portrait at the left, below the merchant
    double average_right;
    QRectF line; ///< of the last 60 minutes, from the row's top left

    std::array<QRectF, kGhosts> ghosts; ///< where there is room for them; else empty
    double total_baseline;              ///< of the total, and of the others beside it
    double total_right;
    double others_left;
};

} // namespace livewall::widgets
