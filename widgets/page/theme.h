// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QString>

namespace livewall::widgets {

/// The wall's colours (VISUAL, Colours). Colour never speaks alone: each state has a word too.
/// Whatever paints is handed the one it paints with.
struct Theme
{
    QLatin1StringView name; ///< "dark": what it is asked for by, and its map tiles' folder
    QColor ground;
    QColor panel;
    QColor rule;    ///< rules, bar fill, band
    QColor outline; ///< past-week lines, outlines
    QColor text;
    QColor secondary; ///< second text
    QColor stale;     ///< numbers that are no longer true
    QColor accent;    ///< now
    QColor good;
    QColor warn;
    QColor bad;
    QColor past;     ///< replay, past, demo
    QColor on_plate; ///< text on a coloured plate
    QColor land;
    QColor water;
    QColor border;

    static const Theme& dark();
    static const Theme& light();
    /// "dark", "light"; null for any other name.
    static const Theme* named(QStringView name);
};

} // namespace livewall::widgets
