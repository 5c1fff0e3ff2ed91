// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/verdict.h"

#include <QPainter>

#include "widgets/page/texts.h"

namespace livewall::widgets {
namespace {

QColor colourOf(const Theme& theme, view::VerdictView::Tone tone, bool is_stale)
{
    using Tone = view::VerdictView::Tone;
    if (is_stale)
        return theme.stale;
    switch (tone) {
    case Tone::Unknown:
        return theme.secondary;
    case Tone::Usual:
        return theme.text;
    case Tone::Low:
        return theme.bad;
    case Tone::High:
        return theme.warn;
    }
    return theme.text;
}

void paintLine(QPainter& painter, const QRectF& room, const QFont& font, const QColor& colour,
               const QString& text)
{
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     elided(text, font, room.width()));
}

} // namespace

void paintVerdict(QPainter& painter, const Units& units, const Theme& theme,
                  const view::VerdictView& verdict, bool is_stale)
{
    const double width = units.size().width() - 8;
    const QColor colour = colourOf(theme, verdict.tone, is_stale);
    const QColor second = is_stale ? theme.stale : theme.secondary;
    if (units.isPortrait()) {
        const auto paint = [&](Type type, const QColor& pen, double baseline, double pitch,
                               const QString& text) {
            painter.setFont(units.wordFont(type));
            painter.setPen(pen);
            return drawWrapped(painter, units.u(4), units.u(baseline), units.u(width),
                               units.u(pitch), 2, text);
        };
        const int lines = paint(Type::Verdict, colour, 22, 6, verdict.text);
        paint(Type::Status, second, 20.5 + 6 * lines, 3.8, verdict.reason);
        return;
    }
    paintLine(painter, units.rect(4, 12, width, 6), units.wordFont(Type::Verdict), colour,
              verdict.text);
    paintLine(painter, units.rect(4, 18.5, width, 4), units.wordFont(Type::Status), second,
              verdict.reason);
}

} // namespace livewall::widgets
