// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/largearray.h"
#include "models/stats/tablehint.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace livewall::stats {

/// Spreads a number over all bits: of a product, what its halves have in common.
inline std::uint64_t spread(std::uint64_t number)
{
    __extension__ using Wide = unsigned __int128;
    const Wide product = Wide{number} * 0x9e3779b97f4a7c15;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// Entries by key, in one array: open addressing, linear probing. An entry is where its hash says,
/// or soon after it, so that one which is looked up soon can be fetched from memory ahead; the
/// maps of the libraries have no way to say so. At most 5 of 8 places are taken.
///
/// An Entry has a `key`, of which hash_value() is well spread, and isVacant(), which is true of one
/// that was just made and false of any in the table, whatever is done to those that find() gives.
/// It is best aligned to its size. Pointers hold until the next insert() or erase. Not thread-safe.
template <class Entry>
class ProbedTable
{
public:
    using Key = decltype(Entry::key);

    ProbedTable() : ProbedTable(0) {}

    /// With room for so many at once.
    explicit ProbedTable(std::size_t expected)
        : entries_(std::bit_ceil(std::max(kFewest, expected / 5 * 8 + 8)))
        , mask_(entries_.size() - 1)
    {
        hint_.set(entries_.data(), mask_);
    }

    std::size_t size() const { return size_; }

    /// Has what find() will most likely look at fetched from memory. From any thread, whatever
    /// another one does with the table.
    void announce(const Key& key) const { hint_.fetch(hash_value(key), sizeof(Entry)); }

    /// Brings what find() will look at nearer, while other work is done.
    void prefetch(const Key& key) const
    {
        const auto* const first = reinterpret_cast<const char*>(&entries_[home(key)]);
        __builtin_prefetch(first, 1);
        if constexpr (kMayCrossLines)
            __builtin_prefetch(first + sizeof(Entry) - 1, 1);
    }

    /// Null where there is none.
    Entry* find(const Key& key) { return const_cast<Entry*>(std::as_const(*this).find(key)); }
    const Entry* find(const Key& key) const
    {
        for (std::size_t place = home(key);; place = (place + 1) & mask_) {
            const Entry& entry = entries_[place];
            if (entry.isVacant())
                return nullptr;
            if (entry.key == key)
                return &entry;
        }
    }

    /// Puts an entry whose key is not there.
    Entry& insert(Entry&& entry)
    {
        if (size_ >= (mask_ + 1) / 8 * 5)
            grow();
        ++size_;
        return put(std::move(entry));
    }

    void erase(const Key& key)
    {
        if (const Entry* const found = find(key))
            eraseAt(static_cast<std::size_t>(found - entries_.data()));
    }

    /// Calls each(entry) with all of them, in any order.
    template <class Each>
    void forEach(Each&& each) const
    {
        for (std::size_t place = 0; place <= mask_; ++place) {
            if (!entries_[place].isVacant())
                each(entries_[place]);
        }
    }

    /// Asks of each entry once whether it is to go.
    template <class Predicate>
    void eraseIf(Predicate&& is_to_go)
    {
        // From behind a vacant place on, so that no entry moves back over where this began.
        std::size_t begin = 0;
        while (!entries_[begin].isVacant())
            ++begin;
        for (std::size_t step = 1; step <= mask_; ++step) {
            const std::size_t place = (begin + step) & mask_;
            while (!entries_[place].isVacant() && is_to_go(entries_[place]))
                eraseAt(place); // and what has taken its place is the next
        }
    }

private:
    static constexpr std::size_t kFewest = 64;
    static constexpr std::size_t kLine = 64;
    static constexpr bool kMayCrossLines =
        kLine % alignof(Entry) != 0 || alignof(Entry) < sizeof(Entry);

    std::size_t home(const Key& key) const
    {
        return static_cast<std::size_t>(hash_value(key)) & mask_;
    }

    Entry& put(Entry&& entry)
    {
        std::size_t place = home(entry.key);
        while (!entries_[place].isVacant())
            place = (place + 1) & mask_;
        return entries_[place] = std::move(entry);
    }

    void grow()
    {
        const std::size_t places = mask_ + 1;
        LargeArray<Entry> before = std::exchange(entries_, LargeArray<Entry>(2 * places));
        mask_ = 2 * places - 1;
        hint_.set(entries_.data(), mask_);
        for (std::size_t place = 0; place < places; ++place) {
            if (!before[place].isVacant())
                put(std::move(before[place]));
        }
    }

    /// Closes the gap with those behind it that may stand there (Knuth, The Art of Computer
    /// Programming 3, 6.4, algorithm R).
    void eraseAt(std::size_t place)
    {
        for (std::size_t next = (place + 1) & mask_; !entries_[next].isVacant();
             next = (next + 1) & mask_) {
            const std::size_t wanted = home(entries_[next].key);
            if (((next - wanted) & mask_) >= ((next - place) & mask_)) {
                entries_[place] = std::move(entries_[next]);
                place = next;
            }
        }
        entries_[place] = {};
        --size_;
    }

    LargeArray<Entry> entries_;
    TableHint hint_;   ///< of entries_
    std::size_t mask_; ///< places, a power of two, less one
    std::size_t size_ = 0;
};

} // namespace livewall::stats
