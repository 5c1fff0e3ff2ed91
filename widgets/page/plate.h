// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/page/units.h"

class QColor;
class QPainter;
class QRectF;

namespace livewall::widgets {

/// What words and figures stand on, panels and banners alike: with round corners, without a border
/// (VISUAL, Colours). `rect` in pixels. Afterwards the painter has no brush and no pen, and smooths
/// edges as before.
void paintPlate(QPainter& painter, const QRectF& rect, const Units& units, const QColor& color);

} // namespace livewall::widgets
