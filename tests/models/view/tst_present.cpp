// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/wallview.h"

#include <limits>

#include <QTest>

#include "models/engine/snapshot.h"

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::view;

namespace {

// Thu, 2011-03-10 15:01:15.123 UTC, 16:01:15 in Stockholm
constexpr std::int64_t kNow_ms = 1'299'769'275'123;
constexpr std::int64_t kSecond_ms = 1'000;
constexpr std::int64_t kMinute_ms = 60 * kSecond_ms;

QString plain(QString text)
{
    return text.replace(u'\u202F', u' ');
}

engine::FeedSnapshot feedUp(std::string name, std::int64_t age_ms)
{
    engine::FeedSnapshot feed;
    feed.name = std::move(name);
    feed.link.link = feed::Link::Up;
    feed.newest_ms = feed.last_arrival_ms = feed.last_alive_ms = kNow_ms - age_ms;
    return feed;
}

engine::FeedSnapshot feedLost(std::string name, std::int64_t lost_for_ms,
                              feed::Link link = feed::Link::Connecting, std::string detail = {})
{
    engine::FeedSnapshot feed = feedUp(std::move(name), lost_for_ms + 2 * kSecond_ms);
    feed.link = {link, std::move(detail)};
    feed.lost_ms = kNow_ms - lost_for_ms;
    return feed;
}

stats::TopRow row(std::int64_t eid, std::string merchant, std::int64_t count,
                  std::int64_t average = 49'912, std::string_view currency = "SEK",
                  bool mixed = false)
{
    return {eid, std::move(merchant), count, average, *event::Currency::fromCode(currency), mixed};
}

/// A live wall that is well: one feed, two stores.
engine::Snapshot goodSnapshot()
{
    engine::Snapshot snapshot;
    snapshot.sequence = 7;
    snapshot.wall_ms = kNow_ms;
    snapshot.has_events = true;
    snapshot.figures.at_ms = kNow_ms;
    snapshot.zone = "Europe/Stockholm";
    snapshot.exclude = {*event::Country::fromCode("fi"), *event::Country::fromCode("se")};
    snapshot.feeds = {feedUp("kafka-eu", 2 * kSecond_ms)};
    snapshot.figures.hour.rows = {row(1234, "Store", 812), row(99, "", 406)};
    snapshot.figures.hour.total = 5'210;
    return snapshot;
}

std::vector<QString> texts(const std::vector<Banner>& banners)
{
    std::vector<QString> texts;
    for (const Banner& banner : banners)
        texts.push_back(banner.text);
    return texts;
}

using Texts = std::vector<QString>;

} // namespace

class TestPresent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goodWallHasNoBannerAndSaysItsTime();
    void sameSnapshotGivesSameView();

    void emptyWallNamesWhatIsMissingAndTheNextStep();
    void emptyWallWhoseFeedIsLostSaysWhy();
    void emptyRecordingShowsNoTime();
    void quietIsNoFault();
    void everyFeedDeadIsStaleSinceTheLastOneWasLost();
    void staleSinceAnotherDayNamesTheDay();
    void neverConnectedFeedMissesFromItsNewestPurchase();
    void oneFeedOfSeveralDeadIsPartial();
    void severalFeedsDeadAreCounted();
    void longFeedNameLeavesRoomForTheTime();
    void reconnectingFeedIsDeadAfterTenSeconds();
    void endedFeedIsDeadOnALiveWallOnly_data();
    void endedFeedIsDeadOnALiveWallOnly();
    void endedRecordingBesideALiveFeedIsNoFault();
    void endedRecordingMissesFromItsNewestPurchase();
    void aFileWithoutAPurchaseIsNotWaitedFor();
    void aReplayThatIsOverSaysSo();
    void failedRecordingIsStaleWithItsReason();
    void catchingUpShowsProgress();
    void modeIsAWordAndABanner_data();
    void modeIsAWordAndABanner();
    void bannersStandSeverestFirst();

    void feedSaysItsStateAndAge_data();
    void feedSaysItsStateAndAge();
    void recordingMeasuresAgeInItsOwnTime();
    void ledgerNamesOnlyWhatIsNotZero();
    void ledgerSaysSinceWhenCopiesAreTold();
    void aWallWhoseFutureOverflowsDoubtsItsClock();
    void aClockBehindWhatWasCountedIsDoubted();
    void aClockThatWasSetIsTold();
    void aClockThatHasLostTheDateIsDoubted();
    void aStoreThatCannotBeWrittenIsSaid();
    void aStoreThatWasDamagedIsSaid();
    void aGapIsSaidForADay();
    void whatWasMissingIsSaid_data();
    void whatWasMissingIsSaid();
    void aDeadFeedIsWorseThanWhatWasMissing();
    void aGapIsNotSaidTwice();
    void aWallThatIsNewSaysSinceWhenItCounts();
    void aSilentFeedIsSuspect();
    void severalSilentFeedsAreOneBanner();
    void aFeedThatIsRejectedIsSuspect();
    void clocksThatAreApartAreSaid_data();
    void clocksThatAreApartAreSaid();

    void headingsNameWindowAndExcludedCountries();
    void rowsAreNumberedNamedAndMeasuredAgainstTheFirst();
    void rowsSayHowTheirRankHasChanged();
    void whereNothingIsKnownOfAnHourAgoNoRowIsNew();
    void averageHasTheCurrencysMinorUnit_data();
    void averageHasTheCurrencysMinorUnit();
    void totalsAreBoundsOnlyWherePartial();
    void totalsOfAWindowThatIsNotCoveredAreBounds();
    void emptyTableOfARunningWallSaysSo();
};

