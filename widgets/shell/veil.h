// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace livewall::widgets {

/// Black over the whole window, or as much of it as leaves some of the picture's light.
class Veil final : public QWidget
{
    Q_OBJECT
public:
    explicit Veil(QWidget* parent);

    /// What is left of the light, in percent: 0 is black, 100 no veil.
    void setBrightness(double percent);
    bool isBlack() const { return brightness_ <= 0; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double brightness_ = 100;
};

} // namespace livewall::widgets
