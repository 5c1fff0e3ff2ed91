// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/clock.h"
#include "models/engine/filereading.h"
#include "models/engine/snapshot.h"
#include "models/store/storewriter.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>

namespace livewall::engine {

class LiveTally;

/// Where an engine keeps what it counts.
struct Keeping
{
    /// What was counted before, and where counting is saved. Nothing: from memory.
    std::unique_ptr<store::Store> store = {};
    /// Where there should be a store and is none: why.
    store::Trouble trouble = {};
    /// A damaged store was moved aside: its file's path now.
    std::string moved_to = {};
    /// Opens the store again, where that may help: after a disk that came late, after damage, after
    /// the clock was set right. Called from threads of the engine's.
    store::StoreWriter::Reopen reopen = {};
    /// How long after an attempt to open it the next one is made; longer and longer where it opens
    /// and then cannot be read.
    std::chrono::milliseconds reopen_every{10'000};
    /// Instead of Saver::kSave_ms and kSaveOften_ms.
    std::optional<std::int64_t> save_ms = {};
    /// Instead of Saver::kMaxUnsaved.
    std::optional<std::size_t> max_unsaved = {};
};

/// Restores a tally from its store, saves what changes, and finds the store again where it was
/// lost. Used by one thread at a time.
class Saver
{
public:
    static constexpr std::int64_t kSave_ms = 5000;
    static constexpr std::int64_t kSaveOften_ms = 1000;
    /// Where nothing comes in: that it was listened for.
    static constexpr std::int64_t kSaveQuiet_ms = 60'000;

    /// Cells and identities: so many are saved before their time.
    static constexpr std::size_t kSaveAtOnce = 1'000'000;
    /// So many, some 200 MB, are gathered while the disk refuses. Beyond that they are given up.
    /// Once the disk takes it, counting begins again from what the store has: feeds that can resume
    /// give all of it again, and what others gave meanwhile is missing, which their coverage says.
    static constexpr std::size_t kMaxUnsaved = 4'000'000;
    /// However often it could not be read, it is opened again after this time.
    static constexpr std::chrono::milliseconds kReopenAtLast{600'000};
    /// How long a screen tells that a damaged store was moved aside.
    static constexpr std::int64_t kTellDamage_ms = 86'400'000;

    Saver(Keeping keeping, const Clock& clock, Note note);

    /// There is a store, or was one when it was last tried.
    bool hasStore() const { return store_ || writer_; }

    /// Puts what was counted before into a tally that has counted nothing. Throws
    /// store::DatabaseError.
    void restore(LiveTally& tally);

    /// Then what tells copies from originals: from now on it can be saved. A store that turns out
    /// to be damaged is replaced; one that cannot be read otherwise is not used, which is noted.
    void begin(LiveTally& tally);

    /// The store that is there cannot be read. Damaged, it is replaced by a new one; otherwise
    /// nothing is saved for now. Noted.
    void refuse(const store::DatabaseError& error);

    /// Something was counted, or a cursor moved.
    void noteChange() { has_unsaved_ = true; }

    void saveWhenDue(LiveTally& tally, std::int64_t now_ms);

    /// Saves the last of it, and waits until that is done or the disk refuses: false. True where
    /// there never was to be a store.
    bool saveLast(LiveTally& tally);

    /// There is to be a store, and it could not be opened yet.
    bool awaitsStore() const { return reopen_ && !hasStore(); }

    /// After the last of it: the store is free for others.
    void letGo();

    /// True once a store is there to begin again from, with a tally that has counted nothing: it
    /// could not be opened at the start, or this tally has lost history that the store has. To be
    /// asked again and again: it is what tries.
    bool findsStore(LiveTally& tally);

    Saving state() const;

private:
    void noteSaved(std::int64_t now_ms);
    void write(LiveTally& tally);
    bool hasOtherStore() const;
    void giveUp(store::Trouble trouble);
    void take(store::Store::Opened opened);
    bool hasOpened();

    const Clock& clock_;
    Note note_;
    std::unique_ptr<store::Store> store_; ///< until its identities are read
    std::optional<store::StoreWriter> writer_;
    store::StoreWriter::Reopen reopen_;
    store::Trouble trouble_; ///< why nothing is saved, where the writer is not to blame
    std::int64_t trouble_since_ms_ = 0;
    std::string moved_to_;
    std::int64_t moved_ms_ = 0;
    std::string known_moved_to_; ///< the writer's, when the tally last heard of it
    std::chrono::milliseconds reopen_every_;
    std::chrono::steady_clock::time_point tried_; ///< when it was last tried to open it
    std::future<store::Store::Opened> opening_;
    std::optional<std::int64_t> save_ms_;
    std::size_t max_unsaved_;
    std::int64_t saved_ms_ = 0;
    std::optional<std::int64_t> saved_to_ms_; ///< what was counted until then is in the store
    bool has_unsaved_ = false;
    bool has_given_up_ = false; ///< more came in than may be gathered
};

} // namespace livewall::engine
