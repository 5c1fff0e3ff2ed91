// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// What leaves the windows, or comes too late for them, is in the stores' hours: each purchase once.
#include "models/stats/windows.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <random>
#include <utility>
#include <vector>

using namespace livewall;
using namespace livewall::stats;
using examples::utc;

namespace {

constexpr std::int64_t kNoon = utc(2011, 3, 10, 12);
constexpr std::int64_t kRing_s = (1440 + 61) * 60; ///< of minutes in the windows, T's own with them

/// Windows, and a recount of what ever came in.
class At
{
public:
    explicit At(std::int64_t second = kNoon) { advance(second); }

    void advance(std::int64_t second)
    {
        now_ = std::max(now_, second);
        windows_.advance(second);
    }

    void add(std::int64_t second, std::int64_t eid, std::int64_t accepted = 1)
    {
        windows_.add({.second = second,
                      .eid = eid,
                      .country = examples::country(eid % 2 == 0 ? "se" : "fi"),
                      .currency = examples::currency("SEK"),
                      .accepted = accepted,
                      .not_accepted = eid % 3,
                      .sum = accepted * 100});
        sold_[{second / 3600, eid}] += accepted;
    }

    /// As a store does whose minutes are restored apart.
    void addLeft(std::int64_t second, std::int64_t eid, std::int64_t accepted)
    {
        windows_.addLeft(second / 3600, eid, accepted);
        sold_[{second / 3600, eid}] += accepted;
    }

    Windows& windows() { return windows_; }

    /// Of an hour of the last five weeks that has left whole, all of it; of others none yet, or a
    /// part.
    bool isRight() const
    {
        const std::int64_t first_minute = now_ / 60 - kRing_s / 60 + 1;
        for (const auto& [key, accepted] : sold_) {
            const auto [hour, eid] = key;
            const auto left = windows_.storeHours().at(hour).accepted(eid);
            if (!left || *left > accepted)
                return false;
            const bool is_kept = hour > now_ / 3600 - StoreHours::kHours;
            if (is_kept && hour * 60 + 60 <= first_minute && *left != accepted)
                return false;
            if (hour * 60 >= first_minute && *left != 0)
                return false;
        }
        return true;
    }

    std::int64_t left(std::int64_t second, std::int64_t eid) const
    {
        return windows_.storeHours().at(second / 3600).accepted(eid).value_or(-1);
    }

private:
    Windows windows_{{}};
    std::int64_t now_ = 0;
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> sold_; ///< by hour and EID
};

} // namespace

class TestWindowsLeft : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstMinuteIsTheOldestOfTheWindows();
    void anHourIsThereOnceItHasLeftWhole();
    void declinedOnesAreNotThere();
    void whatComesTooLateForTheWindowsIsThereAtOnce();
    void anHourPartlyInTheWindowsIsPutTogether();
    void aStoreThatIsGivenUpKeepsItsHour();
    void aStoreInTheForgottenOnesPlaceHasItsOwn();
    void aLeapBeyondTheWindowsLosesNothing_data();
    void aLeapBeyondTheWindowsLosesNothing();
    void whatAStoreHadBeforeAddsUp();
    void moreThanAnEntryHoldsLeavesToo();
    void itIsARecountHoweverTimeGoes();
    void otherStoresHaveTheirMinutes();
};

void TestWindowsLeft::theFirstMinuteIsTheOldestOfTheWindows()
{
    At at(kNoon + 30);
    QCOMPARE(at.windows().firstSecond(), (kNoon - kRing_s) / 60 * 60 + 60);
    at.add(at.windows().firstSecond(), 1);
    QCOMPARE(at.left(at.windows().firstSecond(), 1), 0);
    at.add(at.windows().firstSecond() - 1, 2);
    QCOMPARE(at.left(at.windows().firstSecond() - 1, 2), 1);
}

void TestWindowsLeft::anHourIsThereOnceItHasLeftWhole()
{
    At at;
    at.add(kNoon, 1, 3);
    at.add(kNoon + 3599 - 3600, 1, 5); // the hour before
    at.advance(kNoon + 3599);
    at.add(kNoon + 3599, 1, 4);
    at.advance(kNoon + 3599 + kRing_s - 60); // noon's last minute is the windows' first
    QCOMPARE(at.left(kNoon - 1, 1), 5);
    QCOMPARE(at.left(kNoon, 1), 0);
    at.advance(kNoon + 3540 + kRing_s);
    QCOMPARE(at.left(kNoon, 1), 7);
    QCOMPARE(at.left(kNoon - 1, 1), 5);
    QVERIFY(at.isRight());
}

