// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "widgets/page/theme.h"
#include "widgets/page/units.h"

namespace livewall::widgets {

/// The frame round a window whose time or purchases are not real ones. Covers nothing within.
class ModeFrame final : public QWidget
{
    Q_OBJECT
public:
    ModeFrame(const Theme& theme, QWidget* parent);

    /// Lays it round `window`, which begins at the parent's origin.
    void setUnits(const Units& units, QSize window);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& theme_;
};

} // namespace livewall::widgets
