// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/replayposition.h"

#include "models/engine/filereport.h"
#include "models/record/recordnames.h"
#include "models/record/recordwriter.h"
#include "tests/models/engine/files.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace livewall;
using namespace livewall::engine;

namespace {

constexpr std::int64_t kMinute_ms = 60'000;
constexpr std::int64_t kHour_ms = 60 * kMinute_ms;
constexpr std::int64_t kDay_ms = 24 * kHour_ms;
constexpr std::int64_t kStart_ms = examples::utc(2011, 3, 1, 12) * 1000;

struct Arrived
{
    std::int64_t at_ms;
    examples::Line line;
};

stats::BoardOptions board()
{
    return {.zone = stats::Zone::utc(), .exclude = {examples::country("se")}};
}

/// Purchases over some days, most on time, some up to four hours late, a few ahead of the clock,
/// and a few copies.
std::vector<Arrived> arrivals(std::uint64_t seed, std::int64_t days)
{
    std::mt19937_64 random(seed);
    std::vector<Arrived> all;
    std::int64_t at_ms = kStart_ms;
    for (std::uint64_t id = 1; at_ms < kStart_ms + days * kDay_ms; ++id) {
        const std::uint64_t draw = random();
        // Bursts, and pauses of up to a day.
        at_ms += static_cast<std::int64_t>(random() %
                                           static_cast<std::uint64_t>(draw % 64 == 0  ? kDay_ms
                                                                      : draw % 4 == 0 ? 600'000
                                                                                      : 400));
        std::int64_t late_ms = static_cast<std::int64_t>(random() % 2000);
        if (draw % 5 == 0)
            late_ms = static_cast<std::int64_t>(random() % (4 * kHour_ms));
        if (draw % 31 == 0)
            late_ms = -static_cast<std::int64_t>(random() % 120'000);
        all.push_back({at_ms,
                       {.id = id,
                        .time_ms = at_ms - late_ms,
                        .eid = static_cast<std::int64_t>(1 + draw % 9),
                        .accepted = draw % 7 != 0,
                        .amount = static_cast<std::int64_t>(draw % 900),
                        .country = draw % 3 == 0 ? "se" : "no"}});
        // Within the horizon, so that it is a duplicate.
        const Arrived& earlier =
            all[all.size() - 1 - random() % std::min<std::size_t>(all.size(), 50)];
        if (draw % 23 == 0 && at_ms - earlier.at_ms < 12 * kHour_ms)
            all.push_back({at_ms, earlier.line});
    }
    return all;
}

/// The folder that a recorder of these would have written.
std::string recorded(const examples::Files& files, const std::vector<Arrived>& all,
                     const std::vector<record::LinkChange>& changes = {})
{
    const std::string folder = files.missing("recording");
    std::string error;
    const auto writer =
        record::RecordWriter::open({.folder = folder, .feed = "shop"}, all.front().at_ms, error);
    auto change = changes.begin();
    for (const Arrived& one : all) {
        for (; change != changes.end() && change->at_ms <= one.at_ms; ++change)
            writer->note(*change);
        const std::string line = examples::json(one.line) + '\n';
        writer->append({.lines = line,
                        .arrived_ms = one.at_ms,
                        .event_min_ms = one.line.time_ms,
                        .event_max_ms = one.line.time_ms,
                        .cursor = "c"});
    }
    for (; change != changes.end(); ++change)
        writer->note(*change);
    writer->close(all.back().at_ms);
    return folder;
}

std::vector<examples::Line> linesOf(const std::vector<Arrived>& all)
{
    std::vector<examples::Line> lines;
    std::ranges::transform(all, std::back_inserter(lines), &Arrived::line);
    return lines;
}

} // namespace

class TestRecordedReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byEventItShowsTheReport();
    void aPartIsReadAndShowsTheReport();
    void whatIsReadWithOtherFieldsIsReadWhole();
    void byArrivalItShowsWhatHadArrived();
    void byArrivalTheConnectionIsSeenAgain();
    void byArrivalNeedsARecording();
    void rejectionsKeepTheirLineNumbers();
};

