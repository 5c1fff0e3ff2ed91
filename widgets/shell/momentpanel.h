// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "widgets/page/theme.h"
#include "widgets/page/units.h"

class QLineEdit;

namespace livewall::widgets {

/// Where a moment is typed, in the middle of the window. While it is open it has the keyboard.
class MomentPanel final : public QWidget
{
    Q_OBJECT
public:
    MomentPanel(const Theme& theme, QWidget* parent);

    /// Lays it into the middle of the parent.
    void setUnits(const Units& units);

    /// With a moment to change, and the zone that it is read in.
    void open(const QString& moment, const QString& zone);

    /// What is wrong with what was typed; it stays open.
    void complain(const QString& trouble);

    const QString& trouble() const { return trouble_; }

Q_SIGNALS:
    void entered(const QString& moment);
    void left(); ///< without a moment

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Theme& theme_;
    Units units_;
    QLineEdit* field_; ///< child
    QString zone_;
    QString trouble_; ///< empty: none
};

} // namespace livewall::widgets
