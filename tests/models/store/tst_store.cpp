// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// What a store promises while nothing fails: a wall that goes on from it shows what it would have
// shown without a restart, and what it shows of the past is a recount of all purchases.
//   LIVEWALL_LONG_TESTS=50 tst_store
#include "models/engine/livetally.h"
#include "models/event/timestamp.h"
#include "models/store/store.h"
#include "tests/models/stats/examples.h"
#include "tests/models/store/feeding.h"
#include "tests/models/store/scratch.h"
#include "tests/models/store/storetext.h"
#include "tests/models/store/times.h"
#include "tests/oracle/difference.h"
#include "tests/oracle/oracle.h"

#include <rapidcheck.h>

#include <QTest>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <format>
#include <optional>
#include <sstream>

using namespace livewall;
using namespace livewall::store;
using engine::LiveTally;
using engine::TimeRule;
using oracle::Draws;
using test::Arrival;
using test::Kinds;

namespace {

constexpr std::int64_t kHour_s = 3600;
constexpr std::int64_t kDay_s = 24 * kHour_s;
constexpr std::int64_t kNewest_s = examples::utc(2011, 3, 30, 12, 0, 0);

stats::BoardOptions boardOptions()
{
    return {.zone = stats::Zone::find("Europe/Stockholm").value(),
            .exclude = {examples::country("fi"), examples::country("se")}};
}

std::unique_ptr<Store> open(const std::string& path)
{
    Store::Opened opened = Store::openToWrite(path);
    if (!opened.store)
        throw std::runtime_error(opened.message());
    if (!opened.damage.empty())
        throw std::runtime_error(opened.damage);
    return std::move(opened.store);
}

/// A wall without threads that keeps what it counts, and can be switched off.
class StoredWall
{
public:
    StoredWall(std::string path, Kinds kinds, TimeRule rule)
        : path_(std::move(path)), kinds_(kinds), rule_(rule)
    {
    }

    void start(std::int64_t now_ms)
    {
        tally_.reset();
        store_.reset();
        store_ = open(path_);
        tally_.emplace(boardOptions(), test::feedsOf(kinds_), engine::Mode::Live, rule_);
        tally_->restore(*store_, now_ms);
        tally_->advance(now_ms);
        tally_->restorePast(*store_);
    }

    void save() { store_->write(tally_->takeChanges(), store_->checkpointNumber() + 1); }
    Store& store() { return *store_; }
    LiveTally& tally() { return *tally_; }

private:
    std::string path_;
    Kinds kinds_;
    TimeRule rule_;
    std::unique_ptr<Store> store_;
    std::optional<LiveTally> tally_;
};

void give(LiveTally& tally, const Arrival& arrival, std::int64_t now_ms)
{
    std::vector<stats::Sighting> pulses;
    RC_ASSERT(tally.take(arrival.feed, arrival.batch, now_ms, pulses));
    tally.advance(now_ms);
}

/// The first lines of many.
std::string beginningOf(const std::string& text)
{
    constexpr std::size_t kLongest = 1500;
    return text.size() <= kLongest ? text : text.substr(0, kLongest) + "...";
}

/// "" where both show the same. The dots of the map that are ahead of the clock are not kept.
std::string difference(const engine::Snapshot& expected, const engine::Snapshot& got,
                       bool has_recent)
{
    std::string text;
    if (expected.figures.at_ms != got.figures.at_ms)
        text += std::format("T: expected {}, got {}\n", expected.figures.at_ms, got.figures.at_ms);
    if (expected.figures != got.figures)
        text += oracle::difference(expected.figures, got.figures);
    for (std::size_t i = 0; i < expected.feeds.size(); ++i) {
        const auto& a = expected.feeds[i];
        const auto& b = got.feeds[i];
        if (a.ledger != b.ledger)
            text += a.name + ": " + oracle::difference(a.ledger, b.ledger);
        if (a.newest_ms != b.newest_ms)
            text += a.name + ": newest\n";
    }
    // Minutes that were listened to are the feeds' affair.
    for (std::size_t i = 0; i < std::max(expected.desk.scopes.size(), got.desk.scopes.size());
         ++i) {
        const engine::Desk::Scope none;
        const auto& a = i < expected.desk.scopes.size() ? expected.desk.scopes[i] : none;
        const auto& b = i < got.desk.scopes.size() ? got.desk.scopes[i] : none;
        if (a.country != b.country || a.minutes != b.minutes || a.hour != b.hour)
            text += std::format("desk: scope {}\n", i);
    }
    if (has_recent && expected.recent != got.recent)
        text += std::format("recent: {} expected, {} got, or others\n", expected.recent.size(),
                            got.recent.size());
    if (expected.clock_behind_ms != got.clock_behind_ms)
        text += std::format("clock behind: expected {}, got {}\n", expected.clock_behind_ms,
                            got.clock_behind_ms);
    return text;
}

void requireSame(LiveTally& expected, LiveTally& got, std::int64_t now_ms, bool has_recent)
{
    const std::string text =
        difference(expected.snapshot(now_ms), got.snapshot(now_ms), has_recent);
    if (!text.empty())
        RC_FAIL(beginningOf(text));
}

std::vector<std::uint64_t> drawWords(double scale)
{
    const auto word =
        rc::gen::noShrink(rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>()));
    return *rc::gen::scale(scale, rc::gen::container<std::vector<std::uint64_t>>(word));
}

