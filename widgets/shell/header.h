// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "models/view/wallview.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"
#include "widgets/shell/headerlayout.h"

namespace livewall::widgets {

/// Title or banners left, clock and zone right. Repaints the side that changed.
class Header final : public QWidget
{
    Q_OBJECT
public:
    Header(const Theme& theme, QWidget* parent);

    void setUnits(const Units& units);
    void setTitle(const QString& title);
    void show(const view::WallView& view);

    const HeaderLayout& layOut() const { return layout_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    double clockLeft() const; // in pixels of the window, the same at every second
    QColor plateColor(view::Severity severity) const;
    void paintClock(QPainter& painter) const;
    void paintBanners(QPainter& painter) const;

    const Theme& theme_;
    Units units_;
    HeaderLayout layout_;
    QString title_;
    QString clock_;
    QString zone_;
    QString mode_word_;
    std::vector<view::Banner> banners_;
};

} // namespace livewall::widgets
