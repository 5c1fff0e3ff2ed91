// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/livetally.h"
#include "models/event/linedecoder.h"

#include <QTest>

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

using namespace livewall;
using namespace livewall::engine;

namespace {

constexpr std::int64_t kNow_ms = 1'299'769'275'000; // 2011-03-10T15:01:15Z

/// A purchase in Tornio; `more`: further members of the object.
std::string line(const std::string& id, std::int64_t time_ms, const std::string& more)
{
    return R"({"id":")" + id + R"(","time":)" + std::to_string(time_ms) +
           R"(,"status":"accepted","eid":1234,"amount":"12499.50","currency":"SEK","country":"fi",)"
           R"("lat":65.84811,"lon":24.14662)" +
           more + "}\n";
}

/// What the map gets to know of these lines.
struct Told
{
    std::vector<stats::Sighting> pulses;
    std::vector<stats::Sighting> recent;
    std::vector<stats::Place> places;
};

Told tell(const stats::MapOptions& map, const std::string& lines, std::int64_t shown_ms = kNow_ms)
{
    LiveTally tally({.map = map}, {{.name = "shop"}}, Mode::Live);
    tally.advance(kNow_ms);
    feed::Batch batch;
    batch.arrived_ms = kNow_ms;
    event::LineDecoder({.feed = "shop"}).feed(lines, batch.events);
    Told told;
    if (batch.events.purchases.empty() || !tally.take(0, batch, kNow_ms, told.pulses))
        return {};
    tally.advance(shown_ms);
    const Snapshot snapshot = tally.snapshot(shown_ms);
    told.recent = snapshot.recent;
    told.places = snapshot.day_places;
    return told;
}

} // namespace

class TestMapKnown : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingOfAPurchaseButItsPlaceUnlessAsked();
    void storeAndAmountWhereAsked();
    void aStoreHasTheNameThatItIsKnownBy();
    void coordinatesAreRounded_data();
    void coordinatesAreRounded();
    void whatIsAheadIsToldAsLittle();
    void whatAStoreHasKeptIsRoundedToo();
};

void TestMapKnown::nothingOfAPurchaseButItsPlaceUnlessAsked()
{
    const Told told = tell({}, line("a", kNow_ms, R"(,"merchant":"Kiosk")"));
    QCOMPARE(told.pulses.size(), 1);
    QVERIFY(!told.pulses[0].bought);
    QCOMPARE(told.recent.size(), 1);
    QVERIFY(!told.recent[0].bought);
    QCOMPARE(told.recent[0].latitude, 65.84811F);
}

void TestMapKnown::storeAndAmountWhereAsked()
{
    const Told told =
        tell({.has_details = true}, line("a", kNow_ms, R"(,"merchant":"<b>Kiosk</b>")"));
    const stats::Bought bought{.eid = 1234,
                               .merchant = "<b>Kiosk</b>",
                               .amount = 1'249'950,
                               .currency = event::Currency::fromCode("SEK").value()};
    QVERIFY(told.pulses.at(0).bought == bought);
    QVERIFY(told.recent.at(0).bought == bought);
}

void TestMapKnown::aStoreHasTheNameThatItIsKnownBy()
{
    const Told told =
        tell({.has_details = true}, line("a", kNow_ms - 2000, {}) +
                                        line("b", kNow_ms - 1000, R"(,"merchant":"Kiosk")") +
                                        line("c", kNow_ms, {}));
    QCOMPARE(told.pulses.size(), 3);
    QCOMPARE(told.pulses[1].bought->merchant, "Kiosk");
    QCOMPARE(told.pulses[2].bought->merchant, "Kiosk");
    QCOMPARE(tell({.has_details = true}, line("a", kNow_ms, {})).pulses.at(0).bought->merchant, "");
}

void TestMapKnown::coordinatesAreRounded_data()
{
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QString>("place");
    QTest::addColumn<float>("latitude");
    QTest::addColumn<float>("longitude");
    const auto row = [](int decimals, const char* place, float latitude, float longitude) {
        QTest::addRow("%d: %s", decimals, place)
            << decimals << QString::fromLatin1(place) << latitude << longitude;
    };
    row(1, R"("lat":65.84811,"lon":24.14662)", 65.8F, 24.1F);
    row(2, R"("lat":65.84811,"lon":24.14662)", 65.85F, 24.15F);
    row(4, R"("lat":65.84816,"lon":24.14664)", 65.8482F, 24.1466F);
    row(1, R"("lat":-33.8688,"lon":-70.6693)", -33.9F, -70.7F);
    row(1, R"("lat":0.01,"lon":-0.01)", 0.F, 0.F);
    row(1, R"("lat":89.99,"lon":179.99)", 90.F, 180.F);
}

void TestMapKnown::coordinatesAreRounded()
{
    QFETCH(const int, decimals);
    QFETCH(const QString, place);
    const std::string at = R"({"id":"a","time":)" + std::to_string(kNow_ms) +
                           R"(,"status":"accepted","eid":1,"amount":"1","currency":"SEK",)" +
                           place.toStdString() + "}\n";
    const Told told = tell({.decimals = decimals}, at);
    for (const auto& seen : {told.pulses, told.recent}) {
        QCOMPARE(seen.size(), 1);
        QTEST(seen[0].latitude, "latitude");
        QTEST(seen[0].longitude, "longitude");
    }
    // Of the whole degree that the rounded place lies in.
    QFETCH(const float, latitude);
    QCOMPARE(told.places.at(0).latitude, std::min(std::floor(latitude), 89.F) + 0.5F);
}

void TestMapKnown::whatIsAheadIsToldAsLittle()
{
    const std::string ahead = line("a", kNow_ms + 3000, R"(,"merchant":"Kiosk")");
    QVERIFY(!tell({}, ahead, kNow_ms + 3000).recent.at(0).bought);
    const Told told = tell({.has_details = true, .decimals = 1}, ahead, kNow_ms + 3000);
    QCOMPARE(told.recent.at(0).latitude, 65.8F);
    QCOMPARE(told.recent.at(0).bought->merchant, "Kiosk");
}

void TestMapKnown::whatAStoreHasKeptIsRoundedToo()
{
    stats::Board board({.map = {.decimals = 1}});
    board.restoreRecent({.time_ms = kNow_ms, .latitude = 65.84811F, .longitude = 24.14662F});
    board.advance(kNow_ms / 1000);
    QCOMPARE(board.recent().at(0).latitude, 65.8F);
    QCOMPARE(board.recent().at(0).longitude, 24.1F);
}

QTEST_GUILESS_MAIN(TestMapKnown)
#include "tst_mapknown.moc"
