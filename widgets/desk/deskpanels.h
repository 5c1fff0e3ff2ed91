// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include <QCoreApplication>
#include <QRectF>
#include <QString>

#include "models/view/wallview.h"
#include "widgets/desk/deskgeometry.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"

class QPainter;

namespace livewall::widgets {

/// How the desk's panels are painted: all but the plot. What it was made of must outlive it.
class DeskPanels
{
    Q_DECLARE_TR_FUNCTIONS(DeskPanels)
public:
    DeskPanels(const Units& units, const Theme& theme, bool is_stale);

    /// The ground of one panel.
    void paintPanel(QPainter& painter, const QRectF& panel) const;

    /// A list of what is missing, under a heading and beside it what it is of. `keys`: the rows are
    /// numbered, as the keys that choose them are. `chosen`: the row that is.
    struct Missing
    {
        QString heading;
        QString span;
        QString note; ///< where there are no rows
        bool has_keys = false;
        std::optional<int> chosen;
    };
    void paintMissing(QPainter& painter, const DeskList& list, const Missing& missing,
                      const std::vector<view::DeskRowView>& rows) const;

    void paintTile(QPainter& painter, const QRectF& room, const view::DeskTileView& tile) const;

    void paintFeeds(QPainter& painter, const DeskList& list,
                    const std::vector<view::FeedView>& feeds) const;

private:
    void paintHeading(QPainter& painter, const DeskList& list, const QString& heading,
                      const QString& beside) const;
    void paintRow(QPainter& painter, const QRectF& place, const view::DeskRowView& row,
                  double left) const;
    double baselineOf(const QRectF& row) const;

    const Units& units_;
    const Theme& theme_;
    bool is_stale_;
};

} // namespace livewall::widgets
