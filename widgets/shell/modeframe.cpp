// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/modeframe.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

namespace livewall::widgets {
namespace {

constexpr double kThickness = 0.8; // u

} // namespace

ModeFrame::ModeFrame(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void ModeFrame::setUnits(const Units& units, QSize window)
{
    setGeometry(QRect(QPoint(0, 0), window));
    const int thickness = std::max(1, static_cast<int>(std::lround(units.u(kThickness))));
    const QRect inner = rect().adjusted(thickness, thickness, -thickness, -thickness);
    // The mask keeps what is within out of every repaint.
    setMask(QRegion(rect()) - inner);
}

void ModeFrame::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), theme_.past);
}

} // namespace livewall::widgets
