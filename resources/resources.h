// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

/// What the programs carry with them: the typeface inside the binary, the basemap's tiles beside
/// it.
namespace livewall::resources {

/// The family to ask QFont for: weights QFont::Normal and QFont::DemiBold are there.
inline constexpr QLatin1StringView kFontFamily{"Inter"};

/// Makes what is embedded known to Qt and registers the typeface. Once, on the GUI thread, after
/// the QGuiApplication is made and before the first text. On failure false and one line in `error`.
bool load(QString& error);

/// The folder of the basemap's tiles, `{z}/{x}/{y}.png` below it, zoom 0 to kLastTileZoom:
/// ../share/livewall/tiles/THEME as seen from the program, which is so where it is built and where
/// it is installed. Absolute; empty if it is not there. Needs a QCoreApplication.
QString tileFolder(const QString& theme);

inline constexpr int kLastTileZoom = 7;

} // namespace livewall::resources
