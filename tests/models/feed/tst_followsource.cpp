// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/followsource.h"

#include "models/feed/filecursor.h"
#include "tests/models/feed/collectingsink.h"
#include "tests/models/feed/compressed.h"

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <format>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace livewall;
using namespace livewall::feed;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

using Collected = CollectingSink::Collected;

std::unique_ptr<Source> followSource(const std::string& path, const std::string& cursor = {})
{
    return std::make_unique<FollowSource>(FeedSpec{path, {.feed = "test"}, cursor, &fixedNow});
}

/// Reads that fail as those of a server's file do, for a while.
class Faults
{
public:
    /// After `good` reads that are tried, `bad` fail.
    static void arm(int good, int bad)
    {
        bad_left_ = bad;
        good_left_ = good;
    }

    static int left() { return bad_left_; }

    static ssize_t read(int file, void* bytes, std::size_t size, off_t offset)
    {
        if (good_left_-- <= 0 && bad_left_ > 0) {
            --bad_left_;
            errno = EIO;
            return -1;
        }
        return ::pread(file, bytes, size, offset);
    }

private:
    static inline std::atomic<int> good_left_ = 0;
    static inline std::atomic<int> bad_left_ = 0;
};

std::unique_ptr<Source> faultySource(const std::string& path, const std::string& cursor = {})
{
    return std::make_unique<FollowSource>(FeedSpec{path, {.feed = "test"}, cursor, &fixedNow},
                                          &Faults::read);
}

/// What is told of a log whose first lines, to this one, were read.
std::vector<std::string> gapAfter(std::int64_t last, const char* why)
{
    return {
        std::format("what came after byte {} of events.ndjson ({})", lines(1, last).size(), why)};
}

constexpr const char* kGone = "rotated away or overwritten";

void append(const std::string& path, const std::string& text)
{
    std::ofstream(path, std::ios::app) << text << std::flush;
}

} // namespace

