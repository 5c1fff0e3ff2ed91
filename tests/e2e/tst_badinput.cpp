// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

/// Whatever is given: one clear line and the right exit status, or a counted rejection.
class BadInputTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void saysWhatIsWrongInOneLine_data();
    void saysWhatIsWrongInOneLine();
    void refusesWhatItWouldPassOver_data();
    void refusesWhatItWouldPassOver();
    void replaysNothingThatCannotBeOpened_data();
    void replaysNothingThatCannotBeOpened();
    void endsAtOnceWhereAFeedCannotBegin_data();
    void endsAtOnceWhereAFeedCannotBegin();
    void realAndInventedPurchasesNeverMeet();
    void saysThatAZoneWasPassedOver();
    void warnsOfAnInstantWithoutPurchases();
    void countsWhatIsNoEvent();
    void passesOverAnEndlessLine();
    void helpsAndTellsItsVersion_data();
    void helpsAndTellsItsVersion();

private:
    QString file(const QString& name) const { return folder_.filePath(name); }
    void write(const QString& name, const QByteArray& content) const;

    QTemporaryDir folder_;
};

void BadInputTest::write(const QString& name, const QByteArray& content) const
{
    QFile target(file(name));
    QVERIFY(target.open(QFile::WriteOnly));
    target.write(content);
}

void BadInputTest::initTestCase()
{
    write(u"empty.ndjson"_s, {});
    write(u"blank.ndjson"_s, "\n\n   \n");
    write(u"valid.ndjson"_s, purchaseLine("a", "2011-03-10T16:01:15Z"));
    write(u"text.gz"_s, "not gzip\n");
    write(u"text.zst"_s, "not zstd\n");
    QByteArray binary;
    for (int i = 0; i < 100'000; ++i)
        binary.append(static_cast<char>(i * 7919 >> 3));
    write(u"binary.ndjson"_s, binary);
    QFile sample(QStringLiteral(LIVEWALL_SOURCE_DIR "/resources/sample/purchases.ndjson.zst"));
    QVERIFY(sample.open(QFile::ReadOnly));
    write(u"truncated.ndjson.zst"_s, sample.readAll().chopped(1000));
    QVERIFY(QFile::link(u"loop.ndjson"_s, file(u"loop.ndjson"_s)));
    write(u"heartbeats.ndjson"_s, "{\"type\":\"heartbeat\",\"id\":\"h\"}\n");
}

void BadInputTest::saysWhatIsWrongInOneLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("words");

    const QString valid = file(u"valid.ndjson"_s);
    const auto row = [&](const char* name, const QStringList& arguments, int status,
                         const QByteArray& words) {
        QTest::newRow(name) << arguments << status << words;
    };
    row("missing", {file(u"nowhere.ndjson"_s)}, 2, "no such file");
    row("directory", {folder_.path()}, 2, "is a directory");
    row("empty", {file(u"empty.ndjson"_s)}, 1, "no valid purchase");
    row("blank", {file(u"blank.ndjson"_s)}, 1, "no valid purchase");
    row("binary", {file(u"binary.ndjson"_s)}, 1, "no valid purchase");
    row("heartbeats only", {file(u"heartbeats.ndjson"_s)}, 1, "no valid purchase");
    row("no gzip", {file(u"text.gz"_s)}, 2, "gzip");
    row("no zstd", {file(u"text.zst"_s)}, 2, "Zstandard");
    row("truncated", {file(u"truncated.ndjson.zst"_s)}, 2, "truncated");
    row("good, then missing", {valid, file(u"nowhere.ndjson"_s)}, 2, "nowhere.ndjson");
    row("no zone", {valid, u"--zone"_s, {}}, 2, "--zone");
    row("unknown zone", {valid, u"--zone"_s, u"Mars/Olympus"_s}, 2, "Mars/Olympus");
    row("no instant", {valid, u"--at"_s, u"yesterday"_s}, 2, "yesterday");
    row("instant without offset", {valid, u"--at"_s, u"2011-03-10T16:01:15"_s}, 2,
        "not an instant");
    row("no countries", {valid, u"--exclude"_s, u"sweden"_s}, 2, "--exclude sweden");
    row("unknown field", {valid, u"--map"_s, u"shop=merchant"_s}, 2, "shop");
    row("unknown option", {valid, u"--colour"_s}, 2, "--colour");
    row("no file", {}, 2, "FILE");
}

