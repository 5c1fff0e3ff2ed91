// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/replayposition.h"

#include "models/engine/filereport.h"
#include "tests/models/engine/files.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace livewall;
using namespace livewall::engine;

namespace {

constexpr std::int64_t kMinute_ms = 60'000;
constexpr std::int64_t kHour_ms = 60 * kMinute_ms;
constexpr std::int64_t kDay_ms = 24 * kHour_ms;
/// Three days before Stockholm's clocks went forward.
constexpr std::int64_t kStart_ms = examples::utc(2011, 3, 24, 12) * 1000;

stats::BoardOptions board()
{
    return {.zone = stats::Zone::find("Europe/Stockholm").value(),
            .exclude = {examples::country("fi"), examples::country("se")}};
}

/// Purchases of four weeks, in bursts, by time.
std::vector<examples::Line> history(std::mt19937_64& random)
{
    constexpr std::array<std::string_view, 3> kCurrencies = {"SEK", "EUR", "NOK"};
    constexpr std::array<std::string_view, 4> kCountries = {"se", "fi", "no", "de"};
    constexpr std::array<std::string_view, 3> kNames = {"Store", "Stores", "Shop"};
    std::vector<examples::Line> lines;
    std::int64_t time_ms = kStart_ms - 25 * kDay_ms;
    for (std::uint64_t id = 1; id <= 3000; ++id) {
        const std::uint64_t draw = random();
        constexpr std::array<std::int64_t, 4> kSteps_ms = {1, 700, kMinute_ms, 3 * kHour_ms};
        time_ms +=
            static_cast<std::int64_t>(random() % 20) * kSteps_ms[draw % 16 == 0 ? 3 : draw % 3];
        lines.push_back({.id = id,
                         .time_ms = time_ms,
                         .eid = static_cast<std::int64_t>(1 + draw / 16 % 14),
                         .accepted = draw / 256 % 5 != 0,
                         .amount = static_cast<std::int64_t>(draw / 4096 % 1000),
                         .currency = kCurrencies[draw / 7 % 3],
                         .country = kCountries[draw / 13 % 4],
                         .merchant = kNames[draw / 17 % 3]});
    }
    return lines;
}

/// Where something may change: about the events' seconds, and about those of the windows' ends.
std::vector<std::int64_t> instants(const std::vector<examples::Line>& lines,
                                   std::mt19937_64& random)
{
    std::set<std::int64_t> chosen;
    for (int i = 0; i < 40; ++i) {
        const std::int64_t time_ms = lines[random() % lines.size()].time_ms;
        for (const std::int64_t after_ms : {std::int64_t{0}, kHour_ms, kDay_ms})
            chosen.insert(time_ms + after_ms + static_cast<std::int64_t>(random() % 4000) - 2000);
    }
    std::int64_t newest_ms = 0;
    for (const examples::Line& line : lines)
        newest_ms = std::max(newest_ms, line.time_ms);
    chosen.insert({lines.front().time_ms - kDay_ms, newest_ms, newest_ms + 40 * kDay_ms});
    return {chosen.begin(), chosen.end()};
}

} // namespace

class TestReplayPosition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void atEachInstantItShowsTheReport_data();
    void atEachInstantItShowsTheReport();
    void theSampleTooShowsItsReport();
    void recordsLieByTimeThenByTheirOrder();
    void copiesOfAllFilesAreGone();
    void aCopyBeyondTheHorizonComesOutWhenItCounts();
    void aSecondComesOutWhole();
    void pulsesAreWhatComesOutAccepted();

private:
    examples::Files files_;
};

void TestReplayPosition::atEachInstantItShowsTheReport_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<bool>("is_shuffled");
    for (quint64 seed = 1; seed <= 2; ++seed) {
        QTest::addRow("copies and disorder within the horizon, %llu", seed) << seed << false;
        QTest::addRow("copies and any order, %llu", seed) << seed << true;
    }
}

