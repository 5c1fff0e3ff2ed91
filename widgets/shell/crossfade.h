// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPixmap>
#include <QWidget>

#include "widgets/page/page.h"

namespace livewall::widgets {

/// The page before, fading away over the one that is shown. Lies over the pages, under the header.
class CrossFade final : public QWidget
{
    Q_OBJECT
public:
    static constexpr std::int64_t kDuration_ms = 300;

    explicit CrossFade(QWidget* parent);

    void start(QPixmap before, std::int64_t now_ms);
    void stop();
    Motion advance(std::int64_t now_ms);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QPixmap before_;
    std::int64_t started_ms_ = 0;
    double opacity_ = 0;
};

} // namespace livewall::widgets
