// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/filereport.h"
#include "tests/models/engine/files.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using namespace livewall;
using namespace livewall::engine;
using Outcome = FileReport::Outcome;

namespace {

constexpr std::int64_t kHour_ms = 3'600'000;
constexpr std::int64_t kNoon_ms = examples::utc(2011, 3, 10, 12) * 1000;

ReportOptions reportOf(std::vector<std::string> files)
{
    return {.files = std::move(files),
            .decoder = examples::decoder(),
            .board = {.zone = stats::Zone::utc(), .exclude = {examples::country("fi")}}};
}

} // namespace

class TestFileReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNewestPurchaseIsT();
    void aGivenTLeavesOutWhatIsAfterItsSecond();
    void aTBeforeAllEventsIsCountedAsNothing();
    void aTAtTheBeginningOf1970IsNoTrouble();
    void filesAreOneFeedInTheirOrder();
    void withoutAValidPurchaseThereIsNoReport();
    void anUnreadableFileIsNamed();
    void rejectionsAreNotedWithFileAndLine();
    void aNewestFarAheadIsSuspect();
    void theLastLineNeedsNoEnd();
    void twoThreadsSayWhatOneSays();
    void itIsAPastInstant();

private:
    examples::Files files_;
};

void TestFileReport::theNewestPurchaseIsT()
{
    const auto path = files_.write(
        "a.ndjson",
        examples::ndjson({{.id = 1, .time_ms = kNoon_ms + 999, .country = "fi"},
                          {.id = 2, .time_ms = kNoon_ms - 4000, .eid = 7, .merchant = "Kiosk"},
                          {.id = 3, .time_ms = kNoon_ms, .eid = 7, .accepted = false}}));
    const FileReport report = reportFiles(reportOf({path}));
    QVERIFY(report.outcome == Outcome::Counted);
    QCOMPARE(report.warnings.size(), 0);
    QCOMPARE(report.error, "");
    const stats::Figures& figures = report.snapshot.figures;
    QCOMPARE(figures.at_ms, kNoon_ms + 999);
    QCOMPARE(figures.hour.total, 2);
    QCOMPARE(figures.hour.attempts, 3);
    QCOMPARE(figures.hour_excluding.total, 1);
    QCOMPARE(figures.hour_excluding.rows.at(0).merchant, "Kiosk");
    QCOMPARE(figures.hour_excluding.rows.at(0).average, 100'00);
    QVERIFY(
        (report.snapshot.ledger == stats::Ledger{.received = 3, .accepted = 2, .not_accepted = 1}));
}

void TestFileReport::aGivenTLeavesOutWhatIsAfterItsSecond()
{
    const auto path = files_.write(
        "a.ndjson", examples::ndjson({{.id = 1, .time_ms = kNoon_ms + 500'000},
                                      {.id = 2, .time_ms = kNoon_ms + 1000},
                                      {.id = 3, .time_ms = kNoon_ms + 999, .merchant = "Old"},
                                      {.id = 4, .time_ms = kNoon_ms - 60'000},
                                      {.id = 1, .time_ms = kNoon_ms + 500'000}}));
    ReportOptions options = reportOf({path});
    options.at_ms = kNoon_ms + 1;
    const FileReport report = reportFiles(options);
    QVERIFY(report.outcome == Outcome::Counted);
    QCOMPARE(report.snapshot.figures.at_ms, kNoon_ms + 1);
    QCOMPARE(report.snapshot.figures.hour.total, 2);
    QCOMPARE(report.snapshot.figures.last_minute, 1);
    QCOMPARE(report.snapshot.feeds.at(0).newest_ms.value(), kNoon_ms + 999);
    // The ledger is of everything read.
    QVERIFY((report.snapshot.ledger ==
             stats::Ledger{.received = 5, .accepted = 4, .duplicate = 1, .late = 1}));
}

void TestFileReport::aTBeforeAllEventsIsCountedAsNothing()
{
    const auto path = files_.write("a.ndjson", examples::ndjson({{.id = 1, .time_ms = kNoon_ms}}));
    ReportOptions options = reportOf({path});
    options.at_ms = kNoon_ms - 1000 * kHour_ms;
    const FileReport report = reportFiles(options);
    QVERIFY(report.outcome == Outcome::Counted);
    QCOMPARE(report.snapshot.figures.at_ms, *options.at_ms);
    QCOMPARE(report.snapshot.figures.day.attempts, 0);
    QCOMPARE(report.snapshot.figures.week.series[0].counts[0].value(), 0);
    QCOMPARE(report.snapshot.ledger.accepted, 1);
    QVERIFY(!report.snapshot.feeds.at(0).newest_ms);
}

void TestFileReport::aTAtTheBeginningOf1970IsNoTrouble()
{
    const auto path = files_.write("a.ndjson", examples::ndjson({{.id = 1, .time_ms = kNoon_ms}}));
    for (const std::int64_t at_ms : {std::int64_t{0}, std::int64_t{999}, kHour_ms}) {
        ReportOptions options = reportOf({path});
        options.at_ms = at_ms;
        const FileReport report = reportFiles(options);
        QVERIFY(report.outcome == Outcome::Counted);
        QCOMPARE(report.snapshot.figures.day.attempts, 0);
    }
}

void TestFileReport::filesAreOneFeedInTheirOrder()
{
    const auto first =
        files_.write("first.ndjson", examples::ndjson({{.id = 1, .time_ms = kNoon_ms, .eid = 1}}));
    const auto second =
        files_.write("second.ndjson",
                     examples::ndjson({{.id = 1, .time_ms = kNoon_ms, .eid = 2}, // another's copy
                                       {.id = 2, .time_ms = kNoon_ms - 100'000, .eid = 2}}));
    const FileReport report = reportFiles(reportOf({first, second}));
    QVERIFY((report.snapshot.ledger ==
             stats::Ledger{.received = 3, .accepted = 2, .duplicate = 1, .late = 1}));
    QCOMPARE(report.snapshot.figures.hour.rows.at(0).eid, 1);
    const FileReport reversed = reportFiles(reportOf({second, first}));
    QVERIFY((reversed.snapshot.ledger ==
             stats::Ledger{.received = 3, .accepted = 2, .duplicate = 1, .late = 1}));
    QCOMPARE(reversed.snapshot.figures.hour.rows.size(), 1);
    QCOMPARE(reversed.snapshot.figures.hour.rows.at(0).eid, 2);
}

void TestFileReport::withoutAValidPurchaseThereIsNoReport()
{
    const auto empty = files_.write("empty.ndjson", "");
    const auto nothing = files_.write("nothing.ndjson", "hello\n{\"type\":\"heartbeat\"}\n\n[]\n");
    const auto binary = files_.write("binary", std::string(5000, '\0'));
    for (const auto& files : {std::vector{empty}, {nothing}, {binary}, {empty, nothing}}) {
        const FileReport report = reportFiles(reportOf(files));
        QVERIFY(report.outcome == Outcome::NoPurchase);
        QVERIFY(report.error.starts_with(files.front()));
        QVERIFY(report.error.find('\n') == std::string::npos);
        ReportOptions at = reportOf(files);
        at.at_ms = kNoon_ms;
        QVERIFY(reportFiles(at).outcome == Outcome::NoPurchase);
    }
}

void TestFileReport::anUnreadableFileIsNamed()
{
    const auto good =
        files_.write("good.ndjson", examples::ndjson({{.id = 1, .time_ms = kNoon_ms}}));
    const auto truncated = files_.write("truncated.gz", "\x1f\x8b\x08");
    for (const auto& path : {files_.missing("missing.ndjson"), files_.directory(), truncated}) {
        const FileReport report = reportFiles(reportOf({good, path}));
        QVERIFY(report.outcome == Outcome::Unreadable);
        QVERIFY(report.error.find(path) != std::string::npos);
        QVERIFY(report.error.find('\n') == std::string::npos);
    }
}

void TestFileReport::rejectionsAreNotedWithFileAndLine()
{
    const std::string good = examples::json({.id = 1, .time_ms = kNoon_ms});
    const auto first = files_.write("first.ndjson", "\n" + good + "\nnonsense\n");
    const auto second = files_.write("second.ndjson", R"({"id":"2"})"
                                                      "\n");
    const FileReport report = reportFiles(reportOf({first, second}));
    const std::vector<std::string>& notes = report.notes;
    QVERIFY(report.outcome == Outcome::Counted);
    QCOMPARE(report.snapshot.ledger.rejected(), 2);
    QCOMPARE(notes.size(), 2);
    QVERIFY(notes[0].starts_with(first + ":3: "));
    QVERIFY(notes[1].starts_with(second + ":1: time"));
}

void TestFileReport::aNewestFarAheadIsSuspect()
{
    for (const bool suspect : {false, true}) {
        const std::int64_t newest_ms = kNoon_ms + 24 * kHour_ms + (suspect ? 1 : 0);
        const auto path =
            files_.write("a.ndjson", examples::ndjson({{.id = 1, .time_ms = kNoon_ms},
                                                       {.id = 2, .time_ms = newest_ms},
                                                       {.id = 3, .time_ms = 0}}));
        const FileReport report = reportFiles(reportOf({path}));
        QCOMPARE(report.warnings.size(), suspect ? 1 : 0);
        if (suspect)
            QVERIFY(report.warnings[0].find("2011-03-11T12:00:00.001Z") != std::string::npos);
        ReportOptions at = reportOf({path});
        at.at_ms = newest_ms;
        QCOMPARE(reportFiles(at).warnings.size(), 0); // somebody chose it
    }
    const auto one = files_.write("one.ndjson", examples::ndjson({{.id = 1, .time_ms = kNoon_ms}}));
    QCOMPARE(reportFiles(reportOf({one})).warnings.size(), 0);
}

void TestFileReport::theLastLineNeedsNoEnd()
{
    const auto first = files_.write("first.ndjson", examples::json({.id = 1, .time_ms = kNoon_ms}));
    const auto second =
        files_.write("second.ndjson", examples::json({.id = 2, .time_ms = kNoon_ms}));
    QCOMPARE(reportFiles(reportOf({first, second})).snapshot.ledger.accepted, 2);
}

/// Several files of several blocks, with copies, rejections, heartbeats' like and a byte order mark
/// where one may be and where none may.
void TestFileReport::twoThreadsSayWhatOneSays()
{
    std::vector<std::string> files;
    std::uint64_t id = 0;
    for (const char* name : {"a.ndjson", "b.ndjson", "c.ndjson"}) {
        std::string content = "\xEF\xBB\xBF";
        while (content.size() < 900'000) {
            ++id;
            content += examples::ndjson({{.id = id % 7 == 0 ? id / 2 : id,
                                          .time_ms = kNoon_ms + static_cast<std::int64_t>(id * 37),
                                          .eid = static_cast<std::int64_t>(1 + id * id % 97)}});
            if (id % 5000 == 0)
                content += "{\"id\":\"no time\"}\n\xEF\xBB\xBF{}\nnonsense\n\n";
        }
        files.push_back(files_.write(name, content));
    }
    ReportOptions options = reportOf(files);
    options.threads = Threads::One;
    const FileReport one = reportFiles(options);
    QVERIFY(one.notes.size() >= 3);
    options.threads = Threads::Two;
    for (int again = 0; again < 5; ++again) {
        const FileReport two = reportFiles(options);
        QCOMPARE(two.notes, one.notes);
        QVERIFY(two.snapshot.figures == one.snapshot.figures);
        QVERIFY(two.snapshot.ledger == one.snapshot.ledger);
    }
    // The last line of the last file that is rejected is told with its number in that file.
    files.push_back(files_.write("d.ndjson", std::string(700'000, '\n') + "[1\n"));
    options = reportOf(files);
    options.decoder.samples_per_reason = 1'000'000;
    const std::vector<std::string> notes = reportFiles(options).notes;
    QVERIFY2(notes.back().starts_with(files.back() + ":700001: "), notes.back().c_str());
}

void TestFileReport::itIsAPastInstant()
{
    const auto path = files_.write("a.ndjson", examples::ndjson({{.id = 1, .time_ms = kNoon_ms}}));
    ReportOptions options = reportOf({path});
    options.has_map = true;
    const Snapshot snapshot = reportFiles(options).snapshot;
    QVERIFY(snapshot.mode == Mode::Past);
    QVERIFY(snapshot.has_events);
    QCOMPARE(snapshot.wall_ms, kNoon_ms);
    QCOMPARE(snapshot.zone, "UTC");
    QCOMPARE(snapshot.exclude.size(), 1);
    QCOMPARE(snapshot.recent.size(), 1);
    QCOMPARE(snapshot.day_places.size(), 1);
    QVERIFY(snapshot.feeds.at(0).link.link == feed::Link::Ended);
    QCOMPARE(snapshot.replay_speed, 0.0);
}

QTEST_GUILESS_MAIN(TestFileReport)
#include "tst_filereport.moc"
