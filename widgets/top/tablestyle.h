// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include <QCoreApplication>
#include <QPixmap>
#include <QRectF>

#include "models/view/wallview.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"

class QPainter;

namespace livewall::widgets {

/// Where the rows of one table stand, in pixels from the panel's top left: slots of one size one
/// under the other, on whole pixels, with room for a hairline above each. A value.
class TableSlots
{
public:
    /// `top` and `pitch` in u; `margin`: left and right of the hairlines, in pixels.
    TableSlots(const Units& units, QSizeF panel, int count, double top, double pitch,
               double margin);

    int count() const { return count_; } ///< rows that have room

    /// The row at a slot from 0, whole or, while it glides, between two.
    QRectF row(double slot) const;
    QRectF bar(double share) const;  ///< from the row's top left
    QRectF hairline(int slot) const; ///< above the row; slot count() is below the last one

    QRectF rows() const;  ///< all slots with their hairlines
    QRectF below() const; ///< from them to the panel's end

private:
    double rowTop(double slot) const;

    QSizeF panel_;
    int count_;
    double top_; // u
    double pitch_;
    double pixels_; // of one u
    double margin_;
    double hairline_;
    double row_height_;
};

/// What all styles say alike.
struct TableWords
{
    Q_DECLARE_TR_FUNCTIONS(TableWords)
};

/// How one table is laid out and painted, at one size. Immutable; what it was made of must outlive
/// it.
class TableStyle
{
public:
    virtual ~TableStyle() = default;

    virtual const TableSlots& slots() const = 0;

    /// Heading and heads, above the rows.
    virtual void paintHead(QPainter& painter, const view::TopTableView& table) const = 0;

    /// One row as an opaque picture, so that a gliding row is a copy of pixels and its texts are
    /// set only when they change. Merchants are plain text and elide; numbers never do. Stale: no
    /// bar, numbers in the stale colour.
    virtual QPixmap paintRow(const view::TopRowView& row, bool stale, qreal pixel_ratio) const = 0;

    /// Total and others, below the rows.
    virtual void paintTotals(QPainter& painter, const view::TopTableView& table,
                             bool stale) const = 0;
};

// What all styles have alike.

/// The table's heading from `left` on, in its short form where it is wider than `width` pixels.
void paintHeading(QPainter& painter, const view::TopTableView& table, const Units& units,
                  const Theme& theme, double left, double baseline, double width);

/// A row's picture with nothing in it but its bar, which a stale one has not.
QPixmap rowPicture(const TableSlots& slots, const view::TopRowView& row, const Theme& theme,
                   bool stale, qreal pixel_ratio);

using MakeTableStyle =
    std::function<std::unique_ptr<TableStyle>(const Units&, const Theme&, QSizeF panel)>;

} // namespace livewall::widgets