class TestFollowSource : public QObject
{
    Q_OBJECT

private:
    /// Follows `path_` until `count` events came; the cursor of the last one.
    std::string cursorAfter(std::size_t count) const
    {
        CollectingSink sink;
        RunningSource running(followSource(path_), sink);
        if (!sink.waitForEvents(count))
            return {};
        running.stop();
        return sink.look([](const Collected& all) { return all.cursor(); });
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::string path_;

private Q_SLOTS:
    void init()
    {
        Faults::arm(0, 0);
        folder_ = std::make_unique<QTemporaryDir>();
        path_ = folder_->filePath(QStringLiteral("events.ndjson")).toStdString();
    }

    void waitsForAFileThatIsMissing()
    {
        CollectingSink sink;
        RunningSource running(followSource(path_), sink);
        QVERIFY(sink.waitForLink(Link::Connecting));
        QVERIFY(
            sink.look([](const Collected& all) { return all.lastDetail(); }).find("waits for it") !=
            std::string::npos);
        append(path_, lines(1, 2));
        QVERIFY(sink.waitForEvents(2));
        sink.look([](const Collected& all) {
            QCOMPARE(all.states.size(), 2U);
            QCOMPARE(all.states[1].link, Link::Up);
            QVERIFY(all.states[1].detail.empty());
        });
    }

    void aDirectoryFails()
    {
        CollectingSink sink;
        followSource(folder_->path().toStdString())->run(sink, {});
        QVERIFY(sink.look([](const Collected& all) { return all.isLink(Link::Failed); }));
    }

    void aPipeFails()
    {
        QCOMPARE(::mkfifo(path_.c_str(), 0600), 0);
        CollectingSink sink;
        followSource(path_)->run(sink, {});
        QVERIFY(sink.look([](const Collected& all) { return all.isLink(Link::Failed); }));
    }

    void anUnfinishedLineWaitsForItsEnd()
    {
        const std::string second = line(2);
        append(path_, line(1) + second.substr(0, 10));
        CollectingSink sink;
        RunningSource running(followSource(path_), sink);
        QVERIFY(sink.waitForEvents(1));
        append(path_, second.substr(10, 20));
        std::this_thread::sleep_for(150ms); // looked at and left
        append(path_, second.substr(30));
        QVERIFY(sink.waitForEvents(2));
        QVERIFY(sink.eids() == eidsFrom(1, 2));
        sink.look([](const Collected& all) { QCOMPARE(all.rejected(event::Rejection::Json), 0U); });
    }

    void aFileThatGrowsIsReadInOrder()
    {
        CollectingSink sink;
        RunningSource running(followSource(path_), sink);
        const std::string text = lines(1, 5000);
        for (std::size_t at = 0; at < text.size(); at += 7001)
            append(path_, text.substr(at, 7001));
        QVERIFY(sink.waitForEvents(5000));
        QVERIFY(sink.eids() == eidsFrom(1, 5000));
        QVERIFY(running.stop() < 200ms);
    }

    void aRotationLosesNothing()
    {
        CollectingSink sink;
        RunningSource running(followSource(path_), sink);
        std::ofstream writer(path_, std::ios::app);
        writer << lines(1, 100) << std::flush;
        QVERIFY(sink.waitForEvents(100));
        fs::rename(path_, path_ + ".1");
        writer << lines(101, 200) << std::flush; // the writer has not noticed yet
        writeFile(path_, "");                    // "create" of logrotate
        std::this_thread::sleep_for(150ms);
        std::string last = line(250);
        last.pop_back();
        writer << lines(201, 249) << last << std::flush; // ends without a line end
        append(path_, lines(251, 300));
        QVERIFY(sink.waitForEvents(300));
        QVERIFY(sink.eids() == eidsFrom(1, 300));
        QVERIFY(sink.gaps().empty());
        sink.look([](const Collected& all) {
            for (const LinkState& state : all.states)
                QVERIFY(state.link == Link::Up || &state == &all.states.front());
        });
    }

    void manyRotationsUnderWritingLoseNothing()
    {
        append(path_, line(1));
        CollectingSink sink;
        RunningSource running(followSource(path_), sink);
        QVERIFY(sink.waitForEvents(1));
        // Three rotations of which the source may well see only the last.
        for (int i = 0; i < 3; ++i) {
            const std::int64_t first = 2 + i * 100;
            append(path_, lines(first, first + 99));
            for (int old = i; old > 0; --old)
                fs::rename(path_ + "." + std::to_string(old),
                           path_ + "." + std::to_string(old + 1));
            fs::rename(path_, path_ + ".1");
            std::this_thread::sleep_for(10ms); // file times tick in steps of up to 4 ms
        }
        append(path_, line(302));
        QVERIFY(sink.waitForEvents(302));
        QVERIFY(sink.eids() == eidsFrom(1, 302));
        QVERIFY(sink.gaps().empty());
    }

    void aTruncatedFileIsReadAgainAfterAGap()
    {
        append(path_, lines(1, 100));
        CollectingSink sink;
        RunningSource running(followSource(path_), sink);
        QVERIFY(sink.waitForEvents(100));
        fs::resize_file(path_, 0);
        append(path_, lines(101, 103));
        QVERIFY(sink.waitForEvents(103));
        QVERIFY(sink.eids() == eidsFrom(1, 103));
        QVERIFY(sink.gaps() == gapAfter(100, "truncated"));
        QVERIFY(sink.waitForLink(Link::Up));
    }

    void aFileThatLostItsEndIsReadOnBehindWhatIsLeft()
    {
        // As the power's loss may leave it. What is left was counted and does not come again.
        append(path_, lines(1, 100));
        CollectingSink sink;
        RunningSource running(followSource(path_), sink);
        QVERIFY(sink.waitForEvents(100));
        const std::vector<std::string> told = {
            std::format("bytes {} to {} of events.ndjson, which it had", lines(1, 90).size() + 1,
                        lines(1, 100).size())};
        fs::resize_file(path_, lines(1, 90).size());
        QTRY_VERIFY(sink.gaps() == told);
        append(path_, lines(101, 103));
        QVERIFY(sink.waitForEvents(103));
        QVERIFY(sink.eids() == eidsFrom(1, 103));
        QVERIFY(sink.gaps() == told);
    }

    void aCursorBeyondTheEndGoesOnBehindWhatIsLeft()
    {
        append(path_, lines(1, 100));
        const std::string cursor = cursorAfter(100);
        fs::resize_file(path_, lines(1, 90).size());
        CollectingSink sink;
        RunningSource running(followSource(path_, cursor), sink);
        QVERIFY(sink.waitForLink(Link::Up));
        QCOMPARE(sink.gaps().size(), 1U);
        running.stop();
        // It is told once.
        append(path_, lines(101, 103));
        CollectingSink again;
        RunningSource rest(
            followSource(path_, sink.look([](const Collected& all) { return all.cursor(); })),
            again);
        QVERIFY(again.waitForEvents(3));
        QVERIFY(again.eids() == eidsFrom(101, 103));
        QVERIFY(again.gaps().empty());
    }

    void aTruncatedFileThatGrewLongerIsNoticed()
    {
        append(path_, lines(1, 10));
        CollectingSink sink;
        RunningSource running(followSource(path_), sink);
        QVERIFY(sink.waitForEvents(10));
        writeFile(path_, lines(11, 100)); // truncates and writes at once
        QVERIFY(sink.waitForEvents(100));
        QVERIFY(sink.eids() == eidsFrom(1, 100));
        QVERIFY(sink.gaps() == gapAfter(10, "truncated"));
    }

    void copyTruncateLosesNothingThatIsInTheCopy()
    {
        append(path_, lines(1, 100));
        CollectingSink sink;
        RunningSource running(followSource(path_), sink);
        QVERIFY(sink.waitForEvents(100));
        append(path_, lines(101, 200)); // most likely not seen before the truncation
        fs::copy_file(path_, path_ + ".1");
        fs::resize_file(path_, 0);
        append(path_, lines(201, 210));
        QVERIFY(sink.waitForEvents(210));
        QVERIFY(sink.eids() == eidsFrom(1, 210));
        QVERIFY(sink.gaps().empty());
    }

    void aFileThatWasRemovedIsWaitedFor()
    {
        append(path_, line(1));
        CollectingSink sink;
        RunningSource running(followSource(path_), sink);
        QVERIFY(sink.waitForEvents(1));
        fs::remove(path_);
        QVERIFY(sink.waitForLink(Link::Connecting));
        append(path_, line(2));
        QVERIFY(sink.waitForEvents(2));
        QVERIFY(sink.waitForLink(Link::Up));
        QVERIFY(sink.gaps().empty()); // its end was read first
    }

    void aCursorResumesInTheSameFile()
    {
        append(path_, lines(1, 50) + line(51).substr(0, 30));
        const std::string cursor = cursorAfter(50);
        append(path_, line(51).substr(30) + lines(52, 60));
        CollectingSink sink;
        RunningSource running(followSource(path_, cursor), sink);
        QVERIFY(sink.waitForEvents(10));
        QVERIFY(sink.eids() == eidsFrom(51, 60));
        QVERIFY(sink.gaps().empty());
    }

    void aCursorResumesThroughRotationsThatItSlept()
    {
        append(path_, lines(1, 50));
        const std::string cursor = cursorAfter(50);
        append(path_, lines(51, 60));
        fs::rename(path_, path_ + ".2");
        std::this_thread::sleep_for(10ms); // file times tick in steps of up to 4 ms
        writeFile(path_ + ".1", lines(61, 70));
        std::this_thread::sleep_for(10ms);
        writeFile(path_, lines(71, 80));
        CollectingSink sink;
        RunningSource running(followSource(path_, cursor), sink);
        QVERIFY(sink.waitForEvents(30));
        QVERIFY(sink.eids() == eidsFrom(51, 80));
        QVERIFY(sink.gaps().empty());
    }

    void aCursorResumesInTheCopyOfATruncatedFile()
    {
        append(path_, lines(1, 50));
        const std::string cursor = cursorAfter(50);
        append(path_, lines(51, 60));
        fs::copy_file(path_, path_ + "-20110310");
        writeFile(path_, lines(61, 200)); // already longer than the cursor's offset
        CollectingSink sink;
        RunningSource running(followSource(path_, cursor), sink);
        QVERIFY(sink.waitForEvents(150));
        QVERIFY(sink.eids() == eidsFrom(51, 200));
        QVERIFY(sink.gaps().empty());
    }

    void aCursorOfAFileThatIsGoneStartsAtTheBeginningAfterAGap()
    {
        append(path_, lines(1, 50));
        const std::string cursor = cursorAfter(50);
        writeFile(path_, lines(101, 110));
        CollectingSink sink;
        RunningSource running(followSource(path_, cursor), sink);
        QVERIFY(sink.waitForEvents(10));
        QVERIFY(sink.eids() == eidsFrom(101, 110));
        QVERIFY(sink.gaps() == gapAfter(50, kGone));
    }

    void aLogThatWasCompressedIsAGap_data()
    {
        QTest::addColumn<int>("read"); // lines, before it was
        QTest::newRow("in its midst") << 50;
        QTest::newRow("at its beginning") << 0;
    }
    void aLogThatWasCompressedIsAGap()
    {
        QFETCH(const int, read);
        append(path_, lines(1, 50));
        std::string cursor = cursorAfter(50);
        if (read == 0) { // as after a gap before which nothing of it was read
            FileCursor begin = FileCursor::fromString(cursor).value();
            begin.offset = 0;
            begin.head = Fingerprint::of({});
            cursor = begin.toString();
        }
        append(path_, lines(51, 60));
        writeFile(path_ + ".1.gz", gzipped(lines(1, 60)));
        // Beside what it replaces, so that it is another file.
        writeFile(path_ + "-new", lines(61, 70));
        fs::rename(path_ + "-new", path_);
        CollectingSink sink;
        RunningSource running(followSource(path_, cursor), sink);
        QVERIFY(sink.waitForEvents(10));
        QVERIFY(sink.eids() == eidsFrom(61, 70));
        QVERIFY(sink.gaps() == gapAfter(read, kGone));
        running.stop();
        // It is told before what comes behind it, and once.
        sink.look([&](const Collected& all) {
            QVERIFY(!all.batches.front()->gap.empty());
            QVERIFY(all.batches.front()->events.isEmpty());
            CollectingSink again;
            RunningSource rest(followSource(path_, all.cursors.front()), again);
            QVERIFY(again.waitForEvents(10));
            QVERIFY(again.eids() == eidsFrom(61, 70));
            QVERIFY(again.gaps().empty());
        });
    }

    void whatIsNoCursorStartsAtTheBeginningAfterAGap()
    {
        append(path_, lines(1, 5));
        CollectingSink sink;
        RunningSource running(followSource(path_, "1299772875:0"), sink);
        QVERIFY(sink.waitForEvents(5));
        QVERIFY(sink.gaps() == std::vector<std::string>{
                                   "what came after a position that is none in events.ndjson"});
    }

    void failedReadsAreTriedAgainWhereTheyFailed_data()
    {
        QTest::addColumn<int>("good");
        QTest::addColumn<int>("bad");
        for (const int good : {0, 1, 2}) {
            for (const int bad : {1, 2, 5})
                QTest::addRow("%d after %d", bad, good) << good << bad;
        }
    }
    void failedReadsAreTriedAgainWhereTheyFailed()
    {
        QFETCH(const int, good);
        QFETCH(const int, bad);
        append(path_, lines(1, 50) + line(51).substr(0, 30));
        CollectingSink sink;
        RunningSource running(faultySource(path_), sink);
        QVERIFY(sink.waitForEvents(50));
        Faults::arm(good, bad);
        append(path_, line(51).substr(30) + lines(52, 60));
        QVERIFY(sink.waitForEvents(60));
        QTRY_COMPARE(Faults::left(), 0);
        QVERIFY(sink.waitForLink(Link::Up));
        append(path_, lines(61, 70));
        QVERIFY(sink.waitForEvents(70));
        QVERIFY(sink.eids() == eidsFrom(1, 70));
        QVERIFY(sink.gaps().empty());
        sink.look([](const Collected& all) {
            QVERIFY(all.states.size() >= 3);
            QCOMPARE(all.states[1].link, Link::Connecting);
            QVERIFY(all.states[1].detail.find("tries again") != std::string::npos);
            QCOMPARE(all.lastDetail(), std::string());
        });
    }

    void failedReadsCostNothingOfARotation_data()
    {
        QTest::addColumn<int>("good");
        QTest::addColumn<int>("bad");
        for (int good = 0; good < 8; ++good) {
            for (const int bad : {1, 3})
                QTest::addRow("%d after %d", bad, good) << good << bad;
        }
    }
    void failedReadsCostNothingOfARotation()
    {
        QFETCH(const int, good);
        QFETCH(const int, bad);
        append(path_, lines(1, 50));
        const std::string cursor = cursorAfter(50);
        append(path_, lines(51, 60));
        fs::rename(path_, path_ + ".1");
        std::this_thread::sleep_for(10ms); // file times tick in steps of up to 4 ms
        writeFile(path_, lines(61, 70));
        Faults::arm(good, bad);
        CollectingSink sink;
        RunningSource running(faultySource(path_, cursor), sink);
        QVERIFY(sink.waitForEvents(20));
        QTRY_COMPARE(Faults::left(), 0);
        QVERIFY(sink.waitForLink(Link::Up));
        QVERIFY(sink.eids() == eidsFrom(51, 70));
        QVERIFY(sink.gaps().empty());
        QCOMPARE(sink.look([](const Collected& all) { return all.lastDetail(); }), std::string());
    }

    void aCursorWaitsForAFileThatIsNotThereYet()
    {
        append(path_, lines(1, 50));
        const std::string cursor = cursorAfter(50);
        const std::string away = folder_->filePath(QStringLiteral("away")).toStdString();
        fs::rename(path_, away);
        CollectingSink sink;
        RunningSource running(followSource(path_, cursor), sink);
        QVERIFY(sink.waitForLink(Link::Connecting));
        append(away, lines(51, 60));
        fs::rename(away, path_);
        QVERIFY(sink.waitForEvents(10));
        QVERIFY(sink.eids() == eidsFrom(51, 60));
        QVERIFY(sink.gaps().empty());
    }

    void aSlowSinkHoldsTheSourceBackAndAClosingOneEndsIt()
    {
        append(path_, lines(1, 5000));
        CollectingSink sink;
        sink.hold();
        RunningSource running(followSource(path_), sink);
        QVERIFY(sink.waitForBlockedSource());
        std::this_thread::sleep_for(50ms);
        QCOMPARE(sink.look([](const Collected& all) { return all.taken; }), 1U);
        sink.close();
        running.join();
    }
};

QTEST_GUILESS_MAIN(TestFollowSource)
#include "tst_followsource.moc"
