// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/backlog.h"
#include "models/stats/board.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

using livewall::stats::Backlog;
using livewall::stats::Board;
using livewall::stats::Delta;
using livewall::stats::UnitDelta;

namespace {

constexpr std::int64_t kNoon = livewall::examples::utc(2011, 3, 10, 12);

Delta sale(std::int64_t second, std::int64_t eid = 1, std::int64_t sum = 100'00)
{
    return {.second = second,
            .eid = eid,
            .country = livewall::examples::country("se"),
            .currency = livewall::examples::currency("SEK"),
            .accepted = 1,
            .not_accepted = 0,
            .sum = sum};
}

Delta refusal(std::int64_t second, std::int64_t eid = 1)
{
    Delta made = sale(second, eid, 0);
    made.accepted = 0;
    made.not_accepted = 1;
    return made;
}

bool add(Backlog& backlog, const Delta& purchase)
{
    const UnitDelta one = toUnitDelta(purchase).value();
    return backlog.append(std::span(&one, 1)) == 1;
}

std::vector<Delta> drained(Backlog& backlog)
{
    std::vector<Delta> all;
    backlog.drain([&all](std::span<const UnitDelta> some) {
        for (const UnitDelta& one : some)
            all.push_back(toDelta(one));
    });
    return all;
}

bool isSame(const Delta& a, const Delta& b)
{
    return a.second == b.second && a.eid == b.eid && a.country == b.country &&
           a.currency == b.currency && a.accepted == b.accepted &&
           a.not_accepted == b.not_accepted && a.sum == b.sum;
}

void ignore(std::int64_t, std::int64_t) {}

} // namespace

class TestBacklog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesWhatItTookOnce();
    void theShortFormIsOfSinglePurchasesAlone_data();
    void theShortFormIsOfSinglePurchasesAlone();
    void whatIsNotOldStays();
    void holdsSoManyAtMost();
    void takesManyAsFarAsThereIsRoom();
    void aBoardCountsWhatNobodyAskedForInTime();
    void whateverIsExpectedFiguresAreTheSame();
    void aBoardForgetsNothingThatItsWindowsReach();
};

void TestBacklog::givesWhatItTookOnce()
{
    Backlog backlog;
    QVERIFY(drained(backlog).empty());
    std::vector<Delta> expected;
    for (std::int64_t i = 0; i < 5000; ++i) {
        expected.push_back(i % 7 == 0 ? refusal(kNoon - i % 11, i + 1)
                                      : sale(kNoon + i, i + 1, i % 5));
        QVERIFY(add(backlog, expected.back()));
    }
    for (const int times : {1, 2}) {
        const std::vector<Delta> got = drained(backlog);
        QCOMPARE(got.size(), expected.size());
        for (std::size_t i = 0; i < got.size(); ++i)
            QVERIFY(isSame(got[i], expected[i]));
        QVERIFY(drained(backlog).empty());
        expected.resize(times == 1 ? 3 : 0); // and begins again
        for (const Delta& delta : expected)
            QVERIFY(add(backlog, delta));
    }
}

