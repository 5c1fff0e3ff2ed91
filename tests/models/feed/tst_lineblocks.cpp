// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/lineblocks.h"

#include "models/event/eventbatch.h"
#include "tests/models/feed/compressed.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <QTemporaryDir>
#include <QTest>

using namespace livewall;
using feed::LineBlock;
using feed::LineBlocks;

namespace {

struct Read
{
    std::vector<std::string> blocks;
    std::vector<std::string> files; ///< what the blocks of each add up to
    std::string error;
};

Read readAll(const std::vector<std::string>& paths)
{
    LineBlocks blocks(paths);
    LineBlock block;
    Read read;
    double share = 0;
    while (blocks.next(block)) {
        if (block.begins_file)
            read.files.emplace_back();
        if (read.files.size() != block.file + 1 || block.share < share)
            read.error = "out of order";
        share = block.share;
        read.blocks.emplace_back(block.bytes());
        read.files.back() += block.bytes();
        if (!block.ends_file && !block.bytes().ends_with('\n'))
            read.error = "a line was cut";
    }
    if (read.error.empty())
        read.error = blocks.error();
    return read;
}

std::string lines(std::size_t bytes, std::size_t line_bytes)
{
    std::string content;
    for (int i = 0; content.size() < bytes; ++i)
        content += std::to_string(i) + std::string(line_bytes, 'x') + '\n';
    return content;
}

} // namespace

class TestLineBlocks : public QObject
{
    Q_OBJECT

private:
    std::string file(const char* name, const std::string& content) const
    {
        const std::string path = folder_.filePath(QString::fromLatin1(name)).toStdString();
        feed::writeFile(path, content);
        return path;
    }
    QTemporaryDir folder_;

private Q_SLOTS:
    void blocksAreWholeLines()
    {
        for (const std::size_t line_bytes : {0, 1, 100, 65'530}) {
            const std::string content = lines(1'000'000, line_bytes);
            const Read read = readAll({file("a", content)});
            QCOMPARE(read.error, "");
            QCOMPARE(read.files, std::vector{content});
            QVERIFY(read.blocks.size() >= 4);
        }
    }

    /// What is read of a file begins with a page of memory, whatever was left of the block before.
    void pagesAreReadToPages()
    {
        LineBlocks blocks({file("a", lines(1'000'000, 100))});
        LineBlock block;
        std::size_t before = 0;
        for (std::size_t read = 0; blocks.next(block); read += LineBlock::kBytes) {
            const char* const first_read = block.bytes().data() + (read - before);
            QCOMPARE(reinterpret_cast<std::uintptr_t>(first_read) % 4096, 0U);
            before += block.bytes().size();
        }
        QVERIFY(before >= 1'000'000);
    }

    void eachFileBeginsAndEndsInBlocksOfItsOwn()
    {
        const std::string first = lines(300'000, 80);
        const std::string open = "no end";
        const Read read = readAll(
            {file("a", first), file("b", ""), file("c", open), file("d", first), file("e", "\n")});
        QCOMPARE(read.error, "");
        QCOMPARE(read.files, (std::vector<std::string>{first, "", open, first, "\n"}));
    }

    void aBlockThatEndsWithItsFileEndsIt()
    {
        const std::string content(LineBlock::kBytes - 1, 'x');
        const Read read = readAll({file("a", content + '\n'), file("b", "next\n")});
        QCOMPARE(read.files, (std::vector<std::string>{content + '\n', "next\n"}));
    }

    /// Of a line without end memory is bounded, it stays longer than any that is accepted, and the
    /// line after it is whole.
    void ofALineTooLongTheBeginningIsKept()
    {
        const std::string too_long(3'000'000, 'y');
        // After a blank line as much is left of the first block as can be.
        for (const std::string before : {"\n", "before\n"}) {
            const Read read = readAll({file("a", before + too_long + "\nafter\n")});
            QCOMPARE(read.error, "");
            const std::string& kept = read.files.at(0);
            QVERIFY(kept.starts_with(before + "yyy"));
            QVERIFY(kept.ends_with("yyy\nafter\n"));
            const std::size_t size = kept.size() - before.size() - std::string("\nafter\n").size();
            QVERIFY(size > event::kKeptLineBytes);
            QVERIFY(size < too_long.size());
        }
        const std::string open = readAll({file("b", too_long)}).files.at(0);
        QVERIFY(open.size() > event::kKeptLineBytes);
        QVERIFY(open.size() <= LineBlock::kBytes * 3 / 2);
    }

    void aMissingFileEndsIt()
    {
        const Read read = readAll({file("a", "one\n"), "/nowhere/b", file("c", "three\n")});
        QCOMPARE(read.files, std::vector<std::string>{"one\n"});
        QVERIFY2(read.error.find("/nowhere/b") != std::string::npos, read.error.c_str());
    }

    void aStopEndsIt()
    {
        std::stop_source stop;
        LineBlocks blocks({file("a", lines(1'000'000, 10))}, stop.get_token());
        LineBlock block;
        QVERIFY(blocks.next(block));
        stop.request_stop();
        QVERIFY(!blocks.next(block));
        QCOMPARE(blocks.error(), "");
    }
};

QTEST_GUILESS_MAIN(TestLineBlocks)
#include "tst_lineblocks.moc"
