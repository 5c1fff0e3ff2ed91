// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// A topic that is read through cut connections and kills is counted exactly once. The whole proof:
// QTEST_FUNCTION_TIMEOUT=3600000 LIVEWALL_EVENTS=1000000 LIVEWALL_CUTS=200 LIVEWALL_KILLS=20.
#include "tests/e2e/program.h"
#include "tests/e2e/proofsize.h"
#include "tests/e2e/purchaselog.h"
#include "tests/e2e/reports.h"
#include "tests/e2e/running.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

namespace {

constexpr qint64 kStart_ms = 1'299'456'000'000; // 2011-03-07T00:00:00Z
constexpr qint64 kHour_ms = 3'600'000;
// However the partitions are mixed, every copy comes within the horizon of a day.
constexpr qint64 kSpan_ms = 6 * kHour_ms;
constexpr qint64 kLatest_ms = 6 * kHour_ms;
constexpr int kPatience_ms = 60'000;
constexpr int kReconnect_ms = 1'000;
constexpr int kUsualKills = 5;

/// The ports of this machine to which a process is connected.
QSet<quint16> portsOf(qint64 process)
{
    namespace fs = std::filesystem;
    QSet<QByteArray> inodes;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator("/proc/" + std::to_string(process) + "/fd")) {
        const auto target = QByteArray::fromStdString(fs::read_symlink(entry, error).string());
        if (target.startsWith("socket:["))
            inodes.insert(target.mid(8).chopped(1));
    }
    QSet<quint16> ports;
    QFile table(u"/proc/net/tcp"_s);
    const bool is_open = table.open(QIODevice::ReadOnly);
    Q_ASSERT(is_open);
    const QList<QByteArray> lines = table.readAll().split('\n');
    for (const QByteArray& line : lines) {
        constexpr qsizetype kRemote = 2;
        constexpr qsizetype kState = 3;
        constexpr qsizetype kInode = 9;
        const QList<QByteArray> fields = line.simplified().split(' ');
        const bool is_its = fields.size() > kInode && inodes.contains(fields[kInode]);
        if (is_its && fields[kState] == "01") // established
            ports.insert(
                fields[kRemote].mid(fields[kRemote].indexOf(':') + 1).toUShort(nullptr, 16));
    }
    return ports;
}

/// Three brokers in a program of their own.
class Cluster
{
public:
    Cluster()
    {
        process_.start(QStringLiteral(KAFKACLUSTER_PROGRAM), {u"purchases"_s, u"12"_s});
        brokers_ = readLine();
    }
    ~Cluster()
    {
        process_.closeWriteChannel();
        if (!process_.waitForFinished(kPatience_ms)) {
            process_.kill();
            process_.waitForFinished();
        }
    }
    Cluster(const Cluster&) = delete;
    Cluster& operator=(const Cluster&) = delete;

    QString url() const { return u"kafka://"_s + brokers_ + u"/purchases"_s; }
    bool isThere() const { return !brokers_.isEmpty(); }

    /// Of the broker; 0: of all.
    QSet<quint16> ports(int broker) const
    {
        QSet<quint16> ports;
        const QStringList all = brokers_.split(u',');
        for (qsizetype i = 0; i < all.size(); ++i) {
            if (broker == 0 || broker == i + 1)
                ports.insert(all[i].section(u':', -1).toUShort());
        }
        return ports;
    }

    /// 0: all brokers.
    bool setDown(int broker) { return order("down " + QByteArray::number(broker)); }
    bool setUp(int broker) { return order("up " + QByteArray::number(broker)); }

private:
    bool order(const QByteArray& what)
    {
        process_.write(what + '\n');
        return readLine() == u"done"_s;
    }
    QString readLine()
    {
        while (!process_.canReadLine()) {
            if (!process_.waitForReadyRead(kPatience_ms))
                return {};
        }
        return QString::fromUtf8(process_.readLine()).trimmed();
    }

    QProcess process_;
    QString brokers_;
};

} // namespace

class KafkaExactlyTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<Cluster> cluster_;
    QRandomGenerator random_;
    QList<QByteArray> pieces_; ///< of the file, whole lines
    std::unique_ptr<Running> running_;
    qsizetype losses_ = 0; ///< that the program has told
    int cuts_met_ = 0;     ///< of a broker to which the program was connected

    QString log() const { return dir_->filePath(u"shop.log"_s); }
    QString store() const { return dir_->filePath(u"wall.db"_s); }

    QStringList arguments() const
    {
        return counting({u"run"_s, u"--feed"_s, cluster_->url(), u"--store"_s, store(),
                         u"--save-every"_s, u"100ms"_s});
    }

    void makeEvents(int pieces)
    {
        PurchaseLog log(this->log(), "k", random_.generate(), kLatest_ms);
        QFile file(this->log());
        const bool is_open = file.open(QIODevice::ReadOnly);
        Q_ASSERT(is_open);
        int lines = 0;
        for (int piece = 1; piece <= pieces; ++piece) {
            const qint64 from_lines = lines;
            QByteArray text;
            while (lines < qint64{events()} * piece / pieces) {
                log.write(kStart_ms + kSpan_ms * lines / events());
                const QByteArray written = file.readAll();
                lines += static_cast<int>(written.count('\n'));
                text += written;
            }
            QVERIFY(lines > from_lines);
            pieces_.append(text);
        }
    }

    /// Compressed well: the brokers keep 5 MB of a partition, and the reader may lie far behind.
    bool publish(const QByteArray& lines)
    {
        const QString options = dir_->filePath(u"publish.properties"_s);
        QFile file(options);
        if (!file.open(QIODevice::WriteOnly) || file.write("compression.codec=zstd\n") < 0)
            return false;
        file.close();
        const Outcome outcome =
            runCtl({u"publish"_s, u"--options-file"_s, options, u"--to"_s, cluster_->url(), u"-"_s},
                   lines);
        if (outcome.status != 0)
            qWarning("%s", outcome.error.constData());
        return outcome.status == 0;
    }

    void start()
    {
        running_ = std::make_unique<Running>(arguments());
        QVERIFY(running_->isRunning());
    }

    Outcome end(int signal)
    {
        const Outcome outcome = running_->end(signal);
        losses_ += outcome.error.count("tries again");
        running_.reset();
        return outcome;
    }

    /// Reads what is left and compares with the file.
    void compareWithFile()
    {
        const Outcome last = runCtl(arguments() + QStringList{u"--until-idle"_s, u"3s"_s});
        QVERIFY2(last.status == 0, last.error.constData());
        const QJsonObject expected = withoutArrival(reportOf({log()}));
        QByteArray wrong = difference(withoutArrival(reportOf({u"--store"_s, store()})), expected);
        QVERIFY2(wrong.isEmpty(), QByteArray("the store's: " + wrong).constData());
        wrong = difference(withoutArrival(QJsonDocument::fromJson(last.out).object()), expected);
        QVERIFY2(wrong.isEmpty(), QByteArray("the last run's: " + wrong).constData());

        // The test is about something.
        const QJsonObject ledger = expected[u"ledger"_s].toObject();
        for (const QString& some : {u"accepted"_s, u"not_accepted"_s, u"duplicate"_s, u"control"_s,
                                    u"unknown_type"_s, u"rejected"_s})
            QVERIFY2(ledger[some].toInt() > 0, qPrintable(some));
        qInfo("%d received, %d duplicate", ledger[u"received"_s].toInt(),
              ledger[u"duplicate"_s].toInt());
    }

private Q_SLOTS:
    void initTestCase()
    {
        qInfo("LIVEWALL_SEED=%u LIVEWALL_EVENTS=%d LIVEWALL_CUTS=%d LIVEWALL_KILLS=%d", seed(),
              events(), cuts(), kills(kUsualKills));
    }
    void init()
    {
        random_.seed(seed());
        losses_ = 0;
        cuts_met_ = 0;
        pieces_.clear();
        dir_ = std::make_unique<QTemporaryDir>();
        cluster_ = std::make_unique<Cluster>();
        QVERIFY(cluster_->isThere());
    }
    void cleanup()
    {
        running_.reset();
        cluster_.reset();
    }

    void cutConnectionsLoseAndRepeatNothing()
    {
        makeEvents(cuts());
        start();
        QElapsedTimer clock;
        clock.start();
        for (qsizetype cut = 0; cut < pieces_.size(); ++cut) {
            // librdkafka waits twice as long after each cut, up to half a minute: begun anew, it is
            // connected again, and never further behind than the brokers keep.
            if (cut % 4 == 3) {
                QVERIFY(end(SIGTERM).status >= 0);
                start();
                QTest::qSleep(300);
            }
            // It finds all of a piece at once, so that the cut comes in the middle of it.
            running_->send(SIGSTOP);
            const bool is_sent = publish(pieces_[cut]);
            running_->send(SIGCONT);
            QVERIFY(is_sent);
            QTest::qSleep(random_.bounded(1, 60));
            const int broker = random_.bounded(4);
            // Soon after the last cut it may still wait to connect again.
            const bool is_met = QTest::qWaitFor(
                [&] { return portsOf(running_->processId()).intersects(cluster_->ports(broker)); },
                kReconnect_ms);
            cuts_met_ += is_met ? 1 : 0;
            QVERIFY(cluster_->setDown(broker));
            QTest::qSleep(random_.bounded(1, 60));
            QVERIFY(cluster_->setUp(broker));
        }
        QVERIFY(end(SIGTERM).status >= 0);
        qInfo("%d cuts in %lld s, %d of a connection; it told %lld losses", cuts(),
              static_cast<long long>(clock.elapsed() / 1000), cuts_met_,
              static_cast<long long>(losses_));
        // Those that cut nothing prove nothing.
        QVERIFY2(cuts_met_ >= cuts() / 2, qPrintable(QString::number(cuts_met_)));
        compareWithFile();
    }

    void killedAtAnyMomentItCountsOnce()
    {
        makeEvents(kills(kUsualKills));
        for (const QByteArray& piece : std::as_const(pieces_)) {
            // What comes before the start is read at full speed, and the kill in the middle of it.
            QVERIFY(publish(piece));
            start();
            QTest::qSleep(random_.bounded(1, 900));
            QCOMPARE(end(SIGKILL).status, -1);
        }
        compareWithFile();
    }
};

QTEST_GUILESS_MAIN(KafkaExactlyTest)
#include "tst_kafkaexactly.moc"