void BadInputTest::saysWhatIsWrongInOneLine()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QByteArray, words);
    const Outcome outcome = runCtl(QStringList(u"report"_s) + arguments);
    QCOMPARE(outcome.status, status);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY2(outcome.errorLines() == 1, outcome.error.constData());
    QVERIFY2(outcome.error.contains(words), outcome.error.constData());

    // The wall draws no picture of it either, and says the same.
    const QString picture = file(u"never.png"_s);
    const Outcome wall = runWall(QStringList{u"snapshot"_s, u"--out"_s, picture} + arguments);
    QCOMPARE(wall.status, status);
    QVERIFY2(wall.errorLines() == 1, wall.error.constData());
    QVERIFY(!QFile::exists(picture));
}

void BadInputTest::refusesWhatItWouldPassOver_data()
{
    QTest::addColumn<bool>("is_wall");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("words");
    const QString valid = file(u"valid.ndjson"_s);
    const auto row = [](const char* name, bool is_wall, const QStringList& arguments,
                        const QByteArray& words) {
        QTest::newRow(name) << is_wall << arguments << words;
    };
    row("unknown command", false, {u"frob"_s}, "frob: no such command");
    row("no command", false, {}, "subcommand");
    row("file for a command", true, {valid}, "--feed shows a file");
    row("demo before replay", true, {u"--demo"_s, u"replay"_s, valid}, "--demo stands before");
    row("zone before snapshot", true,
        {u"--zone"_s, u"UTC"_s, u"snapshot"_s, valid, u"--out"_s, file(u"never.png"_s)},
        "--zone stands before");
    row("two pages", true,
        {u"snapshot"_s, valid, u"--out"_s, file(u"never.png"_s), u"--page"_s, u"top,week"_s},
        "one page");
    row("a picture over a recording", true, {u"snapshot"_s, valid, u"--out"_s, valid},
        "ends in .png");
    row("feed and demo", true, {u"--demo"_s, u"--feed"_s, valid}, "exclude each other");
    row("told twice", true, {u"--demo"_s, u"--config"_s, u"a.toml"_s}, "--config names the feeds");
    row("two faults", true,
        {u"--demo"_s, u"--zone"_s, u"Mars/Olympus"_s, u"--map"_s, u"shop=merchant"_s},
        "Mars/Olympus");
}

void BadInputTest::refusesWhatItWouldPassOver()
{
    QFETCH(bool, is_wall);
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, words);
    const Outcome outcome = is_wall ? runWall(arguments) : runCtl(arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.errorLines() == 1, outcome.error.constData());
    QVERIFY2(outcome.error.contains(words), outcome.error.constData());
}

void BadInputTest::replaysNothingThatCannotBeOpened_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("missing") << file(u"nowhere.ndjson"_s) << QByteArray("no such file");
    QTest::newRow("link to itself") << file(u"loop.ndjson"_s) << QByteArray("loop.ndjson");
    QTest::newRow("300 letters") << file(QString(300, u'n')) << QByteArray("too long");
}

void BadInputTest::replaysNothingThatCannotBeOpened()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, words);
    const Outcome outcome = runWall({u"replay"_s, name});
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.errorLines() == 1, outcome.error.constData());
    QVERIFY2(outcome.error.contains(words), outcome.error.constData());
}

void BadInputTest::endsAtOnceWhereAFeedCannotBegin_data()
{
    QTest::addColumn<QString>("feed");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("missing") << file(u"nowhere.ndjson"_s) << QByteArray("no such file");
    QTest::newRow("directory") << folder_.path() << QByteArray("is a directory");
    QTest::newRow("no gzip") << file(u"text.gz"_s) << QByteArray("gzip");
    QTest::newRow("no zstd") << file(u"text.zst"_s) << QByteArray("Zstandard");
    QTest::newRow("unknown kind") << u"gopher://host/"_s << QByteArray("gopher");
}

void BadInputTest::endsAtOnceWhereAFeedCannotBegin()
{
    QFETCH(QString, feed);
    QFETCH(QByteArray, words);
    const Outcome outcome = runWall({u"--feed"_s, feed});
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.errorLines() == 1, outcome.error.constData());
    QVERIFY2(outcome.error.contains(words), outcome.error.constData());
}

void BadInputTest::realAndInventedPurchasesNeverMeet()
{
    const QString valid = file(u"valid.ndjson"_s);
    const auto run = [&](const QStringList& feeds, const QString& store) {
        QStringList arguments{u"run"_s, u"--for"_s, u"1s"_s, u"--store"_s, file(store)};
        for (const QString& feed : feeds)
            arguments << u"--feed"_s << feed;
        return runCtl(arguments);
    };
    QCOMPARE(run({valid}, u"real.db"_s).status, 0);
    QCOMPARE(run({u"demo:"_s}, u"demo.db"_s).status, 0);
    for (const Outcome& refused : {run({u"demo:"_s}, u"real.db"_s), run({valid}, u"demo.db"_s),
                                   run({valid, u"demo:"_s}, u"new.db"_s)}) {
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.errorLines() == 1, refused.error.constData());
        QVERIFY2(refused.error.contains("invented"), refused.error.constData());
        QCOMPARE(refused.out, QByteArray());
    }
    // A real feed of that name is none of the demo's.
    QVERIFY(QFile::copy(valid, file(u"demo"_s)));
    QCOMPARE(run({file(u"demo"_s)}, u"real.db"_s).status, 0);
}

