// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/countryminutes.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <random>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <malloc.h>

using namespace livewall;
using examples::country;
using stats::Attempts;
using stats::CountryMinutes;

namespace {
constexpr std::int64_t kNoon = examples::utc(2011, 3, 10, 12);
constexpr std::int64_t kRing_s = CountryMinutes::kHours * 3600;
const event::Country kNone;

CountryMinutes at(std::int64_t second)
{
    CountryMinutes minutes;
    minutes.advance(second);
    return minutes;
}

} // namespace

class TestCountryMinutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sumsWholeMinutesOfACountry();
    void noCountryIsOneOfThem();
    void theCountriesAreThoseThatTriedAnythingByCode();
    void letsGoOfWhatIsOlderThanTheRing();
    void aCountryThatHasSoldNothingForFiveWeeksIsNoneOfThem();
    void sumsBeyondItsEndsAreWhatItHolds();
    void aLeapOfAnyLengthEmptiesWhatItPasses_data();
    void aLeapOfAnyLengthEmptiesWhatItPasses();
    void timeNeverGoesBack();
    void aMinuteOfMoreThanItHoldsIsFull();
    void aClockThatBeginsIn1970IsNoTrouble();
    void eachMinuteIsThere();
    void anyOrderIsARecount();
    void purchasesOfAMinuteAreEachOfThem();
    void countsOfAnySizeAreARecount();
    void madeUpCodesTakeLittleMemory_data();
    void madeUpCodesTakeLittleMemory();
};

void TestCountryMinutes::sumsWholeMinutesOfACountry()
{
    CountryMinutes minutes = at(kNoon + 59);
    minutes.add(kNoon + 59, country("se"), {2, 3});
    minutes.add(kNoon, country("se"), {3, 3});
    minutes.add(kNoon - 1, country("se"), {10, 20}); // the hour before
    minutes.add(kNoon, country("fi"), {0, 7});
    const auto sum = [&](std::string_view code, std::int64_t from, std::int64_t to) {
        return minutes.sum(country(code), from, to);
    };
    QCOMPARE(sum("se", kNoon, kNoon + 60), (Attempts{5, 6}));
    QCOMPARE(sum("se", kNoon - 60, kNoon), (Attempts{10, 20}));
    QCOMPARE(sum("se", kNoon - 60, kNoon + 60), (Attempts{15, 26}));
    QCOMPARE(sum("se", kNoon, kNoon), Attempts());
    QCOMPARE(sum("fi", kNoon, kNoon + 60), (Attempts{0, 7}));
    QCOMPARE(sum("fi", kNoon - 60, kNoon), Attempts());
    QCOMPARE(sum("no", kNoon, kNoon + 60), Attempts());
}

void TestCountryMinutes::noCountryIsOneOfThem()
{
    CountryMinutes minutes = at(kNoon);
    minutes.add(kNoon, kNone, {1, 2});
    QCOMPARE(minutes.sum(kNone, kNoon, kNoon + 60), (Attempts{1, 2}));
    QCOMPARE(minutes.sum(country("aa"), kNoon, kNoon + 60), Attempts());
    QCOMPARE(minutes.countries(), std::vector{kNone});
}

void TestCountryMinutes::theCountriesAreThoseThatTriedAnythingByCode()
{
    CountryMinutes minutes = at(kNoon);
    QVERIFY(minutes.countries().empty());
    for (const char* code : {"zz", "se", "aa", "az", "ba", "za"})
        minutes.add(kNoon, country(code), {1, 1});
    minutes.add(kNoon, country("fi"), {0, 1});
    minutes.add(kNoon, kNone, {1, 1});
    const std::vector expected{kNone,         country("aa"), country("az"), country("ba"),
                               country("fi"), country("se"), country("za"), country("zz")};
    QCOMPARE(minutes.countries(), expected);
    for (const event::Country one : expected)
        QCOMPARE(minutes.sum(one, kNoon, kNoon + 60).attempts, 1);
}

void TestCountryMinutes::letsGoOfWhatIsOlderThanTheRing()
{
    CountryMinutes minutes = at(kNoon);
    minutes.add(kNoon - kRing_s + 3600, country("se"), {1, 1});
    minutes.add(kNoon - kRing_s + 3599, country("se"), {100, 100}); // in the newest one's place
    QCOMPARE(minutes.sum(country("se"), kNoon - 2 * kRing_s, kNoon + 60), (Attempts{1, 1}));
    minutes.advance(kNoon + 3600);
    QCOMPARE(minutes.sum(country("se"), kNoon - 2 * kRing_s, kNoon + 7200), Attempts());
}

