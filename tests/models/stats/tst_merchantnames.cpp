// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/merchantnames.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using livewall::stats::MerchantNames;

class TestMerchantNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUnknownStoreHasNone();
    void theNewestByEventTimeHolds();
    void ofOneTimeTheGreaterByBytesHolds();
    void theSameNameAgainIsNewer();
    void anEmptyNameSaysNothing();
    void aNameOfAnyLengthIsKept();
    void anyOrderGivesTheSameName();
    void theLastNamedAreRemembered();
    void anOldOneThatIsNamedAgainIsYoung();
    void theOtherOldOnesStayWhereTheyAre();
};

void TestMerchantNames::anUnknownStoreHasNone()
{
    MerchantNames names;
    names.add({1, 10, "Kiosk"});
    QCOMPARE(names.find(2), "");
}

void TestMerchantNames::theNewestByEventTimeHolds()
{
    MerchantNames names;
    names.add({1, 10, "B"});
    names.add({1, 11, "A"});
    names.add({1, 10, "C"});
    QCOMPARE(names.find(1), "A");
}

void TestMerchantNames::ofOneTimeTheGreaterByBytesHolds()
{
    MerchantNames names;
    names.add({1, 10, "Zoo"});
    names.add({1, 10, "Ahlgren"});
    QCOMPARE(names.find(1), "Zoo");
    names.add({1, 10, "apotek"}); // lower case lies behind upper
    QCOMPARE(names.find(1), "apotek");
    names.add({1, 10, "Öl"}); // bytes are unsigned: beyond ASCII is greater
    QCOMPARE(names.find(1), "Öl");
    names.add({1, 10, "Öl & vin"});
    QCOMPARE(names.find(1), "Öl & vin");
}

void TestMerchantNames::theSameNameAgainIsNewer()
{
    MerchantNames names;
    names.add({1, 10, "Old"});
    names.add({1, 30, "Old"});
    names.add({1, 20, "New"});
    QCOMPARE(names.find(1), "Old");
    names.add({1, 5, "Old"}); // and an earlier one takes nothing back
    names.add({1, 25, "New"});
    QCOMPARE(names.find(1), "Old");
}

void TestMerchantNames::anEmptyNameSaysNothing()
{
    MerchantNames names;
    names.add({1, 10, "Kiosk"});
    names.add({1, 20, ""});
    QCOMPARE(names.find(1), "Kiosk");
}

void TestMerchantNames::aNameOfAnyLengthIsKept()
{
    // So many that the table grows, and with names that take turns with longer and shorter ones.
    MerchantNames names(40);
    const auto nameOf = [](std::int64_t eid, std::size_t more) {
        return std::string(static_cast<std::size_t>(eid) + more, static_cast<char>('a' + eid % 26));
    };
    constexpr std::int64_t kStores = 80;
    for (const std::size_t more : {0U, 1U, 700U, 3U}) {
        for (std::int64_t eid = 1; eid <= kStores; ++eid)
            names.add({eid, eid + static_cast<std::int64_t>(more) * (more == 3 ? 1000 : 1),
                       nameOf(eid, more)});
        for (std::int64_t eid = 1; eid <= kStores; ++eid)
            QCOMPARE(names.find(eid), std::string_view(nameOf(eid, more)));
    }
}

void TestMerchantNames::anyOrderGivesTheSameName()
{
    std::vector<std::pair<std::int64_t, std::string_view>> given = {{10, "A"}, {20, "B"}, {20, "C"},
                                                                    {20, "A"}, {15, "D"}, {1, "Z"}};
    std::ranges::sort(given);
    do {
        MerchantNames names;
        for (const auto& [time_ms, name] : given)
            names.add({1, time_ms, name});
        QCOMPARE(names.find(1), "C");
    } while (std::ranges::next_permutation(given).found);
}

void TestMerchantNames::theLastNamedAreRemembered()
{
    constexpr std::int64_t generation = 3;
    MerchantNames names(generation);
    for (std::int64_t eid = 1; eid <= 100; ++eid) {
        names.add({eid, 10, "Kiosk"});
        int known = 0;
        for (std::int64_t other = 1; other <= eid; ++other)
            known += names.find(other) == "Kiosk" ? 1 : 0;
        QVERIFY(known <= 2 * generation);
        for (std::int64_t last = std::max<std::int64_t>(1, eid - generation + 1); last <= eid;
             ++last)
            QCOMPARE(names.find(last), "Kiosk");
    }
}

void TestMerchantNames::anOldOneThatIsNamedAgainIsYoung()
{
    MerchantNames names(3);
    names.add({1, 50, "Newest"});
    for (std::int64_t eid = 2; eid <= 50; ++eid) {
        names.add({eid, 10, "Other"});
        names.add({1, 10, "Older"}); // keeps the store, and what was newer
        QCOMPARE(names.find(1), "Newest");
    }
}

/// Each that is named again leaves the old ones: none of those that are left is lost by that.
void TestMerchantNames::theOtherOldOnesStayWhereTheyAre()
{
    constexpr std::int64_t kStores = 40;
    MerchantNames names(kStores);
    for (std::int64_t eid = 1; eid <= kStores; ++eid)
        names.add({eid, 10, "Kiosk"});
    names.add({1000, 10, "Another"}); // from here on they are old
    for (std::int64_t eid = 1; eid < kStores - 1; ++eid) {
        names.add({eid, 20, "Kiosk again"});
        for (std::int64_t other = eid + 1; other <= kStores; ++other)
            QCOMPARE(names.find(other), "Kiosk");
        QCOMPARE(names.find(eid), "Kiosk again");
    }
}

QTEST_GUILESS_MAIN(TestMerchantNames)
#include "tst_merchantnames.moc"
