// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/heldpurchases.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <cstdint>
#include <string>
#include <vector>

using namespace livewall;
using namespace livewall::engine;
using examples::purchase;

namespace {

constexpr std::int64_t kSoon_ms = examples::utc(2011, 3, 10, 12) * 1000;
constexpr std::int64_t kLater_ms = kSoon_ms + 60'000;

std::vector<std::int64_t> numbersOf(const std::vector<store::HeldPurchase>& held)
{
    std::vector<std::int64_t> numbers;
    for (const store::HeldPurchase& one : held)
        numbers.push_back(one.number);
    return numbers;
}

} // namespace

class TestHeldPurchases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyLeaveByTimeAndThenAsTheyCame();
    void textsAreTheirOwn();
    void oneBatchMayBeMoreThanTheBound();
    void aStoreHearsOfEachOnce();
    void numbersGoOnAfterTheStores();
    void anotherStoreHearsOfThoseThatWait();
};

void TestHeldPurchases::theyLeaveByTimeAndThenAsTheyCame()
{
    HeldPurchases held;
    held.hold(0, purchase(1, kLater_ms), {}, {}, nullptr);
    held.hold(1, purchase(2, kSoon_ms), {}, {}, nullptr);
    held.hold(0, purchase(3, kLater_ms), {}, {}, nullptr);
    held.hold(0, purchase(4, kSoon_ms), {}, {}, nullptr);
    QVERIFY(!held.takeDue(kSoon_ms - 1, nullptr));
    auto due = held.takeDue(kSoon_ms, nullptr);
    QCOMPARE(due.value().purchase.identity, examples::identity(2));
    QCOMPARE(due.value().feed, 1U);
    due = held.takeDue(kSoon_ms, nullptr);
    QCOMPARE(due.value().purchase.identity, examples::identity(4));
    QVERIFY(!held.takeDue(kLater_ms - 1, nullptr));
    QCOMPARE(held.takeDue(kLater_ms, nullptr).value().purchase.identity, examples::identity(1));
    QCOMPARE(held.takeDue(kLater_ms, nullptr).value().purchase.identity, examples::identity(3));
    QVERIFY(!held.takeDue(kLater_ms, nullptr));
}

/// Those of a batch are gone when the purchase is counted.
void TestHeldPurchases::textsAreTheirOwn()
{
    HeldPurchases held;
    {
        std::string merchant = "Store of a long name, on the heap";
        std::string city = "Tornio";
        held.hold(0, purchase(1, kSoon_ms), merchant, city, nullptr);
        merchant.assign(merchant.size(), 'x');
        city.assign(city.size(), 'x');
    }
    const auto due = held.takeDue(kSoon_ms, nullptr);
    QCOMPARE(due.value().merchant, std::string("Store of a long name, on the heap"));
    QCOMPARE(due.value().city, std::string("Tornio"));
}

void TestHeldPurchases::oneBatchMayBeMoreThanTheBound()
{
    HeldPurchases held;
    QVERIFY(held.hasRoomFor(HeldPurchases::kMax + 1)); // it would never have room
    held.hold(0, purchase(1, kSoon_ms), {}, {}, nullptr);
    QVERIFY(held.hasRoomFor(HeldPurchases::kMax - 1));
    QVERIFY(!held.hasRoomFor(HeldPurchases::kMax));
    QVERIFY(held.takeDue(kSoon_ms, nullptr));
    QVERIFY(held.hasRoomFor(HeldPurchases::kMax));
    for (std::uint64_t id = 0; id <= HeldPurchases::kMax; ++id)
        held.hold(0, purchase(id, kSoon_ms), {}, {}, nullptr);
    QVERIFY(!held.hasRoomFor(1));
    QVERIFY(held.hasRoomFor(0)); // what does not wait need not
}

void TestHeldPurchases::aStoreHearsOfEachOnce()
{
    HeldPurchases held;
    store::Changes changes(2);
    held.hold(1, purchase(1, kLater_ms), "Store", "Tornio", &changes);
    held.hold(0, purchase(2, kSoon_ms), {}, {}, &changes);
    store::Checkpoint checkpoint = changes.take();
    QCOMPARE(numbersOf(checkpoint.held), (std::vector<std::int64_t>{1, 2}));
    QCOMPARE(checkpoint.held.front().feed, 1U);
    QCOMPARE(checkpoint.held.front().merchant, std::string("Store"));
    QCOMPARE(checkpoint.held.front().city, std::string("Tornio"));
    QVERIFY(checkpoint.released.empty());

    QVERIFY(held.takeDue(kSoon_ms, &changes));
    checkpoint = changes.take();
    QVERIFY(checkpoint.held.empty());
    QCOMPARE(checkpoint.released, std::vector<std::int64_t>{2});
}

/// The greatest may be of a feed that this wall has no more.
void TestHeldPurchases::numbersGoOnAfterTheStores()
{
    HeldPurchases held;
    held.restore({{5, 0, purchase(1, kLater_ms), "Store", {}}}, 7);
    store::Changes changes(1);
    held.hold(0, purchase(2, kSoon_ms), {}, {}, &changes);
    QVERIFY(held.takeDue(kSoon_ms, &changes));
    const auto due = held.takeDue(kLater_ms, &changes);
    QCOMPARE(due.value().merchant, std::string("Store"));
    QCOMPARE(changes.take().released, (std::vector<std::int64_t>{8, 5}));
    held.hold(0, purchase(3, kSoon_ms), {}, {}, &changes);
    QCOMPARE(numbersOf(changes.take().held), std::vector<std::int64_t>{9});
}

void TestHeldPurchases::anotherStoreHearsOfThoseThatWait()
{
    HeldPurchases held;
    for (std::uint64_t id = 1; id <= 3; ++id)
        held.hold(0, purchase(id, kSoon_ms + std::int64_t(id)), {}, {}, nullptr);
    QVERIFY(held.takeDue(kSoon_ms + 1, nullptr));
    store::Changes changes(1);
    held.noteAll(changes);
    QCOMPARE(numbersOf(changes.take().held), (std::vector<std::int64_t>{2, 3}));
}

QTEST_GUILESS_MAIN(TestHeldPurchases)
#include "tst_heldpurchases.moc"
