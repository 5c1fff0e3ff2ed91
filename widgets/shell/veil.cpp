// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/veil.h"

#include <QPaintEvent>
#include <QPainter>

namespace livewall::widgets {

Veil::Veil(QWidget* parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void Veil::setBrightness(double percent)
{
    brightness_ = percent;
    // What lies under black is not painted.
    setAttribute(Qt::WA_OpaquePaintEvent, isBlack());
    setVisible(percent < 100);
    update();
}

void Veil::paintEvent(QPaintEvent* event)
{
    QColor black(Qt::black);
    black.setAlphaF(static_cast<float>(1 - brightness_ / 100));
    QPainter(this).fillRect(event->rect(), black);
}

} // namespace livewall::widgets
