// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <QHostAddress>
#include <QProcess>
#include <QScopeGuard>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

namespace {

constexpr int kPatience_ms = 20'000;

/// An event stream at a port of this machine, which can go and come back.
class Stream
{
public:
    Stream()
    {
        server_.listen(QHostAddress::LocalHost);
        port_ = server_.serverPort();
        server_.close();
        QObject::connect(&server_, &QTcpServer::newConnection, &server_, [this] {
            client_ = server_.nextPendingConnection();
            client_->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: " +
                           purchaseLine("a", "2011-03-10T16:00:00Z") + "\n");
        });
    }

    QString host() const { return u"127.0.0.1:%1"_s.arg(port_); }
    bool come() { return server_.listen(QHostAddress::LocalHost, port_); }
    void go()
    {
        server_.close();
        client_->disconnectFromHost();
    }

private:
    QTcpServer server_;
    QTcpSocket* client_ = nullptr; ///< the server's
    quint16 port_ = 0;
};

} // namespace

class UnreachableTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachChangeIsSaidOnce_data();
    void eachChangeIsSaidOnce();
    void aLogThatIsMissingIsNamed();
};

void UnreachableTest::eachChangeIsSaidOnce_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("path"); // in the feed's name, behind host and port
    QTest::newRow("record") << QStringList{u"record"_s, u"--out"_s, u"OUT"_s} << u"/sales"_s;
    QTest::newRow("run") << QStringList{u"run"_s} << QString();
}

void UnreachableTest::eachChangeIsSaidOnce()
{
    QFETCH(QStringList, arguments);
    QFETCH(const QString, path);
    const QTemporaryDir dir;
    arguments.replaceInStrings(u"OUT"_s, dir.filePath(u"out"_s));
    Stream stream;
    const QByteArray host = stream.host().toLatin1();
    const QByteArray name = host + path.toLatin1();

    QByteArray said;
    QProcess program;
    const auto end = qScopeGuard([&program] {
        program.kill();
        program.waitForFinished();
    });
    QObject::connect(&program, &QProcess::readyReadStandardError, &program,
                     [&] { said += program.readAllStandardError(); });
    program.start(QStringLiteral(LIVEWALLCTL_PROGRAM),
                  arguments + QStringList{u"--feed"_s, u"http://"_s % stream.host() % u"/sales"_s});
    QByteArray expected =
        "livewallctl: connection refused by " + host + "; tries again until it can\n";
    QTRY_COMPARE_WITH_TIMEOUT(said, expected, kPatience_ms);
    QTest::qWait(2000); // one or two more attempts
    QCOMPARE(said, expected);

    QVERIFY(stream.come());
    expected += "livewallctl: " + name + " is there now\n";
    QTRY_COMPARE_WITH_TIMEOUT(said, expected, kPatience_ms);

    stream.go();
    expected += "livewallctl: " + host + " ended the stream; tries again until it can\n" +
                "livewallctl: connection refused by " + host + "; tries again until it can\n";
    QTRY_COMPARE_WITH_TIMEOUT(said, expected, kPatience_ms);
    QVERIFY(stream.come());
    expected += "livewallctl: " + name + " is there again\n";
    QTRY_COMPARE_WITH_TIMEOUT(said, expected, kPatience_ms);

    ::kill(static_cast<pid_t>(program.processId()), SIGTERM);
    QVERIFY(program.waitForFinished(kPatience_ms));
    QCOMPARE(program.exitCode(), 0);
}

void UnreachableTest::aLogThatIsMissingIsNamed()
{
    const QTemporaryDir dir;
    const QString log = dir.filePath(u"sales.log"_s);
    const Outcome outcome = runCtl({u"record"_s, u"--out"_s, dir.filePath(u"out"_s), u"--feed"_s,
                                    u"follow:"_s % log, u"--for"_s, u"500ms"_s});
    QCOMPARE(outcome.status, 0);
    const QByteArray begin = "livewallctl: no such file: " + log.toLocal8Bit();
    QVERIFY2(outcome.error.startsWith(begin), outcome.error.constData());
    QCOMPARE(outcome.errorLines(), 2);
}

QTEST_GUILESS_MAIN(UnreachableTest)
#include "tst_unreachable.moc"
