// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/top/toppanel.h"

#include <algorithm>

#include <QFontMetricsF>
#include <QPaintEvent>
#include <QPainter>

#include "widgets/page/texts.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {

using view::TopTableModel;

TopPanel::Layout::Layout(const Units& window, const Theme& theme, QSizeF panel)
    : units(window), geometry(units, panel), row_painter(units, theme, geometry)
{
}

TopPanel::TopPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), layout_(std::make_unique<Layout>(Units(), theme, size()))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&model_, &TopTableModel::rowsInserted, this, &TopPanel::takeRows);
    connect(&model_, &TopTableModel::dataChanged, this, &TopPanel::refreshRows);
}

void TopPanel::setUnits(const Units& units)
{
    const int slots = layout_->geometry.slots;
    layout_ = std::make_unique<Layout>(units, theme_, size());
    dropPictures();
    if (layout_->geometry.slots != slots)
        show(view::TopTableView(table_), false, now_ms_);
}

void TopPanel::setStale(bool stale)
{
    if (stale == stale_)
        return;
    stale_ = stale;
    dropPictures();
}

void TopPanel::show(const view::TopTableView& table, bool glide, std::int64_t now_ms)
{
    const std::vector<std::int64_t> before = order();
    if (table.total != table_.total || table.others != table_.others ||
        table.others_below_fifth != table_.others_below_fifth)
        update(layout_->geometry.totals.toAlignedRect());
    if (table.heading != table_.heading || table.note != table_.note ||
        table.count_head != table_.count_head)
        update();
    table_ = table;
    view::TopTableView shown = table;
    shown.rows.resize(
        std::min(shown.rows.size(), static_cast<std::size_t>(layout_->geometry.slots)));
    model_.update(shown);

    const std::vector<std::int64_t> after = order();
    if (after == before)
        return;
    if (glide) {
        glide_.start(after, now_ms);
    } else {
        glide_.jump(after);
        dropLeftRows();
    }
    update(layout_->geometry.rows.toAlignedRect());
}

bool TopPanel::advance(std::int64_t now_ms)
{
    now_ms_ = now_ms;
    const bool was_moving = moving_;
    moving_ = glide_.isMoving(now_ms);
    if (was_moving || moving_)
        update(layout_->geometry.rows.toAlignedRect());
    if (was_moving && !moving_)
        dropLeftRows();
    return moving_;
}

void TopPanel::takeRows(const QModelIndex&, int first, int last)
{
    for (int row = first; row <= last; ++row)
        sprites_[model_.at(row).eid] = {model_.at(row), {}};
}

void TopPanel::refreshRows(const QModelIndex& first, const QModelIndex& last)
{
    for (int row = first.row(); row <= last.row(); ++row) {
        takeRows({}, row, row);
        update(layout_->geometry.row(row).toAlignedRect());
    }
}

std::vector<std::int64_t> TopPanel::order() const
{
    std::vector<std::int64_t> eids;
    for (int row = 0; row < model_.rowCount(); ++row)
        eids.push_back(model_.at(row).eid);
    return eids;
}

void TopPanel::dropPictures()
{
    for (auto& [eid, sprite] : sprites_)
        sprite.picture = {};
    update();
}

/// Forgets rows that have faded away.
void TopPanel::dropLeftRows()
{
    const std::vector<std::int64_t> eids = order();
    std::erase_if(sprites_, [&](const auto& entry) {
        return std::ranges::find(eids, entry.first) == eids.end();
    });
}

void TopPanel::paintEvent(QPaintEvent* event)
{
    const TopPanelGeometry& geometry = layout_->geometry;
    QPainter painter(this);
    if (geometry.rows.contains(event->rect())) { // far from the round corners
        painter.fillRect(event->rect(), theme_.panel);
    } else {
        painter.fillRect(event->rect(), theme_.ground);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme_.panel);
        painter.drawRoundedRect(rect(), geometry.radius, geometry.radius);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    if (event->rect().top() < geometry.rows.top())
        paintHead(painter);
    if (event->rect().bottom() >= geometry.totals.top())
        paintTotals(painter);
    if (event->region().intersects(geometry.rows.toAlignedRect())) {
        if (sprites_.empty())
            paintNote(painter);
        else
            paintRows(painter);
    }
}

