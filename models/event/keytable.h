// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/fieldmap.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace livewall::event {

/// The attributes of a CloudEvents envelope that matter here.
enum class Attribute : std::uint8_t { SpecVersion, Id, Time, Type, Source, Data };
inline constexpr std::size_t kAttributes = 6;

/// What a key of an object means: in an event, in an envelope, in both or in neither.
struct KeyMeaning
{
    std::optional<Field> field;
    std::optional<Attribute> attribute;
};

/// Finds the meaning of an unescaped key, mostly at the first look.
class KeyTable
{
public:
    explicit KeyTable(const FieldMap& fields);

    /// `key.data()` is readable for kReadable bytes at least, whatever they are.
    const KeyMeaning& find(std::string_view key) const
    {
        const std::uint64_t head = headOf(key);
        std::size_t at = slotOf(head);
        while (slots_[at].size != kFree &&
               (slots_[at].head != head || slots_[at].size != key.size() ||
                (key.size() > kReadable && slots_[at].key != key)))
            at = (at + 1) % kSlots;
        return slots_[at].meaning; // of a free slot: none
    }

    static constexpr std::size_t kReadable = 8;

private:
    static constexpr std::size_t kSlots = 64;
    static constexpr std::size_t kFree = ~std::size_t{0};

    struct Slot
    {
        std::uint64_t head = 0; ///< the first eight bytes, with zeros behind a shorter key
        std::size_t size = kFree;
        KeyMeaning meaning;
        std::string key;
    };

    static std::uint64_t headOf(std::string_view key)
    {
        std::uint64_t head = 0;
        std::memcpy(&head, key.data(), kReadable);
        if (key.size() < kReadable) {
            const auto bits = static_cast<int>(8 * key.size());
            if constexpr (std::endian::native == std::endian::little)
                head &= (std::uint64_t{1} << bits) - 1;
            else
                head &= ~(~std::uint64_t{0} >> bits);
        }
        return head;
    }

    /// The factor gives each of the default keys a slot of its own.
    static std::size_t slotOf(std::uint64_t head)
    {
        return static_cast<std::size_t>((head * 0x91B7'584A'2265'B1F5U) >> 58);
    }

    std::array<Slot, kSlots> slots_; ///< open addressing; never more than a third full
};

} // namespace livewall::event
