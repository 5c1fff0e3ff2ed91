// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/importing.h"

#include "models/engine/filereport.h"
#include "models/engine/livetally.h"
#include "models/engine/storereport.h"
#include "models/event/linedecoder.h"
#include "models/store/maintenance.h"
#include "models/store/store.h"
#include "tests/models/engine/files.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

using namespace livewall;
using namespace livewall::engine;
using Outcome = Import::Outcome;
using examples::Line;

namespace {

constexpr std::int64_t kHour_ms = 3'600'000;
constexpr std::int64_t kDay_ms = 24 * kHour_ms;
constexpr std::int64_t kNoon_ms = examples::utc(2011, 3, 10, 12) * 1000;
constexpr std::int64_t kNow_ms = kNoon_ms + kHour_ms;

/// So many purchases, a second apart.
std::vector<Line> purchases(std::uint64_t first_id, std::int64_t first_ms, int count)
{
    std::vector<Line> lines;
    for (int i = 0; i < count; ++i)
        lines.push_back({.id = first_id + static_cast<std::uint64_t>(i),
                         .time_ms = first_ms + i * 1000,
                         .eid = 1 + i % 3,
                         .accepted = i % 5 != 0});
    return lines;
}

} // namespace

class TestImporting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { files_ = std::make_unique<examples::Files>(); }
    void historyIsCounted();
    void whatTheFeedCountedItselfIsPassedOver();
    void itsOwnFirstSecondIsNotMovedByImports();
    void theSameContentIsCountedOnce();
    void copiesAreToldAcrossFilesCountedBefore();
    void whatWasImportedIsACopyToTheFeed();
    void whatIsAheadOfTheClockIsPassedOver();
    void withoutAValidPurchaseNothingIsKept();
    void anUnreadableFileCountsNothing();
    void anotherFeedDoesNotGoOnWithAPart();
    void theNewestSightingsStay();
    void itsSpanIsCovered();
    void itsSpanReachesTheFeedsOwnBeginning();
    void aFileThatIsMissingIsAHole();
    void aWrongTimeCoversNothing();

private:
    Import import(const std::vector<std::string>& files, const std::string& feed = "shop",
                  std::int64_t now_ms = kNow_ms);

    /// Counts lines as the feed itself would have.
    void countLive(const std::vector<Line>& lines, const std::string& feed = "shop");
    store::FeedState feedState(const std::string& name = "shop");
    std::vector<stats::Interval> coverage(const std::string& name = "shop");
    std::string path() const { return files_->missing("wall.db"); }
    void checkIsSound();

    std::unique_ptr<examples::Files> files_;
    std::vector<std::string> notes_;
};

Import TestImporting::import(const std::vector<std::string>& files, const std::string& feed,
                             std::int64_t now_ms)
{
    notes_.clear();
    const store::Store::Opened opened = store::Store::openToWrite(path());
    return importFiles(*opened.store, {.files = files, .decoder = {.feed = feed}, .now_ms = now_ms},
                       [this](const std::string& line) { notes_.push_back(line); });
}

