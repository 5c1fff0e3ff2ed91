// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/helpoverlay.h"

#include <algorithm>

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/page/plate.h"
#include "widgets/page/texts.h"
#include "widgets/shell/commands.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

// In u.
constexpr double kWidth = 90;
constexpr double kPadding = 4;
constexpr double kTitle = 7;
constexpr double kWidestLine = 5;
constexpr double kAround = 2;   // at least, above the plate and below
constexpr double kMeaning = 18; // from the left, or more where a key has a long name
constexpr double kMeaningGap = 2;
constexpr double kBaseline = 2.6;
constexpr double kRest = 2 * kPadding + kTitle + kBaseline; // of the plate, but for the lines

/// Between the first line and the last.
double gaps()
{
    const auto bindings = keyBindings();
    const auto lines = std::ranges::count_if(
        bindings, [](const KeyBinding& binding) { return !binding.label.isEmpty(); });
    return static_cast<double>(lines - 1);
}

/// From line to line: as wide as leaves the plate in the window.
double lineOf(double window_height)
{
    return std::min(kWidestLine, (window_height - 2 * kAround - kRest) / gaps());
}

} // namespace

HelpOverlay::HelpOverlay(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void HelpOverlay::setUnits(const Units& units, QSize window)
{
    units_ = units;
    setGeometry(QRect(QPoint(0, 0), window));
    update();
}

QRectF HelpOverlay::plate() const
{
    const double height = kRest + lineOf(units_.size().height()) * gaps();
    const double left = (units_.size().width() - kWidth) / 2;
    return units_.rect(left, (units_.size().height() - height) / 2, kWidth, height);
}

void HelpOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QColor veil = theme_.ground;
    veil.setAlphaF(0.8F);
    painter.fillRect(rect(), veil);

    paintPlate(painter, plate(), units_, theme_.rule);
    painter.translate(plate().topLeft());

    const auto line = [&](double left, double baseline, const QString& text) {
        drawLeft(painter, units_.u(left), units_.u(baseline), units_.u(kWidth - kPadding - left),
                 text);
    };
    painter.setPen(theme_.text);
    painter.setFont(units_.font(Type::Heading));
    double meaning = kMeaning;
    for (const KeyBinding& binding : keyBindings()) {
        const double label = QFontMetricsF(painter.font()).horizontalAdvance(binding.label);
        meaning = std::max(meaning, kPadding + label / units_.u(1) + kMeaningGap);
    }
    double baseline = kPadding + kBaseline;
    line(kPadding, baseline, tr("Keys"));
    baseline += kTitle;
    for (const KeyBinding& binding : keyBindings()) {
        if (binding.label.isEmpty())
            continue;
        painter.setFont(units_.font(Type::Heading));
        line(kPadding, baseline, binding.label);
        painter.setFont(units_.font(Type::Body));
        line(meaning, baseline, binding.meaning);
        baseline += lineOf(units_.size().height());
    }
}

} // namespace livewall::widgets
