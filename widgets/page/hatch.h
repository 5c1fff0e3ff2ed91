// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>
#include <QString>

#include "widgets/page/theme.h"
#include "widgets/page/units.h"

class QPainter;

namespace livewall::widgets {

/// What is not known of a plot: `room`, in pixels, hatched at 45 degrees from one grid, so that
/// neighbours meet, with a word where there is room for one, on the plot's `ground`.
void paintHatch(QPainter& painter, const QRectF& room, const QString& word, const Units& units,
                const Theme& theme, const QColor& ground);

} // namespace livewall::widgets
