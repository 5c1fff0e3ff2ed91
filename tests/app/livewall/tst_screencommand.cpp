// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/screencommand.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <iostream>
#include <sstream>

using namespace Qt::StringLiterals;
using livewall::app::ScreenCommand;

namespace {

/// What is said on std::cerr while it lives.
class Heard
{
public:
    Heard() : before_(std::cerr.rdbuf(text_.rdbuf())) {}
    ~Heard() { std::cerr.rdbuf(before_); }
    QString text() const { return QString::fromStdString(text_.str()); }

private:
    std::ostringstream text_;
    std::streambuf* before_;
};

} // namespace

class TestScreenCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QFile::remove(folder_.filePath(u"out"_s)); }
    void runsAProgramWithItsArguments();
    void aProgramThatIsNotThereIsSaid();
    void aFailureIsSaid();
    void oneThatHangsIsEndedAndSaid();
    void theNextEndsTheOneBefore();
    void itsSignalsAreNotBlocked();

private:
    QByteArray written() const
    {
        QFile file(folder_.filePath(u"out"_s));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::vector<std::string> shell(const std::string& script) const
    {
        return {"/bin/sh", "-c", script, "sh", folder_.filePath(u"out"_s).toStdString()};
    }

    QTemporaryDir folder_;
    CLI::App app_{"", "livewall"};
};

void TestScreenCommand::runsAProgramWithItsArguments()
{
    const Heard heard;
    ScreenCommand command(app_);
    command.run(shell("echo \"$0 on\" > \"$1\""));
    QTRY_COMPARE(written(), "sh on\n");
    QTest::qWait(50);
    QCOMPARE(heard.text(), QString());
}

void TestScreenCommand::aProgramThatIsNotThereIsSaid()
{
    const Heard heard;
    ScreenCommand command(app_, 100);
    command.run({"/nowhere/cec-ctl", "--standby"});
    QTRY_VERIFY2(heard.text().startsWith(u"livewall: /nowhere/cec-ctl cannot be started: "),
                 qPrintable(heard.text()));
    QTest::qWait(200);
    QCOMPARE(heard.text().count(u'\n'), 1);
}

void TestScreenCommand::aFailureIsSaid()
{
    const Heard heard;
    ScreenCommand command(app_);
    command.run(shell("exit 3"));
    QTRY_COMPARE(heard.text(), u"livewall: /bin/sh ended with status 3\n"_s);
}

void TestScreenCommand::oneThatHangsIsEndedAndSaid()
{
    const Heard heard;
    ScreenCommand command(app_, 1000);
    command.run(shell("echo $$ > \"$1\"; exec sleep 100"));
    QTRY_COMPARE(heard.text(), u"livewall: /bin/sh is not done after 1 s and was ended\n"_s);
    QVERIFY(::kill(written().trimmed().toInt(), 0) != 0);
}

void TestScreenCommand::theNextEndsTheOneBefore()
{
    const Heard heard;
    ScreenCommand command(app_);
    command.run(shell("echo $$ > \"$1\"; exec sleep 100"));
    QTRY_VERIFY(written().endsWith('\n'));
    const int process = written().trimmed().toInt();
    QVERIFY(::kill(process, 0) == 0);
    command.run(shell("echo off > \"$1\""));
    QTRY_COMPARE(written(), "off\n");
    QVERIFY(::kill(process, 0) != 0);
    QCOMPARE(heard.text(), QString());
}

/// The wall blocks those that end it, to wait for them.
void TestScreenCommand::itsSignalsAreNotBlocked()
{
    sigset_t end;
    sigset_t before;
    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    sigprocmask(SIG_BLOCK, &end, &before);
    ScreenCommand command(app_);
    command.run(shell("grep SigBlk /proc/self/status > \"$1\""));
    QTRY_COMPARE(written(), "SigBlk:\t0000000000000000\n");
    sigprocmask(SIG_SETMASK, &before, nullptr);
}

QTEST_GUILESS_MAIN(TestScreenCommand)
#include "tst_screencommand.moc"