void TestPresent::goodWallHasNoBannerAndSaysItsTime()
{
    const auto view = present(goodSnapshot());
    QCOMPARE(view->sequence, 7U);
    QCOMPARE(view->at_ms, kNow_ms);
    QCOMPARE(view->condition, Condition::Good);
    QCOMPARE(view->clock, u"Thu, 2011-03-10 16:01:15"_s);
    QCOMPARE(view->zone, u"Europe/Stockholm"_s);
    QVERIFY(view->mode_word.isEmpty());
    QVERIFY(view->banners.empty());
    QVERIFY(view->ledger.empty());
}

void TestPresent::sameSnapshotGivesSameView()
{
    const engine::Snapshot snapshot = goodSnapshot();
    const auto first = present(snapshot);
    const auto second = present(snapshot);
    QCOMPARE(first->top, second->top);
    QCOMPARE(first->feeds, second->feeds);
    QCOMPARE(first->week, second->week);
    QCOMPARE(first->clock, second->clock);
}

void TestPresent::emptyWallNamesWhatIsMissingAndTheNextStep()
{
    engine::Snapshot snapshot;
    snapshot.wall_ms = kNow_ms;
    snapshot.zone = "Europe/Stockholm";
    engine::FeedSnapshot feed;
    feed.name = "kafka-eu";
    feed.link.link = feed::Link::Up;
    snapshot.feeds = {feed};

    const auto view = present(snapshot);
    QCOMPARE(view->condition, Condition::Empty);
    QCOMPARE(view->clock, u"Thu, 2011-03-10 16:01:15"_s); // the wall's own, as there is no T
    QVERIFY(view->banners.empty());
    for (const TopTableView& table : view->top) {
        const QStringList lines = table.note.split(u'\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0], u"Waiting for the first purchase"_s);
        QVERIFY(lines[1].contains(u"livewall --demo"));
        QCOMPARE(table.total, u"0"_s);
        QCOMPARE(table.others, u"0"_s);
    }
    QCOMPARE(view->feeds, (std::vector<FeedView>{{FeedSign::Quiet, u"kafka-eu"_s, u"waiting"_s}}));
}

void TestPresent::emptyWallWhoseFeedIsLostSaysWhy()
{
    engine::Snapshot snapshot;
    snapshot.wall_ms = kNow_ms;
    snapshot.zone = "UTC";
    engine::FeedSnapshot feed;
    feed.name = "kafka-eu";
    feed.link = {feed::Link::Failed, "unknown host"};
    feed.lost_ms = kNow_ms;
    snapshot.feeds = {feed};
    QCOMPARE(present(snapshot)->condition, Condition::Empty);
    QCOMPARE(present(snapshot)->banners,
             (std::vector<Banner>{{Severity::Bad, u"No data from kafka-eu: unknown host"_s}}));

    snapshot.feeds.push_back(feed);
    QCOMPARE(texts(present(snapshot)->banners), Texts{u"No data from any of 2 feeds"_s});
}

void TestPresent::emptyRecordingShowsNoTime()
{
    engine::Snapshot snapshot;
    snapshot.mode = engine::Mode::Replay;
    snapshot.wall_ms = kNow_ms;
    snapshot.zone = "UTC";
    QVERIFY(present(snapshot)->clock.isEmpty());
}

void TestPresent::quietIsNoFault()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds = {feedUp("kafka-eu", 13 * 60 * kMinute_ms)};
    const auto view = present(snapshot);
    QCOMPARE(view->condition, Condition::Good);
    QVERIFY(view->banners.empty());
    QCOMPARE(view->feeds[0], (FeedView{FeedSign::Quiet, u"kafka-eu"_s, u"quiet, last 03:01:15"_s}));
}

void TestPresent::everyFeedDeadIsStaleSinceTheLastOneWasLost()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds = {feedLost("a", 2 * 60 * kMinute_ms), feedLost("b", 60 * kMinute_ms)};
    const auto view = present(snapshot);
    QCOMPARE(view->condition, Condition::Stale);
    QCOMPARE(view->banners, (std::vector<Banner>{{Severity::Bad, u"No data since 15:01:15"_s}}));
}

void TestPresent::staleSinceAnotherDayNamesTheDay()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds = {feedLost("a", 24 * 60 * kMinute_ms)};
    QCOMPARE(texts(present(snapshot)->banners), Texts{u"No data since Wed 16:01:15"_s});
}

void TestPresent::neverConnectedFeedMissesFromItsNewestPurchase()
{
    engine::Snapshot snapshot = goodSnapshot();
    engine::FeedSnapshot feed = feedLost("a", 20 * kSecond_ms);
    feed.last_alive_ms = feed.last_arrival_ms = std::nullopt;
    feed.newest_ms = kNow_ms - 30 * kMinute_ms;
    snapshot.feeds = {feed};
    QCOMPARE(texts(present(snapshot)->banners), Texts{u"No data since 15:31:15"_s});
}

void TestPresent::oneFeedOfSeveralDeadIsPartial()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds.push_back(feedLost("kafka-us", 61 * kMinute_ms));
    const auto view = present(snapshot);
    QCOMPARE(view->condition, Condition::Partial);
    QCOMPARE(view->banners,
             (std::vector<Banner>{{Severity::Warn, u"Without kafka-us since 15:00"_s}}));
}

