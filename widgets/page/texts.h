// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QPainter;

namespace livewall::widgets {

// One line of plain text in the painter's font and pen; markup in it is shown as it was written.

/// Beginning at `left`, elided at the right beyond `width` pixels.
void drawLeft(QPainter& painter, double left, double baseline, double width, const QString& text);

/// Ending at `right`, never elided. Returns its width in pixels.
double drawRight(QPainter& painter, double right, double baseline, const QString& text);

} // namespace livewall::widgets
