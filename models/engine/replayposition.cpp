// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/replayposition.h"

#include "models/engine/counting.h"
#include "models/engine/instant.h"

#include <array>
#include <utility>

namespace livewall::engine {

namespace {

constexpr const char* kFeed = "recording";

} // namespace

ReplayPosition::ReplayPosition(stats::BoardOptions board, const Recording& recording)
    : options_(std::move(board)), recording_(recording), board_(options_)
{
}

bool ReplayPosition::advance(std::int64_t at_ms, std::vector<stats::Sighting>* pulses)
{
    const std::size_t before = next_;
    const bool is_new_second = at_ms / 1000 > board_.second();
    at_ms_ = at_ms;
    board_.advance(at_ms / 1000);
    const auto& records = recording_.records();
    for (; next_ < records.size() && records[next_].from_ms / 1000 <= board_.second(); ++next_) {
        const Recording::Record& record = records[next_];
        const event::Purchase purchase = Recording::purchase(record);
        const std::string_view city = recording_.text(record.city);
        const std::string_view merchant = recording_.text(record.merchant);
        count(board_, purchase, merchant, city);
        // A copy that counts only later is no purchase of now; one that came late was, on the wall.
        const bool is_of_now =
            recording_.by() == ReplayBy::Arrival || record.from_ms == record.time_ms;
        if (pulses && record.accepted && is_of_now)
            pulses->push_back(board_.sighting(purchase, merchant, city));
    }
    const std::size_t link_before = next_link_;
    const auto& links = recording_.links();
    while (next_link_ < links.size() && links[next_link_].at_ms / 1000 <= board_.second())
        ++next_link_;
    const auto& deploys = recording_.deploys();
    for (; next_deploy_ < deploys.size() && deploys[next_deploy_].from_ms / 1000 <= board_.second();
         ++next_deploy_)
        board_.addDeploy(deploys[next_deploy_].mark);
    return is_new_second || next_ != before || next_link_ != link_before;
}

Snapshot ReplayPosition::snapshot(double speed)
{
    const auto newest_ms =
        next_ > 0 ? std::optional(recording_.records()[next_ - 1].from_ms) : std::nullopt;
    const auto* link = next_link_ > 0 ? &recording_.links()[next_link_ - 1] : nullptr;
    const std::array listened{Listened{&recording_.coverage()}};
    const bool is_lost = link != nullptr && link->lost_ms.has_value();
    const auto doubt =
        is_lost ? std::optional(Verdict{
                      .doubt = Verdict::Doubt::FeedDown, .feed = kFeed, .doubt_ms = link->lost_ms})
                : std::nullopt;
    Snapshot snapshot = instant(board_, options_, listened, at_ms_, doubt);
    snapshot.mode = Mode::Replay;
    snapshot.has_events = true;
    snapshot.feeds = {{.name = kFeed,
                       .link = link ? link->state : feed::LinkState{feed::Link::Ended, {}},
                       .newest_ms = newest_ms,
                       .last_arrival_ms = link ? newest_ms : std::nullopt,
                       .lost_ms = link ? link->lost_ms : std::nullopt,
                       .ledger = recording_.ledger()}};
    snapshot.ledger = recording_.ledger();
    snapshot.replay_speed = speed;
    return snapshot;
}

} // namespace livewall::engine
