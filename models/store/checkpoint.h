// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/stats/coverage.h"
#include "models/stats/delta.h"
#include "models/stats/deploys.h"
#include "models/stats/intake.h"
#include "models/stats/merchantnames.h"
#include "models/stats/places.h"
#include "models/stats/probedtable.h"
#include "models/store/packing.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace livewall::store {

/// A feed as it stands at a checkpoint: what it needs to go on as if nothing had happened.
struct FeedState
{
    std::string name;
    std::string cursor; ///< of the last batch that is counted in full; opaque
    stats::Intake::State intake;
};

/// A purchase of the future, waiting for its time.
struct HeldPurchase
{
    std::int64_t number = 0;  ///< its own, in its store
    std::size_t feed = 0;     ///< of the checkpoint's feeds
    event::Purchase purchase; ///< but for its texts
    std::string merchant;
    std::string city;
};

/// A file of history that is counted as a feed's, by the XXH3-128 of its content.
struct ImportedFile
{
    std::uint64_t content_high = 0;
    std::uint64_t content_low = 0;
    std::string feed;         ///< its name
    std::string name;         ///< the file's
    std::int64_t time_ms = 0; ///< when it was last counted from
    std::uint64_t bytes = 0;  ///< of its content that are counted
    bool is_complete = false;
    std::uint64_t accepted = 0;
    std::uint64_t not_accepted = 0;
    std::uint64_t duplicate = 0;
    std::uint64_t passed_over = 0; ///< purchases that are not history: neither counted nor received
};

/// What has changed since the checkpoint before, all of it at one moment between two batches: in
/// one transaction with the feeds' cursors, it is counted exactly once.
struct Checkpoint
{
    std::vector<stats::Delta> deltas; ///< each (second, eid, country, currency) once, in any order
    std::vector<NameSpan> names;
    std::vector<FeedState> feeds;                       ///< all of them
    std::vector<std::vector<stats::Interval>> coverage; ///< of each feed, added to what it was
    /// Of each feed: nothing after it was covered, whatever was said before. May be empty.
    std::vector<std::optional<std::int64_t>> covered_until;
    std::vector<std::vector<Remembered>> identities; ///< of each feed
    std::vector<HeldPurchase> held;                  ///< new ones, or known ones once more
    std::vector<std::int64_t> released;              ///< numbers of those that wait no longer
    std::vector<stats::DeployMark> deploys;
    std::vector<stats::Sighting> recent; ///< the newest, in place of those before
    std::vector<ImportedFile> imports;   ///< as they stand now; their feeds are among `feeds`

    /// From here on ledgers and minutes need not add up: the demo's history is in no ledger, and
    /// ledgers are older than a store that was begun in place of a damaged one.
    bool is_beside_ledgers = false;
};

/// Gathers changes, adding up what has the same key: its size depends on the distinct cells, not on
/// the events, apart from identities. Not thread-safe.
class Changes
{
public:
    explicit Changes(std::size_t feeds) : identities_(feeds) {}

    void add(std::span<const stats::Delta> deltas);
    void add(const stats::Delta& delta) { add(std::span(&delta, 1)); }
    /// An empty name says nothing.
    void addNames(std::span<const stats::NameSeen> names);
    void addName(const stats::NameSeen& name) { addNames(std::span(&name, 1)); }
    void addIdentity(std::size_t feed, const event::Identity& identity, std::int64_t time_ms)
    {
        identities_[feed].push_back({identity, time_ms});
    }
    void addDeploy(stats::DeployMark deploy) { deploys_.push_back(std::move(deploy)); }
    void hold(HeldPurchase held) { held_.push_back(std::move(held)); }
    void release(std::int64_t number);

    std::size_t size() const;

    /// Takes all out; the caller adds the feeds' states and what is recent.
    Checkpoint take();

private:
    static constexpr std::uint32_t kNone = UINT32_MAX;

    struct CellKey
    {
        std::int64_t second;
        std::int64_t eid;
        std::uint64_t codes; ///< country and currency
        friend bool operator==(const CellKey&, const CellKey&) = default;
        friend std::size_t hash_value(const CellKey& key)
        {
            return stats::spread(static_cast<std::uint64_t>(key.eid) + (key.codes << 32)) ^
                   stats::spread(static_cast<std::uint64_t>(key.second));
        }
    };
    struct alignas(32) KnownCell
    {
        CellKey key{};
        std::uint32_t at = kNone; ///< in deltas_
        bool isVacant() const { return at == kNone; }
    };
    struct NameKey
    {
        std::int64_t eid;
        friend bool operator==(const NameKey&, const NameKey&) = default;
        friend std::size_t hash_value(const NameKey& key)
        {
            return stats::spread(static_cast<std::uint64_t>(key.eid));
        }
    };
    struct KnownName
    {
        NameKey key{};
        std::uint32_t at = kNone; ///< in names_
        bool isVacant() const { return at == kNone; }
    };

    void addFew(std::span<const stats::Delta> deltas);
    void addFewNames(std::span<const stats::NameSeen> names);
    static CellKey keyOf(const stats::Delta& delta);

    std::vector<stats::Delta> deltas_;
    stats::ProbedTable<KnownCell> index_; ///< of deltas_
    std::vector<NameSpan> names_;
    stats::ProbedTable<KnownName> name_index_; ///< each store's last
    std::vector<std::vector<Remembered>> identities_;
    std::vector<HeldPurchase> held_;
    std::vector<std::int64_t> released_;
    std::vector<stats::DeployMark> deploys_;
};

} // namespace livewall::store