void TestImporting::countLive(const std::vector<Line>& lines, const std::string& feed)
{
    const store::Store::Opened opened = store::Store::openToWrite(path());
    LiveTally tally({}, {{.name = feed}}, Mode::Live);
    tally.restore(*opened.store, kNow_ms);
    tally.restorePast(*opened.store);
    tally.setState(0, {feed::Link::Up, {}}, kNow_ms);
    tally.advance(kNow_ms);
    event::LineDecoder decoder({.feed = feed});
    feed::Batch batch;
    decoder.feed(examples::ndjson(lines), batch.events);
    batch.cursor = "live";
    std::vector<stats::Sighting> pulses;
    QVERIFY(tally.take(0, batch, kNow_ms, pulses));
    tally.advance(kNow_ms + 10'000);
    opened.store->write(tally.takeChanges(), opened.store->checkpointNumber() + 1);
}

store::FeedState TestImporting::feedState(const std::string& name)
{
    const store::Store::Opened opened = store::Store::openToRead(path());
    for (const store::FeedState& feed : opened.store->feeds()) {
        if (feed.name == name)
            return feed;
    }
    return {};
}

std::vector<stats::Interval> TestImporting::coverage(const std::string& name)
{
    const store::Store::Opened opened = store::Store::openToRead(path());
    return opened.store->coverage(name, 1000 * kDay_ms).intervals();
}

void TestImporting::checkIsSound()
{
    const store::Checkup checkup = store::checkUp(path());
    QVERIFY2(checkup.faults.empty(), checkup.faults.empty() ? "" : checkup.faults.front().c_str());
}

void TestImporting::historyIsCounted()
{
    auto lines = purchases(1, kNoon_ms - 20 * kDay_ms, 100);
    lines.push_back(lines.front()); // a copy
    const auto a = files_->write("a.ndjson", examples::ndjson(lines) + "junk\n");
    const auto b = files_->write("b.ndjson", examples::ndjson(purchases(1000, kNoon_ms, 50)));
    const Import result = import({a, b});
    QCOMPARE(result.outcome, Outcome::Done);
    QCOMPARE(result.files, 2u);
    QCOMPARE(result.counted.received, 152u);
    QCOMPARE(result.counted.duplicate, 1u);
    QCOMPARE(result.counted.rejected(), 1u);
    QCOMPARE(notes_.size(), 1u); // the junk
    checkIsSound();

    const auto stored = reportStore(path(), {}, {}).snapshot;
    const auto counted =
        reportFiles({.files = {a, b}, .decoder = {.feed = "shop"}, .board = {}, .at_ms = {}})
            .snapshot;
    QCOMPARE(stored.wall_ms, counted.wall_ms);
    QCOMPARE(stored.ledger, counted.ledger);
    QCOMPARE(stored.figures, counted.figures);
}

void TestImporting::whatTheFeedCountedItselfIsPassedOver()
{
    // Its first second is that of its first purchase: 12:00:00.500.
    const auto live = purchases(500, kNoon_ms + 500, 10);
    countLive(live);
    auto lines = purchases(1, kNoon_ms - 5000, 5);
    lines.push_back({.id = 90, .time_ms = kNoon_ms - 1});
    lines.push_back({.id = 91, .time_ms = kNoon_ms}); // in its first second
    lines.insert(lines.end(), live.begin(), live.end());
    const Import result = import({files_->write("a.ndjson", examples::ndjson(lines))});
    QCOMPARE(result.outcome, Outcome::Done);
    QCOMPARE(result.counted.received, 6u);
    QCOMPARE(result.passed_over, 11u);
    QCOMPARE(result.until_ms, std::optional(kNoon_ms));
    QCOMPARE(feedState().intake.ledger.received, 16u);
    QCOMPARE(feedState().cursor, std::string("live"));
    checkIsSound();
}

void TestImporting::itsOwnFirstSecondIsNotMovedByImports()
{
    countLive(purchases(500, kNoon_ms, 10));
    QCOMPARE(import({files_->write("new.ndjson",
                                   examples::ndjson(purchases(1, kNoon_ms - kHour_ms, 5)))})
                 .counted.received,
             5u);
    QCOMPARE(feedState().intake.oldest_ms, std::optional(kNoon_ms));
    // Later than the first import, and older than the feed.
    QCOMPARE(import({files_->write("newer.ndjson",
                                   examples::ndjson(purchases(50, kNoon_ms - 60'000, 5)))})
                 .counted.received,
             5u);
    // Nor does it come with the feed's next checkpoint.
    countLive(purchases(600, kNoon_ms + 20'000, 1));
    QCOMPARE(feedState().intake.oldest_ms, std::optional(kNoon_ms));
    checkIsSound();
}

void TestImporting::theSameContentIsCountedOnce()
{
    const std::string content = examples::ndjson(purchases(1, kNoon_ms - kDay_ms, 20));
    const auto a = files_->write("a.ndjson", content);
    const auto b = files_->write("b.ndjson", content);
    const Import both = import({a, b});
    QCOMPARE(both.files, 1u);
    QCOMPARE(both.known_files, 1u);
    QCOMPARE(both.counted.received, 20u);
    const Import again = import({b}, "other");
    QCOMPARE(again.outcome, Outcome::Done);
    QCOMPARE(again.files, 0u);
    QCOMPARE(again.known_files, 1u);
    QCOMPARE(again.counted.received, 0u);
    QCOMPARE(notes_.size(), 1u);
    QVERIFY2(notes_.front().starts_with(b + ": was imported before as shop (" + a + "), on 2011-"),
             notes_.front().c_str());
    QCOMPARE(feedState().intake.ledger.received, 20u);
    checkIsSound();
}

void TestImporting::copiesAreToldAcrossFilesCountedBefore()
{
    const auto old = purchases(1, kNoon_ms - 9 * kDay_ms, 20);
    const auto a = files_->write("a.ndjson", examples::ndjson(old));
    import({a});
    // Newer ones, so that the feed itself has forgotten those.
    import({files_->write("n.ndjson", examples::ndjson(purchases(900, kNoon_ms, 1)))});
    auto next = purchases(21, kNoon_ms - 9 * kDay_ms + 20'000, 5);
    next.push_back(old.back());
    const auto b = files_->write("b.ndjson", examples::ndjson(next));
    const Import result = import({a, b});
    QCOMPARE(result.counted.received, 6u);
    QCOMPARE(result.counted.duplicate, 1u);
    checkIsSound();
}

void TestImporting::whatWasImportedIsACopyToTheFeed()
{
    countLive(purchases(500, kNoon_ms, 10));
    const auto lines = purchases(1, kNoon_ms - kHour_ms, 5);
    import({files_->write("a.ndjson", examples::ndjson(lines))});
    countLive(lines); // late
    QCOMPARE(feedState().intake.ledger.duplicate, 5u);
    checkIsSound();
}

void TestImporting::whatIsAheadOfTheClockIsPassedOver()
{
    auto lines = purchases(1, kNoon_ms, 5);
    lines.push_back({.id = 90, .time_ms = kNow_ms + 70 * kDay_ms});
    const Import result = import({files_->write("a.ndjson", examples::ndjson(lines))});
    QCOMPARE(result.counted.received, 5u);
    QCOMPARE(result.passed_over, 1u);
    QCOMPARE(result.until_ms, std::optional<std::int64_t>());
    QCOMPARE(feedState().intake.newest_ms, std::optional(kNoon_ms + 4000));
}

void TestImporting::withoutAValidPurchaseNothingIsKept()
{
    // As with a --map that was forgotten: the next try must count them.
    const auto bad = files_->write("bad.ndjson", "{\"x\":1}\n{\"x\":2}\n");
    const Import alone = import({bad});
    QCOMPARE(alone.outcome, Outcome::NoPurchase);
    QVERIFY2(alone.error.find("2 received, 2 rejected") != std::string::npos, alone.error.c_str());
    const auto good =
        files_->write("good.ndjson", examples::ndjson(purchases(1, kNoon_ms - kDay_ms, 5)));
    const Import both = import({bad, good});
    QCOMPARE(both.outcome, Outcome::Done);
    QCOMPARE(both.files, 1u);
    QCOMPARE(both.counted.received, 5u);
    QCOMPARE(feedState().intake.ledger.received, 5u);
    QCOMPARE(import({bad}).outcome, Outcome::NoPurchase);
}

void TestImporting::anUnreadableFileCountsNothing()
{
    const auto good =
        files_->write("good.ndjson", examples::ndjson(purchases(1, kNoon_ms - kDay_ms, 5)));
    const auto cut = files_->write("cut.ndjson.gz", "\x1f\x8b\x08 no more");
    const auto none = files_->missing("none.ndjson");
    for (const auto& [bad, words] : {std::pair(cut, cut + ": "), {none, "no such file: " + none}}) {
        const Import result = import({good, bad});
        QCOMPARE(result.outcome, Outcome::Failed);
        QVERIFY2(result.error.starts_with(words), result.error.c_str());
        QCOMPARE(feedState().intake.ledger.received, 0u);
    }
}

void TestImporting::anotherFeedDoesNotGoOnWithAPart()
{
    const auto a =
        files_->write("a.ndjson", examples::ndjson(purchases(1, kNoon_ms - 5 * kDay_ms, 5)));
    import({a});
    {
        const store::Store::Opened opened = store::Store::openToWrite(path());
        opened.store->database().run("UPDATE imports SET complete = 0");
    }
    const Import result = import({a}, "other");
    QCOMPARE(result.outcome, Outcome::Failed);
    QVERIFY2(result.error.find("in part as shop") != std::string::npos, result.error.c_str());
}

void TestImporting::theNewestSightingsStay()
{
    countLive(purchases(500, kNow_ms - 60'000, 5));
    const auto before = reportStore(path(), {}, {}).snapshot.recent;
    QVERIFY(!before.empty());
    import(
        {files_->write("old.ndjson", examples::ndjson(purchases(1, kNoon_ms - 5 * kDay_ms, 5)))});
    QCOMPARE(reportStore(path(), {}, {}).snapshot.recent, before);
    import({files_->write("a.ndjson", examples::ndjson(
                                          {{.id = 99,
                                            .time_ms = kNow_ms - 70'000 }}))});
    QCOMPARE(reportStore(path(), {}, {}).snapshot.recent.size(), before.size() + 1);
}

void TestImporting::itsSpanIsCovered()
{
    using Intervals = std::vector<stats::Interval>;
    constexpr std::int64_t first_ms = kNoon_ms - 20 * kDay_ms;
    // The order in a file does not matter.
    auto lines = purchases(1, first_ms, 100);
    std::ranges::reverse(lines);
    const auto a = files_->write("a.ndjson", examples::ndjson(lines));
    const auto night =
        files_->write("b.ndjson", examples::ndjson(purchases(200, first_ms + 9 * kHour_ms, 2)));
    const auto other =
        files_->write("c.ndjson", examples::ndjson(purchases(300, first_ms - kDay_ms, 2)));
    import({a});
    const Intervals of_a = {{first_ms, first_ms + 99'001}};
    QCOMPARE(coverage(), of_a);
    import({a}); // known
    QCOMPARE(coverage(), of_a);
    import({other}, "other");
    QCOMPARE(coverage(), of_a);
    QCOMPARE(coverage("other"), (Intervals{{first_ms - kDay_ms, first_ms - kDay_ms + 1001}}));
    // What is another feed's history is not this one's.
    import({other, a, night});
    QCOMPARE(coverage(), (Intervals{{first_ms, first_ms + 9 * kHour_ms + 1001}}));
    checkIsSound();
}

void TestImporting::itsSpanReachesTheFeedsOwnBeginning()
{
    const auto live = purchases(500, kNoon_ms + 500, 10);
    countLive(live);
    const auto own = coverage();
    QCOMPARE(own, (std::vector<stats::Interval>{{kNoon_ms + 500, kNow_ms + 10'000}}));
    // Its history ends an hour before; then it goes on to the feed's own.
    import(
        {files_->write("old.ndjson", examples::ndjson(purchases(1, kNoon_ms - 2 * kHour_ms, 5)))});
    QCOMPARE(coverage(),
             (std::vector<stats::Interval>{
                 {kNoon_ms - 2 * kHour_ms, kNoon_ms - 2 * kHour_ms + 4001}, own.front()}));
    auto lines = purchases(50, kNoon_ms - kHour_ms, 5);
    lines.insert(lines.end(), live.begin(), live.end());
    import({files_->write("all.ndjson", examples::ndjson(lines))});
    QCOMPARE(coverage(), (std::vector<stats::Interval>{
                             {kNoon_ms - 2 * kHour_ms, kNoon_ms - 2 * kHour_ms + 4001},
                             {kNoon_ms - kHour_ms, kNow_ms + 10'000}}));
    checkIsSound();
}

void TestImporting::aFileThatIsMissingIsAHole()
{
    constexpr std::int64_t first_ms = kNoon_ms - 20 * kDay_ms;
    std::vector<std::string> days;
    for (const int day : {0, 1, 3}) {
        days.push_back(
            files_->write("day" + std::to_string(day) + ".ndjson",
                          examples::ndjson(purchases(static_cast<std::uint64_t>(1000 + 100 * day),
                                                     first_ms + day * kDay_ms, 20))));
    }
    import(days);
    QCOMPARE(coverage(), (std::vector<stats::Interval>{
                             {first_ms, first_ms + kDay_ms + 19'001},
                             {first_ms + 3 * kDay_ms, first_ms + 3 * kDay_ms + 19'001}}));
    checkIsSound();
}

void TestImporting::aWrongTimeCoversNothing()
{
    countLive(purchases(500, kNoon_ms, 10));
    auto lines = purchases(1, kNoon_ms - kHour_ms, 5);
    lines.push_back({.id = 90, .time_ms = kNow_ms + 70 * kDay_ms});
    import({files_->write("a.ndjson", examples::ndjson(lines))});
    QCOMPARE(coverage(),
             (std::vector<stats::Interval>{{kNoon_ms - kHour_ms, kNoon_ms - kHour_ms + 4001},
                                           {kNoon_ms, kNow_ms + 10'000}}));
}

QTEST_APPLESS_MAIN(TestImporting)
#include "tst_importing.moc"