Draws drawDraws()
{
    return Draws(
        *rc::gen::noShrink(rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>())));
}

/// One purchase of the past, its own identity.
struct Sale
{
    event::Purchase purchase;
    std::string merchant;
};

/// Names change every two days: at any T it is clear which is the newest.
Sale saleAt(std::int64_t second, std::uint64_t id, Draws& draws)
{
    Sale sale;
    event::Purchase& purchase = sale.purchase;
    purchase = examples::purchase(id, second * 1000 + draws.below(1000), draws.within(1, 14));
    purchase.amount = draws.within(1, 500'00);
    purchase.accepted = draws.chance(85);
    purchase.identity = examples::identity(id, purchase.accepted);
    purchase.currency = examples::currency(draws.chance(80) ? "SEK" : "JPY");
    if (draws.chance(30))
        purchase.country = draws.chance(50) ? event::Country() : examples::country("no");
    if (draws.chance(70))
        sale.merchant =
            std::format("{} of {}", purchase.eid, purchase.time_ms / (2 * kDay_s * 1000));
    return sale;
}

/// Sales of six weeks up to kNewest_s and a random part of a minute, most of them in the last
/// hours, in some order.
std::vector<Sale> drawSales(const std::vector<std::uint64_t>& words, std::int64_t newest_s)
{
    std::vector<Sale> sales;
    for (const std::uint64_t word : words) {
        Draws draws(word);
        const std::int64_t kind = draws.below(10);
        const std::int64_t age_s = kind < 4   ? draws.below(4 * kHour_s)
                                   : kind < 8 ? draws.below(11 * kDay_s)
                                              : draws.below(42 * kDay_s);
        sales.push_back(saleAt(newest_s - age_s, sales.size() + 1, draws));
    }
    return sales;
}

/// Gathers sales into a checkpoint, as one feed's.
class Gathering
{
public:
    void add(const Sale& sale)
    {
        changes_.add(stats::toDelta(sale.purchase));
        if (sale.purchase.accepted)
            changes_.addName({sale.purchase.eid, sale.purchase.time_ms, sale.merchant});
        changes_.addIdentity(0, sale.purchase.identity, sale.purchase.time_ms);
        newest_ms_ = std::max(newest_ms_, sale.purchase.time_ms);
        ++(sale.purchase.accepted ? ledger_.accepted : ledger_.not_accepted);
        ++ledger_.received;
    }

    Checkpoint take()
    {
        Checkpoint checkpoint = changes_.take();
        checkpoint.feeds.push_back({"feed",
                                    std::to_string(ledger_.received),
                                    {.ledger = ledger_, .newest_ms = newest_ms_}});
        return checkpoint;
    }

private:
    Changes changes_{1};
    stats::Ledger ledger_;
    std::int64_t newest_ms_ = 0;
};

oracle::Arrival toArrival(const Sale& sale)
{
    return {.source = {},
            .id = std::to_string(sale.purchase.identity.low),
            .time_ms = sale.purchase.time_ms,
            .accepted = sale.purchase.accepted,
            .eid = sale.purchase.eid,
            .amount = sale.purchase.amount,
            .currency = sale.purchase.currency,
            .country = sale.purchase.country,
            .merchant = sale.merchant};
}

/// A recount of everything up to T.
class Recount
{
public:
    explicit Recount(const std::vector<Sale>& sales)
    {
        for (const Sale& sale : sales)
            arrivals_.push_back(toArrival(sale));
    }
    stats::Figures at(std::int64_t second)
    {
        return oracle_
            .report(arrivals_, {.at_ms = second * 1000 + 999,
                                .exclude = boardOptions().exclude,
                                .dedupe_horizon_ms = 1000 * kDay_s * 1000})
            .figures;
    }

private:
    std::vector<oracle::Arrival> arrivals_;
    oracle::Oracle oracle_{"Europe/Stockholm"};
};

stats::Figures figuresAt(Store& store, std::int64_t second)
{
    stats::Board board(boardOptions());
    board.advance(second);
    store.fill(board);
    store.fillPast(board, board.second());
    return board.figures(second * 1000 + 999);
}

/// The lines of textOf() that are kept `newest_ms` being the newest purchase, by DESIGN 3.
std::string keptOf(const std::string& text, std::int64_t newest_ms)
{
    const std::int64_t newest_s = newest_ms / 1000;
    std::istringstream lines(text);
    std::string kept;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string table;
        std::string bucket;
        words >> table >> bucket;
        std::erase(bucket, '\'');
        const auto number = [&](const std::string& word) {
            std::int64_t value = 0;
            std::from_chars(word.data(), word.data() + word.size(), value);
            return value;
        };
        bool is_kept = table != "kept";
        if (table == "second_cells")
            is_kept = number(bucket) >= newest_s - Retention::kSeconds_s;
        else if (table == "minute_cells")
            is_kept = number(bucket) >= (newest_s - Retention::kMinutes_s) / 60;
        else if (table == "hour_cells")
            is_kept = number(bucket) >= (newest_s - Retention::kHours_s) / 3600;
        else if (table == "country_minutes")
            is_kept = number(bucket) >= (newest_s - Retention::kHours_s) / 60;
        else if (bucket == "remembers") {
            const std::int64_t time_ms = number(line.substr(line.rfind(' ') + 1));
            is_kept = (time_ms / 3'600'000 + 1) * 3'600'000 >= newest_ms - 24 * 3'600'000;
        }
        if (is_kept)
            kept += line + "\n";
    }
    return kept;
}

