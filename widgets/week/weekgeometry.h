// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QPolygonF>
#include <QRectF>

#include "widgets/page/units.h"

namespace livewall::widgets {

inline constexpr int kDays = 7;

/// Where things lie on the week page, in its pixels (VISUAL, Week). What is straight lies on
/// whole pixels. A value.
class WeekGeometry
{
public:
    /// `step`: purchases an hour from one rule to the next.
    WeekGeometry(const Units& units, double step);

    /// (16, 26, 156, 56) u; another window gives or takes width and height.
    QRectF plot() const { return plot_; }
    double maximum() const;

    /// x in hours from Monday 00, y in purchases an hour.
    QPointF at(double x, double y) const;

    QRectF rule(int index) const;       ///< 0, the base line, to kRules
    QRectF dayBoundary(int day) const;  ///< midnight before `day`; 7: the end of the week
    QRectF ruleNumber(int index) const; ///< room of the number beside it, right-aligned
    QRectF dayName(int day) const;      ///< room under the day, for text centred in it
    QRectF axisTitle() const;           ///< over the plot, at the left
    QRectF legend() const;              ///< beside it; where a window is narrow two lines over it

    /// Where text of this size stands beside the dot that ends `line`: to the right, where the
    /// line has not been yet; where the plot ends, over or under it, clear of the line.
    QRectF besideDot(const QPolygonF& line, QSizeF text) const;

private:
    Units units_;
    double step_;
    double top_; // u, of the plot
    QRectF plot_;
    double hairline_; ///< whole pixels
};

} // namespace livewall::widgets
