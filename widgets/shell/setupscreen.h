// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/page/theme.h"

#include <QStringList>
#include <QWidget>

namespace livewall::widgets {

/// What a wall shows that no feed is configured for: what to write where, and what is wrong with
/// what is there. It invents nothing. GUI thread only.
class SetUpScreen final : public QWidget
{
    Q_OBJECT
public:
    /// `file`: where the configuration is to be.
    SetUpScreen(QString file, const Theme& theme);

    /// Which must outlive it.
    void setTheme(const Theme& theme);

    /// In a kiosk no key ends it, and it cannot be closed.
    void setKiosk(bool is_kiosk);

    /// What keeps the wall from starting, a line each; empty: nothing is configured yet.
    void setFaults(const QStringList& faults);

Q_SIGNALS:
    /// Somebody closed it.
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString file_;
    QStringList faults_;
    bool is_kiosk_ = false;
    const Theme* theme_; ///< never null
};

} // namespace livewall::widgets
