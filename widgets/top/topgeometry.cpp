// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/top/topgeometry.h"

#include <algorithm>
#include <cmath>

namespace livewall::widgets {
namespace {

// All in u. A panel of 76 holds heading and heads (9.6), ten rows (59) and two totals (7.4); in a
// portrait one of 43 five rows (29.5) and the totals on one line.
constexpr double kPanelGap = 3;
constexpr double kPadding = 1.6;
constexpr double kRowsTop = 9.6;
constexpr double kRowPitch = 5.9;
constexpr int kSlots = 10;
constexpr int kPortraitSlots = 5;
constexpr double kPortraitGap = 2; // between panels

// Alone: heading and one line of heads (8), ten rows, and the totals on one line (7).
constexpr double kWideRowsTop = 8;
constexpr double kWideTotals = 7;
constexpr double kGhostTotals = 6.6; // below ghosts
constexpr double kGhostHeight = 3.6;
constexpr double kGhostsGap = 1.0; // above and between ghosts, in all
constexpr double kGhostSide = 0.8; // from the panel's edge
constexpr double kLineWidth = 30;
constexpr double kNarrow = 150; // a window narrower than that shortens the lines of minutes

double narrowing(const Units& units) // 0 in a wide window, 1 in one of 4:3
{
    return std::clamp((kNarrow - units.size().width()) / (kNarrow - 400.0 / 3), 0.0, 1.0);
}

double widePitch(const Units& units, QSizeF panel, bool has_ghosts)
{
    const double below =
        has_ghosts ? kGhostsGap + WideGeometry::kGhosts * kGhostHeight + kGhostTotals : kWideTotals;
    return (panel.height() / units.u(1) - kWideRowsTop - below) / kSlots;
}

} // namespace

std::array<QRectF, 3> topPanels(const Units& units)
{
    std::array<QRectF, 3> panels;
    if (units.isPortrait()) {
        const double room = units.statusTop() - 2 - units.contentTop();
        const double height = (room - 2 * kPortraitGap) / 3;
        for (std::size_t i = 0; i < panels.size(); ++i)
            panels[i] =
                units.rect(4, units.contentTop() + static_cast<double>(i) * (height + kPortraitGap),
                           units.size().width() - 8, height);
        return panels;
    }
    const double width = (units.size().width() - 8 - 2 * kPanelGap) / 3;
    for (std::size_t i = 0; i < panels.size(); ++i)
        panels[i] = units.rect(4 + static_cast<double>(i) * (width + kPanelGap), 13, width,
                               units.statusTop() - 15);
    return panels;
}

TopPanelGeometry::TopPanelGeometry(const Units& units, QSizeF panel)
    : text_left(std::round(units.u(kPadding)))
    , text_right(panel.width() - text_left)
    , merchant_left(std::round(units.u(kPadding + 4.2)))
    , gap(units.u(1.2))
    , slots(units, panel, units.isPortrait() ? kPortraitSlots : kSlots, kRowsTop, kRowPitch,
            text_left)
    , heading_baseline(std::round(units.u(3.8)))
    , head_baselines{std::round(units.u(6.5)), std::round(units.u(8.8))}
    , row_baselines{std::round(units.u(2.7)), std::round(units.u(5.2))}
    , total_baselines{std::round(units.u(71.5)), std::round(units.u(74.8))}
    , total_right(text_right)
    , others_left(merchant_left)
{
    if (units.isPortrait()) {
        total_baselines.fill(std::round(slots.below().top() + units.u(2.8)));
        total_right = std::round(panel.width() / 2 - units.u(4));
        others_left = std::round(panel.width() / 2 + units.u(4));
    }
}

WideGeometry::WideGeometry(const Units& units, QSizeF panel, bool has_ghosts)
    : text_left(std::round(units.u(kPadding)))
    , text_right(panel.width() - text_left)
    , change_left(std::round(units.u(kPadding + 6.6)))
    , merchant_left(std::round(units.u(kPadding + 15.2)))
    , gap(units.u(1.6))
    , slots(units, panel, kSlots, kWideRowsTop, widePitch(units, panel, has_ghosts), text_left)
    , heading_baseline(std::round(units.u(3.8)))
    , head_baseline(std::round(units.u(7.2)))
    , total_baseline(std::round(slots.below().top() + units.u(4.6)))
    , total_right(std::round(panel.width() / 2 - units.u(4)))
    , others_left(std::round(panel.width() / 2 + units.u(4)))
{
    const double height = slots.row(0).height();
    if (has_ghosts) {
        const double side = std::round(units.u(kGhostSide));
        const double gap_between = units.u(kGhostsGap / kGhosts);
        double top = slots.below().top();
        for (QRectF& ghost : ghosts) {
            top += gap_between;
            ghost = QRectF(side, std::round(top), panel.width() - 2 * side,
                           std::round(units.u(kGhostHeight)));
            top += units.u(kGhostHeight);
        }
        total_baseline = std::round(top + units.u(4.9));
    }
    if (units.isPortrait()) {
        change_left = text_left;
        merchant_left = std::round(units.u(kPadding + 8.8));
        upper_baseline = std::round(height / 2 - units.u(0.4));
        lower_baseline = std::round(height / 2 + units.u(3.8));
        eid_right = merchant_left;
        line = {text_right - units.u(kLineWidth), height / 2 + units.u(0.8), units.u(kLineWidth),
                height / 2 - units.u(1.8)};
        average_right = line.left() - units.u(2.4);
        return;
    }
    const double narrow = narrowing(units);
    upper_baseline = lower_baseline = std::round(height / 2 + units.u(has_ghosts ? 1.45 : 1.6));
    average_right = text_right - units.u(20 - narrow);
    const double line_width = units.u(kLineWidth - 16 * narrow);
    const double line_right = average_right - units.u(24 - 4 * narrow);
    line = {line_right - line_width, units.u(0.8), line_width, height - units.u(1.6)};
    eid_right = line.left() - units.u(3 - narrow);
}

} // namespace livewall::widgets