void TestCountryMinutes::aCountryThatHasSoldNothingForFiveWeeksIsNoneOfThem()
{
    CountryMinutes minutes = at(kNoon);
    minutes.add(kNoon, country("fi"), {1, 1});
    minutes.add(kNoon, country("se"), {1, 1});
    minutes.advance(kNoon + kRing_s - 1);
    minutes.add(kNoon + kRing_s - 1, country("se"), {1, 1});
    QCOMPARE(minutes.countries(), (std::vector{country("fi"), country("se")}));
    minutes.advance(kNoon + kRing_s);
    QCOMPARE(minutes.countries(), std::vector{country("se")});
    minutes.add(kNoon + 3600, country("fi"), {4, 5});
    QCOMPARE(minutes.countries(), (std::vector{country("fi"), country("se")}));
    minutes.add(kNoon + 3660, country("fi"), {1, 1});
    QCOMPARE(minutes.sum(country("fi"), kNoon, kNoon + 7200), (Attempts{5, 6}));
    minutes.advance(kNoon + kRing_s + 3600);
    QCOMPARE(minutes.countries(), std::vector{country("se")});
}

void TestCountryMinutes::sumsBeyondItsEndsAreWhatItHolds()
{
    CountryMinutes minutes = at(kNoon);
    minutes.add(kNoon, country("se"), {7, 8});
    QCOMPARE(minutes.sum(country("se"), kNoon - 3 * kRing_s, kNoon + 3 * kRing_s),
             (Attempts{7, 8}));
    QCOMPARE(minutes.sum(country("se"), kNoon + kRing_s, kNoon + kRing_s + 60), Attempts());
    QCOMPARE(minutes.sum(country("se"), kNoon - kRing_s, kNoon - kRing_s + 60), Attempts());
}

void TestCountryMinutes::aLeapOfAnyLengthEmptiesWhatItPasses_data()
{
    QTest::addColumn<qint64>("leap");
    for (const qint64 leap :
         std::initializer_list<qint64>{1, 3599, 3600, 7200, kRing_s - 3600, kRing_s - 1, kRing_s,
                                       kRing_s + 3600, 10 * kRing_s + 1})
        QTest::addRow("%lld s", static_cast<long long>(leap)) << leap;
}

void TestCountryMinutes::aLeapOfAnyLengthEmptiesWhatItPasses()
{
    QFETCH(const qint64, leap);
    CountryMinutes minutes = at(kNoon);
    for (std::int64_t ago = 0; ago < CountryMinutes::kHours; ++ago)
        minutes.add(kNoon - ago * 3600, country("se"), {1, 2});
    minutes.advance(kNoon + leap);
    const std::int64_t left = std::max<std::int64_t>(0, CountryMinutes::kHours - leap / 3600);
    QCOMPARE(minutes.sum(country("se"), 0, kNoon + leap + 7200), (Attempts{left, 2 * left}));
    QCOMPARE(minutes.countries().size(), left > 0 ? 1U : 0U);
}

void TestCountryMinutes::timeNeverGoesBack()
{
    CountryMinutes minutes = at(kNoon);
    minutes.add(kNoon, country("se"), {7, 7});
    minutes.advance(kNoon - 3 * kRing_s);
    QCOMPARE(minutes.sum(country("se"), kNoon, kNoon + 60), (Attempts{7, 7}));
}

void TestCountryMinutes::aMinuteOfMoreThanItHoldsIsFull()
{
    constexpr std::int64_t most = 4'294'967'295;
    CountryMinutes minutes = at(kNoon);
    minutes.add(kNoon, country("se"), {most - 1, most});
    minutes.add(kNoon + 59, country("se"), {1, 1});
    minutes.add(kNoon - 60, country("se"), {3 * most, 5 * most});
    QCOMPARE(minutes.sum(country("se"), kNoon, kNoon + 60), (Attempts{most, most}));
    minutes.add(kNoon, country("se"), {1, 1});
    QCOMPARE(minutes.sum(country("se"), kNoon, kNoon + 60), (Attempts{most, most}));
    QCOMPARE(minutes.sum(country("se"), kNoon - 60, kNoon + 60), (Attempts{2 * most, 2 * most}));
}

