// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/view/wallview.h"

#include <QString>
#include <QWidget>

#include <cstdint>
#include <memory>
#include <vector>

namespace livewall::widgets {

/// What a page is given to draw one frame.
struct Frame
{
    std::shared_ptr<const view::WallView> view; ///< never null
    std::vector<view::MapPoint> pulses;         ///< purchases since the frame before, for the map
    std::int64_t now_ms =
        0; ///< animation time: monotonic, starts anywhere; the only clock of motion
};

enum class Motion { Still, Moving };

/// One screen of the wall. It fills the window, less nothing: header, banner and status bar lie
/// over it, and it keeps clear of their places (Units). Motion is a function of Frame::now_ms
/// alone, never of a timer, so that a picture can be taken at any instant and comes out the same.
/// GUI thread only.
class Page : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// What it is asked for by: "top", "week". Whoever makes it says so.
    const QString& name() const { return name_; }
    void setName(const QString& name) { name_ = name; }

    /// "Top 10 Stores (# accepted transactions)"
    virtual QString title() const = 0;

    /// Shows a frame. Moving: wants the next one at once (1/60 s), else when something changes.
    virtual Motion advance(const Frame& frame) = 0;

    /// Offers a key that the wall has no use for. True: it meant something on this page.
    virtual bool takeKey([[maybe_unused]] int key) { return false; }

    /// False while something that belongs in the picture is still missing (map tiles).
    virtual bool isComplete() const { return true; }

private:
    QString name_;
};

} // namespace livewall::widgets
