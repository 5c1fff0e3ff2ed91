// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/top/toppanel.h"

#include <algorithm>
#include <utility>

#include <QPaintEvent>
#include <QPainter>

#include "widgets/page/plate.h"

namespace livewall::widgets {

using view::TopTableModel;

TopPanel::TopPanel(const Theme& theme, MakeTableStyle make_style, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , make_style_(std::move(make_style))
    , style_(make_style_(units_, theme, size()))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&model_, &TopTableModel::rowsInserted, this, &TopPanel::takeRows);
    connect(&model_, &TopTableModel::dataChanged, this, &TopPanel::refreshRows);
}

void TopPanel::setUnits(const Units& units)
{
    const int count = style_->slots().count();
    units_ = units;
    style_ = make_style_(units, theme_, size());
    dropPictures();
    if (style_->slots().count() != count)
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
        table.others_below_fifth != table_.others_below_fifth || table.ghosts != table_.ghosts ||
        table.ghosts_note != table_.ghosts_note)
        update(style_->slots().below().toAlignedRect());
    if (table.heading != table_.heading || table.note != table_.note ||
        table.count_head != table_.count_head)
        update();
    table_ = table;
    view::TopTableView shown = table;
    shown.rows.resize(
        std::min(shown.rows.size(), static_cast<std::size_t>(style_->slots().count())));
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
    update(style_->slots().rows().toAlignedRect());
}

bool TopPanel::advance(std::int64_t now_ms)
{
    now_ms_ = now_ms;
    const bool was_moving = moving_;
    moving_ = glide_.isMoving(now_ms);
    if (was_moving || moving_)
        update(style_->slots().rows().toAlignedRect());
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
        update(style_->slots().row(row).toAlignedRect());
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
    const QRectF rows = style_->slots().rows();
    QPainter painter(this);
    if (rows.contains(event->rect())) { // far from the round corners
        painter.fillRect(event->rect(), theme_.panel);
    } else {
        painter.fillRect(event->rect(), theme_.ground);
        paintPlate(painter, rect(), units_, theme_.panel);
    }
    if (event->rect().top() < rows.top())
        style_->paintHead(painter, table_);
    if (event->rect().bottom() >= rows.bottom())
        style_->paintTotals(painter, table_, stale_);
    if (event->region().intersects(rows.toAlignedRect())) {
        if (sprites_.empty())
            paintNote(painter);
        else
            paintRows(painter);
    }
}

void TopPanel::paintRows(QPainter& painter)
{
    const TableSlots& slots = style_->slots();
    const int shown = model_.rowCount();
    for (int slot = 0; slot <= shown; ++slot)
        painter.fillRect(slots.hairline(slot), theme_.rule);

    for (const Glide::Place& place : glide_.places(now_ms_)) {
        const auto found = sprites_.find(place.eid);
        if (found == sprites_.end())
            continue;
        Sprite& sprite = found->second;
        if (sprite.picture.isNull())
            sprite.picture = style_->paintRow(sprite.row, stale_, devicePixelRatioF());
        painter.setOpacity(place.opacity);
        painter.drawPixmap(slots.row(place.slot).topLeft(), sprite.picture);
    }
    painter.setOpacity(1);
}

void TopPanel::paintNote(QPainter& painter) const
{
    const QRectF top = style_->slots().hairline(0);
    painter.fillRect(top, theme_.rule);
    const QString missing = table_.note.section(u'\n', 0, 0);
    const QString next_step = table_.note.section(u'\n', 1);
    const auto flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;

    painter.setPen(theme_.secondary);
    painter.setFont(units_.wordFont(Type::Body));
    QRectF room = style_->slots().rows();
    room.adjust(top.left(), units_.u(2), -top.left(), 0);
    QRectF used;
    painter.drawText(room, flags, missing, &used);
    room.setTop(used.bottom() + units_.u(1));
    painter.setFont(units_.wordFont(Type::Note));
    painter.drawText(room, flags, next_step);
}

} // namespace livewall::widgets
