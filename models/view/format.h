// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include <QString>
#include <QStringList>

#include "models/event/currency.h"
#include "models/stats/zone.h"

namespace livewall::view {

// In the language of the screen: the application's translations (Words) and QLocale's default.

/// "812", "80 123" (thin spaces), from a million on three figures: "1.24 M", "12.4 M", "1 240 M";
/// in Swedish "1,24 mn". Shortened towards zero, so that "at least" stays true of it.
QString formatCount(std::int64_t count);

/// "." or ",".
QString decimalPoint();

/// An amount in the currency's minor unit, exact however large: "12 499.00 SEK", "1 200 JPY".
QString formatMoney(std::int64_t amount, event::Currency currency);

/// How long ago, in one unit, rounded down: "2 s", "4 min", "3 h", "12 d". Not below 0 s.
QString formatAge(std::int64_t age_ms);

/// A clock of each weekday, "Thu, 2000-00-00 00:00:00": one of them is as wide as any.
QStringList clockSamples();

/// Instants in the business time zone, as the wall writes them. Cheap to make; a value.
class BusinessTime
{
public:
    /// `zone` is an IANA name that the system knows: else std::bad_optional_access.
    explicit BusinessTime(std::string_view zone);

    QString dateAndTime(std::int64_t time_ms) const; ///< "Thu, 2011-03-10 16:01:15"

    double weekHours(std::int64_t time_ms) const; ///< shown by the clock since Monday 00

    bool isWholeHour(std::int64_t time_ms) const;      ///< to the minute
    QString hourAndMinute(std::int64_t time_ms) const; ///< "14:00"

    QString weekdayAndHour(std::int64_t time_ms) const; ///< "Thursday 16:00", the hour's beginning

    /// As short as leaves no doubt at `now_ms`: "14:05:31" on the same day, "Wed 14:05:31" up to
    /// six days before, else "2011-03-02 14:05:31"; in Swedish "ons 2 mars 14:05:31" this year.
    QString since(std::int64_t time_ms, std::int64_t now_ms) const;

    /// The same without seconds: "14:05".
    QString sinceMinute(std::int64_t time_ms, std::int64_t now_ms) const;

private:
    std::chrono::local_time<std::chrono::milliseconds> local(std::int64_t time_ms) const;
    QString sinceWith(const QString& time, std::int64_t time_ms, std::int64_t now_ms) const;

    stats::Zone zone_;
};

} // namespace livewall::view
