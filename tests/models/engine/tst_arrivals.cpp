// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/arrivals.h"

#include <QTest>

using livewall::engine::Arrival;
using livewall::engine::Arrivals;

class TestArrivals : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachIsToldOnceItsSnapshotIsTaken();
    void snapshotsThatNobodyTookAreInTheNext();
    void nothingIsNoArrival();
    void whatNobodyTakesIsMergedAndNeverYounger();
    void whatIsInNoSnapshotIsBoundedToo();
};

void TestArrivals::eachIsToldOnceItsSnapshotIsTaken()
{
    Arrivals arrivals;
    arrivals.note({.read_us = 10, .events = 3});
    QCOMPARE(arrivals.take(100), std::vector<Arrival>());
    arrivals.publish(7);
    arrivals.note({.read_us = 20, .events = 1});
    QCOMPARE(arrivals.take(6), std::vector<Arrival>());
    QCOMPARE(arrivals.take(7), (std::vector<Arrival>{{10, 3}}));
    QCOMPARE(arrivals.take(7), std::vector<Arrival>());
    arrivals.publish(8);
    QCOMPARE(arrivals.take(8), (std::vector<Arrival>{{20, 1}}));
}

void TestArrivals::snapshotsThatNobodyTookAreInTheNext()
{
    Arrivals arrivals;
    for (std::uint64_t sequence = 1; sequence <= 3; ++sequence) {
        arrivals.note({.read_us = static_cast<std::int64_t>(sequence), .events = sequence});
        arrivals.publish(sequence);
    }
    QCOMPARE(arrivals.take(2), (std::vector<Arrival>{{1, 1}, {2, 2}}));
    QCOMPARE(arrivals.take(3), (std::vector<Arrival>{{3, 3}}));
}

void TestArrivals::nothingIsNoArrival()
{
    Arrivals arrivals;
    arrivals.note({.read_us = 10, .events = 0});
    arrivals.publish(1);
    QCOMPARE(arrivals.take(1), std::vector<Arrival>());
}

void TestArrivals::whatNobodyTakesIsMergedAndNeverYounger()
{
    Arrivals arrivals;
    std::uint64_t events = 0;
    const std::uint64_t last = Arrivals::kCapacity + 10;
    for (std::uint64_t sequence = 1; sequence <= last; ++sequence) {
        arrivals.note({.read_us = static_cast<std::int64_t>(1000 + sequence), .events = sequence});
        arrivals.publish(sequence);
        events += sequence;
    }
    const auto taken = arrivals.take(last);
    QCOMPARE(taken.size(), Arrivals::kCapacity);
    QCOMPARE(taken.back().read_us, static_cast<std::int64_t>(1000 + Arrivals::kCapacity));
    std::uint64_t told = 0;
    for (const Arrival& arrival : taken)
        told += arrival.events;
    QCOMPARE(told, events);
}

void TestArrivals::whatIsInNoSnapshotIsBoundedToo()
{
    Arrivals arrivals;
    for (std::size_t i = 0; i < Arrivals::kCapacity + 5; ++i)
        arrivals.note({.read_us = static_cast<std::int64_t>(i), .events = 1});
    arrivals.publish(1);
    const auto taken = arrivals.take(1);
    QCOMPARE(taken.size(), Arrivals::kCapacity);
    QCOMPARE(taken.back().events, 6);
}

QTEST_GUILESS_MAIN(TestArrivals)
#include "tst_arrivals.moc"
