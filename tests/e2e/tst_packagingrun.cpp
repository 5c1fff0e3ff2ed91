// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

/// What packaging/run makes of its arguments. Around it everything is a stand-in: it installs and
/// builds nothing, and its livewall says how it was called.
class PackagingRunTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void startsWhatWasAskedFor_data();
    void startsWhatWasAskedFor();
    void saysThatThereIsNoDisplay();
    void refusesWhatCannotBeDrawn();
    void helps();
    void knowsWhichOptionsTakeAValue_data();
    void knowsWhichOptionsTakeAValue();

private:
    Outcome runScript(const QStringList& arguments, bool has_display) const;
    void write(const QString& name, const QByteArray& content) const;
    QString file(const QString& name) const { return folder_.filePath(name); }

    QTemporaryDir folder_;
    QString started_in_;
};

Outcome PackagingRunTest::runScript(const QStringList& arguments, bool has_display) const
{
    if (has_display)
        qputenv("DISPLAY", ":0");
    else
        qunsetenv("DISPLAY");
    return run(file(u"packaging/run"_s), arguments);
}

void PackagingRunTest::write(const QString& name, const QByteArray& content) const
{
    QVERIFY(QDir().mkpath(QFileInfo(file(name)).path()));
    QFile target(file(name));
    QVERIFY(target.open(QFile::WriteOnly));
    target.write(content);
    QVERIFY(target.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

void PackagingRunTest::initTestCase()
{
    QFile script(QStringLiteral(LIVEWALL_SOURCE_DIR "/packaging/run"));
    QVERIFY(script.open(QFile::ReadOnly));
    write(u"packaging/run"_s, script.readAll());
    write(u"packaging/dependencies"_s, "#!/bin/sh\n");
    write(u"bin/cmake"_s, "#!/bin/sh\n");
    write(u"build/release/bin/livewall"_s, "#!/bin/sh\necho \"livewall $*\"\n");
    qputenv("PATH", QByteArray(file(u"bin"_s).toUtf8() + ':' + qgetenv("PATH")));
    qunsetenv("WAYLAND_DISPLAY");
    started_in_ = QDir::currentPath();
}

void PackagingRunTest::startsWhatWasAskedFor_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<bool>("has_display");
    QTest::addColumn<QString>("expected"); // PWD: where it was started
    const auto row = [](const char* arguments, bool has_display, const QString& expected) {
        QTest::addRow("%s, %s", arguments, has_display ? "display" : "no display")
            << QString::fromLatin1(arguments) << has_display << expected;
    };
    const bool display = true;
    row("", display, u"--demo"_s);
    row("--page week", display, u"--demo --page week"_s);
    row("--demo --windowed", display, u"--demo --windowed"_s);
    row("--feed f.ndjson --windowed", display, u"--feed f.ndjson --windowed"_s);
    row("--feed=f.ndjson", display, u"--feed=f.ndjson"_s);
    row("replay f.ndjson --speed 60", display, u"replay f.ndjson --speed 60"_s);
    row("missing.ndjson", display, u"missing.ndjson"_s);
    row("--version", display, u"--version"_s);
    row("snapshot f.ndjson --out w.png", display, u"snapshot f.ndjson --out w.png"_s);

    const QString picture = u"snapshot --out PWD/w.png "_s;
    for (const bool either : {true, false}) {
        row("--snapshot w.png", either, picture + u"--demo"_s);
        row("--snapshot=w.png", either, picture + u"--demo"_s);
        row("--snapshot w.png --demo --page week", either, picture + u"--demo --page week"_s);
        row("--snapshot w.png --zone UTC", either, picture + u"--demo --zone UTC"_s);
        row("--snapshot w.png missing.ndjson", either, picture + u"missing.ndjson"_s);
        row("--snapshot w.png --at 2011-03-10T16:00:00Z a b", either,
            picture + u"--at 2011-03-10T16:00:00Z a b"_s);
        row("--snapshot w.png --feed f.ndjson", either, picture + u"f.ndjson"_s);
    }

    const QString instead = u"snapshot --out PWD/wall.png "_s;
    row("", !display, instead + u"--demo"_s);
    row("--windowed --dwell 5s --page week,top", !display, instead + u"--demo --page week"_s);
    row("--kiosk --no-tour", !display, instead + u"--demo"_s);
    row("--list-screens", !display, u"--demo --list-screens"_s);
    row("--feed f.ndjson --windowed --dwell=5s", !display, instead + u"f.ndjson"_s);
    row("--feed=f.ndjson --zone=UTC", !display, instead + u"f.ndjson --zone=UTC"_s);
    row("--feed a --feed follow:b", !display, instead + u"a b"_s);
    row("--feed", !display, instead + u"--feed"_s);
    row("replay f.ndjson --speed 60 --from x --to=y", !display, instead + u"f.ndjson"_s);
    row("replay", !display, u"snapshot --out PWD/wall.png"_s);
    row("missing.ndjson", !display, instead + u"missing.ndjson"_s);
    row("--version", !display, u"--version"_s);
    row("snapshot f.ndjson --out w.png", !display, u"snapshot f.ndjson --out w.png"_s);
}

void PackagingRunTest::startsWhatWasAskedFor()
{
    QFETCH(QString, arguments);
    QFETCH(bool, has_display);
    QFETCH(QString, expected);
    const Outcome outcome = runScript(arguments.split(u' ', Qt::SkipEmptyParts), has_display);
    QCOMPARE(outcome.error, QByteArray());
    QCOMPARE(outcome.status, 0);
    const QList<QByteArray> lines = outcome.out.trimmed().split('\n');
    QCOMPARE(QString::fromUtf8(lines.back()),
             u"livewall "_s + expected.replace(u"PWD"_s, started_in_));
}

void PackagingRunTest::saysThatThereIsNoDisplay()
{
    const auto first_line = [this](const QStringList& arguments) {
        return QString::fromUtf8(runScript(arguments, false).out.split('\n').front());
    };
    const QString drawing =
        u"There is no display here: drawing %1/wall.png instead"_s.arg(started_in_);
    QCOMPARE(first_line({}), drawing + u'.');
    QCOMPARE(first_line({u"replay"_s, u"f.ndjson"_s}), drawing + u", of f.ndjson."_s);
}

void PackagingRunTest::refusesWhatCannotBeDrawn()
{
    const QString stream = u"https://example.com/purchases"_s;
    for (const QStringList& arguments :
         {QStringList{u"--feed"_s, stream}, {u"--snapshot"_s}, {u"--snapshot"_s, u"w"_s, stream}}) {
        const Outcome outcome = runScript(arguments, false);
        QCOMPARE(outcome.status, 2);
        QCOMPARE(outcome.out, QByteArray());
        QCOMPARE(outcome.errorLines(), 1);
    }
}

void PackagingRunTest::helps()
{
    const Outcome outcome = runScript({u"--help"_s}, false);
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.error, QByteArray());
    QVERIFY(outcome.out.contains("--snapshot FILE.png"));
    QVERIFY(!outcome.out.contains('#'));
    QCOMPARE(outcome.out.count('\n'), 5);
}

