// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/keytable.h"

#include <algorithm>

namespace livewall::event {
namespace {

constexpr std::array<std::string_view, kAttributes> kAttributeNames = {
    "specversion", "id", "time", "type", "source", "data"};

} // namespace

KeyTable::KeyTable(const FieldMap& fields)
{
    const auto slotFor = [this](std::string key) -> Slot& {
        const std::size_t size = key.size();
        key.resize(std::max(size, kReadable));
        const std::string_view view(key.data(), size);
        const std::uint64_t head = headOf(view);
        std::size_t at = slotOf(head);
        while (slots_[at].size != kFree && slots_[at].key != view)
            at = (at + 1) % kSlots;
        slots_[at].head = head;
        slots_[at].size = size;
        slots_[at].key = view;
        return slots_[at];
    };
    for (std::size_t i = 0; i < kFields; ++i) {
        const auto field = static_cast<Field>(i);
        slotFor(fields.key(field)).meaning.field = field;
    }
    for (std::size_t i = 0; i < kAttributes; ++i)
        slotFor(std::string(kAttributeNames[i])).meaning.attribute = static_cast<Attribute>(i);
}

} // namespace livewall::event