void TestReplayPosition::atEachInstantItShowsTheReport()
{
    QFETCH(const quint64, seed);
    QFETCH(const bool, is_shuffled);
    std::mt19937_64 random(seed);
    std::vector<examples::Line> lines = history(random);
    const std::vector<std::int64_t> chosen = instants(lines, random);
    for (std::size_t i = lines.size(); i > 0; --i) {
        if (random() % 6 == 0)
            lines.push_back(lines[i - 1]);
    }
    if (is_shuffled) {
        std::ranges::shuffle(lines, random);
    } else {
        // Each arrives up to 12 h after its time: every copy within the horizon of 24 h.
        std::vector<std::pair<std::int64_t, examples::Line>> arrivals;
        for (const examples::Line& line : lines)
            arrivals.emplace_back(
                line.time_ms + static_cast<std::int64_t>(random() % (12 * kHour_ms)), line);
        std::ranges::stable_sort(arrivals, {}, &std::pair<std::int64_t, examples::Line>::first);
        std::ranges::transform(arrivals, lines.begin(), [](const auto& one) { return one.second; });
    }
    const std::vector<examples::Line> head(lines.begin(), lines.begin() + 1000);
    const std::vector<examples::Line> rest(lines.begin() + 1000, lines.end());
    const std::vector<std::string> paths = {
        files_.write("1.ndjson", examples::ndjson(head) + "nonsense\n"),
        files_.write("2.ndjson", examples::ndjson(rest))};

    std::string error;
    const auto recording = Recording::read(paths, examples::decoder(), error);
    QVERIFY(recording);
    ReplayPosition position(board(), *recording);
    for (const std::int64_t at_ms : chosen) {
        position.advance(at_ms);
        const Snapshot replay = position.snapshot(1);
        const FileReport report = reportFiles({.files = paths,
                                               .decoder = examples::decoder(),
                                               .board = board(),
                                               .at_ms = at_ms,
                                               .has_map = true});
        QVERIFY(report.outcome == FileReport::Outcome::Counted);
        QVERIFY2(replay.figures == report.snapshot.figures,
                 qPrintable(QString::fromStdString(event::formatTimestamp(at_ms))));
        QCOMPARE(replay.ledger.received, report.snapshot.ledger.received);
        QCOMPARE(replay.ledger.rejected(), 1);
        if (!is_shuffled)
            QCOMPARE(replay.ledger.duplicate, report.snapshot.ledger.duplicate);
        QVERIFY(replay.recent == report.snapshot.recent);
        QCOMPARE(replay.verdict, report.snapshot.verdict);
        QCOMPARE(replay.week_known, report.snapshot.week_known);
        QCOMPARE(replay.figures.at_ms, at_ms);
    }
}

void TestReplayPosition::theSampleTooShowsItsReport()
{
    const std::vector<std::string> paths = {LIVEWALL_SAMPLE};
    std::string error;
    const auto recording = Recording::read(paths, examples::decoder(), error);
    QVERIFY2(recording, error.c_str());
    const auto& records = recording->records();
    QVERIFY(!records.empty());
    ReplayPosition position(board(), *recording);
    for (std::size_t i = 0; i < records.size(); i += records.size() / 50 + 1) {
        const std::int64_t at_ms = records[i].time_ms;
        position.advance(at_ms);
        const FileReport report = reportFiles(
            {.files = paths, .decoder = examples::decoder(), .board = board(), .at_ms = at_ms});
        QVERIFY(position.snapshot(1).figures == report.snapshot.figures);
        QCOMPARE(position.snapshot(1).verdict, report.snapshot.verdict);
    }
}

void TestReplayPosition::recordsLieByTimeThenByTheirOrder()
{
    const auto path = files_.write("order.ndjson",
                                   examples::ndjson({{.id = 1, .time_ms = kStart_ms + 5, .eid = 1},
                                                     {.id = 2, .time_ms = kStart_ms, .eid = 2},
                                                     {.id = 3, .time_ms = kStart_ms + 5, .eid = 3},
                                                     {.id = 4, .time_ms = kStart_ms, .eid = 4}}));
    std::string error;
    const auto recording = Recording::read({path}, examples::decoder(), error);
    std::vector<std::int64_t> eids;
    for (const Recording::Record& record : recording->records())
        eids.push_back(record.eid);
    QCOMPARE(eids, (std::vector<std::int64_t>{2, 4, 1, 3}));
}

void TestReplayPosition::copiesOfAllFilesAreGone()
{
    const std::vector<examples::Line> lines = {{.id = 1, .time_ms = kStart_ms},
                                               {.id = 1, .time_ms = kStart_ms, .accepted = false},
                                               {.id = 2, .time_ms = kStart_ms}};
    const auto path = files_.write("a.ndjson", examples::ndjson(lines));
    std::string error;
    const auto recording = Recording::read({path, path}, examples::decoder(), error);
    QCOMPARE(recording->records().size(), 3);
    QVERIFY((recording->ledger() ==
             stats::Ledger{.received = 6, .accepted = 2, .not_accepted = 1, .duplicate = 3}));
}