void PackagingRunTest::knowsWhichOptionsTakeAValue_data()
{
    QTest::addColumn<QString>("option");
    // As in "  --zone ZONE  Business time zone".
    static const QRegularExpression with_value(u"^ +(--[a-z]+) [A-Za-z]+"_s,
                                               QRegularExpression::MultilineOption);
    QSet<QString> options;
    for (const QStringList& command :
         {QStringList{}, QStringList{u"replay"_s}, QStringList{u"snapshot"_s}}) {
        const Outcome help = runWall(command + QStringList(u"--help"_s));
        auto found = with_value.globalMatch(QString::fromUtf8(help.out));
        while (found.hasNext())
            options.insert(found.next().captured(1));
    }
    QVERIFY(options.contains(u"--zone"_s) && options.contains(u"--speed"_s));
    for (const QString& option : options - QSet<QString>{u"--feed"_s})
        QTest::newRow(option.toLatin1().constData()) << option;
}

void PackagingRunTest::knowsWhichOptionsTakeAValue()
{
    QFETCH(QString, option);
    const Outcome outcome = runScript({option, u"value"_s}, true);
    // A configuration tells of feeds.
    const QString demo = option == u"--config" ? QString() : u" --demo"_s;
    QCOMPARE(QString::fromUtf8(outcome.out), u"livewall%1 %2 value\n"_s.arg(demo, option));
}

QTEST_GUILESS_MAIN(PackagingRunTest)
#include "tst_packagingrun.moc"
