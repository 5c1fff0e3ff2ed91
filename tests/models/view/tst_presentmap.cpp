// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/presentmap.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::view;

namespace {

constexpr std::int64_t kNow_ms = 1'299'769'275'123;

stats::Sighting sighting(std::int64_t time_ms, std::string_view country, std::string city = {})
{
    stats::Sighting sighting;
    sighting.time_ms = time_ms;
    sighting.country = event::Country::fromCode(country).value_or(event::Country());
    sighting.city = std::move(city);
    return sighting;
}

stats::Place place(std::string_view country, std::int64_t count)
{
    stats::Place place;
    place.country = event::Country::fromCode(country).value_or(event::Country());
    place.count = count;
    return place;
}

engine::Snapshot snapshotWithFeed(feed::Link link)
{
    engine::Snapshot snapshot;
    snapshot.wall_ms = kNow_ms;
    snapshot.has_events = true;
    snapshot.figures.at_ms = kNow_ms;
    snapshot.zone = "UTC";
    engine::FeedSnapshot feed;
    feed.name = "shop";
    feed.link.link = link;
    snapshot.feeds = {feed};
    return snapshot;
}

engine::Snapshot goodSnapshot()
{
    return snapshotWithFeed(feed::Link::Up);
}

} // namespace

class TestPresentMap : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rateIsTheLastMinute_data();
    void rateIsTheLastMinute();
    void rateIsABoundWhereAFeedIsLost();
    void recentKeepsOrderTimeCityAndLocation();
    void whatWasBoughtIsToldWhereItIsKnown();
    void dayKeepsCounts();
    void purchasesWithoutAnyPlaceAreLeftOut();
    void noteSaysWhyTheMapIsEmpty();
    void mapWithPlacesHasNoNote();
};

void TestPresentMap::rateIsTheLastMinute_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<QString>("rate");
    QTest::newRow("none") << qint64(0) << u"0 a minute"_s;
    QTest::newRow("one") << qint64(1) << u"1 a minute"_s;
    QTest::newRow("many") << qint64(87) << u"87 a minute"_s;
    QTest::newRow("millions") << qint64(1'240'000) << u"1.24\u202FM a minute"_s;
}

void TestPresentMap::rateIsTheLastMinute()
{
    QFETCH(qint64, count);
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.figures.last_minute = count;
    QTEST(presentMap(snapshot).rate, "rate");
}

void TestPresentMap::rateIsABoundWhereAFeedIsLost()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.feeds.push_back(snapshotWithFeed(feed::Link::Failed).feeds.front());
    snapshot.figures.last_minute = 87;
    QCOMPARE(presentMap(snapshot).rate, u"≥\u202F87 a minute"_s);
}

void TestPresentMap::whatWasBoughtIsToldWhereItIsKnown()
{
    stats::Sighting sold = sighting(kNow_ms, "fi");
    QVERIFY(!presentSighting(sold).purchase);
    sold.bought = {.eid = 1234,
                   .merchant = "",
                   .amount = 49'900,
                   .currency = *event::Currency::fromCode("SEK")};
    QCOMPARE(presentSighting(sold).purchase->merchant, u"EID 1234"_s);
    sold.bought->merchant = "Kiosk";
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.recent = {sold};
    const MapPurchase purchase = presentMap(snapshot).recent.at(0).purchase.value();
    QCOMPARE(purchase.merchant, u"Kiosk"_s);
    QCOMPARE(purchase.amount, 49'900);
    QCOMPARE(purchase.currency.code(), "SEK");
}

void TestPresentMap::recentKeepsOrderTimeCityAndLocation()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.recent = {sighting(kNow_ms - 2, "fi", "Tornio"), sighting(kNow_ms - 1, "se")};
    snapshot.recent[1].latitude = 59.25F;
    snapshot.recent[1].longitude = -18.5F;

    const std::vector<MapPoint> recent = presentMap(snapshot).recent;
    QCOMPARE(recent.size(), 2U);
    QCOMPARE(recent[0].time_ms, kNow_ms - 2);
    QCOMPARE(recent[0].city, u"Tornio"_s);
    QCOMPARE(recent[0].country, u"fi"_s);
    QVERIFY(!recent[0].has_location);
    QVERIFY(recent[1].has_location);
    QCOMPARE(recent[1].latitude, 59.25);
    QCOMPARE(recent[1].longitude, -18.5);
    QCOMPARE(recent[1].count, 1);
}

void TestPresentMap::dayKeepsCounts()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.day_places = {place("fi", 12), place("gb", 70'000)};
    snapshot.day_places[0].latitude = 65.5F;
    snapshot.day_places[0].longitude = 24.5F;

    const std::vector<MapPoint> day = presentMap(snapshot).day;
    QCOMPARE(day.size(), 2U);
    QCOMPARE(day[0].count, 12);
    QVERIFY(day[0].has_location);
    QCOMPARE(day[0].latitude, 65.5);
    QCOMPARE(day[1].count, 70'000);
    QVERIFY(!day[1].has_location);
    QCOMPARE(day[1].country, u"gb"_s);
}

void TestPresentMap::purchasesWithoutAnyPlaceAreLeftOut()
{
    engine::Snapshot snapshot = goodSnapshot();
    // A city alone is no place: there is a Paris in Texas.
    snapshot.recent = {sighting(kNow_ms, "", "Paris"), sighting(kNow_ms, "fr")};
    snapshot.day_places = {place("", 5), place("fr", 6)};
    const MapView map = presentMap(snapshot);
    QCOMPARE(map.recent.size(), 1U);
    QCOMPARE(map.day.size(), 1U);
    QCOMPARE(map.day.front().count, 6);
}

void TestPresentMap::noteSaysWhyTheMapIsEmpty()
{
    engine::Snapshot snapshot = goodSnapshot();
    QCOMPARE(presentMap(snapshot).note, u"No accepted purchase in the last day"_s);

    snapshot.day_places = {place("", 5)};
    QCOMPARE(presentMap(snapshot).note, u"No purchase of the last day says where it was made"_s);

    snapshot.has_events = false;
    snapshot.day_places.clear();
    QCOMPARE(presentMap(snapshot).note, u"Waiting for the first purchase"_s);
    snapshot.progress = engine::Progress{"indexing a.ndjson", 0.5};
    QCOMPARE(presentMap(snapshot).note, u"Reading what there is"_s);
}

void TestPresentMap::mapWithPlacesHasNoNote()
{
    engine::Snapshot snapshot = goodSnapshot();
    snapshot.day_places = {place("fi", 1)};
    QVERIFY(presentMap(snapshot).note.isEmpty());
}

QTEST_GUILESS_MAIN(TestPresentMap)
#include "tst_presentmap.moc"
