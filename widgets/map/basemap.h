// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/viewport.h"
#include "widgets/page/theme.h"

#include <cstdint>
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
    Q_OBJECT
public:
    /// `tiles`: the folder that holds the zooms from 0 on, drawn in the theme's colours; empty if
    /// there is none.
    Basemap(const QString& tiles, const Theme& theme, QWidget* parent = nullptr);

    /// Why there is no map, in words; empty if there is one.
    const QString& problem() const { return problem_; }

    /// As close as its tiles allow.
    double closestZoom() const;

    /// Takes the viewport's size and shows what it sees; to be called once a frame, at `now_ms` of
    /// animation time. At a new size the map appears when all its tiles have been read, or after
    /// kPatience_ms with those that are there; while the view moves they appear one by one.
    void look(const Viewport& viewport, std::int64_t now_ms);

    /// Every tile in view is on the screen. Never true while one of them is missing.
    bool isComplete() const { return is_drawn_; }

    static constexpr std::int64_t kPatience_ms = 2'000;

private:
    void load(const QString& tiles, const Theme& theme);
    void aim(const Viewport& viewport);
    void forgetArrived();

    QTemporaryDir cache_;
    QString problem_;
    int deepest_ = 0; ///< the last zoom that has tiles
    Viewport viewport_;
    std::vector<Tile> awaited_;  ///< in view, not known to have been read
    QString cached_name_;        ///< of a tile's file in the cache, up to its zoom
    std::int64_t hidden_ms_ = 0; ///< since when, if it is hidden
    bool is_drawn_ = false;      ///< a frame has been drawn since the last awaited tile was read
};

} // namespace livewall::widgets
