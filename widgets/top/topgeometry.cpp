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
constexpr double kHairline = 0.1;
constexpr double kBarMargin = 0.2; // bars of neighbours stay apart

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
    : slots(units.isPortrait() ? kPortraitSlots : kSlots)
    , radius(units.u(0.8))
    , text_left(std::round(units.u(kPadding)))
    , text_right(panel.width() - text_left)
    , merchant_left(std::round(units.u(kPadding + 4.2)))
    , gap(units.u(1.2))
    , heading_baseline(std::round(units.u(3.8)))
    , head_baselines{std::round(units.u(6.5)), std::round(units.u(8.8))}
    , row_baselines{std::round(units.u(2.7)), std::round(units.u(5.2))}
    , total_baselines{std::round(units.u(71.5)), std::round(units.u(74.8))}
    , total_right(text_right)
    , others_left(merchant_left)
    , pixels_(units.u(1))
    , width_(panel.width())
    , hairline_(std::max(1.0, std::round(units.u(kHairline))))
    , row_height_(std::floor(units.u(kRowPitch)) - hairline_)
{
    const double top = rowTop(0);
    const double end = rowTop(slots) + hairline_;
    if (units.isPortrait()) {
        total_baselines.fill(std::round(end + units.u(2.8)));
        total_right = std::round(panel.width() / 2 - units.u(4));
        others_left = std::round(panel.width() / 2 + units.u(4));
    }
    rows = {0, top, width_, end - top};
    totals = {0, end, width_, panel.height() - end};
}

QRectF TopPanelGeometry::row(double slot) const
{
    return {0, rowTop(slot) + hairline_, width_, row_height_};
}

QRectF TopPanelGeometry::bar(double share) const
{
    const double margin = std::round(kBarMargin * pixels_);
    return {0, margin, std::round(width_ * share), row_height_ - 2 * margin};
}

QRectF TopPanelGeometry::hairline(int slot) const
{
    return {text_left, rowTop(slot), text_right - text_left, hairline_};
}

double TopPanelGeometry::rowTop(double slot) const
{
    return std::round((kRowsTop + slot * kRowPitch) * pixels_);
}

} // namespace livewall::widgets