void TestRecordedReplay::byEventItShowsTheReport()
{
    const examples::Files files;
    const std::vector<Arrived> all = arrivals(1, 6);
    const std::string folder = recorded(files, all);
    const auto plain = files.write("plain.ndjson", examples::ndjson(linesOf(all)));
    std::string error;
    const auto recording = Recording::read({folder}, examples::decoder(), error);
    QVERIFY2(recording, error.c_str());
    ReplayPosition position(board(), *recording);
    for (std::int64_t at_ms = kStart_ms - kHour_ms; at_ms < kStart_ms + 7 * kDay_ms;
         at_ms += 97 * kMinute_ms + 331) {
        position.advance(at_ms);
        const FileReport report = reportFiles(
            {.files = {plain}, .decoder = examples::decoder(), .board = board(), .at_ms = at_ms});
        QVERIFY(position.snapshot(1).figures == report.snapshot.figures);
    }
    const FileReport whole =
        reportFiles({.files = {plain}, .decoder = examples::decoder(), .board = board()});
    QVERIFY(recording->ledger() == whole.snapshot.ledger);
    QVERIFY(whole.snapshot.ledger.duplicate > 0);
    // A single file with its index, and one without, beside it.
    std::string first;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string path = entry.path().string();
        if (path.ends_with(".ndjson.zst") && (first.empty() || path < first))
            first = path;
    }
    const auto twice = Recording::read({first, plain}, examples::decoder(), error);
    QVERIFY2(twice, error.c_str());
    QCOMPARE(twice->records().size(), recording->records().size());
}

void TestRecordedReplay::aPartIsReadAndShowsTheReport()
{
    const examples::Files files;
    const std::vector<Arrived> all = arrivals(2, 90);
    const std::string folder = recorded(files, all);
    const auto plain = files.write("plain.ndjson", examples::ndjson(linesOf(all)));
    const std::int64_t from_ms = kStart_ms + 60 * kDay_ms + 123;
    const std::int64_t to_ms = from_ms + 3 * kDay_ms;
    // What cannot matter is not read: there it is damaged, and nobody notices.
    std::size_t damaged = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto name = record::RecordName::parse(entry.path().string());
        if (!name)
            continue;
        const std::int64_t begin_ms = name->hour * kHour_ms;
        if (begin_ms + kHour_ms < from_ms - 37 * kDay_ms || begin_ms > to_ms + 5 * kHour_ms) {
            const std::string noise(std::filesystem::file_size(name->path), 'x');
            std::ofstream(name->path, std::ios::binary | std::ios::trunc) << noise;
            ++damaged;
        }
    }
    QVERIFY(damaged > 50);
    std::string error;
    const ReplayRange range{.from_ms = from_ms, .to_ms = to_ms};
    const auto recording = Recording::read({folder}, examples::decoder(), error, range);
    QVERIFY2(recording, error.c_str());
    QVERIFY(recording->ledger().received < all.size());
    ReplayPosition position(board(), *recording);
    for (std::int64_t at_ms = from_ms; at_ms <= to_ms; at_ms += 53 * kMinute_ms) {
        position.advance(at_ms);
        const FileReport report = reportFiles(
            {.files = {plain}, .decoder = examples::decoder(), .board = board(), .at_ms = at_ms});
        QVERIFY2(position.snapshot(1).figures == report.snapshot.figures,
                 event::formatTimestamp(at_ms).c_str());
    }
    QVERIFY(!Recording::read({folder}, examples::decoder(), error));
    QVERIFY2(error.find("is damaged; bring a good copy") != std::string::npos, error.c_str());
}

