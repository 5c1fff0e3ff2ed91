// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/linedecoder.h"
#include "models/feed/demosource.h"
#include "models/feed/eventstreamsource.h"
#include "models/feed/filesource.h"
#include "models/feed/followsource.h"
#include "tests/models/feed/collectingsink.h"
#include "tests/models/feed/compressed.h"
#include "tests/models/feed/scriptedserver.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <string>

using namespace livewall;
using namespace livewall::feed;

namespace {

constexpr std::size_t kCutBytes = event::kMaxLineBytes + 2;

FeedSpec spec(const std::string& location, bool keeps_lines = true)
{
    return {location, {.feed = "test", .keeps_lines = keeps_lines}, {}, &fixedNow};
}

/// What a file may hold, and what is kept of it.
struct Example
{
    std::string content;
    std::string kept;
    std::uint64_t cut_lines = 0;

    void add(const std::string& piece)
    {
        content += piece;
        kept += piece;
    }
};

Example example()
{
    Example all;
    all.content = "\xEF\xBB\xBF"; // the file's, not the line's
    all.add(line(1));
    all.add("nonsense\r\n\n\r\n" + line(2));
    for (const std::size_t size : {event::kMaxLineBytes, event::kMaxLineBytes + 1, kCutBytes,
                                   kCutBytes + 1, std::size_t{300'000}}) {
        const std::string overlong(size, 'x');
        all.content += overlong + '\n';
        all.kept += overlong.substr(0, kCutBytes) + '\n';
        all.cut_lines += size > kCutBytes ? 1 : 0;
    }
    all.add(std::string(event::kMaxLineBytes - 5, ' ') + "\r\n" + lines(3, 3000));
    all.content += "the last, without an end";
    all.kept += "the last, without an end\n";
    return all;
}

struct Kept
{
    std::string lines;
    std::uint64_t cut_lines = 0;
    std::size_t longest_batch = 0;
};

Kept keptBy(CollectingSink& sink)
{
    return sink.look([](const CollectingSink::Collected& all) {
        Kept kept;
        for (const auto& batch : all.batches) {
            kept.lines += batch->events.lines;
            kept.cut_lines += batch->events.cut_lines;
            kept.longest_batch = std::max(kept.longest_batch, batch->events.lines.size());
        }
        return kept;
    });
}

} // namespace

/// The lines that sources hand over beside what they decode.
class TestKeptLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyCutKeepsTheSame();
    void whatIsKeptIsCountedTheSame();
    void aFileGivesItsLines();
    void aFollowedFileGivesItsLines();
    void anEventStreamGivesItsLines();
    void theDemoGivesItsLines();
    void eachBatchGivesTheLinesUpToItsCursor();
    void blankLinesDoNotPileUp();
    void nothingIsKeptUnasked();
};

void TestKeptLines::anyCutKeepsTheSame()
{
    const Example all = example();
    std::mt19937_64 random(1);
    for (int i = 0; i < 60; ++i) {
        event::LineDecoder decoder({.keeps_lines = true});
        event::EventBatch batch;
        const std::size_t most = std::size_t{1} << random() % 20;
        for (std::size_t at = 0; at < all.content.size();) {
            const std::size_t size = std::min(1 + random() % most, all.content.size() - at);
            // Memory of its own, so that a sanitizer sees a read beyond it.
            const std::vector<char> piece(all.content.data() + at, all.content.data() + at + size);
            decoder.feed(piece, batch);
            at += size;
        }
        decoder.finish(batch);
        QVERIFY(batch.lines == all.kept);
        QCOMPARE(batch.cut_lines, all.cut_lines);
    }
}

void TestKeptLines::whatIsKeptIsCountedTheSame()
{
    const Example all = example();
    event::EventBatch original;
    event::EventBatch again;
    event::LineDecoder first({});
    first.feed(all.content, original);
    first.finish(original);
    event::LineDecoder second({});
    second.feed(all.kept, again);
    second.finish(again);
    QCOMPARE(again.received, original.received);
    QCOMPARE(again.purchases.size(), original.purchases.size());
    QVERIFY(again.rejected == original.rejected);
    QCOMPARE(first.lines(), second.lines());
}

void TestKeptLines::aFileGivesItsLines()
{
    const Example all = example();
    const QTemporaryDir dir;
    const std::string path = dir.filePath(QStringLiteral("a.ndjson.zst")).toStdString();
    writeFile(path, zstandard(all.content));
    CollectingSink sink;
    FileSource(spec(path)).run(sink, {});
    QVERIFY(keptBy(sink).lines == all.kept);
    QCOMPARE(keptBy(sink).cut_lines, all.cut_lines);
}

void TestKeptLines::aFollowedFileGivesItsLines()
{
    const Example all = example();
    const QTemporaryDir dir;
    const std::string path = dir.filePath(QStringLiteral("a.log")).toStdString();
    writeFile(path, all.content + '\n');
    CollectingSink sink;
    RunningSource running(std::make_unique<FollowSource>(spec(path)), sink);
    QVERIFY(sink.waitUntil([&](const CollectingSink::Collected& collected) {
        return collected.rejected(event::Rejection::Json) == 3;
    }));
    running.stop();
    QVERIFY(keptBy(sink).lines == all.kept);
}

void TestKeptLines::anEventStreamGivesItsLines()
{
    ScriptedServer server([](int, QTcpSocket& client) {
        client.write(kStreamHead);
        client.write("id: a\ndata: " + QByteArray::fromStdString(line(1)) +
                     "data: nonsense\ndata: " + QByteArray(70'000, 'x') +
                     "\ndata: " + QByteArray::fromStdString(line(2)) + "\n");
        client.write("id: b\ndata: " + QByteArray::fromStdString(line(3)) + "\n");
    });
    CollectingSink sink;
    RunningSource running(std::make_unique<EventStreamSource>(spec(server.url())), sink);
    QTRY_COMPARE(sink.eids().size(), 3U);
    running.stop();
    QVERIFY(keptBy(sink).lines == line(1) + "nonsense\n" + line(2) + line(3));
    QCOMPARE(keptBy(sink).cut_lines, 1U); // the parser has nothing of it
}

void TestKeptLines::theDemoGivesItsLines()
{
    CollectingSink sink;
    std::int64_t now_ms = fixedNow();
    FeedSpec demo = spec("demo:");
    demo.now_ms = [&now_ms] { return now_ms += 5000; };
    RunningSource running(std::make_unique<DemoSource>(std::move(demo)), sink);
    QVERIFY(sink.waitForEvents(100));
    running.stop();
    event::LineDecoder decoder({.feed = "test"});
    event::EventBatch batch;
    decoder.feed(keptBy(sink).lines, batch);
    QCOMPARE(batch.purchases.size(), sink.eids().size());
}

void TestKeptLines::eachBatchGivesTheLinesUpToItsCursor()
{
    const Example all = example();
    const QTemporaryDir dir;
    const std::string path = dir.filePath(QStringLiteral("a.ndjson")).toStdString();
    writeFile(path, all.content);
    CollectingSink sink;
    FileSource(spec(path)).run(sink, {});
    std::string before;
    const auto cursors = sink.look([](const auto& collected) { return collected.cursors; });
    QVERIFY(cursors.size() > 2);
    for (std::size_t i = 0; i < cursors.size(); ++i) {
        before += sink.look([&](const auto& all_of) { return all_of.batches[i]->events.lines; });
        CollectingSink rest;
        FeedSpec resumed = spec(path);
        resumed.cursor = cursors[i];
        FileSource(resumed).run(rest, {});
        QVERIFY(before + keptBy(rest).lines == all.kept);
    }
}

void TestKeptLines::blankLinesDoNotPileUp()
{
    const QTemporaryDir dir;
    const std::string path = dir.filePath(QStringLiteral("blank")).toStdString();
    writeFile(path, std::string(5'000'000, '\n'));
    CollectingSink sink;
    FileSource(spec(path)).run(sink, {});
    QCOMPARE(keptBy(sink).lines.size(), std::size_t{5'000'000});
    QVERIFY(keptBy(sink).longest_batch <= 1024 * 1024);
}

void TestKeptLines::nothingIsKeptUnasked()
{
    const Example all = example();
    const QTemporaryDir dir;
    const std::string path = dir.filePath(QStringLiteral("a.ndjson")).toStdString();
    writeFile(path, all.content);
    CollectingSink sink;
    FileSource(spec(path, false)).run(sink, {});
    QVERIFY(keptBy(sink).lines.empty());
    QCOMPARE(keptBy(sink).cut_lines, 0U);
    QCOMPARE(sink.eids().size(), 3000U);
}

QTEST_GUILESS_MAIN(TestKeptLines)
#include "tst_keptlines.moc"
