// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/filesource.h"

#include "tests/models/feed/collectingsink.h"
#include "tests/models/feed/compressed.h"

#include <format>
#include <fstream>
#include <string>
#include <vector>

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace livewall;
using namespace livewall::feed;
using namespace std::chrono_literals;

namespace {

using Collected = CollectingSink::Collected;

std::unique_ptr<Source> fileSource(const std::string& path, const std::string& cursor = {})
{
    return std::make_unique<FileSource>(FeedSpec{path, {.feed = "test"}, cursor, &fixedNow});
}

/// The most memory that this process has held so far.
std::size_t peakMemory_KiB()
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == "VmHWM:") {
            std::size_t peak = 0;
            status >> peak;
            return peak;
        }
    }
    return 0;
}

} // namespace

class TestFileSource : public QObject
{
    Q_OBJECT

private:
    std::string path(const char* name) const
    {
        return folder_.filePath(QString::fromLatin1(name)).toStdString();
    }
    std::string file(const char* name, std::string_view content) const
    {
        writeFile(path(name), content);
        return path(name);
    }
    QTemporaryDir folder_;

private Q_SLOTS:
    void deliversEveryLineInOrderAndEnds_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        const std::string text = lines(1, 5000);
        const auto row = [](const char* name, const std::string& content) {
            QTest::newRow(name) << QString::fromLatin1(name) << QByteArray::fromStdString(content);
        };
        row("plain.ndjson", text);
        row("ends-mid-line", text.substr(0, text.size() - 1));
        row("gzip.gz", gzipped(text.substr(0, 100'001)) + gzipped(text.substr(100'001)));
        row("zstd.zst", zstandard(text.substr(0, 100'001)) + zstandard(text.substr(100'001)));
    }
    void deliversEveryLineInOrderAndEnds()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, content);
        CollectingSink sink;
        fileSource(file(name.toLatin1().constData(), content.toStdString()))->run(sink, {});
        sink.look([](const Collected& all) {
            QVERIFY(all.eids == eidsFrom(1, 5000));
            QVERIFY(std::ranges::max(all.received) <= 1024U);
            QVERIFY(std::ranges::min(all.received) > 0U);
            QCOMPARE(all.states.size(), 2U);
            QCOMPARE(all.states[0].link, Link::Up);
            QCOMPARE(all.states[1].link, Link::Ended);
            for (const auto& batch : all.batches)
                QCOMPARE(batch->arrived_ms, fixedNow());
        });
    }

    void aFileWithoutEventsEnds_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blank lines") << QByteArray("\n\r\n \n");
    }
    void aFileWithoutEventsEnds()
    {
        QFETCH(const QByteArray, content);
        CollectingSink sink;
        fileSource(file("a", content.toStdString()))->run(sink, {});
        QVERIFY(sink.look(
            [](const Collected& all) { return all.batches.empty() && all.isLink(Link::Ended); }));
    }

    void whatCannotBeReadFails()
    {
        CollectingSink sink;
        fileSource(path("none"))->run(sink, {});
        sink.look([&](const Collected& all) {
            QCOMPARE(all.states.size(), 1U);
            QCOMPARE(all.states[0].link, Link::Failed);
            QCOMPARE(all.states[0].detail, "no such file: " + path("none"));
        });
    }

    void aTruncatedFileFailsAfterWhatItHad()
    {
        const std::string whole = gzipped(lines(1, 3));
        CollectingSink sink;
        fileSource(file("cut.gz", whole + whole.substr(0, 20)))->run(sink, {});
        sink.look([](const Collected& all) {
            QVERIFY(all.eids == eidsFrom(1, 3));
            QCOMPARE(all.states.back().link, Link::Failed);
            QVERIFY(all.lastDetail().find("truncated") != std::string::npos);
        });
    }

    void aBinaryFileIsCountedNotCrashedOn()
    {
        std::string noise;
        std::uint32_t state = 7;
        for (int i = 0; i < 300'000; ++i) {
            state = state * 1664525 + 1013904223;
            noise.push_back(static_cast<char>(state >> 24));
        }
        CollectingSink sink;
        fileSource(file("noise", noise))->run(sink, {});
        sink.look([](const Collected& all) {
            QVERIFY(all.isLink(Link::Ended));
            QVERIFY(all.eids.empty());
            QVERIFY(all.rejected(event::Rejection::Json) > 0);
        });
    }

    void aLineOfOneGiBTakesNoMemory()
    {
        const std::string sparse = path("sparse");
        writeFile(sparse, "");
        QCOMPARE(::truncate(sparse.c_str(), 1LL << 30), 0);
        std::ofstream(sparse, std::ios::app) << '\n' << line(7);
        const std::size_t before_KiB = peakMemory_KiB();
        CollectingSink sink;
        fileSource(sparse)->run(sink, {});
        sink.look([](const Collected& all) {
            QCOMPARE(all.rejected(event::Rejection::Length), 1U);
            QVERIFY(all.eids == eidsFrom(7, 7));
        });
        QVERIFY(peakMemory_KiB() - before_KiB < 16 * 1024);
    }

    void everyCursorResumesWithoutLossOrRepetition_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << QStringLiteral("r.ndjson");
        QTest::newRow("gzip") << QStringLiteral("r.gz");
        QTest::newRow("zstd") << QStringLiteral("r.zst");
    }
    void everyCursorResumesWithoutLossOrRepetition()
    {
        QFETCH(const QString, name);
        const std::string text = lines(1, 3000);
        const std::string packed = name.endsWith(QStringLiteral("gz"))    ? gzipped(text)
                                   : name.endsWith(QStringLiteral("zst")) ? zstandard(text)
                                                                          : text;
        const std::string path = file(name.toLatin1().constData(), packed);
        CollectingSink first;
        fileSource(path)->run(first, {});
        first.look([&](const Collected& all) {
            std::int64_t done = 0;
            for (std::size_t i = 0; i < all.batches.size(); ++i) {
                done += static_cast<std::int64_t>(all.received[i]);
                CollectingSink second;
                fileSource(path, all.cursors[i])->run(second, {});
                QVERIFY(second.eids() == eidsFrom(done + 1, 3000));
            }
            QCOMPARE(done, 3000);
        });
    }

    void aCursorOfAnotherFileStartsAtTheBeginningAfterAGap()
    {
        CollectingSink first;
        fileSource(file("x", lines(1, 20)))->run(first, {});
        const std::string cursor = first.look([](const Collected& all) { return all.cursor(); });
        const std::string gap = std::format(
            "what came after byte {} of x (another file has its name)", lines(1, 20).size());
        for (const std::int64_t last : {130, 102}) { // longer, and shorter than the cursor's head
            CollectingSink second;
            fileSource(file("x", lines(101, last)), cursor)->run(second, {});
            QVERIFY(second.eids() == eidsFrom(101, last));
            QVERIFY(second.gaps() == std::vector{gap});
            QVERIFY(second.look([](const Collected& all) { return all.isLink(Link::Ended); }));
            CollectingSink third;
            fileSource(path("x"), second.look([](const Collected& all) {
                return all.cursors.front();
            }))->run(third, {});
            QVERIFY(third.eids() == eidsFrom(101, last));
            QVERIFY(third.gaps().empty());
        }
    }

    void anEmptyFileInPlaceOfTheOneThatWasReadIsAGap()
    {
        CollectingSink first;
        fileSource(file("x", lines(1, 20)))->run(first, {});
        CollectingSink second;
        fileSource(file("x", {}), first.look([](const Collected& all) {
            return all.cursor();
        }))->run(second, {});
        QCOMPARE(second.gaps().size(), 1U);
    }

    void aCursorOfAShorterFileIsAGapAndNothingComesAgain()
    {
        CollectingSink first;
        fileSource(file("y", lines(1, 50)))->run(first, {});
        CollectingSink second;
        fileSource(file("y", lines(1, 40)), first.look([](const Collected& all) {
            return all.cursor();
        }))->run(second, {});
        QVERIFY(second.eids().empty());
        QVERIFY(second.gaps() ==
                std::vector{std::format("bytes {} to {} of y, which it had",
                                        lines(1, 40).size() + 1, lines(1, 50).size())});
        // Once it has grown again, it goes on behind what it had left.
        CollectingSink third;
        fileSource(file("y", lines(1, 40) + lines(51, 70)), second.look([](const Collected& all) {
            return all.cursor();
        }))->run(third, {});
        QVERIFY(third.eids() == eidsFrom(51, 70));
        QVERIFY(third.gaps().empty());
    }

    void whatIsNoCursorStartsAtTheBeginningAfterAGap()
    {
        CollectingSink sink;
        fileSource(file("z", lines(1, 5)), "SALES 7")->run(sink, {});
        QVERIFY(sink.eids() == eidsFrom(1, 5));
        QVERIFY(sink.gaps() ==
                std::vector<std::string>{"what came after a position that is none in z"});
    }

    void aSlowSinkHoldsTheSourceBack()
    {
        const std::string path = file("much", lines(1, 20'000));
        CollectingSink sink;
        sink.hold();
        RunningSource running(fileSource(path), sink);
        QVERIFY(sink.waitForBlockedSource());
        std::this_thread::sleep_for(50ms);
        QCOMPARE(sink.look([](const Collected& all) { return all.taken; }), 1U);
        sink.release();
        QVERIFY(sink.waitForLink(Link::Ended));
        QVERIFY(sink.eids() == eidsFrom(1, 20'000));
        running.join();
    }

    void aClosingEngineEndsIt()
    {
        const std::string path = file("much", lines(1, 20'000));
        CollectingSink sink;
        sink.hold();
        RunningSource running(fileSource(path), sink);
        QVERIFY(sink.waitForBlockedSource());
        sink.close();
        running.join();
        QVERIFY(sink.look([](const Collected& all) { return all.isLink(Link::Up); }));
    }

    void aSilentPipeStopsInTime()
    {
        const std::string pipe = path("pipe");
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        CollectingSink sink;
        RunningSource running(fileSource(pipe), sink);
        std::ofstream writer(pipe);
        writer << line(1) << "{\"id\":\"unfin" << std::flush;
        QVERIFY(sink.waitForEvents(1)); // and does not wait for the second line
        QVERIFY(running.stop() < 200ms);
        QVERIFY(sink.look([](const Collected& all) { return all.isLink(Link::Up); }));
    }
};

QTEST_GUILESS_MAIN(TestFileSource)
#include "tst_filesource.moc"
