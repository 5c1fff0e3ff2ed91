// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/probedtable.h"

#include <QTest>

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>

using livewall::stats::ProbedTable;

namespace {

/// Hashes of few values, so that most entries stand where another belongs, also beyond the table's
/// end; or one of their own each.
struct Key
{
    std::uint64_t number = 0;
    bool is_crowded = false;
    friend bool operator==(const Key&, const Key&) = default;
    friend std::size_t hash_value(const Key& key)
    {
        return key.is_crowded ? ~(key.number % 5) : livewall::stats::spread(key.number);
    }
};

struct Entry
{
    Key key;
    std::string text; ///< long enough to have memory of its own

    bool isVacant() const { return text.empty(); }
};

std::string textOf(std::uint64_t number)
{
    return "text of more than a few characters " + std::to_string(number);
}

} // namespace

class TestProbedTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itHoldsWhatAMapHolds_data()
    {
        QTest::addColumn<bool>("is_crowded");
        QTest::newRow("apart") << false;
        QTest::newRow("crowded") << true;
    }

    void itHoldsWhatAMapHolds()
    {
        QFETCH(const bool, is_crowded);
        std::mt19937_64 random(2011);
        ProbedTable<Entry> table;
        std::map<std::uint64_t, std::string> expected;
        const auto keyOf = [&](std::uint64_t number) { return Key{number, is_crowded}; };
        for (int round = 0; round < 3000; ++round) {
            const std::uint64_t number = random() % 600;
            const bool is_there = expected.contains(number);
            table.prefetch(keyOf(number));
            const Entry* const found = table.find(keyOf(number));
            QCOMPARE(found != nullptr, is_there);
            if (is_there) {
                QCOMPARE(found->text, expected[number]);
                if (random() % 2 == 0) {
                    table.erase(keyOf(number));
                    expected.erase(number);
                }
            } else {
                table.insert({keyOf(number), textOf(number)});
                expected.emplace(number, textOf(number));
            }
            table.erase(keyOf(number + 1000)); // is not there
            if (round % 250 == 249) {
                const std::uint64_t part = random() % 7;
                std::map<std::uint64_t, int> asked;
                table.eraseIf([&](const Entry& entry) {
                    ++asked[entry.key.number];
                    return entry.key.number % 7 == part;
                });
                std::map<std::uint64_t, std::string> held;
                table.forEach([&](const Entry& entry) {
                    QVERIFY(held.emplace(entry.key.number, entry.text).second);
                });
                QCOMPARE(asked.size(), expected.size());
                for (const auto& [one, times] : asked)
                    QCOMPARE(times, 1);
                std::erase_if(expected, [&](const auto& one) { return one.first % 7 == part; });
                QCOMPARE(held, expected);
            }
            QCOMPARE(table.size(), expected.size());
        }
        for (std::uint64_t number = 0; number < 600; ++number)
            QCOMPARE(table.find(keyOf(number)) != nullptr, expected.contains(number));
    }

    void whatItHoldsMovesWithIt()
    {
        ProbedTable<Entry> table;
        table.insert({{1}, textOf(1)});
        const ProbedTable<Entry> moved = std::exchange(table, {});
        QCOMPARE(moved.find({1})->text, textOf(1));
        QVERIFY(table.find({1}) == nullptr);
        table.insert({{2}, textOf(2)});
        QCOMPARE(table.find({2})->text, textOf(2));
    }
};

QTEST_GUILESS_MAIN(TestProbedTable)
#include "tst_probedtable.moc"