void TestRecordedReplay::whatIsReadWithOtherFieldsIsReadWhole()
{
    const examples::Files files;
    const std::vector<Arrived> all = arrivals(3, 60);
    const std::string folder = recorded(files, all);
    event::DecoderOptions decoder = examples::decoder();
    std::string error;
    decoder.fields = event::FieldMap::parse("merchant=shop", error).value();
    const std::int64_t from_ms = kStart_ms + 59 * kDay_ms;
    const auto recording = Recording::read({folder}, decoder, error, {.from_ms = from_ms});
    QVERIFY2(recording, error.c_str());
    QCOMPARE(recording->ledger().received, all.size());
}

void TestRecordedReplay::byArrivalItShowsWhatHadArrived()
{
    const examples::Files files;
    const std::vector<Arrived> all = arrivals(4, 5);
    const std::string folder = recorded(files, all);
    std::string error;
    const auto recording =
        Recording::read({folder}, examples::decoder(), error, {.by = ReplayBy::Arrival});
    QVERIFY2(recording, error.c_str());
    ReplayPosition position(board(), *recording);
    std::vector<bool> is_copy;
    std::set<std::uint64_t> known;
    for (const Arrived& one : all)
        is_copy.push_back(!known.insert(one.line.id * 2 + (one.line.accepted ? 1 : 0)).second);
    // Any, and where a purchase arrives or its own time comes.
    std::set<std::int64_t> instants;
    for (std::int64_t at_ms = kStart_ms; at_ms < kStart_ms + 6 * kDay_ms; at_ms += 97 * kMinute_ms)
        instants.insert(at_ms);
    for (std::size_t i = 0; i < all.size(); i += 7) {
        for (const std::int64_t time_ms : {all[i].at_ms, all[i].line.time_ms})
            instants.insert({time_ms - 1000, time_ms});
    }
    instants.erase(instants.begin(), instants.lower_bound(kStart_ms));

    std::vector<stats::Sighting> pulses;
    bool has_missed = false;
    for (const std::int64_t at_ms : instants) {
        position.advance(at_ms, &pulses);
        const std::int64_t now = at_ms / 1000;
        std::int64_t hour = 0;
        std::int64_t day = 0;
        std::size_t seen = 0;
        std::int64_t late = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const std::int64_t second = all[i].line.time_ms / 1000;
            if (is_copy[i] || !all[i].line.accepted || second > now)
                continue;
            if (all[i].at_ms / 1000 > now) {
                late += second > now - 3600;
                continue;
            }
            ++seen;
            hour += second > now - 3600;
            day += second / 60 > now / 60 - 1440;
        }
        QCOMPARE(position.snapshot(1).figures.hour.total, hour);
        QCOMPARE(position.snapshot(1).figures.day.total, day);
        QCOMPARE(pulses.size(), seen);
        has_missed = has_missed || late > 0;
    }
    QVERIFY(has_missed); // or the two clocks were not told apart

    // Up to T nothing later is read.
    const std::int64_t to_ms = kStart_ms + 2 * kDay_ms;
    const auto part = Recording::read({folder}, examples::decoder(), error,
                                      {.by = ReplayBy::Arrival, .to_ms = to_ms});
    const auto arrived = std::ranges::count_if(
        all, [&](const Arrived& one) { return one.at_ms / 1000 <= to_ms / 1000; });
    QVERIFY(part->ledger().received >= static_cast<std::uint64_t>(arrived));
    QVERIFY(part->ledger().received < all.size());
}

