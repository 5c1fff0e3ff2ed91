// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/intake.h"
#include "models/stats/merchantnames.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <atomic>
#include <cstdint>
#include <thread>

using namespace livewall;
using namespace livewall::stats;
using examples::declined;
using examples::purchase;

namespace {

constexpr std::int64_t kDay_ms = 24 * 3'600'000;
constexpr std::int64_t kStart_ms = examples::utc(2011, 3, 10, 12) * 1000;

bool addsUp(const Ledger& ledger)
{
    return ledger.received == ledger.accepted + ledger.not_accepted + ledger.duplicate +
                                  ledger.future + ledger.control + ledger.unknown_type +
                                  ledger.rejected();
}

} // namespace

class TestIntake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingReadIsInOneClass();
    void theLedgerAddsUpAtEveryStep();
    void pendingThenAcceptedCountsOnceAsAccepted();
    void lateIsMoreThanAMinuteBehindNewest();
    void duplicatesAreNotLate();
    void beyondTheHorizonIsCountedUnchecked();
    void newestIsTheNewestSoFar();
    void purchasesAfterAGivenTDoNotAdvanceNewest();
    void purchasesAfterAGivenTAreRememberedHoweverFarApart();
    void whatIsRestoredIsBoundedToo();
    void aDeltaIsOnePurchase();
    void ledgersAdd();
    void anotherThreadMayAnnounceWhatGrows();
};

void TestIntake::everythingReadIsInOneClass()
{
    event::EventBatch batch;
    examples::add(batch, purchase(1, kStart_ms));
    examples::add(batch, declined(2, kStart_ms));
    examples::add(batch, purchase(1, kStart_ms));
    batch.control = 2;
    batch.unknown_type = 3;
    batch.rejected[static_cast<std::size_t>(event::Rejection::Json)] = 4;
    batch.rejected[static_cast<std::size_t>(event::Rejection::Text)] = 1;
    batch.received += 2 + 3 + 4 + 1;

    Intake intake;
    intake.enter(batch);
    QVERIFY(intake.take(batch.purchases[0]));
    QVERIFY(intake.take(batch.purchases[1]));
    QVERIFY(!intake.take(batch.purchases[2]));

    Ledger expected{.received = 13,
                    .accepted = 1,
                    .not_accepted = 1,
                    .duplicate = 1,
                    .control = 2,
                    .unknown_type = 3};
    expected.rejected_by_reason[1] = 4;
    expected.rejected_by_reason[11] = 1;
    QVERIFY(intake.ledger() == expected);
    QCOMPARE(intake.ledger().rejected(), 5);
}

void TestIntake::theLedgerAddsUpAtEveryStep()
{
    event::EventBatch batch;
    for (std::uint64_t id = 1; id <= 4; ++id)
        examples::add(batch, purchase(id % 3, kStart_ms));
    batch.control = 1;
    ++batch.received;

    Intake intake;
    intake.enter(batch);
    QVERIFY(addsUp(intake.ledger()));
    intake.hold();
    QVERIFY(addsUp(intake.ledger()));
    QCOMPARE(intake.ledger().future, 1);
    for (std::size_t i = 1; i < 4; ++i) {
        intake.take(batch.purchases[i]);
        QVERIFY(addsUp(intake.ledger()));
    }
    QCOMPARE(intake.ledger().received, 5);
    intake.letGo();
    QVERIFY(addsUp(intake.ledger()));
    intake.take(batch.purchases[0]); // the fourth was a copy of it
    QVERIFY(addsUp(intake.ledger()));
    QCOMPARE(intake.ledger().received, 5);
    QCOMPARE(intake.ledger().future, 0);
    QCOMPARE(intake.ledger().accepted, 3);
    QCOMPARE(intake.ledger().duplicate, 1);
}

void TestIntake::pendingThenAcceptedCountsOnceAsAccepted()
{
    Intake intake;
    QVERIFY(intake.take(declined(1, kStart_ms)));
    QVERIFY(intake.take(purchase(1, kStart_ms)));
    QVERIFY(!intake.take(declined(1, kStart_ms))); // cancelled later: takes nothing back
    QVERIFY(!intake.take(purchase(1, kStart_ms)));
    QCOMPARE(intake.ledger().accepted, 1);
    QCOMPARE(intake.ledger().not_accepted, 1);
    QCOMPARE(intake.ledger().duplicate, 2);
}

