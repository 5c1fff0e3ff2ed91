// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <signal.h>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

/// The wall as its configuration tells it, and what it does when that changes.
class TestConfigured : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void beginsOnceThereIsAFeed();
    void aFileWithFaultsTakesNothingDown();
    void readsTheFileAgainOnSighup();
    void endedWhileItReadsItAgainItSavesAll();
    void aBrokenStartGoesOnWithWhatLoadedLast();
    void runCountsWhatAConfigurationNames();
    void checkConfigNamesEveryFault();
    void aFeedThatCanNeverWorkIsAFault_data();
    void aFeedThatCanNeverWorkIsAFault();
    void whatMayStillComeIsAWarning();
    void theWallSaysWhatItCannotReach();
    void aFaultNamesItsFeed();

private:
    QString path(const QString& name) const { return folder_->filePath(name); }
    void write(const QString& name, const QByteArray& content);
    void configure(const QByteArray& content) { write(u"c/livewall/livewall.toml"_s, content); }
    QByteArray feed(const QString& name) const;
    void buy(const QString& log);
    void startWall();
    void endWall();

    /// Until it has said so on standard error, since it was started.
    void waitFor(const QByteArray& line);
    void sendSighup();

    /// What the default store counts.
    int counted() const;

    std::unique_ptr<QTemporaryDir> folder_;
    QProcess wall_;
    QByteArray said_;
    int bought_ = 0;
};

void TestConfigured::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    qputenv("XDG_CONFIG_HOME", path(u"c"_s).toUtf8());
    qputenv("XDG_STATE_HOME", path(u"s"_s).toUtf8());
    bought_ = 0;
}

void TestConfigured::cleanup()
{
    if (wall_.state() != QProcess::NotRunning) {
        wall_.kill();
        wall_.waitForFinished();
    }
}

void TestConfigured::write(const QString& name, const QByteArray& content)
{
    QVERIFY(QFileInfo(path(name)).dir().mkpath(u"."_s));
    QFile file(path(name));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(content);
}

QByteArray TestConfigured::feed(const QString& name) const
{
    return "[[feed]]\nname = '" + name.toUtf8() + "'\nurl = 'follow:" + path(name).toUtf8() + "'\n";
}

/// One more purchase, now.
void TestConfigured::buy(const QString& log)
{
    QFile file(path(log));
    QVERIFY(file.open(QFile::Append));
    file.write(purchaseLine(QByteArray::number(++bought_),
                            QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toUtf8()));
}

void TestConfigured::startWall()
{
    said_.clear();
    wall_.start(QStringLiteral(LIVEWALL_PROGRAM), {u"--windowed"_s, u"--size"_s, u"640x360"_s});
    QVERIFY(wall_.waitForStarted());
}