void TestBacklog::theShortFormIsOfSinglePurchasesAlone_data()
{
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    QTest::addColumn<std::int64_t>("second");
    QTest::addColumn<std::int64_t>("accepted");
    QTest::addColumn<std::int64_t>("not_accepted");
    QTest::addColumn<std::int64_t>("sum");
    QTest::addColumn<std::int64_t>("beyond"); // times 2^64, added to the sum
    QTest::addColumn<bool>("has_one");
    const auto row = [](const char* name, std::int64_t second, std::int64_t accepted,
                        std::int64_t not_accepted, std::int64_t sum, std::int64_t beyond,
                        bool has_one) {
        QTest::newRow(name) << second << accepted << not_accepted << sum << beyond << has_one;
    };
    row("accepted", kNoon, 1, 0, 5, 0, true);
    row("accepted, of nothing", kNoon, 1, 0, 0, 0, true);
    row("accepted, the most", kNoon, 1, 0, most, 0, true);
    row("accepted, more than that", kNoon, 1, 0, 5, 1, false);
    row("accepted, below zero", kNoon, 1, 0, -1, 0, false);
    row("not accepted", kNoon, 0, 1, 0, 0, true);
    row("not accepted, with a sum", kNoon, 0, 1, 5, 0, false);
    row("nothing", kNoon, 0, 0, 0, 0, false);
    row("both", kNoon, 1, 1, 5, 0, false);
    row("two", kNoon, 2, 0, 5, 0, false);
    row("three and one", kNoon, 3, 1, 5, 0, false);
    row("less than nothing", kNoon, -1, 2, 5, 0, false);
    row("the last second", std::int64_t{0xFFFF'FFFF}, 1, 0, 5, 0, true);
    row("the second after that", std::int64_t{0x1'0000'0000}, 1, 0, 5, 0, false);
    row("before 1970", -1, 1, 0, 5, 0, false);
}

void TestBacklog::theShortFormIsOfSinglePurchasesAlone()
{
    QFETCH(const std::int64_t, second);
    QFETCH(const std::int64_t, accepted);
    QFETCH(const std::int64_t, not_accepted);
    QFETCH(const std::int64_t, sum);
    QFETCH(const std::int64_t, beyond);
    QFETCH(const bool, has_one);
    Delta delta = sale(second);
    delta.accepted = accepted;
    delta.not_accepted = not_accepted;
    delta.sum = (livewall::event::Int128{beyond} << 64) + sum;
    const std::optional<UnitDelta> one = toUnitDelta(delta);
    QCOMPARE(one.has_value(), has_one);
    QVERIFY(!one || isSame(toDelta(*one), delta));
}

void TestBacklog::whatIsNotOldStays()
{
    Backlog backlog;
    constexpr std::int64_t kSeconds = 100'000;
    // Each tenth comes much later than the others of its second.
    for (std::int64_t i = 0; i < kSeconds; ++i)
        QVERIFY(add(backlog, sale(kNoon + i - (i % 10 == 0 ? 5000 : 0))));
    constexpr std::int64_t kSince = kNoon + kSeconds / 2;
    std::int64_t gone = 0;
    backlog.forgetBefore(kSince, [&gone](std::int64_t second, std::int64_t) {
        QVERIFY(second < kSince);
        ++gone;
    });
    std::int64_t kept = 0;
    std::int64_t old = 0;
    for (const Delta& delta : drained(backlog))
        ++(delta.second >= kSince ? kept : old);
    // The late ones: those of i from 55,000 on.
    QCOMPARE(kept, kSeconds / 2 / 10 * 9 + (kSeconds / 2 - 5000) / 10);
    QVERIFY2(old < 2000, qPrintable(QString::number(old)));
    QCOMPARE(kept + old + gone, kSeconds); // nothing goes untold

    QVERIFY(add(backlog, sale(kNoon)));
    backlog.forgetBefore(kNoon + 1, ignore);
    QVERIFY(drained(backlog).empty());
    QVERIFY(add(backlog, sale(kNoon)));
    backlog.forgetBefore(kNoon, ignore);
    QCOMPARE(drained(backlog).size(), 1U);
}

void TestBacklog::holdsSoManyAtMost()
{
    Backlog backlog;
    for (std::size_t i = 0; i < Backlog::kMost; ++i) {
        QVERIFY(!backlog.isFull());
        QVERIFY(add(backlog, sale(kNoon)));
    }
    QVERIFY(backlog.isFull());
    QVERIFY(!add(backlog, sale(kNoon)));
    QCOMPARE(drained(backlog).size(), Backlog::kMost);
    QVERIFY(!backlog.isFull());
    QVERIFY(add(backlog, sale(kNoon)));
}

void TestBacklog::takesManyAsFarAsThereIsRoom()
{
    Backlog backlog;
    std::vector<UnitDelta> some;
    for (std::uint32_t i = 0; i < 3000; ++i)
        some.push_back({.eid = i + 1, .sum = i, .second = static_cast<std::uint32_t>(kNoon) + i});
    std::size_t taken = 0;
    for (std::size_t left = Backlog::kMost; left > 0; left -= std::min(left, some.size())) {
        QVERIFY(!backlog.isFull());
        const std::size_t now = backlog.append(some);
        QCOMPARE(now, std::min(left, some.size()));
        taken += now;
    }
    QVERIFY(backlog.isFull());
    QCOMPARE(backlog.append(some), 0U);
    QCOMPARE(backlog.oldest(), std::optional(kNoon));
    // Once the first ones have passed there is room again, a block at a time.
    std::size_t gone = 0;
    backlog.forgetBefore(kNoon + 3000, [&gone](std::int64_t, std::int64_t) { ++gone; });
    QCOMPARE(gone, taken);
    QCOMPARE(backlog.append(some), some.size());
    const std::vector<Delta> got = drained(backlog);
    QCOMPARE(got.size(), some.size());
    for (std::size_t i = 0; i < got.size(); ++i)
        QVERIFY(isSame(got[i], toDelta(some[i])));

    // The last one is late; what came with it has not passed.
    some = {some[2000], some[0]};
    QCOMPARE(backlog.append(some), 2U);
    backlog.forgetBefore(kNoon + 100, ignore);
    QCOMPARE(drained(backlog).size(), 2U);
}

void TestBacklog::aBoardCountsWhatNobodyAskedForInTime()
{
    // Some at a time: of 1000 the last ones find room only in part.
    for (const std::size_t at_a_time : {1U, 1000U}) {
        Board board({});
        constexpr std::int64_t kPurchases = 3 * Backlog::kMost + 12'345;
        // All within an hour, nearly all in the hour before T; some leave it meanwhile.
        const auto secondOf = [](std::int64_t i) { return kNoon + i * 4000 / kPurchases; };
        std::int64_t in_hour = 0;
        const std::int64_t last = secondOf(kPurchases - 1);
        std::vector<UnitDelta> some;
        for (std::int64_t i = 0; i < kPurchases; ++i) {
            some.push_back(toUnitDelta(sale(secondOf(i), i % 3 + 1)).value());
            in_hour += secondOf(i) > last - 3600 ? 1 : 0;
            if (some.size() < at_a_time && i + 1 < kPurchases)
                continue;
            board.advance(secondOf(i));
            board.add(some);
            some.clear();
        }
        const auto figures = board.figures(last * 1000);
        QCOMPARE(figures.day.total, kPurchases);
        QCOMPARE(figures.hour.total, in_hour);
        QCOMPARE(figures.hour.rows.size(), 3U);
        QVERIFY(figures.last_minute > 0);
        QCOMPARE(board.figures(last * 1000), figures);
    }
}

void TestBacklog::whateverIsExpectedFiguresAreTheSame()
{
    // Two days and a half, a purchase a second, some of them a day late; figures now and then.
    constexpr std::int64_t kEnd = kNoon + 60 * 3600;
    const auto all = [](std::int64_t expected_every, std::int64_t ahead) {
        Board board({});
        std::vector<livewall::stats::Figures> figures;
        std::vector<UnitDelta> some;
        for (std::int64_t second = kNoon; second <= kEnd; ++second) {
            const std::int64_t late = second % 50 == 0 ? second % 90'000 : 0;
            some.push_back(toUnitDelta(sale(second - late, second * 7 % 23 + 1)).value());
            if (second % 40 != 0)
                continue;
            if (expected_every > 0 && second % expected_every == 0)
                board.expectFigures(second + ahead);
            board.advance(second);
            board.add(some);
            some.clear();
            if (second == kEnd || second % 50'000 == 0)
                figures.push_back(board.figures(second * 1000));
        }
        return figures;
    };
    const auto unexpected = all(0, 0);
    QVERIFY(unexpected.size() > 3);
    QVERIFY(unexpected.back().day.total > 80'000);
    for (const std::int64_t every : {40, 4'000, 80'000}) {
        for (const std::int64_t ahead : {-200'000, -3'600, 0, 3'600, 80'000, 200'000})
            QCOMPARE(all(every, ahead), unexpected);
    }
}

void TestBacklog::aBoardForgetsNothingThatItsWindowsReach()
{
    // The day as it was an hour before begins 1500 minutes before T's own.
    Board board({});
    board.advance(kNoon);
    for (int i = 0; i < 1000; ++i)
        board.add(sale(kNoon, 2));
    constexpr std::int64_t kEnd = kNoon + 1500 * 60 + 59;
    for (std::int64_t second = kNoon; second <= kEnd; ++second) {
        board.advance(second);
        board.add(sale(second, 1));
    }
    for (int i = 0; i < 500; ++i)
        board.add(sale(kNoon + 1800, 3));
    board.add(sale(kEnd, 2));
    board.add(sale(kEnd, 3));
    const auto day = board.figures(kEnd * 1000).day;
    QCOMPARE(day.total, 24 * 3600 + 2);
    QCOMPARE(day.rows.size(), 3U);
    QCOMPARE(day.rows[1].eid, 2);
    QCOMPARE(day.rows[1].trend.rank_before, std::optional<std::int64_t>(2));
    QCOMPARE(day.rows[2].trend.rank_before, std::optional<std::int64_t>(3));
}

QTEST_APPLESS_MAIN(TestBacklog)
#include "tst_backlog.moc"
