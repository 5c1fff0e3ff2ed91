// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/inbox.h"

#include <QTest>

#include <chrono>
#include <deque>
#include <future>
#include <memory>
#include <string>
#include <thread>

using namespace livewall;
using namespace livewall::engine;
using namespace std::chrono_literals;

namespace {

constexpr auto kLong = 60s; ///< nobody waits so long, unless it has gone wrong
constexpr auto kMoment = 50ms;

std::unique_ptr<feed::Batch> batch(const std::string& cursor)
{
    auto made = std::make_unique<feed::Batch>();
    made->cursor = cursor;
    return made;
}

/// What a lane holds, in words.
std::string drained(Inbox& inbox, std::size_t lane)
{
    std::deque<Inbox::Item> items;
    inbox.drain(lane, items);
    std::string text;
    for (const Inbox::Item& item : items) {
        if (const auto* events = std::get_if<std::unique_ptr<feed::Batch>>(&item))
            text += (*events)->cursor + ' ';
        else if (const auto* state = std::get_if<feed::LinkState>(&item))
            text += '<' + state->detail + "> ";
        else
            text += "alive ";
    }
    return text;
}

void fill(Inbox& inbox, std::size_t lane)
{
    for (std::size_t i = 0; i < Inbox::kLaneBatches; ++i)
        inbox.put(lane, batch("old"));
}

} // namespace

class TestInbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatALaneHoldsComesOutInOrder();
    void drainingPutsBehindWhatIsThere();
    void aFullLaneMakesItsOwnSourceWait();
    void closingReleasesEverybody();
    void aClosedInboxTakesNothing();
    void waitingEndsWhenSomethingComes();
    void waitingEndsWithItsTime();
    void batchesGoRound();
    void aBatchThatBroughtHistoryIsLetGo();
};

void TestInbox::whatALaneHoldsComesOutInOrder()
{
    Inbox inbox(2);
    QVERIFY(inbox.put(0, batch("a")));
    QVERIFY(inbox.put(1, batch("x")));
    QVERIFY(inbox.put(0, feed::LinkState{feed::Link::Up, "up"}));
    QVERIFY(inbox.put(0, Inbox::Alive{}));
    QVERIFY(inbox.put(0, batch("b")));
    QCOMPARE(drained(inbox, 0), "a <up> alive b ");
    QCOMPARE(drained(inbox, 0), "");
    QCOMPARE(drained(inbox, 1), "x ");
}

void TestInbox::drainingPutsBehindWhatIsThere()
{
    Inbox inbox(1);
    std::deque<Inbox::Item> items;
    inbox.put(0, batch("a"));
    inbox.drain(0, items);
    inbox.put(0, batch("b"));
    inbox.drain(0, items);
    QCOMPARE(items.size(), 2);
    QCOMPARE(std::get<std::unique_ptr<feed::Batch>>(items[1])->cursor, "b");
}

void TestInbox::aFullLaneMakesItsOwnSourceWait()
{
    Inbox inbox(2);
    fill(inbox, 0);
    auto waiting = std::async(std::launch::async, [&] { return inbox.put(0, batch("new")); });
    QVERIFY(waiting.wait_for(kMoment) == std::future_status::timeout);
    QVERIFY(inbox.put(1, batch("other"))); // does not wait
    QVERIFY(waiting.wait_for(0s) == std::future_status::timeout);
    drained(inbox, 1); // nor is it let in by another lane's room
    QVERIFY(waiting.wait_for(kMoment) == std::future_status::timeout);
    drained(inbox, 0);
    QVERIFY(waiting.get());
    QCOMPARE(drained(inbox, 0), "new ");
}

void TestInbox::closingReleasesEverybody()
{
    Inbox inbox(2);
    fill(inbox, 0);
    fill(inbox, 1);
    auto first = std::async(std::launch::async, [&] { return inbox.put(0, batch("new")); });
    auto second = std::async(std::launch::async, [&] { return inbox.put(1, batch("new")); });
    auto third = std::async(std::launch::async, [&] { return inbox.put(1, Inbox::Alive{}); });
    inbox.wait(0ms); // the news of the filling
    auto reader = std::async(std::launch::async, [&] { inbox.wait(kLong); });
    QVERIFY(first.wait_for(kMoment) == std::future_status::timeout);
    inbox.close();
    QVERIFY(!first.get());
    QVERIFY(!second.get());
    QVERIFY(!third.get());
    reader.get();
}

void TestInbox::aClosedInboxTakesNothing()
{
    Inbox inbox(1);
    inbox.put(0, batch("a"));
    inbox.close();
    QVERIFY(!inbox.put(0, batch("b")));
    QCOMPARE(drained(inbox, 0), "a ");
    inbox.wait(kLong); // returns at once
}

void TestInbox::waitingEndsWhenSomethingComes()
{
    Inbox inbox(2);
    inbox.put(1, Inbox::Alive{});
    inbox.wait(kLong); // it came before
    auto reader = std::async(std::launch::async, [&] { inbox.wait(kLong); });
    QVERIFY(reader.wait_for(kMoment) == std::future_status::timeout); // and is news only once
    inbox.put(0, Inbox::Alive{});
    QVERIFY(reader.wait_for(kLong) == std::future_status::ready);
}

void TestInbox::waitingEndsWithItsTime()
{
    Inbox inbox(1);
    const auto start = std::chrono::steady_clock::now();
    inbox.wait(20ms);
    QVERIFY(std::chrono::steady_clock::now() - start >= 20ms);
}

void TestInbox::batchesGoRound()
{
    Inbox inbox(1);
    auto used = inbox.takeEmpty();
    feed::Batch* const address = used.get();
    used->cursor = "c";
    used->events.received = 3;
    used->events.add("text");
    used->names.push_back({});
    inbox.giveBack(std::move(used));
    const auto again = inbox.takeEmpty();
    QCOMPARE(again.get(), address);
    QVERIFY(again->events.isEmpty());
    QVERIFY(again->events.text.empty());
    QVERIFY(again->names.empty());
    QCOMPARE(again->cursor, "");
    QVERIFY(inbox.takeEmpty().get() != address);
}

void TestInbox::aBatchThatBroughtHistoryIsLetGo()
{
    Inbox inbox(1);
    auto used = inbox.takeEmpty();
    used->history.reserve(100'000);
    used->history.push_back({});
    inbox.giveBack(std::move(used));
    QCOMPARE(inbox.takeEmpty()->history.capacity(), 0);
}

QTEST_GUILESS_MAIN(TestInbox)
#include "tst_inbox.moc"
