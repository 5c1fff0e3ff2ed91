// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/desk.h"
#include "tests/models/engine/listenedwall.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

using namespace livewall;
using namespace livewall::engine;
using examples::country;
using examples::utc;
using stats::Attempts;
using Call = Verdict::Call;

namespace {

constexpr std::int64_t kDay_s = 86'400;
constexpr std::int64_t kWeek_s = 7 * kDay_s;

// Thursday. The desk's minutes are those of 13:21 to 16:21.
constexpr std::int64_t kSecond = utc(2011, 3, 10, 16, 21, 30);
constexpr std::int64_t kEnd = utc(2011, 3, 10, 16, 21);
constexpr std::int64_t kBegin = kEnd - 3 * 3600;
constexpr std::int64_t kHour = kEnd - 3600;
const event::Country kNone;

class Wall : public ListenedWall<Wall>
{
public:
    explicit Wall(std::int64_t second = kSecond, const char* zone = "UTC")
        : ListenedWall(second, zone)
    {
    }

    /// In each minute of [from, to), and so many declined besides.
    Wall& put(event::Country in, std::int64_t from, std::int64_t to, std::int64_t accepted,
              std::int64_t declined = 0)
    {
        const Attempts counted{accepted, accepted + declined};
        for (std::int64_t minute = from / 60; minute < to / 60; ++minute) {
            board_.restoreMinute(minute, counted);
            board_.restoreCountry(minute, in, counted);
        }
        return *this;
    }
    Wall& put(std::string_view code, std::int64_t from, std::int64_t to, std::int64_t accepted,
              std::int64_t declined = 0)
    {
        return put(country(code), from, to, accepted, declined);
    }

    /// The same minutes of each week before.
    Wall& putWeeks(std::string_view code, std::int64_t from, std::int64_t to,
                   const std::array<std::int64_t, 3>& accepted, std::int64_t declined = 0)
    {
        for (std::int64_t weeks = 1; weeks <= 3; ++weeks)
            put(code, from - weeks * kWeek_s, to - weeks * kWeek_s,
                accepted[static_cast<std::size_t>(weeks - 1)], declined);
        return *this;
    }

    Desk drawn(const std::optional<Verdict>& doubt = {}) const
    {
        const std::array feeds{Listened{&coverage_}};
        return desk(board_, Comparable(options_, feeds), doubt);
    }
};

std::string codes(const Desk& desk)
{
    std::string all;
    for (const Desk::CountryHour& one : desk.countries)
        all += (one.country.isNone() ? "--" : one.country.code()) + (one.is_low ? "! " : " ");
    return all;
}

} // namespace

class TestDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itHasTheWholeMinutesBeforeTsOwn();
    void eachCountryHasItsCourse();
    void theBandIsFromTheLeastToTheMostOfTheWeeks();
    void weeksThatAreNotKnownAreInNoBand();
    void weeksOfAClockChangeAreInNoBand();
    void theLastHourIsComparedByItsAttempts();
    void unheardMinutesAreMarked();
    void anHourThatWasNotHeardIsNoDip();
    void onAHolidayNothingIsCompared();
    void afterAHolidayOnlyWhatIsOfTheDayIsCompared();
    void countriesThatMissMostComeFirst();
    void aCountryIsLowBelowWhatChanceExplains();
    void whereNothingIsTriedAndUsualThereIsNoCountry();
    void doubtIsInEveryVerdictAndNothingIsLow();
    void eachScopeHasItsVerdict();
    void aCountrysDipIsFollowedAsFarAsItsCourse();
    void onlyTheFirstCountriesHaveACourse();
};

void TestDesk::itHasTheWholeMinutesBeforeTsOwn()
{
    const Desk desk = Wall()
                          .put("se", kEnd, kEnd + 60, 99)
                          .put("se", kEnd - 60, kEnd, 5)
                          .put("fi", kEnd - 60, kEnd, 2, 8)
                          .put("se", kBegin, kBegin + 60, 3)
                          .put("se", kBegin - 60, kBegin, 77)
                          .drawn();
    QCOMPARE(desk.end, kEnd);
    QVERIFY(desk.unheard.none());
    std::array<std::int64_t, Desk::kMinutes> minutes{};
    minutes.front() = 3;
    minutes.back() = 7;
    QVERIFY(!desk.scopes.at(0).country);
    QCOMPARE(desk.scopes.at(0).minutes, minutes);
    QCOMPARE(desk.scopes.at(0).hour, (Attempts{7, 15}));
}

