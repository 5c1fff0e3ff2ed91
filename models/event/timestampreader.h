// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/scanning.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace livewall::event {

/// Eight bytes of a given form, where 0 stands for any digit.
template <char... form>
class ClockWord
{
public:
    explicit ClockWord(const char* text)
        : digits_(wordAt(text) ^ kForm), pairs_(digits_ * 10 + (digits_ >> 8))
    {
    }

    bool isValid() const { return ((digits_ | (digits_ + kSixes)) & kChecked) == 0; }

    unsigned digit(int at) const { return static_cast<unsigned>(digits_ >> (8 * at) & 0xFF); }

    /// The two digits from `at` on as one number.
    unsigned pair(int at) const { return static_cast<unsigned>(pairs_ >> (8 * at) & 0xFF); }

private:
    static constexpr std::uint64_t word(std::array<unsigned char, 8> bytes)
    {
        std::uint64_t word = 0;
        for (std::size_t i = 8; i > 0; --i)
            word = word << 8 | bytes[i - 1];
        return word;
    }
    // A byte that fits becomes the digit's number or 0. Of any other the upper half is not zero,
    // or is not once six is added to a digit's.
    static constexpr std::uint64_t kForm = word({form...});
    static constexpr std::uint64_t kSixes = word({(form == '0' ? 6 : 0)...});
    static constexpr std::uint64_t kChecked = word({(form == '0' ? 0xF0 : 0xFF)...});

    std::uint64_t digits_;
    std::uint64_t pairs_;
};

/// Reads times of the form "2011-03-10T16:01:15.123Z" as parseTimestamp() does, sooner where they
/// are of the same minute as the one before, or of the same day.
class TimestampReader
{
public:
    /// Finds the time that the kBytes at `text` are. False where they are of another form, or no
    /// time: then parseTimestamp() has to say what they are.
    bool read(const char* text, std::int64_t& time_ms)
    {
        if (wordAt(text) != minute_[0] || wordAt(text + 8) != minute_[1]) [[unlikely]]
            return readMinute(text, time_ms);
        const ClockWord<':', '0', '0', '.', '0', '0', '0', 'Z'> rest(text + 16);
        const unsigned seconds = rest.pair(1);
        time_ms = minute_ms_ + seconds * 1000 + rest.pair(4) * 10 + rest.digit(6);
        return rest.isValid() && seconds < 60;
    }

    static constexpr std::size_t kBytes = 24;

private:
    bool readMinute(const char* text, std::int64_t& time_ms);
    bool readDay(const char* text, std::int64_t& time_ms);

    std::array<std::uint64_t, 2> minute_{}; ///< its text, "2011-03-" and "10T16:01"
    std::int64_t minute_ms_ = 0;
    std::array<std::uint64_t, 2> day_{}; ///< its text, "2011-03-" and "1-03-10T"
    std::int64_t day_ms_ = 0;
};

} // namespace livewall::event
