// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/presentdesk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::view;
using engine::Desk;

namespace {

constexpr std::int64_t kEnd = 1'299'769'260; // 2011-03-10 15:01:00 UTC
constexpr std::int64_t kT_ms = kEnd * 1000 + 15'123;

event::Country country(const char* code)
{
    return event::Country::fromCode(code).value_or(event::Country());
}

/// Of a level 5 a minute, of 6 to 8 the weeks before.
Desk::Scope scope(std::optional<event::Country> of)
{
    Desk::Scope scope{.country = of, .hour = {.accepted = 279, .attempts = 300}, .usual = 420};
    scope.before = {.accepted = 1150, .attempts = 1200};
    scope.minutes.fill(5);
    scope.band.emplace();
    scope.band->least.fill(6);
    scope.band->most.fill(8);
    return scope;
}

engine::Snapshot snapshot()
{
    engine::Snapshot snapshot;
    snapshot.wall_ms = kT_ms;
    snapshot.figures.at_ms = kT_ms;
    snapshot.has_events = true;
    snapshot.zone = "Europe/Stockholm";
    snapshot.desk.end = kEnd;
    snapshot.desk.scopes = {scope({}), scope(country("fi")), scope(event::Country())};
    snapshot.desk.countries = {
        {.country = country("fi"), .accepted = 12, .expected = 152, .is_low = true},
        {.country = event::Country(), .accepted = 100, .expected = 90},
        {.country = country("se"), .accepted = 40, .expected = 40},
        {.country = country("no"), .accepted = 1500, .expected = {}}};
    snapshot.ledger.accepted = 1000;
    snapshot.ledger.not_accepted = 200;
    snapshot.ledger.late = 3;
    return snapshot;
}

DeskView shown(const engine::Snapshot& snapshot)
{
    return presentDesk(snapshot, BusinessTime(snapshot.zone));
}

} // namespace

class TestPresentDesk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countriesSayWhatIsMissingOfWhatIsExpected();
    void aStoreIsLowWhereChanceDoesNotExplainIt();
    void scopesHaveTheirMinutesBandAndTiles();
    void withoutComparisonNothingIsUsual();
    void notAllIsNeverAHundredPercent();
    void hoursAreThoseOfTheZone_data();
    void hoursAreThoseOfTheZone();
    void deploysStandAtTheirMinute();
    void beforeTheFirstPurchaseItWaits();
    void whereThereIsNothingItSaysSo();
};

void TestPresentDesk::countriesSayWhatIsMissingOfWhatIsExpected()
{
    const std::vector<DeskRowView> expected = {
        {.key = u"fi"_s, .name = u"FI"_s, .change = u"−140 of 152"_s, .is_low = true},
        {.key = {}, .name = u"no country"_s, .change = u"+10 of 90"_s},
        {.key = u"se"_s, .name = u"SE"_s, .change = u"±0 of 40"_s},
        {.key = u"no"_s, .name = u"NO"_s, .change = formatCount(1500)}};
    QCOMPARE(shown(snapshot()).countries, expected);

    engine::Snapshot many = snapshot();
    many.desk.countries.resize(12, {.country = country("de")});
    QCOMPARE(shown(many).countries.size(), Desk::kCountries);
}

void TestPresentDesk::aStoreIsLowWhereChanceDoesNotExplainIt()
{
    engine::Snapshot one = snapshot();
    // Three roots of 100 are 30; a ghost is low however few it is.
    one.usual_stores = {{.eid = 1, .merchant = "A", .expected = 100, .so_far = 69},
                        {.eid = 2, .merchant = "", .expected = 100, .so_far = 70},
                        {.eid = 3, .merchant = "C", .expected = 3, .so_far = 0, .is_ghost = true}};
    const auto stores = shown(one).stores;
    QCOMPARE(stores.size(), 3U);
    QCOMPARE(stores[0],
             (DeskRowView{.key = {}, .name = u"A"_s, .change = u"−31 of 100"_s, .is_low = true}));
    QCOMPARE(stores[1].name, u"EID 2"_s);
    QVERIFY(!stores[1].is_low);
    QVERIFY(stores[2].is_low);

    one.usual_stores.resize(9, {.eid = 4});
    QCOMPARE(shown(one).stores.size(), 5U);
}

