// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/generate/market.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

using namespace livewall;
using generate::Market;
using generate::Random;
using generate::Sale;

class TestMarket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMerchantHasAnEidAndANameOfItsOwn()
    {
        const Market market(7, 20'000);
        std::set<std::int64_t> eids;
        std::set<std::string> names;
        for (const auto& merchant : market.merchants()) {
            eids.insert(merchant.eid);
            names.insert(merchant.name);
            QVERIFY(merchant.eid >= 1);
            QVERIFY(merchant.usual_amount > 0);
        }
        QCOMPARE(eids.size(), std::size_t{20'000});
        QCOMPARE(names.size(), std::size_t{20'000});
    }

    void theSameSeedOpensTheSameShops()
    {
        const Market one(7, 100);
        const Market same(7, 100);
        const Market other(8, 100);
        int alike = 0;
        for (std::size_t i = 0; i < 100; ++i) {
            QCOMPARE(one.merchants()[i].name, same.merchants()[i].name);
            alike += one.merchants()[i].name == other.merchants()[i].name;
        }
        QVERIFY(alike < 50);
    }

    void oneMerchantIsEnough()
    {
        const Market market(1, 1);
        Random random(1);
        QCOMPARE(market.draw(random, true).merchant, &market.merchants().front());
    }

    void countriesHaveTheirShares()
    {
        const std::map<std::string, double> percent = {
            {"se", 30}, {"fi", 18}, {"no", 14}, {"de", 12}, {"dk", 6}, {"nl", 5}, {"at", 3},
            {"gb", 3},  {"ch", 2},  {"be", 2},  {"fr", 2},  {"es", 1}, {"it", 1}, {"pl", 1}};
        const Market market(1, 400);
        Random random(5);
        std::map<std::string, int> counts;
        constexpr int kSales = 200'000;
        for (int i = 0; i < kSales; ++i)
            ++counts[market.draw(random, true).country.code()];
        QCOMPARE(counts.size(), percent.size());
        for (const auto& [code, share] : percent)
            QVERIFY2(std::abs(counts[code] * 100.0 / kSales - share) < 0.3 + share * 0.05,
                     code.c_str());
    }

    /// A share of 1 / (rank + 3): from rank 10 to rank 200 it falls to 13 / 203.
    void merchantsSellByZipf()
    {
        const Market market(1, 400);
        Random random(6);
        std::map<const generate::Merchant*, int> counts;
        for (int i = 0; i < 1'000'000; ++i)
            ++counts[market.draw(random, true).merchant];
        const auto around = [&](std::size_t rank) {
            int sum = 0;
            for (std::size_t i = rank - 5; i <= rank + 5; ++i)
                sum += counts[&market.merchants()[i]];
            return sum / 11.0;
        };
        const double slope = std::log(around(200) / around(10)) / std::log(203.0 / 13.0);
        QVERIFY(std::abs(slope + 1) < 0.05);
    }

    void peoplePayInTheMoneyOfTheirCountry()
    {
        const std::map<std::string, std::string> own = {{"se", "SEK"}, {"no", "NOK"},
                                                        {"dk", "DKK"}, {"gb", "GBP"},
                                                        {"ch", "CHF"}, {"pl", "PLN"}};
        const Market market(1, 400);
        Random random(7);
        bool mixed = false;
        for (int i = 0; i < 20'000; ++i) {
            const Sale sale = market.draw(random, true);
            const auto found = own.find(sale.country.code());
            QCOMPARE(std::string(sale.currency.code()), found == own.end() ? "EUR" : found->second);
            QVERIFY(sale.amount > 0);
            mixed = mixed || sale.merchant != market.merchants().data();
        }
        QVERIFY(mixed);
    }

    void amountsAreLogNormal()
    {
        const Market market(1, 1);
        Random random(8);
        std::vector<double> logs;
        while (logs.size() < 50'000) {
            const Sale sale = market.draw(random, true);
            if (sale.country == event::Country::fromCode("se"))
                logs.push_back(std::log2(static_cast<double>(sale.amount)));
        }
        std::ranges::sort(logs);
        const double median = logs[logs.size() / 2];
        const double below = logs[logs.size() * 16 / 100]; // one standard deviation
        const double above = logs[logs.size() * 84 / 100];
        QVERIFY(std::abs((above - median) - 1) < 0.08);
        QVERIFY(std::abs((median - below) - 1) < 0.08);
    }

    void placesAreToldInAllThreeWays()
    {
        const Market market(1, 400);
        Random random(9);
        std::map<Sale::Place, int> counts;
        std::set<std::string_view> cities;
        for (int i = 0; i < 20'000; ++i) {
            const Sale sale = market.draw(random, true);
            ++counts[sale.place];
            cities.insert(sale.city);
        }
        QVERIFY(std::abs(counts[Sale::Place::Coordinates] - 17'600) < 400);
        QVERIFY(std::abs(counts[Sale::Place::City] - 1'800) < 300);
        QVERIFY(std::abs(counts[Sale::Place::CountryOnly] - 600) < 200);
        for (const auto* city : {"Tornio", "Haparanda", "Kiruna", "Tromsø"})
            QVERIFY2(cities.contains(city), city);
    }
};

QTEST_GUILESS_MAIN(TestMarket)
#include "tst_market.moc"
