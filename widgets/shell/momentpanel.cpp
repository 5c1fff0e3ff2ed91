// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/momentpanel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

#include "widgets/page/plate.h"
#include "widgets/page/texts.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

// In u.
constexpr double kWidth = 84;
constexpr double kHeight = 27;
constexpr double kPadding = 4;
constexpr double kFieldTop = 9.4;
constexpr double kFieldHeight = 7;
constexpr double kLine = 3.2;
constexpr double kHint = 20.2; // its first baseline

} // namespace

MomentPanel::MomentPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), field_(new QLineEdit(this))
{
    field_->setFrame(false);
    field_->setMaxLength(40);
    field_->setContextMenuPolicy(Qt::NoContextMenu);
    setFocusProxy(field_);
    connect(field_, &QLineEdit::returnPressed, this, [this] { Q_EMIT entered(field_->text()); });
    connect(field_, &QLineEdit::textEdited, this, [this] { complain({}); });
    hide();
}

void MomentPanel::setUnits(const Units& units)
{
    units_ = units;
    const double left = (units.size().width() - kWidth) / 2;
    setGeometry(units.rect(left, (units.size().height() - kHeight) / 2, kWidth, kHeight).toRect());
    field_->setGeometry(
        units.rect(kPadding, kFieldTop, kWidth - 2 * kPadding, kFieldHeight).toRect());
    field_->setFont(units.font(Type::Clock));
    field_->setTextMargins(static_cast<int>(units.u(1.6)), 0, static_cast<int>(units.u(1.6)), 0);
    QPalette colours = field_->palette();
    colours.setColor(QPalette::Base, theme_.ground);
    colours.setColor(QPalette::Text, theme_.text);
    colours.setColor(QPalette::Highlight, theme_.past);
    colours.setColor(QPalette::HighlightedText, theme_.on_plate);
    field_->setPalette(colours);
}

void MomentPanel::open(const QString& moment, const QString& zone)
{
    zone_ = zone;
    complain({});
    field_->setText(moment);
    field_->selectAll();
    show();
    raise();
    field_->setFocus();
}

void MomentPanel::complain(const QString& trouble)
{
    trouble_ = trouble;
    update();
}

void MomentPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    // What the field has no use for is not the wall's to obey meanwhile.
    event->accept();
}

void MomentPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPlate(painter, rect(), units_, theme_.rule);

    const double left = units_.u(kPadding);
    const double width = units_.u(kWidth - 2 * kPadding);
    painter.setPen(theme_.text);
    painter.setFont(units_.font(Type::Heading));
    drawLeft(painter, left, units_.u(6.4), width, tr("Go to"));
    painter.setFont(units_.wordFont(Type::Note));
    if (trouble_.isEmpty()) {
        painter.setPen(theme_.secondary);
        drawWrapped(painter, left, units_.u(kHint), width, units_.u(kLine), 2,
                    tr("2011-03-10 16:01, 16:01:15 or -2h; as the clock shows it in %1. Enter goes "
                       "there, Esc does not.")
                        .arg(zone_));
    } else {
        painter.setPen(theme_.bad);
        drawWrapped(painter, left, units_.u(kHint), width, units_.u(kLine), 2, trouble_);
    }
}

} // namespace livewall::widgets
