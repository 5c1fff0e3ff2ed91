// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/currencyreader.h"
#include "models/event/jsonreader.h"
#include "models/event/keytable.h"
#include "models/event/likelyvalues.h"
#include "models/event/lineparts.h"
#include "models/event/purchase.h"
#include "models/event/scanning.h"
#include "models/event/timestampreader.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace livewall::event {

/// The shapes of the lines that a feed sends: all of a line but its strings and numbers. A program
/// puts its lines together the same way each time, so that most have the shape of one before: then
/// what stands between the values need only be compared, and each value be read for what it is.
///
/// Nothing is taken for granted: a line is read only where it is valid JSON and one purchase, each
/// value of which is without a fault, and it is read as the long way reads it. What is said of any
/// other line is nothing, not even that it is wrong.
///
/// All shapes are one tree: those that begin with the same text, and values for the same fields,
/// share it. Bounded in memory and time, whatever lines come. Not thread-safe.
class LineShapes
{
public:
    /// `json` unescapes strings. With `keeps_places` false coordinates are checked, but not given.
    LineShapes(JsonReader& json, bool keeps_places);
    LineShapes(const LineShapes&) = delete;
    LineShapes& operator=(const LineShapes&) = delete;

    /// Reads the line at `line` up to an LF or CR LF, and gives the byte behind it; null where it
    /// has none of the shapes, and both `purchase` and `values` hold anything. All of `purchase`,
    /// which is as it was made, is filled in but its identity, amount and texts: what these come
    /// from is in `values`. Somewhere at or behind `line` stands an LF, with kPadding readable
    /// bytes behind it.
    const char* read(const char* line, Purchase& purchase, LikelyValues& values);

    /// Takes in the shape of a line that read() had no answer to, and that decoded to one purchase
    /// without a fault. Lines that never have the same shape twice are soon looked at only now and
    /// then. What was read before is given up.
    void learn(std::string_view line, bool is_envelope, const KeyTable& keys);

    bool isEmpty() const { return first_ == nullptr; }

    static constexpr std::size_t kPadding = JsonReader::kPadding;

private:
    static constexpr std::size_t kMaxSteps = 512;
    static constexpr std::size_t kMaxAlternatives = 16;
    // What learning costs, and what each line gives towards it that had none of the shapes.
    static constexpr std::uint32_t kPrice = 64;
    static constexpr std::uint32_t kFirstBudget = 32 * kPrice;

    /// Text to compare with, and the value behind it.
    struct Step
    {
        TextBlock text;
        Step* next = nullptr;      ///< null behind a line's end
        Step* otherwise = nullptr; ///< what to look for where the text differs; never longer text
        std::size_t size = 0;      ///< of the text
        Slot slot = Slot::None;
    };

    bool insert(const std::vector<LinePart>& parts);
    Step* findOrInsert(std::string_view text, Slot slot, Step*& first);

    JsonReader& json_;
    bool keeps_places_;
    TimestampReader timestamps_;
    CurrencyReader currencies_;
    std::vector<Step> steps_; ///< never moved: there is room for kMaxSteps from the beginning
    Step* first_ = nullptr;
    std::vector<LinePart> parts_; ///< of the line being learned
    std::uint32_t budget_ = kFirstBudget;
};

} // namespace livewall::event