void BadInputTest::saysThatAZoneWasPassedOver()
{
    qputenv("TZ", "Mars/Olympus");
    const Outcome outcome = runCtl({u"report"_s, file(u"valid.ndjson"_s)});
    qunsetenv("TZ");
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.error.contains("TZ=Mars/Olympus names no time zone"),
             outcome.error.constData());
}

void BadInputTest::warnsOfAnInstantWithoutPurchases()
{
    const Outcome outcome =
        runCtl({u"report"_s, file(u"valid.ndjson"_s), u"--at"_s, u"2011-03-09T00:00:00Z"_s});
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.error.contains("warning: no purchase in the day before 2011-03-09"),
             outcome.error.constData());
}

void BadInputTest::countsWhatIsNoEvent()
{
    const QByteArray good = purchaseLine("a", "2011-03-10T16:01:15Z");
    const Outcome outcome =
        runCtl({u"report"_s, u"-"_s}, "{\"id\":\n" + good + "[]\n{}\n17\n" + good.chopped(20));
    QCOMPARE(outcome.status, 0);
    const QJsonObject ledger = QJsonDocument::fromJson(outcome.out).object()[u"ledger"].toObject();
    QCOMPARE(ledger[u"received"].toInt(), 5);
    QCOMPARE(ledger[u"accepted"].toInt(), 1);
    QCOMPARE(ledger[u"rejected_by_reason"][u"json"].toInt(), 3);
    QCOMPARE(ledger[u"rejected_by_reason"][u"id"].toInt(), 1);
}

void BadInputTest::passesOverAnEndlessLine()
{
    // A line of 1 GiB, from a pipe, within 64 MiB of address space beyond what the program needs
    // anyway would be hard to tell; resident memory is measured instead.
    const Outcome outcome = run(
        u"sh"_s, {u"-c"_s,
                  u"{ printf '%s' '{\"id\":\"'; head -c 1073741824 /dev/zero | tr '\\0' x; echo; "
                  "cat \"$2\"; } | python3 -c '\n"
                  "import resource, subprocess, sys\n"
                  "status = subprocess.call([sys.argv[1], \"report\", \"-\"])\n"
                  "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
                  "sys.exit(status)' \"$1\""_s,
                  u"sh"_s, QStringLiteral(LIVEWALLCTL_PROGRAM), file(u"valid.ndjson"_s)});
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    const QList<QByteArray> lines = outcome.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const QJsonObject ledger = QJsonDocument::fromJson(lines[0]).object()[u"ledger"].toObject();
    QCOMPARE(ledger[u"rejected_by_reason"][u"length"].toInt(), 1);
    QCOMPARE(ledger[u"accepted"].toInt(), 1);
    const int resident_KiB = lines[1].toInt();
    QVERIFY2(resident_KiB < 100'000, lines[1].constData());
}

void BadInputTest::helpsAndTellsItsVersion_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    const QString ctl = QStringLiteral(LIVEWALLCTL_PROGRAM);
    const QString wall = QStringLiteral(LIVEWALL_PROGRAM);
    QTest::newRow("livewallctl") << ctl << QStringList{};
    QTest::newRow("report") << ctl << QStringList{u"report"_s};
    QTest::newRow("generate") << ctl << QStringList{u"generate"_s};
    QTest::newRow("livewall") << wall << QStringList{};
    QTest::newRow("replay") << wall << QStringList{u"replay"_s};
    QTest::newRow("snapshot") << wall << QStringList{u"snapshot"_s};
}

void BadInputTest::helpsAndTellsItsVersion()
{
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    const Outcome help = run(program, arguments + QStringList{u"--help"_s});
    QCOMPARE(help.status, 0);
    QVERIFY(help.out.contains("--help"));
    QCOMPARE(help.error, QByteArray());
    const Outcome version = run(program, arguments + QStringList{u"--version"_s});
    QVERIFY2(version.status == 0, version.error.constData());
    QVERIFY(version.out.contains("0."));
}

QTEST_GUILESS_MAIN(BadInputTest)
#include "tst_badinput.moc"
