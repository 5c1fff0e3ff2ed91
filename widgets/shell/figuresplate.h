// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include <QString>
#include <QWidget>

#include "widgets/page/theme.h"
#include "widgets/page/units.h"
#include "widgets/shell/framemeter.h"

namespace livewall::widgets {

/// What the process holds of memory, in bytes; nothing where the system does not tell.
using Memory = std::function<std::optional<std::uint64_t>()>;

/// How fast the wall draws, for somebody who asked: a plate in the lower right corner of the page,
/// with the figures of the last kOver_s seconds, anew each second. Takes them only while it is
/// shown, and says what it has from the first second on.
class FiguresPlate final : public QWidget
{
    Q_OBJECT
public:
    static constexpr std::int64_t kEvery_ms = 1'000;
    static constexpr std::size_t kOver_s = 10;

    /// `p50` and `p99` of one line, or one figure in `p50` where a line has no second.
    struct Line
    {
        QString what, p50, p99;
    };

    /// `meter` must outlive it. Hidden.
    FiguresPlate(FrameMeter& meter, Memory memory, const Theme& theme, QWidget* parent);

    void setUnits(const Units& units);

    /// Shows it or hides it again, at `now_ms` of animation time.
    void toggle(std::int64_t now_ms);
    void advance(std::int64_t now_ms);

    const std::vector<Line>& lines() const { return lines_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Slice
    {
        FrameFigures figures;
        std::int64_t time_ms = 0; ///< over which
    };

    void write();
    void place();

    FrameMeter& meter_;
    const Memory memory_;
    const Theme& theme_;
    Units units_;
    std::deque<Slice> slices_; ///< the newest last
    std::int64_t taken_ms_ = 0;
    std::vector<Line> lines_;
};

} // namespace livewall::widgets
