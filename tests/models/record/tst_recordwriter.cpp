// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/record/recordwriter.h"

#include "tests/models/record/recordings.h"

#include <QProcess>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <sys/mount.h>
#include <unistd.h>

using namespace livewall::record;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kHour_ms = 3'600'000;
constexpr std::int64_t kDay_ms = 24 * kHour_ms;

std::unique_ptr<RecordWriter> openWriter(const std::string& folder, std::int64_t now_ms,
                                         std::string& error)
{
    return RecordWriter::open({.folder = folder, .feed = "shop"}, now_ms, error);
}

/// Frames of an index file, the opening one too.
std::vector<Frame> framesOf(const std::string& path)
{
    std::string error;
    std::vector<Frame> frames;
    if (const auto index = Index::parse(contentOf(path + ".index"), error)) {
        for (const Index::Line& line : index->lines) {
            if (const auto* frame = std::get_if<Frame>(&line.entry))
                frames.push_back(*frame);
        }
    }
    return frames;
}

bool sumsAreRight(const QString& folder, const QString& sums)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(u"sha256sum"_s, {u"--strict"_s, u"-c"_s, sums});
    return process.waitForFinished() && process.exitCode() == 0;
}

bool has(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

std::vector<std::string> dataFiles(const std::string& folder)
{
    std::string error;
    std::vector<std::string> names;
    for (const RecordName& name : recordsIn(folder, {}, error))
        names.push_back(fs::path(name.path).filename().string());
    return names;
}

} // namespace

class TestRecordWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsAppendedIsReadBack();
    void framesHaveTheirBounds();
    void aBatchBeyondAFrameIsWholeOrNotThere();
    void whatIsOlderThanASecondIsInTheFiles();
    void anHourThatIsOverIsComplete();
    void aTornTailIsCutAtEveryByte_data();
    void aTornTailIsCutAtEveryByte();
    void aCompleteFileIsNotTornByARestart();
    void aSecondRecorderIsRefused();
    void anotherFeedOfTheSameNameIsRefused();
    void aMissingIndexIsRefused();
    void aClockThatIsSetBackLosesNothing();
    void theOldestFilesGo();
    void whatIsTooOldGoes();
    void theReaderTakesWhatIsAskedFor();
    void aDamagedFrameIsOneError();
    void changesOfTheConnectionAreKept();
    void aFullDiskCostsNothing();

private:
    std::string folder() const { return dir_->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> dir_;
};

void TestRecordWriter::init()
{
    dir_ = std::make_unique<QTemporaryDir>();
}

void TestRecordWriter::whatIsAppendedIsReadBack()
{
    std::mt19937_64 random(1);
    std::string error;
    std::string expected;
    std::int64_t now_ms = kHourBegin_ms + kHour_ms - 300'000;
    std::int64_t number = 0;
    // Through several runs and two hours, at any pace, in batches of any size.
    for (int run = 0; run < 5; ++run) {
        auto writer = openWriter(folder(), now_ms, error);
        QVERIFY2(writer, error.c_str());
        QCOMPARE(writer->cursor(), number == 0 ? "" : std::to_string(number));
        for (int i = 0; i < 300; ++i) {
            now_ms += static_cast<std::int64_t>(random() % 900);
            std::string lines;
            for (std::uint64_t count = random() % 20; count > 0; --count)
                lines += lineOf(++number);
            expected += lines;
            const std::string cursor = std::to_string(number);
            QVERIFY(writer->append({.lines = lines, .arrived_ms = now_ms, .cursor = cursor}));
            QVERIFY(writer->tick(now_ms));
        }
        QVERIFY(writer->close(now_ms));
    }
    QVERIFY(linesIn(folder(), error) == expected);
    QVERIFY2(error.empty(), error.c_str());
    QCOMPARE(dataFiles(folder()), (std::vector<std::string>{"shop-2011-03-10T16.ndjson.zst",
                                                            "shop-2011-03-10T17.ndjson.zst"}));
    // Any decoder reads the same, without the index.
    std::string all;
    for (const std::string& name : dataFiles(folder()))
        all += decoded(contentOf(folder() + '/' + name)).value_or("not readable");
    QVERIFY(all == expected);
}

