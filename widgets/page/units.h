// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>
#include <QRectF>
#include <QSize>
#include <QSizeF>

namespace livewall::widgets {

/// The roles of type on the wall, with their em height in u.
enum class Type {
    Verdict,     ///< 5.0, 600: verdict, place name
    WideCount,   ///< 4.4, 600: counts of a table that has the page to itself
    WideName,    ///< 4.4, 400: its merchants
    Clock,       ///< 4.0, 600
    Heading,     ///< 3.0, 600: counts, panel headings, banner
    Body,        ///< 3.0, 400: merchant, axis days, page title
    Status,      ///< 2.6, 400: status bar, axis numbers, map cities
    Note,        ///< 2.2, 400: EID, cur/#, column heads, notes
    Attribution, ///< 1.6, 400: the map's attribution and nothing else
};

/// The wall's unit: 1 u is 1% of the window's height. 16:9 is 177.8 x 100 u; a wider or narrower
/// window keeps the height and gains or loses width, down to 4:3. Below that no number would fit:
/// the layout keeps 4:3, and the height gains. A window higher than wide is a portrait: it is 92 u
/// wide, its clock stands under the title, and panels stand one under the other. Everything is laid
/// out in u and becomes pixels last. A value; cheap to copy.
class Units
{
public:
    explicit Units(QSize window = {1920, 1080});

    QSizeF size() const; ///< of the window in u: {width, 100}, {133.3, height} or {92, height}
    double u(double length) const { return length * pixels_; }          ///< in pixels, not rounded
    QRectF rect(double x, double y, double width, double height) const; ///< in whole pixels

    bool isPortrait() const { return window_.width() < window_.height(); }
    double contentTop() const; ///< in u: 13, in a portrait 18
    double statusTop() const;  ///< in u: 9 above the window's end

    QRectF header() const;    ///< (4, 3, width - 8, 8) in pixels, in a portrait 13 high
    QRectF banner() const;    ///< (4, 2.5, 106, 7.5), less where the clock is beside it
    QRectF content() const;   ///< (4, contentTop, width - 8, 76), or as high as there is room
    QRectF statusBar() const; ///< (4, statusTop, width - 8, 6)

    /// Inter with tabular figures, at the role's size in pixels.
    QFont font(Type role) const;

    /// The same with proportional figures, for names and sentences: among tabular ones a hyphen
    /// gets the width of a digit and tears the word apart.
    QFont wordFont(Type role) const;

private:
    QSize window_;
    double pixels_; ///< of one u
};

/// `text`, cut at the right with an ellipsis where it is wider than `width` pixels.
QString elided(const QString& text, const QFont& font, double width);

} // namespace livewall::widgets
