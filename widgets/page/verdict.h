// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/view/wallview.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"

class QPainter;

namespace livewall::widgets {

/// Paints a verdict and under it its reason: (4, 12, 169.8, 6) and (4, 18.5, 169.8, 4) u of the
/// window, which may be wider or narrower; in a portrait each on up to two lines, from 17 to 37 u.
/// `is_stale`: it is no longer of now.
void paintVerdict(QPainter& painter, const Units& units, const Theme& theme,
                  const view::VerdictView& verdict, bool is_stale);

} // namespace livewall::widgets
