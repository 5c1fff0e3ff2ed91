// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/headerlayout.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

using view::Banner;
using view::Severity;

constexpr double kPlateGap = 0.8;     // u
constexpr double kTitleGap = 2.0;     // u, also to the clock
constexpr double kShortestPlate = 30; // u, less would not tell enough

class Builder
{
public:
    Builder(const Units& units, double right)
        : units_(units)
        , font_(units.wordFont(Type::Heading))
        , left_(units.banner().left())
        , right_(right - units.u(kTitleGap))
    {
    }

    double room() const { return right_ - left_; }
    double gap() const { return units_.u(kPlateGap); }

    double plateWidth(const QString& text) const
    {
        return std::ceil(QFontMetricsF(font_).horizontalAdvance(text) +
                         2 * units_.u(kPlatePadding));
    }

    double moreWidth(std::size_t count) const
    {
        return QFontMetricsF(font_).horizontalAdvance(moreText(count)) + 2 * gap();
    }

    static QString moreText(std::size_t count) { return u"+%1"_s.arg(count); }

    void addPlate(Severity severity, const QString& text, double width)
    {
        const QRectF bar = units_.banner();
        const double text_width = width - 2 * units_.u(kPlatePadding);
        // The half pixel: what was measured to fit must not be elided by rounding.
        layout_.plates.push_back({{left_, bar.top(), width, bar.height()},
                                  severity,
                                  elided(text, font_, text_width + 0.5)});
        left_ += width + gap();
    }

    void addMore(std::size_t count)
    {
        layout_.more = moreText(count);
        layout_.more_left = left_ + gap();
    }

    void addTitle()
    {
        if (!layout_.plates.empty())
            left_ += units_.u(kTitleGap) - gap();
        const QRectF bar = units_.banner();
        layout_.title = {left_, bar.top(), std::max(0.0, room()), bar.height()};
    }

    HeaderLayout take() { return std::move(layout_); }

private:
    const Units& units_;
    QFont font_;
    double left_;
    double right_;
    HeaderLayout layout_;
};

} // namespace

HeaderLayout layOutHeader(const std::vector<Banner>& banners, const QString& mode_word,
                          const QString& title, const Units& units, double right)
{
    Builder builder(units, right);
    if (banners.empty()) {
        builder.addTitle();
        return builder.take();
    }

    const Banner& first = banners.front();
    if (first.severity == Severity::Mode) {
        const double title_width =
            QFontMetricsF(units.wordFont(Type::Body)).horizontalAdvance(title) + units.u(kTitleGap);
        const double whole = builder.plateWidth(first.text);
        const bool fits = whole + title_width <= builder.room();
        const QString text = fits ? first.text : mode_word;
        builder.addPlate(Severity::Mode, text, builder.plateWidth(text));
        builder.addTitle();
        return builder.take();
    }

    std::vector<Banner> others;
    std::ranges::copy_if(banners.begin() + 1, banners.end(), std::back_inserter(others),
                         [](const Banner& banner) { return banner.severity != Severity::Mode; });
    const double mode_width =
        mode_word.isEmpty() ? 0 : builder.plateWidth(mode_word) + builder.gap();
    const auto roomBesides = [&](std::size_t unshown) {
        const double more = unshown > 0 ? builder.moreWidth(unshown) + builder.gap() : 0;
        return builder.room() - mode_width - more;
    };

    builder.addPlate(first.severity, first.text,
                     std::min(builder.plateWidth(first.text), roomBesides(others.size())));
    std::size_t shown = 0;
    while (shown < others.size()) {
        const Banner& next = others[shown];
        const double whole = builder.plateWidth(next.text);
        const double width = std::min(whole, roomBesides(others.size() - shown - 1));
        if (width < std::min(whole, units.u(kShortestPlate)))
            break;
        builder.addPlate(next.severity, next.text, width);
        ++shown;
    }
    if (!mode_word.isEmpty())
        builder.addPlate(Severity::Mode, mode_word, builder.plateWidth(mode_word));
    if (shown < others.size())
        builder.addMore(others.size() - shown);
    return builder.take();
}

} // namespace livewall::widgets
