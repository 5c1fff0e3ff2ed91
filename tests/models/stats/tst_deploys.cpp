// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/deploys.h"

#include <QTest>

#include <string>
#include <vector>

using namespace livewall;
using namespace livewall::stats;

namespace {

DeployMark mark(std::uint64_t id, std::int64_t time_ms, std::string service = "shop")
{
    return {{id, id}, time_ms, std::move(service), "1"};
}

std::vector<std::string> servicesOf(const std::vector<DeployMark>& marks)
{
    std::vector<std::string> services;
    for (const DeployMark& one : marks)
        services.push_back(one.service);
    return services;
}

using Services = std::vector<std::string>;

} // namespace

class TestDeploys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theyComeByTimeWhateverTheirOrder();
    void theEndIsNotIncluded();
    void aCopyChangesNothing();
    void theNewestOfTooManyStay();
};

void TestDeploys::theyComeByTimeWhateverTheirOrder()
{
    Deploys deploys;
    deploys.add(mark(1, 300, "c"));
    deploys.add(mark(2, 100, "b"));
    deploys.add(mark(3, 100, "a"));
    QCOMPARE(servicesOf(deploys.between(0, 1'000)), (Services{"a", "b", "c"}));
}

void TestDeploys::theEndIsNotIncluded()
{
    Deploys deploys;
    deploys.add(mark(1, 100, "a"));
    deploys.add(mark(2, 200, "b"));
    QCOMPARE(servicesOf(deploys.between(100, 200)), Services{"a"});
    QVERIFY(deploys.between(101, 200).empty());
}

void TestDeploys::aCopyChangesNothing()
{
    Deploys deploys;
    deploys.add(mark(1, 100, "first"));
    deploys.add(mark(1, 150, "copy"));
    QCOMPARE(servicesOf(deploys.between(0, 1'000)), Services{"first"});
}

void TestDeploys::theNewestOfTooManyStay()
{
    constexpr auto most = static_cast<std::int64_t>(Deploys::kMost);
    Deploys deploys;
    for (std::int64_t i = 2 * most; i > 0; --i)
        deploys.add(mark(static_cast<std::uint64_t>(i), i));
    const auto kept = deploys.between(0, 10 * most);
    QCOMPARE(kept.size(), Deploys::kMost);
    QCOMPARE(kept.front().time_ms, most + 1);
    QCOMPARE(kept.back().time_ms, 2 * most);
}

QTEST_GUILESS_MAIN(TestDeploys)
#include "tst_deploys.moc"