void TestReplayPosition::aCopyBeyondTheHorizonComesOutWhenItCounts()
{
    // Read with T after the second line, the copy is too old to tell; before, it is a duplicate.
    constexpr std::int64_t beyond_ms = kStart_ms + kDay_ms + 1;
    const auto path = files_.write("late.ndjson",
                                   examples::ndjson({{.id = 1, .time_ms = kStart_ms},
                                                     {.id = 2, .time_ms = kStart_ms + 10 * kDay_ms},
                                                     {.id = 3, .time_ms = beyond_ms},
                                                     {.id = 1, .time_ms = kStart_ms},
                                                     {.id = 4, .time_ms = kStart_ms + kDay_ms}}));
    std::string error;
    const auto recording = Recording::read({path}, examples::decoder(), error);
    ReplayPosition position(board(), *recording);
    std::vector<stats::Sighting> pulses;
    const auto inTheSlotOfTheFirst = [&](std::int64_t at_ms) {
        position.advance(at_ms, &pulses);
        constexpr std::size_t thursday_13 = 3 * 24 + 13;
        return position.snapshot(1).figures.week.series[0].counts[thursday_13].value();
    };
    QCOMPARE(inTheSlotOfTheFirst(kStart_ms), 1);
    QCOMPARE(inTheSlotOfTheFirst(beyond_ms - 1000), 1);
    QCOMPARE(inTheSlotOfTheFirst(beyond_ms), 2);
    QCOMPARE(position.snapshot(1).feeds.at(0).newest_ms.value(), beyond_ms);
    QCOMPARE(pulses.size(), 3); // the copy is no purchase of now
}

void TestReplayPosition::aSecondComesOutWhole()
{
    const auto path =
        files_.write("a.ndjson", examples::ndjson({{.id = 1, .time_ms = kStart_ms},
                                                   {.id = 2, .time_ms = kStart_ms + 999},
                                                   {.id = 3, .time_ms = kStart_ms + 1000}}));
    std::string error;
    const auto recording = Recording::read({path}, examples::decoder(), error);
    ReplayPosition position(board(), *recording);
    QVERIFY(position.advance(kStart_ms - 1));
    QCOMPARE(position.snapshot(1).figures.hour.total, 0);
    QVERIFY(!position.snapshot(1).feeds.at(0).newest_ms);
    QVERIFY(position.advance(kStart_ms));
    QCOMPARE(position.snapshot(1).figures.hour.total, 2);
    QCOMPARE(position.snapshot(1).feeds.at(0).newest_ms.value(), kStart_ms + 999);
    QVERIFY(!position.advance(kStart_ms + 998)); // nothing new
    QCOMPARE(position.snapshot(1).figures.at_ms, kStart_ms + 998);
    QVERIFY(position.advance(kStart_ms + 1000));
    QCOMPARE(position.snapshot(1).figures.hour.total, 3);
    QVERIFY(position.advance(kStart_ms + 2000)); // a new second
}

void TestReplayPosition::pulsesAreWhatComesOutAccepted()
{
    const auto path = files_.write(
        "a.ndjson", examples::ndjson({{.id = 1, .time_ms = kStart_ms},
                                      {.id = 2, .time_ms = kStart_ms + 1, .accepted = false},
                                      {.id = 3, .time_ms = kStart_ms + 2, .country = "fi"},
                                      {.id = 4, .time_ms = kStart_ms + 3000}}));
    std::string error;
    const auto recording = Recording::read({path}, examples::decoder(), error);
    ReplayPosition position(board(), *recording);
    std::vector<stats::Sighting> pulses;
    position.advance(kStart_ms + 2000, &pulses);
    QCOMPARE(pulses.size(), 2);
    QCOMPARE(pulses[0].latitude, 59.3f);
    QCOMPARE(pulses[1].country.code(), "fi");
    QCOMPARE(pulses[1].time_ms, kStart_ms + 2);
    position.advance(kStart_ms + 4000);
    QCOMPARE(pulses.size(), 2);
}

QTEST_GUILESS_MAIN(TestReplayPosition)
#include "tst_replayposition.moc"
