// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"
#include "widgets/shell/picturenote.h"

#include <QDateTime>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

/// The program on an X server of its own, and keys as a keyboard sends them.
class RealKeysTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void aRecordingIsSentToTypedMomentsAndSteps();

private:
    void key(const QStringList& keys);
    void type(const QString& text);
    QDateTime shown();

    QTemporaryDir folder_;
    QProcess server_;
    QProcess wall_;
    QProcessEnvironment environment_ = QProcessEnvironment::systemEnvironment();
};

void RealKeysTest::initTestCase()
{
    for (const QString& tool : {u"Xvfb"_s, u"xdotool"_s}) {
        if (QStandardPaths::findExecutable(tool).isEmpty())
            QSKIP(
                qPrintable(tool + u" is not installed (packaging/dependencies install --test)"_s));
    }
    // It chooses a display that is free, and says which.
    server_.start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"1280x720x24"_s,
                              u"-nolisten"_s, u"tcp"_s});
    QTRY_VERIFY_WITH_TIMEOUT(server_.canReadLine(), 20'000);
    const QString display = u":"_s + QString::fromLatin1(server_.readLine().trimmed());
    environment_.insert(u"DISPLAY"_s, display);
    environment_.insert(u"HOME"_s, folder_.path());
    environment_.insert(u"XDG_CONFIG_HOME"_s, folder_.path());
    environment_.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    environment_.remove(u"WAYLAND_DISPLAY"_s);
    wall_.setProcessEnvironment(environment_);
    wall_.start(QStringLiteral(LIVEWALL_PROGRAM),
                {u"replay"_s,
                 QStringLiteral(LIVEWALL_SOURCE_DIR "/resources/sample/purchases.ndjson.zst"),
                 u"--windowed"_s, u"--size"_s, u"1280x720"_s, u"--zone"_s, u"Europe/Stockholm"_s,
                 u"--page"_s, u"hour"_s});
    QVERIFY(wall_.waitForStarted());
    // Once a picture can be had, keys arrive and the recording is read.
    QTRY_VERIFY_WITH_TIMEOUT(shown().isValid(), 60'000);
}

void RealKeysTest::cleanupTestCase()
{
    for (QProcess* process : {&wall_, &server_}) {
        process->terminate();
        process->waitForFinished();
    }
}

void RealKeysTest::key(const QStringList& keys)
{
    QProcess tool;
    tool.setProcessEnvironment(environment_);
    tool.start(u"xdotool"_s, QStringList(u"key"_s) + keys);
    QVERIFY(tool.waitForFinished());
}

void RealKeysTest::type(const QString& text)
{
    QProcess tool;
    tool.setProcessEnvironment(environment_);
    tool.start(u"xdotool"_s, {u"type"_s, u"--"_s, text});
    QVERIFY(tool.waitForFinished());
}

/// T of the wall, as a picture says that it saves; nothing before there is one.
QDateTime RealKeysTest::shown()
{
    QDir pictures(folder_.filePath(u"Pictures"_s));
    for (const QString& old : pictures.entryList(QDir::Files))
        pictures.remove(old);
    key({u"s"_s});
    QStringList files;
    for (int tries = 0; files.isEmpty() && tries < 40; ++tries) {
        QTest::qWait(50);
        files = pictures.entryList({u"*.png"_s}, QDir::Files);
    }
    if (files.isEmpty())
        return {};
    QTest::qWait(100); // it is written
    const auto note = livewall::widgets::readNote(pictures.filePath(files.front()));
    return note ? QDateTime::fromString(note->at, Qt::ISODateWithMs) : QDateTime();
}

void RealKeysTest::aRecordingIsSentToTypedMomentsAndSteps()
{
    key({u"p"_s}); // time stands
    key({u"g"_s});
    type(u"2026-02-24 16:20:30"_s);
    key({u"Return"_s});
    const auto at = [](const char* text) {
        return QDateTime::fromString(QString::fromLatin1(text), Qt::ISODateWithMs);
    };
    QTRY_COMPARE_WITH_TIMEOUT(shown(), at("2026-02-24T15:20:30.000Z"), 20'000);
    key({u"ctrl+Left"_s});
    QTRY_COMPARE_WITH_TIMEOUT(shown(), at("2026-02-24T14:20:30.000Z"), 20'000);
    key({u"ctrl+shift+Right"_s});
    QTRY_COMPARE_WITH_TIMEOUT(shown(), at("2026-02-25T14:20:30.000Z"), 20'000);
    key({u"shift+Left"_s, u"shift+Left"_s});
    QTRY_COMPARE_WITH_TIMEOUT(shown(), at("2026-02-25T14:18:30.000Z"), 20'000);
    key({u"g"_s});
    type(u"-2h"_s);
    key({u"Return"_s});
    QTRY_COMPARE_WITH_TIMEOUT(shown(), at("2026-02-25T12:18:30.000Z"), 20'000);
    key({u"p"_s});
    QTRY_VERIFY_WITH_TIMEOUT(shown() > at("2026-02-25T12:18:30.000Z"), 20'000);
    key({u"q"_s});
    QVERIFY(wall_.waitForFinished());
    QCOMPARE(wall_.exitCode(), 0);
}

QTEST_MAIN(RealKeysTest)
#include "tst_realkeys.moc"
