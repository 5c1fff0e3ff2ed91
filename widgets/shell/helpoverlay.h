// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "widgets/page/theme.h"
#include "widgets/page/units.h"

namespace livewall::widgets {

/// The list of keys in the middle of the window, over a veil.
class HelpOverlay final : public QWidget
{
    Q_OBJECT
public:
    HelpOverlay(const Theme& theme, QWidget* parent);

    /// Lays it over `window`, which begins at the parent's origin.
    void setUnits(const Units& units, QSize window);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QRectF plate() const; // in pixels

    const Theme& theme_;
    Units units_;
};

} // namespace livewall::widgets
