// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/jsonreader.h"
#include "models/event/keytable.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace livewall::event {

/// What a value of a line is for, and in which form it stands there.
enum class Slot : std::uint8_t {
    None, ///< no value: the text goes on
    AnyString,
    AnyNumber,
    AnyWord, ///< true, false or null
    Type,
    Source, ///< of a CloudEvents envelope
    Id,
    TimeText,
    TimeNumber,
    Status,
    Eid,
    AmountText,
    AmountNumber,
    Currency,
    Country,
    Latitude,
    Longitude,
    Merchant,
    City,
    LineEnd,
};

/// Text that lines of one form share, and the value behind it. A string's quotes belong to the
/// text.
struct LinePart
{
    std::string_view text; ///< points into the line
    Slot slot = Slot::None;
};

/// Cuts `line`, which decoded to one purchase without a fault, into its parts; the last is its end.
/// A value has the slot that it has for that purchase: the `id` of an envelope is any string where
/// the data has one of its own. False where the line has too many parts, or too much text, to be
/// worth comparing. `json` is started with the line.
bool cutIntoParts(std::string_view line, bool is_envelope, const KeyTable& keys, JsonReader& json,
                  std::vector<LinePart>& parts);

} // namespace livewall::event
