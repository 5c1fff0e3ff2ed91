// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <QRectF>

#include "models/view/wallview.h"
#include "widgets/page/units.h"

namespace livewall::widgets {

/// What the status bar has to say.
struct StatusContent
{
    std::vector<view::FeedView> feeds;
    std::vector<view::LedgerItem> ledger;
    int pages = 1;
    int page = 0;
    bool paused = false;
    friend bool operator==(const StatusContent&, const StatusContent&) = default;
};

/// Where it says it, in pixels of the window. Texts that may be long, the feeds' names and states,
/// share what room there is and are elided to it; numbers never are.
struct StatusLayout
{
    struct Text
    {
        double left = 0;
        QString text;
    };
    struct Feed
    {
        view::FeedSign sign = view::FeedSign::Quiet;
        QRectF dot;
        Text name; ///< in Units::wordFont, as all else is in Units::font
        Text age;
    };
    struct Counter
    {
        Text name;
        Text count;
    };

    std::vector<Feed> feeds; ///< one for all where there are more than four, in a portrait two
    std::vector<Counter> ledger;
    Text more;                 ///< "+2": counters for which there is no room
    Text paused;               ///< "held" while the pages do not change by themselves
    std::vector<QRectF> pages; ///< the dots; none where there is one page
    double baseline = 0;
};

StatusLayout layOutStatus(const StatusContent& content, const Units& units);

} // namespace livewall::widgets
