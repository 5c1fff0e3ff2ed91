// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>

#include <pty.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

namespace {

/// Runs livewallctl with a terminal for its standard error; what it showed there is in `error`.
Outcome runOnTerminal(const QStringList& arguments)
{
    int terminal = -1; // this end
    int screen = -1;   // the program's
    if (::openpty(&terminal, &screen, nullptr, nullptr, nullptr) != 0)
        return {-1, {}, "there is no pseudo terminal"};
    QProcess program;
    program.setChildProcessModifier([screen] { ::dup2(screen, STDERR_FILENO); });
    program.start(QStringLiteral(LIVEWALLCTL_PROGRAM), arguments);
    program.waitForStarted();
    ::close(screen);
    Outcome outcome;
    std::array<char, 4096> bytes;
    // It ends in an error (EIO) once nobody has the other end.
    for (ssize_t size = 0; (size = ::read(terminal, bytes.data(), bytes.size())) > 0;)
        outcome.error.append(bytes.data(), size);
    ::close(terminal);
    program.waitForFinished();
    outcome.status = program.exitCode();
    outcome.out = program.readAllStandardOutput();
    return outcome;
}

/// The shares of a hundred that it showed, in their order.
QList<int> percentages(const QByteArray& shown)
{
    QList<int> all;
    static const QRegularExpression bar(u"\\rlivewallctl: \\[#* *\\] +(\\d+)%"_s);
    for (const auto& match : bar.globalMatch(QString::fromLatin1(shown)))
        all.append(match.captured(1).toInt());
    return all;
}

} // namespace

class ProgressTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void anImportShowsItOnATerminal();
    void anImportShowsNoneElsewhere();
    void aBackupShowsItOnATerminal();
    void aBackupSaysWhatItCopied();

private:
    QStringList import(const QString& store) const
    {
        return {u"import"_s, file_, u"--as"_s, u"shop"_s, u"--store"_s, dir_.filePath(store)};
    }

    const QTemporaryDir dir_;
    QString file_;
};

void ProgressTest::initTestCase()
{
    QFile file(dir_.filePath(u"history.ndjson"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("nonsense\n"); // its line goes beside the bar
    file.write(runCtl({u"generate"_s, u"--events"_s, u"20000"_s}).out);
    file_ = file.fileName();
}

void ProgressTest::anImportShowsItOnATerminal()
{
    const Outcome outcome = runOnTerminal(import(u"a.db"_s));
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    QVERIFY(outcome.out.isEmpty());
    const QList<int> shares = percentages(outcome.error);
    QVERIFY2(shares.size() > 10, outcome.error.constData());
    QVERIFY(std::ranges::is_sorted(shares));
    QVERIFY(shares.first() < 20);
    QCOMPARE(shares.last(), 100);
    // The bar is gone before a line is written, and at the end.
    const QByteArray full = "[########################################] 100%";
    QCOMPARE(outcome.error.count(full), 1);
    const QByteArray end = full + "\r\033[Klivewallctl: 1 file imported as shop: ";
    QVERIFY2(outcome.error.contains(end), outcome.error.constData());
    const QByteArray line = "livewallctl: " + file_.toLatin1() + ":1: ";
    const qsizetype rejected = outcome.error.indexOf(line);
    QVERIFY2(rejected >= 0, outcome.error.constData());
    QVERIFY(rejected == 0 || outcome.error.first(rejected).endsWith("\r\033[K"));
}

void ProgressTest::anImportShowsNoneElsewhere()
{
    const Outcome outcome = runCtl(import(u"b.db"_s));
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    QVERIFY2(!outcome.error.contains('\r') && !outcome.error.contains('\033') &&
                 !outcome.error.contains('%'),
             outcome.error.constData());
    QCOMPARE(outcome.errorLines(), 2);
}

void ProgressTest::aBackupShowsItOnATerminal()
{
    const QString store = dir_.filePath(u"c.db"_s);
    QCOMPARE(runCtl(import(u"c.db"_s)).status, 0);
    const Outcome outcome = runOnTerminal({u"backup"_s, store, dir_.filePath(u"c-copy.db"_s)});
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    QVERIFY2(outcome.error.contains("\rlivewallctl: 100%\r\033[Klivewallctl: copied "),
             outcome.error.constData());
}

void ProgressTest::aBackupSaysWhatItCopied()
{
    const QString store = dir_.filePath(u"d.db"_s);
    const QString copy = dir_.filePath(u"d-copy.db"_s);
    QCOMPARE(runCtl(import(u"d.db"_s)).status, 0);
    const Outcome outcome = runCtl({u"backup"_s, store, copy});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.error, "livewallctl: copied " + store.toLatin1() + " to " + copy.toLatin1() +
                                ", " + QByteArray::number(QFile(copy).size()) + " bytes\n");
    QVERIFY(outcome.out.isEmpty());
}

QTEST_GUILESS_MAIN(ProgressTest)
#include "tst_progress.moc"