std::int64_t rowsOf(Store& store)
{
    std::int64_t rows = 0;
    for (const char* table :
         {"second_cells", "minute_cells", "hour_cells", "country_minutes", "deploys", "identities"})
        rows += store.database().integer(std::string("SELECT count(*) FROM ") + table);
    return rows;
}

} // namespace

class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRestartChangesNothing_data();
    void aRestartChangesNothing();
    void aCrashLosesAndRepeatsNothing_data();
    void aCrashLosesAndRepeatsNothing();
    void anyShowableTIsARecount();
    void whatItIsComparedWithIsAsIfCountedLive();
    void whatItIsComparedWithComesAfterTheFirstPicture();
    void pruningRemovesExactlyWhatIsKeptNoLonger();
    void aMinuteOfManyCountriesIsPrunedToo();
    void manyPartsOfABucketAreMerged();
    void whatComesInLaterThanItIsKeptCountsInTheMinutes();
    void aCheckpointWrittenTwiceCountsOnce();
    void aHeldPurchaseOfAnAbsentFeedWaits();
    void aHeldPurchaseThatCannotBeIsDamage_data();
    void aHeldPurchaseThatCannotBeIsDamage();
    void aClockThatLostTheTimeHidesNothing();

private:
    test::Scratch scratch_;
};

void TestStore::aRestartChangesNothing_data()
{
    QTest::addColumn<bool>("by_clock");
    QTest::addColumn<bool>("has_renames");
    QTest::newRow("T is the clock") << true << false;
    QTest::newRow("T is the newest purchase") << false << true;
}

