// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/record/recordindex.h"

#include "models/record/recordnames.h"

#include <QTest>

#include <string>
#include <vector>

using namespace livewall::record;

namespace {

Frame frame(std::uint64_t number, std::string cursor)
{
    return {.number = number,
            .offset = 100 * number,
            .bytes = 100,
            .content_bytes = 4000,
            .lines = 17,
            .cut_lines = 1,
            .arrivals = {{1'299'772'875'123, 12}, {1'299'772'875'173, 5}},
            .event_min_ms = 1'299'772'874'000,
            .event_max_ms = 1'299'772'875'100,
            .cursor = std::move(cursor)};
}

std::string allBytes()
{
    std::string text;
    for (int byte = 0; byte < 256; ++byte)
        text.push_back(static_cast<char>(byte));
    return text;
}

} // namespace

class TestRecordIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFrameHasTheDocumentedForm();
    void whatIsWrittenIsReadBack();
    void aTornEndIsNoDamage();
    void damageInTheMiddleIsNamed();
    void theLastFrameIsFoundFromTheEnd();
    void namesAreSafeAndReadBack();
};

void TestRecordIndex::aFrameHasTheDocumentedForm()
{
    const std::string line = indexLine(frame(7, "e 1%"));
    QVERIFY(line.starts_with("frame 7 700 100 4000 17 1 1299772875123 1299772875173 "
                             "1299772874000 1299772875100 0*12,50*5 e%201%25 "));
    QCOMPARE(line.size() - line.rfind(' '), std::size_t{18}); // blank, 16 digits, LF
    QVERIFY(indexHeader("shop").starts_with("livewall-recording 1 shop "));
    QVERIFY(indexLine(LinkChange{5, LinkChange::To::Connecting, "refused, next try"})
                .starts_with("link 5 connecting refused,%20next%20try "));
}

void TestRecordIndex::whatIsWrittenIsReadBack()
{
    std::vector<IndexEntry> entries;
    for (const std::string& cursor : {std::string(), std::string("-"), std::string("+"),
                                      std::string("%2D"), allBytes(), std::string("file1 1 2 3")})
        entries.emplace_back(frame(entries.size(), cursor));
    Frame bare = frame(9, {});
    bare.event_min_ms = bare.event_max_ms = std::nullopt;
    bare.is_continued = true;
    entries.emplace_back(bare);
    for (int to = 0; to < 5; ++to)
        entries.emplace_back(LinkChange{-5, static_cast<LinkChange::To>(to), allBytes()});

    std::string content = indexHeader(allBytes());
    for (const IndexEntry& entry : entries)
        content += std::visit([](const auto& one) { return indexLine(one); }, entry);
    std::string error;
    const auto index = Index::parse(content, error);
    QVERIFY2(index, error.c_str());
    QCOMPARE(index->feed, allBytes());
    QCOMPARE(index->valid_bytes, content.size());
    QCOMPARE(index->lines.size(), entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i)
        QVERIFY(index->lines[i].entry == entries[i]);
}

void TestRecordIndex::aTornEndIsNoDamage()
{
    const std::string header = indexHeader("shop");
    const std::string first = header + indexLine(frame(1, "a"));
    const std::string whole = first + indexLine(frame(2, "b"));
    for (std::size_t bytes = 0; bytes <= whole.size(); ++bytes) {
        const std::size_t kept = bytes == whole.size()    ? whole.size()
                                 : bytes >= first.size()  ? first.size()
                                 : bytes >= header.size() ? header.size()
                                                          : 0;
        // As a crash leaves it, and as a power loss may: the rest is zeros.
        for (const std::string& rest : {std::string(), std::string(whole.size() - bytes, '\0')}) {
            std::string error;
            const auto index = Index::parse(whole.substr(0, bytes) + rest, error);
            QVERIFY2(index, error.c_str());
            QCOMPARE(index->valid_bytes, kept);
        }
    }
}

void TestRecordIndex::damageInTheMiddleIsNamed()
{
    std::string content = indexHeader("shop") + indexLine(frame(1, "a"));
    const std::size_t place = content.size() + 10;
    content += indexLine(frame(2, "b")) + indexLine(frame(3, "c"));
    ++content[place];
    std::string error;
    QVERIFY(!Index::parse(content, error));
    QCOMPARE(error, "line 3 is damaged");
    QVERIFY(!Index::parse("{\"id\":1}\n", error));
}

void TestRecordIndex::theLastFrameIsFoundFromTheEnd()
{
    const std::string content = indexHeader("shop") + indexLine(frame(1, "a")) +
                                indexLine(frame(2, "b")) +
                                indexLine(LinkChange{5, LinkChange::To::Up, {}}) + "frame 3 torn";
    QCOMPARE(lastFrame(content)->number, 2U);
    QCOMPARE(lastFrame(content.substr(30))->number, 2U);
    QVERIFY(!lastFrame(indexHeader("shop")));
    QVERIFY(!lastFrame({}));
}

void TestRecordIndex::namesAreSafeAndReadBack()
{
    QCOMPARE(safeName("example.com:8080/purchases"), "example.com_8080_purchases");
    QCOMPARE(safeName("../../etc"), "_.._.._etc");
    QCOMPARE(safeName(""), "_");
    QCOMPARE(safeName(std::string(300, 'x')).size(), std::size_t{100});
    const std::int64_t hour = hourOf(1'299'772'875'123);
    QCOMPARE(fileName("shop", hour), "shop-2011-03-10T16.ndjson.zst");
    const auto name = RecordName::parse("/a/b/my-shop-2011-03-10T16.ndjson.zst");
    QVERIFY(name);
    QCOMPARE(name->feed, "my-shop");
    QCOMPARE(name->hour, hour);
    QCOMPARE(hourOf(-1), -1);
    for (const char* other : {"shop-2011-03-10T24.ndjson.zst", "shop-2011-02-30T16.ndjson.zst",
                              "-2011-03-10T16.ndjson.zst", "shop.ndjson.zst", "shop",
                              "shop-2011-03-10T16.ndjson.zst.index"})
        QVERIFY2(!RecordName::parse(other), other);
}

QTEST_GUILESS_MAIN(TestRecordIndex)
#include "tst_recordindex.moc"
