// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QPointF>

namespace livewall::widgets {

/// Fills `into` with a part of `sheet` that begins at `origin`, each of its pixels `step` of the
/// sheet's apart: between the four nearest by their distance, in 256ths, as QPainter does with
/// SmoothPixmapTransform, and several times as fast. Beyond the sheet lie its edges' pixels. Both
/// are of Format_RGB32; the sheet has at least two pixels each way.
void magnify(const QImage& sheet, QPointF origin, double step, QImage& into);

} // namespace livewall::widgets
