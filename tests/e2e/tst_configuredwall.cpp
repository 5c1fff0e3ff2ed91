// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// What stands on the screen of a wall when its configuration changes.
#include "app/livewall/configuredwall.h"

#include "models/store/database.h"
#include "models/store/store.h"
#include "resources/language.h"
#include "resources/resources.h"
#include "tests/e2e/program.h"
#include "widgets/shell/header.h"
#include "widgets/shell/setupscreen.h"
#include "widgets/shell/statusbar.h"
#include "widgets/shell/wallwindow.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <memory>
#include <thread>

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::e2e;

namespace {

/// Somebody who is writing to a store, new or a wall's: a wall that wants to open a new one, or to
/// write to its own, waits for them for seconds, as for a disk that hangs.
class SlowStore
{
public:
    explicit SlowStore(const QString& path)
        : database_(path.toStdString(), store::Database::Access::Create)
    {
        database_.run("BEGIN EXCLUSIVE");
    }
    void letGo() { database_.run("COMMIT"); }

private:
    store::Database database_;
};

} // namespace

class TestConfiguredWall : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aFaultStandsOnTheScreenUntilItIsMended();
    void itLooksAndSpeaksAsTheFileSays();
    void itsLogIsEnglish();
    void aFileWithoutFeedsIsSaid();
    void whatCannotBeBegunLeavesTheOldOneGoingOn();
    void aFeedWhoseFileIsMissingIsSaidAndTheOthersGoOn();
    void aFeedThatCanNeverWorkIsNotReloaded();
    void whileItCannotSaveItIsNotReloaded();
    void aWallThatNeverSavesSaysHowItIsReloaded();
    void aSlowDiskDoesNotStopTheScreen_data();
    void aSlowDiskDoesNotStopTheScreen();
    void aLastSaveThatFailsIsSaid();
    void whatIsAskedMeanwhileIsDoneAfterIt();
    void endedMeanwhileItWaitsInGoodOrder();
    void aWallThatCannotBeginAtAllSaysSo();
    void whatCanBeReadOfAFaultyFileHoldsForItsFaults();

private:
    QString path(const QString& name) const { return folder_->filePath(name); }
    void write(const QString& name, const QByteArray& content) const;
    void configure(const QByteArray& content) const
    {
        write(u"c/livewall/livewall.toml"_s, "pages = ['top']\nsave_every = '10ms'\n" + content);
    }
    QByteArray feed() const { return "[[feed]]\nname = 'shop'\nurl = 'follow:" + log() + "'\n"; }
    QByteArray log() const { return path(u"shop"_s).toUtf8(); }
    void buy();
    int counted() const { return countedIn(defaultStore()); }
    int countedIn(const QString& store) const;
    QString defaultStore() const { return path(u"s/livewall/livewall.db"_s); }
    void start();

    /// What stands in the plates of the header; nothing where there is no wall.
    static QString plates();
    /// What the status bar says of the feeds.
    static QString feeds();

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<CLI::App> app_;
    std::unique_ptr<app::Arguments> arguments_;
    engine::SystemClock clock_;
    std::unique_ptr<app::ConfiguredWall> wall_;
    int bought_ = 0;
};

void TestConfiguredWall::initTestCase()
{
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestConfiguredWall::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    qputenv("XDG_CONFIG_HOME", path(u"c"_s).toUtf8());
    qputenv("XDG_STATE_HOME", path(u"s"_s).toUtf8());
    bought_ = 0;
    app_ = std::make_unique<CLI::App>("", "livewall");
    arguments_ = std::make_unique<app::Arguments>();
    app::addArguments(*app_, *arguments_);
    app_->parse("--windowed --size 1920x1080", false);
    buy();
}

