// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/linedecoder.h"
#include "tests/models/event/decodeline.h"

#include <rapidcheck.h>
#include <string>
#include <vector>

#include <QTest>

using namespace livewall::event;

/// Lines out of a stream of bytes.
class TestLineDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesEndWithLfOrCrLf();
    void theLastLineNeedsNoEnd();
    void aByteOrderMarkIsSkippedAtTheBeginningOnly();
    void theLongestLine_data();
    void theLongestLine();
    void anEndlessLineIsNotBuffered();
    void consumedBytesEndWithACompleteLine();
    void restartForgetsTheUnfinishedLine();
    void anyCutGivesTheSame();
};

namespace {

const std::string kHeartbeat = R"({"type":"heartbeat","id":"h"})";
const std::string kPurchase =
    R"({"id":"p1","time":"2011-03-10T16:01:15.123Z","status":"accepted","eid":7,"amount":"499.12",)"
    R"("currency":"SEK","merchant":"Caf)"
    "\xC3\xA9"
    R"("})";

struct Result
{
    EventBatch batch;
    std::uint64_t consumed_bytes = 0;
    std::uint64_t lines = 0;
};

/// Decodes `stream` cut into pieces of the given sizes, again and again; each piece lies in memory
/// of its own, so that a sanitizer sees a read beyond it.
Result decodeCut(const std::string& stream, const std::vector<std::size_t>& sizes)
{
    LineDecoder decoder(DecoderOptions{});
    Result result;
    std::size_t at = 0;
    for (std::size_t i = 0; at < stream.size(); ++i) {
        const std::size_t size = std::min(sizes[i % sizes.size()], stream.size() - at);
        const std::vector<char> piece(stream.begin() + static_cast<std::ptrdiff_t>(at),
                                      stream.begin() + static_cast<std::ptrdiff_t>(at + size));
        decoder.feed(piece, result.batch);
        at += size;
    }
    decoder.finish(result.batch);
    result.consumed_bytes = decoder.consumedBytes();
    result.lines = decoder.lines();
    return result;
}

Result decodeWhole(const std::string& stream)
{
    return decodeCut(stream, {stream.size() + 1});
}

/// All that a batch says, in words.
std::string described(const Result& result)
{
    const EventBatch& batch = result.batch;
    std::string text = outcome(batch) + "; received " + std::to_string(batch.received) +
                       "; consumed " + std::to_string(result.consumed_bytes) + "; lines " +
                       std::to_string(result.lines) + "; text " + std::string(batch.text.view());
    for (const Purchase& event : batch.purchases)
        text += "; " + std::to_string(event.identity.high) + " " + std::to_string(event.eid) + " " +
                std::to_string(event.time_ms) + " " + std::string(batch.view(event.merchant));
    for (const RejectionSample& sample : batch.samples)
        text += "; " + std::to_string(sample.line) + " " + sample.message;
    return text;
}

} // namespace

void TestLineDecoder::linesEndWithLfOrCrLf()
{
    const Result result =
        decodeWhole(kHeartbeat + "\n" + kPurchase + "\r\n\n\r\n  \n" + kPurchase + "\n");
    QCOMPARE(outcome(result.batch), std::string("purchase 2, control 1"));
    QCOMPARE(result.lines, 6);
}

void TestLineDecoder::theLastLineNeedsNoEnd()
{
    for (const char* end : {"", "\n", "\r\n", "\r"}) {
        const std::string stream = kPurchase + "\n" + kPurchase + end;
        const Result result = decodeWhole(stream);
        QCOMPARE(outcome(result.batch), std::string("purchase 2"));
        QCOMPARE(result.consumed_bytes, stream.size());
        QCOMPARE(result.lines, 2);
    }
    QCOMPARE(outcome(decodeWhole(kPurchase + "\n" + kPurchase.substr(0, 50)).batch),
             std::string("purchase 1, json 1"));
}

void TestLineDecoder::aByteOrderMarkIsSkippedAtTheBeginningOnly()
{
    const std::string mark = "\xEF\xBB\xBF";
    QCOMPARE(outcome(decodeWhole(mark + kPurchase + "\n" + mark + kPurchase + "\n").batch),
             std::string("purchase 1, json 1"));
    QCOMPARE(decodeWhole(mark).batch.received, 0);
    QCOMPARE(outcome(decodeWhole("\n" + mark + kPurchase).batch), std::string("json 1"));
}

void TestLineDecoder::theLongestLine_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("end");
    for (const char* before : {"", "\xEF\xBB\xBF"}) {
        for (const char* end : {"\n", "\r\n", ""})
            QTest::addRow("%d %d", int(strlen(before)), int(strlen(end)))
                << QByteArray(before) << QByteArray(end);
    }
}

