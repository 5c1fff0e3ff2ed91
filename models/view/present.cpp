// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/wallview.h"

#include <QStringList>

#include "models/engine/snapshot.h"
#include "models/view/format.h"
#include "models/view/presentdesk.h"
#include "models/view/presentmap.h"
#include "models/view/presentstatus.h"
#include "models/view/presenttop.h"
#include "models/view/presentverdict.h"
#include "models/view/presentweek.h"

using namespace Qt::StringLiterals;

namespace livewall::view {

std::shared_ptr<const WallView> present(const engine::Snapshot& snapshot)
{
    const BusinessTime time(snapshot.zone);
    auto view = std::make_shared<WallView>();
    view->sequence = snapshot.sequence;
    view->at_ms = snapshot.figures.at_ms;
    view->jumps = snapshot.jumps;
    view->condition = presentCondition(snapshot);
    view->counted = snapshot.ledger.accepted + snapshot.ledger.not_accepted;
    // Before the first purchase there is no T; a recording then shows no time at all.
    if (snapshot.has_events)
        view->clock = time.dateAndTime(snapshot.figures.at_ms);
    else if (isWallTime(snapshot.mode))
        view->clock = time.dateAndTime(snapshot.wall_ms);
    view->zone = QString::fromStdString(snapshot.zone);
    QStringList exclude;
    for (const event::Country country : snapshot.exclude)
        exclude += QString::fromLatin1(country.code().data(), 2);
    view->exclude = exclude.join(u',');
    view->mode_word = presentMode(snapshot.mode);
    view->banners = presentBanners(snapshot, time);
    view->feeds = presentFeeds(snapshot, time);
    view->ledger = presentLedger(snapshot, time);
    view->top = presentTop(snapshot, time);
    view->verdict = presentVerdict(snapshot, snapshot.verdict, time);
    view->week = presentWeek(snapshot);
    view->week.deploys = presentDeploys(snapshot, time);
    view->desk = presentDesk(snapshot, time);
    view->map = presentMap(snapshot);
    return view;
}

} // namespace livewall::view
