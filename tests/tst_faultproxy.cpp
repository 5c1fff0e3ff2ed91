// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/faultproxy.h"

#include <memory>

#include <QElapsedTimer>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace livewall::test;
using namespace std::chrono_literals;

/// Both ends of a connection through the proxy live in the test's event loop.
class FaultProxyTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTcpServer> server_;
    std::unique_ptr<FaultProxy> proxy_;
    std::unique_ptr<QTcpSocket> client_;
    QTcpSocket* served_ = nullptr;

    void connectClient()
    {
        client_ = std::make_unique<QTcpSocket>();
        client_->connectToHost(QHostAddress::LocalHost, proxy_->port());
    }

private Q_SLOTS:
    void init()
    {
        server_ = std::make_unique<QTcpServer>();
        QVERIFY(server_->listen(QHostAddress::LocalHost));
        proxy_ = std::make_unique<FaultProxy>(server_->serverPort());
        connectClient();
        QTRY_VERIFY(server_->hasPendingConnections());
        served_ = server_->nextPendingConnection();
        QTRY_COMPARE(client_->state(), QAbstractSocket::ConnectedState);
    }
    void cleanup()
    {
        client_.reset();
        proxy_.reset();
        server_.reset();
    }

    void passesBothWays()
    {
        const QByteArray much(5'000'000, 'x');
        client_->write("question");
        QTRY_COMPARE(served_->bytesAvailable(), 8);
        served_->write(much);
        QTRY_COMPARE(client_->bytesAvailable(), much.size());
        QCOMPARE(proxy_->connections(), 1);
        QCOMPARE(proxy_->bytesToServer(), 8U);
        QCOMPARE(proxy_->bytesToClients(), 5'000'000U);
    }

    void anEndPassesBehindWhatWasSent()
    {
        served_->write("last words");
        served_->disconnectFromHost();
        QTRY_COMPARE(client_->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(client_->error(), QAbstractSocket::RemoteHostClosedError);
        QCOMPARE(client_->readAll(), QByteArray("last words"));
        QTRY_COMPARE(proxy_->openConnections(), 0);
    }

    void cutsWithAResetOrAnEnd()
    {
        QCOMPARE(proxy_->cutAll(FaultProxy::Cut::Reset), 1);
        QTRY_COMPARE(client_->state(), QAbstractSocket::UnconnectedState);
        QVERIFY(client_->errorString().contains(QStringLiteral("reset")) ||
                client_->error() == QAbstractSocket::RemoteHostClosedError);
        connectClient();
        QTRY_COMPARE(proxy_->connections(), 2);
        QTRY_COMPARE(client_->state(), QAbstractSocket::ConnectedState);
        QCOMPARE(proxy_->cutAll(FaultProxy::Cut::Finish), 1);
        QTRY_COMPARE(client_->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(client_->error(), QAbstractSocket::RemoteHostClosedError);
        QCOMPARE(proxy_->openConnections(), 0);
    }

    void cutsAfterSoManyBytes()
    {
        proxy_->setLimit(1000);
        served_->write(QByteArray(5000, 'x'));
        QTRY_COMPARE(client_->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(proxy_->bytesToClients(), 1000U);
    }

    void delaysEachByte()
    {
        proxy_->setDelay(200ms);
        QElapsedTimer clock;
        clock.start();
        served_->write("x");
        QTRY_COMPARE(client_->bytesAvailable(), 1);
        QVERIFY(clock.elapsed() >= 195);
    }

    void tricklesOneByteAtATime()
    {
        proxy_->setTrickle(100);
        QElapsedTimer clock;
        clock.start();
        int reads = 0;
        connect(client_.get(), &QTcpSocket::readyRead, this, [&] {
            client_->readAll();
            ++reads;
        });
        served_->write(QByteArray(50, 'x'));
        QTRY_COMPARE(proxy_->bytesToClients(), 50U);
        QVERIFY2(clock.elapsed() >= 450, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(reads >= 25);
    }

    void halfOpenNothingPasses()
    {
        proxy_->setHalfOpen(true);
        served_->write("x");
        QTcpSocket another;
        another.connectToHost(QHostAddress::LocalHost, proxy_->port());
        QTRY_COMPARE(another.state(), QAbstractSocket::ConnectedState);
        served_->disconnectFromHost();
        QTest::qWait(200);
        QCOMPARE(client_->state(), QAbstractSocket::ConnectedState);
        QCOMPARE(proxy_->bytesToClients(), 0U);
        proxy_->setHalfOpen(false);
        QTRY_COMPARE(client_->bytesAvailable(), 1);
    }

    void refusesAndAcceptsAgain()
    {
        proxy_->setRefusing(true);
        QCOMPARE(client_->state(), QAbstractSocket::ConnectedState);
        connectClient();
        QTRY_COMPARE(client_->error(), QAbstractSocket::ConnectionRefusedError);
        proxy_->setRefusing(false);
        connectClient();
        QTRY_COMPARE(client_->state(), QAbstractSocket::ConnectedState);
    }
};

QTEST_GUILESS_MAIN(FaultProxyTest)
#include "tst_faultproxy.moc"
