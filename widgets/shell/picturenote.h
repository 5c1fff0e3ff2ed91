// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <QSize>
#include <QString>

class QImage;

namespace livewall::view {
struct WallView;
}

namespace livewall::widgets {

/// What a picture says of itself, in the text of its PNG (ISO/IEC 15948, tEXt): enough to draw it
/// again from the same purchases.
struct PictureNote
{
    QString at;       ///< T, RFC 3339 in UTC, to the millisecond; empty where there was none
    QString page;     ///< "week"
    QSize size;       ///< pixels
    QString zone;     ///< IANA
    QString exclude;  ///< "fi,se"
    QString theme;    ///< "dark"
    QString language; ///< of its words: "en"
    QString version;  ///< of the program
    friend bool operator==(const PictureNote&, const PictureNote&) = default;
};

/// Of a picture of that view, in the theme of that name and QLocale's default language.
void annotate(QImage& picture, const view::WallView& view, const QString& page,
              const QString& theme);

/// Nothing where the file cannot be read as a picture, or is none of this program's.
std::optional<PictureNote> readNote(const QString& path);

} // namespace livewall::widgets
