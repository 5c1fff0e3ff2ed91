// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/packing.h"
#include "tests/models/stats/examples.h"
#include "tests/models/store/times.h"

#include <rapidcheck.h>

#include <QTest>

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

using namespace livewall;
using namespace livewall::store;

namespace {

constexpr std::int64_t kHour = 360'000; // of 2011
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

auto fields(const stats::Delta& delta)
{
    return std::tuple(delta.second, delta.eid, delta.country, delta.currency, delta.accepted,
                      delta.not_accepted, delta.sum);
}

bool isSame(const std::vector<stats::Delta>& a, const std::vector<stats::Delta>& b)
{
    return std::ranges::equal(a, b, {}, fields, fields);
}

/// Nothing where it says false.
std::optional<std::vector<stats::Delta>> cellsOf(std::string_view packed, std::int64_t second)
{
    std::vector<stats::Delta> cells;
    if (!unpackCells(packed, second, [&](const stats::Delta& cell) { cells.push_back(cell); }))
        return std::nullopt;
    return cells;
}

std::optional<std::vector<Remembered>> identitiesOf(std::string_view packed, std::int64_t hour)
{
    std::vector<Remembered> all;
    if (!unpackIdentities(packed, hour, [&](const Remembered& one) { all.push_back(one); }))
        return std::nullopt;
    return all;
}

std::optional<std::vector<NameSpan>> namesOf(std::string_view packed)
{
    std::vector<NameSpan> names;
    if (!unpackNames(packed, [&](const NameSpan& one) { names.push_back(one); }))
        return std::nullopt;
    return names;
}

bool isSame(const std::vector<Remembered>& a, const std::vector<Remembered>& b)
{
    return std::ranges::equal(a, b, [](const Remembered& one, const Remembered& other) {
        return one.identity == other.identity && one.time_ms == other.time_ms;
    });
}

bool isSame(const std::vector<NameSpan>& a, const std::vector<NameSpan>& b)
{
    const auto all = [](const NameSpan& one) {
        return std::tuple(one.eid, one.first_ms, one.newest_ms, one.name);
    };
    return std::ranges::equal(a, b, {}, all, all);
}

event::Int128 wide(std::int64_t high, std::uint64_t low)
{
    return static_cast<event::Int128>(high) * (event::Int128{1} << 64) + low;
}

const std::vector<event::Country>& countries()
{
    static const std::vector<event::Country> all = {{},
                                                    examples::country("se"),
                                                    examples::country("fi"),
                                                    examples::country("aa"),
                                                    examples::country("zz")};
    return all;
}

const std::vector<event::Currency>& currencies()
{
    static const std::vector<event::Currency> all = {
        {}, examples::currency("SEK"), examples::currency("JPY"), examples::currency("EEK")};
    return all;
}

/// Small numbers and the greatest.
rc::Gen<std::int64_t> numbers()
{
    return rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 300),
                          rc::gen::inRange<std::int64_t>(0, kMost), rc::gen::just(kMost));
}

rc::Gen<stats::Delta> cells()
{
    return rc::gen::exec([] {
        stats::Delta cell{.second = kHour * 3600};
        cell.eid = *numbers();
        cell.country = *rc::gen::elementOf(countries());
        cell.currency = *rc::gen::elementOf(currencies());
        cell.accepted = *numbers();
        cell.not_accepted = *numbers();
        const auto high =
            *rc::gen::oneOf(rc::gen::just<std::int64_t>(0), rc::gen::just<std::int64_t>(-1),
                            rc::gen::arbitrary<std::int64_t>());
        cell.sum = wide(high, *rc::gen::arbitrary<std::uint64_t>());
        return cell;
    });
}

/// Cells that can stand in one bucket: ordered and distinct.
std::vector<stats::Delta> drawBucket()
{
    auto bucket = *rc::gen::container<std::vector<stats::Delta>>(cells());
    const auto key = [](const stats::Delta& cell) {
        return std::tuple(cell.eid, cell.country, cell.currency);
    };
    std::ranges::sort(bucket, {}, key);
    const auto repeated = std::ranges::unique(bucket, {}, key);
    bucket.erase(repeated.begin(), repeated.end());
    return bucket;
}