void TestDesk::eachCountryHasItsCourse()
{
    const Desk desk = Wall()
                          .put("se", kEnd - 120, kEnd, 5, 1)
                          .put(kNone, kEnd - 60, kEnd, 2)
                          .put("fi", kBegin, kHour, 9) // nothing in the last hour
                          .drawn();
    QCOMPARE(desk.scopes.size(), 3U);
    QCOMPARE(desk.scopes.at(1).country, country("se"));
    QCOMPARE(desk.scopes.at(1).hour, (Attempts{10, 12}));
    QCOMPARE(desk.scopes.at(1).minutes[177], 0);
    QCOMPARE(desk.scopes.at(1).minutes[178], 5);
    QCOMPARE(desk.scopes.at(2).country, kNone);
    QCOMPARE(desk.scopes.at(2).minutes[179], 2);
    QCOMPARE(desk.countries.at(1),
             (Desk::CountryHour{.country = kNone, .accepted = 2, .expected = 0}));
}

void TestDesk::theBandIsFromTheLeastToTheMostOfTheWeeks()
{
    const Desk desk = Wall()
                          .putWeeks("se", kBegin, kEnd, {10, 8, 13})
                          .put("se", kBegin - kWeek_s, kBegin + 60 - kWeek_s, 100)
                          .putWeeks("fi", kEnd - 60, kEnd, {1, 4, 2})
                          .drawn();
    const auto& all = desk.scopes.at(0).band.value();
    QCOMPARE(all.least[0], 8);
    QCOMPARE(all.most[0], 110);
    QCOMPARE(all.least[1], 8);
    QCOMPARE(all.most[1], 13);
    QCOMPARE(all.least[179], 11); // 11, 12 and 15
    QCOMPARE(all.most[179], 15);
    QCOMPARE(desk.scopes.at(2).country, country("fi"));
    const auto& finland = desk.scopes.at(2).band.value();
    QCOMPARE(finland.most[178], 0);
    QCOMPARE(finland.least[179], 1);
    QCOMPARE(finland.most[179], 4);
}

void TestDesk::weeksThatAreNotKnownAreInNoBand()
{
    Wall wall;
    wall.putWeeks("se", kBegin, kEnd, {10, 8, 13});
    wall.miss(kBegin - kWeek_s, kBegin + 11 - kWeek_s);
    QCOMPARE(wall.drawn().scopes.at(0).band->least[100], 8);
    wall.miss(kEnd - 11 - 2 * kWeek_s, kEnd - 2 * kWeek_s);
    const Desk desk = wall.drawn();
    QCOMPARE(desk.scopes.at(0).band->least[100], 13);
    QCOMPARE(desk.scopes.at(0).band->most[100], 13);
    // In the last hour the first of them is whole.
    QCOMPARE(desk.scopes.at(0).usual, (600 + 780) / 2);
    wall.miss(kBegin - 3 * kWeek_s, kEnd - 3 * kWeek_s);
    QVERIFY(!wall.drawn().scopes.at(0).band);
    QCOMPARE(wall.drawn().scopes.at(0).usual, 600);
}

void TestDesk::weeksOfAClockChangeAreInNoBand()
{
    // Sunday 3 April, 05:00 in Stockholm; a week before it was at 02:00 that clocks went to 03:00.
    constexpr std::int64_t end = utc(2011, 4, 3, 3);
    Wall wall(end + 30, "Europe/Stockholm");
    wall.put("se", end - kWeek_s - 3 * 3600, end - kWeek_s, 1);
    for (const std::int64_t weeks : {2, 3}) // in winter an hour later
        wall.put("se", end + 3600 - weeks * kWeek_s - 3 * 3600, end + 3600 - weeks * kWeek_s, 5);
    const Desk desk = wall.drawn();
    QCOMPARE(desk.scopes.at(0).band->least[10], 5);
    QCOMPARE(desk.scopes.at(0).band->most[10], 5);
    QCOMPARE(desk.scopes.at(0).usual, 300); // of 60, 300 and 300
    QCOMPARE(desk.scopes.at(0).before, (Attempts{660, 660}));
}

void TestDesk::theLastHourIsComparedByItsAttempts()
{
    const Desk desk = Wall()
                          .putWeeks("se", kHour, kEnd, {10, 8, 13}, 2)
                          .putWeeks("fi", kHour, kEnd, {1, 1, 1})
                          .putWeeks("se", kHour - 60, kHour, {500, 500, 500})
                          .put("se", kHour, kEnd, 9, 1)
                          .put("se", kHour - 60, kHour, 500)
                          .drawn();
    QCOMPARE(desk.scopes.at(0).hour, (Attempts{540, 600}));
    QCOMPARE(desk.scopes.at(0).usual, 13 * 60); // of 13, 11 and 16
    QCOMPARE(desk.scopes.at(0).before, (Attempts{34 * 60, 40 * 60}));
    QCOMPARE(desk.scopes.at(2).country, country("se"));
    QCOMPARE(desk.scopes.at(2).usual, 12 * 60);
    QCOMPARE(desk.scopes.at(2).before, (Attempts{31 * 60, 37 * 60}));
}

