// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/top/toppage.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include <QPaintEvent>
#include <QPainter>

#include "widgets/page/units.h"
#include "widgets/top/panelstyle.h"
#include "widgets/top/topgeometry.h"
#include "widgets/top/toppanel.h"
#include "widgets/top/widestyle.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

/// A page that was not asked for so long was not looked at: it does not act out what it missed.
constexpr std::int64_t kHidden_ms = 1'000;

/// `next`, all of it, in the order that is shown: who comes takes the place of who goes.
view::TopTableView inTheOrderOf(const view::TopTableView& shown, view::TopTableView next)
{
    const auto rowOf = [](std::vector<view::TopRowView>& rows, std::int64_t eid) {
        return std::ranges::find(rows, eid, &view::TopRowView::eid);
    };
    std::vector<view::TopRowView> comers = std::exchange(next.rows, {});
    std::vector<std::optional<view::TopRowView>> places;
    for (const view::TopRowView& row : shown.rows) {
        auto& place = places.emplace_back();
        if (const auto found = rowOf(comers, row.eid); found != comers.end()) {
            place = std::move(*found);
            comers.erase(found);
        }
    }
    auto comer = comers.begin();
    for (auto& place : places) {
        if (!place && comer != comers.end())
            place = std::move(*comer++);
        if (place)
            next.rows.push_back(std::move(*place));
    }
    std::ranges::move(comer, comers.end(), std::back_inserter(next.rows));
    return next;
}

} // namespace

TopPage::TopPage(const Theme& theme, QWidget* parent) : Page(parent), theme_(theme)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    const auto make_style = [](const Units& units, const Theme& colours, QSizeF panel) {
        return std::make_unique<PanelStyle>(units, colours, panel);
    };
    using view::TopList;
    for (const TopList list : {TopList::Hour, TopList::Excluding, TopList::Day})
        tables_.push_back({list, new TopPanel(theme, make_style, this)});
}

TopPage::TopPage(view::TopList list, const Theme& theme, QWidget* parent)
    : Page(parent), theme_(theme)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    // Stores are expected by the hour, and of all countries.
    const bool has_ghosts = list == view::TopList::Hour;
    const auto make_style = [has_ghosts](const Units& units, const Theme& colours, QSizeF panel) {
        return std::make_unique<WideStyle>(units, colours, panel, has_ghosts);
    };
    tables_.push_back({list, new TopPanel(theme, make_style, this)});
}

QString TopPage::title() const
{
    return tr("Top 10 Stores (# accepted transactions)");
}

Motion TopPage::advance(const Frame& frame)
{
    const std::int64_t now_ms = frame.now_ms;
    const bool seen = advanced_ms_ && now_ms - *advanced_ms_ <= kHidden_ms;
    advanced_ms_ = now_ms;

    const bool stale = frame.view->condition == view::Condition::Stale;
    if (taken_sequence_ != frame.view->sequence) {
        const bool reordering = reorders(frame.view->top);
        const bool too_soon = seen && reordered_ms_ && now_ms - *reordered_ms_ < kReorderEvery_ms;
        // The last numbers there are neither wait nor glide: nothing moves on a stale page. Nor do
        // those of another time: no row moved there.
        const bool is_other_time =
            std::exchange(taken_jumps_, frame.view->jumps) != frame.view->jumps;
        if (stale || !reordering || !too_soon || is_other_time) {
            take(frame.view->top, now_ms, seen && !stale && !is_other_time);
            taken_sequence_ = frame.view->sequence;
            if (reordering && seen)
                reordered_ms_ = now_ms;
        } else if (numbers_sequence_ != frame.view->sequence) {
            takeNumbers(frame.view->top, now_ms);
            numbers_sequence_ = frame.view->sequence;
        }
    }

    bool moving = false;
    for (const Table& table : tables_) {
        table.panel->setStale(stale);
        moving |= table.panel->advance(now_ms);
    }
    return moving ? Motion::Moving : Motion::Still;
}

/// A table lists other stores, or in another order.
bool TopPage::reorders(const std::array<view::TopTableView, 3>& next) const
{
    return std::ranges::any_of(tables_, [&](const Table& table) {
        const auto place = static_cast<std::size_t>(table.list);
        return !std::ranges::equal(shown_[place].rows, next[place].rows, {}, &view::TopRowView::eid,
                                   &view::TopRowView::eid);
    });
}

void TopPage::takeNumbers(const std::array<view::TopTableView, 3>& tables, std::int64_t now_ms)
{
    std::array<view::TopTableView, 3> held;
    for (std::size_t place = 0; place < held.size(); ++place)
        held[place] = inTheOrderOf(shown_[place], tables[place]);
    take(held, now_ms, false);
}

void TopPage::take(const std::array<view::TopTableView, 3>& tables, std::int64_t now_ms, bool glide)
{
    shown_ = tables;
    for (const Table& table : tables_)
        table.panel->show(shown_[static_cast<std::size_t>(table.list)], glide, now_ms);
}

void TopPage::resizeEvent(QResizeEvent*)
{
    const Units units(size());
    const std::array<QRectF, 3> beside = topPanels(units);
    for (std::size_t i = 0; i < tables_.size(); ++i) {
        const QRectF place = tables_.size() == 1 ? units.content() : beside[i];
        tables_[i].panel->setGeometry(place.toRect());
        tables_[i].panel->setUnits(units);
    }
}

void TopPage::paintEvent(QPaintEvent* event)
{
    QPainter(this).fillRect(event->rect(), theme_.ground);
}

} // namespace livewall::widgets
