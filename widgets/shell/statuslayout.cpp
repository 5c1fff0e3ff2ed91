// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/statuslayout.h"

#include <algorithm>
#include <numeric>

#include <QCoreApplication>
#include <QFontMetricsF>

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

using view::FeedSign;
using view::FeedView;
using view::LedgerItem;

struct StatusWords
{
    Q_DECLARE_TR_FUNCTIONS(StatusWords)
};

constexpr std::size_t kMostFeeds = 4;
constexpr std::size_t kMostInPortrait = 2; // of more, names would be dots

// In u.
constexpr double kBaseline = 3.95; // from the bar's top, as is the next
constexpr double kMiddle = 3.0;
constexpr double kFeedDot = 1.6;
constexpr double kPageDot = 1.2;
constexpr double kPagePitch = 2.6;
constexpr double kWordGap = 0.9;  // between what belongs together
constexpr double kGroupGap = 3.0; // between what does not

/// More feeds than have room in one line of words: "5 of 6 feeds".
std::vector<FeedView> gathered(const std::vector<FeedView>& feeds, std::size_t most)
{
    if (feeds.size() <= most)
        return feeds;
    const auto with = [&](FeedSign sign) {
        return std::ranges::count(feeds, sign, &FeedView::sign);
    };
    const auto dead = with(FeedSign::Dead);
    const FeedSign sign = dead > 0                      ? FeedSign::Dead
                          : with(FeedSign::Suspect) > 0 ? FeedSign::Suspect
                          : with(FeedSign::Alive) > 0   ? FeedSign::Alive
                                                        : FeedSign::Quiet;
    const auto all = std::ssize(feeds);
    return {{sign, StatusWords::tr("%1 of %2 feeds").arg(all - dead).arg(all), {}}};
}

/// What each gets of `room` when the modest get all that they want and the others equal parts.
std::vector<double> sharedOut(const std::vector<double>& wanted, double room)
{
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return wanted[i]; });
    std::vector<double> given(wanted.size());
    auto left = static_cast<double>(order.size());
    for (const std::size_t i : order) {
        given[i] = std::clamp(wanted[i], 0.0, std::max(0.0, room / left));
        room -= given[i];
        --left;
    }
    return given;
}

class Builder
{
public:
    Builder(const StatusContent& content, const Units& units)
        : content_(content)
        , units_(units)
        , name_font_(units.wordFont(Type::Status))
        , font_(units.font(Type::Status))
        , left_(units.statusBar().left())
        , right_(units.statusBar().right())
    {
    }

    StatusLayout build()
    {
        layout_.baseline = units_.u(units_.statusTop() + kBaseline);
        addPages();
        const std::vector<FeedView> feeds =
            gathered(content_.feeds, units_.isPortrait() ? kMostInPortrait : kMostFeeds);
        addLedger(totalWidth(feeds));
        addFeeds(feeds);
        return std::move(layout_);
    }

private:
    double nameWidth(const QString& text) const
    {
        return QFontMetricsF(name_font_).horizontalAdvance(text);
    }
    double advance(const QString& text) const
    {
        return QFontMetricsF(font_).horizontalAdvance(text);
    }
    double middle() const { return units_.u(units_.statusTop() + kMiddle); }
    double wordGap() const { return units_.u(kWordGap); }
    double groupGap() const { return units_.u(kGroupGap); }

    // From right to left.
    void addPages()
    {
        if (content_.pages > 1) {
            const double first = right_ - units_.u(kPageDot + kPagePitch * (content_.pages - 1));
            for (int page = 0; page < content_.pages; ++page) {
                const double left = first + units_.u(kPagePitch) * page;
                layout_.pages.push_back({left, middle() - units_.u(kPageDot / 2),
                                         units_.u(kPageDot), units_.u(kPageDot)});
            }
            right_ = first - groupGap();
        }
        if (content_.paused) {
            layout_.paused.text = StatusWords::tr("held");
            layout_.paused.left = right_ - advance(layout_.paused.text);
            right_ = layout_.paused.left - groupGap();
        }
    }

    double counterWidth(const LedgerItem& item) const
    {
        return advance(item.name) + wordGap() + advance(item.count) + groupGap();
    }

    /// Counters keep half of the room even where the feeds want more.
    void addLedger(double wanted_by_feeds)
    {
        const double room = std::max(right_ - left_ - wanted_by_feeds, (right_ - left_) / 2);
        const auto& items = content_.ledger;
        std::size_t shown = items.size();
        const auto width = [&] {
            double sum = 0;
            for (std::size_t i = 0; i < shown; ++i)
                sum += counterWidth(items[i]);
            if (shown < items.size())
                sum += advance(moreText(items.size() - shown)) + groupGap();
            return sum;
        };
        while (shown > 0 && width() > room)
            --shown;

        double at = right_ + groupGap() - width();
        right_ = items.empty() ? right_ : at - groupGap();
        for (std::size_t i = 0; i < shown; ++i) {
            const LedgerItem& item = items[i];
            const double count_left = at + advance(item.name) + wordGap();
            layout_.ledger.push_back({{at, item.name}, {count_left, item.count}});
            at += counterWidth(item);
        }
        if (shown < items.size())
            layout_.more = {at, moreText(items.size() - shown)};
    }

    static QString moreText(std::size_t count) { return u"+%1"_s.arg(count); }

    double feedWidth(const FeedView& feed) const
    {
        const double age = feed.age.isEmpty() ? 0 : wordGap() + advance(feed.age);
        return units_.u(kFeedDot) + wordGap() + nameWidth(feed.name) + age;
    }

    double totalWidth(const std::vector<FeedView>& feeds) const
    {
        double sum = 0;
        for (const FeedView& feed : feeds)
            sum += feedWidth(feed) + groupGap();
        return sum;
    }

    void addFeeds(const std::vector<FeedView>& feeds)
    {
        std::vector<double> wanted;
        for (const FeedView& feed : feeds)
            wanted.push_back(feedWidth(feed));
        const double gaps =
            groupGap() * static_cast<double>(std::max<std::size_t>(feeds.size(), 1) - 1);
        const std::vector<double> given = sharedOut(wanted, right_ - left_ - gaps);
        for (std::size_t i = 0; i < feeds.size(); ++i) {
            addFeed(feeds[i], given[i]);
            left_ += given[i] + groupGap();
        }
    }

    void addFeed(const FeedView& feed, double width)
    {
        const double dot = units_.u(kFeedDot);
        const QRectF place(left_, middle() - dot / 2, dot, dot);
        const double name_left = left_ + dot + wordGap();
        const double gap = feed.age.isEmpty() ? 0 : wordGap();
        // The half pixel: what was measured to fit must not be elided by rounding.
        const double room = std::max(0.0, width - dot - wordGap() - gap + 0.5);
        const std::vector<double> texts =
            sharedOut({nameWidth(feed.name), advance(feed.age)}, room);
        const QString name = elided(feed.name, name_font_, texts[0] + 0.5);
        const double age_left = name_left + nameWidth(name) + gap;
        layout_.feeds.push_back({feed.sign,
                                 place,
                                 {name_left, name},
                                 {age_left, elided(feed.age, font_, texts[1] + 0.5)}});
    }

    const StatusContent& content_;
    const Units& units_;
    QFont name_font_;
    QFont font_;  // of all else
    double left_; // of what is free still
    double right_;
    StatusLayout layout_;
};

} // namespace

StatusLayout layOutStatus(const StatusContent& content, const Units& units)
{
    return Builder(content, units).build();
}

} // namespace livewall::widgets