void TestPresent::severalFeedsDeadAreCounted()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds.push_back(feedLost("b", 61 * kMinute_ms));
    snapshot.feeds.push_back(feedLost("c", 2 * 61 * kMinute_ms));
    QCOMPARE(texts(present(snapshot)->banners), Texts{u"Without 2 of 3 feeds since 13:59"_s});
}

void TestPresent::longFeedNameLeavesRoomForTheTime()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds.push_back(feedLost(std::string(200, 'x'), kMinute_ms));
    const QString text = texts(present(snapshot)->banners).front();
    QCOMPARE(text, u"Without "_s + QString(23, u'x') + u"… since 16:00"_s);
}

void TestPresent::reconnectingFeedIsDeadAfterTenSeconds()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds = {feedLost("a", 10 * kSecond_ms)};
    QCOMPARE(present(snapshot)->condition, Condition::Good);
    QCOMPARE(present(snapshot)->feeds[0], (FeedView{FeedSign::Quiet, u"a"_s, u"reconnecting"_s}));
    snapshot.feeds = {feedLost("a", 10 * kSecond_ms + 1)};
    QCOMPARE(present(snapshot)->condition, Condition::Stale);
    QCOMPARE(present(snapshot)->feeds[0], (FeedView{FeedSign::Dead, u"a"_s, u"not connected"_s}));
}

void TestPresent::endedFeedIsDeadOnALiveWallOnly_data()
{
    QTest::addColumn<engine::Mode>("mode");
    QTest::addColumn<Condition>("condition");
    QTest::newRow("live") << engine::Mode::Live << Condition::Stale;
    QTest::newRow("demo") << engine::Mode::Demo << Condition::Stale;
    QTest::newRow("replay") << engine::Mode::Replay << Condition::Good;
    QTest::newRow("past") << engine::Mode::Past << Condition::Good;
}

void TestPresent::endedFeedIsDeadOnALiveWallOnly()
{
    QFETCH(const engine::Mode, mode);
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.mode = mode;
    snapshot.replay_speed = 60;
    snapshot.feeds = {feedLost("stdin", kSecond_ms, feed::Link::Ended)};
    const auto view = present(snapshot);
    QTEST(view->condition, "condition");
    if (view->condition == Condition::Stale)
        QCOMPARE(view->feeds[0], (FeedView{FeedSign::Dead, u"stdin"_s, u"ended"_s}));
    else
        QCOMPARE(view->feeds[0], (FeedView{FeedSign::Alive, u"stdin"_s, u"3 s"_s}));
}

void TestPresent::endedRecordingBesideALiveFeedIsNoFault()
{
    engine::Snapshot snapshot = goodSnapshot();
    engine::FeedSnapshot file = feedLost("file", 60 * kMinute_ms, feed::Link::Ended);
    file.is_recorded = true;
    snapshot.feeds.push_back(file);
    const auto view = present(snapshot);
    QCOMPARE(view->condition, Condition::Good);
    QVERIFY(view->banners.empty());
    QCOMPARE(view->feeds[1], (FeedView{FeedSign::Quiet, u"file"_s, u"ended"_s}));

    snapshot.feeds[1].link.link = feed::Link::Failed;
    QCOMPARE(present(snapshot)->condition, Condition::Partial);
}

void TestPresent::endedRecordingMissesFromItsNewestPurchase()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds = {feedLost("file", kSecond_ms, feed::Link::Ended)};
    snapshot.feeds[0].is_recorded = true;
    snapshot.feeds[0].newest_ms = kNow_ms - 50 * kMinute_ms;
    QCOMPARE(texts(present(snapshot)->banners), Texts{u"No data since 15:11:15"_s});
}

void TestPresent::aClockBehindWhatWasCountedIsDoubted()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.clock_behind_ms = 10 * kMinute_ms;
    QCOMPARE(present(snapshot)->banners,
             (std::vector<Banner>{{Severity::Warn,
                                   u"The clock looks wrong: it is 10 min behind what was "
                                   "counted"_s}}));
}

void TestPresent::aClockThatWasSetIsTold()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.clock_set = engine::ClockSet{kNow_ms - 20 * kMinute_ms, 10 * kMinute_ms - 1};
    QCOMPARE(texts(present(snapshot)->banners),
             Texts{u"The clock was set 10 min forward at 15:41"_s});
    snapshot.clock_set->by_ms = -3'000;
    QCOMPARE(texts(present(snapshot)->banners), Texts{u"The clock was set 3 s back at 15:41"_s});
    // While what it does is seen, that is told instead.
    snapshot.clock_behind_ms = 10 * kMinute_ms;
    QCOMPARE(present(snapshot)->banners.size(), 1U);
}

void TestPresent::aClockThatHasLostTheDateIsDoubted()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.wall_ms = 60'000; // a minute after it was switched on in 1970
    const auto says_so = [&snapshot] {
        return std::ranges::any_of(present(snapshot)->banners, [](const Banner& banner) {
            return banner.text.startsWith(u"The clock looks wrong: it has lost the date"_s);
        });
    };
    QVERIFY(says_so());
    snapshot.mode = engine::Mode::Replay;
    QVERIFY(!says_so());
}

