// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// The event stream against a server that others wrote: nginx with nchan. Its messages live as long
// as its process, so connections are cut in a proxy of ours between the two, and only one test ends
// the server itself.
#include "models/feed/eventstreamsource.h"

#include "tests/faultproxy.h"
#include "tests/models/feed/collectingsink.h"
#include "tests/nchan.h"

#include <memory>
#include <string>

#include <QTest>

using namespace livewall;
using namespace livewall::feed;
using namespace livewall::test;
using namespace std::chrono_literals;

namespace {

using Collected = CollectingSink::Collected;

constexpr ReconnectTimes kFast{.shortest_wait = 5ms, .longest_wait = 50ms};
constexpr int kPatience_ms = 20'000;

/// One message with so many lines.
bool publish(Nchan& nchan, std::int64_t first, std::int64_t last)
{
    QByteArray message = QByteArray::fromStdString(lines(first, last));
    message.chop(1);
    return nchan.publish(message);
}

/// So many lines in each message.
bool publishEach(Nchan& nchan, std::int64_t first, std::int64_t last, std::int64_t lines_each)
{
    QList<QByteArray> messages;
    for (std::int64_t eid = first; eid <= last; eid += lines_each)
        messages.append(QByteArray::fromStdString(lines(eid, eid + lines_each - 1)).chopped(1));
    return nchan.publishAll(messages);
}

std::unique_ptr<Source> streamSource(quint16 port, const std::string& cursor = {})
{
    return std::make_unique<EventStreamSource>(
        FeedSpec{"http://127.0.0.1:" + std::to_string(port) + "/stream",
                 {.feed = "test"},
                 cursor,
                 &fixedNow},
        kFast);
}

std::size_t eventCount(CollectingSink& sink)
{
    return sink.look([](const Collected& all) { return all.eids.size(); });
}

} // namespace

class TestEventStreamNchan : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Nchan> nchan_;

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString missing = Nchan::missing(); !missing.isEmpty())
            QSKIP(qPrintable(missing));
    }
    void init()
    {
        QTest::failOnWarning();
        nchan_ = std::make_unique<Nchan>();
        QVERIFY(nchan_->start());
    }
    void cleanup() { nchan_.reset(); }

    void whatIsPublishedArrives()
    {
        QVERIFY(publish(*nchan_, 1, 3));
        CollectingSink sink;
        RunningSource running(streamSource(nchan_->port()), sink);
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), 3U, kPatience_ms);
        QVERIFY(publish(*nchan_, 4, 4));
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), 4U, kPatience_ms);
        QVERIFY(sink.eids() == eidsFrom(1, 4));
        QTRY_VERIFY(sink.look([](const Collected& all) { return all.alive > 0; })); // its ping
        QVERIFY(running.stop() < 200ms);
    }

    void aCursorResumesWithoutLossOrRepetition()
    {
        CollectingSink first;
        RunningSource before(streamSource(nchan_->port()), first);
        QVERIFY(publish(*nchan_, 1, 5));
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(first), 5U, kPatience_ms);
        before.stop();
        QVERIFY(publish(*nchan_, 6, 10));
        CollectingSink second;
        RunningSource after(streamSource(nchan_->port(), first.look([](const Collected& all) {
                                return all.cursor();
                            })),
                            second);
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(second), 5U, kPatience_ms);
        QVERIFY(second.eids() == eidsFrom(6, 10));
    }

    /// As after a weekend: the server has far more than fits into its and our buffers. (The time
    /// that nchan takes grows with the square of the messages, hence some lines in each.)
    void aLongBacklogArrivesWholeBehindTheLastEventId()
    {
        constexpr std::int64_t kBefore = 10;
        constexpr std::int64_t kEvents = 50'000;
        QVERIFY(publishEach(*nchan_, 1, kBefore, 1));
        CollectingSink first;
        RunningSource before(streamSource(nchan_->port()), first);
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(first), std::size_t(kBefore), kPatience_ms);
        before.stop();
        QVERIFY(publishEach(*nchan_, kBefore + 1, kBefore + kEvents, 20));
        const std::string cursor = first.look([](const Collected& all) { return all.cursor(); });
        CollectingSink second;
        RunningSource after(streamSource(nchan_->port(), cursor), second);
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(second), std::size_t(kEvents), kPatience_ms);
        QTest::qWait(100); // nothing comes behind it
        QVERIFY(second.eids() == eidsFrom(kBefore + 1, kBefore + kEvents));
    }

    void cutConnectionsLoseAndRepeatNothing()
    {
        FaultProxy proxy(nchan_->port());
        CollectingSink sink;
        RunningSource running(streamSource(proxy.port()), sink);
        constexpr std::int64_t kMessages = 60;
        for (std::int64_t i = 0; i < kMessages; ++i) {
            QVERIFY(publish(*nchan_, 3 * i + 1, 3 * i + 3));
            if (i % 7 == 6)
                proxy.cutAll();
            QTest::qWait(5);
        }
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), std::size_t(3 * kMessages), kPatience_ms);
        QVERIFY(sink.eids() == eidsFrom(1, 3 * kMessages));
        QVERIFY(proxy.connections() > 3);
    }

    void aCutInTheMiddleOfAMessageLosesAndRepeatsNothing()
    {
        for (std::int64_t i = 0; i < 40; ++i)
            QVERIFY(publish(*nchan_, 5 * i + 1, 5 * i + 5));
        FaultProxy proxy(nchan_->port());
        proxy.setLimit(
            5'000,
            FaultProxy::Cut::Finish); // the answer's head and some messages and a part of one
        CollectingSink sink;
        RunningSource running(streamSource(proxy.port()), sink);
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), 200U, kPatience_ms);
        QVERIFY(sink.eids() == eidsFrom(1, 200));
        QVERIFY(proxy.connections() > 3);
    }

    void aServerThatDiesIsFoundAgain()
    {
        CollectingSink sink;
        RunningSource running(streamSource(nchan_->port()), sink);
        QVERIFY(publish(*nchan_, 1, 1));
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), 1U, kPatience_ms);
        nchan_->stop();
        QTRY_VERIFY_WITH_TIMEOUT(sink.look([](const Collected& all) {
            return all.lastDetail().find("connection refused") != std::string::npos;
        }),
                                 kPatience_ms);
        QVERIFY(nchan_->start());
        QTRY_VERIFY_WITH_TIMEOUT(
            sink.look([](const Collected& all) { return all.isLink(Link::Up); }), kPatience_ms);
        // Ids of nchan count from its clock's second: the next one is beyond the last.
        QTest::qWait(1000);
        QVERIFY(publish(*nchan_, 2, 2));
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), 2U, kPatience_ms);
    }
};

QTEST_GUILESS_MAIN(TestEventStreamNchan)
#include "tst_eventstreamnchan.moc"
