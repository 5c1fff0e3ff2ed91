// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QPolygonF>
#include <QRectF>

#include "models/view/wallview.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"

class QPainter;

namespace livewall::widgets {

/// The last three hours minute by minute: what was accepted in each over the least and the most of
/// the weeks before. Paints into one panel; cheap to make. What it was made of must outlive it.
class MinutePlot
{
    Q_DECLARE_TR_FUNCTIONS(MinutePlot)
public:
    /// `step`: purchases a minute from one rule to the next.
    MinutePlot(const Units& units, const Theme& theme, const QRectF& panel, double step);

    void paint(QPainter& painter, const view::DeskView& desk, const view::DeskScopeView& scope,
               bool is_stale) const;

    /// Where they are drawn, in pixels: `minutes` from 0, the begin of the oldest, to 180.
    QPointF at(double minutes, double purchases) const;

private:
    void paintHead(QPainter& painter, bool has_band, bool is_stale) const;
    void paintAxes(QPainter& painter, const std::vector<view::DeskMark>& hours) const;
    void paintUnheard(QPainter& painter, const view::DeskView& desk) const;
    void paintBand(QPainter& painter, const view::DeskScopeView& scope) const;
    void paintMinutes(QPainter& painter, const view::DeskView& desk,
                      const view::DeskScopeView& scope, bool is_stale) const;
    void paintDeploys(QPainter& painter, const std::vector<view::DeskMark>& deploys) const;

    const Units& units_;
    const Theme& theme_;
    QRectF panel_;
    QRectF plot_;
    double step_;
};

} // namespace livewall::widgets