void TestPresent::aStoreThatCannotBeWrittenIsSaid()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.saving.has_store = true;
    QVERIFY(present(snapshot)->banners.empty());
    QCOMPARE(present(snapshot)->ledger, (std::vector<LedgerItem>{{u"saving"_s, {}}}));

    snapshot.saving.failing_since_ms = kNow_ms - 10 * kMinute_ms;
    snapshot.saving.trouble = {.what = store::Trouble::What::Refused,
                               .detail = "database or disk is full"};
    QCOMPARE(present(snapshot)->banners,
             (std::vector<Banner>{
                 {Severity::Warn, u"Not saving since 15:51: database or disk is full"_s}}));
    QVERIFY(present(snapshot)->ledger.empty());
}

void TestPresent::aGapIsSaidForADay()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds.front().gap = "positions 120 to 340";
    snapshot.feeds.front().gap_ms = kNow_ms - 10 * kMinute_ms;
    const auto name = QString::fromStdString(snapshot.feeds.front().name);
    QCOMPARE(present(snapshot)->banners,
             (std::vector<Banner>{
                 {Severity::Warn,
                  u"Gap in %1 at 15:51, no longer there: positions 120 to 340"_s.arg(name)}}));
    snapshot.feeds.front().gap_ms = kNow_ms - 25 * 60 * kMinute_ms;
    QVERIFY(present(snapshot)->banners.empty());
}

void TestPresent::whatWasMissingIsSaid_data()
{
    using Holes = std::vector<stats::Interval>;
    using Feeds = std::vector<Holes>;
    QTest::addColumn<Feeds>("holes"); // by feed
    QTest::addColumn<QString>("banner");
    QTest::addColumn<QString>("missed");
    const auto ago = [](double from_min, double to_min) {
        return stats::Interval{kNow_ms - static_cast<std::int64_t>(from_min * kMinute_ms),
                               kNow_ms - static_cast<std::int64_t>(to_min * kMinute_ms)};
    };
    QTest::newRow("one") << Feeds{Holes{ago(20, 12)}} << u"Without f0 15:41 to 15:49"_s
                         << QString();
    QTest::newRow("yesterday") << Feeds{Holes{ago(20 * 60, 19 * 60)}}
                               << u"Without f0 Wed 20:01 to Wed 21:01"_s << QString();
    QTest::newRow("one of two feeds")
        << Feeds{Holes{}, Holes{ago(20, 12)}} << u"Without f1 15:41 to 15:49"_s << QString();
    QTest::newRow("several") << Feeds{Holes{ago(60, 59), ago(30, 29), ago(20, 12)}}
                             << u"Without f0 3 times, 15:01 to 15:49"_s << QString();
    QTest::newRow("two feeds") << Feeds{Holes{ago(60, 59)}, Holes{}, Holes{ago(70, 65)}}
                               << u"At times without 2 of 3 feeds, 14:51 to 15:02"_s << QString();
    QTest::newRow("moments") << Feeds{Holes{ago(60, 59.9), ago(30, 29.95)}} << QString()
                             << u"9 s"_s;
    QTest::newRow("a moment") << Feeds{Holes{ago(60, 59.999)}} << QString() << u"1 s"_s;
    QTest::newRow("moments that add up") << Feeds{Holes{ago(60, 59.5), ago(30, 29.5)}}
                                         << u"Without f0 2 times, 15:01 to 15:31"_s << QString();
}

void TestPresent::whatWasMissingIsSaid()
{
    QFETCH(const std::vector<std::vector<stats::Interval>>, holes);
    QFETCH(const QString, banner);
    QFETCH(const QString, missed);
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds.clear();
    for (const auto& of_feed : holes) {
        snapshot.feeds.push_back(
            feedUp("f" + std::to_string(snapshot.feeds.size()), 2 * kSecond_ms));
        snapshot.feeds.back().missing = {.in_day = !of_feed.empty(), .holes = of_feed};
    }
    const auto view = present(snapshot);
    QCOMPARE(view->condition, Condition::Partial);
    if (banner.isEmpty())
        QVERIFY(view->banners.empty());
    else
        QCOMPARE(view->banners, (std::vector<Banner>{{Severity::Warn, banner}}));
    if (missed.isEmpty())
        QVERIFY(view->ledger.empty());
    else
        QCOMPARE(view->ledger, (std::vector<LedgerItem>{{u"missed"_s, missed}}));
}

void TestPresent::aDeadFeedIsWorseThanWhatWasMissing()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds.front().missing = {
        .in_hour = true,
        .in_day = true,
        .holes = {{kNow_ms - 20 * kMinute_ms, kNow_ms - 12 * kMinute_ms}}};
    snapshot.feeds.push_back(feedLost("kafka-us", kMinute_ms));
    QCOMPARE(texts(present(snapshot)->banners), Texts{u"Without kafka-us since 16:00"_s});
}

void TestPresent::aGapIsNotSaidTwice()
{
    engine::Snapshot snapshot = goodSnapshot();
    engine::FeedSnapshot& feed = snapshot.feeds.front();
    feed.gap = "positions 120 to 340";
    feed.gap_ms = kNow_ms - 12 * kMinute_ms;
    feed.missing = {.in_hour = true,
                    .in_day = true,
                    .holes = {{kNow_ms - 20 * kMinute_ms, kNow_ms - 12 * kMinute_ms}}};
    const auto view = present(snapshot);
    QCOMPARE(view->banners.size(), 1U);
    QVERIFY(view->banners.front().text.startsWith(u"Gap in kafka-eu"));
    QCOMPARE(plain(view->top[0].total), u"≥ 5 210"_s);
}

