// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "widgets/page/theme.h"
#include "widgets/page/units.h"
#include "widgets/shell/statuslayout.h"

namespace livewall::widgets {

/// Feeds, what was not simply counted, and which page it is. A feed's sign is a shape before it is
/// a colour: a disc is alive, a ring quiet, a triangle suspect, a cross dead.
class StatusBar final : public QWidget
{
    Q_OBJECT
public:
    StatusBar(const Theme& theme, QWidget* parent);

    void setUnits(const Units& units);
    void show(const StatusContent& content);

    const StatusContent& content() const { return content_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void paintPages(QPainter& painter) const;

    const Theme& theme_;
    Units units_;
    StatusContent content_;
    StatusLayout layout_;
};

} // namespace livewall::widgets
