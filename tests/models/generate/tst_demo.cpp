// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "decoded.h"
#include "models/generate/demo.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <tuple>

using namespace livewall;
using generate::Demo;
using generate::DemoFeed;

namespace {

constexpr std::int64_t kEnd = 1'772'477'999; // 2026-03-02T18:59:59Z, a Monday evening

/// Everything that the feed says in `seconds`, polled every `step_ms`.
std::string live(const Demo& demo, std::int64_t start, std::int64_t seconds, std::int64_t step_ms)
{
    DemoFeed feed(demo, start);
    std::string lines;
    const std::int64_t begin_ms = start * 1000 + 999;
    for (std::int64_t at = step_ms; at <= seconds * 1000; at += step_ms)
        feed.poll(begin_ms + at, lines);
    return lines;
}

std::int64_t accepted(const Demo::History& history, std::int64_t from, std::int64_t to)
{
    std::int64_t sum = 0;
    for (const auto& delta : history.deltas)
        sum += delta.second >= from && delta.second < to ? delta.accepted : 0;
    return sum;
}

} // namespace

class TestDemo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        history_ = demo_.history(kEnd);
        for (const auto& delta : history_.deltas)
            by_hour_[delta.second / 3600] += delta.accepted;
    }

    void historyReachesBackFourWeeksAndEndsInTime()
    {
        std::int64_t before = 0;
        for (const auto& delta : history_.deltas) {
            QVERIFY(delta.second >= before);
            before = delta.second;
            QVERIFY(delta.eid > 0);
            QVERIFY(!delta.country.isNone() && !delta.currency.isNone());
            QVERIFY(delta.accepted >= 0 && delta.not_accepted >= 0);
            QVERIFY(delta.accepted > 0 || delta.sum == 0);
        }
        QVERIFY(before <= kEnd && before > kEnd - 5);
        QVERIFY(history_.deltas.front().second <= kEnd - 28LL * 86'400 - 3600);
    }

    void everyMerchantOfTheHistoryHasAName()
    {
        std::set<std::int64_t> named;
        for (const auto& name : history_.names) {
            QVERIFY(!name.name.empty());
            QVERIFY(name.time_ms <= kEnd * 1000);
            named.insert(name.eid);
        }
        for (const auto& delta : history_.deltas)
            QVERIFY(named.contains(delta.eid));
    }

    void theBusiestHourHasAboutEightASecond()
    {
        std::int64_t busiest = 0;
        for (const auto& [hour, accepted] : by_hour_)
            busiest = std::max(busiest, accepted);
        QVERIFY(busiest > 7.2 * 3600 && busiest < 9.2 * 3600);
    }

    /// Chance is that of counting: within five standard deviations of what the rhythm expects.
    void everyHourFollowsTheRhythm()
    {
        const generate::Rhythm rhythm(1);
        for (std::int64_t hour = kEnd / 3600 - 28 * 24; hour < kEnd / 3600; ++hour) {
            double expected = 0;
            for (std::int64_t minute = hour * 60; minute < hour * 60 + 60; ++minute)
                expected += static_cast<double>(rhythm.rate(minute)) / generate::kOne * 60 *
                            Demo::kPeakPerSecond;
            const auto counted = static_cast<double>(by_hour_[hour]);
            QVERIFY(std::abs(counted - expected) < 5 * std::sqrt(expected));
        }
    }

    /// The same minutes as single purchases, as minutes and as totals of all merchants.
    void aLaterDemoShowsThePastThatAnEarlierOneSaw()
    {
        const Demo::History later = demo_.history(kEnd + 3 * 86'400);
        const std::int64_t minute = kEnd / 60 * 60 - 600; // all late ones have arrived
        for (const std::int64_t from : {minute - 3600, minute - 20 * 3600, minute - 10 * 86'400})
            QCOMPARE(accepted(later, from, from + 3000), accepted(history_, from, from + 3000));
    }

    void everyLiveLineDecodes()
    {
        const auto batch = decoded(live(demo_, kEnd, 600, 50));
        QVERIFY(batch.purchases.size() > 3000);
        QCOMPARE(batch.received, batch.purchases.size() + batch.control);
        QCOMPARE(batch.control, batch.heartbeats);
    }

    void itDoesNotMatterHowOftenOneAsks()
    {
        QCOMPARE(live(demo_, kEnd, 120, 20).size(), live(demo_, kEnd, 120, 500).size());
        QCOMPARE(live(demo_, kEnd, 120, 20), live(demo_, kEnd, 120, 500));
    }

    /// What the first demo lived through is what the second finds in its history: nothing is lost
    /// between history and live, and nothing comes twice but what is sent twice.
    void liveContinuesTheHistory()
    {
        constexpr std::int64_t kSeconds = 900;
        using Key = std::tuple<std::int64_t, std::int64_t, std::uint16_t, std::uint16_t>;
        using Sums = std::map<Key, std::tuple<std::int64_t, std::int64_t, std::int64_t>>;
        const auto add = [](Sums& sums, const Demo::History& history, std::int64_t end) {
            for (const auto& delta : history.deltas) {
                if (delta.second <= end - 3600)
                    continue;
                auto& [yes, no, sum] =
                    sums[{delta.second, delta.eid, delta.country.value(), delta.currency.index()}];
                yes += delta.accepted;
                no += delta.not_accepted;
                sum += static_cast<std::int64_t>(delta.sum);
            }
        };
        Sums lived;
        add(lived, history_, kEnd + kSeconds);
        std::set<event::Identity> seen;
        for (const auto& p : decoded(live(demo_, kEnd, kSeconds, 250)).purchases) {
            if (!seen.insert(p.identity).second)
                continue;
            auto& [yes, no, sum] =
                lived[{p.second(), p.eid, p.country.value(), p.currency.index()}];
            yes += p.accepted;
            no += !p.accepted;
            sum += p.accepted ? p.amount : 0;
        }
        Sums found;
        add(found, demo_.history(kEnd + kSeconds), kEnd + kSeconds);
        QVERIFY(found == lived);
    }

    void someAreLateSomeComeTwiceSomeAreRefused()
    {
        const auto batch = decoded(live(demo_, kEnd, 3600, 1000));
        const auto all = static_cast<double>(batch.purchases.size());
        std::set<event::Identity> seen;
        std::int64_t newest = 0;
        int late = 0;
        int duplicate = 0;
        int refused = 0;
        for (const auto& purchase : batch.purchases) {
            if (!seen.insert(purchase.identity).second)
                ++duplicate;
            else
                late += newest - purchase.time_ms > 60'000;
            refused += !purchase.accepted;
            newest = std::max(newest, purchase.time_ms);
        }
        QVERIFY(late > all * 0.001 && late < all * 0.006);
        QVERIFY(duplicate > all * 0.001 && duplicate < all * 0.006);
        QVERIFY(std::abs(refused / all - 0.08) < 0.01);
    }

    void aQuietSecondHasAHeartbeat()
    {
        const std::int64_t night = kEnd - 16 * 3600; // 03:59:59 in Stockholm
        DemoFeed feed(demo_, night);
        int heartbeats = 0;
        for (std::int64_t second = 1; second <= 600; ++second) {
            std::string lines;
            feed.poll((night + second) * 1000 + 999, lines);
            QVERIFY(!lines.empty());
            heartbeats += static_cast<int>(decoded(lines).heartbeats);
        }
        QVERIFY(heartbeats > 50);
    }

    void timeThatStandsStillOrGoesBackBringsNothing()
    {
        DemoFeed feed(demo_, kEnd);
        std::string lines;
        feed.poll(kEnd * 1000 + 999, lines);
        feed.poll(kEnd * 1000, lines);
        QVERIFY(lines.empty());
    }

private:
    const Demo demo_;
    Demo::History history_;
    std::map<std::int64_t, std::int64_t> by_hour_; ///< accepted, by UTC hour since 1970
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
