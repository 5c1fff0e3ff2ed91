// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/top/tablestyle.h"
#include "widgets/top/topgeometry.h"

namespace livewall::widgets {

/// One of three tables: rows of two lines, merchant and count over EID and average.
class PanelStyle final : public TableStyle
{
public:
    PanelStyle(const Units& units, const Theme& theme, QSizeF panel);

    const TableSlots& slots() const override { return geometry_.slots; }
    void paintHead(QPainter& painter, const view::TopTableView& table) const override;
    QPixmap paintRow(const view::TopRowView& row, bool stale, qreal pixel_ratio) const override;
    void paintTotals(QPainter& painter, const view::TopTableView& table, bool stale) const override;

private:
    const Theme& theme_;
    Units units_;
    TopPanelGeometry geometry_;
    QFont rank_font_;
    QFont merchant_font_;
    QFont count_font_;
    QFont note_font_;
};

} // namespace livewall::widgets