void TestWindowsLeft::declinedOnesAreNotThere()
{
    At at;
    at.add(kNoon, 5, 0);
    at.add(kNoon - 2 * kRing_s, 5, 0);
    at.advance(kNoon + 2 * kRing_s);
    QVERIFY(at.windows().storeHours().at(kNoon / 3600).largest(10).empty());
    QVERIFY(at.windows().storeHours().at((kNoon - 2 * kRing_s) / 3600).largest(10).empty());
}

void TestWindowsLeft::whatComesTooLateForTheWindowsIsThereAtOnce()
{
    At at;
    for (std::int64_t days = 2; days < 30; ++days)
        at.add(kNoon - days * 86'400, days, days);
    QVERIFY(at.isRight());
    QCOMPARE(at.left(kNoon - 7 * 86'400, 7), 7);
}

void TestWindowsLeft::anHourPartlyInTheWindowsIsPutTogether()
{
    At at(kNoon + 1800);
    // The windows begin within that hour: its first minutes are too late for them.
    const std::int64_t first = at.windows().firstSecond();
    const std::int64_t hour = first / 3600 * 3600;
    QVERIFY(first > hour);
    at.add(hour, 1, 2);
    at.add(first - 1, 1, 3);
    at.add(first, 1, 10);
    at.add(first + 60, 1, 20);
    at.advance(kNoon + 1860);
    at.add(first, 1, 100); // has left by now
    QVERIFY(at.isRight());
    at.advance(kNoon + 3600);
    QCOMPARE(at.left(hour, 1), 135);
    at.add(hour, 1, 1000);
    QCOMPARE(at.left(hour, 1), 1135);
}

void TestWindowsLeft::aStoreThatIsGivenUpKeepsItsHour()
{
    // In half an hour's time more stores are new than make the windows give up those that are gone.
    At at(kNoon + 60);
    for (std::int64_t eid = 1; eid <= 50; ++eid)
        at.add(kNoon + 60, eid, eid);
    at.advance(kNoon + 60 + kRing_s); // that minute has left, and of its hour no more
    for (std::int64_t eid = 1001; eid <= 4000; ++eid)
        at.add(kNoon + 60 + kRing_s, eid);
    at.add(kNoon + 180, 7, 1000);
    QVERIFY(at.isRight());
    at.advance(kNoon + 3600 + kRing_s);
    QCOMPARE(at.left(kNoon, 50), 50);
    QCOMPARE(at.left(kNoon, 7), 1007);
    QVERIFY(at.isRight());
}

void TestWindowsLeft::aStoreInTheForgottenOnesPlaceHasItsOwn()
{
    At at(kNoon + 60);
    at.add(kNoon + 60, 1, 5);
    at.advance(kNoon + 60 + kRing_s);
    for (std::int64_t eid = 1001; eid <= 4000; ++eid) // one of them where store 1 was
        at.add(kNoon + 120, eid, 2);
    at.advance(kNoon + 3600 + kRing_s);
    const StoreHours::Hour hour = at.windows().storeHours().at(kNoon / 3600);
    QCOMPARE(hour.largest(1).front(), (StoreCount{1, 5}));
    QCOMPARE(hour.accepted(1001), 2);
    QCOMPARE(hour.acceptedAtMost(4000), 2);
}

void TestWindowsLeft::aLeapBeyondTheWindowsLosesNothing_data()
{
    QTest::addColumn<qint64>("leap");
    for (const qint64 leap : std::initializer_list<qint64>{60, 3600, kRing_s - 3600, kRing_s - 60,
                                                           kRing_s, kRing_s + 60, kRing_s + 1800,
                                                           kRing_s + 3600, 7 * 86'400, 35 * 86'400})
        QTest::addRow("%lld s", static_cast<long long>(leap)) << leap;
}

void TestWindowsLeft::aLeapBeyondTheWindowsLosesNothing()
{
    QFETCH(const qint64, leap);
    // At half past; the last hour has not gone by when T leaps.
    At at(kNoon + 1800);
    for (std::int64_t minutes = 0; minutes < kRing_s / 60; minutes += 13)
        at.add(kNoon + 1800 - minutes * 60, 1 + minutes % 7, 1 + minutes);
    at.add(kNoon, 9, 900);
    at.add(kNoon + 1800, 9, 90);
    at.advance(kNoon + 1800 + leap);
    QVERIFY(at.isRight());
    if (leap >= kRing_s + 1800)
        QCOMPARE(at.left(kNoon, 9), 990);
    at.add(kNoon + 1800 + leap, 9, 1);
    at.advance(kNoon + 1860 + leap);
    QVERIFY(at.isRight());
    at.advance(kNoon + 1800 + 3 * leap + kRing_s);
    QVERIFY(at.isRight());
}

void TestWindowsLeft::whatAStoreHadBeforeAddsUp()
{
    At at(kNoon + 1800);
    const std::int64_t first = at.windows().firstSecond();
    const std::int64_t hour = first / 3600 * 3600;
    at.add(first, 1, 5);
    at.addLeft(hour - 3600, 1, 7);
    at.addLeft(hour, 1, 11);
    at.addLeft(hour, 2, 13);
    at.advance(kNoon + 3600);
    QCOMPARE(at.left(hour, 1), 16);
    QVERIFY(at.isRight());
}

void TestWindowsLeft::moreThanAnEntryHoldsLeavesToo()
{
    At at;
    at.add(kNoon, 1, 9'000'000'000);
    at.add(kNoon - 3 * kRing_s, 1, 8'000'000'000);
    at.advance(kNoon + 2 * kRing_s);
    QCOMPARE(at.left(kNoon, 1), 9'000'000'000);
    QCOMPARE(at.left(kNoon - 3 * kRing_s, 1), 8'000'000'000);
}

void TestWindowsLeft::itIsARecountHoweverTimeGoes()
{
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        std::mt19937_64 random(seed);
        const auto below = [&](std::int64_t bound) {
            return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
        };
        std::int64_t now = kNoon + below(86'400);
        At at(now);
        const std::int64_t most_late = below(2) == 0 ? 3600 : 30 * 3600;
        for (int i = 0; i < 4'000; ++i) {
            if (below(8) == 0) {
                now += below(50) == 0  ? below(3 * kRing_s)
                       : below(5) == 0 ? below(3600)
                                       : below(90);
                at.advance(now);
            }
            at.add(now - below(most_late), 1 + below(90), 1 + below(4));
            if (below(200) == 0)
                at.windows().settle();
        }
        QVERIFY2(at.isRight(), qPrintable(QString::number(seed)));
        at.advance(now + 1 + below(2 * kRing_s));
        QVERIFY2(at.isRight(), qPrintable(QString::number(seed)));
        at.advance(now + 5 * kRing_s);
        QVERIFY2(at.isRight(), qPrintable(QString::number(seed)));
    }
}

void TestWindowsLeft::otherStoresHaveTheirMinutes()
{
    At at;
    for (std::int64_t eid = 1; eid <= 60; ++eid) {
        at.add(kNoon - 60, eid, 1000 - eid);
        at.add(kNoon - 3600, eid, eid);
        at.add(kNoon, eid, 7); // T's own minute
    }
    const MerchantNames names;
    TopTable hour = at.windows().hour(names);
    TopTable excluding = at.windows().hourExcluding(names);
    TopTable day = at.windows().day(names);
    std::vector<Windows::StoreMinutes> others;
    for (const std::int64_t eid : {5, 60, 59, 777})
        others.push_back({.eid = eid});
    at.windows().addTrends(hour, excluding, day, others);
    QCOMPARE(hour.rows.at(4).eid, 5);
    QCOMPARE(others.at(0).accepted, hour.rows.at(4).trend.minutes);
    for (std::size_t i = 0; i < 3; ++i) {
        std::array<std::int64_t, kTrendMinutes> expected{};
        expected.front() = others.at(i).eid;
        expected.back() = 1000 - others.at(i).eid;
        QCOMPARE(others.at(i).accepted, expected);
    }
    QVERIFY(others.at(3).accepted == (std::array<std::int64_t, kTrendMinutes>{}));
}

QTEST_GUILESS_MAIN(TestWindowsLeft)
#include "tst_windowsleft.moc"
