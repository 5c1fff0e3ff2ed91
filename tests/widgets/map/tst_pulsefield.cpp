// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/pulsefield.h"

#include <cmath>
#include <random>

#include <QTest>

using namespace livewall::widgets;

namespace {

constexpr double kReach = 0.04;
constexpr std::int64_t kFrame_ms = 16;

class Shop
{
public:
    /// `places`: how many different places the purchases are made at; 0: anywhere.
    explicit Shop(int places = 0)
    {
        for (int i = 0; i < places; ++i)
            places_.push_back({position_(random_), position_(random_)});
    }

    std::vector<Mark> purchases(std::size_t count)
    {
        std::vector<Mark> marks;
        for (std::size_t i = 0; i < count; ++i) {
            const QPointF at = places_.empty() ? QPointF(position_(random_), position_(random_))
                                               : places_[random_() % places_.size()];
            marks.push_back({at, static_cast<Exactness>(random_() % 3)});
        }
        return marks;
    }

private:
    std::mt19937 random_{11};
    std::uniform_real_distribution<double> position_{0, 1};
    std::vector<QPointF> places_;
};

std::int64_t countBorn(const std::vector<Mark>& marks, std::int64_t now_ms)
{
    std::int64_t count = 0;
    for (const Mark& mark : marks)
        count += mark.born_ms == now_ms ? mark.count : 0;
    return count;
}

} // namespace

class TestPulseField : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withinTheBudgetEachPurchaseIsAMarkOfItsOwn();
    void markIsShownForItsLife();
    void atAnyRateTheBudgetHoldsAndEachPurchaseIsShownOnce_data();
    void atAnyRateTheBudgetHoldsAndEachPurchaseIsShownOnce();
    void crowdedMarksStandStillAndApart();
    void hundredThousandASecondLeaveNoQueueBehind();
    void whenItQuietensPurchasesStandAloneAgain();
    void anotherViewKeepsWhatWaits();
    void clearForgetsEverything();
};

