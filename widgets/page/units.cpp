// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/units.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

constexpr double kSide = 4;              // u, left and right of everything
constexpr double kNarrowest = 400.0 / 3; // u, the width below which nothing fits: 4:3
constexpr double kPortrait = 92;         // u, the width of a window that is higher than wide
constexpr double kClockRoom = 64;        // u, what a banner leaves to the clock

struct TypeSize
{
    double em; // u
    QFont::Weight weight;
};

constexpr TypeSize sizeOf(Type role)
{
    switch (role) {
    case Type::Verdict:
        return {5.0, QFont::DemiBold};
    case Type::WideCount:
        return {4.4, QFont::DemiBold};
    case Type::WideName:
        return {4.4, QFont::Normal};
    case Type::Clock:
        return {4.0, QFont::DemiBold};
    case Type::Heading:
        return {3.0, QFont::DemiBold};
    case Type::Body:
        return {3.0, QFont::Normal};
    case Type::Status:
        return {2.6, QFont::Normal};
    case Type::Note:
        return {2.2, QFont::Normal};
    case Type::Attribution:
        return {1.6, QFont::Normal};
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

Units::Units(QSize window)
    : window_(window.expandedTo({1, 1}))
    , pixels_(isPortrait() ? window_.width() / kPortrait
                           : std::min(window_.height() / 100.0, window_.width() / kNarrowest))
{
}

QSizeF Units::size() const
{
    return {window_.width() / pixels_, window_.height() / pixels_};
}

QRectF Units::rect(double x, double y, double width, double height) const
{
    // Edges are rounded, not lengths, so that what touches in u touches in pixels.
    const double left = std::round(u(x));
    const double top = std::round(u(y));
    return {left, top, std::round(u(x + width)) - left, std::round(u(y + height)) - top};
}

double Units::contentTop() const
{
    return isPortrait() ? 18 : 13;
}

double Units::statusTop() const
{
    return size().height() - 9;
}

QRectF Units::header() const
{
    return rect(kSide, 3, size().width() - 2 * kSide, isPortrait() ? 13 : 8);
}

QRectF Units::banner() const
{
    const double room = size().width() - 2 * kSide - (isPortrait() ? 0 : kClockRoom);
    return rect(kSide, 2.5, std::clamp(room, 1.0, 106.0), 7.5);
}

QRectF Units::content() const
{
    return rect(kSide, contentTop(), size().width() - 2 * kSide, statusTop() - 2 - contentTop());
}

QRectF Units::statusBar() const
{
    return rect(kSide, statusTop(), size().width() - 2 * kSide, 6);
}

QFont Units::font(Type role) const
{
    const TypeSize size = sizeOf(role);
    QFont font(u"Inter"_s);
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(u(size.em)))));
    font.setWeight(size.weight);
    font.setFeature("tnum", 1);
    // Letters keep their widths at every size, so that text fits at all of them or at none.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QFont Units::wordFont(Type role) const
{
    QFont words = font(role);
    words.unsetFeature("tnum");
    return words;
}

QString elided(const QString& text, const QFont& font, double width)
{
    return QFontMetricsF(font).elidedText(text, Qt::ElideRight, width);
}

} // namespace livewall::widgets
