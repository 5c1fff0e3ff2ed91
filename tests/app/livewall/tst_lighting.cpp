// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/lighting.h"

#include <QApplication>
#include <QFile>
#include <QKeyEvent>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>
#include <QWindow>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace std::chrono;
using app::Lighting;

namespace {

/// A wall's clock that the test sets.
class HandClock final : public engine::Clock
{
public:
    std::int64_t now_ms() const override { return time_ms; }

    void set(sys_seconds time)
    {
        time_ms = duration_cast<milliseconds>(time.time_since_epoch()).count();
    }

    std::int64_t time_ms = 0;
};

/// Counts the keys that reach it.
class Keyboard final : public QWidget
{
public:
    int keys = 0;

protected:
    void keyPressEvent(QKeyEvent*) override { ++keys; }
};

constexpr sys_days kMonday{2026y / November / 23};

} // namespace

class TestLighting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { lighting_.reset(); }
    void hoursAreThoseOfTheZone();
    void theCommandThatFitsRunsAtTheBeginningAndAtEachChange();
    void aPlanThatChangesNothingRunsNothing();
    void aDimmedTvStaysOn();
    void aKeyGivesLightForAWhileAndMeansNothingElse();
    void aKioskIsNotWoken();

private:
    Lighting::Plan plan(const char* zone = "UTC") const
    {
        const auto append = [this](const char* word) {
            return std::vector<std::string>{"/bin/sh", "-c",
                                            std::string("echo ") + word + " >> " +
                                                folder_->filePath(u"log"_s).toStdString()};
        };
        return {.hours = {{.from = 19h, .to = 7h}},
                .zone = *stats::Zone::find(zone),
                .on_command = append("on"),
                .off_command = append("off")};
    }
    QByteArray log() const
    {
        QFile file(folder_->filePath(u"log"_s));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    void lookAt(sys_seconds time)
    {
        clock_.set(time);
        lighting_->look();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    CLI::App app_{"", "livewall"};
    HandClock clock_;
    std::vector<double> told_;
    std::unique_ptr<Lighting> lighting_;
};

void TestLighting::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    told_.clear();
    clock_.set(kMonday + 12h);
    lighting_ = std::make_unique<Lighting>(app_, clock_,
                                           [this](double percent) { told_.push_back(percent); });
}

void TestLighting::hoursAreThoseOfTheZone()
{
    lighting_->follow(plan("Europe/Stockholm"));
    lookAt(kMonday + 18h - 1s);
    QCOMPARE(told_, std::vector{100.0});
    lookAt(kMonday + 18h); // 19:00 there
    QCOMPARE(told_, (std::vector{100.0, 0.0}));
    lookAt(kMonday + 30h - 1s);
    lookAt(kMonday + 30h);
    QCOMPARE(told_, (std::vector{100.0, 0.0, 100.0}));
}

void TestLighting::theCommandThatFitsRunsAtTheBeginningAndAtEachChange()
{
    lighting_->follow(plan());
    QTRY_COMPARE(log(), "on\n");
    lookAt(kMonday + 19h);
    QTRY_COMPARE(log(), "on\noff\n");
    lookAt(kMonday + 20h);
    lookAt(kMonday + 31h);
    QTRY_COMPARE(log(), "on\noff\non\n");
}

void TestLighting::aPlanThatChangesNothingRunsNothing()
{
    clock_.set(kMonday + 22h);
    lighting_->follow(plan());
    QTRY_COMPARE(log(), "off\n");
    lighting_->follow(plan());
    Lighting::Plan light = plan();
    light.hours.clear();
    lighting_->follow(light);
    QTRY_COMPARE(log(), "off\non\n");
    QCOMPARE(told_, (std::vector{0.0, 100.0}));
}

void TestLighting::aDimmedTvStaysOn()
{
    Lighting::Plan dims = plan();
    dims.hours = {{.from = 19h, .to = 7h, .brightness = 10}, {.from = 23h, .to = 5h}};
    lighting_->follow(dims);
    QTRY_COMPARE(log(), "on\n");
    lookAt(kMonday + 19h);
    lookAt(kMonday + 23h);
    QTRY_COMPARE(log(), "on\noff\n");
    lookAt(kMonday + 29h);
    QTRY_COMPARE(log(), "on\noff\non\n");
    lookAt(kMonday + 31h);
    QCOMPARE(told_, (std::vector{100.0, 10.0, 0.0, 10.0, 100.0}));
    QTest::qWait(50);
    QCOMPARE(log(), "on\noff\non\n");
}

void TestLighting::aKeyGivesLightForAWhileAndMeansNothingElse()
{
    Keyboard window;
    window.show();
    lighting_->follow(plan());
    QTest::keyClick(window.windowHandle(), Qt::Key_Q);
    QCOMPARE(window.keys, 1); // by day a key is a key
    lookAt(kMonday + 22h);
    QCOMPARE(told_.back(), 0.0);

    QTest::keyClick(window.windowHandle(), Qt::Key_Q);
    QCOMPARE(window.keys, 1);
    QCOMPARE(told_.back(), 100.0);
    lookAt(kMonday + 22h + 4min);
    QTest::keyClick(window.windowHandle(), Qt::Key_Right); // it stays awake from now on
    QCOMPARE(window.keys, 2);
    lookAt(kMonday + 22h + 9min - 1s);
    QCOMPARE(told_.back(), 100.0);
    lookAt(kMonday + 22h + 9min);
    QCOMPARE(told_.back(), 0.0);

    QTest::mouseClick(window.windowHandle(), Qt::LeftButton);
    QCOMPARE(told_.back(), 100.0);
}

void TestLighting::aKioskIsNotWoken()
{
    Keyboard window;
    window.show();
    clock_.set(kMonday + 22h);
    Lighting::Plan asleep = plan();
    asleep.wakes = false;
    lighting_->follow(asleep);
    QTest::keyClick(window.windowHandle(), Qt::Key_Q);
    QCOMPARE(window.keys, 1); // the kiosk has its own mind about keys
    QCOMPARE(told_, std::vector{0.0});
}

QTEST_MAIN(TestLighting)
#include "tst_lighting.moc"