void TestPulseField::withinTheBudgetEachPurchaseIsAMarkOfItsOwn()
{
    PulseField field(kReach);
    const std::vector<Mark> purchases = Shop(1).purchases(PulseField::kBudget); // all in one place
    field.add(purchases, 5'000);
    const std::vector<Mark>& marks = field.visible(5'000);
    QCOMPARE(marks.size(), purchases.size());
    for (std::size_t i = 0; i < marks.size(); ++i) {
        QCOMPARE(marks[i].at, purchases[i].at);
        QCOMPARE(marks[i].exactness, purchases[i].exactness);
        QCOMPARE(marks[i].count, 1);
        QCOMPARE(marks[i].born_ms, 5'000);
    }
}

void TestPulseField::markIsShownForItsLife()
{
    PulseField field(kReach);
    field.add(Shop().purchases(1), 5'000);
    QCOMPARE(field.visible(5'000 + PulseField::kLife_ms - 1).size(), 1U);
    QVERIFY(!field.isEmpty());
    QVERIFY(field.visible(5'000 + PulseField::kLife_ms).empty());
    QVERIFY(field.isEmpty());
}

void TestPulseField::atAnyRateTheBudgetHoldsAndEachPurchaseIsShownOnce_data()
{
    QTest::addColumn<int>("per_frame");
    QTest::addColumn<int>("places");
    QTest::newRow("one now and then") << 1 << 0;
    QTest::newRow("just within the budget") << 3 << 0;
    QTest::newRow("just above the budget") << 5 << 0;
    QTest::newRow("above, in one place") << 10 << 1;
    QTest::newRow("above, in forty places") << 40 << 40;
    QTest::newRow("far above, anywhere") << 500 << 0;
    QTest::newRow("hundred thousand a second") << 1'600 << 0;
}

void TestPulseField::atAnyRateTheBudgetHoldsAndEachPurchaseIsShownOnce()
{
    QFETCH(int, per_frame);
    QFETCH(int, places);
    PulseField field(kReach);
    Shop shop(places);
    std::mt19937 random(5);
    std::int64_t made = 0;
    std::int64_t seen = 0;
    std::int64_t now_ms = 0;
    for (int frame = 0; frame < 400; ++frame, now_ms += kFrame_ms) {
        const std::size_t count = random() % static_cast<std::size_t>(2 * per_frame + 1);
        made += static_cast<std::int64_t>(count);
        field.add(shop.purchases(count), now_ms);
        const std::vector<Mark>& marks = field.visible(now_ms);
        QVERIFY(marks.size() <= PulseField::kBudget);
        seen += countBorn(marks, now_ms);
    }
    for (; !field.isEmpty(); now_ms += kFrame_ms)
        seen += countBorn(field.visible(now_ms), now_ms);
    QCOMPARE(seen, made);
}

void TestPulseField::crowdedMarksStandStillAndApart()
{
    PulseField field(kReach);
    Shop shop(25);
    std::vector<Mark> before;
    for (std::int64_t now_ms = 0; now_ms < 10'000; now_ms += kFrame_ms) {
        field.add(shop.purchases(40), now_ms);
        const std::vector<Mark> marks = field.visible(now_ms);
        // What was shown and has not passed is shown unchanged.
        for (const Mark& old : before) {
            const bool is_alive = old.born_ms + PulseField::kLife_ms > now_ms;
            const bool is_shown = std::ranges::any_of(marks, [&](const Mark& mark) {
                return mark.at == old.at && mark.count == old.count && mark.born_ms == old.born_ms;
            });
            QCOMPARE(is_shown, is_alive);
        }
        before = marks;
        if (now_ms < 2 * PulseField::kLife_ms) // until the first, unmerged ones have passed
            continue;
        for (const Mark& a : marks) {
            for (const Mark& b : marks)
                QVERIFY(&a == &b || std::hypot(a.at.x() - b.at.x(), a.at.y() - b.at.y()) > kReach);
        }
    }
}

void TestPulseField::hundredThousandASecondLeaveNoQueueBehind()
{
    PulseField field(1e-6); // nothing is near by itself: the reach has to grow
    Shop shop;
    std::int64_t now_ms = 0;
    for (; now_ms < 3'000; now_ms += kFrame_ms) {
        field.add(shop.purchases(1'600), now_ms);
        QVERIFY(field.visible(now_ms).size() <= PulseField::kBudget);
    }
    // No more than one budget waits, however many came: all is shown within two lives.
    const std::int64_t end_ms = now_ms + 2 * PulseField::kLife_ms + kFrame_ms;
    for (; now_ms <= end_ms; now_ms += kFrame_ms)
        field.visible(now_ms);
    QVERIFY(field.isEmpty());
}

void TestPulseField::whenItQuietensPurchasesStandAloneAgain()
{
    PulseField field(kReach);
    Shop shop(5);
    std::int64_t now_ms = 0;
    for (; now_ms < 3'000; now_ms += kFrame_ms) {
        field.add(shop.purchases(100), now_ms);
        field.visible(now_ms);
    }
    for (now_ms += 2 * PulseField::kLife_ms; !field.isEmpty(); now_ms += kFrame_ms)
        field.visible(now_ms);
    field.add(shop.purchases(20), now_ms);
    QCOMPARE(field.visible(now_ms).size(), 20U);
}

void TestPulseField::anotherViewKeepsWhatWaits()
{
    PulseField field(kReach);
    Shop shop;
    field.add(shop.purchases(5'000), 0);
    std::int64_t seen = countBorn(field.visible(0), 0);
    field.setReach(3 * kReach);
    for (std::int64_t now_ms = 1; !field.isEmpty(); ++now_ms)
        seen += countBorn(field.visible(now_ms), now_ms);
    QCOMPARE(seen, 5'000);
}

void TestPulseField::clearForgetsEverything()
{
    PulseField field(kReach);
    Shop shop;
    field.add(shop.purchases(5'000), 0);
    field.clear();
    QVERIFY(field.isEmpty());
    QVERIFY(field.visible(1).empty());
    field.add(shop.purchases(10), 2); // the crowd is forgotten too
    QCOMPARE(field.visible(2).size(), 10U);
}

QTEST_GUILESS_MAIN(TestPulseField)
#include "tst_pulsefield.moc"
