// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/walltime.h"
#include "app/livewall/wallwindows.h"
#include "app/options/feeds.h"
#include "models/engine/filereport.h"
#include "models/engine/pastengine.h"
#include "models/engine/replayengine.h"
#include "models/view/wallview.h"
#include "resources/resources.h"
#include "tests/e2e/program.h"
#include "tests/models/engine/manualclock.h"
#include "widgets/shell/momentpanel.h"
#include "widgets/shell/notice.h"

#include <QDateTime>
#include <QFile>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <limits>

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::e2e;

namespace {

constexpr std::int64_t kMinute_ms = 60'000;
constexpr std::int64_t kHour_ms = 60 * kMinute_ms;
constexpr std::int64_t kDay_ms = 24 * kHour_ms;
constexpr QSize kSize(1280, 720);

/// Of a pixel's red, green or blue, 0 to 255; more where they are of unlike size.
int greatestDifference(const QImage& one, const QImage& other)
{
    if (one.size() != other.size())
        return std::numeric_limits<int>::max();
    int greatest = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x) {
            const QRgb mine = one.pixel(x, y);
            const QRgb others = other.pixel(x, y);
            greatest = std::max({greatest, std::abs(qRed(mine) - qRed(others)),
                                 std::abs(qGreen(mine) - qGreen(others)),
                                 std::abs(qBlue(mine) - qBlue(others))});
        }
    }
    return greatest;
}

} // namespace

/// Real engines under a real window, and keys.
/// A wall's one window.
class Shown
{
public:
    Shown(engine::Engine& engine, engine::TimeControl& time, const stats::Zone& zone,
          const app::WindowArguments& arguments)
        : source_(engine)
        , travel_(std::make_shared<app::WallTime>(time, zone, pace_))
        , window_(app::makeWindow(source_, travel_, arguments))
    {
        window_->resize(arguments.size);
        window_->show();
    }

    widgets::WallWindow& operator*() const { return *window_; }
    widgets::WallWindow* operator->() const { return window_.get(); }
    app::WallTime& travel() const { return *travel_; }

private:
    app::WallSource source_;
    engine::SteadyClock pace_;
    std::shared_ptr<app::WallTime> travel_;
    std::unique_ptr<widgets::WallWindow> window_;
};

class TimeTravelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void aLiveWallIsSentBackByKeys();
    void aPictureOfTheStoreIsWhatTheWallShows_data();
    void aPictureOfTheStoreIsWhatTheWallShows();
    void withoutAStoreItSaysWhatToDo();
    void aRecordingIsMovedByKeys();

private:
    void press(QWidget& window, int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&window, static_cast<Qt::Key>(key), modifiers);
    }
    app::WindowArguments window(app::PageKind page) const
    {
        return {.pages = {page}, .is_windowed = true, .size = kSize, .is_touring = false};
    }
    void type(widgets::WallWindow& window, const QString& moment);

    CLI::App app_{"livewall", "livewall"};
    QTemporaryDir folder_;
    QString log_;
    QString store_;
    engine::SystemClock clock_;
    engine::ManualClock pace_{1'000'000};
    stats::BoardOptions board_{.exclude = {event::Country::fromCode("fi").value(),
                                           event::Country::fromCode("se").value()}};
    std::unique_ptr<engine::LiveEngine> live_;
    std::unique_ptr<engine::PastEngine> past_;
};

