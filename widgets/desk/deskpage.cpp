// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/desk/deskpage.h"

#include <algorithm>
#include <utility>

#include <QMouseEvent>
#include <QPainter>

#include "widgets/desk/deskpanels.h"
#include "widgets/desk/minuteplot.h"
#include "widgets/page/verdict.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

/// Two views that the page paints alike.
bool isSame(const view::WallView& a, const view::WallView& b)
{
    return a.desk == b.desk && a.feeds == b.feeds && a.verdict == b.verdict &&
           a.condition == b.condition && a.jumps == b.jumps;
}

} // namespace

DeskPage::DeskPage(const Theme& theme, QWidget* parent)
    : Page(parent), theme_(theme), geometry_(units_)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
}

QString DeskPage::title() const
{
    const view::DeskScopeView* const shown = scope();
    if (shown == nullptr || !chosen_)
        return tr("Operations desk");
    return tr("Operations desk: %1 only, 0 for all").arg(shown->name);
}

Motion DeskPage::advance(const Frame& frame)
{
    const bool is_same = view_ && isSame(*view_, *frame.view);
    view_ = frame.view;
    // A country that nobody buys from any more has no figures.
    const auto& scopes = view_->desk.scopes;
    if (chosen_ && !scopes.empty() && scope() == &scopes.front())
        showAll();
    // Elsewhere in time is nothing that grew or shrank.
    if (std::exchange(jumps_, view_->jumps) != view_->jumps)
        step_ = {};
    if (is_same)
        return Motion::Still;
    if (const view::DeskScopeView* const shown = scope())
        step_shown_ = step_.follow(shown->maximum, view_->at_ms);
    update();
    return Motion::Still;
}

/// What is shown; null where there is nothing yet.
const view::DeskScopeView* DeskPage::scope() const
{
    if (!view_ || view_->desk.scopes.empty())
        return nullptr;
    const auto& scopes = view_->desk.scopes;
    if (!chosen_)
        return &scopes.front();
    const auto found =
        std::find_if(scopes.begin() + 1, scopes.end(),
                     [this](const view::DeskScopeView& one) { return one.key == *chosen_; });
    return found != scopes.end() ? &*found : &scopes.front();
}

std::optional<int> DeskPage::chosenRow() const
{
    if (!chosen_ || !view_)
        return std::nullopt;
    const auto& rows = view_->desk.countries;
    const auto found = std::ranges::find(rows, *chosen_, &view::DeskRowView::key);
    return found != rows.end() ? std::optional(static_cast<int>(found - rows.begin()))
                               : std::nullopt;
}

void DeskPage::choose(int row)
{
    if (chosenRow() == row) {
        showAll();
        return;
    }
    chosen_ = view_->desk.countries[static_cast<std::size_t>(row)].key;
    step_ = {};
    if (const view::DeskScopeView* const shown = scope())
        step_shown_ = step_.follow(shown->maximum, view_->at_ms);
    update();
}

void DeskPage::showAll()
{
    chosen_.reset();
    step_ = {};
    if (const view::DeskScopeView* const shown = scope())
        step_shown_ = step_.follow(shown->maximum, view_->at_ms);
    update();
}

bool DeskPage::takeKey(int key)
{
    if (key == Qt::Key_0) {
        showAll();
        return true;
    }
    const int row = key - Qt::Key_1;
    const bool is_row =
        view_ && key >= Qt::Key_1 && key <= Qt::Key_9 &&
        row < std::min(geometry_.countries.rows, static_cast<int>(view_->desk.countries.size()));
    if (is_row)
        choose(row);
    return is_row;
}

void DeskPage::mousePressEvent(QMouseEvent* event)
{
    const int rows =
        view_ ? std::min(geometry_.countries.rows, static_cast<int>(view_->desk.countries.size()))
              : 0;
    for (int row = 0; row < rows; ++row) {
        if (geometry_.countries.row(row).contains(event->position())) {
            choose(row);
            return;
        }
    }
    Page::mousePressEvent(event);
}

void DeskPage::resizeEvent(QResizeEvent*)
{
    units_ = Units(size());
    geometry_ = DeskGeometry(units_);
}

void DeskPage::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), theme_.ground);
    if (!view_)
        return;
    const bool is_stale = view_->condition == view::Condition::Stale;
    const view::DeskView& desk = view_->desk;
    const view::DeskScopeView& shown = scope() != nullptr ? *scope() : desk.nothing;
    paintVerdict(painter, units_, theme_, shown.verdict, is_stale);

    const DeskPanels panels(units_, theme_, is_stale);
    panels.paintPanel(painter, geometry_.course);
    MinutePlot(units_, theme_, geometry_.course, step_shown_).paint(painter, desk, shown, is_stale);

    panels.paintPanel(painter, geometry_.missing);
    panels.paintMissing(painter, geometry_.countries,
                        {.heading = tr("Missing by country"),
                         .span = tr("last hour"),
                         .note = desk.countries_note,
                         .has_keys = true,
                         .chosen = chosenRow()},
                        desk.countries);
    // Stores are kept by hour for all countries together.
    const bool has_stores = !chosen_;
    panels.paintMissing(
        painter, geometry_.stores,
        {.heading = tr("Missing by store"),
         .span = tr("this hour"),
         .note = has_stores ? desk.stores_note : tr("Kept for all countries together: press 0"),
         .chosen = {}},
        has_stores ? desk.stores : std::vector<view::DeskRowView>());

    for (std::size_t i = 0; i < geometry_.tiles.size(); ++i) {
        panels.paintPanel(painter, geometry_.tiles[i]);
        panels.paintTile(painter, geometry_.tiles[i], shown.tiles[i]);
    }
    panels.paintPanel(painter, geometry_.feeds_panel);
    panels.paintFeeds(painter, geometry_.feeds, view_->feeds);
}

} // namespace livewall::widgets
