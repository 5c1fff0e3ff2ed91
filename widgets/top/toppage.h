// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "widgets/page/page.h"
#include "widgets/page/theme.h"

namespace livewall::widgets {

class TopPanel;

/// "Top 10 Stores (# accepted transactions)": three tables side by side, or one that has the page
/// to itself. Rows glide to their new ranks, every kReorderEvery_ms at most, and those of all
/// tables at once; numbers do not wait for it. Where a view would reorder one of the tables sooner,
/// all keep their order with its numbers and ranks: until rows move, a store that comes stands
/// where one that goes stood. Stale, the numbers are greyed, and neither wait nor glide.
class TopPage final : public Page
{
    Q_OBJECT
public:
    static constexpr std::int64_t kReorderEvery_ms = 2'000;

    /// All three tables.
    explicit TopPage(const Theme& theme, QWidget* parent = nullptr);
    /// One of them.
    TopPage(view::TopList list, const Theme& theme, QWidget* parent = nullptr);

    QString title() const override;
    Motion advance(const Frame& frame) override;

    /// What stands on the page, which may be older than the last frame's.
    const std::array<view::TopTableView, 3>& shown() const { return shown_; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void take(const std::array<view::TopTableView, 3>& tables, std::int64_t now_ms, bool glide);

    struct Table
    {
        view::TopList list;
        TopPanel* panel; // a child
    };
    void takeNumbers(const std::array<view::TopTableView, 3>& tables, std::int64_t now_ms);
    bool reorders(const std::array<view::TopTableView, 3>& next) const;

    const Theme& theme_;
    std::vector<Table> tables_;
    std::array<view::TopTableView, 3> shown_;
    std::optional<std::uint64_t> taken_sequence_;
    std::optional<std::uint64_t> numbers_sequence_; ///< of the view whose numbers stand there
    std::uint64_t taken_jumps_ = 0;
    std::optional<std::int64_t> advanced_ms_;
    std::optional<std::int64_t> reordered_ms_;
};

} // namespace livewall::widgets