void TestDesk::unheardMinutesAreMarked()
{
    const Desk desk =
        Wall().miss(kBegin + 60, kBegin + 71).miss(kBegin + 300, kBegin + 430).drawn();
    QCOMPARE(desk.unheard.count(), 3U); // ten seconds of the last one are none
    for (const std::size_t minute : {1, 5, 6})
        QVERIFY(desk.unheard[minute]);
    QVERIFY(Wall().miss(kBegin - 60, kBegin).miss(kEnd, kEnd + 30).drawn().unheard.none());
}

void TestDesk::anHourThatWasNotHeardIsNoDip()
{
    Wall wall;
    wall.putWeeks("se", kBegin, kEnd, {10, 10, 10}).put("se", kBegin, kHour + 600, 10);
    QCOMPARE(codes(wall.drawn()), "se! ");
    wall.miss(kHour + 600, kEnd);
    const Desk desk = wall.drawn();
    QCOMPARE(codes(desk), "se ");
    QVERIFY(!desk.countries.at(0).expected);
    QVERIFY(!desk.scopes.at(0).usual);
    QCOMPARE(desk.scopes.at(0).before, Attempts());
    QCOMPARE(desk.scopes.at(0).band->least[179], 10); // beside what is hatched
    QCOMPARE(desk.unheard.count(), 50U);
    QCOMPARE(desk.scopes.at(1).verdict.call, Call::CannotTell);
}

void TestDesk::onAHolidayNothingIsCompared()
{
    const Desk desk = Wall()
                          .putWeeks("se", kBegin, kEnd, {10, 10, 10})
                          .put("se", kHour, kEnd, 1)
                          .celebrate(kEnd)
                          .drawn();
    QCOMPARE(codes(desk), "se ");
    QVERIFY(!desk.countries.at(0).expected);
    for (const Desk::Scope& scope : desk.scopes) {
        QCOMPARE(scope.verdict.call, Call::Holiday);
        QVERIFY(!scope.band && !scope.usual);
        QCOMPARE(scope.before, Attempts());
        QCOMPARE(scope.hour, (Attempts{60, 60}));
    }
    // One of the weeks before is not compared with.
    const Desk other =
        Wall().putWeeks("se", kBegin, kEnd, {10, 1, 10}).celebrate(kEnd - 2 * kWeek_s).drawn();
    QCOMPARE(other.scopes.at(0).band->least[5], 10);
    QCOMPARE(other.countries.at(0).expected, 600);
}

void TestDesk::afterAHolidayOnlyWhatIsOfTheDayIsCompared()
{
    // At 01:30 an hour and a half of the three are of the holiday.
    constexpr std::int64_t end = utc(2011, 3, 11, 1, 30);
    Wall wall(end);
    for (std::int64_t weeks = 1; weeks <= 3; ++weeks)
        wall.put("se", end - 3 * 3600 - weeks * kWeek_s, end - weeks * kWeek_s, 10);
    wall.celebrate(end - kDay_s);
    QVERIFY(!wall.drawn().scopes.at(0).band);
    QCOMPARE(wall.drawn().scopes.at(0).usual, 600);
    QCOMPARE(codes(wall.drawn()), "se! ");
}

void TestDesk::countriesThatMissMostComeFirst()
{
    const Desk desk = Wall()
                          .putWeeks("se", kHour, kEnd, {10, 10, 10}) // 100 missing: low
                          .put("se", kHour, kHour + 50 * 60, 10)
                          .putWeeks("fi", kHour, kEnd, {6, 6, 6})    // 360 missing: low
                          .putWeeks("dk", kHour, kEnd, {20, 20, 20}) // more than is usual
                          .put("dk", kHour, kEnd, 21)
                          .putWeeks("no", kHour, kEnd, {30, 30, 30}) // 60 missing: chance
                          .put("no", kHour, kHour + 58 * 60, 30)
                          .put("de", kHour, kHour + 60, 3)
                          .put("at", kHour, kHour + 60, 3)
                          .put(kNone, kHour, kHour + 60, 3)
                          .drawn();
    QCOMPARE(codes(desk), "fi! se! no dk -- at de ");
    QCOMPARE(desk.countries.at(0).missing(), 360);
    QCOMPARE(desk.countries.at(1).missing(), 100);
    QCOMPARE(desk.countries.at(2).missing(), 60);
    QCOMPARE(desk.countries.at(3).missing(), -60);
    for (std::size_t i = 0; i < desk.countries.size(); ++i)
        QCOMPARE(desk.scopes.at(i + 1).country, desk.countries.at(i).country);
}

