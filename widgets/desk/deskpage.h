// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "widgets/desk/deskgeometry.h"
#include "widgets/page/page.h"
#include "widgets/page/rulestep.h"
#include "widgets/page/theme.h"

namespace livewall::widgets {

/// The operations desk: whether this is usual, the last three hours, what is missing and where,
/// attempts and feeds. Of all purchases, or of one country that was clicked or whose number key was
/// pressed; the same again, or 0, shows all.
class DeskPage final : public Page
{
    Q_OBJECT
public:
    explicit DeskPage(const Theme& theme, QWidget* parent = nullptr);

    QString title() const override;
    Motion advance(const Frame& frame) override;
    bool takeKey(int key) override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    const view::DeskScopeView* scope() const;
    std::optional<int> chosenRow() const;
    void choose(int row);
    void showAll();

    const Theme& theme_;
    Units units_;
    DeskGeometry geometry_;
    std::shared_ptr<const view::WallView> view_; ///< null before the first frame
    std::optional<QString> chosen_;              ///< the key of the country
    RuleStep step_;
    double step_shown_ = 1;
    std::uint64_t jumps_ = 0; ///< of the view that is shown
};

} // namespace livewall::widgets
