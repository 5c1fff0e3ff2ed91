// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QString>

namespace livewall::golden {

/// What may differ: rasterisers of other versions round a little differently at edges.
struct Tolerance
{
    int channel = 24;       ///< a pixel differs when any of its channels does by more
    qsizetype pixels = 400; ///< so many may
};

struct Comparison
{
    bool is_same_size = false;
    qsizetype differing = 0; ///< pixels beyond the tolerance of a channel
    QImage difference;       ///< those in red over the picture, dimmed
};

Comparison compare(const QImage& picture, const QImage& golden, const Tolerance& tolerance);

/// Compares `picture` with tests/golden/pictures/NAME.png. Empty where it is the same; else one
/// line, and picture and difference are written beside the test program. With
/// LIVEWALL_UPDATE_GOLDEN=1 in the environment the golden picture is written instead: look at it.
QString checkAgainstGolden(const QImage& picture, const QString& name,
                           const Tolerance& tolerance = {});

} // namespace livewall::golden
