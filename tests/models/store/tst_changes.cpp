// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/checkpoint.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <cstdint>
#include <map>

using namespace livewall;
using store::Changes;
using store::Checkpoint;

namespace {

constexpr std::int64_t kNoon = examples::utc(2011, 3, 10, 12);

void sell(Changes& changes, std::int64_t eid, std::int64_t accepted)
{
    changes.add({.second = kNoon,
                 .eid = eid,
                 .country = examples::country("se"),
                 .currency = examples::currency("SEK"),
                 .accepted = accepted,
                 .sum = accepted * 100});
}

/// Accepted by EID, each of which must be there once.
std::map<std::int64_t, std::int64_t> soldIn(const Checkpoint& checkpoint)
{
    std::map<std::int64_t, std::int64_t> sold;
    for (const stats::Delta& delta : checkpoint.deltas) {
        const bool is_first = sold.emplace(delta.eid, delta.accepted).second;
        if (!is_first || delta.sum != delta.accepted * 100)
            return {};
    }
    return sold;
}

} // namespace

class TestChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsTakenOutIsNotThereAgain_data()
    {
        QTest::addColumn<std::int64_t>("stores");
        QTest::newRow("few") << std::int64_t{3};
        QTest::newRow("so many that their index is emptied") << std::int64_t{150'000};
    }

    void whatIsTakenOutIsNotThereAgain()
    {
        QFETCH(const std::int64_t, stores);
        Changes changes(1);
        // Each time other stores and some of those before, more and then fewer.
        const auto take = [&](std::int64_t first, std::int64_t end) {
            std::map<std::int64_t, std::int64_t> expected;
            for (std::int64_t eid = first; eid < end; ++eid) {
                sell(changes, eid, 1);
                if (eid % 3 == 0)
                    sell(changes, eid, 4);
                expected[eid] = eid % 3 == 0 ? 5 : 1;
            }
            QCOMPARE(changes.size(), expected.size());
            QCOMPARE(soldIn(changes.take()), expected);
            QCOMPARE(changes.size(), 0U);
        };
        take(1, stores + 1);
        take(stores / 2, 2 * stores);
        take(1, 3);
        take(1, stores + 1);
        QVERIFY(changes.take().deltas.empty());
    }
};

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