void TestPresent::aWallThatIsNewSaysSinceWhenItCounts()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds.push_back(feedUp("other", kSecond_ms));
    snapshot.feeds[0].missing = {.in_day = true, .listened_since_ms = kNow_ms - 71 * kMinute_ms};
    snapshot.feeds[1].missing = {.in_day = true, .listened_since_ms = kNow_ms - 116 * kMinute_ms};
    snapshot.ledger.late = 3;
    const auto view = present(snapshot);
    QVERIFY(view->banners.empty()); // no fault
    QCOMPARE(view->ledger,
             (std::vector<LedgerItem>{{u"counted since"_s, u"14:50"_s}, {u"late"_s, u"3"_s}}));
    QCOMPARE(plain(view->top[0].total), u"5 210"_s);
    QCOMPARE(plain(view->top[2].total), u"≥ 0"_s);
}

void TestPresent::aSilentFeedIsSuspect()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds = {feedUp("kafka-eu", 56 * kMinute_ms)};
    snapshot.feeds[0].silence = {.since_ms = kNow_ms - 56 * kMinute_ms, .usual = 1'140};
    const auto view = present(snapshot);
    QCOMPARE(view->condition, Condition::Good); // never grey
    QCOMPARE(view->feeds[0].sign, FeedSign::Suspect);
    QCOMPARE(plain(view->feeds[0].age), u"silent since 15:05, usually 1 140 by now"_s);
    QCOMPARE(view->banners.size(), 1U);
    QCOMPARE(view->banners[0].severity, Severity::Warn);
    QCOMPARE(plain(view->banners[0].text), u"kafka-eu silent since 15:05, usually 1 140 by now"_s);
}

void TestPresent::severalSilentFeedsAreOneBanner()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds.push_back(feedUp("other", 57 * kMinute_ms));
    for (engine::FeedSnapshot& feed : snapshot.feeds)
        feed.silence = {.since_ms = kNow_ms - 56 * kMinute_ms, .usual = 140};
    QCOMPARE(texts(present(snapshot)->banners),
             Texts{u"2 feeds silent since 15:05, usually 140 by now"_s});
}

void TestPresent::aFeedThatIsRejectedIsSuspect()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds.push_back(feedUp("other", 57 * kMinute_ms));
    snapshot.feeds[1].rejecting = {
        .received = 1000, .rejected = 979, .commonest = event::Rejection::Eid};
    const auto view = present(snapshot);
    QCOMPARE(view->condition, Condition::Good);
    QCOMPARE(view->feeds[0].sign, FeedSign::Alive);
    QCOMPARE(view->feeds[1], (FeedView{FeedSign::Suspect, u"other"_s, u"rejecting 97%: eid"_s}));
    QCOMPARE(view->banners,
             (std::vector<Banner>{{Severity::Warn, u"Rejecting 97% of other: eid"_s}}));
}

void TestPresent::clocksThatAreApartAreSaid_data()
{
    QTest::addColumn<qint64>("offset_ms");
    QTest::addColumn<QString>("banner");
    QTest::newRow("none") << qint64{0} << QString();
    QTest::newRow("2 s") << qint64{-2000} << QString();
    QTest::newRow("behind") << qint64{-2001} << u"The clock is 2 s behind that of kafka-eu"_s;
    QTest::newRow("further") << qint64{-11'900} << u"The clock is 12 s behind that of kafka-eu"_s;
    QTest::newRow("ahead") << qint64{3 * kMinute_ms}
                           << u"The clock is 3 min ahead of that of kafka-eu"_s;
}

void TestPresent::clocksThatAreApartAreSaid()
{
    QFETCH(const qint64, offset_ms);
    QFETCH(const QString, banner);
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds[0].clock_offset_ms = offset_ms;
    snapshot.feeds.push_back(feedUp("other", kSecond_ms)); // gives no heartbeats
    QCOMPARE(texts(present(snapshot)->banners), banner.isEmpty() ? Texts() : Texts{banner});
}

void TestPresent::aStoreThatWasDamagedIsSaid()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.saving.has_store = true;
    snapshot.saving.damaged_ms = kNow_ms - 10 * kMinute_ms;
    snapshot.saving.moved_to = "wall.db.damaged-20110310T145100Z";
    QCOMPARE(
        present(snapshot)->banners,
        (std::vector<Banner>{{Severity::Warn,
                              u"The store was damaged: history starts anew at 15:51, the old is "
                              "in wall.db.damaged-20110310T145100Z"_s}}));
}

void TestPresent::aFileWithoutAPurchaseIsNotWaitedFor()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.has_events = false;
    snapshot.figures.hour = {};
    snapshot.feeds = {feedLost("rubbish", kSecond_ms, feed::Link::Ended)};
    snapshot.feeds[0].newest_ms.reset();
    auto view = present(snapshot);
    QCOMPARE(texts(view->banners), Texts{u"No data from rubbish: ended, empty"_s});
    QVERIFY(view->top[0].note.startsWith(u"No purchase came"_s));
    QCOMPARE(view->verdict.text, u"No purchase came"_s);
    QCOMPARE(view->map.note, u"No purchase came"_s);

    snapshot.feeds[0].ledger.received = 3;
    view = present(snapshot);
    QCOMPARE(view->feeds[0].age, u"ended, no purchase in it"_s);
}

