// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/top/tablestyle.h"
#include "widgets/top/topgeometry.h"

namespace livewall::widgets {

/// A table that has the page to itself: larger rows, with where each store stood an hour ago and
/// its purchases of the last 60 minutes.
class WideStyle final : public TableStyle
{
public:
    /// `has_ghosts`: below the rows stand the stores that are missing.
    WideStyle(const Units& units, const Theme& theme, QSizeF panel, bool has_ghosts);

    const TableSlots& slots() const override { return geometry_.slots; }
    void paintHead(QPainter& painter, const view::TopTableView& table) const override;
    QPixmap paintRow(const view::TopRowView& row, bool stale, qreal pixel_ratio) const override;
    void paintTotals(QPainter& painter, const view::TopTableView& table, bool stale) const override;

private:
    void paintGhosts(QPainter& painter, const view::TopTableView& table, bool stale) const;
    void paintGhost(QPainter& painter, const QRectF& room, const view::GhostRowView& ghost,
                    bool stale) const;
    void paintLine(QPainter& painter, const view::TopRowView& row, bool stale) const;

    const Theme& theme_;
    Units units_;
    bool has_ghosts_;
    WideGeometry geometry_;
    QFont name_font_;
    QFont rank_font_;
    QFont count_font_;
    QFont second_font_;
    QFont change_font_;
    QFont note_font_;
    QFont ghost_font_;
};

} // namespace livewall::widgets
