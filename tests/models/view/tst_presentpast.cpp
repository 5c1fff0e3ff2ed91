// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/wallview.h"

#include "models/engine/snapshot.h"
#include "models/event/timestamp.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace livewall;
using engine::Mode;
using engine::Snapshot;

namespace {

const std::int64_t kAt_ms = event::parseTimestamp("2011-03-10T15:01:15Z").value();
constexpr std::int64_t kDay_ms = 86'400'000;

/// An hour with one purchase, as a store has kept it.
Snapshot past()
{
    Snapshot snapshot{.mode = Mode::Past, .wall_ms = kAt_ms, .has_events = true};
    snapshot.figures.at_ms = kAt_ms;
    snapshot.figures.hour.total = 1;
    snapshot.zone = "Europe/Stockholm";
    snapshot.day_places = {{.country = event::Country::fromCode("se").value(), .count = 1}};
    snapshot.recent = {
        {.time_ms = kAt_ms, .country = event::Country::fromCode("se").value(), .city = {}}};
    snapshot.feeds = {{.name = "shop", .link = {feed::Link::Ended, {}}, .was_heard = true}};
    return snapshot;
}

QString lastBanner(const Snapshot& snapshot)
{
    return view::present(snapshot)->banners.back().text;
}

} // namespace

class TestPresentPast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBannerSaysWhatTimeDoes_data();
    void theBannerSaysWhatTimeDoes();
    void whatIsAwaitedIsSaid();
    void aReplayThatStandsIsNotOver();
    void tablesThatAreNotKeptSaySo();
    void aMapOfWhichLessIsKeptSaysSo();
    void aFeedWasListenedToOrNot();
};

void TestPresentPast::theBannerSaysWhatTimeDoes_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<double>("speed");
    QTest::addColumn<bool>("is_paused");
    QTest::addColumn<QString>("text");
    constexpr double kMax = std::numeric_limits<double>::infinity();
    QTest::newRow("past") << int(Mode::Past) << 0.0 << true << u"PAST"_s;
    QTest::newRow("past moving") << int(Mode::Past) << 60.0 << false << u"PAST 60x"_s;
    QTest::newRow("replay") << int(Mode::Replay) << 3600.0 << false << u"REPLAY 3600x"_s;
    QTest::newRow("replay at full speed") << int(Mode::Replay) << kMax << false << u"REPLAY max"_s;
    QTest::newRow("replay standing") << int(Mode::Replay) << 0.0 << true << u"REPLAY paused"_s;
    QTest::newRow("replay at its end") << int(Mode::Replay) << 0.0 << false << u"REPLAY"_s;
}

void TestPresentPast::theBannerSaysWhatTimeDoes()
{
    QFETCH(int, mode);
    QFETCH(double, speed);
    QFETCH(bool, is_paused);
    QFETCH(QString, text);
    Snapshot snapshot = past();
    snapshot.mode = static_cast<Mode>(mode);
    snapshot.replay_speed = speed;
    snapshot.is_paused = is_paused;
    QCOMPARE(lastBanner(snapshot), text);
    QVERIFY(!view::present(snapshot)->mode_word.isEmpty()); // and the frame is there
}

void TestPresentPast::whatIsAwaitedIsSaid()
{
    for (const Mode mode : {Mode::Live, Mode::Past}) {
        Snapshot snapshot = past();
        snapshot.mode = mode;
        snapshot.awaited_ms = kAt_ms - kDay_ms;
        QCOMPARE(lastBanner(snapshot), u"PAST, reading Wed, 2011-03-09 16:01:15"_s);
    }
}

void TestPresentPast::aReplayThatStandsIsNotOver()
{
    Snapshot snapshot = past();
    snapshot.mode = Mode::Replay;
    snapshot.feeds = {{.name = "recording", .link = {feed::Link::Ended, {}}, .newest_ms = kAt_ms}};
    QCOMPARE(view::present(snapshot)->feeds[0].age, u"ended"_s);
    snapshot.is_paused = true;
    QCOMPARE(view::present(snapshot)->feeds[0].age, u"0 s"_s);
}

void TestPresentPast::tablesThatAreNotKeptSaySo()
{
    Snapshot snapshot = past();
    snapshot.figures.hour.total = 0;
    snapshot.recent.clear();
    const auto kept = view::present(snapshot);
    QCOMPARE(kept->top[0].note, u"No accepted purchase in the last hour"_s);
    QCOMPARE(kept->top[0].total, u"0"_s);
    snapshot.tables_from_ms = kAt_ms + 5 * kDay_ms;
    const auto view = view::present(snapshot);
    for (const view::TopTableView& table : view->top) {
        QCOMPARE(table.note,
                 u"Not kept: stores go back to 2011-03-15 16:01\nThe week is kept for ever"_s);
        QCOMPARE(table.total, u"–"_s);
        QCOMPARE(table.others, u"–"_s);
    }
    QCOMPARE(view->map.rate, QString());
}

void TestPresentPast::aMapOfWhichLessIsKeptSaysSo()
{
    Snapshot snapshot = past();
    QCOMPARE(view::present(snapshot)->map.note, QString());
    snapshot.recent.clear();
    QCOMPARE(view::present(snapshot)->map.note,
             u"Not kept: where each purchase of then was made"_s);
    snapshot.mode = Mode::Live; // there it is that nothing was sold for an hour
    QCOMPARE(view::present(snapshot)->map.note, QString());
    snapshot.mode = Mode::Past;
    snapshot.has_places = false;
    const auto view = view::present(snapshot);
    QCOMPARE(view->map.note, u"Not kept: where purchases of then were made"_s);
    QVERIFY(view->map.day.empty());
}

void TestPresentPast::aFeedWasListenedToOrNot()
{
    Snapshot snapshot = past();
    QCOMPARE(view::present(snapshot)->feeds[0],
             (view::FeedView{view::FeedSign::Alive, u"shop"_s, u"listened to"_s}));
    snapshot.feeds[0].was_heard = false;
    QCOMPARE(view::present(snapshot)->feeds[0],
             (view::FeedView{view::FeedSign::Dead, u"shop"_s, u"not listened to"_s}));
}

QTEST_APPLESS_MAIN(TestPresentPast)
#include "tst_presentpast.moc"
