// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <QRectF>

#include "models/view/wallview.h"
#include "widgets/page/units.h"

namespace livewall::widgets {

/// A banner as it stands in the header.
struct Plate
{
    QRectF rect; ///< in pixels of the window
    view::Severity severity = view::Severity::Warn;
    QString text; ///< fits, elided if need be
};

/// What stands left of the clock.
struct HeaderLayout
{
    std::vector<Plate> plates;
    QString more; ///< "+2": banners for which there is no room; stands at more_left
    double more_left = 0;
    QRectF title; ///< where the page's title stands; empty where plates have its place
};

/// Lays banners and title out. The severest banner stands first; the others follow in words as far
/// as there is room, then as "+2". The word of the mode is always among them. A banner that says
/// that something is wrong takes the title's place; the mode alone stands before the title.
/// `right` is where the clock begins, in pixels.
HeaderLayout layOutHeader(const std::vector<view::Banner>& banners, const QString& mode_word,
                          const QString& title, const Units& units, double right);

/// A plate's text begins so far from its left, in u.
inline constexpr double kPlatePadding = 1.6;

} // namespace livewall::widgets
