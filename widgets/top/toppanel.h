// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <vector>

#include <QPixmap>
#include <QWidget>

#include "models/view/toptablemodel.h"
#include "models/view/wallview.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"
#include "widgets/top/glide.h"
#include "widgets/top/tablestyle.h"

namespace livewall::widgets {

/// One top list: heading, heads, as many rows as have room, total and others. Follows its model's
/// signals, and repaints only what they name. GUI thread only.
class TopPanel final : public QWidget
{
    Q_OBJECT
public:
    TopPanel(const Theme& theme, MakeTableStyle make_style, QWidget* parent);

    /// Lays everything out anew at the widget's size.
    void setUnits(const Units& units);

    void setStale(bool stale);

    /// Shows a table; `glide`: its rows move to their new ranks from `now_ms` on.
    void show(const view::TopTableView& table, bool glide, std::int64_t now_ms);

    /// Moves on to `now_ms`. True while rows are moving.
    bool advance(std::int64_t now_ms);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Sprite
    {
        view::TopRowView row;
        QPixmap picture; // null: to be painted
    };
    void takeRows(const QModelIndex& parent, int first, int last);
    void refreshRows(const QModelIndex& first, const QModelIndex& last);
    std::vector<std::int64_t> order() const;
    void dropPictures();
    void dropLeftRows();
    void paintRows(QPainter& painter);
    void paintNote(QPainter& painter) const;

    const Theme& theme_;
    MakeTableStyle make_style_;
    Units units_;
    std::unique_ptr<TableStyle> style_;
    view::TopTableModel model_;
    view::TopTableView table_;
    std::map<std::int64_t, Sprite> sprites_;
    Glide glide_;
    std::int64_t now_ms_ = 0;
    bool moving_ = false;
    bool stale_ = false;
};

} // namespace livewall::widgets
