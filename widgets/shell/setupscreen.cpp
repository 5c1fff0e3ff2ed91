// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/setupscreen.h"

#include "widgets/page/texts.h"
#include "widgets/page/units.h"

#include <QCloseEvent>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace livewall::widgets {

namespace {

constexpr qsizetype kMostFaults = 6;
/// So few have room for more than a line each.
constexpr qsizetype kFewFaults = 2;
constexpr int kFaultLines = 4;

// In u (VISUAL.md): the page's margins, and lines of the Body role.
constexpr double kLeft = 4;
constexpr double kTitle = 8.6;
constexpr double kFirstLine = 22;
constexpr double kLine = 4.6;

} // namespace

SetUpScreen::SetUpScreen(QString file, const Theme& theme) : file_(std::move(file)), theme_(&theme)
{
    setWindowTitle(u"Livewall"_s);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void SetUpScreen::setTheme(const Theme& theme)
{
    theme_ = &theme;
    update();
}

void SetUpScreen::setKiosk(bool is_kiosk)
{
    is_kiosk_ = is_kiosk;
    setWindowFlag(Qt::FramelessWindowHint, is_kiosk); // as WallWindow
    if (is_kiosk)
        setCursor(Qt::BlankCursor);
}

void SetUpScreen::setFaults(const QStringList& faults)
{
    faults_ = faults;
    update();
}

void SetUpScreen::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Units units(size());
    painter.fillRect(rect(), theme_->ground);
    const double left = units.u(kLeft);
    const double width = units.u(units.size().width() - 2 * kLeft);

    painter.setPen(theme_->text);
    painter.setFont(units.wordFont(Type::Verdict));
    drawLeft(painter, left, units.u(kTitle), width,
             faults_.isEmpty() ? tr("No feed yet") : tr("The configuration cannot be used"));

    double y = kFirstLine;
    const auto line = [&](const QString& text, const QColor& colour, Type role = Type::Body) {
        painter.setPen(colour);
        painter.setFont(units.wordFont(role));
        drawLeft(painter, left, units.u(y), width, text);
        y += kLine;
    };
    if (faults_.isEmpty()) {
        line(tr("Say where purchases come from. In %1:").arg(file_), theme_->secondary);
        y += kLine / 2;
        for (const QString& text : {u"[[feed]]"_s, u"name = \"shop\""_s,
                                    u"url = \"https://events.example.com/purchases\""_s})
            line(text, theme_->text, Type::Heading);
    } else {
        for (const QString& fault : faults_.first(std::min(faults_.size(), kMostFaults))) {
            if (faults_.size() > kFewFaults) {
                line(fault, theme_->bad);
                continue;
            }
            painter.setPen(theme_->bad);
            painter.setFont(units.wordFont(Type::Body));
            const int lines =
                drawWrapped(painter, left, units.u(y), width, units.u(kLine), kFaultLines, fault);
            y += lines * kLine;
        }
        if (faults_.size() > kMostFaults)
            line(tr("and %1 more: livewallctl check-config").arg(faults_.size() - kMostFaults),
                 theme_->secondary);
    }
    y += kLine / 2;
    line(tr("This wall begins by itself as soon as the file can be used."), theme_->secondary);
    y += kLine;
    line(tr("livewallctl check-config   what is wrong with it"), theme_->secondary);
    line(tr("livewall --demo   how it looks, with invented purchases"), theme_->secondary);
    if (!is_kiosk_)
        line(tr("Q   quits"), theme_->secondary);
}

void SetUpScreen::closeEvent(QCloseEvent* event)
{
    if (is_kiosk_)
        event->ignore();
    else
        Q_EMIT closed();
}

void SetUpScreen::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Q || event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace livewall::widgets
