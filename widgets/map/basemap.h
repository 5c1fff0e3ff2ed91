// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/viewport.h"
#include "widgets/page/theme.h"

#include <vector>

#include <QQuickWidget>
#include <QString>
#include <QTemporaryDir>

namespace livewall::widgets {

/// Land, water and borders: Qt Location, showing tiles that lie on the disk as {z}/{x}/{y}.png.
/// Asks no network for anything, and keeps what it caches in a temporary folder that goes with it.
/// Takes no input.
class Basemap final : public QQuickWidget
{
public:
    /// `tiles`: the folder that holds the zooms from 0 on, drawn in the theme's colours; empty if
    /// there is none.
    Basemap(const QString& tiles, const Theme& theme, QWidget* parent = nullptr);

    /// Why there is no map, in words; empty if there is one.
    const QString& problem() const { return problem_; }

    /// As close as its tiles allow.
    double closestZoom() const;

    /// Takes the viewport's size and shows what it sees. Tiles appear as they are read.
    void look(const Viewport& viewport);

    /// Every tile in view is on the screen. Never true while one of them is missing.
    bool isComplete() const { return looks_ && awaited_.empty(); }

private:
    void load(const QString& tiles, const Theme& theme);
    void forgetArrived();

    QTemporaryDir cache_;
    QString problem_;
    int deepest_ = 0; ///< the last zoom that has tiles
    Viewport viewport_;
    bool looks_ = false;
    std::vector<Tile> awaited_; ///< in view, not known to be on the screen
    QString cached_name_;       ///< of a tile's file in the cache, up to its zoom
};

} // namespace livewall::widgets