void TestConfiguredWall::cleanup()
{
    wall_.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

void TestConfiguredWall::write(const QString& name, const QByteArray& content) const
{
    QVERIFY(QFileInfo(path(name)).dir().mkpath(u"."_s));
    QFile file(path(name));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(content);
}

/// One more purchase, now.
void TestConfiguredWall::buy()
{
    QFile file(path(u"shop"_s));
    QVERIFY(file.open(QFile::Append));
    file.write(purchaseLine(QByteArray::number(++bought_),
                            QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toUtf8()));
}

int TestConfiguredWall::countedIn(const QString& store) const
{
    const Outcome report = runCtl({u"report"_s, u"--store"_s, store});
    return QJsonDocument::fromJson(report.out)[u"ledger"][u"accepted"].toInt(-1);
}

void TestConfiguredWall::start()
{
    wall_ = std::make_unique<app::ConfiguredWall>(*app_, *arguments_, clock_);
    QVERIFY(wall_->start());
}

QString TestConfiguredWall::plates()
{
    QString text;
    for (QWidget* window : QApplication::topLevelWidgets()) {
        if (const auto* header = window->findChild<widgets::Header*>()) {
            for (const auto& plate : header->layOut().plates)
                text += plate.text + u'\n';
        }
    }
    return text;
}

QString TestConfiguredWall::feeds()
{
    QString text;
    for (QWidget* window : QApplication::topLevelWidgets()) {
        if (const auto* bar = window->findChild<widgets::StatusBar*>()) {
            for (const auto& feed : bar->content().feeds)
                text += feed.name + u": "_s + feed.age + u'\n';
        }
    }
    return text;
}

void TestConfiguredWall::aFaultStandsOnTheScreenUntilItIsMended()
{
    configure(feed());
    start();
    QTRY_COMPARE(counted(), 1);
    QCOMPARE(plates(), QString());
    configure("zone = 'Europe/Stokholm'\n" + feed());
    wall_->reload();
    QTRY_VERIFY2(
        plates().contains(u"livewall.toml:3:8: zone: there is no time zone Europe/Stokholm"),
        qPrintable(plates()));
    buy();
    QTRY_COMPARE(counted(), 2); // the one before goes on, and it still says so
    QVERIFY(plates().contains(u"Stokholm"));
    configure("zone = 'Europe/Stockholm'\n" + feed());
    wall_->reload();
    QTRY_VERIFY2(!plates().contains(u"zone"), qPrintable(plates()));
    buy();
    QTRY_COMPARE(counted(), 3);
}

void TestConfiguredWall::itLooksAndSpeaksAsTheFileSays()
{
    // What lies about the panels, in the theme's ground colour; the title, in the language.
    const auto ground = [] {
        for (QWidget* window : QApplication::topLevelWidgets()) {
            if (window->findChild<widgets::Header*>())
                return window->grab().toImage().pixelColor(2, 540).name();
        }
        return QString();
    };
    configure("theme = 'light'\nlang = 'sv'\n" + feed());
    start();
    QCOMPARE(ground(), u"#f4f6f8"_s);
    QTRY_COMPARE(counted(), 1);
    // A notice is in it too, though the log is in English.
    configure({});
    wall_->reload();
    QTRY_VERIFY2(plates().contains(u"Konfigurationen har inget [[feed]] längre; den förra gäller"),
                 qPrintable(plates()));
    configure(feed());
    wall_->reload();
    QTRY_COMPARE(ground(), u"#0b0f14"_s);
    QCOMPARE(QLocale(), QLocale::c());
}

void TestConfiguredWall::itsLogIsEnglish()
{
    resources::setLanguage(resources::Language::Swedish);
    const app::Notice notice("%1 (and %2 more); the old one goes on", {u"a%2"_s, u"3"_s});
    QCOMPARE(notice.onScreen(), u"a%2 (och 3 till); den gamla gäller"_s);
    QCOMPARE(notice.inLog(), u"a%2 (and 3 more); the old one goes on"_s);
    QCOMPARE(app::Notice().onScreen(), QString());
    resources::setLanguage(resources::Language::English);
}

void TestConfiguredWall::aFileWithoutFeedsIsSaid()
{
    configure(feed());
    start();
    configure({});
    wall_->reload();
    QTRY_VERIFY2(
        plates().contains(u"The configuration has no [[feed]] any more; the one before goes on"),
        qPrintable(plates()));
    buy();
    QTRY_COMPARE(counted(), 2);
}

void TestConfiguredWall::whatCannotBeBegunLeavesTheOldOneGoingOn()
{
    configure(feed());
    start();
    QTRY_COMPARE(counted(), 1);
    const QByteArray taken = path(u"taken.db"_s).toUtf8();
    const auto other = store::Store::openToWrite(taken.toStdString());
    QVERIFY(other.store);
    configure("store = '" + taken + "'\n" + feed());
    wall_->reload();
    QTRY_VERIFY2(plates().contains(
                     u"New configuration cannot be begun (see the log); the one before goes on"),
                 qPrintable(plates()));
    buy();
    QTRY_COMPARE(counted(), 2);
}

void TestConfiguredWall::aFeedWhoseFileIsMissingIsSaidAndTheOthersGoOn()
{
    configure(feed());
    start();
    QTRY_COMPARE(counted(), 1);
    configure(feed() + "[[feed]]\nname = 'eu'\nurl = 'https://127.0.0.1:1/'\n"
                       "ca_file = '/nowhere/ca.pem'\n");
    wall_->reload();
    QTRY_VERIFY2(feeds().contains(u"no such file: /nowhere/ca.pem"), qPrintable(feeds()));
    buy();
    QTRY_COMPARE(counted(), 2);
}

void TestConfiguredWall::aFeedThatCanNeverWorkIsNotReloaded()
{
    configure(feed());
    start();
    QTRY_COMPARE(counted(), 1);
    configure(feed() + "[[feed]]\nname = 'eu'\nurl = 'http://h/'\nuser = 'u'\n");
    wall_->reload();
    QTRY_VERIFY2(plates().contains(u": user needs secret_file beside it"), qPrintable(plates()));
    QVERIFY(!feeds().contains(u"eu"));
    buy();
    QTRY_COMPARE(counted(), 2);
}

void TestConfiguredWall::whileItCannotSaveItIsNotReloaded()
{
    write(u"s"_s, "a file where the state's folder is to be\n");
    configure(feed());
    start();
    QTRY_VERIFY2(plates().contains(u"Not saving since"), qPrintable(plates()));
    configure("exclude = ['no']\n" + feed());
    wall_->reload();
    QTRY_VERIFY2(plates().contains(u"The new configuration waits until the wall can save"),
                 qPrintable(plates()));
    QVERIFY(!QApplication::topLevelWidgets().isEmpty());
}

void TestConfiguredWall::aWallThatNeverSavesSaysHowItIsReloaded()
{
    QVERIFY(QDir().mkpath(path(u"s/livewall"_s)));
    {
        const auto newer = store::Store::openToWrite(defaultStore().toStdString());
        QVERIFY(newer.store);
        newer.store->database().run("PRAGMA user_version = 1000000");
    }
    configure(feed());
    start();
    QTRY_VERIFY2(plates().contains(u"Not saving since"), qPrintable(plates()));
    configure("exclude = ['no']\n" + feed());
    wall_->reload();
    QTRY_VERIFY2(
        plates().contains(u"Counts in memory only: restart the wall to take the new configuration"),
        qPrintable(plates()));
    // With a store that it can use it needs no restart.
    const QString other = path(u"other.db"_s);
    configure("store = '" + other.toUtf8() + "'\n" + feed());
    wall_->reload();
    QTRY_COMPARE(countedIn(other), 1);
}

void TestConfiguredWall::aSlowDiskDoesNotStopTheScreen_data()
{
    QTest::addColumn<QString>("slow");
    QTest::newRow("its last is saved") << u"s/livewall/livewall.db"_s;
    QTest::newRow("the next store is opened") << u"next.db"_s;
}

void TestConfiguredWall::aSlowDiskDoesNotStopTheScreen()
{
    QFETCH(const QString, slow);
    configure(feed());
    start();
    QTRY_COMPARE(counted(), 1);
    const QString next = path(u"next.db"_s);
    configure("store = '" + next.toUtf8() + "'\n" + feed());
    // Between two of the engine's pictures, one a second, so that none of them brings the notice.
    QTRY_VERIFY(QDateTime::currentMSecsSinceEpoch() % 1000 / 300 == 1);
    SlowStore disk(path(slow));
    wall_->reload();
    // Only this thread lets the disk go: if it waited for it, nobody would ever say so.
    QTRY_VERIFY2_WITH_TIMEOUT(plates().contains(u"The new configuration is being begun"),
                              qPrintable(plates()), 2000);
    QCOMPARE(QApplication::topLevelWidgets().size(), 1); // the old window
    disk.letGo();
    QTRY_COMPARE(countedIn(next), 1);
    QTRY_COMPARE(plates(), QString());
    QCOMPARE(QApplication::topLevelWidgets().size(), 1);
    QCOMPARE(counted(), 1);
}

void TestConfiguredWall::aLastSaveThatFailsIsSaid()
{
    configure(feed());
    start();
    QTRY_COMPARE(counted(), 1);
    const QString next = path(u"next.db"_s);
    configure("store = '" + next.toUtf8() + "'\n" + feed());
    const SlowStore disk(defaultStore()); // never let go: the save gives up
    wall_->reload();
    QTRY_VERIFY2_WITH_TIMEOUT(
        plates().contains(u"The last figures before the new configuration could not be saved"),
        qPrintable(plates()), 30'000);
    QTRY_COMPARE(countedIn(next), 1); // and the new one goes on
}

void TestConfiguredWall::whatIsAskedMeanwhileIsDoneAfterIt()
{
    configure(feed());
    start();
    QTRY_COMPARE(counted(), 1);
    const QByteArray store = "store = '" + path(u"next.db"_s).toUtf8() + "'\n";
    configure(store + feed());
    SlowStore disk(path(u"next.db"_s));
    wall_->reload();
    configure(store + feed() + "[[feed]]\nname = 'till'\nurl = 'follow:" + log() + "2'\n");
    wall_->reload();
    wall_->reload();
    QTRY_VERIFY(plates().contains(u"The new configuration is being begun"));
    QVERIFY(!feeds().contains(u"till"));
    disk.letGo();
    QTRY_VERIFY2(feeds().contains(u"till"), qPrintable(feeds()));
    QTRY_COMPARE(countedIn(path(u"next.db"_s)), 1);
}

void TestConfiguredWall::endedMeanwhileItWaitsInGoodOrder()
{
    write(u"c/livewall/livewall.toml"_s, "pages = ['top']\nsave_every = '1h'\n" + feed());
    start();
    QTRY_VERIFY2(feeds().contains(u"shop"), qPrintable(feeds()));
    QTest::qWait(1500); // it has nothing to say of what it counts
    const QString next = path(u"next.db"_s);
    configure("store = '" + next.toUtf8() + "'\n" + feed());
    SlowStore disk(defaultStore());
    wall_->reload();
    std::jthread later([&disk] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        disk.letGo();
    });
    QVERIFY(wall_->finish());
    QCOMPARE(counted(), 1);
    QCoreApplication::processEvents(); // the next one is not begun after all
    QVERIFY(!QFile::exists(next) || countedIn(next) == -1);
    const auto free = store::Store::openToWrite(next.toStdString());
    QVERIFY2(free.store, free.message().c_str());
}

void TestConfiguredWall::aWallThatCannotBeginAtAllSaysSo()
{
    start();
    QCOMPARE(QApplication::topLevelWidgets().size(), 1);
    QVERIFY(qobject_cast<widgets::SetUpScreen*>(QApplication::topLevelWidgets().front()));
    configure("zone = 1\n" + feed());
    wall_->reload();
    QVERIFY(qobject_cast<widgets::SetUpScreen*>(QApplication::topLevelWidgets().front()));
    configure(feed());
    wall_->reload();
    QTRY_COMPARE(counted(), 1);
}

void TestConfiguredWall::whatCanBeReadOfAFaultyFileHoldsForItsFaults()
{
    // What is drawn in the corner is the ground.
    const auto ground = [] {
        return QApplication::topLevelWidgets().front()->grab().toImage().pixelColor(0, 0);
    };
    const auto said = [] {
        return QCoreApplication::translate("livewall::widgets::SetUpScreen",
                                           "The configuration cannot be used");
    };
    start();
    QCOMPARE(ground(), widgets::Theme::dark().ground);
    configure("theme = 'light'\nlang = 'sv'\nzone = 1\n" + feed());
    wall_->reload();
    QVERIFY(qobject_cast<widgets::SetUpScreen*>(QApplication::topLevelWidgets().front()));
    QCOMPARE(ground(), widgets::Theme::light().ground);
    QVERIFY(said() != u"The configuration cannot be used"_s);
    configure("theme = 'dark'\nlang = 'en'\nzone = 1\n" + feed());
    wall_->reload();
    QCOMPARE(ground(), widgets::Theme::dark().ground);
    QCOMPARE(said(), u"The configuration cannot be used"_s);
}

QTEST_MAIN(TestConfiguredWall)
#include "tst_configuredwall.moc"
