// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// The engine's figures against those of tests/oracle, over random histories around the clock
// changes of each zone. Every run draws the same histories; for others, and more of them:
//   RC_PARAMS="max_success=100000" tst_board_against_oracle
// A failure prints the smallest history found and the RC_PARAMS that lead to it again.
#include "models/event/eventbatch.h"
#include "models/stats/board.h"
#include "models/stats/intake.h"
#include "tests/oracle/difference.h"
#include "tests/oracle/histories.h"
#include "tests/oracle/oracle.h"

#include <rapidcheck.h>

#include <QTest>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

using namespace livewall;
using oracle::Arrival;
using oracle::Draws;
using oracle::History;

namespace {

/// Gives each (source, id) a number instead of a hash.
class Identities
{
public:
    event::Identity of(const Arrival& arrival)
    {
        const auto [entry, is_new] =
            numbers_.try_emplace(std::pair(arrival.source, arrival.id), numbers_.size() + 1);
        return {Draws(entry->second).next(), entry->second * 2 + (arrival.accepted ? 1 : 0)};
    }

private:
    std::map<std::pair<std::string, std::string>, std::uint64_t> numbers_;
};

event::EventBatch makeBatch(const std::vector<Arrival>& arrivals, std::size_t begin,
                            std::size_t end, Identities& identities)
{
    event::EventBatch batch;
    for (std::size_t i = begin; i < end; ++i) {
        const Arrival& arrival = arrivals[i];
        event::Purchase purchase;
        purchase.time_ms = arrival.time_ms;
        purchase.eid = arrival.eid;
        purchase.amount = arrival.amount;
        purchase.identity = identities.of(arrival);
        purchase.merchant = batch.add(arrival.merchant.value_or(""));
        purchase.currency = arrival.currency;
        purchase.country = arrival.country;
        purchase.accepted = arrival.accepted;
        batch.purchases.push_back(purchase);
    }
    batch.received = end - begin;
    return batch;
}

/// Deltas of one key added up: what an aggregator would hand on.
std::vector<stats::Delta> merged(const std::vector<stats::UnitDelta>& purchases)
{
    std::map<std::tuple<std::int64_t, std::int64_t, event::Country, event::Currency>, stats::Delta>
        sums;
    for (const stats::UnitDelta& one : purchases) {
        const stats::Delta delta = toDelta(one);
        const auto [entry, is_new] =
            sums.try_emplace({delta.second, delta.eid, delta.country, delta.currency}, delta);
        if (is_new)
            continue;
        entry->second.accepted += delta.accepted;
        entry->second.not_accepted += delta.not_accepted;
        entry->second.sum += delta.sum;
    }
    std::vector<stats::Delta> result;
    for (const auto& [key, delta] : sums)
        result.push_back(delta);
    return result;
}

/// How the engine is driven through a history; no choice here may change a figure.
enum class Pace {
    AtOnce,  ///< one batch, then T
    InSteps, ///< batches of random sizes, T moving between them
};

struct Result
{
    stats::Figures figures;
    stats::Ledger ledger;
};

Result count(const History& history, const stats::Zone& zone, Pace pace, Draws draws)
{
    const oracle::Options& options = history.options;
    stats::Intake intake({.horizon_ms = options.dedupe_horizon_ms,
                          .last_second = options.at_ms ? *options.at_ms / 1000
                                                       : std::numeric_limits<std::int64_t>::max()});
    stats::Board board({.zone = zone, .exclude = options.exclude});
    Identities identities;

    const std::vector<Arrival>& arrivals = history.arrivals;
    for (std::size_t begin = 0; begin < arrivals.size();) {
        const std::size_t left = arrivals.size() - begin;
        const std::size_t size =
            pace == Pace::AtOnce ? left
                                 : std::min(left, static_cast<std::size_t>(draws.within(1, 40)));
        const event::EventBatch batch = makeBatch(arrivals, begin, begin + size, identities);
        begin += size;

        intake.enter(batch);
        std::vector<stats::UnitDelta> purchases;
        for (const event::Purchase& purchase : batch.purchases) {
            if (!intake.take(purchase))
                continue;
            purchases.push_back(stats::toUnitDelta(purchase));
            if (purchase.accepted)
                board.addName(purchase.eid, purchase.time_ms, batch.view(purchase.merchant));
        }
        if (pace == Pace::InSteps && draws.chance(50)) {
            for (const stats::Delta& delta : merged(purchases))
                board.add(delta);
        } else {
            board.add(purchases);
        }

        if (pace == Pace::InSteps && intake.newest_ms()) {
            const std::int64_t at_least = *intake.newest_ms() / 1000 - draws.below(100'000);
            board.advance(std::max(board.second(), at_least));
        }
        // What was drawn up on the way leaves no trace.
        if (pace == Pace::InSteps && draws.chance(40))
            board.figures(board.second() * 1000);
    }

    const std::int64_t at_ms = options.at_ms ? *options.at_ms : *intake.newest_ms();
    if (pace == Pace::InSteps) {
        for (std::int64_t left = draws.below(200); left > 0; --left) {
            if (draws.chance(10))
                board.figures(board.second() * 1000);
            board.advance(std::max(board.second(),
                                   at_ms / 1000 - left * draws.oneOf(std::array{1, 1, 59, 3600})));
        }
    }
    board.advance(at_ms / 1000);
    return {board.figures(at_ms), intake.ledger()};
}

/// So that one seed draws other histories for every test and zone.
std::uint64_t salt()
{
    std::uint64_t salt = 0;
    for (const char* name : {QTest::currentTestFunction(), QTest::currentDataTag()}) {
        for (; *name != '\0'; ++name)
            salt = Draws(salt + static_cast<unsigned char>(*name)).next();
    }
    return salt;
}

History drawHistory(const oracle::ZoneCase& zone, oracle::Copies copies)
{
    const auto word =
        rc::gen::noShrink(rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>()));
    const std::uint64_t setting = *word;
    // Four times the usual size: up to 400 arrivals.
    const auto words = *rc::gen::scale(4.0, rc::gen::container<std::vector<std::uint64_t>>(word));
    History history = oracle::makeHistory(zone, copies, setting + salt(), words);
    RC_LOG() << oracle::describe(history) << std::endl;
    return history;
}

Draws drawDraws()
{
    return Draws(*rc::gen::noShrink(rc::gen::arbitrary<std::uint64_t>()));
}

void requireSame(const stats::Figures& expected, const stats::Figures& got)
{
    if (expected != got)
        RC_FAIL(oracle::difference(expected, got));
}

void requireSame(const stats::Ledger& expected, const stats::Ledger& got)
{
    if (expected != got)
        RC_FAIL(oracle::difference(expected, got));
}

void shuffle(std::vector<Arrival>& arrivals, Draws draws)
{
    for (std::size_t i = arrivals.size(); i > 1; --i)
        std::swap(arrivals[i - 1],
                  arrivals[static_cast<std::size_t>(draws.below(static_cast<std::int64_t>(i)))]);
}

} // namespace

