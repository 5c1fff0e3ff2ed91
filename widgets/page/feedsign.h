// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>

#include "models/view/wallview.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"

class QPainter;

namespace livewall::widgets {

inline constexpr double kFeedSign = 1.6; ///< u, wide and high

/// How a feed does: filled alive, a ring quiet, a triangle suspect, a cross dead.
void paintFeedSign(QPainter& painter, view::FeedSign sign, const QRectF& place, const Units& units,
                   const Theme& theme);

} // namespace livewall::widgets
