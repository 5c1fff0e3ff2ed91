// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/walltime.h"

#include "app/livewall/wallwindows.h"
#include "resources/resources.h"
#include "tests/models/engine/manualclock.h"
#include "widgets/shell/notice.h"

#include <QApplication>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall;
using app::WallTime;
using engine::TimeControl;
using widgets::Command;

namespace {

constexpr std::int64_t kNow_ms = 1'300'000'000'000;
constexpr std::int64_t kHour_ms = 3'600'000;

/// Goes wherever it is sent.
class HandTime final : public TimeControl
{
public:
    State state() const override { return now; }
    void goTo(std::int64_t at_ms) override
    {
        now.at_ms = at_ms;
        now.is_live = false;
    }
    void setMoving(bool is_moving) override { now.is_moving = is_moving; }
    void setSpeed(double speed) override { now.speed = speed; }
    void goLive() override
    {
        now.at_ms = *now.last_ms;
        now.is_live = true;
    }
    void refuse()
    {
        goLive();
        now.trouble = {store::Trouble::What::NoStore, "/var/wall.db"};
        ++now.troubles;
    }

    State now{.has_live = true, .is_live = true, .at_ms = kNow_ms, .last_ms = kNow_ms};
};

class StandingEngine final : public engine::Engine
{
public:
    void start() override {}
    std::shared_ptr<const engine::Snapshot> latest() const override { return snapshot_; }
    std::vector<stats::Sighting> takePulses() override { return {}; }

private:
    std::shared_ptr<const engine::Snapshot> snapshot_ =
        std::make_shared<const engine::Snapshot>(engine::Snapshot{.sequence = 1, .zone = "UTC"});
};

} // namespace

class TestWallTime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void leftAloneItIsLiveAgain();
    void whoeverAsksForSomethingIsThere();
    void aRecordingIsLeftWhereItStands();
    void everyTroubleIsTold();
    void nothingOlderIsToldOnceItIsKnown();
    void whatWasRefusedIsNotToldOfAgain();
    void newsReachWindowsThatAreNotDrawn();

private:
    /// Since the call before.
    QStringList news() { return std::exchange(told_, {}); }

    HandTime control_;
    std::unique_ptr<engine::ManualClock> clock_;
    std::unique_ptr<WallTime> time_;
    QStringList told_;
};

void TestWallTime::initTestCase()
{
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestWallTime::init()
{
    control_ = HandTime();
    clock_ = std::make_unique<engine::ManualClock>(1'000'000'000);
    time_ = std::make_unique<WallTime>(control_, stats::Zone::find("UTC").value(), *clock_);
    told_.clear();
    connect(time_.get(), &WallTime::told, this,
            [this](const QString& news) { told_.push_back(news); });
}

void TestWallTime::leftAloneItIsLiveAgain()
{
    time_->look();
    time_->obey(Command::HourBack);
    clock_->set(1'000'000'000 + WallTime::kUnattended_ms - 1);
    time_->look();
    QVERIFY(!control_.now.is_live);
    QCOMPARE(news(), QStringList());
    clock_->set(1'000'000'000 + WallTime::kUnattended_ms);
    time_->look();
    QVERIFY(control_.now.is_live);
    const QStringList told = news();
    QCOMPARE(told.size(), 1);
    QVERIFY(told.front().startsWith(u"Live again"_s));
    time_->look();
    QCOMPARE(news(), QStringList());
}

void TestWallTime::whoeverAsksForSomethingIsThere()
{
    time_->obey(Command::HourBack);
    for (int i = 1; i <= 3; ++i) {
        clock_->set(1'000'000'000 + i * (WallTime::kUnattended_ms - 1));
        time_->look();
        QVERIFY(!control_.now.is_live);
        time_->obey(Command::MinuteBack);
    }
    // Long live before it is sent back: the hour begins then.
    control_.goLive();
    clock_->set(2'000'000'000);
    time_->look();
    time_->goTo(u"-1h"_s);
    time_->look();
    QVERIFY(!control_.now.is_live);
}

void TestWallTime::aRecordingIsLeftWhereItStands()
{
    control_.now.has_live = false;
    time_->obey(Command::HourBack);
    clock_->set(1'000'000'000 + 2 * WallTime::kUnattended_ms);
    time_->look();
    QCOMPARE(control_.now.at_ms, kNow_ms - kHour_ms);
    QCOMPARE(news(), QStringList());
}

void TestWallTime::everyTroubleIsTold()
{
    for (int i = 0; i < 2; ++i) {
        time_->obey(Command::HourBack);
        control_.refuse();
        time_->look();
        time_->look();
        QCOMPARE(news(), QStringList(u"/var/wall.db is not there"_s));
    }
}

void TestWallTime::nothingOlderIsToldOnceItIsKnown()
{
    time_->obey(Command::DayBack);
    time_->look();
    QCOMPARE(news(), QStringList());
    control_.now.first_ms = kNow_ms - kHour_ms;
    time_->look();
    const QStringList told = news();
    QCOMPARE(told.size(), 1);
    QVERIFY(told.front().startsWith(u"There is nothing older"_s));
    time_->look();
    time_->obey(Command::Beginning); // which is where it wanted
    time_->look();
    QCOMPARE(news(), QStringList());
}

void TestWallTime::whatWasRefusedIsNotToldOfAgain()
{
    time_->obey(Command::DayBack);
    control_.refuse();
    time_->look();
    news();
    control_.now.first_ms = kNow_ms - kHour_ms;
    time_->look();
    QCOMPARE(news(), QStringList());
}

void TestWallTime::newsReachWindowsThatAreNotDrawn()
{
    const CLI::App app{"livewall", "livewall"};
    StandingEngine engine;
    const app::WindowArguments arguments{.pages = {app::PageKind::Top},
                                         .is_windowed = true,
                                         .size = {640, 360},
                                         .is_touring = false};
    const app::WallWindows windows(app, engine, control_, stats::Zone::find("UTC").value(),
                                   {arguments, arguments});
    control_.refuse();
    std::vector<const widgets::Notice*> notices;
    for (const QWidget* widget : QApplication::topLevelWidgets()) {
        if (const auto* window = qobject_cast<const widgets::WallWindow*>(widget))
            notices.push_back(window->findChild<widgets::Notice*>());
    }
    QCOMPARE(notices.size(), 2U);
    for (const widgets::Notice* notice : notices)
        QTRY_COMPARE(notice->text(), u"/var/wall.db is not there"_s);
}

QTEST_MAIN(TestWallTime)
#include "tst_walltime.moc"