void TestPresent::aReplayThatIsOverSaysSo()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.mode = engine::Mode::Replay;
    snapshot.feeds = {feedLost("recording", kSecond_ms, feed::Link::Ended)};
    QCOMPARE(present(snapshot)->feeds[0], (FeedView{FeedSign::Quiet, u"recording"_s, u"ended"_s}));
}

void TestPresent::failedRecordingIsStaleWithItsReason()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.mode = engine::Mode::Replay;
    snapshot.feeds = {feedLost("events", 0, feed::Link::Failed, "events.zst ends early")};
    const auto view = present(snapshot);
    QCOMPARE(view->condition, Condition::Stale);
    QCOMPARE(texts(view->banners),
             (Texts{u"Recording failed: events.zst ends early"_s, u"REPLAY"_s}));
}

void TestPresent::catchingUpShowsProgress()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.progress = {"indexing events.ndjson", 0.999};
    const auto view = present(snapshot);
    QCOMPARE(view->condition, Condition::CatchingUp);
    QCOMPARE(view->banners,
             (std::vector<Banner>{{Severity::Warn, u"Catching up 99%: indexing events.ndjson"_s}}));
}

void TestPresent::modeIsAWordAndABanner_data()
{
    QTest::addColumn<engine::Mode>("mode");
    QTest::addColumn<double>("speed");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("banner");
    QTest::newRow("replay") << engine::Mode::Replay << 60.0 << u"REPLAY"_s << u"REPLAY 60x"_s;
    QTest::newRow("fast") << engine::Mode::Replay << 3600.0 << u"REPLAY"_s << u"REPLAY 3600x"_s;
    QTest::newRow("slow") << engine::Mode::Replay << 0.5 << u"REPLAY"_s << u"REPLAY 0.5x"_s;
    QTest::newRow("max") << engine::Mode::Replay << std::numeric_limits<double>::infinity()
                         << u"REPLAY"_s << u"REPLAY max"_s;
    QTest::newRow("at its end") << engine::Mode::Replay << 0.0 << u"REPLAY"_s << u"REPLAY"_s;
    QTest::newRow("past") << engine::Mode::Past << 0.0 << u"PAST"_s << u"PAST"_s;
    QTest::newRow("demo") << engine::Mode::Demo << 0.0 << u"DEMO"_s
                          << u"DEMO data, invented purchases"_s;
}

void TestPresent::modeIsAWordAndABanner()
{
    QFETCH(const engine::Mode, mode);
    QFETCH(const double, speed);
    QFETCH(const QString, banner);
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.mode = mode;
    snapshot.replay_speed = speed;
    const auto view = present(snapshot);
    QTEST(view->mode_word, "word");
    QCOMPARE(view->banners, (std::vector<Banner>{{Severity::Mode, banner}}));
}

void TestPresent::bannersStandSeverestFirst()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.mode = engine::Mode::Demo;
    snapshot.progress = {"reading", 0.5};
    snapshot.feeds = {feedLost("a", kMinute_ms)};
    const auto view = present(snapshot);
    std::vector<Severity> severities;
    for (const Banner& banner : view->banners)
        severities.push_back(banner.severity);
    QCOMPARE(severities, (std::vector{Severity::Bad, Severity::Warn, Severity::Mode}));
}