const QString& TopPanel::othersText() const
{
    return model_.rowCount() <= 5 ? table_.others_below_fifth : table_.others;
}

void TopPanel::paintHead(QPainter& painter) const
{
    const TopPanelGeometry& geometry = layout_->geometry;
    const double width = geometry.text_right - geometry.text_left;
    const QFont font = layout_->units.wordFont(Type::Heading);
    const bool fits = QFontMetricsF(font).horizontalAdvance(table_.heading) <= width;
    painter.setFont(font);
    painter.setPen(theme_.text);
    drawLeft(painter, geometry.text_left, geometry.heading_baseline, width,
             fits ? table_.heading : table_.short_heading);

    const auto [upper, lower] = geometry.head_baselines;
    painter.setFont(layout_->units.font(Type::Note));
    painter.setPen(theme_.secondary);
    drawLeft(painter, geometry.merchant_left, upper, width, u"Merchant"_s);
    drawLeft(painter, geometry.merchant_left, lower, width, u"EID"_s);
    drawRight(painter, geometry.text_right, upper, table_.count_head);
    drawRight(painter, geometry.text_right, lower, u"cur/#"_s);
}

void TopPanel::paintRows(QPainter& painter)
{
    const TopPanelGeometry& geometry = layout_->geometry;
    const int shown = model_.rowCount();
    for (int slot = 0; slot <= shown; ++slot)
        painter.fillRect(geometry.hairline(slot), theme_.rule);

    for (const Glide::Place& place : glide_.places(now_ms_)) {
        const auto found = sprites_.find(place.eid);
        if (found == sprites_.end())
            continue;
        Sprite& sprite = found->second;
        if (sprite.picture.isNull())
            sprite.picture = layout_->row_painter.paint(sprite.row, stale_, devicePixelRatioF());
        painter.setOpacity(place.opacity);
        painter.drawPixmap(geometry.row(place.slot).topLeft(), sprite.picture);
    }
    painter.setOpacity(1);
}

void TopPanel::paintNote(QPainter& painter) const
{
    const TopPanelGeometry& geometry = layout_->geometry;
    painter.fillRect(geometry.hairline(0), theme_.rule);
    const QString missing = table_.note.section(u'\n', 0, 0);
    const QString next_step = table_.note.section(u'\n', 1);
    const auto flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;

    painter.setPen(theme_.secondary);
    painter.setFont(layout_->units.wordFont(Type::Body));
    QRectF room =
        geometry.rows.adjusted(geometry.text_left, layout_->units.u(2), -geometry.text_left, 0);
    QRectF used;
    painter.drawText(room, flags, missing, &used);
    room.setTop(used.bottom() + layout_->units.u(1));
    painter.setFont(layout_->units.wordFont(Type::Note));
    painter.drawText(room, flags, next_step);
}

void TopPanel::paintTotals(QPainter& painter) const
{
    const TopPanelGeometry& geometry = layout_->geometry;
    const double left = geometry.merchant_left;
    const auto [total, others] = geometry.total_baselines;
    painter.setFont(layout_->units.font(Type::Status));
    painter.setPen(theme_.secondary);
    drawLeft(painter, left, total, geometry.text_right, u"Total"_s);
    drawLeft(painter, geometry.others_left, others, geometry.text_right, u"Others"_s);

    painter.setFont(layout_->units.font(Type::Heading));
    painter.setPen(stale_ ? theme_.stale : theme_.text);
    drawRight(painter, geometry.total_right, total, table_.total);
    painter.setFont(layout_->units.font(Type::Status));
    painter.setPen(stale_ ? theme_.stale : theme_.secondary);
    drawRight(painter, geometry.text_right, others, othersText());
}

} // namespace livewall::widgets