void TestIntake::lateIsMoreThanAMinuteBehindNewest()
{
    Intake intake;
    intake.take(purchase(1, kStart_ms));
    intake.take(purchase(2, kStart_ms - 60'000));
    QCOMPARE(intake.ledger().late, 0);
    QVERIFY(intake.take(purchase(3, kStart_ms - 60'001)));
    QCOMPARE(intake.ledger().late, 1);
    QVERIFY(intake.take(declined(4, kStart_ms - 60'001)));
    QCOMPARE(intake.ledger().late, 2);
    intake.take(purchase(5, kStart_ms + 1'000'000));
    QCOMPARE(intake.ledger().late, 2);
}

void TestIntake::duplicatesAreNotLate()
{
    Intake intake;
    intake.take(purchase(1, kStart_ms));
    intake.take(purchase(2, kStart_ms + 100'000));
    QVERIFY(!intake.take(purchase(1, kStart_ms)));
    QCOMPARE(intake.ledger().late, 0);
    QCOMPARE(intake.ledger().duplicate, 1);
}

void TestIntake::beyondTheHorizonIsCountedUnchecked()
{
    Intake intake({.horizon_ms = kDay_ms});
    intake.take(purchase(1, kStart_ms));
    intake.take(purchase(2, kStart_ms + kDay_ms + 1));
    QVERIFY(intake.take(purchase(1, kStart_ms)));
    QCOMPARE(intake.ledger().accepted, 3);
    QCOMPARE(intake.ledger().unchecked, 1);
    QCOMPARE(intake.ledger().late, 1);
    QCOMPARE(intake.ledger().duplicate, 0);
}

void TestIntake::newestIsTheNewestSoFar()
{
    Intake intake;
    QVERIFY(!intake.newest_ms());
    intake.take(purchase(1, kStart_ms));
    QVERIFY(!intake.secondNewest_ms());
    intake.take(purchase(2, kStart_ms - 5000));
    intake.take(purchase(3, kStart_ms));
    intake.take(declined(4, kStart_ms - 7000));
    QCOMPARE(intake.newest_ms().value(), kStart_ms);
    QCOMPARE(intake.secondNewest_ms().value(), kStart_ms - 5000);
    intake.take(declined(5, kStart_ms + 1));
    QCOMPARE(intake.newest_ms().value(), kStart_ms + 1);
    QCOMPARE(intake.secondNewest_ms().value(), kStart_ms);
    intake.hold(); // what waits for its time is no newest
    QCOMPARE(intake.newest_ms().value(), kStart_ms + 1);
}

void TestIntake::purchasesAfterAGivenTDoNotAdvanceNewest()
{
    Intake intake({.last_second = kStart_ms / 1000});
    intake.take(purchase(1, kStart_ms - 30'000));
    intake.take(purchase(2, kStart_ms + 999)); // T's second counts whole
    QCOMPARE(intake.newest_ms().value(), kStart_ms + 999);
    intake.take(purchase(3, kStart_ms + 1000));
    QCOMPARE(intake.newest_ms().value(), kStart_ms + 999);
    intake.take(purchase(4, kStart_ms + 999 - 60'000)); // late only if number 3 counted
    QCOMPARE(intake.ledger().late, 0);
    QCOMPARE(intake.ledger().accepted, 4);
}

void TestIntake::purchasesAfterAGivenTAreRememberedHoweverFarApart()
{
    Intake intake({.horizon_ms = kDay_ms, .last_second = kStart_ms / 1000});
    for (const bool is_copy : {false, true}) {
        QCOMPARE(intake.take(purchase(1, kStart_ms + 10 * kDay_ms)), !is_copy);
        QCOMPARE(intake.take(purchase(2, kStart_ms + 900 * kDay_ms)), !is_copy);
    }
    QVERIFY(intake.take(purchase(3, kStart_ms)));
    QVERIFY(!intake.take(purchase(1, kStart_ms + 10 * kDay_ms)));
    QCOMPARE(intake.ledger().duplicate, 3);
    QCOMPARE(intake.ledger().unchecked, 0);
    QCOMPARE(intake.ledger().late, 0);
}

void TestIntake::whatIsRestoredIsBoundedToo()
{
    constexpr std::int64_t hour_ms = 3'600'000;
    Intake intake({.capacity = 2});
    intake.restore({.ledger = {.received = 3, .accepted = 3},
                    .newest_ms = kStart_ms,
                    .second_newest_ms = {},
                    .remembered_since_ms = {},
                    .oldest_ms = {}});
    for (const std::int64_t ago : {3, 2, 1}) {
        const auto one = purchase(static_cast<std::uint64_t>(ago), kStart_ms - ago * hour_ms);
        intake.remember(one.identity, one.time_ms);
    }
    QVERIFY(intake.rememberedSince_ms().value() <= kStart_ms - 2 * hour_ms);
    QVERIFY(intake.judge(purchase(1, kStart_ms - hour_ms)) == Dedupe::Verdict::Duplicate);
    QVERIFY(intake.judge(purchase(2, kStart_ms - 2 * hour_ms)) == Dedupe::Verdict::Duplicate);
    QVERIFY(intake.judge(purchase(3, kStart_ms - 3 * hour_ms)) == Dedupe::Verdict::Unchecked);
}

void TestIntake::aDeltaIsOnePurchase()
{
    const Delta accepted = toDelta(purchase(1, kStart_ms + 999, 7));
    QCOMPARE(accepted.second, kStart_ms / 1000);
    QCOMPARE(accepted.eid, 7);
    QCOMPARE(accepted.country.code(), "se");
    QCOMPARE(accepted.currency.code(), "SEK");
    QCOMPARE(accepted.accepted, 1);
    QCOMPARE(accepted.not_accepted, 0);
    QVERIFY(accepted.sum == 10'000);

    event::Purchase cancelled = declined(1, kStart_ms);
    cancelled.amount = -10'000;
    const Delta not_accepted = toDelta(cancelled);
    QCOMPARE(not_accepted.accepted, 0);
    QCOMPARE(not_accepted.not_accepted, 1);
    QVERIFY(not_accepted.sum == 0);
}

void TestIntake::ledgersAdd()
{
    Ledger one{.received = 100,
               .accepted = 1,
               .not_accepted = 2,
               .duplicate = 3,
               .future = 4,
               .control = 5,
               .unknown_type = 6,
               .late = 7,
               .unchecked = 8};
    one.rejected_by_reason.fill(9);
    Ledger twice = one;
    twice += one;
    Ledger expected{.received = 200,
                    .accepted = 2,
                    .not_accepted = 4,
                    .duplicate = 6,
                    .future = 8,
                    .control = 10,
                    .unknown_type = 12,
                    .late = 14,
                    .unchecked = 16};
    expected.rejected_by_reason.fill(18);
    QVERIFY(twice == expected);
    QCOMPARE(twice.rejected(), 12 * 18);
}

/// With the thread sanitizer, or without it.
void TestIntake::anotherThreadMayAnnounceWhatGrows()
{
    constexpr std::uint64_t kPurchases = 200'000; // the table grows several times
    Intake intake;
    MerchantNames names;
    std::atomic<bool> is_done = false;
    std::thread announcing([&] {
        for (std::uint64_t id = 0; !is_done; ++id) {
            intake.announce(examples::identity(id));
            names.announce(static_cast<std::int64_t>(id));
        }
    });
    for (std::uint64_t id = 0; id < kPurchases; ++id) {
        const auto eid = static_cast<std::int64_t>(id);
        intake.take(purchase(id, kStart_ms));
        names.add({eid, kStart_ms, "Store"});
    }
    is_done = true;
    announcing.join();
    QCOMPARE(intake.ledger().accepted, kPurchases);
    QCOMPARE(names.find(1), "Store");
}

QTEST_GUILESS_MAIN(TestIntake)
#include "tst_intake.moc"
