// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/lineshapes.h"

#include "models/event/valuereader.h"

namespace livewall::event {

LineShapes::LineShapes(JsonReader& json, bool keeps_places)
    : json_(json), keeps_places_(keeps_places)
{
    steps_.reserve(kMaxSteps);
}

const char* LineShapes::read(const char* line, Purchase& purchase, LikelyValues& values)
{
    json_.forgetStrings();
    values.clear();
    ValueReader reader(line, json_, timestamps_, currencies_);
    const char* next = line;
    const Step* step = first_;
    if (step == nullptr)
        return nullptr;
    for (;;) { // until the line's end, which each path through the tree has
        if (!step->text.isAt(next)) [[unlikely]] {
            step = step->otherwise;
            if (step == nullptr)
                return nullptr;
            continue;
        }
        next += step->size;
        switch (step->slot) {
        case Slot::None:
            break;
        case Slot::AnyString:
            next = reader.takeAnyString(next);
            break;
        case Slot::AnyNumber:
            next = reader.takeAnyNumber(next);
            break;
        case Slot::AnyWord:
            next = reader.takeAnyWord(next);
            break;
        case Slot::Type:
            next = reader.takeType(next);
            break;
        case Slot::Source:
            next = reader.takeText(next, values.source);
            break;
        case Slot::Id:
            next = reader.takeId(next, values.id);
            break;
        case Slot::TimeText:
            next = reader.takeTimeText(next, purchase.time_ms);
            break;
        case Slot::TimeNumber:
            next = reader.takeTimeNumber(next, purchase.time_ms);
            break;
        case Slot::Status:
            next = reader.takeStatus(next, purchase.accepted);
            break;
        case Slot::Eid:
            next = reader.takeEid(next, purchase.eid);
            break;
        case Slot::AmountText:
            next = reader.takeAmountText(next, values);
            break;
        case Slot::AmountNumber:
            next = reader.takeAmountNumber(next, values);
            break;
        case Slot::Currency:
            next = reader.takeCurrency(next, purchase.currency);
            break;
        case Slot::Country:
            next = reader.takeCountry(next, purchase.country);
            break;
        case Slot::Latitude:
            next = keeps_places_ ? reader.takeDegrees(next, 90, purchase.latitude)
                                 : reader.checkDegrees(next, 90);
            break;
        case Slot::Longitude:
            next = keeps_places_ ? reader.takeDegrees(next, 180, purchase.longitude)
                                 : reader.checkDegrees(next, 180);
            break;
        case Slot::Merchant:
            next = reader.takeText(next, values.merchant);
            break;
        case Slot::City:
            next = reader.takeText(next, values.city);
            break;
        case Slot::LineEnd:
            return reader.takeLineEnd(next);
        default:
            __builtin_unreachable(); // and the compiler need not ask
        }
        if (next == nullptr) [[unlikely]]
            return nullptr;
        step = step->next;
    }
}

void LineShapes::learn(std::string_view line, bool is_envelope, const KeyTable& keys)
{
    ++budget_;
    if (budget_ < kPrice)
        return;
    budget_ -= kPrice;
    // No text that lines have in common goes beyond a line.
    if (line.find('\n') != std::string_view::npos ||
        !cutIntoParts(line, is_envelope, keys, json_, parts_) || insert(parts_))
        return;
    steps_.clear();
    first_ = nullptr;
    insert(parts_);
}

/// False where there is no room for them; some may be there then, which does no harm.
bool LineShapes::insert(const std::vector<LinePart>& parts)
{
    Step** place = &first_;
    for (const LinePart& part : parts) {
        std::string_view text = part.text;
        while (!text.empty()) {
            const std::string_view piece = text.substr(0, kBlockBytes);
            text.remove_prefix(piece.size());
            Step* const step = findOrInsert(piece, text.empty() ? part.slot : Slot::None, *place);
            if (step == nullptr)
                return false;
            place = &step->next;
        }
    }
    return true;
}

/// Among the alternatives that begin with `first`; null where they are too many.
LineShapes::Step* LineShapes::findOrInsert(std::string_view text, Slot slot, Step*& first)
{
    const TextBlock block(text.data(), text.size());
    std::size_t alternatives = 0;
    Step** place = &first; // before those with shorter text, which this may begin with
    for (Step* step = first; step != nullptr; step = step->otherwise) {
        if (step->text == block && step->slot == slot)
            return step;
        if (step->size >= text.size())
            place = &step->otherwise;
        ++alternatives;
    }
    if (alternatives == kMaxAlternatives || steps_.size() == kMaxSteps)
        return nullptr;
    steps_.push_back({.text = block, .otherwise = *place, .size = text.size(), .slot = slot});
    *place = &steps_.back();
    return *place;
}

} // namespace livewall::event