void TestPresent::feedSaysItsStateAndAge_data()
{
    using feed::Link;
    QTest::addColumn<engine::FeedSnapshot>("feed");
    QTest::addColumn<FeedSign>("sign");
    QTest::addColumn<QString>("age");
    const auto add = [](const char* name, engine::FeedSnapshot feed, FeedSign sign,
                        const QString& age) { QTest::newRow(name) << feed << sign << age; };
    add("alive", feedUp("f", 59'999), FeedSign::Alive, u"59 s"_s);
    add("quiet", feedUp("f", 60'000), FeedSign::Quiet, u"quiet, last 16:00:15"_s);
    engine::FeedSnapshot old = feedUp("f", kSecond_ms);
    old.newest_ms = kNow_ms - 10 * 60 * kMinute_ms; // it arrived a second ago, ten hours old
    add("old news", old, FeedSign::Quiet, u"quiet, last 06:01:15"_s);
    engine::FeedSnapshot restarted;
    restarted.name = "f";
    restarted.link.link = Link::Up;
    restarted.newest_ms = kNow_ms - 10 * kMinute_ms;
    add("known from before the start", restarted, FeedSign::Quiet, u"quiet, last 15:51:15"_s);
    add("failed", feedLost("f", 0, Link::Failed), FeedSign::Dead, u"failed"_s);
    add("failed with a reason", feedLost("f", 0, Link::Failed, "unknown host"), FeedSign::Dead,
        u"unknown host"_s);
    add("refused", feedLost("f", kMinute_ms, Link::Connecting, "connection refused"),
        FeedSign::Dead, u"connection refused"_s);
    engine::FeedSnapshot fresh;
    fresh.name = "f";
    fresh.lost_ms = kNow_ms - kSecond_ms;
    fresh.link = {Link::Connecting, "connects to f"};
    add("connecting for the first time", fresh, FeedSign::Quiet, u"connecting"_s);
    fresh.link = {Link::Connecting, "refused, next try in 1 s", "refused"};
    add("refused for the first time", fresh, FeedSign::Quiet, u"refused"_s);
    engine::FeedSnapshot broken = feedLost("f", kSecond_ms);
    broken.link = fresh.link;
    add("refused after it was there", broken, FeedSign::Quiet, u"reconnecting"_s);
}

void TestPresent::feedSaysItsStateAndAge()
{
    QFETCH(const engine::FeedSnapshot, feed);
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds = {feed};
    const FeedView view = present(snapshot)->feeds.at(0);
    QCOMPARE(view.name, u"f"_s);
    QTEST(view.sign, "sign");
    QTEST(view.age, "age");
}

void TestPresent::recordingMeasuresAgeInItsOwnTime()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.mode = engine::Mode::Replay;
    snapshot.wall_ms = kNow_ms + 1'000 * kMinute_ms;
    QCOMPARE(present(snapshot)->feeds[0], (FeedView{FeedSign::Alive, u"kafka-eu"_s, u"2 s"_s}));
}

void TestPresent::ledgerSaysSinceWhenCopiesAreTold()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds.push_back(feedUp("other", kSecond_ms));
    snapshot.feeds[0].remembered_since_ms = kNow_ms - 2 * kMinute_ms;
    snapshot.feeds[1].remembered_since_ms = kNow_ms - kMinute_ms; // holds for both
    QCOMPARE(present(snapshot)->ledger,
             (std::vector<LedgerItem>{{u"copies told since"_s, u"16:00:15"_s}}));
}

void TestPresent::aWallWhoseFutureOverflowsDoubtsItsClock()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.ledger.future = 100'000;
    snapshot.is_future_full = true;
    const auto view = present(snapshot);
    QCOMPARE(view->banners.size(), 1U);
    QCOMPARE(view->banners[0].severity, Severity::Warn);
    QCOMPARE(plain(view->banners[0].text),
             u"The clock looks wrong: 100 000 purchases are ahead of it"_s);
}

void TestPresent::ledgerNamesOnlyWhatIsNotZero()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.ledger.received = snapshot.ledger.accepted = 5'000;
    snapshot.ledger.not_accepted = 3;
    snapshot.ledger.control = 4;
    QVERIFY(present(snapshot)->ledger.empty());
    QCOMPARE(present(snapshot)->counted, 5'003U);

    snapshot.ledger.duplicate = 12'345;
    snapshot.ledger.rejected_by_reason[0] = 2;
    snapshot.ledger.rejected_by_reason[11] = 3;
    snapshot.pulses_dropped = 7;
    auto view = present(snapshot);
    QCOMPARE(view->ledger, (std::vector<LedgerItem>{{u"duplicates"_s, u"12\u202F345"_s},
                                                    {u"rejected"_s, u"5"_s},
                                                    {u"pulses dropped"_s, u"7"_s}}));

    snapshot.ledger.late = snapshot.ledger.unchecked = snapshot.ledger.future = 1;
    snapshot.ledger.unknown_type = 1;
    view = present(snapshot);
    std::vector<QString> names;
    for (const LedgerItem& item : view->ledger)
        names.push_back(item.name);
    QCOMPARE(names, (std::vector<QString>{u"duplicates"_s, u"late"_s, u"rejected"_s, u"unchecked"_s,
                                          u"future"_s, u"unknown"_s, u"pulses dropped"_s}));
}

void TestPresent::headingsNameWindowAndExcludedCountries()
{
    engine::Snapshot snapshot = goodSnapshot();
    auto view = present(snapshot);
    QCOMPARE(view->top[0].heading, u"Last hour"_s);
    QCOMPARE(view->top[0].count_head, u"#/h"_s);
    QCOMPARE(view->top[1].heading, u"Last hour (excluding FI, SE)"_s);
    QCOMPARE(view->top[1].short_heading, u"excluding 2 countries"_s);
    QCOMPARE(view->top[1].count_head, u"#/h"_s);
    QCOMPARE(view->top[2].heading, u"Last day"_s);
    QCOMPARE(view->top[2].count_head, u"#"_s);

    snapshot.exclude.pop_back();
    QCOMPARE(present(snapshot)->top[1].short_heading, u"excluding 1 country"_s);
    snapshot.exclude.clear();
    QCOMPARE(present(snapshot)->top[1].heading, u"Last hour (excluding none)"_s);
}

void TestPresent::rowsSayHowTheirRankHasChanged()
{
    engine::Snapshot snapshot = goodSnapshot();
    std::vector<stats::TopRow>& rows = snapshot.figures.hour.rows;
    rows.clear();
    for (const auto before : {std::optional<std::int64_t>(1), std::optional<std::int64_t>(),
                              std::optional<std::int64_t>(2), std::optional<std::int64_t>(7),
                              std::optional<std::int64_t>(104), std::optional<std::int64_t>(106)}) {
        rows.push_back(row(static_cast<std::int64_t>(rows.size()) + 1, "S", 3));
        rows.back().trend = {.rank_before = before, .minutes = {5}};
    }
    QStringList changes;
    const auto view = present(snapshot);
    for (const TopRowView& shown : view->top[0].rows)
        changes += shown.change;
    QCOMPARE(changes, (QStringList{u""_s, u"new"_s, u"▼\u20091"_s, u"▲\u20093"_s, u"▲\u200999"_s,
                                   u"▲\u200999+"_s}));
    QCOMPARE(view->top[0].rows[0].minutes[0], 5);
}

void TestPresent::whereNothingIsKnownOfAnHourAgoNoRowIsNew()
{
    // Nor where not all of the window of then was listened to.
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.figures.hour.rows[0].trend.rank_before = 2;
    QVERIFY(!present(snapshot)->top[0].rows[0].change.isEmpty());
    snapshot.rows_known.hour_before = false;
    snapshot.rows_known.unheard.set(7);
    QCOMPARE(present(snapshot)->top[0].rows[0].change, QString());
    QCOMPARE(present(snapshot)->top[0].rows[1].change, QString());
    QVERIFY(present(snapshot)->top[0].rows[0].unheard[7]);

    const auto view = present(goodSnapshot());
    for (const TopRowView& shown : view->top[0].rows)
        QCOMPARE(shown.change, QString());
}

void TestPresent::rowsAreNumberedNamedAndMeasuredAgainstTheFirst()
{
    const auto view = present(goodSnapshot());
    const std::vector<TopRowView>& rows = view->top[0].rows;
    QCOMPARE(rows.size(), 2U);
    QCOMPARE(rows[0], (TopRowView{.eid = 1234,
                                  .rank = 1,
                                  .merchant = u"Store"_s,
                                  .eid_text = u"1234"_s,
                                  .count = u"812"_s,
                                  .average = u"499.12 SEK"_s,
                                  .share = 1}));
    QCOMPARE(rows[1].rank, 2);
    QCOMPARE(rows[1].merchant, u"EID 99"_s);
    QCOMPARE(rows[1].share, 0.5);
}

void TestPresent::averageHasTheCurrencysMinorUnit_data()
{
    QTest::addColumn<qint64>("average");
    QTest::addColumn<QByteArray>("currency");
    QTest::addColumn<bool>("mixed");
    QTest::addColumn<QString>("text");
    const auto add = [](qint64 average, const char* currency, bool mixed, const char* text) {
        QTest::newRow(text) << average << QByteArray(currency) << mixed << QString::fromUtf8(text);
    };
    add(49'912, "SEK", false, "499.12 SEK");
    add(5, "SEK", false, "0.05 SEK");
    add(0, "SEK", false, "0.00 SEK");
    add(1'250, "JPY", false, "1 250 JPY");
    add(12'345, "KWD", false, "12.345 KWD");
    add(1'234'567, "EUR", true, "12 345.67 EUR+");
    add(124'999'999, "SEK", false, "1.24 M SEK");
    add(1'000'000'000'000, "JPY", false, "1 000 000 M JPY");
}

void TestPresent::averageHasTheCurrencysMinorUnit()
{
    QFETCH(const qint64, average);
    QFETCH(const QByteArray, currency);
    QFETCH(const bool, mixed);
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.figures.hour.rows = {row(1, "S", 3, average, currency.toStdString(), mixed)};
    QTEST(plain(present(snapshot)->top[0].rows[0].average), "text");
}

void TestPresent::totalsAreBoundsOnlyWherePartial()
{
    engine::Snapshot snapshot = goodSnapshot();
    auto view = present(snapshot);
    QCOMPARE(plain(view->top[0].total), u"5 210"_s);
    QCOMPARE(plain(view->top[0].others), u"3 992"_s); // 5210 - 812 - 406

    snapshot.feeds.push_back(feedLost("kafka-us", kMinute_ms));
    view = present(snapshot);
    QCOMPARE(plain(view->top[0].total), u"≥ 5 210"_s);
    QCOMPARE(plain(view->top[0].others), u"3 992"_s);

    snapshot.feeds.front() = feedLost("kafka-eu", kMinute_ms);
    view = present(snapshot);
    QCOMPARE(view->condition, Condition::Stale);
    QCOMPARE(plain(view->top[0].total), u"5 210"_s);
}

void TestPresent::totalsOfAWindowThatIsNotCoveredAreBounds()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds.push_back(feedUp("other", kSecond_ms));
    const auto totals = [&] {
        const auto view = present(snapshot);
        return Texts{plain(view->top[0].total), plain(view->top[1].total),
                     plain(view->top[2].total)};
    };
    snapshot.figures.hour_excluding.total = 900;
    snapshot.figures.day.total = 80'123;
    QCOMPARE(totals(), (Texts{u"5 210"_s, u"900"_s, u"80 123"_s}));
    snapshot.feeds[1].missing.in_day = true;
    QCOMPARE(totals(), (Texts{u"5 210"_s, u"900"_s, u"≥ 80 123"_s}));
    snapshot.feeds[0].missing.in_hour = snapshot.feeds[0].missing.in_day = true;
    QCOMPARE(totals(), (Texts{u"≥ 5 210"_s, u"≥ 900"_s, u"≥ 80 123"_s}));
    // What is being caught up with is no reason for pulses.
    snapshot.progress = {"reading other", -1};
    QCOMPARE(present(snapshot)->condition, Condition::CatchingUp);
    QCOMPARE(totals().back(), u"≥ 80 123"_s);
    snapshot.has_events = false;
    QCOMPARE(totals().back(), u"80 123"_s);
}

void TestPresent::emptyTableOfARunningWallSaysSo()
{
    const auto view = present(goodSnapshot());
    QVERIFY(view->top[0].note.isEmpty());
    QCOMPARE(view->top[1].note, u"No accepted purchase elsewhere in the last hour"_s);
    QCOMPARE(view->top[2].note, u"No accepted purchase in the last day"_s);
}

QTEST_GUILESS_MAIN(TestPresent)
#include "tst_present.moc"
