// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/saver.h"

#include "models/engine/livetally.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

namespace livewall::engine {

using store::Store;

Saver::Saver(Keeping keeping, const Clock& clock, Note note)
    : clock_(clock)
    , note_(std::move(note))
    , store_(std::move(keeping.store))
    , reopen_(std::move(keeping.reopen))
    , trouble_(std::move(keeping.trouble))
    , trouble_since_ms_(clock.now_ms())
    , moved_to_(std::move(keeping.moved_to))
    , moved_ms_(trouble_since_ms_)
    , reopen_every_(keeping.reopen_every)
    , tried_(std::chrono::steady_clock::now())
    , save_ms_(keeping.save_ms)
    , max_unsaved_(keeping.max_unsaved.value_or(kMaxUnsaved))
    , saved_ms_(trouble_since_ms_)
{
}

void Saver::restore(LiveTally& tally)
{
    if (store_)
        tally.restore(*store_, clock_.now_ms());
}

void Saver::begin(LiveTally& tally)
{
    if (!store_)
        return;
    try {
        tally.restorePast(*store_);
    } catch (const store::DatabaseError& error) {
        refuse(error);
        tally.noteOtherStore();
    }
    if (!store_) {
        tally.giveUpChanges();
        return;
    }
    writer_.emplace(
        std::move(store_), [this] { return clock_.now_ms(); }, reopen_);
    known_moved_to_.clear();
    trouble_ = {};
    has_given_up_ = false;
}

void Saver::refuse(const store::DatabaseError& error)
{
    store_.reset();
    if (error.isDamage() && reopen_)
        take(reopen_(error.what()));
    if (store_)
        return;
    giveUp({.what = store::Trouble::What::Refused, .detail = error.what()});
    note_(trouble_.text() + "; nothing is saved, and copies of what came before the start count");
    reopen_every_ = std::min(2 * reopen_every_, kReopenAtLast);
    tried_ = std::chrono::steady_clock::now();
}

/// What was handed over is written once the writer is ready for more.
void Saver::noteSaved(std::int64_t now_ms)
{
    if (!writer_ || !trouble_.isNone() || !writer_->isReady() || writer_->health().failing_since_ms)
        return;
    saved_to_ms_ = has_unsaved_ ? saved_ms_ : now_ms;
}

void Saver::saveWhenDue(LiveTally& tally, std::int64_t now_ms)
{
    noteSaved(now_ms);
    if (!writer_ || !trouble_.isNone() || (!has_unsaved_ && !tally.hasListened()))
        return;
    const std::int64_t often_ms = save_ms_.value_or(tally.canResume() ? kSave_ms : kSaveOften_ms);
    const std::int64_t every_ms = has_unsaved_ ? often_ms : std::max(often_ms, kSaveQuiet_ms);
    const std::size_t changes = tally.changes();
    if (std::abs(now_ms - saved_ms_) < every_ms && changes < kSaveAtOnce)
        return;
    if (writer_->isReady()) {
        write(tally);
        saved_ms_ = now_ms;
    } else if (changes > max_unsaved_) {
        giveUp({store::Trouble::What::TooMuch});
        trouble_since_ms_ = saved_ms_;
        has_given_up_ = true;
        note_("not saving any more: " + trouble_.text());
        tally.giveUpChanges();
    }
}

void Saver::write(LiveTally& tally)
{
    if (hasOtherStore()) {
        tally.noteOtherStore();
        known_moved_to_ = writer_->health().moved_to;
    }
    writer_->write(tally.takeChanges());
    has_unsaved_ = false;
}

/// The writer has begun a new store which the tally has not heard of.
bool Saver::hasOtherStore() const
{
    return writer_->health().moved_to != known_moved_to_;
}

bool Saver::saveLast(LiveTally& tally)
{
    if (!writer_)
        return trouble_.isNone() && !opening_.valid();
    bool is_saved = trouble_.isNone() && writer_->waitUntilWritten();
    while (is_saved && (has_unsaved_ || tally.hasListened() || hasOtherStore())) {
        write(tally);
        is_saved = writer_->waitUntilWritten();
    }
    return is_saved;
}

void Saver::letGo()
{
    if (opening_.valid())
        opening_.get(); // it may have the store
    writer_.reset();
    store_.reset();
}

bool Saver::findsStore(LiveTally& tally)
{
    if (!reopen_ || store_)
        return store_ != nullptr;
    if (writer_) {
        if (writer_->health().failing_since_ms)
            return false;
        // What has been given up cannot be saved any more; nothing else may be lost.
        const bool may_let_go =
            has_given_up_ ? writer_->isReady() : tally.wantsHistory() && saveLast(tally);
        if (!may_let_go)
            return false;
        writer_.reset();
        tally.giveUpChanges();
        tried_ = {};
    }
    return hasOpened();
}

/// Opening may take as long as a broken disk likes: nobody waits for it here.
bool Saver::hasOpened()
{
    const auto now = std::chrono::steady_clock::now();
    if (!opening_.valid()) {
        if (now - tried_ < reopen_every_)
            return false;
        opening_ = std::async(std::launch::async, reopen_, std::string());
    }
    if (opening_.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return false;
    tried_ = now;
    take(opening_.get());
    return store_ != nullptr;
}

void Saver::take(Store::Opened opened)
{
    if (!opened.damage.empty()) {
        note_(opened.damage);
        moved_to_ = opened.moved_to;
        moved_ms_ = clock_.now_ms();
    }
    store_ = std::move(opened.store);
    if (store_)
        return;
    giveUp(std::move(opened.trouble));
}

void Saver::giveUp(store::Trouble trouble)
{
    if (trouble_.isNone())
        trouble_since_ms_ = clock_.now_ms();
    trouble_ = std::move(trouble);
}

Saving Saver::state() const
{
    Saving state{.has_store = hasStore() || reopen_ || !trouble_.isNone(),
                 .saved_to_ms = saved_to_ms_};
    std::int64_t damaged_ms = moved_ms_;
    std::string moved_to = moved_to_;
    if (writer_) {
        store::StoreWriter::Health health = writer_->health();
        state.failing_since_ms = health.failing_since_ms;
        state.trouble = std::move(health.trouble);
        if (health.damaged_ms) {
            damaged_ms = *health.damaged_ms;
            moved_to = std::move(health.moved_to);
        }
    }
    if (!trouble_.isNone()) {
        if (!state.failing_since_ms)
            state.failing_since_ms = trouble_since_ms_;
        state.trouble = trouble_;
        state.is_for_good = !reopen_;
    }
    if (!moved_to.empty() && std::abs(clock_.now_ms() - damaged_ms) < kTellDamage_ms) {
        state.damaged_ms = damaged_ms;
        state.moved_to = std::filesystem::path(moved_to).filename().string();
    }
    return state;
}

} // namespace livewall::engine
