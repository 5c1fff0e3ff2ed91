// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include <QRectF>

namespace livewall::widgets {

/// Which box of the world's square the map shows. It follows the purchases, but rarely, as people
/// know their map by where things lie on it: a look every kHold_ms of T at most, and a move only
/// where the box has changed markedly. Looks come sooner while the last day's purchases have
/// doubled since, so that a wall which began with one purchase does not stay with it.
class SteadyView
{
public:
    static constexpr std::int64_t kHold_ms = 10 * 60 * 1'000;
    static constexpr std::int64_t kMove_ms = 4'000;

    /// Whether the view wants to know where the purchases are at T, `at_ms`. `purchases` is how
    /// many the last day has; `now_ms` animation time, as everywhere below.
    bool isDue(std::int64_t at_ms, std::int64_t purchases, std::int64_t now_ms) const;

    /// The answer: their box, nothing where there are none. The first is taken at once; another
    /// one is moved to within kMove_ms.
    void look(const std::optional<QRectF>& box, std::int64_t at_ms, std::int64_t purchases,
              std::int64_t now_ms);

    /// The box that the view comes from, the one it goes to, and how far it has come: 0 to 1, with
    /// ease. 1 while it rests.
    const QRectF& from() const { return from_; }
    const QRectF& to() const { return to_; }
    double progress(std::int64_t now_ms) const;
    bool isMoving(std::int64_t now_ms) const;

private:
    struct Look
    {
        std::int64_t at_ms = 0; ///< T
        std::int64_t purchases = 0;
    };

    QRectF from_;
    QRectF to_;
    std::optional<Look> last_look_;
    std::optional<std::int64_t> move_began_ms_;
};

/// Where people live, once round the world.
QRectF wholeWorld();

/// One box is half as large again as the other, or their middles lie apart by more than a quarter
/// of the larger.
bool differsMarkedly(const QRectF& a, const QRectF& b);

} // namespace livewall::widgets