std::vector<Remembered> drawIdentities()
{
    return *rc::gen::container<std::vector<Remembered>>(rc::gen::exec([] {
        return Remembered{
            {*rc::gen::arbitrary<std::uint64_t>(), *rc::gen::arbitrary<std::uint64_t>()},
            kHour * 3'600'000 + *rc::gen::inRange<std::int64_t>(0, 3'600'000)};
    }));
}

std::vector<NameSpan> drawNames()
{
    return *rc::gen::container<std::vector<NameSpan>>(rc::gen::exec([] {
        const std::int64_t first_ms = *numbers();
        return NameSpan{*numbers(), first_ms, std::max(first_ms, *numbers()),
                        *rc::gen::nonEmpty(rc::gen::arbitrary<std::string>())};
    }));
}

} // namespace

class TestPacking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::setCases(500); }

    void cellsComeBackAsTheyWere();
    void theWidestCellComesBack();
    void identitiesComeBackInTheirOrder();
    void namesComeBackAsTheyWere();
    void everyTruncationOfCellsIsRefused();
    void aTruncationIsRefusedOrABeginning();
    void anyBytesAreSafe();
    void aChangedByteIsSafe();
    void aTimeBeyondItsHourIsRefused();
    void moreIsNotPromisedThanTheBytesHold();
    void equalKeysAreAddedUp();
};

void TestPacking::cellsComeBackAsTheyWere()
{
    QVERIFY(rc::check([] {
        const auto bucket = drawBucket();
        const auto back = cellsOf(packCells(bucket), kHour * 3600);
        RC_ASSERT(back.has_value());
        RC_ASSERT(isSame(bucket, *back));
    }));
}

void TestPacking::theWidestCellComesBack()
{
    const event::Int128 most = wide(kMost, UINT64_MAX);
    std::vector<stats::Delta> bucket;
    for (const event::Int128 sum : {most, -most - 1, event::Int128{0}, event::Int128{-1}}) {
        bucket.push_back({.second = 7,
                          .eid = kMost - 4 + static_cast<std::int64_t>(bucket.size()),
                          .accepted = kMost,
                          .not_accepted = kMost,
                          .sum = sum});
    }
    const auto back = cellsOf(packCells(bucket), 7);
    QVERIFY(back.has_value());
    QVERIFY(isSame(bucket, *back));
    QVERIFY(cellsOf(packCells({}), 7)->empty());
}

void TestPacking::identitiesComeBackInTheirOrder()
{
    QVERIFY(rc::check([] {
        const auto all = drawIdentities();
        const std::string packed = packIdentities(all, kHour);
        RC_ASSERT(packed.size() == 1 + 20 * all.size());
        const auto back = identitiesOf(packed, kHour);
        RC_ASSERT(back.has_value());
        RC_ASSERT(isSame(all, *back));
    }));
}

void TestPacking::namesComeBackAsTheyWere()
{
    QVERIFY(rc::check([] {
        const auto names = drawNames();
        const auto back = namesOf(packNames(names));
        RC_ASSERT(back.has_value());
        RC_ASSERT(isSame(names, *back));
    }));
    const std::vector<NameSpan> longest = {{kMost, kMost, kMost, std::string(800, '\xff')},
                                           {1, 0, kMost, std::string("a\0b", 3)}};
    QVERIFY(isSame(longest, namesOf(packNames(longest)).value()));
}

void TestPacking::everyTruncationOfCellsIsRefused()
{
    QVERIFY(rc::check([] {
        const std::string packed = packCells(drawBucket());
        for (std::size_t size = 0; size < packed.size(); ++size)
            RC_ASSERT(!cellsOf(packed.substr(0, size), 0).has_value());
        RC_ASSERT(!cellsOf(packed + '\0', 0).has_value());
    }));
}

/// Identities and names have no count before them: their blob's own length is it.
void TestPacking::aTruncationIsRefusedOrABeginning()
{
    QVERIFY(rc::check([] {
        const auto all = drawIdentities();
        const std::string packed = packIdentities(all, kHour);
        for (std::size_t size = 0; size < packed.size(); ++size) {
            const auto back = identitiesOf(packed.substr(0, size), kHour);
            RC_ASSERT(back.has_value() == (size % 20 == 1));
        }
        const auto names = drawNames();
        const std::string packed_names = packNames(names);
        for (std::size_t size = 0; size < packed_names.size(); ++size) {
            const auto back = namesOf(packed_names.substr(0, size));
            if (!back)
                continue;
            RC_ASSERT(back->size() < names.size());
            RC_ASSERT(packNames(*back) == packed_names.substr(0, size));
        }
    }));
}

