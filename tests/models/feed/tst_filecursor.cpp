// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/filecursor.h"

#include <QTest>

using namespace livewall::feed;

class TestFileCursor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadBackAsItWasWritten()
    {
        const FileCursor cursor{64'769, UINT64_MAX, 123'456'789'012, Fingerprint::of("abc")};
        const auto read = FileCursor::fromString(cursor.toString());
        QVERIFY(read.has_value());
        QVERIFY(*read == cursor);
    }

    void fingerprintsTheFirstKilobyte()
    {
        const std::string head(Fingerprint::kMaxBytes, 'a');
        QVERIFY(Fingerprint::of(head) == Fingerprint::of(head + "b"));
        QVERIFY(!(Fingerprint::of(head) == Fingerprint::of(head.substr(1))));
        QVERIFY(!(Fingerprint::of("a") == Fingerprint::of("b")));
    }

    void whatItDidNotWriteIsNoCursor_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char* text) { QTest::newRow(text) << QString::fromLatin1(text); };
        row("");
        row("file1");
        row("file1 ");
        row("file1 1 2 3 0");
        row("file1 1 2 3 0 ");
        row("file1 1 2 3 0 0 ");
        row("file1 1 2 3 0 0 0");
        row("file1 1 2 -3 0 0");
        row("file1 1 2 3 0 xyz");
        row("file1 1 2 5000 1025 0"); // more than is ever hashed
        row("file1 1 2 3 4 0");       // more than was read
        row("file1 1 2 18446744073709551616 0 0");
        row("file2 1 2 3 0 0");
        row("1299772875:0");
    }
    void whatItDidNotWriteIsNoCursor()
    {
        QFETCH(const QString, text);
        QVERIFY(!FileCursor::fromString(text.toStdString()));
    }
};

QTEST_GUILESS_MAIN(TestFileCursor)
#include "tst_filecursor.moc"
