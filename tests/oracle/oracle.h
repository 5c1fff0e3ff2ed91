// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/country.h"
#include "models/event/currency.h"
#include "models/event/money.h"
#include "models/stats/figures.h"
#include "models/stats/ledger.h"
#include "tests/oracle/localclock.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace livewall::oracle {

/// One valid purchase as it was read from the one feed, in the order read.
struct Arrival
{
    std::string source; ///< the CloudEvents source; "" for none
    std::string id;
    std::int64_t time_ms = 0; ///< since 1970, UTC
    bool accepted = false;
    std::int64_t eid = 0;
    std::int64_t amount = 0; ///< in the currency's minor unit
    event::Currency currency;
    event::Country country;
    std::optional<std::string> merchant; ///< "" counts as not given, too
};

struct Options
{
    std::optional<std::int64_t> at_ms; ///< T; nothing: the newest arrival's time
    std::vector<event::Country> exclude;
    std::int64_t dedupe_horizon_ms = 24LL * 60 * 60 * 1000;
};

struct Report
{
    stats::Figures figures;
    stats::Ledger ledger; ///< of valid purchases alone: no control, nothing rejected
};

/// What DESIGN 3 says, said again in the plainest code: every event is kept, every figure is a
/// loop over all of them, and a week is walked minute by minute through the zone's clock. It
/// shares no code with the engine. Quadratic, for histories of some hundred events.
/// Remembers the weeks that it walked; not thread-safe.
class Oracle
{
public:
    /// Throws std::runtime_error where the zone is unknown.
    explicit Oracle(const std::string& zone);

    /// `arrivals` is not empty, unless T is given.
    Report report(const std::vector<Arrival>& arrivals, const Options& options);

private:
    struct Minute
    {
        std::int64_t utc_minute; ///< since 1970
        int slot;
    };
    using Week = std::vector<Minute>;

    const Week& week(std::chrono::local_days monday);
    stats::WeekFigures weekFigures(const std::vector<Arrival>& counted, std::int64_t at_second);
    stats::SlotFigures slotFigures(const std::vector<Arrival>& counted, std::int64_t at_second);

    LocalClock clock_;
    std::map<std::chrono::local_days, Week> weeks_;
};

} // namespace livewall::oracle