void TestCountryMinutes::aClockThatBeginsIn1970IsNoTrouble()
{
    CountryMinutes minutes = at(90);
    minutes.add(30, country("se"), {1, 1});
    QCOMPARE(minutes.sum(country("se"), -7200, 120), (Attempts{1, 1}));
    QCOMPARE(minutes.sum(country("se"), -7200, -3600), Attempts());
}

void TestCountryMinutes::eachMinuteIsThere()
{
    CountryMinutes minutes = at(kNoon + 3600);
    minutes.add(kNoon - 60, country("se"), {1, 2});
    minutes.add(kNoon + 59, country("se"), {3, 3});
    minutes.add(kNoon + 60, country("se"), {4, 5});
    minutes.add(kNoon, kNone, {9, 9});
    using Accepted = std::vector<std::int64_t>;
    const auto from = [&](std::int64_t begin, event::Country of, std::size_t number) {
        Accepted accepted(number, -1);
        minutes.accepted(of, begin, accepted);
        return accepted;
    };
    QCOMPARE(from(kNoon - 120, country("se"), 5), (Accepted{0, 1, 3, 4, 0}));
    QCOMPARE(from(kNoon, kNone, 2), (Accepted{9, 0}));
    QCOMPARE(from(kNoon, country("zz"), 2), (Accepted{0, 0})); // never seen
    QCOMPARE(from(kNoon, country("se"), 0), Accepted());
    QCOMPARE(from(-60, country("se"), 2), (Accepted{0, 0}));
}

void TestCountryMinutes::anyOrderIsARecount()
{
    constexpr std::array<std::string_view, 3> kCodes = {"se", "fi", "zz"};
    std::mt19937_64 random(5);
    const auto below = [&](std::int64_t bound) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
    };
    std::int64_t now = kNoon;
    CountryMinutes minutes = at(now);
    std::map<std::pair<event::Country, std::int64_t>, Attempts> counted; // by minute
    for (int i = 0; i < 20'000; ++i) {
        if (below(100) == 0) {
            now += below(20) == 0 ? below(kRing_s / 2) : below(3 * 3600);
            minutes.advance(now);
        }
        const event::Country of = country(kCodes[static_cast<std::size_t>(below(3))]);
        const std::int64_t second = now - below(below(2) == 0 ? 4 * 3600 : kRing_s * 5 / 4);
        const Attempts some{below(3), 3 + below(3)};
        minutes.add(second, of, some);
        if (second / 3600 > now / 3600 - CountryMinutes::kHours)
            counted[{of, second / 60}] += some;
        if (i % 100 != 0)
            continue;
        const std::int64_t first =
            std::max((now - below(kRing_s)) / 60, (now / 3600 - CountryMinutes::kHours + 1) * 60);
        const std::int64_t end = first + below(below(2) == 0 ? 60 : 30'000);
        Attempts expected;
        for (const auto& [key, attempts] : counted) {
            if (key.first == of && key.second >= first && key.second < end)
                expected += attempts;
        }
        QCOMPARE(minutes.sum(of, first * 60, end * 60), expected);

        // Also across both ends of what is kept.
        const std::int64_t begin = (now / 3600 - CountryMinutes::kHours + 1) * 60;
        const std::int64_t from = (below(2) == 0 ? begin : now / 60) - 150 + below(200);
        std::vector<std::int64_t> each(static_cast<std::size_t>(1 + below(200)), -1);
        minutes.accepted(of, from * 60, each);
        for (std::size_t minute = 0; minute < each.size(); ++minute) {
            const std::int64_t at_minute = from + static_cast<std::int64_t>(minute);
            const auto found = counted.find({of, at_minute});
            const bool is_kept = at_minute / 60 > now / 3600 - CountryMinutes::kHours;
            QCOMPARE(each[minute], found != counted.end() && is_kept ? found->second.accepted : 0);
        }
    }
}

