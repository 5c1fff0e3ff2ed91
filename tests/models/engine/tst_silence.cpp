// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/silence.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <optional>

using namespace livewall;
using namespace livewall::engine;
using examples::utc;

namespace {

constexpr std::int64_t kHour_s = 3600;
constexpr std::int64_t kDay_s = 24 * kHour_s;
/// Two in the night between the eve of Good Friday and Good Friday 2026, in Stockholm.
constexpr std::int64_t kMidnight = utc(2026, 4, 2, 22);

/// Ten purchases in each minute of the five weeks before; from `since` on nothing came.
std::optional<Silence> silence(std::int64_t since, std::int64_t now, bool has_holidays = true)
{
    stats::BoardOptions options{.zone = stats::Zone::find("Europe/Stockholm").value()};
    if (has_holidays)
        options.holidays.addSwedish();
    stats::Board board(options);
    board.advance(now);
    for (std::int64_t minute = now / 60 - 35 * 1440; minute < since / 60; ++minute)
        board.restoreMinute(minute, {10, 10});
    stats::Coverage coverage;
    coverage.add((now - 35 * kDay_s) * 1000, now * 1000);
    return silenceSince(since * 1000, now * 1000, board, options, {&coverage});
}

} // namespace

class TestSilence : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatUsuallyComesIsMissed();
    void whatIsFewIsNot();
    void aSilenceDoesNotEndWhereAHolidayBegins();
    void whatBeginsOnAHolidayIsToldAfterIt();
    void aHolidayAWeekBeforeIsNotCompared();
};

void TestSilence::whatUsuallyComesIsMissed()
{
    const auto found = silence(kMidnight - 2 * kHour_s, kMidnight - kHour_s);
    QVERIFY(found);
    QCOMPARE(found->usual, 600);
    QCOMPARE(found->since_ms, (kMidnight - 2 * kHour_s) * 1000);
}

void TestSilence::whatIsFewIsNot()
{
    QVERIFY(!silence(kMidnight - 2 * kHour_s, kMidnight - 2 * kHour_s + 60)); // ten
    QVERIFY(silence(kMidnight - 2 * kHour_s, kMidnight - 2 * kHour_s + 120));
}

void TestSilence::aSilenceDoesNotEndWhereAHolidayBegins()
{
    for (const std::int64_t after : {std::int64_t{60}, 5 * kHour_s, kDay_s, 2 * kDay_s}) {
        const auto found = silence(kMidnight - 2 * kHour_s, kMidnight + after);
        QVERIFY(found);
        QVERIFY(found->usual >= 1200);
    }
}

void TestSilence::whatBeginsOnAHolidayIsToldAfterIt()
{
    QVERIFY(!silence(kMidnight + kHour_s, kMidnight + 5 * kHour_s));
    QVERIFY(silence(kMidnight + kHour_s, kMidnight + 5 * kHour_s, false));
    QVERIFY(silence(kMidnight + kHour_s, kMidnight + kDay_s + 300)); // Saturday
}

void TestSilence::aHolidayAWeekBeforeIsNotCompared()
{
    // Friday 10 April: Good Friday is a week before, and the two weeks before that remain.
    constexpr std::int64_t friday = kMidnight + 7 * kDay_s;
    const auto found = silence(friday + kHour_s, friday + 2 * kHour_s);
    QVERIFY(found);
    QCOMPARE(found->usual, 600);
}

QTEST_GUILESS_MAIN(TestSilence)
#include "tst_silence.moc"