void TestRecordedReplay::byArrivalTheConnectionIsSeenAgain()
{
    using To = record::LinkChange::To;
    const examples::Files files;
    const std::vector<Arrived> all = {
        {kStart_ms, {.id = 1, .time_ms = kStart_ms}},
        {kStart_ms + 90 * kMinute_ms, {.id = 2, .time_ms = kStart_ms + 10 * kMinute_ms}}};
    const std::string folder =
        recorded(files, all,
                 {{kStart_ms - 1000, To::Up, {}},
                  {kStart_ms + 5 * kMinute_ms, To::Connecting, "refused, next try in 4 s"},
                  {kStart_ms + 6 * kMinute_ms, To::Failed, "gone"},
                  {kStart_ms + 90 * kMinute_ms, To::Up, {}},
                  {kStart_ms + 100 * kMinute_ms, To::Stopped, "the recorder was stopped"}});
    std::string error;
    const auto recording =
        Recording::read({folder}, examples::decoder(), error, {.by = ReplayBy::Arrival});
    QVERIFY2(recording, error.c_str());
    ReplayPosition position(board(), *recording);
    const auto feedAt = [&](std::int64_t minute) {
        position.advance(kStart_ms + minute * kMinute_ms);
        return position.snapshot(1).feeds.at(0);
    };
    QVERIFY(feedAt(0).link.link == feed::Link::Up);
    QVERIFY(!feedAt(4).lost_ms);
    QVERIFY(feedAt(5).link.link == feed::Link::Connecting);
    QCOMPARE(feedAt(5).link.detail, "refused, next try in 4 s");
    QCOMPARE(feedAt(60).lost_ms.value(), kStart_ms + 5 * kMinute_ms);
    QCOMPARE(feedAt(60).link.detail, "gone");
    QCOMPARE(feedAt(60).last_arrival_ms.value(), kStart_ms);
    // The second purchase belongs to the hour, but nobody knew it.
    QCOMPARE(position.snapshot(1).figures.day.total, 1);
    QVERIFY(feedAt(90).link.link == feed::Link::Up);
    QCOMPARE(position.snapshot(1).figures.day.total, 2);
    QCOMPARE(feedAt(101).lost_ms.value(), kStart_ms + 100 * kMinute_ms);

    // By event it is no clock of the wall's: the recording has ended.
    const auto by_event = Recording::read({folder}, examples::decoder(), error);
    ReplayPosition other(board(), *by_event);
    other.advance(kStart_ms + 60 * kMinute_ms);
    QVERIFY(other.snapshot(1).feeds.at(0).link.link == feed::Link::Ended);
}

void TestRecordedReplay::byArrivalNeedsARecording()
{
    const examples::Files files;
    const auto plain = files.write("plain.ndjson", examples::ndjson({{.id = 1}}));
    std::string error;
    QVERIFY(!Recording::read({plain}, examples::decoder(), error, {.by = ReplayBy::Arrival}));
    QVERIFY2(error.starts_with(plain + ": does not say when its lines arrived"), error.c_str());
    std::filesystem::create_directory(files.missing("empty"));
    QVERIFY(!Recording::read({files.missing("empty")}, examples::decoder(), error));
    QVERIFY2(error.find("holds no recording") != std::string::npos, error.c_str());
}

void TestRecordedReplay::rejectionsKeepTheirLineNumbers()
{
    const examples::Files files;
    const std::string folder = files.missing("recording");
    std::string error;
    {
        const auto writer =
            record::RecordWriter::open({.folder = folder, .feed = "shop"}, kStart_ms, error);
        for (int i = 0; i < 20; ++i) {
            const std::int64_t time_ms = kStart_ms + i * kMinute_ms;
            const std::string line =
                i == 17 ? "nonsense\n" : examples::json({.id = 1, .time_ms = time_ms}) + '\n';
            std::optional<std::int64_t> event_ms;
            if (i != 17)
                event_ms = time_ms - 50 * kDay_ms * (i < 10 ? 1 : 0);
            writer->append({.lines = line,
                            .arrived_ms = time_ms,
                            .event_min_ms = event_ms,
                            .event_max_ms = event_ms,
                            .cursor = "c"});
        }
        writer->close(kStart_ms);
    }
    const auto recording =
        Recording::read({folder}, examples::decoder(), error, {.from_ms = kStart_ms});
    QVERIFY2(recording, error.c_str());
    QCOMPARE(recording->ledger().received, 10U);
    QCOMPARE(recording->notes().size(), std::size_t{1});
    QVERIFY2(recording->notes().front().find(".ndjson.zst:18: ") != std::string::npos,
             recording->notes().front().c_str());
}

QTEST_GUILESS_MAIN(TestRecordedReplay)
#include "tst_recordedreplay.moc"