void TestLineDecoder::theLongestLine()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, end);
    const auto stream = [&](std::size_t size) {
        return before.toStdString() + std::string(size - kHeartbeat.size(), ' ') + kHeartbeat +
               end.toStdString();
    };
    for (const std::size_t piece : {std::size_t{1'000'000}, std::size_t{1000}, std::size_t{1}}) {
        QCOMPARE(outcome(decodeCut(stream(kMaxLineBytes), {piece}).batch),
                 std::string("control 1"));
        QCOMPARE(outcome(decodeCut(stream(kMaxLineBytes + 1), {piece}).batch),
                 std::string("length 1"));
    }
    // Blank lines are lines too.
    QCOMPARE(outcome(decodeWhole(std::string(kMaxLineBytes + 1, ' ') + end.toStdString()).batch),
             std::string("length 1"));
}

void TestLineDecoder::anEndlessLineIsNotBuffered()
{
    LineDecoder decoder(DecoderOptions{});
    EventBatch batch;
    const std::string piece(1 << 20, 'x');
    for (int i = 0; i < 1024; ++i)
        decoder.feed(piece, batch);
    QVERIFY(batch.isEmpty());
    QCOMPARE(decoder.consumedBytes(), 0);
    decoder.feed("\n" + kPurchase + "\n", batch);
    QCOMPARE(outcome(batch), std::string("purchase 1, length 1"));
    QCOMPARE(batch.samples.at(0).line, 1);
    decoder.feed(piece, batch);
    decoder.finish(batch);
    QCOMPARE(outcome(batch), std::string("purchase 1, length 2"));
}

void TestLineDecoder::consumedBytesEndWithACompleteLine()
{
    LineDecoder decoder(DecoderOptions{});
    EventBatch batch;
    const std::string line = kPurchase + "\r\n";
    decoder.feed(line + line + "{\"id", batch);
    QCOMPARE(decoder.consumedBytes(), 2 * line.size());
    QCOMPARE(decoder.lines(), 2);
    decoder.feed(std::string("\":1}"), batch);
    QCOMPARE(decoder.consumedBytes(), 2 * line.size());
    decoder.feed(std::string("\n"), batch);
    QCOMPARE(decoder.consumedBytes(), 2 * line.size() + 9);
}

void TestLineDecoder::restartForgetsTheUnfinishedLine()
{
    LineDecoder decoder(DecoderOptions{});
    EventBatch batch;
    decoder.feed(kPurchase + "\n{\"half", batch);
    decoder.restart();
    QCOMPARE(decoder.lines(), 0);
    QCOMPARE(decoder.consumedBytes(), 0);
    decoder.feed("\xEF\xBB\xBF" + kPurchase + "\n" + std::string(100'000, 'x'), batch);
    decoder.restart();
    decoder.feed(kPurchase + "\nx\n", batch);
    QCOMPARE(outcome(batch), std::string("purchase 3, json 1"));
    QCOMPARE(batch.samples.at(0).line, 2);
}

void TestLineDecoder::anyCutGivesTheSame()
{
    QVERIFY(rc::check("a stream decodes to the same however it is cut", [] {
        const auto pieces =
            *rc::gen::container<std::vector<std::string>>(rc::gen::weightedOneOf<std::string>(
                {{6, rc::gen::just(kPurchase + "\n")},
                 {3, rc::gen::just(kPurchase + "\r\n")},
                 {2, rc::gen::just(kHeartbeat)},
                 {1, rc::gen::just(std::string("[" + kPurchase + "," + kHeartbeat + "\n"))},
                 {1, rc::gen::just(std::string("\xEF\xBB\xBF"))},
                 {1, rc::gen::just(std::string("{\"id\":\"\\u0041\",\"merchant_id\":3}\n"))},
                 {1, rc::gen::element<std::string>("\n", "\r", "\r\n", " ", "{}", "[]\n", "\\")},
                 {1, rc::gen::map(rc::gen::inRange(65'500, 65'600),
                                  [](int size) {
                                      return std::string(static_cast<std::size_t>(size), ' ');
                                  })},
                 {1, rc::gen::string<std::string>()}}));
        std::string stream;
        for (const std::string& piece : pieces)
            stream += piece;
        const auto sizes =
            *rc::gen::nonEmpty(rc::gen::container<std::vector<std::size_t>>(rc::gen::oneOf(
                rc::gen::inRange<std::size_t>(1, 10), rc::gen::inRange<std::size_t>(1, 300),
                rc::gen::inRange<std::size_t>(1, 100'000))));
        RC_ASSERT(described(decodeCut(stream, sizes)) == described(decodeWhole(stream)));
    }));
}

QTEST_GUILESS_MAIN(TestLineDecoder)
#include "tst_linedecoder.moc"