void TimeTravelTest::initTestCase()
{
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
    QLocale::setDefault(QLocale::c());
    // A log of the last twelve days.
    const QString now = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    const Outcome made = runCtl({u"generate"_s, u"--events"_s, u"40000"_s, u"--days"_s, u"12"_s,
                                 u"--merchants"_s, u"40"_s, u"--end"_s, now});
    QCOMPARE(made.status, 0);
    log_ = folder_.filePath(u"shop.log"_s);
    QFile file(log_);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(made.out);
    file.close();
    store_ = folder_.filePath(u"wall.db"_s);
    live_ = app::makeLiveEngine(
        app_,
        {.feeds = app::feedsAt({"follow:" + log_.toStdString()}, event::FieldMap()),
         .store = store_.toStdString()},
        {.board = board_, .mode = engine::Mode::Live}, clock_);
    QVERIFY(live_);
    past_ = std::make_unique<engine::PastEngine>(*live_, store_.toStdString(), board_, pace_);
    past_->start();
    QTRY_COMPARE_WITH_TIMEOUT(live_->received(), std::uint64_t{40'000}, 60'000);
    const std::int64_t counted_ms = clock_.now_ms();
    QTRY_VERIFY_WITH_TIMEOUT(live_->latest()->saving.saved_to_ms.value_or(0) > counted_ms, 60'000);
}

/// One that a test has left in the past.
void TimeTravelTest::cleanup()
{
    past_->goLive();
}

void TimeTravelTest::type(widgets::WallWindow& window, const QString& moment)
{
    press(window, Qt::Key_G);
    auto* const field = window.findChild<QLineEdit*>();
    QVERIFY(field && field->isVisible());
    QTest::keyClicks(field, moment);
    QTest::keyClick(field, Qt::Key_Return);
}

void TimeTravelTest::aLiveWallIsSentBackByKeys()
{
    const Shown window(*past_, *past_, board_.zone, this->window(app::PageKind::Week));
    window->start();
    const auto at_ms = [this] { return past_->latest()->figures.at_ms; };
    const auto isPast = [this] { return past_->latest()->mode == engine::Mode::Past; };
    press(*window, Qt::Key_P);
    QTRY_VERIFY(isPast());
    QTest::qWait(1100);
    const std::int64_t stood_ms = at_ms();
    QTest::qWait(1100);
    QCOMPARE(at_ms(), stood_ms); // while the live wall goes on
    QVERIFY(live_->latest()->figures.at_ms > stood_ms);

    press(*window, Qt::Key_Left, Qt::ShiftModifier);
    QTRY_COMPARE(at_ms(), stood_ms - kMinute_ms);
    press(*window, Qt::Key_Left, Qt::ControlModifier);
    QTRY_COMPARE(at_ms(), stood_ms - kMinute_ms - kHour_ms);
    press(*window, Qt::Key_Right, Qt::ShiftModifier);
    QTRY_COMPARE(at_ms(), stood_ms - kHour_ms);
    press(*window, Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    const std::int64_t yesterday_ms = stood_ms - kHour_ms - kDay_ms;
    QTRY_COMPARE(at_ms(), yesterday_ms / kMinute_ms * kMinute_ms + kMinute_ms - 1);

    // Ten days ago there is no table any more, and a week.
    type(*window, u"-9d"_s);
    QTRY_VERIFY(past_->latest()->tables_from_ms);
    const auto view = view::present(*past_->latest());
    QCOMPARE(view->mode_word, u"PAST"_s);
    QVERIFY(view->top[0].note.startsWith(u"Not kept"_s));
    QVERIFY(view->map.note.startsWith(u"Not kept"_s));
    QVERIFY(view->week.maximum > 0);

    // A wrong one is typed again.
    type(*window, u"tomorrow"_s);
    auto& panel = *window->findChild<widgets::MomentPanel*>();
    QVERIFY(panel.isVisible());
    QVERIFY(panel.trouble().contains(u"is not a time"_s));
    QTest::keyClick(window->findChild<QLineEdit*>(), Qt::Key_Escape);
    type(*window, u"2099-01-01 00:00"_s);
    QVERIFY(panel.trouble().contains(u"has not come yet"_s));
    QTest::keyClick(window->findChild<QLineEdit*>(), Qt::Key_Escape);

    press(*window, Qt::Key_Home);
    QTRY_VERIFY(past_->state().first_ms);
    QTRY_COMPARE(at_ms() / kMinute_ms, *past_->state().first_ms / kMinute_ms);
    press(*window, Qt::Key_End);
    QVERIFY(!isPast());
    QCOMPARE(past_->latest(), live_->latest());
}

void TimeTravelTest::aPictureOfTheStoreIsWhatTheWallShows_data()
{
    QTest::addColumn<int>("page");
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("ago_ms");
    const auto row = [](const char* name, app::PageKind page, std::int64_t ago_ms) {
        QTest::addRow("%s, %lld min ago", name, static_cast<long long>(ago_ms / kMinute_ms))
            << int(page) << QString::fromLatin1(name) << qint64{ago_ms};
    };
    for (const std::int64_t ago_ms : {30 * kMinute_ms, 5 * kHour_ms, 3 * kDay_ms}) {
        row("top", app::PageKind::Top, ago_ms);
        row("hour", app::PageKind::Hour, ago_ms);
        row("week", app::PageKind::Week, ago_ms);
    }
}

void TimeTravelTest::aPictureOfTheStoreIsWhatTheWallShows()
{
    QFETCH(int, page);
    QFETCH(QString, name);
    QFETCH(qint64, ago_ms);
    const std::int64_t at_ms = live_->latest()->figures.at_ms - ago_ms;
    const auto kind = static_cast<app::PageKind>(page);
    const Shown window(*past_, *past_, board_.zone, this->window(kind));
    // From somewhere else, so that something has to change.
    window->step(0);
    past_->goTo(at_ms - 2 * kHour_ms);
    QTRY_VERIFY(past_->latest()->mode == engine::Mode::Past);
    window->step(50);
    past_->goTo(at_ms);
    QTRY_COMPARE(past_->latest()->figures.at_ms / kMinute_ms, at_ms / kMinute_ms);
    const std::int64_t shown_ms = past_->latest()->figures.at_ms;
    const QString out = folder_.filePath(u"out.png"_s);
    const Outcome drawn = runWall(
        {u"snapshot"_s, u"--store"_s, store_, u"--page"_s, name, u"--size"_s, u"1280x720"_s,
         u"--zone"_s, u"UTC"_s, u"--at"_s,
         QDateTime::fromMSecsSinceEpoch(shown_ms, QTimeZone::UTC).toString(Qt::ISODateWithMs),
         u"--out"_s, out});
    QVERIFY2(drawn.status == 0, drawn.error.constData());
    const QImage picture = QImage(out).convertToFormat(QImage::Format_RGB32);
    // Charts lay themselves out in their own time.
    const auto shown = [&window] {
        window->step(100);
        return window->picture().convertToFormat(QImage::Format_RGB32);
    };
    // Qt rounds the advance of a glyph otherwise, by 1/64 of a pixel, once it has been drawn: the
    // glyphs of the chart's one number, which is an outline, may be off by as much each.
    const int most = kind == app::PageKind::Week ? 32 : 0;
    QTRY_COMPARE_LE(greatestDifference(shown(), picture), most);
    past_->goLive();
}

void TimeTravelTest::withoutAStoreItSaysWhatToDo()
{
    engine::PastEngine past(*live_, {}, board_, pace_);
    const Shown window(past, past, board_.zone, this->window(app::PageKind::Top));
    for (const int key : {Qt::Key_P, Qt::Key_G, Qt::Key_Home}) {
        press(*window, key);
        QVERIFY(window->findChild<widgets::Notice*>()->text().contains(u"--store"_s));
        QCOMPARE(past.latest(), live_->latest());
    }
    QVERIFY(!window->findChild<widgets::MomentPanel*>()->isVisible());
}

void TimeTravelTest::aRecordingIsMovedByKeys()
{
    engine::ManualClock pace(1000);
    engine::ReplayEngine replay(
        board_, {.files = {log_.toStdString()}, .decoder = {.feed = "recording"}}, pace);
    const Shown window(replay, replay, board_.zone, this->window(app::PageKind::Top));
    press(*window, Qt::Key_P);
    QVERIFY(window->findChild<widgets::Notice*>()->text().contains(u"still being read"_s));
    replay.start();
    QTRY_VERIFY_WITH_TIMEOUT(replay.latest()->has_events, 20'000);
    const std::int64_t first_ms = replay.state().first_ms.value();
    const auto at_ms = [&replay] { return replay.latest()->figures.at_ms; };
    press(*window, Qt::Key_P);
    QTRY_VERIFY(replay.latest()->is_paused);
    QCOMPARE(view::present(*replay.latest())->banners.back().text, u"REPLAY paused"_s);
    type(*window, u"+5d"_s);
    QTRY_COMPARE(at_ms(), first_ms + 5 * kDay_ms);
    for (const auto& [key, modifiers, by_ms] :
         {std::tuple{Qt::Key_Left, Qt::KeyboardModifiers(Qt::ControlModifier), -kHour_ms},
          {Qt::Key_Left, Qt::KeyboardModifiers(Qt::ShiftModifier), -kMinute_ms},
          {Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier, kDay_ms},
          {Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier, -kDay_ms}}) {
        const std::int64_t before_ms = at_ms();
        press(*window, key, modifiers);
        QTRY_COMPARE(at_ms(), before_ms + by_ms);
        const engine::FileReport report = engine::reportFiles({.files = {log_.toStdString()},
                                                               .decoder = {.feed = "recording"},
                                                               .board = board_,
                                                               .at_ms = at_ms()});
        QVERIFY(replay.latest()->figures == report.snapshot.figures);
    }
    press(*window, Qt::Key_Plus);
    press(*window, Qt::Key_P);
    QTRY_COMPARE(replay.latest()->replay_speed, 2.0);
    QCOMPARE(view::present(*replay.latest())->banners.back().text, u"REPLAY 2x"_s);
    press(*window, Qt::Key_Home);
    QTRY_COMPARE(at_ms(), first_ms);
    press(*window, Qt::Key_Left, Qt::ShiftModifier);
    window.travel().look();
    QVERIFY(window->findChild<widgets::Notice*>()->text().startsWith(u"There is nothing older"_s));
    press(*window, Qt::Key_End);
    QTRY_COMPARE(at_ms(), replay.state().last_ms.value());
    press(*window, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(window->findChild<widgets::Notice*>()->text(), u"There is nothing newer"_s);
}

QTEST_MAIN(TimeTravelTest)
#include "tst_timetravel.moc"