void TestPacking::anyBytesAreSafe()
{
    QVERIFY(rc::check([] {
        auto bytes = *rc::gen::arbitrary<std::string>();
        for (const char form : {'\0', '\1', '\2', '\3', '\4'}) {
            bytes.insert(bytes.begin(), form);
            const auto cells = cellsOf(bytes, 0);
            RC_ASSERT((!cells || form == '\1'));
            const auto identities = identitiesOf(bytes, kHour);
            RC_ASSERT((!identities || form == '\2'));
            const auto names = namesOf(bytes);
            RC_ASSERT((!names || form == '\3'));
            bytes.erase(bytes.begin());
        }
        cellsOf(bytes, 0);
        identitiesOf(bytes, kHour);
        namesOf(bytes);
    }));
    QVERIFY(!cellsOf("", 0) && !identitiesOf("", 0) && !namesOf(""));
}

void TestPacking::aChangedByteIsSafe()
{
    QVERIFY(rc::check([] {
        std::string packed = packCells(drawBucket());
        const auto at = *rc::gen::inRange<std::size_t>(0, packed.size());
        packed[at] = *rc::gen::arbitrary<char>();
        const auto back = cellsOf(packed, 0);
        // What is taken for cells can be written again.
        if (back && std::ranges::is_sorted(*back, {}, &stats::Delta::eid))
            packCells(*back);
        for (const stats::Delta& cell : back.value_or(std::vector<stats::Delta>())) {
            RC_ASSERT(cell.eid >= 0);
            RC_ASSERT(cell.accepted >= 0);
            RC_ASSERT(cell.not_accepted >= 0);
        }
    }));
}

void TestPacking::aTimeBeyondItsHourIsRefused()
{
    const Remembered last{examples::identity(1), kHour * 3'600'000 + 3'599'999};
    const Remembered beyond{examples::identity(1), kHour * 3'600'000 + 3'600'000};
    QVERIFY(identitiesOf(packIdentities(std::array{last}, kHour), kHour).has_value());
    QVERIFY(!identitiesOf(packIdentities(std::array{beyond}, kHour), kHour).has_value());
}

void TestPacking::moreIsNotPromisedThanTheBytesHold()
{
    // 2^63 codes, 2^63 cells, a text of 2^63 bytes: no memory is taken for them.
    const std::string huge = "\xff\xff\xff\xff\xff\xff\xff\xff\x7f";
    QVERIFY(!cellsOf("\1" + huge, 0));
    QVERIFY(!cellsOf(std::string("\1\0", 2) + huge, 0));
    QVERIFY(!namesOf("\3\1\1\1" + huge));
    // A number of more than 64 bits.
    QVERIFY(!namesOf("\3" + std::string(10, '\xff') + "\1\1\1\1a"));
    // A newest time beyond 2^63.
    QVERIFY(!namesOf("\3\1" + huge + "\1\1a"));
    // An eid that overflows: 2^63-1 and then one more.
    const stats::Delta last{.eid = kMost, .accepted = 1};
    std::string packed = packCells(std::array{last});
    packed[packed.size() - 13] = 2; // cells
    QCOMPARE(packed.substr(packed.size() - 13, 2), std::string("\2\xff"));
    packed += std::string("\1\0\1\0\0", 5);
    QVERIFY(!cellsOf(packed, 0));
}

void TestPacking::equalKeysAreAddedUp()
{
    const auto se = examples::country("se");
    const auto sek = examples::currency("SEK");
    std::vector<stats::Delta> cells = {
        {10, 2, se, sek, 1, 0, 100},
        {10, 1, {}, sek, 2, 1, 5},
        {11, 2, se, sek, 3, 2, -50},
        {12, 2, {}, sek, 1, 1, 7},
    };
    mergeCells(cells);
    QVERIFY(isSame(
        cells, {{10, 1, {}, sek, 2, 1, 5}, {12, 2, {}, sek, 1, 1, 7}, {10, 2, se, sek, 4, 2, 50}}));
    std::vector<stats::Delta> none;
    mergeCells(none);
    QVERIFY(none.empty());
}

QTEST_GUILESS_MAIN(TestPacking)
#include "tst_packing.moc"