void TestPresentDesk::scopesHaveTheirMinutesBandAndTiles()
{
    const DeskView view = shown(snapshot());
    QCOMPARE(view.scopes.size(), 3U);
    QCOMPARE(view.scopes[0].name, QString());
    QCOMPARE(view.scopes[1].key, u"fi"_s);
    QCOMPARE(view.scopes[1].name, u"FI"_s);
    QCOMPARE(view.scopes[2].key, QString());
    QCOMPARE(view.scopes[2].name, u"no country"_s);
    const DeskScopeView& all = view.scopes[0];
    QVERIFY(all.has_band);
    QCOMPARE(all.minutes[179], 5);
    QCOMPARE(all.least[0], 6);
    QCOMPARE(all.most[0], 8);
    QCOMPARE(all.maximum, 8.0);
    QCOMPARE(all.tiles[0], (DeskTileView{u"Attempts, last hour"_s, u"300"_s, u"usual 420"_s}));
    QCOMPARE(all.tiles[1], (DeskTileView{u"Accepted of them"_s, u"93.0%"_s, u"usual 95.8%"_s}));
    QCOMPARE(all.tiles[2], (DeskTileView{u"Late, since start"_s, u"3"_s,
                                         u"over 1 min, of %1"_s.arg(formatCount(1200))}));
}

void TestPresentDesk::withoutComparisonNothingIsUsual()
{
    engine::Snapshot one = snapshot();
    one.desk.scopes[0].band.reset();
    one.desk.scopes[0].usual.reset();
    one.desk.scopes[0].before = {};
    one.desk.scopes[0].hour = {};
    const DeskScopeView all = shown(one).scopes[0];
    QVERIFY(!all.has_band);
    QCOMPARE(all.maximum, 5.0);
    QCOMPARE(all.tiles[0].note, QString());
    QCOMPARE(all.tiles[1].number, u"–"_s);
    QCOMPARE(all.tiles[1].note, QString());
}

void TestPresentDesk::notAllIsNeverAHundredPercent()
{
    engine::Snapshot one = snapshot();
    one.desk.scopes[0].hour = {.accepted = 99'999, .attempts = 100'000};
    QCOMPARE(shown(one).scopes[0].tiles[1].number, u"99.9%"_s);
    one.desk.scopes[0].hour = {.accepted = 100'000, .attempts = 100'000};
    QCOMPARE(shown(one).scopes[0].tiles[1].number, u"100.0%"_s);
}

void TestPresentDesk::hoursAreThoseOfTheZone_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<double>("first");
    QTest::addColumn<QString>("label");
    // The minutes begin at 12:01 UTC.
    QTest::newRow("Stockholm") << u"Europe/Stockholm"_s << 59.0 << u"14:00"_s;
    QTest::newRow("half hours") << u"Asia/Kolkata"_s << 29.0 << u"18:00"_s;
}

void TestPresentDesk::hoursAreThoseOfTheZone()
{
    QFETCH(const QString, zone);
    QFETCH(const double, first);
    QFETCH(const QString, label);
    engine::Snapshot one = snapshot();
    one.zone = zone.toStdString();
    const auto hours = shown(one).hours;
    QCOMPARE(hours.size(), 3U);
    QCOMPARE(hours[0], (DeskMark{first, label}));
    QCOMPARE(hours[1].x, first + 60);
}

void TestPresentDesk::deploysStandAtTheirMinute()
{
    engine::Snapshot one = snapshot();
    one.desk.deploys = {{.time_ms = (kEnd - 90 * 60) * 1000, .service = "checkout", .version = "2"},
                        {.time_ms = kT_ms}};
    const std::vector<DeskMark> expected = {{90, u"checkout 2"_s}, {180, u"deploy"_s}};
    QCOMPARE(shown(one).deploys, expected);
}

void TestPresentDesk::beforeTheFirstPurchaseItWaits()
{
    engine::Snapshot one = snapshot();
    one.has_events = false;
    const DeskView view = shown(one);
    QVERIFY(view.scopes.empty());
    QCOMPARE(view.countries_note, u"Waiting for the first purchase"_s);
    QCOMPARE(view.stores_note, view.countries_note);
    QVERIFY(!view.nothing.has_minutes);
    QCOMPARE(view.nothing.verdict.text, u"Waiting for the first purchase"_s);
    for (const DeskTileView& tile : view.nothing.tiles) {
        QVERIFY(!tile.label.isEmpty());
        QCOMPARE(tile.number, u"–"_s);
    }
}

void TestPresentDesk::whereThereIsNothingItSaysSo()
{
    engine::Snapshot one = snapshot();
    QVERIFY(shown(one).countries_note.isEmpty());
    QVERIFY(!shown(one).stores_note.isEmpty());
    one.desk.countries.clear();
    QCOMPARE(shown(one).countries_note, u"Reading the weeks before"_s);
    QCOMPARE(shown(one).stores_note, shown(one).countries_note);
    one.desk.scopes[0].hour = {};
    QVERIFY(shown(one).countries_note.startsWith(u"No purchase"_s));
}

QTEST_GUILESS_MAIN(TestPresentDesk)
#include "tst_presentdesk.moc"