void TestConfigured::waitFor(const QByteArray& line)
{
    QTRY_VERIFY2_WITH_TIMEOUT((said_ += wall_.readAllStandardError()).contains(line),
                              QByteArray(line + "; but: " + said_).constData(), 20'000);
}

void TestConfigured::endWall()
{
    wall_.terminate();
    QVERIFY(wall_.waitForFinished());
    QCOMPARE(wall_.exitStatus(), QProcess::NormalExit);
    QCOMPARE(wall_.exitCode(), 0);
}

void TestConfigured::sendSighup()
{
    QCOMPARE(::kill(static_cast<pid_t>(wall_.processId()), SIGHUP), 0);
}

int TestConfigured::counted() const
{
    const Outcome report = runCtl({u"report"_s, u"--store"_s, path(u"s/livewall/livewall.db"_s)});
    return QJsonDocument::fromJson(report.out)[u"ledger"][u"accepted"].toInt(-1);
}

void TestConfigured::beginsOnceThereIsAFeed()
{
    startWall();
    QTest::qWait(500);
    QVERIFY(!QFile::exists(path(u"s/livewall/livewall.db"_s))); // and invents nothing
    buy(u"shop"_s);
    configure("save_every = '10ms'\n" + feed(u"shop"_s));
    QTRY_COMPARE_WITH_TIMEOUT(counted(), 1, 20'000);
    endWall();
}

void TestConfigured::aFileWithFaultsTakesNothingDown()
{
    buy(u"shop"_s);
    configure("save_every = '10ms'\n" + feed(u"shop"_s));
    startWall();
    QTRY_COMPARE_WITH_TIMEOUT(counted(), 1, 20'000);
    configure("save_every = '10ms'\nzone = 'Europe/Stokholm'\n" + feed(u"shop"_s));
    sendSighup();
    waitFor("not reloaded: livewall.toml:2:8: zone: there is no time zone Europe/Stokholm");
    configure("");
    sendSighup();
    waitFor("not reloaded: The configuration has no [[feed]] any more");
    buy(u"shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(counted(), 2, 20'000);
    endWall();
}

void TestConfigured::readsTheFileAgainOnSighup()
{
    buy(u"shop"_s);
    configure("save_every = '1h'\n" + feed(u"shop"_s)); // so that it is saved by the reading again
    startWall();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(u"s/livewall/livewall.db"_s)), 20'000);
    QTest::qWait(1500); // it has nothing to say of what it counts
    buy(u"till"_s);
    configure("save_every = '10ms'\n" + feed(u"shop"_s) + feed(u"till"_s));
    sendSighup();
    waitFor("reloaded ");
    QTRY_COMPARE_WITH_TIMEOUT(counted(), 2, 20'000);
    buy(u"shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(counted(), 3, 20'000);
    endWall();
    QCOMPARE(counted(), 3);
}

void TestConfigured::endedWhileItReadsItAgainItSavesAll()
{
    buy(u"shop"_s);
    configure("save_every = '1h'\n" + feed(u"shop"_s));
    startWall();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(u"s/livewall/livewall.db"_s)), 20'000);
    QTest::qWait(1500); // it has nothing to say of what it counts
    sendSighup();
    sendSighup();
    endWall();
    QCOMPARE(counted(), 1);
}

void TestConfigured::aBrokenStartGoesOnWithWhatLoadedLast()
{
    buy(u"shop"_s);
    configure("save_every = '10ms'\n" + feed(u"shop"_s));
    startWall();
    QTRY_COMPARE_WITH_TIMEOUT(counted(), 1, 20'000);
    endWall();
    configure("zone =\n");
    buy(u"shop"_s);
    startWall();
    QTRY_COMPARE_WITH_TIMEOUT(counted(), 2, 20'000);
    waitFor("livewall.toml:1:");
    waitFor("when it last loaded");
    endWall();
}

void TestConfigured::runCountsWhatAConfigurationNames()
{
    buy(u"shop"_s);
    buy(u"till"_s);
    write(u"my.toml"_s, "zone = 'Asia/Tokyo'\nstore = 'my.db'\n" + feed(u"shop"_s) +
                            "map = { country = 'land' }\n" + feed(u"till"_s));
    const Outcome outcome =
        runCtl({u"run"_s, u"--config"_s, path(u"my.toml"_s), u"--until-idle"_s, u"1s"_s});
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    const QJsonDocument report = QJsonDocument::fromJson(outcome.out);
    QCOMPARE(report[u"zone"].toString(), u"Asia/Tokyo"_s);
    QCOMPARE(report[u"ledger"][u"accepted"].toInt(), 2);
    QVERIFY(QFile::exists(path(u"my.db"_s)));
    QVERIFY(!QFile::exists(path(u"s/livewall/livewall.db"_s)));
}

void TestConfigured::checkConfigNamesEveryFault()
{
    Outcome outcome = runCtl({u"check-config"_s});
    QCOMPARE(outcome.status, 2);
    QVERIFY(outcome.error.contains("there is no configuration"));
    configure("zone = 'X/Y'\n[[feed]]\nname = 'a'\nurl = 'gopher://b'\n[[feed]]\nname = 'c'\n");
    outcome = runCtl({u"check-config"_s});
    QCOMPARE(outcome.status, 2);
    QCOMPARE(outcome.errorLines(), 2);
    QVERIFY(outcome.error.contains("livewall.toml:1:8: "));
    QVERIFY(outcome.error.contains("livewall.toml:5:1: this [[feed]] has no url"));
    configure("[[feed]]\nname = 'a'\nurl = 'gopher://b'\n");
    outcome = runCtl({u"check-config"_s});
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.error.contains("livewall.toml:3:7: url: no feed of the kind gopher:"),
             outcome.error.constData());
    configure(feed(u"shop"_s));
    outcome = runCtl({u"check-config"_s});
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.out.contains("feed shop: follow:"));
    QVERIFY(!QFile::exists(path(u"s"_s))); // it only looks
}

void TestConfigured::aFeedThatCanNeverWorkIsAFault_data()
{
    QTest::addColumn<QByteArray>("keys"); // of a [[feed]], beside its name
    QTest::addColumn<QByteArray>("fault");
    const auto row = [](const char* keys, const char* fault) {
        QTest::newRow(keys) << QByteArray(keys) << QByteArray(fault);
    };
    row("url='http://h/'\nsecret_file='secret'", "1:1: http: would send the secret readable");
    row("url='ws://h/'\nsecret_file='secret'", "1:1: ws: would send the secret readable");
    row("url='kafka://h/t'\nuser='u'\nsecret_file='secret'\noptions_file='open'",
        "1:1: open: security.protocol=sasl_plaintext would send the password readable");
    row("url='https://h/'\nuser='u'", "1:1: user needs secret_file");
    row("url='nats://h/S'\nuser='u'", "1:1: a user needs a password");
    row("url='kafka://h/t'\nuser='u'", "1:1: Kafka takes a user and a secret file");
    row("url='https://h/'\noptions_file='secret'", "1:1: https: has no use for options_file");
    row("url='tls://h:1'\ncredentials_file='secret'", "1:1: tls: has no use for credentials_file");
    row("url='follow:/tmp/x'\nca_file='secret'", "1:1: follow: has no use for ca_file");
    row("url='/dev/null'\nsecret_file='secret'", "1:1: a file has no use for secret_file");
    row("url='https://h/'\nca_file='/tmp'", "1:1: is a directory, give a file in it: /tmp");
    row("url='nats://h/S'\nca_file='/tmp'", "1:1: is a directory, give a file in it: /tmp");
    row("url='kafka://h/t'\nca_file='/tmp'", "1:1: is a directory, give a file in it: /tmp");
    row("url='https://h/'\nca_file='secret'", "1:1: holds no certificate (PEM): secret");
    row("url='nats://h/S'\nca_file='secret'", "1:1: holds no certificate (PEM): secret");
    row("url='kafka://h/t'\nca_file='secret'", "1:1: holds no certificate (PEM): secret");
    row("url='kafka://h/t'\noptions_file='open2'", "1:1: open2:2: group.id is what Livewall");
    row("url='kafka://h/t'\noptions_file='open3'", "1:1: open3:1: librdkafka knows no property a");
    row("url='https://h/'\nsecret_file='empty'", "1:1: the first line, to be the secret, is empty");
    row("url='nats://h/S'\nsecret_file='empty'", "1:1: the first line, to be the secret, is empty");
    row("url='-'", "3:5: url: a wall has no standard input to read");
    row("url='events.example.com/purchases'",
        "3:5: url: events.example.com/purchases is no URL and no file");
}

void TestConfigured::aFeedThatCanNeverWorkIsAFault()
{
    QFETCH(const QByteArray, keys);
    QFETCH(const QByteArray, fault);
    write(u"secret"_s, "s3cret\n");
    write(u"empty"_s, "\n");
    write(u"open"_s, "security.protocol=sasl_plaintext\n");
    write(u"open2"_s, "#\ngroup.id=x\n");
    write(u"open3"_s, "a=b\n");
    write(u"a.toml"_s, "[[feed]]\nname='a'\n" + keys + "\n");
    const Outcome outcome = runCtl({u"check-config"_s, path(u"a.toml"_s)});
    QCOMPARE(outcome.status, 2);
    QCOMPARE(outcome.errorLines(), 1);
    QByteArray said = outcome.error;
    said.replace(QByteArray(folder_->path().toUtf8() + "/"), "");
    QVERIFY2(said.startsWith(QByteArray("a.toml:" + fault)), outcome.error.constData());
    QVERIFY(!said.contains("s3cret"));
}

void TestConfigured::whatMayStillComeIsAWarning()
{
    write(u"a.toml"_s, "[[feed]]\nname='a'\nurl='https://h/'\nca_file='/nowhere.pem'\n"
                       "[[feed]]\nname='b'\nurl='kafka://h/t'\noptions_file='gone'\n"
                       "[[feed]]\nname='c'\nurl='nats://h/t'\nsecret_file='gone'\n"
                       "[[feed]]\nname='d'\nurl='/nowhere/sales'\n");
    const Outcome outcome = runCtl({u"check-config"_s, path(u"a.toml"_s)});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.errorLines(), 4);
    QVERIFY2(outcome.error.contains("a.toml:1:1: warning: no such file: /nowhere.pem\n"),
             outcome.error.constData());
    QVERIFY(outcome.out.contains("can be used"));
}

void TestConfigured::theWallSaysWhatItCannotReach()
{
    configure(feed(u"shop"_s) + "[[feed]]\nname = 'eu'\nurl = 'tcp://127.0.0.1:1'\n");
    startWall();
    waitFor("livewall: eu: connection refused by 127.0.0.1:1; tries again until it can\n");
    endWall();
}

void TestConfigured::aFaultNamesItsFeed()
{
    write(u"secret"_s, "s3cret\n");
    write(u"a.toml"_s, feed(u"shop"_s) + "[[feed]]\nname='eu'\nurl='http://h/'\n"
                                         "secret_file='secret'\n");
    const QByteArray fault = "livewallctl: eu: http: would send the secret readable for all";
    const QStringList config = {u"--config"_s, path(u"a.toml"_s), u"--for"_s, u"1s"_s};
    Outcome outcome = runCtl(QStringList{u"run"_s} + config);
    QVERIFY2(outcome.error.contains(fault), outcome.error.constData());
    outcome = runCtl(QStringList{u"tail"_s, u"--feed"_s, u"eu"_s} + config);
    QVERIFY2(outcome.error.startsWith(fault), outcome.error.constData());
}

QTEST_GUILESS_MAIN(TestConfigured)
#include "tst_configured.moc"
