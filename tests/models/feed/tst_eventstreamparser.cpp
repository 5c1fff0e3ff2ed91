// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/eventstreamparser.h"

#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <QTest>

using namespace livewall;
using namespace livewall::feed;
using namespace std::string_literals;

namespace {

struct Seen
{
    std::string data;
    std::string id;
    std::uint64_t dropped_lines = 0;

    friend bool operator==(const Seen&, const Seen&) = default;
};

std::ostream& operator<<(std::ostream& out, const Seen& seen)
{
    return out << seen.data << '|' << seen.id << '|' << seen.dropped_lines;
}

struct Outcome
{
    std::vector<Seen> messages;
    std::string last_event_id;
    std::optional<std::chrono::milliseconds> retry;

    friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// Feeds `stream` in pieces that end at each of `cuts` (ascending).
Outcome parse(EventStreamParser& parser, std::string_view stream,
              const std::vector<std::size_t>& cuts = {})
{
    Outcome outcome;
    const auto collect = [&](const EventStreamParser::Message& message) {
        outcome.messages.push_back(
            {std::string(message.data), std::string(message.last_event_id), message.dropped_lines});
    };
    std::size_t begin = 0;
    for (const std::size_t cut : cuts) {
        parser.feed(std::span(stream).subspan(begin, cut - begin), collect);
        begin = cut;
    }
    parser.feed(std::span(stream).subspan(begin), collect);
    outcome.last_event_id = parser.lastEventId();
    outcome.retry = parser.retry();
    return outcome;
}

Outcome parse(std::string_view stream, const std::vector<std::size_t>& cuts = {})
{
    EventStreamParser parser;
    return parse(parser, stream, cuts);
}

} // namespace

Q_DECLARE_METATYPE(std::vector<Seen>)

class TestEventStreamParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheStandard_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<std::vector<Seen>>("messages");
        QTest::addColumn<QString>("last_event_id");
        const auto row = [](const char* tag, const std::string& stream,
                            const std::vector<Seen>& messages, const char* id = "") {
            QTest::newRow(tag) << QByteArray::fromStdString(stream) << messages
                               << QString::fromLatin1(id);
        };
        // The examples of the standard, section 9.2.6.
        row("standard: stock", "data: YHOO\ndata: +2\ndata: 10\n\n", {{"YHOO\n+2\n10", ""}});
        row("standard: four blocks",
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\n"
            "data:  third event\n",
            {{"first event", "1"}, {"second event", ""}});
        row("standard: four blocks, the last one ended",
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\n"
            "data:  third event\n\n",
            {{"first event", "1"}, {"second event", ""}, {" third event", ""}});
        row("standard: data without a colon",
            "data\n\ndata\ndata\n\ndata:", {{"", ""}, {"\n", ""}});
        row("standard: one blank is dropped", "data:test\n\ndata: test\n\n",
            {{"test", ""}, {"test", ""}});
        row("standard: types", "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n",
            {{"73857293", ""}, {"2153", ""}});

