// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/lineparts.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace livewall::event {
namespace {

constexpr std::size_t kMaxParts = 128;
constexpr std::size_t kMaxTextBytes = 4096; ///< of all parts

enum class Form : std::uint8_t { String, Number, Word };

Slot anySlot(Form form)
{
    constexpr std::array kSlots = {Slot::AnyString, Slot::AnyNumber, Slot::AnyWord};
    return kSlots[static_cast<std::size_t>(form)];
}

Slot slotOf(Field field, Form form)
{
    switch (field) {
    case Field::Type:
        return Slot::Type;
    case Field::Id:
        return Slot::Id;
    case Field::Time:
        return form == Form::String ? Slot::TimeText : Slot::TimeNumber;
    case Field::Status:
        return Slot::Status;
    case Field::Eid:
        return Slot::Eid;
    case Field::Amount:
        return form == Form::String ? Slot::AmountText : Slot::AmountNumber;
    case Field::Currency:
        return Slot::Currency;
    case Field::Country:
        return Slot::Country;
    case Field::Latitude:
        return Slot::Latitude;
    case Field::Longitude:
        return Slot::Longitude;
    case Field::Merchant:
        return Slot::Merchant;
    case Field::City:
        return Slot::City;
    case Field::Service:
    case Field::Version:
        break; // of deploys
    }
    return anySlot(form);
}

/// What an object is for.
enum class Level : std::uint8_t { Event, Envelope, Data, Other };

/// What a value is for.
struct Role
{
    std::optional<Field> field;
    bool is_stand_in = false; ///< for a field that the data lacks
    bool is_source = false;   ///< of an envelope
    bool is_any_word = false; ///< whether it is true, false or null means nothing
};

Role roleOf(const KeyMeaning& meaning, Level level)
{
    if (level == Level::Other || (!meaning.field && !meaning.attribute))
        return {.is_any_word = true};
    if (level != Level::Envelope)
        return {.field = meaning.field};
    if (!meaning.attribute)
        return {.is_any_word = true};
    switch (*meaning.attribute) {
    case Attribute::Type:
        return {.field = Field::Type, .is_stand_in = true};
    case Attribute::Id:
        return {.field = Field::Id, .is_stand_in = true};
    case Attribute::Time:
        return {.field = Field::Time, .is_stand_in = true};
    case Attribute::Source:
        return {.is_source = true};
    case Attribute::SpecVersion: // that there is one makes the envelope
    case Attribute::Data:
        break;
    }
    return {};
}

/// Walks over a line from its front.
class Cutter
{
public:
    Cutter(std::string_view line, const KeyTable& keys, JsonReader& json,
           std::vector<LinePart>& parts)
        : line_(line), keys_(keys), json_(json), parts_(parts)
    {
    }

    bool cut(bool is_envelope)
    {
        const Level level = is_envelope ? Level::Envelope : Level::Event;
        if (!json_.start(line_) || !takeObject(level) || !add(line_.size(), Slot::LineEnd))
            return false;
        for (const StandIn& stand_in : std::span(stand_ins_).first(stand_in_count_)) {
            if ((data_fields_ >> static_cast<unsigned>(stand_in.field) & 1U) != 0)
                parts_[stand_in.part].slot = stand_in.any;
        }
        return true;
    }

private:
    struct StandIn
    {
        std::size_t part;
        Field field;
        Slot any; ///< what it is where the data has the field
    };

    bool takeObject(Level level)
    {
        if (!json_.take('{'))
            return false;
        if (json_.take('}'))
            return true;
        do {
            std::string_view key;
            if (!json_.takeString(key) || !json_.take(':') || !takeMember(keys_.find(key), level))
                return false;
        } while (json_.take(','));
        return json_.take('}');
    }

    bool takeMember(const KeyMeaning& meaning, Level level)
    {
        const bool is_data = level == Level::Envelope && meaning.attribute == Attribute::Data;
        if (is_data && json_.peek() == '{')
            return takeObject(Level::Data);
        if (level == Level::Data && meaning.field && json_.peek() != 'n')
            data_fields_ |= 1U << static_cast<unsigned>(*meaning.field);
        return takeValue(roleOf(meaning, level));
    }

    bool takeArray()
    {
        if (!json_.take('['))
            return false;
        if (json_.take(']'))
            return true;
        do {
            if (!takeValue({.is_any_word = true}))
                return false;
        } while (json_.take(','));
        return json_.take(']');
    }

    bool takeValue(const Role& role)
    {
        switch (json_.peek()) {
        case '{':
            return takeObject(Level::Other);
        case '[':
            return takeArray();
        case '"':
            return takeToken(role, Form::String);
        case 'n':
        case 't':
        case 'f':
            // Of a known key it belongs to the form: a value that is null is absent.
            return role.is_any_word ? takeToken(role, Form::Word) : !json_.takeToken().empty();
        default:
            return takeToken(role, Form::Number);
        }
    }

    bool takeToken(const Role& role, Form form)
    {
        const std::string_view token = json_.takeToken();
        const std::size_t quotes = form == Form::String ? 1 : 0;
        const auto begin = static_cast<std::size_t>(token.data() - line_.data());
        if (role.is_stand_in)
            stand_ins_.at(stand_in_count_++) = {parts_.size(), *role.field, anySlot(form)};
        const Slot slot = role.is_source ? Slot::Source
                          : role.field   ? slotOf(*role.field, form)
                                         : anySlot(form);
        if (!add(begin + quotes, slot))
            return false;
        cut_ = begin + token.size() - quotes;
        return true;
    }

    /// The text up to `end`, and the slot behind it.
    bool add(std::size_t end, Slot slot)
    {
        parts_.push_back({line_.substr(cut_, end - cut_), slot});
        text_bytes_ += end - cut_;
        return parts_.size() <= kMaxParts && text_bytes_ <= kMaxTextBytes;
    }

    std::string_view line_;
    const KeyTable& keys_;
    JsonReader& json_;
    std::vector<LinePart>& parts_;
    std::array<StandIn, 3> stand_ins_{}; ///< no attribute stands twice in a line without a fault
    std::size_t stand_in_count_ = 0;
    std::uint32_t data_fields_ = 0; ///< that are not null, one bit each
    std::size_t cut_ = 0;           ///< where the next part begins
    std::size_t text_bytes_ = 0;
};

} // namespace

bool cutIntoParts(std::string_view line, bool is_envelope, const KeyTable& keys, JsonReader& json,
                  std::vector<LinePart>& parts)
{
    parts.clear();
    return Cutter(line, keys, json, parts).cut(is_envelope);
}

} // namespace livewall::event
