// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPixmap>

#include "models/view/wallview.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"
#include "widgets/top/topgeometry.h"

namespace livewall::widgets {

/// Paints one row of a table as an opaque picture, so that a gliding row is a copy of pixels and
/// its texts are set only when they change. Merchants are plain text and elide; numbers never do.
/// The references must outlive it.
class RowPainter
{
public:
    RowPainter(const Units& units, const Theme& theme, const TopPanelGeometry& geometry);

    /// Stale: no bar, numbers in the stale colour.
    QPixmap paint(const view::TopRowView& row, bool stale, qreal pixel_ratio) const;

private:
    const Theme& theme_;
    const TopPanelGeometry& geometry_;
    QFont rank_font_;
    QFont merchant_font_;
    QFont count_font_;
    QFont note_font_;
};

} // namespace livewall::widgets
