// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/placeplate.h"

#include "widgets/page/texts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

namespace livewall::widgets {

namespace {

// All in u.
constexpr double kPadding = 1.6;
constexpr double kGap = 2.4; ///< between the parts of the second line
constexpr double kFirstOfTwo = 6;
constexpr double kFirstAlone = 8.2;
constexpr double kSecond = 10.6;

/// The second line: country, merchant, amount.
using Parts = std::array<QString, 3>;

Parts partsOf(const PlaceName& name)
{
    return {name.country, name.merchant, name.amount};
}

/// Room for each, with a gap after all but the last.
std::array<double, 3> widthsOf(const Parts& parts, const Units& units)
{
    const QFontMetricsF metrics(units.font(Type::Body));
    std::array<double, 3> widths{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!parts[i].isEmpty())
            widths[i] = std::ceil(metrics.horizontalAdvance(parts[i]));
    }
    return widths;
}

double gapsIn(const Parts& parts, const Units& units)
{
    const auto filled =
        std::ranges::count_if(parts, [](const QString& one) { return !one.isEmpty(); });
    return filled > 1 ? static_cast<double>(filled - 1) * units.u(kGap) : 0;
}

/// Within `room` pixels: the merchant gives way first, down to a third of what the amount leaves,
/// then the country.
void fit(std::array<double, 3>& widths, double room)
{
    auto& [country, merchant, amount] = widths;
    const double names = std::max(0.0, room - amount);
    country = std::min(country, names - std::min(merchant, names / 3));
    merchant = std::min(merchant, names - country);
}

/// In the middle of a gap that begins at `left`.
void drawDot(QPainter& painter, double left, double baseline, const Units& units)
{
    constexpr double kDotRadius = 0.25;
    constexpr double kDotHeight = 1.05;
    painter.setBrush(painter.pen().color());
    painter.drawEllipse(QPointF(left + units.u(kGap / 2), baseline - units.u(kDotHeight)),
                        units.u(kDotRadius), units.u(kDotRadius));
}

} // namespace

double placeWidth(const PlaceName& name, const Units& units)
{
    const Parts parts = partsOf(name);
    double second = gapsIn(parts, units);
    for (const double width : widthsOf(parts, units))
        second += width;
    const double first = QFontMetricsF(units.font(Type::Verdict)).horizontalAdvance(name.place);
    return std::max(first, second) / units.u(1) + 2 * kPadding;
}

void drawPlace(QPainter& painter, const PlaceName& name, const Units& units, QPointF corner,
               double width, const QColor& first, const QColor& second)
{
    const Parts parts = partsOf(name);
    const bool is_alone = std::ranges::all_of(parts, &QString::isEmpty);
    double left = corner.x() + units.u(kPadding);
    // The plate's edges are rounded to pixels.
    const double room = std::ceil(width - units.u(2 * kPadding)) + 1;
    painter.setFont(units.font(Type::Verdict));
    painter.setPen(first);
    drawLeft(painter, left, corner.y() + units.u(is_alone ? kFirstAlone : kFirstOfTwo), room,
             name.place);

    const double baseline = corner.y() + units.u(kSecond);
    auto widths = widthsOf(parts, units);
    fit(widths, room - gapsIn(parts, units));
    painter.setFont(units.font(Type::Body));
    painter.setPen(second);
    bool is_first = true;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].isEmpty())
            continue;
        if (!is_first) {
            drawDot(painter, left, baseline, units);
            left += units.u(kGap);
        }
        is_first = false;
        drawLeft(painter, left, baseline, widths[i], parts[i]);
        left += widths[i];
    }
}

} // namespace livewall::widgets
