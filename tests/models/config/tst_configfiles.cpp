// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/config/configfiles.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

using namespace livewall::config;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

const std::string kGood = "[[feed]]\nname='good'\nurl='-'\n";
const std::string kBroken = "[[feed]]\nname='broken'\nurl=\n";

void write(const std::string& path, const std::string& content)
{
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << content;
}

} // namespace

class TestConfigFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theEnvironmentSaysWhereFilesLie();
    void theUsersFileWins();
    void whatLoadsIsKeptForABrokenStart();
    void theCopyOfAnotherFileIsNotTaken();
    void secretsAreLookedForInTheCredentials();
    void aFileThatCannotBeReadIsNamed();
    void aStateFolderThatCannotBeWrittenLosesNothing();

private:
    std::string path(const std::string& name) const
    {
        return folder_->filePath(QString::fromStdString(name)).toStdString();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    Places places_;
};

void TestConfigFiles::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    places_ = {.system_file = path("etc/livewall.toml"),
               .user_file = path("home/livewall.toml"),
               .state_folder = path("state/livewall"),
               .credentials = path("credentials")};
}

void TestConfigFiles::theEnvironmentSaysWhereFilesLie()
{
    qputenv("HOME", "/home/wall");
    qunsetenv("XDG_CONFIG_HOME");
    qputenv("XDG_STATE_HOME", "not/absolute"); // to be passed over, the specification says
    qputenv("CREDENTIALS_DIRECTORY", "/run/credentials/livewall");
    Places places = Places::fromEnvironment();
    QCOMPARE(places.user_file, std::string("/home/wall/.config/livewall/livewall.toml"));
    QCOMPARE(places.defaultStore(), std::string("/home/wall/.local/state/livewall/livewall.db"));
    QCOMPARE(places.credentials, std::string("/run/credentials/livewall"));
    qputenv("XDG_CONFIG_HOME", "/c");
    qputenv("XDG_STATE_HOME", "/s");
    places = Places::fromEnvironment();
    QCOMPARE(places.user_file, std::string("/c/livewall/livewall.toml"));
    QCOMPARE(places.state_folder, std::string("/s/livewall"));
}

void TestConfigFiles::theUsersFileWins()
{
    QCOMPARE(places_.file(), std::string());
    write(places_.system_file, kGood);
    QCOMPARE(places_.file(), places_.system_file);
    write(places_.user_file, kGood);
    QCOMPARE(places_.file(), places_.user_file);
}

void TestConfigFiles::whatLoadsIsKeptForABrokenStart()
{
    const std::string file = places_.system_file;
    write(file, kBroken);
    QVERIFY(!loadOrLastGood(file, places_).config);
    write(file, kGood);
    QVERIFY(load(file, places_).config);
    write(file, kBroken);
    QVERIFY(!load(file, places_).config);
    const Loaded loaded = loadOrLastGood(file, places_);
    QVERIFY(loaded.config && loaded.is_last_good);
    QCOMPARE(loaded.config->feeds[0].name, std::string("good"));
    QVERIFY(loaded.faults[0].text().starts_with(file + ":3:"));
    // One without a feed is of no use then, and takes no other's place.
    write(file, "zone = 'UTC'\n");
    QVERIFY(load(file, places_).config);
    write(file, kBroken);
    QCOMPARE(loadOrLastGood(file, places_).config->feeds.size(), 1);
    // Gone altogether, it is as broken.
    fs::remove(file);
    QVERIFY(loadOrLastGood(file, places_).is_last_good);
}

void TestConfigFiles::theCopyOfAnotherFileIsNotTaken()
{
    write(places_.system_file, kGood);
    QVERIFY(load(places_.system_file, places_).config);
    write(places_.user_file, kBroken);
    QVERIFY(!loadOrLastGood(places_.user_file, places_).config);
}

void TestConfigFiles::secretsAreLookedForInTheCredentials()
{
    write(places_.credentials + "/token", "secret");
    write(places_.system_file, kGood + "secret_file='token'\nca_file='ca.pem'\n");
    const Loaded loaded = load(places_.system_file, places_);
    QCOMPARE(loaded.config->feeds[0].secret_file, places_.credentials + "/token");
    QCOMPARE(loaded.config->feeds[0].ca_file, path("etc/ca.pem"));
    // The copy means the same files.
    write(places_.system_file, kBroken);
    QCOMPARE(loadOrLastGood(places_.system_file, places_).config->feeds[0].ca_file,
             path("etc/ca.pem"));
}

void TestConfigFiles::aFileThatCannotBeReadIsNamed()
{
    Loaded loaded = load(path("missing.toml"), places_);
    QCOMPARE(loaded.faults[0].text(),
             path("missing.toml") + ": cannot be read: No such file or directory");
    loaded = load(folder_->path().toStdString(), places_);
    QVERIFY(loaded.faults[0].text().ends_with(": is a folder"));
    write(path("big"), std::string(2 << 20, '#'));
    QVERIFY(load(path("big"), places_).faults[0].what.starts_with("is no configuration"));
}

void TestConfigFiles::aStateFolderThatCannotBeWrittenLosesNothing()
{
    write(path("state"), "a file where the folder should be");
    write(places_.system_file, kGood);
    QVERIFY(load(places_.system_file, places_).config);
}

QTEST_GUILESS_MAIN(TestConfigFiles)
#include "tst_configfiles.moc"