        // Each rule of the interpretation.
        row("CR", "data: a\rdata: b\r\r", {{"a\nb", ""}});
        row("CRLF", "data: a\r\ndata: b\r\n\r\n", {{"a\nb", ""}});
        row("line ends mixed", "data: a\rdata: b\r\ndata: c\n\r\n", {{"a\nb\nc", ""}});
        row("LF CR are two line ends", "data: a\n\rdata: b\n\r", {{"a", ""}, {"b", ""}});
        row("byte order mark",
            "\xEF\xBB\xBF"
            "data: a\n\n",
            {{"a", ""}});
        row("a second byte order mark is no mark",
            "\xEF\xBB\xBF\xEF\xBB\xBF"
            "data: a\n\n",
            {});
        row("byte order mark in a later line",
            "\n\xEF\xBB\xBF"
            "data: a\n\n",
            {});
        row("comments", ":\n: data: x\n:x\ndata: a\n:\n\n", {{"a", ""}});
        row("unknown field", "dat: x\ndata : y\nDATA: z\ndata: a\n\n", {{"a", ""}});
        row("no data, no message", "event: x\n\ndata: a\n\n", {{"a", ""}});
        row("no data, but an id", "id: 7\n\n", {}, "7");
        row("an id without the blank line does not count", "data: a\nid: 7\n\ndata: b\nid: 8\n",
            {{"a", "7"}}, "7");
        row("an id stays until the next", "id: 7\ndata: a\n\ndata: b\n\n", {{"a", "7"}, {"b", "7"}},
            "7");
        row("an empty id resets", "id: 7\ndata: a\n\nid:\ndata: b\n\n", {{"a", "7"}, {"b", ""}},
            "");
        row("an id with NUL is ignored", "id: 7\ndata: a\n\nid: 8\0"s + "9\ndata: b\n\n",
            {{"a", "7"}, {"b", "7"}}, "7");
        row("NUL and bad UTF-8 in data stay", "data: a\0b\xff\n\n"s, {{"a\0b\xff"s, ""}});
        row("an empty stream", "", {});
        row("a colon in the value", "data: a: b\n\n", {{"a: b", ""}});
    }
    void followsTheStandard()
    {
        QFETCH(const QByteArray, stream);
        QFETCH(const std::vector<Seen>, messages);
        QFETCH(const QString, last_event_id);
        const Outcome outcome = parse(stream.toStdString());
        QVERIFY2(outcome.messages == messages, rc::toString(outcome.messages).c_str());
        QCOMPARE(outcome.last_event_id, last_event_id.toStdString());
    }

    void retryIsANumberOfDigitsAlone_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<qint64>("retry_ms");
        constexpr qint64 kNone = -1;
        QTest::newRow("given") << QByteArray("retry: 1500\n") << qint64(1500);
        QTest::newRow("the last holds") << QByteArray("retry: 1\nretry:2\n") << qint64(2);
        QTest::newRow("zero") << QByteArray("retry: 0\n") << qint64(0);
        QTest::newRow("leading zeros") << QByteArray("retry: 007\n") << qint64(7);
        QTest::newRow("empty") << QByteArray("retry:\n") << kNone;
        QTest::newRow("no line end") << QByteArray("retry: 5") << kNone;
        QTest::newRow("sign") << QByteArray("retry: -5\n") << kNone;
        QTest::newRow("plus") << QByteArray("retry: +5\n") << kNone;
        QTest::newRow("fraction") << QByteArray("retry: 1.5\n") << kNone;
        QTest::newRow("two blanks") << QByteArray("retry:  5\n") << kNone;
        QTest::newRow("a bad one after a good one")
            << QByteArray("retry: 5\nretry: x\n") << qint64(5);
        QTest::newRow("beyond measure")
            << QByteArray("retry: 99999999999999999999\n") << std::numeric_limits<qint64>::max();
    }
    void retryIsANumberOfDigitsAlone()
    {
        QFETCH(const QByteArray, stream);
        QFETCH(const qint64, retry_ms);
        const auto retry = parse(stream.toStdString()).retry;
        QCOMPARE(retry ? retry->count() : -1, retry_ms);
    }

    void aLineOverTheLimitIsCountedAndTheRestOfItsMessageKept()
    {
        const std::string fits(event::kMaxLineBytes, 'a');
        const std::string stream = "data: " + fits + "\ndata: " + fits + "b\ndata: c\n\n" +
                                   "data:" + fits + "b\n\n" + "data: d\n\n";
        const Outcome outcome = parse(stream);
        QCOMPARE(outcome.messages.size(), 3U);
        QVERIFY(outcome.messages[0] == (Seen{fits + "\nc", "", 1}));
        QVERIFY(outcome.messages[1] == (Seen{"", "", 1}));
        QVERIFY(outcome.messages[2] == (Seen{"d", "", 0}));
    }

    void otherFieldsOverTheLimitAreIgnored()
    {
        const std::string over(event::kMaxLineBytes + 100, '1');
        const Outcome outcome =
            parse("id: 7\nid: " + over + "\nevent: " + over + "\nretry: " + over + "\n: " + over +
                  "\n" + over + "\ndata: a\n\n");
        QVERIFY(outcome.messages == (std::vector<Seen>{{"a", "7", 0}}));
        QVERIFY(!outcome.retry);
    }

    void aMessageIsKeptUpToItsLimit()
    {
        const std::string line(event::kMaxLineBytes - 1, 'a'); // with its LF a 16th of the limit
        std::string stream;
        for (int i = 0; i < 20; ++i)
            stream += "data: " + line + "\n";
        const Outcome outcome = parse(stream + "\n");
        QCOMPARE(outcome.messages.size(), 1U);
        QCOMPARE(outcome.messages[0].data.size(), EventStreamParser::kMaxMessageBytes - 1);
        QCOMPARE(outcome.messages[0].dropped_lines, 4U);
    }

    void aRestartForgetsTheUnfinishedAndKeepsTheId()
    {
        EventStreamParser parser("5");
        QCOMPARE(parser.lastEventId(), std::string("5"));
        parse(parser, "id: 7\nretry: 10\ndata: a\n\nid: 8\nevent: x\ndata: lost\ndata: lo\r");
        parser.restart();
        const Outcome outcome = parse(parser, "\n\xEF\xBB\xBF\ndata: b\n\n");
        QVERIFY(outcome.messages == (std::vector<Seen>{{"b", "7", 0}}));
        parser.restart();
        QVERIFY(parse(parser, "\xEF\xBB\xBF"
                              "data: c\n\n")
                    .messages == (std::vector<Seen>{{"c", "7", 0}}));
        QCOMPARE(parser.retry()->count(), 10);
    }

    void theResultDoesNotDependOnTheCuts()
    {
        QVERIFY(rc::check("any pieces, one result", [] {
            const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element(
                "data: x"s, "data"s, "data:"s, "id: 1"s, "id"s, "id: \0"s, "event: e"s, "retry: 9"s,
                ":"s, "\r"s, "\n"s, "\r\n"s, "\n\n"s, "\xEF\xBB\xBF"s, " "s,
                "data: "s + std::string(event::kMaxLineBytes + 1, 'y')));
            std::string stream;
            for (const std::string& piece : pieces)
                stream += piece;
            auto cuts = *rc::gen::container<std::vector<std::size_t>>(
                rc::gen::inRange<std::size_t>(0, stream.size() + 1));
            std::ranges::sort(cuts);
            RC_ASSERT(parse(stream, cuts) == parse(stream));
        }));
    }

    void byteByByteIsTheSame()
    {
        const std::string stream = "\xEF\xBB\xBF"
                                   "id: 1\r\ndata: a\r\n\r\nevent: e\rdata\r\rdata: b\n\n";
        std::vector<std::size_t> cuts;
        for (std::size_t i = 0; i < stream.size(); ++i)
            cuts.push_back(i);
        QVERIFY(parse(stream, cuts) == parse(stream));
        QCOMPARE(parse(stream).messages.size(), 3U);
    }
};

QTEST_GUILESS_MAIN(TestEventStreamParser)
#include "tst_eventstreamparser.moc"