class TestBoardAgainstOracle : public QObject
{
    Q_OBJECT

private:
    void addZoneRows();
    static const oracle::ZoneCase& zoneCase();

private Q_SLOTS:
    void initTestCase();

    void figuresAndLedgerAreTheDefinitions_data() { addZoneRows(); }
    void figuresAndLedgerAreTheDefinitions();
    void batchesAndStepsOfTChangeNothing_data() { addZoneRows(); }
    void batchesAndStepsOfTChangeNothing();
    void anyOrderWithinTheHorizonGivesTheSameFigures_data() { addZoneRows(); }
    void anyOrderWithinTheHorizonGivesTheSameFigures();
};

void TestBoardAgainstOracle::initTestCase()
{
    if (!qEnvironmentVariableIsSet("RC_PARAMS"))
        qputenv("RC_PARAMS", "seed=20110310 max_success=1000");
}

void TestBoardAgainstOracle::addZoneRows()
{
    QTest::addColumn<qsizetype>("zone");
    for (qsizetype i = 0; i < std::ssize(oracle::zoneCases()); ++i)
        QTest::newRow(oracle::zoneCases()[static_cast<std::size_t>(i)].name.data()) << i;
}

const oracle::ZoneCase& TestBoardAgainstOracle::zoneCase()
{
    QFETCH(const qsizetype, zone);
    return oracle::zoneCases().at(static_cast<std::size_t>(zone));
}

void TestBoardAgainstOracle::figuresAndLedgerAreTheDefinitions()
{
    const oracle::ZoneCase& zone_case = zoneCase();
    const stats::Zone zone = stats::Zone::find(zone_case.name).value();
    oracle::Oracle oracle{std::string(zone_case.name)};
    int drawn = 0;
    int with_usual_stores = 0;
    QVERIFY(rc::check([&] {
        const History history = drawHistory(zone_case, oracle::Copies::Any);
        const oracle::Report expected = oracle.report(history.arrivals, history.options);
        const Result got = count(history, zone, Pace::AtOnce, drawDraws());
        ++drawn;
        with_usual_stores += expected.figures.slot.stores.empty() ? 0 : 1;
        requireSame(expected.figures, got.figures);
        requireSame(expected.ledger, got.ledger);
    }));
    // Where clocks never change, every hour of the week has others to be compared with.
    if (zone_case.name == "UTC" && drawn >= 200)
        QVERIFY2(with_usual_stores > drawn / 20, qPrintable(QString::number(with_usual_stores)));
}

void TestBoardAgainstOracle::batchesAndStepsOfTChangeNothing()
{
    const oracle::ZoneCase& zone_case = zoneCase();
    const stats::Zone zone = stats::Zone::find(zone_case.name).value();
    oracle::Oracle oracle{std::string(zone_case.name)};
    QVERIFY(rc::check([&] {
        const History history = drawHistory(zone_case, oracle::Copies::Any);
        const oracle::Report expected = oracle.report(history.arrivals, history.options);
        const Result got = count(history, zone, Pace::InSteps, drawDraws());
        requireSame(expected.figures, got.figures);
        requireSame(expected.ledger, got.ledger);
    }));
}

void TestBoardAgainstOracle::anyOrderWithinTheHorizonGivesTheSameFigures()
{
    const oracle::ZoneCase& zone_case = zoneCase();
    const stats::Zone zone = stats::Zone::find(zone_case.name).value();
    oracle::Oracle oracle{std::string(zone_case.name)};
    QVERIFY(rc::check([&] {
        History history = drawHistory(zone_case, oracle::Copies::Equal);
        // So wide that every order is within it.
        history.options.dedupe_horizon_ms = 10LL * 366 * 24 * 3'600'000;
        const oracle::Report expected = oracle.report(history.arrivals, history.options);
        shuffle(history.arrivals, drawDraws());
        const Result got = count(history, zone, Pace::InSteps, drawDraws());
        requireSame(expected.figures, got.figures);
        stats::Ledger ledger = got.ledger;
        ledger.late = expected.ledger.late; // describes the arrival
        requireSame(expected.ledger, ledger);
    }));
}

QTEST_GUILESS_MAIN(TestBoardAgainstOracle)
#include "tst_board_against_oracle.moc"
