// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QPainter;

namespace livewall::widgets {

// Plain text in the painter's font and pen; markup in it is shown as it was written.

/// Beginning at `left`, elided at the right beyond `width` pixels.
void drawLeft(QPainter& painter, double left, double baseline, double width, const QString& text);

/// In lines `pitch` pixels apart, `most_lines` of them at most and the last one elided. Returns how
/// many there are.
int drawWrapped(QPainter& painter, double left, double baseline, double width, double pitch,
                int most_lines, const QString& text);

/// Ending at `right`, never elided. Returns its width in pixels.
double drawRight(QPainter& painter, double right, double baseline, const QString& text);

} // namespace livewall::widgets
