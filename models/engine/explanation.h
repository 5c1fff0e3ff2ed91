// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/country.h"
#include "models/event/currency.h"
#include "models/event/decoder.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace livewall::engine {

/// Where an element stands in the files that were read.
struct LinePlace
{
    std::size_t file = 0;      ///< of the files
    std::uint64_t line = 0;    ///< from 1
    std::uint64_t element = 0; ///< of an array, from 1; 0: the line is no array
    friend bool operator==(const LinePlace&, const LinePlace&) = default;
};

/// What became of an element of one store, and why.
struct ExplainedLine
{
    enum class Fate {
        Accepted,    ///< it counts in the windows below
        NotAccepted, ///< an attempt alone
        Duplicate,   ///< of `original`
        Rejected,    ///< `words` say why
        OtherType,   ///< `words` is the type
    };

    LinePlace place;
    Fate fate = Fate::Accepted;
    std::optional<std::int64_t> time_ms; ///< since 1970; nothing where it could not be read
    std::string id;                      ///< UTF-8 as it was given; empty: none could be read
    std::int64_t amount = 0;             ///< in the currency's minor unit; of purchases alone
    event::Currency currency;
    event::Country country;
    LinePlace original; ///< of a Duplicate, where it is the store's own
    std::string words;
    bool is_unchecked = false; ///< too old on arrival to be told from a copy

    // Where its time lies, whatever its fate.
    bool is_after = false;   ///< after T's second
    bool is_in_hour = false; ///< the hour window at T
    bool is_in_day = false;

    bool is_excluded = false; ///< its country is left out of the excluding list

    bool hasOriginal() const { return original.line > 0; }
    bool isBefore() const { return time_ms && !is_after && !is_in_day && !is_in_hour; }
    bool countsInHour() const { return fate == Fate::Accepted && is_in_hour; }
    bool countsInExcluding() const { return countsInHour() && !is_excluded; }
    bool countsInDay() const { return fate == Fate::Accepted && is_in_day; }
};

/// What the counted lines come to: a row of a top list (stats::TopRow), without its rank.
struct ExplainedSum
{
    std::int64_t count = 0;
    std::int64_t average = 0; ///< in `currency`; without a purchase neither means anything
    event::Currency currency;
    bool mixed = false;
};

struct ExplainOptions
{
    std::vector<std::string> files; ///< as ReportOptions::files
    event::DecoderOptions decoder;
    std::vector<event::Country> exclude;
    std::optional<std::int64_t> at_ms; ///< T; default: the newest valid purchase
    std::int64_t eid = 0;
};

/// What became of reading files for one store at one instant.
struct Explanation
{
    enum class Outcome {
        Explained,
        NoPurchase, ///< no valid purchase in any of the files
        Unreadable, ///< one of them cannot be read to its end
    };
    Outcome outcome = Outcome::Explained;
    std::string error; ///< one line, unless Explained

    std::int64_t at_ms = 0;
    std::string merchant;               ///< as a report calls it; empty: no name is known
    std::vector<ExplainedLine> lines;   ///< all of the store, in the order read
    ExplainedSum hour, excluding, day;  ///< of the lines that count
    std::uint64_t rejected_unknown = 0; ///< rejected elements of which no store can be told
};

/// Says of each line of a store how it counts at T. It is decoded and judged as a report does it,
/// but windows and sums are counted from the definition and not by what counts a report's: where
/// the two differ, one of them is wrong. What it takes of memory is what a report's check for
/// copies takes (stats::Dedupe), and the store's own lines.
Explanation explain(const ExplainOptions& options);

} // namespace livewall::engine
