// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/itinerary.h"

#include <map>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::widgets;

namespace {

Sight sight(const QString& country, const QString& place, QPointF at = {0.5, 0.5})
{
    return {.at = at,
            .exactness = Exactness::Exact,
            .area = {},
            .country = country,
            .name = {place, country}};
}

} // namespace

class TestItinerary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutPurchasesThereIsNothingToSee();
    void whatIsNotFreshIsNotShown();
    void ofOnePlaceTheNewestIsShown();
    void aNewPlaceGoesFirst();
    void thenThePlaceThatWasShownLongestAgo();
    void countriesTakeTurnsByTheRootOfTheirPurchases();
    void aPlaceWithoutANameIsASquare();
    void aFloodHasABound();
};

void TestItinerary::withoutPurchasesThereIsNothingToSee()
{
    Itinerary itinerary;
    QVERIFY(!itinerary.next(0));
    itinerary.add(sight(u"fi"_s, u"Tornio"_s), 0);
    QVERIFY(itinerary.next(0));
    QVERIFY(!itinerary.next(0)); // once
}

void TestItinerary::whatIsNotFreshIsNotShown()
{
    Itinerary itinerary;
    itinerary.add(sight(u"fi"_s, u"Tornio"_s), 1'000);
    QVERIFY(!itinerary.next(1'001 + Itinerary::kFresh_ms));
    itinerary.add(sight(u"fi"_s, u"Tornio"_s), 1'000);
    QVERIFY(itinerary.next(1'000 + Itinerary::kFresh_ms));
}

void TestItinerary::ofOnePlaceTheNewestIsShown()
{
    Itinerary itinerary;
    itinerary.add(sight(u"fi"_s, u"Tornio"_s, {0.1, 0.1}), 0);
    itinerary.add(sight(u"fi"_s, u"Tornio"_s, {0.2, 0.2}), 1);
    QCOMPARE(itinerary.next(2)->at, QPointF(0.2, 0.2));
}

void TestItinerary::aNewPlaceGoesFirst()
{
    Itinerary itinerary;
    const auto offer = [&itinerary] {
        for (int i = 0; i < 90; ++i)
            itinerary.add(sight(u"se"_s, u"Stockholm"_s), 0);
        itinerary.add(sight(u"se"_s, u"Haparanda"_s), 0);
        for (int i = 0; i < 9; ++i)
            itinerary.add(sight(u"se"_s, u"Lund"_s), 0);
    };
    QStringList seen;
    for (int turn = 0; turn < 3; ++turn) {
        offer();
        seen += itinerary.next(0)->name.place;
    }
    seen.sort();
    QCOMPARE(seen, (QStringList{u"Haparanda"_s, u"Lund"_s, u"Stockholm"_s}));
}

void TestItinerary::thenThePlaceThatWasShownLongestAgo()
{
    Itinerary itinerary;
    QStringList seen;
    for (int turn = 0; turn < 6; ++turn) {
        for (const QString& place : {u"Oslo"_s, u"Bergen"_s, u"Bodø"_s})
            itinerary.add(sight(u"no"_s, place), turn);
        seen += itinerary.next(turn)->name.place;
    }
    QCOMPARE(seen.sliced(3), seen.first(3)); // round and round
    QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), 3);
}

void TestItinerary::countriesTakeTurnsByTheRootOfTheirPurchases()
{
    Itinerary itinerary;
    std::map<QString, int> turns;
    constexpr int rounds = 600;
    int longest_without_estonia = 0;
    int without_estonia = 0;
    for (int turn = 0; turn < rounds; ++turn) {
        for (int i = 0; i < 100; ++i) // roots: 10, 4, 1
            itinerary.add(sight(u"se"_s, u"Stockholm"_s), 0);
        for (int i = 0; i < 16; ++i)
            itinerary.add(sight(u"fi"_s, u"Helsinki"_s), 0);
        itinerary.add(sight(u"ee"_s, u"Tallinn"_s), 0);
        const QString country = itinerary.next(0)->country;
        ++turns[country];
        without_estonia = country == u"ee" ? 0 : without_estonia + 1;
        longest_without_estonia = std::max(longest_without_estonia, without_estonia);
    }
    QCOMPARE(turns[u"se"_s], rounds * 10 / 15);
    QCOMPARE(turns[u"fi"_s], rounds * 4 / 15);
    QCOMPARE(turns[u"ee"_s], rounds * 1 / 15);
    QVERIFY(longest_without_estonia < 16);
}

void TestItinerary::aPlaceWithoutANameIsASquare()
{
    Itinerary itinerary;
    const auto offer = [&itinerary] {
        itinerary.add(sight({}, {}, {0.5001, 0.3}), 0);
        itinerary.add(sight({}, {}, {0.5002, 0.3}), 0); // the same
        itinerary.add(sight({}, {}, {0.6, 0.3}), 0);
    };
    offer();
    const QPointF first = itinerary.next(0)->at;
    offer();
    const QPointF second = itinerary.next(0)->at;
    QCOMPARE(first, QPointF(0.6, 0.3));
    QCOMPARE(second, QPointF(0.5002, 0.3));
}

void TestItinerary::aFloodHasABound()
{
    Itinerary itinerary;
    for (int i = 0; i < 100'000; ++i)
        itinerary.add(sight(u"se"_s, u"Place %1"_s.arg(i)), i / 1000);
    const auto shown = itinerary.next(100);
    QVERIFY(shown);
    QVERIFY(shown->name.place.section(u' ', 1).toInt() >=
            100'000 - static_cast<int>(Itinerary::kMostWaiting));
}

QTEST_GUILESS_MAIN(TestItinerary)
#include "tst_itinerary.moc"