void TestRecordWriter::framesHaveTheirBounds()
{
    std::mt19937_64 random(2);
    std::string error;
    auto writer = openWriter(folder(), kHourBegin_ms, error);
    std::int64_t now_ms = kHourBegin_ms;
    // Now a trickle, now a megabyte in a second; and nothing is ticked in between.
    for (int i = 0; i < 400; ++i) {
        now_ms += static_cast<std::int64_t>(random() % 200);
        std::string lines(random() % 4 == 0 ? random() % 400'000 : 100, 'x');
        for (std::size_t at = 999; at < lines.size(); at += 1000)
            lines[at] = '\n';
        lines.back() = '\n';
        QVERIFY(writer->append({.lines = lines, .arrived_ms = now_ms, .cursor = "c"}));
    }
    QVERIFY(writer->close(now_ms));
    const std::string path = folder() + "/shop-2011-03-10T16.ndjson.zst";
    const std::string packed = contentOf(path);
    std::uint64_t number = 0;
    std::uint64_t end = 0;
    for (const Frame& frame : framesOf(path)) {
        QCOMPARE(frame.number, ++number);
        QCOMPARE(frame.offset, end);
        end += frame.bytes;
        const auto content = decoded(packed.substr(frame.offset, frame.bytes));
        QVERIFY(content);
        QCOMPARE(content->size(), frame.content_bytes);
        QCOMPARE(std::ranges::count(*content, '\n'), static_cast<std::ptrdiff_t>(frame.lines));
        QVERIFY(content->empty() || content->back() == '\n');
        QVERIFY(frame.content_bytes <= 1024 * 1024);
        QVERIFY(frame.lastArrival_ms() - frame.firstArrival_ms() <= 1000);
    }
    QCOMPARE(end, packed.size());
    QVERIFY(number > 40);
}

void TestRecordWriter::aBatchBeyondAFrameIsWholeOrNotThere()
{
    std::string error;
    std::string big;
    for (std::int64_t number = 0; big.size() < 2'500'000; ++number)
        big += lineOf(number);
    {
        auto writer = openWriter(folder(), kHourBegin_ms, error);
        QVERIFY(appendLine(*writer, 1, kHourBegin_ms, kHourBegin_ms));
        QVERIFY(writer->append({.lines = big, .arrived_ms = kHourBegin_ms, .cursor = "big"}));
        QVERIFY(writer->close(kHourBegin_ms));
    }
    const std::string path = folder() + "/shop-2011-03-10T16.ndjson.zst";
    const std::vector<Frame> frames = framesOf(path);
    QCOMPARE(frames.size(), std::size_t{5}); // the opening one, the line, three of the batch
    QVERIFY(frames[2].is_continued && frames[3].is_continued && !frames[4].is_continued);
    QCOMPARE(frames[4].cursor, "big");

    // As if it had been killed before the last of them.
    fs::resize_file(path, frames[4].offset);
    auto writer = openWriter(folder(), kHourBegin_ms, error);
    QVERIFY2(writer, error.c_str());
    QCOMPARE(writer->cursor(), "1");
    QVERIFY(linesIn(folder(), error) == lineOf(1));
}

void TestRecordWriter::whatIsOlderThanASecondIsInTheFiles()
{
    std::string error;
    auto writer = openWriter(folder(), kHourBegin_ms, error);
    std::string all;
    for (std::int64_t number = 0; number < 1000; ++number) {
        const std::int64_t now_ms = kHourBegin_ms + 30 * number;
        QVERIFY(appendLine(*writer, number, now_ms, now_ms));
        QVERIFY(writer->tick(now_ms));
        all += lineOf(number);
        // Nobody closes the writer: this is what kill -9 would leave.
        std::string kept;
        if (number >= 70)
            kept = linesIn(folder(), error);
        constexpr std::int64_t kSecondOfLines = 1000 / 30 + 2;
        for (std::int64_t old = 0; number >= 70 && old <= number - kSecondOfLines; old += 100)
            QVERIFY(has(kept, lineOf(old)));
        if (number >= 70) {
            QVERIFY(has(kept, lineOf(number - kSecondOfLines)));
            QVERIFY(all.starts_with(kept));
        }
    }
    // Nor does the last line wait for a next one.
    QVERIFY(appendLine(*writer, 1000, kHourBegin_ms + 40'000, kHourBegin_ms));
    QVERIFY(writer->tick(kHourBegin_ms + 40'050));
    QVERIFY(appendLine(*writer, 1001, kHourBegin_ms + 40'100, kHourBegin_ms));
    QVERIFY(writer->tick(kHourBegin_ms + 41'100));
    QVERIFY(has(linesIn(folder(), error), lineOf(1000) + lineOf(1001)));
}

void TestRecordWriter::anHourThatIsOverIsComplete()
{
    std::string error;
    auto writer = openWriter(folder(), kHourBegin_ms, error);
    const std::string first = folder() + "/shop-2011-03-10T16.ndjson.zst";
    QVERIFY(appendLine(*writer, 1, kHourBegin_ms + kHour_ms - 1, kHourBegin_ms));
    QVERIFY(writer->tick(kHourBegin_ms + kHour_ms - 1));
    QVERIFY(!fs::exists(first + ".sha256"));
    // With the next hour's first line.
    QVERIFY(appendLine(*writer, 2, kHourBegin_ms + kHour_ms, kHourBegin_ms));
    QVERIFY(writer->tick(kHourBegin_ms + kHour_ms + 1000));
    QVERIFY(fs::exists(first + ".sha256"));
    QVERIFY(sumsAreRight(dir_->path(), u"shop-2011-03-10T16.ndjson.zst.sha256"_s));
    QCOMPARE(decoded(contentOf(first)).value(), lineOf(1));
    // By itself, when nothing comes.
    QVERIFY(writer->tick(kHourBegin_ms + 2 * kHour_ms + 5000));
    QVERIFY(sumsAreRight(dir_->path(), u"shop-2011-03-10T17.ndjson.zst.sha256"_s));
    // At the next start, after a kill.
    QVERIFY(appendLine(*writer, 3, kHourBegin_ms + 2 * kHour_ms + 6000, kHourBegin_ms));
    QVERIFY(writer->flush());
    writer.reset();
    QVERIFY(!fs::exists(folder() + "/shop-2011-03-10T18.ndjson.zst.sha256"));
    writer = openWriter(folder(), kHourBegin_ms + 5 * kHour_ms, error);
    QVERIFY2(writer, error.c_str());
    QVERIFY(sumsAreRight(dir_->path(), u"shop-2011-03-10T18.ndjson.zst.sha256"_s));
    QCOMPARE(writer->cursor(), "3");
    // And with a resumed file's first part.
    QVERIFY(appendLine(*writer, 4, kHourBegin_ms + 5 * kHour_ms, kHourBegin_ms));
    QVERIFY(writer->close(kHourBegin_ms + 5 * kHour_ms));
    writer.reset();
    writer = openWriter(folder(), kHourBegin_ms + 5 * kHour_ms, error);
    QVERIFY(appendLine(*writer, 5, kHourBegin_ms + 5 * kHour_ms, kHourBegin_ms));
    QVERIFY(writer->close(kHourBegin_ms + 6 * kHour_ms));
    QVERIFY(sumsAreRight(dir_->path(), u"shop-2011-03-10T21.ndjson.zst.sha256"_s));
    QCOMPARE(linesIn(folder(), error), lineOf(1) + lineOf(2) + lineOf(3) + lineOf(4) + lineOf(5));
}

void TestRecordWriter::aTornTailIsCutAtEveryByte_data()
{
    QTest::addColumn<bool>("is_index");
    QTest::addColumn<bool>("is_zeroed");
    QTest::newRow("data cut") << false << false;
    QTest::newRow("index cut") << true << false;
    QTest::newRow("data zeroed, as by a power loss") << false << true;
    QTest::newRow("index zeroed, as by a power loss") << true << true;
}

void TestRecordWriter::aTornTailIsCutAtEveryByte()
{
    QFETCH(const bool, is_index);
    QFETCH(const bool, is_zeroed);
    const std::string name = "shop-2011-03-10T16.ndjson.zst";
    std::string error;
    {
        auto writer = openWriter(folder(), kHourBegin_ms, error);
        for (std::int64_t number = 1; number <= 4; ++number) {
            QVERIFY(appendLine(*writer, number, kHourBegin_ms + 2000 * number, kHourBegin_ms));
            QVERIFY(writer->tick(kHourBegin_ms + 2000 * number + 1));
        }
        QVERIFY(writer->close(kHourBegin_ms + 9000));
    }
    const std::vector<Frame> frames = framesOf(folder() + '/' + name);
    QCOMPARE(frames.size(), std::size_t{5});
    const std::string data = contentOf(folder() + '/' + name);
    const std::string index = contentOf(folder() + '/' + name + ".index");
    const auto parsed = Index::parse(index, error);
    // From inside the last frame but one on.
    const std::size_t begin = is_index ? parsed->lines[2].end : frames[3].offset;
    const std::size_t end = is_index ? index.size() : data.size();

    const QTemporaryDir torn_dir;
    const std::string torn = torn_dir.path().toStdString();
    for (std::size_t bytes = begin; bytes <= end; ++bytes) {
        std::string torn_data = data;
        std::string torn_index = index;
        std::string& one = is_index ? torn_index : torn_data;
        one.resize(bytes);
        if (is_zeroed)
            one.resize(end, '\0');
        writeFile(torn + '/' + name, torn_data);
        writeFile(torn + '/' + name + ".index", torn_index);

        // By the definition: the lines whose frame and index line are whole.
        std::int64_t whole = 0;
        while (whole < 4 &&
               (is_index ? parsed->lines[static_cast<std::size_t>(whole) + 1].end
                         : frames[static_cast<std::size_t>(whole) + 1].offset +
                               frames[static_cast<std::size_t>(whole) + 1].bytes) <= bytes)
            ++whole;
        std::string expected;
        for (std::int64_t number = 1; number <= whole; ++number)
            expected += lineOf(number);

        auto writer = openWriter(torn, kHourBegin_ms + 10'000, error);
        QVERIFY2(writer, error.c_str());
        QCOMPARE(writer->cursor(), std::to_string(whole));
        QCOMPARE(decoded(contentOf(torn + '/' + name)).value_or("torn"), expected);
        QCOMPARE(linesIn(torn, error), expected);
        QVERIFY(appendLine(*writer, 9, kHourBegin_ms + 10'000, kHourBegin_ms));
        QVERIFY(writer->close(kHourBegin_ms + 11'000));
        expected += lineOf(9);
        QCOMPARE(decoded(contentOf(torn + '/' + name)).value_or("torn"), expected);
        QCOMPARE(linesIn(torn, error), expected);
    }
}

void TestRecordWriter::aCompleteFileIsNotTornByARestart()
{
    std::string error;
    auto writer = openWriter(folder(), kHourBegin_ms, error);
    QVERIFY(appendLine(*writer, 1, kHourBegin_ms, kHourBegin_ms));
    QVERIFY(writer->close(kHourBegin_ms + kHour_ms));
    const std::string path = folder() + "/shop-2011-03-10T16.ndjson.zst";
    const std::string before = contentOf(path);
    writer.reset();
    writer = openWriter(folder(), kHourBegin_ms + 9 * kHour_ms, error);
    QCOMPARE(writer->cursor(), "1");
    QVERIFY(contentOf(path) == before);
}

void TestRecordWriter::aSecondRecorderIsRefused()
{
    std::string error;
    auto first = openWriter(folder(), kHourBegin_ms, error);
    QVERIFY(!openWriter(folder(), kHourBegin_ms, error));
    QVERIFY(has(error, "another recorder"));
    QVERIFY(!has(error, "\n"));
    // Another feed's files are others'.
    QVERIFY(RecordWriter::open({.folder = folder(), .feed = "other"}, kHourBegin_ms, error));
    first.reset();
    QVERIFY(openWriter(folder(), kHourBegin_ms, error));
}

void TestRecordWriter::anotherFeedOfTheSameNameIsRefused()
{
    std::string error;
    {
        auto writer = RecordWriter::open({.folder = folder(), .feed = "a/b"}, kHourBegin_ms, error);
        QVERIFY(appendLine(*writer, 1, kHourBegin_ms, kHourBegin_ms));
        QVERIFY(writer->close(kHourBegin_ms));
    }
    QVERIFY(!RecordWriter::open({.folder = folder(), .feed = "a_b"}, kHourBegin_ms, error));
    QVERIFY2(has(error, "holds another feed (a/b)"), error.c_str());
    QVERIFY(RecordWriter::open({.folder = folder(), .feed = "a/b"}, kHourBegin_ms, error));
}

void TestRecordWriter::aMissingIndexIsRefused()
{
    std::string error;
    {
        auto writer = openWriter(folder(), kHourBegin_ms, error);
        QVERIFY(appendLine(*writer, 1, kHourBegin_ms, kHourBegin_ms));
        QVERIFY(writer->close(kHourBegin_ms));
    }
    const std::string path = folder() + "/shop-2011-03-10T16.ndjson.zst";
    const std::string before = contentOf(path);
    fs::remove(path + ".index");
    QVERIFY(!openWriter(folder(), kHourBegin_ms, error));
    QVERIFY2(has(error, "its index is gone"), error.c_str());
    QVERIFY(contentOf(path) == before);
}

void TestRecordWriter::aClockThatIsSetBackLosesNothing()
{
    std::string error;
    std::string expected;
    std::int64_t number = 0;
    // 1970, then 2011, an hour ahead and back again.
    for (const std::int64_t now_ms :
         {std::int64_t{5000}, kHourBegin_ms, kHourBegin_ms + 2 * kHour_ms, kHourBegin_ms + 60'000,
          kHourBegin_ms + kHour_ms}) {
        auto writer = openWriter(folder(), now_ms, error);
        QVERIFY2(writer, error.c_str());
        QCOMPARE(writer->cursor(), number == 0 ? "" : std::to_string(number));
        for (const std::int64_t step_ms : {2 * kHour_ms, std::int64_t{0}, std::int64_t{300'000}}) {
            QVERIFY(appendLine(*writer, ++number, now_ms + step_ms, now_ms));
            QVERIFY(writer->tick(now_ms + step_ms));
            expected += lineOf(number);
        }
        QVERIFY(writer->close(now_ms));
    }
    QVERIFY(fs::exists(folder() + "/shop-1970-01-01T00.ndjson.zst"));
    QVERIFY(linesIn(folder(), error) == expected);
    for (const std::string& name : dataFiles(folder())) {
        if (fs::exists(folder() + '/' + name + ".sha256"))
            QVERIFY2(sumsAreRight(dir_->path(), QString::fromStdString(name + ".sha256")),
                     name.c_str());
    }
}

void TestRecordWriter::theOldestFilesGo()
{
    std::string error;
    constexpr std::uint64_t kBound = 60'000;
    auto writer = RecordWriter::open({.folder = folder(), .feed = "shop", .max_bytes = kBound},
                                     kHourBegin_ms, error);
    std::mt19937_64 random(3);
    std::int64_t now_ms = kHourBegin_ms;
    for (int hour = 0; hour < 12; ++hour) {
        std::string noise(10'000, ' ');
        for (char& byte : noise)
            byte = static_cast<char>('0' + random() % 70);
        noise.back() = '\n';
        now_ms = kHourBegin_ms + hour * kHour_ms;
        QVERIFY(writer->append({.lines = noise, .arrived_ms = now_ms, .cursor = "c"}));
        for (int i = 0; i < 30; ++i)
            QVERIFY(writer->tick(now_ms += 11'000));
    }
    std::uint64_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(folder()))
        bytes += entry.file_size();
    QVERIFY(bytes <= kBound);
    const std::vector<std::string> names = dataFiles(folder());
    QVERIFY(names.size() >= 4);
    QCOMPARE(names.back(), "shop-2011-03-11T03.ndjson.zst");
    // Those that stay are the newest, with all that belongs to them, and nothing else stays.
    const auto count = [&](const std::string& ending) {
        return std::ranges::count_if(fs::directory_iterator(folder()), [&](const auto& entry) {
            return entry.path().string().ends_with(ending);
        });
    };
    QCOMPARE(count(".index"), std::ssize(names));
    QCOMPARE(count(".sha256"), std::ssize(names) - 1);
    QVERIFY(!linesIn(folder(), error).empty());

    // Not even the bound removes the one that is being written.
    writer.reset();
    writer =
        RecordWriter::open({.folder = folder(), .feed = "shop", .max_bytes = 1}, now_ms, error);
    QVERIFY(writer->append({.lines = "x\n", .arrived_ms = now_ms, .cursor = "d"}));
    for (int i = 0; i < 30; ++i)
        QVERIFY(writer->tick(now_ms += 11'000));
    QCOMPARE(dataFiles(folder()), std::vector<std::string>{"shop-2011-03-11T03.ndjson.zst"});
}

void TestRecordWriter::whatIsTooOldGoes()
{
    std::string error;
    auto writer = RecordWriter::open({.folder = folder(), .feed = "shop", .max_age_ms = kDay_ms},
                                     kHourBegin_ms, error);
    QVERIFY(appendLine(*writer, 1, kHourBegin_ms, 0));
    QVERIFY(appendLine(*writer, 2, kHourBegin_ms + kHour_ms, 0));
    // A day after its hour was over, but for the last one, which has the cursor.
    const std::int64_t over_ms = kHourBegin_ms + kHour_ms + kDay_ms;
    QVERIFY(writer->tick(over_ms));
    QCOMPARE(dataFiles(folder()).size(), std::size_t{2});
    for (int i = 1; i < 5; ++i)
        QVERIFY(writer->tick(over_ms + kDay_ms + 11'000 * i));
    QCOMPARE(dataFiles(folder()), std::vector<std::string>{"shop-2011-03-10T17.ndjson.zst"});
    writer.reset();
    writer = openWriter(folder(), over_ms + 9 * kDay_ms, error);
    QCOMPARE(writer->cursor(), "2");
}

void TestRecordWriter::theReaderTakesWhatIsAskedFor()
{
    std::string error;
    std::mt19937_64 random(4);
    struct Known
    {
        std::int64_t number;
        std::int64_t arrived_ms;
        std::int64_t event_ms;
    };
    std::vector<Known> all;
    {
        auto writer = openWriter(folder(), kHourBegin_ms, error);
        for (std::int64_t number = 1; number <= 300; ++number) {
            // Each a frame of its own, up to three hours late.
            const std::int64_t arrived_ms = kHourBegin_ms + 60'000 * number;
            const std::int64_t event_ms =
                arrived_ms - static_cast<std::int64_t>(random() % (3 * kHour_ms));
            QVERIFY(appendLine(*writer, number, arrived_ms, event_ms));
            all.push_back({number, arrived_ms, event_ms});
        }
        QVERIFY(writer->close(kHourBegin_ms));
    }
    // Damage where nothing is asked for is not noticed: it is not read.
    const std::string first = folder() + "/shop-2011-03-10T16.ndjson.zst";
    std::string damaged = contentOf(first);
    std::ranges::fill(damaged, 'x');
    writeFile(first, damaged);
    for (int i = 0; i < 50; ++i) {
        Selection wanted;
        wanted.arrived_from_ms =
            kHourBegin_ms + kHour_ms + static_cast<std::int64_t>(random() % kHour_ms);
        if (i % 2 == 0)
            wanted.arrived_to_ms =
                wanted.arrived_from_ms + static_cast<std::int64_t>(random() % kHour_ms);
        wanted.event_from_ms = kHourBegin_ms + static_cast<std::int64_t>(random() % kHour_ms);
        wanted.event_to_ms = wanted.event_from_ms + static_cast<std::int64_t>(random() % kHour_ms);
        std::string expected;
        for (const Known& one : all) {
            if (one.arrived_ms >= wanted.arrived_from_ms &&
                one.arrived_ms <= wanted.arrived_to_ms && one.event_ms >= wanted.event_from_ms &&
                one.event_ms <= wanted.event_to_ms)
                expected += lineOf(one.number);
        }
        QCOMPARE(linesIn(folder(), error, wanted), expected);
        QVERIFY2(error.empty(), error.c_str());
    }
}

void TestRecordWriter::aDamagedFrameIsOneError()
{
    std::string error;
    {
        auto writer = openWriter(folder(), kHourBegin_ms, error);
        for (std::int64_t number = 1; number <= 3; ++number)
            QVERIFY(appendLine(*writer, number, kHourBegin_ms + 2000 * number, kHourBegin_ms));
        QVERIFY(writer->close(kHourBegin_ms));
    }
    const std::string path = folder() + "/shop-2011-03-10T16.ndjson.zst";
    const Frame frame = framesOf(path).at(2);
    const std::string good = contentOf(path);
    for (std::uint64_t at = 0; at < frame.bytes; ++at) {
        std::string bad = good;
        bad[frame.offset + at] = static_cast<char>(bad[frame.offset + at] ^ 0x55);
        writeFile(path, bad);
        const std::string lines = linesIn(folder(), error);
        // A flag that a decoder ignores is no damage.
        if (lines == lineOf(1) + lineOf(2) + lineOf(3))
            continue;
        QVERIFY(lines.empty());
        QCOMPARE(error, std::format("{}: the frame at byte {} is damaged; bring a good copy "
                                    "(sha256sum -c tells)",
                                    path, frame.offset));
    }
}

void TestRecordWriter::changesOfTheConnectionAreKept()
{
    std::string error;
    using To = LinkChange::To;
    const std::vector<LinkChange> changes = {
        {kHourBegin_ms + 1, To::Up, {}},
        {kHourBegin_ms + kHour_ms + 1, To::Connecting, "refused, next try in 4 s"},
        {kHourBegin_ms + 3 * kHour_ms, To::Up, {}}};
    {
        auto writer = openWriter(folder(), kHourBegin_ms, error);
        writer->note(changes[0]);
        QVERIFY(appendLine(*writer, 1, kHourBegin_ms + 2, kHourBegin_ms));
        writer->note(changes[1]);
        writer->note(changes[2]);
        QVERIFY(writer->close(kHourBegin_ms + 3 * kHour_ms));
    }
    const auto reader = RecordReader::open(folder(), {}, error);
    QVERIFY2(reader, error.c_str());
    QVERIFY(reader->links() == changes);
    // An hour of nothing but an outage is a file that any decoder reads, and knows the cursor.
    const std::string outage = folder() + "/shop-2011-03-10T17.ndjson.zst";
    QCOMPARE(decoded(contentOf(outage)).value_or("torn"), "");
    QCOMPARE(framesOf(outage).at(0).cursor, "1");
    QCOMPARE(openWriter(folder(), kHourBegin_ms + 3 * kHour_ms, error)->cursor(), "1");
}

void TestRecordWriter::aFullDiskCostsNothing()
{
    const std::string disk = folder() + "/disk";
    fs::create_directory(disk);
    if (::geteuid() != 0 ||
        ::mount("tmpfs", disk.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, "size=256k") != 0)
        QSKIP("a full disk needs a small one to be mounted, which only root may");
    const auto unmount = qScopeGuard([&] { ::umount2(disk.c_str(), MNT_DETACH); });

    std::string error;
    std::mt19937_64 random(5);
    std::int64_t now_ms = kHourBegin_ms;
    std::string expected;
    auto writer = openWriter(disk, now_ms, error);
    QVERIFY2(writer, error.c_str());
    int refused = 0;
    int freed = 0;
    std::string ballast(100'000, 'b');
    writeFile(disk + "/ballast", ballast);
    for (int i = 0; freed < 12 && i < 3000; ++i) {
        // An hour now and then, so that the roll too meets a full disk.
        now_ms += i % 60 == 59 ? kHour_ms : 500;
        std::string lines(3000, ' ');
        for (char& byte : lines)
            byte = static_cast<char>('0' + random() % 70);
        lines.back() = '\n';
        const std::string cursor = std::to_string(i);
        while (!writer->append({.lines = lines, .arrived_ms = now_ms, .cursor = cursor})) {
            ++refused;
            QVERIFY2(writer->error().ends_with("the disk is full; free some space"),
                     writer->error().c_str());
            // What is there can be read at any time.
            const std::string kept = linesIn(disk, error);
            QVERIFY2(error.empty(), error.c_str());
            QVERIFY(expected.starts_with(kept));
            for (const std::string& name : dataFiles(disk)) {
                const std::string packed = contentOf(disk + '/' + name);
                QVERIFY(packed.empty() || decoded(packed)); // no unfinished frame stays behind
            }
            QVERIFY(!writer->tick(now_ms += 200));
            if (refused % 3 != 0)
                continue;
            // Somebody frees some space: less each time, so that it ends at any byte.
            ++freed;
            fs::resize_file(disk + "/ballast", 100'000 - static_cast<std::uintmax_t>(freed) * 8000);
            if (freed == 12)
                break;
        }
        if (freed < 12)
            expected += lines;
        writer->tick(now_ms);
    }
    fs::remove(disk + "/ballast");
    QVERIFY2(writer->close(now_ms), writer->error().c_str());
    QVERIFY(refused >= 12);
    QVERIFY(linesIn(disk, error) == expected);
    for (const std::string& name : dataFiles(disk)) {
        QVERIFY(decoded(contentOf(disk + '/' + name)));
        if (fs::exists(disk + '/' + name + ".sha256"))
            QVERIFY(sumsAreRight(QString::fromStdString(disk),
                                 QString::fromStdString(name + ".sha256")));
    }
}

QTEST_GUILESS_MAIN(TestRecordWriter)
#include "tst_recordwriter.moc"
