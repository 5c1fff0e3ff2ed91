// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/helpoverlay.h"

#include <algorithm>

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/page/texts.h"
#include "widgets/shell/commands.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

// In u.
constexpr double kWidth = 84;
constexpr double kPadding = 4;
constexpr double kTitle = 7;
constexpr double kLine = 5;
constexpr double kMeaning = 18; // from the left, or more where a key has a long name
constexpr double kMeaningGap = 2;
constexpr double kBaseline = 2.6;

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
    const double height =
        2 * kPadding + kTitle + kLine * static_cast<double>(keyBindings().size() - 1) + kBaseline;
    const double left = (units_.size().width() - kWidth) / 2;
    return units_.rect(left, (units_.size().height() - height) / 2, kWidth, height);
}

void HelpOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QColor veil = theme_.ground;
    veil.setAlphaF(0.8F);
    painter.fillRect(rect(), veil);

    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_.rule);
    painter.drawRoundedRect(plate(), units_.u(0.8), units_.u(0.8));
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
        painter.setFont(units_.font(Type::Heading));
        line(kPadding, baseline, binding.label);
        painter.setFont(units_.font(Type::Body));
        line(meaning, baseline, binding.meaning);
        baseline += kLine;
    }
}

} // namespace livewall::widgets
