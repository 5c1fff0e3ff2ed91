// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "widgets/page/page.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"

namespace livewall::widgets {

/// A short answer to a key, over the status bar for kDuration_ms.
class Notice final : public QWidget
{
    Q_OBJECT
public:
    static constexpr std::int64_t kDuration_ms = 4'000;

    Notice(const Theme& theme, QWidget* parent);

    void setUnits(const Units& units);
    void tell(const QString& text, std::int64_t now_ms);
    void advance(std::int64_t now_ms);

    const QString& text() const { return text_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& theme_;
    Units units_;
    QString text_;
    std::int64_t until_ms_ = 0;
};

} // namespace livewall::widgets