void TestStore::aRestartChangesNothing()
{
    QFETCH(const bool, by_clock);
    QFETCH(const bool, has_renames);
    const TimeRule rule = by_clock ? TimeRule::Clock : TimeRule::Newest;
    test::setCases(30);
    QVERIFY(rc::check([&] {
        const Kinds kinds{.feeds = *rc::gen::inRange<std::size_t>(1, 4),
                          .has_renames = has_renames};
        const auto arrivals = test::makeArrivals(drawWords(1.5), kinds);
        Draws draws = drawDraws();
        LiveTally expected(boardOptions(), test::feedsOf(kinds), engine::Mode::Live, rule);
        StoredWall wall(scratch_.fresh(), kinds, rule);
        std::int64_t now_ms = arrivals.empty() ? kNewest_s * 1000 : arrivals[0].now_ms;
        wall.start(now_ms);
        expected.advance(now_ms);
        for (const Arrival& arrival : arrivals) {
            now_ms = std::max(now_ms, arrival.now_ms);
            give(expected, arrival, now_ms);
            give(wall.tally(), arrival, now_ms);
            if (draws.chance(40))
                wall.save();
            else if (draws.chance(20)) {
                wall.save();
                if (draws.chance(50))
                    wall.store().prune(static_cast<int>(draws.within(1, 50)));
                now_ms += draws.oneOf(std::array<std::int64_t, 4>{0, 100, 5000, 3'600'000});
                expected.advance(now_ms);
                wall.start(now_ms);
                requireSame(expected, wall.tally(), now_ms, false);
                for (std::size_t feed = 0; feed < kinds.feeds; ++feed)
                    RC_ASSERT(wall.tally().cursor(feed) == expected.cursor(feed));
            }
        }
        requireSame(expected, wall.tally(), now_ms, false);
        // All that waited comes.
        now_ms += 4 * kHour_s * 1000;
        for (LiveTally* tally : {&expected, &wall.tally()})
            tally->advance(now_ms);
        requireSame(expected, wall.tally(), now_ms, false);
        wall.save();
        wall.start(now_ms);
        requireSame(expected, wall.tally(), now_ms, false);
    }));
}

void TestStore::aCrashLosesAndRepeatsNothing_data()
{
    QTest::addColumn<bool>("by_clock");
    QTest::newRow("T is the clock") << true;
    QTest::newRow("T is the newest purchase") << false;
}

/// What was not saved is sent again, from each feed's cursor.
void TestStore::aCrashLosesAndRepeatsNothing()
{
    QFETCH(const bool, by_clock);
    const TimeRule rule = by_clock ? TimeRule::Clock : TimeRule::Newest;
    test::setCases(30);
    QVERIFY(rc::check([&] {
        // What is ahead would be counted earlier or later, being sent again later.
        const Kinds kinds{.feeds = *rc::gen::inRange<std::size_t>(1, 4), .is_ahead = false};
        const auto arrivals = test::makeArrivals(drawWords(1.5), kinds);
        Draws draws = drawDraws();
        LiveTally expected(boardOptions(), test::feedsOf(kinds), engine::Mode::Live, rule);
        StoredWall wall(scratch_.fresh(), kinds, rule);
        const std::int64_t begin_ms = arrivals.empty() ? kNewest_s * 1000 : arrivals[0].now_ms;
        wall.start(begin_ms);
        expected.advance(begin_ms);
        for (std::size_t i = 0; i < arrivals.size(); ++i) {
            const std::int64_t now_ms = arrivals[i].now_ms;
            give(expected, arrivals[i], now_ms);
            give(wall.tally(), arrivals[i], now_ms);
            if (draws.chance(25))
                wall.save();
            if (!draws.chance(15))
                continue;
            wall.start(now_ms);
            std::vector<std::size_t> next;
            for (std::size_t feed = 0; feed < kinds.feeds; ++feed)
                next.push_back(test::nextAfter(wall.tally().cursor(feed)));
            for (std::size_t again = 0; again <= i; ++again) {
                if (again >= next[arrivals[again].feed])
                    give(wall.tally(), arrivals[again], now_ms);
            }
            requireSame(expected, wall.tally(), now_ms, true);
        }
        const std::int64_t end_ms = arrivals.empty() ? begin_ms : arrivals.back().now_ms;
        requireSame(expected, wall.tally(), end_ms, true);
    }));
}

