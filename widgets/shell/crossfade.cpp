// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/crossfade.h"

#include <algorithm>

#include <QPainter>

namespace livewall::widgets {

CrossFade::CrossFade(QWidget* parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void CrossFade::start(QPixmap before, std::int64_t now_ms)
{
    before_ = std::move(before);
    started_ms_ = now_ms;
    opacity_ = 1;
    show();
}

void CrossFade::stop()
{
    before_ = {};
    hide();
}

Motion CrossFade::advance(std::int64_t now_ms)
{
    if (before_.isNull())
        return Motion::Still;
    const auto elapsed_ms = static_cast<double>(now_ms - started_ms_);
    opacity_ = std::clamp(1 - elapsed_ms / kDuration_ms, 0.0, 1.0);
    if (opacity_ == 0) {
        stop();
        return Motion::Still;
    }
    update();
    return Motion::Moving;
}

void CrossFade::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setOpacity(opacity_);
    painter.drawPixmap(0, 0, before_);
}

} // namespace livewall::widgets