void TestCountryMinutes::purchasesOfAMinuteAreEachOfThem()
{
    CountryMinutes minutes = at(kNoon + kRing_s);
    const auto one = [](const event::Country& of, std::int64_t second, std::int64_t sum) {
        return stats::UnitDelta{
            .eid = 1, .sum = sum, .second = static_cast<std::uint32_t>(second), .country = of};
    };
    constexpr std::int64_t kRefused = stats::UnitDelta::kNotAccepted;
    std::vector<stats::UnitDelta> purchases = {
        one(country("se"), kNoon, 0), one(country("fi"), kNoon + 59, kRefused),
        one(kNone, kNoon + 1, 5), one(country("se"), kNoon + 59, 7),
        one(kNone, kNoon + 30, kRefused)};
    minutes.add(kNoon + 7, purchases); // an hour too old
    QVERIFY(minutes.countries().empty());
    for (stats::UnitDelta& purchase : purchases)
        purchase.second += 3600;
    minutes.add(kNoon + 3600 + 7, purchases);
    minutes.add(kNoon + 3600, std::span<const stats::UnitDelta>());
    const auto sum = [&](const event::Country& of) {
        return minutes.sum(of, kNoon + 3600, kNoon + 3660);
    };
    QCOMPARE(sum(country("se")), (Attempts{2, 2}));
    QCOMPARE(sum(country("fi")), (Attempts{0, 1}));
    QCOMPARE(sum(kNone), (Attempts{1, 2}));
    QCOMPARE(minutes.countries(), (std::vector{kNone, country("fi"), country("se")}));
    QCOMPARE(minutes.sum(country("se"), kNoon + 3660, kNoon + 7200), Attempts());
}

void TestCountryMinutes::countsOfAnySizeAreARecount()
{
    std::mt19937_64 random(7);
    for (int round = 0; round < 300; ++round) {
        // The hour is going on or over, and goes over while it is counted.
        std::int64_t now = kNoon + static_cast<std::int64_t>(random() % 4) * 3600;
        CountryMinutes minutes = at(now);
        std::array<Attempts, 60> expected{};
        const std::uint64_t places = 1 + random() % 60;
        for (int i = 0; i < 200; ++i) {
            if (i % 80 == 79)
                minutes.advance(now += static_cast<std::int64_t>(random() % 4) * 3600);
            const std::size_t minute = random() % places * 7 % 60;
            // Mostly small ones, and up to what no two bytes hold.
            const auto many = static_cast<std::int64_t>(
                (random() % (std::uint64_t{1} << (random() % 18))) * (random() % 40 == 0 ? 1 : 0) +
                random() % 4);
            const Attempts some{many / 2, many};
            minutes.add(kNoon + static_cast<std::int64_t>(minute) * 60, country("se"), some);
            expected[minute] += some;
        }
        for (std::size_t minute = 0; minute < 60; ++minute) {
            const std::int64_t from = kNoon + static_cast<std::int64_t>(minute) * 60;
            QCOMPARE(minutes.sum(country("se"), from, from + 60), expected[minute]);
        }
    }
}

void TestCountryMinutes::madeUpCodesTakeLittleMemory_data()
{
    QTest::addColumn<bool>("are_late");

    QTest::newRow("as they are sold") << false;
    QTest::newRow("all at the end") << true;
}

void TestCountryMinutes::madeUpCodesTakeLittleMemory()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer's heap does not say how much is in use");
#endif
    QFETCH(const bool, are_late);
    const auto used = [] {
        const struct mallinfo2 heap = mallinfo2();
        return heap.uordblks + heap.hblkhd;
    };
    const std::size_t before = used();
    CountryMinutes minutes = at(are_late ? kNoon + kRing_s - 3600 : kNoon);
    for (std::int64_t hour = 0; hour < CountryMinutes::kHours; ++hour) {
        minutes.advance(kNoon + hour * 3600);
        for (char first = 'a'; first <= 'z'; ++first) {
            for (char second = 'a'; second <= 'z'; ++second) {
                const std::array code{first, second};
                minutes.add(kNoon + hour * 3600, event::Country::fromLetters(code.data()), {1, 1});
            }
        }
    }
    const std::size_t taken = used() - before;
    QVERIFY2(taken < 33'000'000, qPrintable(QString::number(taken)));
    QCOMPARE(minutes.sum(country("qz"), kNoon, kNoon + kRing_s),
             (Attempts{CountryMinutes::kHours, CountryMinutes::kHours}));
}

QTEST_GUILESS_MAIN(TestCountryMinutes)
#include "tst_countryminutes.moc"
