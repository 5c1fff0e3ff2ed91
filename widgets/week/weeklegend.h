// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <QString>

#include "models/view/wallview.h"
#include "widgets/week/weekpens.h"

class QPainter;
class QRectF;

namespace livewall::widgets {

enum class Sample { None, ThisWeek, PastWeek, ThisHour, Band, Gap, Deploy };

/// One mark of the plot in words.
struct LegendEntry
{
    Sample sample = Sample::None;
    QString text;
    friend bool operator==(const LegendEntry&, const LegendEntry&) = default;
};

/// What is plotted, and what is missing: marks that are not there are not explained.
std::vector<LegendEntry> weekLegend(const view::WeekView& week, bool has_band);

/// Paints the entries in one line, to the right, vertically in the middle of `room`, which cuts the
/// last ones off where it is too narrow; or from the left in as many lines as it has room for.
void paintLegend(QPainter& painter, const QRectF& room, const Units& units, const Theme& theme,
                 const WeekPens& pens, const std::vector<LegendEntry>& entries);

} // namespace livewall::widgets
