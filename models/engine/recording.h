// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/recordedreading.h"
#include "models/event/decoder.h"
#include "models/event/purchase.h"
#include "models/feed/source.h"
#include "models/stats/coverage.h"
#include "models/stats/deploys.h"
#include "models/stats/ledger.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::engine {

/// Recorded files, read once as one feed in the order given and kept by event time: what a replay
/// plays. Duplicates are gone, as the files' own order decided; the ledger is that of what was
/// read.
/// By event, what counts at T is what a report of the files at T counts, copies from beyond the
/// dedupe horizon too (of equal copies; of others the first one's time decides). Of recordings
/// with an index only what the range asks for is read: then a store's name is not known where it
/// was last given more than 36 days before.
/// By arrival, a purchase counts from its arrival on, or from its own time if that is later, and
/// links() has the feed's connections.
/// Takes 56 bytes a purchase, and while it is read some 40 more for its identity. Immutable once
/// read; then any thread may read it.
class Recording
{
public:
    struct Record
    {
        std::int64_t time_ms;
        std::int64_t from_ms; ///< T from which on it counts: its time, but for a late copy, or its
                              ///< arrival
        std::int64_t eid;
        std::int64_t amount;
        std::uint32_t merchant; ///< of text()
        std::uint32_t city;     ///< of text()
        float latitude;
        float longitude;
        event::Currency currency;
        event::Country country;
        bool accepted;
    };

    /// Nothing where a file cannot be read to its end (`error` says which and why), or once `stop`
    /// is requested.
    static std::unique_ptr<Recording> read(const std::vector<std::string>& paths,
                                           const event::DecoderOptions& decoder, std::string& error,
                                           const ReplayRange& range = {},
                                           const std::function<void(double share)>& progress = {},
                                           const std::stop_token& stop = {});

    /// The rejections that were described while reading, one line each.
    const std::vector<std::string>& notes() const { return notes_; }

    /// By from_ms, and of the same as they were read.
    const std::vector<Record>& records() const { return records_; }

    /// How the feed stood from a moment on, by arrival; nothing by event.
    struct Link
    {
        std::int64_t at_ms;
        feed::LinkState state;
        std::optional<std::int64_t> lost_ms; ///< since when it has not been up
    };
    const std::vector<Link>& links() const { return links_; }

    /// A deploy, from when on it is known: its own time, by arrival its arrival or that.
    struct KnownDeploy
    {
        std::int64_t from_ms;
        stats::DeployMark mark;
    };
    const std::vector<KnownDeploy>& deploys() const { return deploys_; } ///< by from_ms

    ReplayBy by() const { return by_; }

    /// From the oldest purchase to just after the newest, of an index from its first event to its
    /// last, read or not: that time is known.
    const stats::Coverage& coverage() const { return coverage_; }

    std::string_view text(std::uint32_t number) const { return texts_[number]; }

    /// The record as the purchase that it was, but for what only its reading needed.
    static event::Purchase purchase(const Record& record);

    const stats::Ledger& ledger() const { return ledger_; }

private:
    /// A copy that arrived when its identity was forgotten, or too old to tell.
    struct Copy
    {
        std::size_t record;       ///< in the order read
        std::int64_t known_to_ms; ///< the last newest time at which it would be a duplicate
    };

    std::uint32_t intern(std::string_view text);
    void holdBack(const std::vector<Copy>& copies);
    void addLink(const record::LinkChange& change);

    ReplayBy by_ = ReplayBy::Event;
    std::vector<Record> records_;
    std::vector<Link> links_;
    std::vector<KnownDeploy> deploys_;
    std::vector<std::string> texts_;
    std::vector<std::string> notes_;
    boost::unordered_flat_map<std::string, std::uint32_t> text_index_; ///< while reading
    stats::Ledger ledger_;
    stats::Coverage coverage_;
};

} // namespace livewall::engine
