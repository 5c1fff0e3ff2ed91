// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/top/toppage.h"

#include <algorithm>

#include <QPaintEvent>
#include <QPainter>

#include "widgets/page/units.h"
#include "widgets/top/topgeometry.h"
#include "widgets/top/toppanel.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

/// A page that was not asked for so long was not looked at: it does not act out what it missed.
constexpr std::int64_t kHidden_ms = 1'000;

} // namespace

bool reorders(const std::array<view::TopTableView, 3>& shown,
              const std::array<view::TopTableView, 3>& next)
{
    return !std::ranges::equal(
        shown, next, [](const view::TopTableView& a, const view::TopTableView& b) {
            return std::ranges::equal(a.rows, b.rows, {}, &view::TopRowView::eid,
                                      &view::TopRowView::eid);
        });
}

TopPage::TopPage(const Theme& theme, QWidget* parent)
    : Page(parent)
    , theme_(theme)
    , panels_{new TopPanel(theme, this), new TopPanel(theme, this), new TopPanel(theme, this)}
{
    setAttribute(Qt::WA_OpaquePaintEvent);
}

QString TopPage::title() const
{
    return u"Top 10 Stores (# accepted transactions)"_s;
}

Motion TopPage::advance(const Frame& frame)
{
    const std::int64_t now_ms = frame.now_ms;
    const bool seen = advanced_ms_ && now_ms - *advanced_ms_ <= kHidden_ms;
    advanced_ms_ = now_ms;

    const bool stale = frame.view->condition == view::Condition::Stale;
    if (taken_sequence_ != frame.view->sequence) {
        const bool reordering = reorders(shown_, frame.view->top);
        const bool too_soon = seen && reordered_ms_ && now_ms - *reordered_ms_ < kReorderEvery_ms;
        // The last numbers there are neither wait nor glide: nothing moves on a stale page.
        if (stale || !reordering || !too_soon) {
            take(frame.view->top, now_ms, seen && !stale);
            taken_sequence_ = frame.view->sequence;
            if (reordering && seen)
                reordered_ms_ = now_ms;
        }
    }

    bool moving = false;
    for (TopPanel* panel : panels_) {
        panel->setStale(stale);
        moving |= panel->advance(now_ms);
    }
    return moving ? Motion::Moving : Motion::Still;
}

void TopPage::take(const std::array<view::TopTableView, 3>& tables, std::int64_t now_ms, bool glide)
{
    shown_ = tables;
    for (std::size_t i = 0; i < panels_.size(); ++i)
        panels_[i]->show(shown_[i], glide, now_ms);
}

void TopPage::resizeEvent(QResizeEvent*)
{
    const Units units(size());
    const std::array<QRectF, 3> places = topPanels(units);
    for (std::size_t i = 0; i < panels_.size(); ++i) {
        panels_[i]->setGeometry(places[i].toRect());
        panels_[i]->setUnits(units);
    }
}

void TopPage::paintEvent(QPaintEvent* event)
{
    QPainter(this).fillRect(event->rect(), theme_.ground);
}

} // namespace livewall::widgets