void TestDesk::aCountryIsLowBelowWhatChanceExplains()
{
    // The least of the weeks is 100, and thrice its root 30.
    for (const auto& [accepted, is_low] : {std::pair{69, true}, std::pair{70, false}}) {
        const Desk desk = Wall()
                              .putWeeks("se", kEnd - 60, kEnd, {130, 100, 110})
                              .put("se", kEnd - 120, kEnd - 60, accepted)
                              .drawn();
        QCOMPARE(desk.countries.at(0), (Desk::CountryHour{country("se"), accepted, 110, is_low}));
    }
}

void TestDesk::whereNothingIsTriedAndUsualThereIsNoCountry()
{
    const Desk desk = Wall()
                          .put("se", kBegin, kHour, 10)                           // before the hour
                          .put("fi", kHour - 2 * kWeek_s, kEnd - 2 * kWeek_s, 10) // one of three
                          .put("no", kHour, kEnd, 0, 5)                           // declined all
                          .put("dk", kHour - kWeek_s, kEnd - kWeek_s, 1)
                          .put("dk", kHour - 2 * kWeek_s, kEnd - 2 * kWeek_s, 1)
                          .drawn();
    // A country that declines everyone is one, too; of dk there was nothing in the third week.
    QCOMPARE(codes(desk), "dk no ");
}

void TestDesk::doubtIsInEveryVerdictAndNothingIsLow()
{
    const Verdict doubt{.doubt = Verdict::Doubt::FeedDown, .feed = "shops", .doubt_ms = 5};
    const Desk desk =
        Wall().putWeeks("se", kBegin, kEnd, {10, 10, 10}).put("fi", kHour, kEnd, 1).drawn(doubt);
    QCOMPARE(codes(desk), "se fi ");
    QCOMPARE(desk.countries.at(0).expected, 600);
    QCOMPARE(desk.scopes.size(), 3U);
    for (const Desk::Scope& scope : desk.scopes)
        QCOMPARE(scope.verdict, doubt);
}

void TestDesk::eachScopeHasItsVerdict()
{
    // All of what Finland had sells in Sweden for twenty minutes.
    const Desk desk = Wall()
                          .putWeeks("se", kEnd - kDay_s, kEnd, {10, 10, 10})
                          .putWeeks("fi", kEnd - kDay_s, kEnd, {10, 10, 10})
                          .put("se", kEnd - kDay_s, kEnd - 1200, 10)
                          .put("fi", kEnd - kDay_s, kEnd - 1200, 10)
                          .put("se", kEnd - 1200, kEnd, 20)
                          .drawn();
    QCOMPARE(desk.scopes.at(0).verdict.call, Call::Usual);
    QCOMPARE(desk.scopes.at(1).country, country("fi"));
    QCOMPARE(desk.scopes.at(1).verdict.call, Call::Low);
    QCOMPARE(desk.scopes.at(1).verdict.observed, 0);
    QCOMPARE(desk.scopes.at(1).verdict.expected, 150);
    QCOMPARE(desk.scopes.at(2).country, country("se"));
    QCOMPARE(desk.scopes.at(2).verdict.call, Call::High);
    QCOMPARE(desk.scopes.at(2).verdict.observed, 300);
}

void TestDesk::aCountrysDipIsFollowedAsFarAsItsCourse()
{
    const Desk desk = Wall().putWeeks("se", kEnd - 2 * kDay_s, kEnd, {10, 10, 10}).drawn();
    // What is judged ended a minute before the desk's end.
    QCOMPARE(desk.scopes.at(0).verdict.since, kEnd - 60 - kDay_s);
    QCOMPARE(desk.scopes.at(1).verdict.since, kEnd - 60 - 3 * 3600);
}

void TestDesk::onlyTheFirstCountriesHaveACourse()
{
    Wall wall;
    std::string all;
    for (char second = 'a'; second < 'a' + 12; ++second) {
        const std::string code{'q', second};
        wall.put(code, kHour, kHour + 60, 200 - second);
        all += code + " ";
    }
    const Desk desk = wall.drawn();
    QCOMPARE(codes(desk), all);
    QCOMPARE(desk.scopes.size(), 10U);
    QCOMPARE(desk.scopes.back().country, country("qi"));
}

QTEST_GUILESS_MAIN(TestDesk)
#include "tst_desk.moc"