void TestStore::anyShowableTIsARecount()
{
    test::setCases(30);
    QVERIFY(rc::check([this] {
        Draws draws = drawDraws();
        const std::int64_t newest_s = kNewest_s + draws.below(60);
        std::vector<Sale> sales = drawSales(drawWords(2.5), newest_s);
        sales.push_back(saleAt(newest_s, 1'000'000, draws));
        const auto store = open(scratch_.fresh());
        Gathering gathering;
        std::int64_t number = 0;
        for (const Sale& sale : sales) {
            gathering.add(sale);
            if (draws.chance(20))
                store->write(gathering.take(), ++number);
            if (draws.chance(10))
                store->prune(static_cast<int>(draws.within(1, 30)));
        }
        store->write(gathering.take(), ++number);
        if (draws.chance(80))
            test::pruneAll(*store);

        Recount recount(sales);
        const std::int64_t oldest = store->oldestShowable();
        RC_ASSERT(oldest <= newest_s - 8 * kDay_s + 59);
        RC_ASSERT(store->showable(oldest).precision != Store::Precision::None);
        RC_ASSERT(store->showable(oldest - 60).precision == Store::Precision::None);
        for (const std::int64_t second :
             {newest_s, newest_s + 1, newest_s + draws.below(2 * kDay_s),
              newest_s - draws.below(2 * kHour_s), newest_s - 2 * kHour_s,
              newest_s - draws.below(8 * kDay_s), newest_s - draws.below(kDay_s),
              newest_s - 8 * kDay_s, std::max(oldest, newest_s - 40 * kDay_s)}) {
            const Store::Showable shown = store->showable(second);
            RC_ASSERT(shown.precision != Store::Precision::None);
            if (second >= newest_s - 2 * kHour_s)
                RC_ASSERT(shown.precision == Store::Precision::Second);
            RC_ASSERT(
                shown.second ==
                (shown.precision == Store::Precision::Second ? second : second / 60 * 60 + 59));
            const stats::Figures expected = recount.at(shown.second);
            const stats::Figures got = figuresAt(*store, shown.second);
            if (expected != got)
                RC_FAIL(std::format("T {} s before newest:\n", newest_s - second) +
                        beginningOf(oracle::difference(expected, got)));
        }
    }));
}

/// A board that was filled goes on as one that has counted the same purchases, whenever T moves.
void TestStore::whatItIsComparedWithIsAsIfCountedLive()
{
    test::setCases(30);
    int with_usual_stores = 0;
    QVERIFY(rc::check([&] {
        Draws draws = drawDraws();
        const std::int64_t newest_s = kNewest_s + draws.below(kHour_s);
        const std::int64_t second = newest_s - draws.oneOf(std::array<std::int64_t, 3>{0, 40, 280});
        // Around T and the windows' begin, and in the same hours of the weeks before.
        std::vector<Sale> sales;
        for (const std::uint64_t word : drawWords(4)) {
            Draws of(word);
            const std::int64_t from_s = of.oneOf(
                std::array<std::int64_t, 4>{0, 25 * kHour_s, 24 * kHour_s, of.below(8 * kDay_s)});
            const std::int64_t age_s =
                from_s + of.below(4) * 7 * kDay_s + of.below(5 * kHour_s / 4);
            sales.push_back(saleAt(newest_s - age_s, sales.size() + 1, of));
            sales.back().merchant.clear();
        }
        sales.push_back(saleAt(newest_s, 1'000'000, draws));
        sales.back().merchant.clear();

        stats::Board counted(boardOptions());
        const bool is_at_once = draws.chance(50);
        if (!is_at_once)
            std::ranges::sort(sales, {}, [](const Sale& sale) { return sale.purchase.time_ms; });
        else
            counted.advance(second);
        const auto store = open(scratch_.fresh());
        Gathering gathering;
        std::int64_t number = 0;
        for (const Sale& sale : sales) {
            if (!is_at_once)
                counted.advance(std::min(second, sale.purchase.time_ms / 1000));
            counted.add(stats::toDelta(sale.purchase));
            gathering.add(sale);
            if (draws.chance(10))
                store->write(gathering.take(), ++number);
        }
        counted.advance(second);
        store->write(gathering.take(), ++number);
        if (draws.chance(50))
            test::pruneAll(*store);

        stats::Board filled(boardOptions());
        filled.advance(second);
        store->fill(filled);
        store->fillAhead(filled);
        std::int64_t now = second + draws.oneOf(std::array<std::int64_t, 4>{0, 0, 20, 200});
        filled.advance(now);
        store->fillPast(filled, second);
        const std::int64_t begin = second - (1440 + 60) * 60;
        std::vector<std::int64_t> instants{now, now + 300, now + kHour_s};
        for (const std::int64_t week : {1, 2}) {
            for (const std::int64_t off : {-kHour_s, std::int64_t{0}, kHour_s})
                instants.push_back(begin + week * 7 * kDay_s + off);
        }
        instants.push_back(second + 7 * kDay_s);
        std::ranges::sort(instants);
        for (const std::int64_t instant : instants) {
            now = std::max(now, instant);
            for (stats::Board* board : {&counted, &filled})
                board->advance(now);
            const stats::Figures expected = counted.figures(now * 1000);
            const stats::Figures got = filled.figures(now * 1000);
            with_usual_stores += expected.slot.stores.empty() ? 0 : 1;
            if (expected != got)
                RC_FAIL(std::format("{} s after T:\n", now - second) +
                        beginningOf(oracle::difference(expected, got)));
            RC_ASSERT(counted.countries() == filled.countries());
            std::vector<std::optional<event::Country>> countries{std::nullopt};
            for (const event::Country country : counted.countries())
                countries.push_back(country);
            for (int i = 0; i < 20; ++i) {
                const std::int64_t age_s =
                    draws.chance(50) ? draws.below(4 * kHour_s) : draws.below(34 * kDay_s);
                const std::int64_t from = (now - age_s) / 60 * 60;
                const std::int64_t to =
                    from + draws.oneOf(std::array<std::int64_t, 3>{60, kHour_s, 2 * kDay_s});
                for (const auto& country : countries)
                    RC_ASSERT(counted.attempts(from, to, country) ==
                              filled.attempts(from, to, country));
            }
        }
    }));
    QVERIFY2(with_usual_stores >= 30, qPrintable(QString::number(with_usual_stores)));
}

