// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/keytable.h"

namespace livewall::event {
namespace {

constexpr std::array<std::string_view, kAttributes> kAttributeNames = {
    "specversion", "id", "time", "type", "source", "data"};

} // namespace

KeyTable::KeyTable(const FieldMap& fields)
{
    for (std::size_t i = 0; i < kFields; ++i) {
        const auto field = static_cast<Field>(i);
        slotFor(fields.key(field)).meaning.field = field;
    }
    for (std::size_t i = 0; i < kAttributes; ++i)
        slotFor(kAttributeNames[i]).meaning.attribute = static_cast<Attribute>(i);
}

const KeyMeaning& KeyTable::find(std::string_view key) const
{
    std::size_t at = hash(key);
    while (!slots_[at].key.empty() && slots_[at].key != key)
        at = (at + 1) % slots_.size();
    return slots_[at].meaning; // of a free slot: none
}

std::size_t KeyTable::hash(std::string_view key)
{
    if (key.empty())
        return 0;
    const auto first = static_cast<unsigned char>(key.front());
    const auto middle = static_cast<unsigned char>(key[key.size() / 2]);
    const auto last = static_cast<unsigned char>(key.back());
    return (first * 3U + middle * 7U + last * 11U + key.size()) % 64;
}

KeyTable::Slot& KeyTable::slotFor(std::string_view key)
{
    std::size_t at = hash(key);
    while (!slots_[at].key.empty() && slots_[at].key != key)
        at = (at + 1) % slots_.size();
    slots_[at].key = key;
    return slots_[at];
}

} // namespace livewall::event
