// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "decoded.h"
#include "models/generate/eventstream.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace livewall;
using generate::EventStreamOptions;

namespace {

std::string generated(const EventStreamOptions& options)
{
    std::string lines;
    const bool whole = generate::writeEvents(options, [&](std::string_view piece) {
        lines += piece;
        return true;
    });
    return whole ? lines : std::string();
}

std::vector<std::string_view> split(std::string_view lines)
{
    std::vector<std::string_view> result;
    while (!lines.empty()) {
        result.push_back(lines.substr(0, lines.find('\n')));
        lines.remove_prefix(result.back().size() + 1);
    }
    return result;
}

} // namespace

class TestEventStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLineDecodes()
    {
        const auto batch = decoded(generated({.events = 20'000, .duplicates = 2, .late = 2}));
        QCOMPARE(batch.purchases.size(), static_cast<std::size_t>(batch.received));
        for (std::size_t i = 0; i < event::kRejections; ++i)
            QCOMPARE(batch.rejected[i], std::uint64_t{0});
    }

    void thereAreExactlyAsManyAsAskedFor_data()
    {
        QTest::addColumn<int>("events");
        for (const int events : {0, 1, 1234, 50'000})
            QTest::addRow("%d", events) << events;
    }

    void thereAreExactlyAsManyAsAskedFor()
    {
        QFETCH(int, events);
        const auto batch = decoded(generated({.events = events, .late = 5}));
        QCOMPARE(batch.purchases.size(), static_cast<std::size_t>(events));
        std::set<event::Identity> identities;
        for (const auto& purchase : batch.purchases)
            identities.insert(purchase.identity);
        QCOMPARE(identities.size(), static_cast<std::size_t>(events));
    }

    void theSameOptionsGiveTheSameBytes()
    {
        const EventStreamOptions options{.events = 5'000, .duplicates = 3, .late = 3};
        const std::string once = generated(options);
        QCOMPARE(generated(options), once);
        EventStreamOptions other = options;
        other.seed = 2;
        QVERIFY(generated(other) != once);
    }

    /// Worked out once and pinned: files that people made must come out the same again.
    void theBytesAreTheSameOnEveryMachine()
    {
        const std::string lines = generated({.events = 3});
        QCOMPARE(QString::fromStdString(lines), QString::fromUtf8(kPinned));
    }

    void theyLieInTheAskedForDays()
    {
        const EventStreamOptions options{.events = 20'000, .minutes = 3 * 24 * 60};
        std::int64_t before = 0;
        for (const auto& purchase : decoded(generated(options)).purchases) {
            QVERIFY(purchase.time_ms >= options.end_ms - 3LL * 86'400'000);
            QVERIFY(purchase.time_ms < options.end_ms);
            QVERIFY(purchase.time_ms >= before); // none is late
            before = purchase.time_ms;
        }
    }

    void eveningsHaveMoreThanNights()
    {
        std::map<std::int64_t, int> by_hour; // UTC; February, an hour behind Stockholm
        for (const auto& purchase : decoded(generated({.events = 100'000})).purchases)
            ++by_hour[purchase.time_ms / 3'600'000 % 24];
        QVERIFY(by_hour[19] > 8 * by_hour[3]);
        QVERIFY(by_hour[3] > 0);
    }

    void aboutEightPercentAreNotAccepted()
    {
        const auto batch = decoded(generated({.events = 50'000}));
        const auto refused = std::ranges::count_if(
            batch.purchases, [](const event::Purchase& p) { return !p.accepted; });
        QVERIFY(std::abs(static_cast<double>(refused) / 50'000 - 0.08) < 0.005);
    }

    void duplicatesAreTheSameBytesAgainWithinAThousandLines_data()
    {
        QTest::addColumn<double>("percent");
        QTest::newRow("none") << 0.0;
        QTest::newRow("some") << 1.5;
        QTest::newRow("all") << 100.0;
    }

    void duplicatesAreTheSameBytesAgainWithinAThousandLines()
    {
        QFETCH(double, percent);
        const std::string text = generated({.events = 30'000, .duplicates = percent});
        const auto lines = split(text);
        std::map<std::string_view, std::size_t> first;
        int duplicates = 0;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto [at, fresh] = first.try_emplace(lines[i], i);
            if (!fresh) {
                ++duplicates;
                QVERIFY(i - at->second <= 1000);
            }
        }
        QCOMPARE(first.size(), std::size_t{30'000});
        QVERIFY(std::abs(duplicates / 300.0 - percent) < 0.25);
    }

    void lateOnesAreBetweenOneAndTenMinutesBehind()
    {
        // Two days, so that some purchase comes in every few seconds.
        const auto batch =
            decoded(generated({.events = 60'000, .minutes = 2 * 24 * 60, .late = 4}));
        std::int64_t newest = 0;
        int behind = 0;
        int late = 0;
        for (const auto& purchase : batch.purchases) {
            const std::int64_t behind_ms = newest - purchase.time_ms;
            QVERIFY(behind_ms <= 600'000);
            behind += behind_ms > 0;
            late += behind_ms > 60'000;
            newest = std::max(newest, purchase.time_ms);
        }
        QVERIFY(std::abs(behind / 600.0 - 4) < 0.4);
        QVERIFY(late > behind * 0.98); // the night's are seldom enough to be less behind
    }

    void itStopsWhereNobodyReads()
    {
        int pieces = 0;
        QVERIFY(!generate::writeEvents({.events = 1'000'000}, [&](std::string_view) {
            ++pieces;
            return pieces < 3;
        }));
        QCOMPARE(pieces, 3);
    }

private:
    static constexpr const char* kPinned =
        R"({"id":"dbd238973a2b148a","time":"2026-02-07T16:36:07.885Z","status":"accepted","eid":756921)"
        R"(,"merchant":"Ährenfeld Kaffee & Tee","amount":"258.18","currency":"EUR")"
        R"(,"country":"de","city":"Frankfurt am Main","lat":50.1143,"lon":8.7126})"
        "\n"
        R"({"id":"1e535eede31428f0","time":"2026-02-19T19:37:41.878Z","status":"accepted","eid":29134)"
        R"(,"merchant":"Kievitshof Garens","amount":"41.00","currency":"EUR")"
        R"(,"country":"nl","city":"Amsterdam","lat":52.3877,"lon":4.9207})"
        "\n"
        R"({"id":"b7a4712c74562914","time":"2026-02-23T19:28:51.733Z","status":"accepted","eid":557706)"
        R"(,"merchant":"Norrgläntan Cykel","amount":"3571.00","currency":"SEK")"
        R"(,"country":"se","city":"Malmö","lat":55.6050,"lon":12.9660})"
        "\n";
};

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