void TestStore::whatItIsComparedWithComesAfterTheFirstPicture()
{
    constexpr std::int64_t now_ms = kNewest_s * 1000;
    StoredWall wall(scratch_.fresh(), {.feeds = 1}, TimeRule::Clock);
    wall.start(now_ms);
    Arrival arrival{.now_ms = now_ms, .feed = 0, .batch = {}};
    examples::add(arrival.batch.events, examples::purchase(1, now_ms - 60'000));
    examples::add(arrival.batch.events, examples::purchase(2, now_ms + 60'000)); // waits
    std::vector<stats::Sighting> pulses;
    QVERIFY(wall.tally().take(0, arrival.batch, now_ms, pulses));
    wall.save();

    LiveTally tally(boardOptions(), test::feedsOf({.feeds = 1}), engine::Mode::Live);
    tally.restore(wall.store(), now_ms);
    tally.advance(now_ms + 120'000); // and what waited has come
    tally.restorePast(wall.store());
    const engine::Desk desk = tally.snapshot(now_ms + 120'000).desk;
    QCOMPARE(desk.scopes.at(0).hour, (stats::Attempts{2, 2}));
    QCOMPARE(desk.scopes.at(1).hour, (stats::Attempts{2, 2}));
}

void TestStore::pruningRemovesExactlyWhatIsKeptNoLonger()
{
    test::setCases(15);
    QVERIFY(rc::check([this] {
        Draws draws = drawDraws();
        const std::int64_t newest_s = kNewest_s + draws.below(60);
        std::vector<Sale> sales = drawSales(drawWords(2), newest_s);
        // In order: nothing is late when it is written.
        std::ranges::sort(sales, {}, [](const Sale& sale) { return sale.purchase.time_ms; });
        sales.push_back(saleAt(newest_s, 1'000'000, draws));
        const auto store = open(scratch_.fresh());
        Gathering gathering;
        std::string written;
        for (std::size_t i = 0; i < sales.size(); ++i) {
            gathering.add(sales[i]);
            store->write(gathering.take(), static_cast<std::int64_t>(i) + 1);
        }
        const std::int64_t newest_ms = sales.back().purchase.time_ms;
        const std::string expected = keptOf(test::textOf(*store), newest_ms);
        const std::int64_t past_s = newest_s - draws.below(8 * kDay_s);
        const std::int64_t recent_s = newest_s - draws.below(2 * kHour_s);
        const auto shown = [&] {
            return std::array{figuresAt(*store, newest_s), figuresAt(*store, recent_s),
                              figuresAt(*store, store->showable(past_s).second)};
        };
        const auto before = shown();
        const auto oldest = store->oldestShowable();
        const int step = static_cast<int>(draws.within(1, 40));
        for (std::int64_t rows = rowsOf(*store); store->prune(step);) {
            const std::int64_t left = rowsOf(*store);
            RC_ASSERT(rows - left == step);
            rows = left;
            RC_ASSERT(shown() == before);
            RC_ASSERT(store->oldestShowable() == oldest);
        }
        RC_ASSERT(shown() == before);
        RC_ASSERT(!store->prune(step));
        const std::string got = keptOf(test::textOf(*store), 0);
        if (expected != got)
            RC_FAIL(test::difference(expected, got));
    }));
}

void TestStore::aMinuteOfManyCountriesIsPrunedToo()
{
    const auto store = open(scratch_.fresh());
    Gathering gathering;
    Draws draws(1);
    for (int i = 0; i < 26 * 26; ++i) {
        Sale sale = saleAt(kNewest_s - 40 * kDay_s, static_cast<std::uint64_t>(i) + 1, draws);
        sale.purchase.country = examples::country(
            std::string{static_cast<char>('a' + i / 26), static_cast<char>('a' + i % 26)});
        gathering.add(sale);
    }
    store->write(gathering.take(), 1);
    gathering.add(saleAt(kNewest_s, 1000, draws));
    store->write(gathering.take(), 2);
    for (int steps = 0; store->prune(200); ++steps)
        QVERIFY(steps < 100);
    QCOMPARE(store->database().integer("SELECT count(*) FROM country_minutes"), 1);
}

void TestStore::manyPartsOfABucketAreMerged()
{
    const auto store = open(scratch_.fresh());
    Gathering gathering;
    Draws draws(7);
    std::vector<Sale> sales;
    for (std::int64_t i = 1; i <= 300; ++i) {
        sales.push_back(saleAt(kNewest_s + i / 100, static_cast<std::uint64_t>(i), draws));
        gathering.add(sales.back());
        store->write(gathering.take(), i);
        QVERIFY(store->database().integer("SELECT max(parts) FROM (SELECT count(*) AS parts FROM "
                                          "minute_cells GROUP BY key / 65536)") <= 16);
    }
    QCOMPARE(store->checkpointNumber(), 300);
    QVERIFY(store->database().integer("SELECT count(*) FROM name_parts") < 100);
    const stats::Figures expected = Recount(sales).at(kNewest_s + 3);
    QCOMPARE(oracle::difference(expected, figuresAt(*store, kNewest_s + 3)), std::string());
    QVERIFY(expected.hour.total > 200);

    // What one checkpoint would have been.
    const auto at_once = open(scratch_.fresh());
    Gathering all;
    for (const Sale& sale : sales)
        all.add(sale);
    at_once->write(all.take(), 300);
    QCOMPARE(test::difference(test::textOf(*at_once), test::textOf(*store)), std::string());
}

void TestStore::whatComesInLaterThanItIsKeptCountsInTheMinutes()
{
    const auto store = open(scratch_.fresh());
    Gathering gathering;
    Draws draws(7);
    Sale sale = saleAt(kNewest_s, 1, draws);
    sale.purchase.accepted = true;
    gathering.add(sale);
    store->write(gathering.take(), 1);
    test::pruneAll(*store);
    std::uint64_t id = 1;
    for (const std::int64_t age_s : {5 * kHour_s, 10 * kDay_s, 20 * kDay_s, 100 * kDay_s}) {
        sale.purchase.time_ms = (kNewest_s - age_s) * 1000;
        sale.purchase.identity = examples::identity(++id);
        gathering.add(sale);
    }
    store->write(gathering.take(), 2);
    Database& database = store->database();
    QCOMPARE(database.integer("SELECT count(*) FROM second_cells"), 1);
    QCOMPARE(database.integer("SELECT count(*) FROM minute_cells"), 2);
    QCOMPARE(database.integer("SELECT count(*) FROM hour_cells"), 4);
    QCOMPARE(database.integer("SELECT count(*) FROM country_minutes"), 4);
    QCOMPARE(database.integer("SELECT sum(accepted) FROM minutes"), 5);
    const stats::Figures figures = figuresAt(*store, kNewest_s);
    QCOMPARE(figures.day.total, 2);
    QCOMPARE(figures.hour.total, 1);
    std::int64_t weeks = 0;
    for (const auto& series : figures.week.series) {
        for (const auto& count : series.counts)
            weeks += count.value_or(0);
    }
    QCOMPARE(weeks, 4); // but the hundred days old one
}

void TestStore::aCheckpointWrittenTwiceCountsOnce()
{
    const auto store = open(scratch_.fresh());
    Gathering gathering;
    Draws draws(3);
    gathering.add(saleAt(kNewest_s, 1, draws));
    const Checkpoint first = gathering.take();
    gathering.add(saleAt(kNewest_s, 2, draws));
    const Checkpoint second = gathering.take();
    store->write(first, 1);
    const std::string once = test::textOf(*store);
    store->write(first, 1);
    QCOMPARE(test::difference(once, test::textOf(*store)), std::string());
    store->write(second, 2);
    const std::string twice = test::textOf(*store);
    QVERIFY(once != twice);
    store->write(second, 2);
    store->write(first, 1);
    QCOMPARE(test::difference(twice, test::textOf(*store)), std::string());
}

void TestStore::aHeldPurchaseOfAnAbsentFeedWaits()
{
    const std::string path = scratch_.fresh();
    constexpr std::int64_t now_ms = kNewest_s * 1000;
    const auto ahead = [&](std::size_t feed, std::uint64_t id) {
        Arrival arrival{.now_ms = now_ms, .feed = feed, .batch = {}};
        examples::add(arrival.batch.events, examples::purchase(id, now_ms + 3'600'000));
        arrival.batch.cursor = test::cursorOf(id);
        return arrival;
    };
    std::vector<stats::Sighting> pulses;
    {
        StoredWall both(path, {.feeds = 2}, TimeRule::Clock);
        both.start(now_ms);
        both.tally().take(1, ahead(1, 1).batch, now_ms, pulses);
        both.save();
    }
    {
        StoredWall one(path, {.feeds = 1}, TimeRule::Clock);
        one.start(now_ms);
        one.tally().take(0, ahead(0, 2).batch, now_ms, pulses);
        one.save();
    }
    StoredWall both(path, {.feeds = 2}, TimeRule::Clock);
    both.start(now_ms);
    QCOMPARE(both.tally().snapshot(now_ms).ledger.future, 2);
    both.tally().advance(now_ms + 3'600'000);
    const engine::Snapshot snapshot = both.tally().snapshot(now_ms + 3'600'000);
    QCOMPARE(snapshot.ledger.future, 0);
    QCOMPARE(snapshot.figures.hour.total, 2);
}

void TestStore::aHeldPurchaseThatCannotBeIsDamage_data()
{
    QTest::addColumn<std::string>("change");
    QTest::addColumn<bool>("is_damage");
    const auto row = [](const char* name, const std::string& change, bool is_damage) {
        QTest::newRow(name) << change << is_damage;
    };
    row("none", "number = number", false);
    row("of nothing", "amount = 0", false);
    row("not accepted, below zero", "amount = -1, accepted = 0", false);
    row("below zero", "amount = -1", true);
    row("before times begin", std::format("time_ms = {}", event::kFirstTime_ms - 1), true);
    row("after times end", std::format("time_ms = {}", event::kEndTime_ms), true);
}

void TestStore::aHeldPurchaseThatCannotBeIsDamage()
{
    QFETCH(const std::string, change);
    QFETCH(const bool, is_damage);
    StoredWall wall(scratch_.fresh(), {.feeds = 1}, TimeRule::Clock);
    wall.start(kNewest_s * 1000);
    feed::Batch batch;
    examples::add(batch.events, examples::purchase(1, kNewest_s * 1000 + 3'600'000));
    std::vector<stats::Sighting> pulses;
    QVERIFY(wall.tally().take(0, batch, kNewest_s * 1000, pulses));
    wall.save();
    wall.store().database().run("UPDATE held SET " + change);
    const std::vector<std::string> feeds{test::feedsOf({.feeds = 1})[0].name};
    if (is_damage)
        QVERIFY_THROWS_EXCEPTION(store::DatabaseError, wall.store().held(feeds));
    else
        QCOMPARE(wall.store().held(feeds).size(), 1U);
}

void TestStore::aClockThatLostTheTimeHidesNothing()
{
    StoredWall wall(scratch_.fresh(), {.feeds = 1}, TimeRule::Clock);
    wall.start(kNewest_s * 1000);
    Arrival arrival{.now_ms = kNewest_s * 1000, .feed = 0, .batch = {}};
    examples::add(arrival.batch.events, examples::purchase(1, kNewest_s * 1000));
    std::vector<stats::Sighting> pulses;
    QVERIFY(wall.tally().take(0, arrival.batch, arrival.now_ms, pulses));
    wall.save();
    for (const std::int64_t now_ms : {std::int64_t{1000}, kNewest_s * 1000 - 600'000}) {
        wall.start(now_ms);
        const engine::Snapshot snapshot = wall.tally().snapshot(now_ms);
        QCOMPARE(snapshot.figures.at_ms, kNewest_s * 1000 + 999);
        QCOMPARE(snapshot.figures.hour.total, 1);
        QCOMPARE(snapshot.clock_behind_ms, kNewest_s * 1000 - now_ms / 1000 * 1000);
    }
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
