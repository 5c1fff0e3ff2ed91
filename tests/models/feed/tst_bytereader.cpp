// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/bytereader.h"

#include "tests/models/feed/compressed.h"

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace livewall::feed;
using namespace std::string_literals;
using namespace std::chrono_literals;

namespace {

struct Content
{
    std::string bytes;
    std::string error; ///< of the opening or of the reading
};

Content readAll(const std::string& path, std::size_t block_bytes = 4096)
{
    Content content;
    const auto reader = openBytes(path, content.error);
    if (!reader)
        return content;
    std::string block(block_bytes, '\0');
    for (;;) {
        const std::ptrdiff_t size = reader->read(block);
        if (size < 0)
            content.error = reader->error();
        if (size <= 0)
            return content;
        content.bytes.append(block, 0, static_cast<std::size_t>(size));
    }
}

/// Text that neither repeats nor packs well.
std::string longContent(std::size_t bytes)
{
    std::string content;
    std::uint32_t state = 1;
    while (content.size() < bytes) {
        state = state * 1664525 + 1013904223;
        content.append(std::to_string(state)).push_back('\n');
    }
    return content;
}

} // namespace

class TestByteReader : public QObject
{
    Q_OBJECT

private:
    std::string file(const char* name, std::string_view content) const
    {
        const std::string path = folder_.filePath(QString::fromLatin1(name)).toStdString();
        writeFile(path, content);
        return path;
    }
    QTemporaryDir folder_;

private Q_SLOTS:
    void readsWhatWasWritten_data()
    {
        const std::string text = longContent(1'000'000);
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("content");
        const auto row = [](const char* tag, const char* name, const std::string& packed,
                            const std::string& content) {
            QTest::newRow(tag) << QString::fromLatin1(name) << QByteArray::fromStdString(packed)
                               << QByteArray::fromStdString(content);
        };
        row("plain", "a.ndjson", text, text);
        row("plain, empty", "a.ndjson", "", "");
        row("plain, whatever its bytes", "a", gzipped("x"), gzipped("x"));
        row("gzip", "a.gz", gzipped(text), text);
        row("gzip of nothing", "a.gz", gzipped(""), "");
        row("gzip members", "a.gz", gzipped(text) + gzipped("") + gzipped("end"), text + "end");
        row("gzip, padded with zeros", "a.gz", gzipped(text) + std::string(512, '\0'), text);
        row("gzip of one long run", "a.gz", gzipped(std::string(3'000'000, 'a')),
            std::string(3'000'000, 'a'));
        row("zstd", "a.zst", zstandard(text), text);
        row("zstd of nothing", "a.zst", zstandard(""), "");
        row("zstd frames", "a.zst", zstandard(text) + zstandard("") + zstandard("end"),
            text + "end");
        // A skippable frame (RFC 8878, 3.1.2) between two others.
        row("zstd, skippable frame", "a.zst",
            zstandard("a") + "\x50\x2A\x4D\x18\x03\x00\x00\x00xyz"s + zstandard("b"), "ab");
        // Its last byte is read before the last block's content is given.
        row("zstd without a checksum", "a.zst", zstandard(text, false), text);
        row("zstd of one long run", "a.zst", zstandard(std::string(3'000'000, 'a')),
            std::string(3'000'000, 'a'));
    }
    void readsWhatWasWritten()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, file);
        QFETCH(const QByteArray, content);
        const std::string path =
            this->file(name.toLatin1().constData(), std::string_view(file.data(), file.size()));
        for (const std::size_t block_bytes : {1000U, 65'536U, 10'000'000U}) {
            const Content read = readAll(path, block_bytes);
            QCOMPARE(read.error, std::string());
            QVERIFY(read.bytes == content.toStdString());
        }
    }

    void saysWhatIsWrong_data()
    {
        const std::string text = longContent(300'000);
        const std::string gzip = gzipped(text);
        const std::string zstd = zstandard(text);
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* tag, const char* name, const std::string& packed,
                            const char* error) {
            QTest::newRow(tag) << QString::fromLatin1(name) << QByteArray::fromStdString(packed)
                               << QString::fromLatin1(error);
        };
        std::string damaged_gzip = gzip;
        damaged_gzip[damaged_gzip.size() - 6] ^= 1; // in the checksum
        std::string damaged_zstd = zstd;
        damaged_zstd.replace(damaged_zstd.size() / 2, 64, std::string(64, '\xff'));

        row("gzip cut in its content", "a.gz", gzip.substr(0, gzip.size() / 2), "truncated");
        row("gzip cut in its trailer", "a.gz", gzip.substr(0, gzip.size() - 1), "truncated");
        row("gzip cut in a later member", "a.gz", gzip + gzip.substr(0, 15), "truncated");
        row("gzip without a byte", "a.gz", "", "truncated");
        row("gzip damaged", "a.gz", damaged_gzip, "damaged gzip data");
        row("gzip followed by something", "a.gz", gzip + "something", "damaged gzip data");
        row("no gzip", "a.gz", "{\"id\":\"1\"}\n", "is not gzip data");
        row("zstd cut in its content", "a.zst", zstd.substr(0, zstd.size() / 2), "truncated");
        row("zstd cut in its last byte", "a.zst", zstd.substr(0, zstd.size() - 1), "truncated");
        row("zstd without a byte", "a.zst", "", "truncated");
        row("zstd damaged", "a.zst", damaged_zstd, "damaged Zstandard data");
        row("zstd followed by something", "a.zst", zstd + "something", "damaged Zstandard data");
        row("no zstd", "a.zst", gzip, "is not Zstandard data");
    }
    void saysWhatIsWrong()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, file);
        QFETCH(const QString, error);
        const std::string path =
            this->file(name.toLatin1().constData(), std::string_view(file.data(), file.size()));
        const Content read = readAll(path);
        QVERIFY2(read.error.starts_with(path + ": "), read.error.c_str());
        QVERIFY2(read.error.find(error.toStdString()) != std::string::npos, read.error.c_str());
        QVERIFY(read.error.find('\n') == std::string::npos);
    }

    void saysWhyItDoesNotOpen()
    {
        std::string error;
        const std::string folder = folder_.path().toStdString();
        QVERIFY(!openBytes(folder, error));
        QCOMPARE(error, "is a directory, give a file in it: " + folder);

        QVERIFY(!openBytes(folder + "/none.gz", error));
        QCOMPARE(error, "no such file: " + folder + "/none.gz");

        if (::geteuid() == 0)
            QSKIP("root may read every file");
        const std::string secret = file("secret", "x");
        ::chmod(secret.c_str(), 0);
        QVERIFY(!openBytes(secret, error));
        QCOMPARE(error, "permission denied, let this user read: " + secret);
    }

    void whatCameBeforeTheDamageIsRead()
    {
        const std::string text = longContent(300'000);
        const std::string packed = gzipped(text) + gzipped("end");
        const Content read = readAll(file("a.gz", packed.substr(0, packed.size() - 4)));
        QVERIFY(read.bytes == text + "end");
        QVERIFY(read.error.find("truncated") != std::string::npos);
    }

    void waitingForAPipeEndsWhenStopped()
    {
        const std::string path = folder_.filePath(QStringLiteral("pipe")).toStdString();
        QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
        std::stop_source stop;
        std::string error;
        const auto reader = openBytes(path, error, stop.get_token());
        QVERIFY2(reader, error.c_str());
        std::jthread stopper([&] {
            std::this_thread::sleep_for(50ms);
            stop.request_stop();
        });
        std::array<char, 16> block{};
        const auto begin = std::chrono::steady_clock::now();
        QCOMPARE(reader->read(block), 0);
        QVERIFY(std::chrono::steady_clock::now() - begin < 250ms);
    }

    void aPipeIsReadAsItIsWritten()
    {
        const std::string path = folder_.filePath(QStringLiteral("pipe2")).toStdString();
        QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
        std::jthread writer([&] { writeFile(path, "one\n"); });
        QCOMPARE(readAll(path).bytes, std::string("one\n"));
    }

    void aPipeHoldsMuchWhileNobodyReads()
    {
        const std::string path = folder_.filePath(QStringLiteral("pipe3")).toStdString();
        QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
        std::string error;
        const auto reader = openBytes(path, error);
        QVERIFY2(reader, error.c_str());
        const int writing = ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
        QVERIFY(writing >= 0);
        const std::string much(512 * 1024, 'x');
        const ssize_t taken = ::write(writing, much.data(), much.size());
        ::close(writing);
        QCOMPARE(taken, static_cast<ssize_t>(much.size()));
    }
};

QTEST_GUILESS_MAIN(TestByteReader)
#include "tst_bytereader.moc"
