// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/fieldmap.h"

#include <array>
#include <cstddef>
#include <cstdint>
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

    const KeyMeaning& find(std::string_view key) const;

private:
    struct Slot
    {
        std::string key; ///< empty: the slot is free
        KeyMeaning meaning;
    };
    static std::size_t hash(std::string_view key);
    Slot& slotFor(std::string_view key);

    std::array<Slot, 64> slots_; ///< open addressing; never more than a third full
};

} // namespace livewall::event
