// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/mappage.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

#include "resources/resources.h"
#include "tests/widgets/screensizes.h"
#include "widgets/map/mercator.h"

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;

namespace {

constexpr std::int64_t kT_ms = 1'299'769'275'123;
constexpr std::int64_t kStart_ms = 1'000;
constexpr QSize kFullHd(1920, 1080);
constexpr geo::Point kStockholm{59.3293, 18.0686};
const QString kTiles = QStringLiteral(LIVEWALL_TILES);

view::MapPoint soldAt(const geo::Point& point, std::int64_t count = 1)
{
    view::MapPoint sold;
    sold.has_location = true;
    sold.latitude = point.latitude;
    sold.longitude = point.longitude;
    sold.count = count;
    sold.time_ms = kT_ms;
    return sold;
}

view::MapPoint soldIn(const QString& country, const QString& city = {})
{
    view::MapPoint sold;
    sold.country = country;
    sold.city = city;
    sold.time_ms = kT_ms;
    return sold;
}

view::WallView wallWith(std::vector<view::MapPoint> day, std::vector<view::MapPoint> recent = {})
{
    view::WallView wall;
    wall.sequence = 1;
    wall.at_ms = kT_ms;
    wall.condition = view::Condition::Good;
    wall.map.rate = u"87 a minute"_s;
    wall.map.day = std::move(day);
    wall.map.recent = std::move(recent);
    return wall;
}

/// From Lisbon to Helsinki.
view::WallView europe()
{
    return wallWith({soldAt({38.7, -9.1}, 100), soldAt({60.2, 24.9}, 100)});
}

/// A folder with every tile of the zooms 0 to 3: even ones red, odd ones blue.
void drawChequeredTiles(const QDir& folder)
{
    for (int zoom = 0; zoom <= 3; ++zoom) {
        for (int x = 0; x < 1 << zoom; ++x) {
            const QString column = u"%1/%2"_s.arg(zoom).arg(x);
            QVERIFY(folder.mkpath(column));
            for (int y = 0; y < 1 << zoom; ++y) {
                QImage tile(256, 256, QImage::Format_RGB32);
                tile.fill((x + y) % 2 ? Qt::blue : Qt::red);
                QVERIFY(tile.save(folder.filePath(u"%1/%2.png"_s.arg(column).arg(y))));
            }
        }
    }
}

/// A page of some size that shows a wall.
class Shown
{
public:
    explicit Shown(view::WallView wall, QSize size = kFullHd, const QString& tiles = kTiles)
        : page(tiles, Theme::dark()), wall_(std::make_shared<view::WallView>(std::move(wall)))
    {
        page.resize(size);
        page.show();
        advance();
    }

    Motion advance(std::int64_t passed_ms = 0, std::vector<view::MapPoint> pulses = {})
    {
        now_ms_ += passed_ms;
        return page.advance({wall_, std::move(pulses), now_ms_});
    }

    void show(view::WallView wall) { wall_ = std::make_shared<view::WallView>(std::move(wall)); }

    /// Counts turns and not time: a machine may stop a test for a while.
    [[nodiscard]] bool waitUntilComplete()
    {
        for (int turn = 0; turn < 3'000 && !page.isComplete(); ++turn) {
            QTest::qWait(5);
            advance();
        }
        return page.isComplete();
    }

    QImage picture() { return page.grab().toImage().convertToFormat(QImage::Format_RGB32); }

    QPoint pixelOf(const geo::Point& point) const
    {
        return page.viewport().toPixel(toWorld(point)).toPoint();
    }

    MapPage page;

private:
    std::shared_ptr<const view::WallView> wall_;
    std::int64_t now_ms_ = kStart_ms;
};

int countPixels(const QImage& image, const QRect& where, const QColor& color)
{
    int count = 0;
    const QRect inside = where & image.rect();
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        for (int x = inside.left(); x <= inside.right(); ++x)
            count += image.pixelColor(x, y) == color ? 1 : 0;
    }
    return count;
}

QRect around(QPoint middle, int reach)
{
    return {middle - QPoint(reach, reach), middle + QPoint(reach, reach)};
}

} // namespace

class TestMapPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();

    void landAndWaterLieWhereTheyAre_data();
    void landAndWaterLieWhereTheyAre();
    void marksAndTilesShareOneProjection_data();
    void marksAndTilesShareOneProjection();
    void tilesMeetWhereTheProjectionSays();
    void pageFillsTheWindowToTheStatusBar_data();
    void pageFillsTheWindowToTheStatusBar();

    void sameFrameIsTheSamePicture();
    void tilesWithOddCharactersInTheirPathAreFound();

    void missingFolderIsSaidAndNeverComplete_data();
    void missingFolderIsSaidAndNeverComplete();
    void missingTileIsNeverComplete();
    void notCompleteBeforeTheFirstFrame();

    void pulseBeginsAtItsPlaceAndPasses();
    void shapeSaysHowWellThePlaceIsKnown();
    void lastHourGlowsAndGreysWhenStale();
    void noPulsesWhileStaleOrCatchingUp_data();
    void noPulsesWhileStaleOrCatchingUp();
    void purchaseOutOfViewIsNoPulse();

    void defaultViewIsWhereTheLastDayWas();
    void viewMovesRarelyAndWithEase();
    void newSizeShowsTheSamePart();
    void placeIsTheNewestAndStandsForAWhile();
    void lastPlaceBeforeStaleDoesNotWait();
    void inputGoesToTheWindow();

    void cameraFliesToAPurchaseAndNamesIt();
    void onAStalePageNothingFlies();
    void withoutATourTheViewOfAllStays();
    void pageThatWasHiddenBeginsWithTheViewOfAll();
    void whoDragsTheMapHoldsItForAWhile();
    void wheelZoomsAboutTheCursor();

private:
    static void pass(Shown& shown, std::int64_t ms, const std::vector<view::MapPoint>& pulses = {});
};

void TestMapPage::initTestCase()
{
    QTest::failOnWarning();
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestMapPage::landAndWaterLieWhereTheyAre_data()
{
    addScreenSizes();
}

void TestMapPage::landAndWaterLieWhereTheyAre()
{
    QFETCH(QSize, size);
    Shown shown(europe(), size);
    QVERIFY(shown.waitUntilComplete());
    const QImage picture = shown.picture();
    for (const geo::Point land : {geo::Point{47.0, 2.5}, {52.5, -1.5}, {51.3, 10.0}, {53.5, 28.0}})
        QCOMPARE(picture.pixelColor(shown.pixelOf(land)), Theme::dark().land);
    for (const geo::Point water : {geo::Point{55.5, 3.0}, {45.5, -6.0}, {42.0, 5.5}, {57.5, 19.5}})
        QCOMPARE(picture.pixelColor(shown.pixelOf(water)), Theme::dark().water);
}

void TestMapPage::marksAndTilesShareOneProjection_data()
{
    QTest::addColumn<view::WallView>("wall");
    QTest::newRow("Europe") << europe();
    QTest::newRow("one town") << wallWith({soldAt({65.85, 24.15})});
    QTest::newRow("across the 180th meridian")
        << wallWith({soldAt({-17.7, 178.0}), soldAt({-13.8, -171.8})});
    QTest::newRow("far south") << wallWith({soldAt({-77.8, 166.7})});
    QTest::newRow("the world") << wallWith({});
}

/// Round each corner of tiles that is in view lie four tiles, as they are chequered.
void TestMapPage::marksAndTilesShareOneProjection()
{
    QFETCH(view::WallView, wall);
    QTemporaryDir folder;
    drawChequeredTiles(QDir(folder.path()));
    Shown shown(wall, kFullHd, folder.path());
    QVERIFY(shown.waitUntilComplete());
    const Viewport& viewport = shown.page.viewport();
    const int side = 1 << static_cast<int>(std::floor(viewport.camera().zoom));
    const QImage picture = shown.picture();
    const Units units(kFullHd);
    const QRectF clear(units.u(1), units.u(units.contentTop() + 8),
                       units.u(units.size().width() - 30),
                       units.u(units.statusTop() - units.contentTop() - 27));
    int corners = 0;
    for (int x = 0; x < side; ++x) {
        for (int y = 1; y < side; ++y) {
            const QPointF corner = viewport.toPixel(QPointF(x, y) / side);
            if (!clear.contains(corner))
                continue;
            const QColor even = (x + y) % 2 ? Qt::blue : Qt::red;
            const QColor odd = (x + y) % 2 ? Qt::red : Qt::blue;
            const std::array about{QPointF(2, 2), QPointF(-3, -3), QPointF(2, -3), QPointF(-3, 2)};
            std::vector<QColor> colors;
            for (const QPointF& offset : about)
                colors.push_back(picture.pixelColor((corner + offset).toPoint()));
            // Some lie under a city's name or a mark.
            if (std::ranges::all_of(
                    colors, [&](const QColor& color) { return color == even || color == odd; })) {
                QCOMPARE(colors, (std::vector<QColor>{even, even, odd, odd}));
                ++corners;
            }
        }
    }
    QVERIFY(corners > 0);
}

void TestMapPage::tilesMeetWhereTheProjectionSays()
{
    QTemporaryDir folder;
    drawChequeredTiles(QDir(folder.path()));
    Shown shown(wallWith({soldAt({60, -100}, 100), soldAt({-30, 60}, 100)}), kFullHd,
                folder.path());
    QVERIFY(shown.waitUntilComplete());
    const Viewport& viewport = shown.page.viewport();
    const int side = 1 << static_cast<int>(std::floor(viewport.camera().zoom));
    const QImage picture = shown.picture();
    const auto colorAt = [&](QPointF at) { return picture.pixelColor(at.toPoint()); };
    // Greenwich is an edge of tiles; so is the equator.
    const QPointF edge = viewport.toPixel({0.5, 0.5 + 0.5 / side});
    QCOMPARE(colorAt(edge + QPointF(2, 0)), QColor(Qt::red));
    QCOMPARE(colorAt(edge - QPointF(3, 0)), QColor(Qt::blue));
    const QPointF equator = viewport.toPixel({0.5 + 0.5 / side, 0.5});
    QCOMPARE(colorAt(equator + QPointF(0, 2)), QColor(Qt::red));
    QCOMPARE(colorAt(equator - QPointF(0, 3)), QColor(Qt::blue));
}

void TestMapPage::pageFillsTheWindowToTheStatusBar_data()
{
    addScreenSizes();
}

void TestMapPage::pageFillsTheWindowToTheStatusBar()
{
    QFETCH(QSize, size);
    Shown shown(europe(), size);
    QVERIFY(shown.waitUntilComplete());
    const Units units(size);
    const auto bottom = static_cast<int>(std::lround(units.u(units.statusTop() - 1)));
    QCOMPARE(shown.page.viewport().size().toSize(), QSize(size.width(), bottom));
    const QImage picture = shown.picture();
    const QRect below(0, bottom, size.width(), size.height());
    const QRect status = below & picture.rect();
    QCOMPARE(countPixels(picture, status, Theme::dark().ground), status.width() * status.height());
}

void TestMapPage::sameFrameIsTheSamePicture()
{
    view::WallView wall = europe();
    wall.map.recent = {soldAt(kStockholm), soldIn(u"fi"_s, u"Tornio"_s), soldIn(u"gb"_s)};
    Shown first(wall);
    QVERIFY(first.waitUntilComplete());
    const QImage picture = first.picture();
    QCOMPARE(first.picture(), picture);
    Shown second(wall);
    QVERIFY(second.waitUntilComplete());
    QCOMPARE(second.picture(), picture);
}

void TestMapPage::tilesWithOddCharactersInTheirPathAreFound()
{
    QTemporaryDir folder;
    const QString tiles = folder.filePath(u"Kartor & 100% åäö/a b#c?"_s);
    QVERIFY(QDir().mkpath(tiles));
    drawChequeredTiles(QDir(tiles));
    Shown shown(wallWith({}), kFullHd, tiles);
    QVERIFY(shown.waitUntilComplete());
}

void TestMapPage::missingFolderIsSaidAndNeverComplete_data()
{
    QTest::addColumn<QString>("tiles");
    QTest::newRow("no folder is known") << QString();
    QTest::newRow("it is not there") << u"/nowhere/tiles"_s;
    QTest::newRow("it has no tiles") << QDir::tempPath();
}

void TestMapPage::missingFolderIsSaidAndNeverComplete()
{
    QFETCH(QString, tiles);
    Shown shown(europe(), kFullHd, tiles);
    QVERIFY(!shown.page.isComplete());
    // Words in second text in the middle of the map, which names no cities then.
    const QRect middle(480, 400, 960, 160);
    QVERIFY(countPixels(shown.picture(), middle, Theme::dark().secondary) > 200);
}

void TestMapPage::missingTileIsNeverComplete()
{
    QTemporaryDir folder;
    const QDir tiles(folder.path());
    drawChequeredTiles(tiles);
    const view::WallView wall = wallWith({soldAt({60, -100}, 100), soldAt({-30, 60}, 100)});
    int zoom = 0;
    QPoint lost; // the tile in the middle of the view
    {
        const Shown whole(wall, kFullHd, folder.path());
        QVERIFY(whole.page.isComplete());
        const Camera camera = whole.page.viewport().camera();
        zoom = static_cast<int>(std::floor(camera.zoom));
        lost = {static_cast<int>(camera.center.x() * (1 << zoom)),
                static_cast<int>(camera.center.y() * (1 << zoom))};
    }
    QVERIFY(QFile::remove(tiles.filePath(u"%1/%2/%3.png"_s.arg(zoom).arg(lost.x()).arg(lost.y()))));

    Shown shown(wall, kFullHd, folder.path());
    const auto colorIn = [&](QPoint tile) {
        const QPointF middle = (tile + QPointF(0.5, 0.5)) / (1 << zoom);
        return shown.picture().pixelColor(shown.page.viewport().toPixel(middle).toPoint());
    };
    // The others are shown, and the picture does not count as whole.
    QVERIFY(colorIn(lost + QPoint(0, 1)) != Theme::dark().water);
    QCOMPARE(colorIn(lost), Theme::dark().water);
    shown.advance(100);
    QVERIFY(!shown.page.isComplete());
}

void TestMapPage::notCompleteBeforeTheFirstFrame()
{
    MapPage page(kTiles, Theme::dark());
    page.resize(kFullHd);
    page.show();
    QVERIFY(!page.isComplete());
}

void TestMapPage::pulseBeginsAtItsPlaceAndPasses()
{
    Shown shown(europe());
    QVERIFY(shown.waitUntilComplete());
    const QImage before = shown.picture();

    QCOMPARE(shown.advance(16, {soldAt(kStockholm)}), Motion::Moving);
    const QPoint place = shown.pixelOf(kStockholm);
    const QImage begun = shown.picture();
    QCOMPARE(begun.pixelColor(place), Theme::dark().accent);
    // A disc of 0.8 u: 8.64 pixels.
    QCOMPARE(begun.pixelColor(place + QPoint(7, 0)), Theme::dark().accent);
    QCOMPARE(begun.pixelColor(place + QPoint(20, 0)), before.pixelColor(place + QPoint(20, 0)));

    // Half-way the ring is outside the disc, and within 3 u.
    QCOMPARE(shown.advance(PulseField::kLife_ms / 2), Motion::Moving);
    const QImage widened = shown.picture();
    QVERIFY(widened.copy(around(place, 34)) != begun.copy(around(place, 34)));
    QImage outside = widened;
    QImage untouched = before;
    for (QImage* image : {&outside, &untouched})
        QPainter(image).fillRect(around(place, 36), Qt::black);
    QCOMPARE(outside, untouched);

    QCOMPARE(shown.advance(PulseField::kLife_ms / 2), Motion::Still);
    QCOMPARE(shown.picture(), before);
}

void TestMapPage::shapeSaysHowWellThePlaceIsKnown()
{
    Shown shown(europe());
    QVERIFY(shown.waitUntilComplete());
    const view::MapPoint exact = soldAt(kStockholm);
    const view::MapPoint city = soldIn(u"de"_s, u"Berlin"_s);
    const view::MapPoint country = soldIn(u"fr"_s);
    shown.advance(16, {exact, city, country});
    const QImage picture = shown.picture();
    const QColor accent = Theme::dark().accent;
    const auto pixel = [&](const view::MapPoint& sold, QPoint from_middle) {
        const QPoint middle = shown.page.viewport().toPixel(findMark(sold)->at).toPoint();
        return picture.pixelColor(middle + from_middle);
    };
    // One u is 10.8 pixels. A disc reaches as far aslant as straight; a diamond does not.
    QCOMPARE(pixel(exact, {5, 5}), accent);
    QCOMPARE(pixel(city, {8, 0}), accent);
    QVERIFY(pixel(city, {7, 7}) != accent);
    // A ring is hollow.
    QCOMPARE(pixel(country, {0, 0}), Theme::dark().land);
    QCOMPARE(pixel(country, {10, 0}), accent);
}

void TestMapPage::lastHourGlowsAndGreysWhenStale()
{
    view::WallView wall = europe();
    wall.map.recent = {soldAt(kStockholm)};
    Shown shown(wall);
    QVERIFY(shown.waitUntilComplete());
    const QPoint place = shown.pixelOf(kStockholm);
    const QColor glow = shown.picture().pixelColor(place);
    // Between land and accent, and so bluer than it is red.
    QVERIFY(glow.blue() > Theme::dark().land.blue() && glow.blue() < Theme::dark().accent.blue());
    QVERIFY(glow.blue() > 2 * glow.red());

    wall.condition = view::Condition::Stale;
    shown.show(wall);
    QCOMPARE(shown.advance(100), Motion::Still);
    const QColor grey = shown.picture().pixelColor(place);
    QVERIFY(grey.lightness() > Theme::dark().land.lightness());
    QVERIFY(grey.blue() < 1.5 * grey.red());
}

void TestMapPage::noPulsesWhileStaleOrCatchingUp_data()
{
    QTest::addColumn<int>("condition");
    QTest::newRow("stale") << static_cast<int>(view::Condition::Stale);
    QTest::newRow("catching up") << static_cast<int>(view::Condition::CatchingUp);
}

void TestMapPage::noPulsesWhileStaleOrCatchingUp()
{
    QFETCH(int, condition);
    Shown shown(europe());
    QVERIFY(shown.waitUntilComplete());
    shown.advance(16, {soldAt(kStockholm)});

    view::WallView wall = europe();
    wall.condition = static_cast<view::Condition>(condition);
    shown.show(wall);
    QCOMPARE(shown.advance(16, {soldAt(kStockholm)}), Motion::Still);
    const QColor accent = Theme::dark().accent;
    const QImage picture = shown.picture();
    QCOMPARE(countPixels(picture, around(shown.pixelOf(kStockholm), 40), accent), 0);
}

void TestMapPage::purchaseOutOfViewIsNoPulse()
{
    Shown shown(europe());
    QCOMPARE(shown.advance(16, {soldAt({-33.9, 151.2})}), Motion::Still); // Sydney
    QCOMPARE(shown.advance(16, {soldIn(u"qq"_s)}), Motion::Still);        // nowhere
}

void TestMapPage::defaultViewIsWhereTheLastDayWas()
{
    Shown shown(wallWith({soldAt({59.5, 18.5}, 960), soldAt({-33.5, 151.5}, 40)}));
    const QRectF map(QPointF(), shown.page.viewport().size());
    QVERIFY(map.contains(shown.pixelOf(kStockholm)));
    QVERIFY(!map.contains(shown.pixelOf({-33.9, 151.2})));
    // One town is shown with the country about it: a sixteenth of the world and the margins.
    QVERIFY(shown.page.viewport().world().width() > 1.0 / 16);
    QVERIFY(shown.page.viewport().world().width() < 1.2 / 16);

    Shown world(wallWith({}));
    QVERIFY(std::abs(world.page.viewport().world().width() - 1) < 0.01);
}

void TestMapPage::viewMovesRarelyAndWithEase()
{
    Shown shown(europe());
    const Viewport before = shown.page.viewport();
    view::WallView america = wallWith({soldAt({40.7, -74.0}, 100), soldAt({34.0, -118.2}, 100)});
    america.at_ms = kT_ms + SteadyView::kHold_ms - 1;
    shown.show(america);
    QCOMPARE(shown.advance(100), Motion::Still);
    QCOMPARE(shown.page.viewport(), before);

    america.at_ms = kT_ms + SteadyView::kHold_ms;
    shown.show(america);
    QCOMPARE(shown.advance(100), Motion::Moving);
    QCOMPARE(shown.page.viewport(), before);
    QCOMPARE(shown.advance(SteadyView::kMove_ms / 2), Motion::Moving);
    QVERIFY(shown.page.viewport() != before);
    QVERIFY(!shown.page.isComplete());
    QCOMPARE(shown.advance(SteadyView::kMove_ms / 2), Motion::Still);
    QCOMPARE(shown.page.viewport(), Shown(america).page.viewport());
    QVERIFY(shown.waitUntilComplete());
    QCOMPARE(shown.picture().pixelColor(shown.pixelOf({39.0, -98.0})), Theme::dark().land);
}

void TestMapPage::newSizeShowsTheSamePart()
{
    Shown shown(europe(), {1280, 720});
    QVERIFY(shown.waitUntilComplete());
    shown.page.resize(kFullHd);
    shown.advance(16);
    QVERIFY(shown.waitUntilComplete());
    Shown fresh(europe());
    QVERIFY(fresh.waitUntilComplete());
    QCOMPARE(shown.page.viewport(), fresh.page.viewport());
    QCOMPARE(shown.picture(), fresh.picture());
}

void TestMapPage::placeIsTheNewestAndStandsForAWhile()
{
    view::WallView wall = europe();
    wall.map.recent = {soldIn(u"se"_s, u"Umeå"_s), soldIn(u"fi"_s, u"Tornio"_s), soldAt({40, -40})};
    Shown shown(wall); // the newest of all has no name: at sea
    QCOMPARE(shown.page.place(), (PlaceName{u"Tornio"_s, u"Finland"_s}));

    wall.map.recent.push_back(soldIn(u"gb"_s));
    shown.show(wall);
    shown.advance(MapPage::kPlaceEvery_ms - 1);
    QCOMPARE(shown.page.place().place, u"Tornio"_s);
    shown.show(wall);
    shown.advance(1);
    QCOMPARE(shown.page.place(), (PlaceName{u"United Kingdom"_s, {}}));

    wall.map.recent.clear();
    shown.show(wall);
    shown.advance(MapPage::kPlaceEvery_ms);
    QVERIFY(shown.page.place().isEmpty());
}

void TestMapPage::lastPlaceBeforeStaleDoesNotWait()
{
    view::WallView wall = europe();
    wall.map.recent = {soldIn(u"fi"_s, u"Tornio"_s)};
    Shown shown(wall);
    wall.map.recent.push_back(soldIn(u"se"_s, u"Umeå"_s));
    wall.condition = view::Condition::Stale;
    shown.show(wall);
    shown.advance(100);
    QCOMPARE(shown.page.place().place, u"Umeå"_s);
}

void TestMapPage::inputGoesToTheWindow()
{
    Shown shown(europe());
    QCOMPARE(shown.page.childAt(900, 500), nullptr);
    for (const QWidget* child : shown.page.findChildren<QWidget*>())
        QCOMPARE(child->focusPolicy(), Qt::NoFocus);
}

/// Frame by frame, for a page that is not asked for a second was not looked at. Each frame brings
/// the same purchases.
void TestMapPage::pass(Shown& shown, std::int64_t ms, const std::vector<view::MapPoint>& pulses)
{
    constexpr std::int64_t kFrame_ms = 500;
    for (; ms > 0; ms -= kFrame_ms)
        shown.advance(std::min(ms, kFrame_ms), pulses);
}

void TestMapPage::cameraFliesToAPurchaseAndNamesIt()
{
    view::WallView wall = europe();
    wall.map.recent = {soldIn(u"se"_s, u"Umeå"_s)};
    Shown shown(wall);
    const Viewport all = shown.page.viewport();
    const view::MapPoint tornio = soldIn(u"fi"_s, u"Tornio"_s);
    pass(shown, Tour::kDwell_ms - 500, {tornio});
    QCOMPARE(shown.page.viewport(), all);
    QCOMPARE(shown.page.place().place, u"Umeå"_s);

    QCOMPARE(shown.advance(500, {tornio}), Motion::Moving);
    QCOMPARE(shown.page.place(), (PlaceName{u"Tornio"_s, u"Finland"_s})); // where it flies to
    QVERIFY(!shown.page.isComplete());
    pass(shown, Tour::kFlight_ms / 2);
    const Viewport half = shown.page.viewport();
    QVERIFY(half != all);
    pass(shown, Tour::kFlight_ms / 2);
    const Viewport there = shown.page.viewport();
    QVERIFY(there.camera().zoom > all.camera().zoom + 1);
    // In the middle of what is free between the plates.
    const QPointF at = there.toPixel(toWorld({65.85, 24.15}));
    QVERIFY(std::abs(at.x() - 960) < 60);
    QVERIFY(std::abs(at.y() - 480) < 90);
    // There it stays, and a ring says where that is.
    QVERIFY(shown.waitUntilComplete());
    QVERIFY(countPixels(shown.picture(), around(at.toPoint(), 40), Theme::dark().text) > 20);
    pass(shown, Tour::kDwell_ms / 2);
    QCOMPARE(shown.page.viewport(), there);
}

void TestMapPage::onAStalePageNothingFlies()
{
    Shown shown(europe());
    const Viewport all = shown.page.viewport();
    pass(shown, Tour::kDwell_ms - 500, {soldIn(u"fi"_s, u"Tornio"_s)});
    view::WallView wall = europe();
    wall.condition = view::Condition::Stale;
    shown.show(wall);
    pass(shown, 2 * Tour::kDwell_ms, {soldIn(u"fi"_s, u"Tornio"_s)});
    QCOMPARE(shown.page.viewport(), all);

    // What flies when the last feed dies is there at once, and stays.
    Shown flying(europe());
    pass(flying, Tour::kDwell_ms + 1'000, {soldIn(u"fi"_s, u"Tornio"_s)});
    flying.show(wall);
    QCOMPARE(flying.advance(16), Motion::Still);
    const Viewport there = flying.page.viewport();
    QVERIFY(there.camera().zoom > all.camera().zoom + 1);
    pass(flying, 2 * Tour::kDwell_ms);
    QCOMPARE(flying.page.viewport(), there);
    // Nor does it stay in a hand that has let go.
    QTest::mousePress(&flying.page, Qt::LeftButton, {}, {900, 500});
    QMouseEvent move(QEvent::MouseMove, QPointF(950, 520),
                     flying.page.mapToGlobal(QPointF(950, 520)), Qt::NoButton, Qt::LeftButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(&flying.page, &move);
    QTest::mouseDClick(&flying.page, Qt::LeftButton, {}, {900, 500});
    flying.advance(100);
    QCOMPARE(flying.page.viewport(), all);
}

void TestMapPage::withoutATourTheViewOfAllStays()
{
    Shown shown(europe());
    shown.page.setTour(false);
    const Viewport all = shown.page.viewport();
    pass(shown, 3 * Tour::kDwell_ms, {soldIn(u"fi"_s, u"Tornio"_s)});
    QCOMPARE(shown.page.viewport(), all);
}

void TestMapPage::pageThatWasHiddenBeginsWithTheViewOfAll()
{
    Shown shown(europe());
    const Viewport all = shown.page.viewport();
    pass(shown, Tour::kDwell_ms + Tour::kFlight_ms, {soldIn(u"fi"_s, u"Tornio"_s)});
    QVERIFY(shown.page.viewport() != all);
    QCOMPARE(shown.advance(60'000), Motion::Still);
    QCOMPARE(shown.page.viewport(), all);
}

void TestMapPage::whoDragsTheMapHoldsItForAWhile()
{
    Shown shown(europe());
    pass(shown, 1'000);
    const Viewport all = shown.page.viewport();
    const QPointF stockholm = all.toPixel(toWorld(kStockholm));
    QTest::mousePress(&shown.page, Qt::LeftButton, {}, {900, 500});
    QMouseEvent move(QEvent::MouseMove, QPointF(950, 520),
                     shown.page.mapToGlobal(QPointF(950, 520)), Qt::NoButton, Qt::LeftButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(&shown.page, &move);
    QTest::mouseRelease(&shown.page, Qt::LeftButton, {}, {950, 520});
    const Viewport held = shown.page.viewport();
    QVERIFY((held.toPixel(toWorld(kStockholm)) - stockholm - QPointF(50, 20)).manhattanLength() <
            0.01);
    // The tour waits.
    pass(shown, MapPage::kHands_ms - 500, {soldIn(u"fi"_s, u"Tornio"_s)});
    QCOMPARE(shown.page.viewport(), held);
    // Then it takes the map back, by a flight.
    QCOMPARE(shown.advance(500), Motion::Moving);
    QCOMPARE(shown.page.viewport(), held);
    pass(shown, Tour::kFlight_ms);
    QCOMPARE(shown.page.viewport(), all);

    // A double click gives it back at once.
    QTest::mousePress(&shown.page, Qt::LeftButton, {}, {900, 500});
    QCoreApplication::sendEvent(&shown.page, &move);
    QVERIFY(shown.page.viewport() != all);
    QTest::mouseDClick(&shown.page, Qt::LeftButton, {}, {900, 500});
    pass(shown, Tour::kFlight_ms + 500);
    QCOMPARE(shown.page.viewport(), all);
}

void TestMapPage::wheelZoomsAboutTheCursor()
{
    Shown shown(europe());
    pass(shown, 1'000);
    const QPointF at(600, 420);
    const auto turn = [&](int notches) {
        QWheelEvent event(at, shown.page.mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&shown.page, &event);
    };
    const auto under = [&] {
        const Viewport viewport = shown.page.viewport();
        const QPointF middle(viewport.size().width() / 2, viewport.size().height() / 2);
        return viewport.camera().center + (at - middle) / viewport.scale();
    };
    const double zoom = shown.page.viewport().camera().zoom;
    const QPointF place = under();
    turn(2);
    QVERIFY(std::abs(shown.page.viewport().camera().zoom - zoom - 1) < 0.011);
    QVERIFY((under() - place).manhattanLength() < 1e-9);
    turn(100); // no closer than there are tiles
    QVERIFY(shown.page.viewport().camera().zoom < 8);
    turn(-100); // no wider than the world once
    const Viewport widest = shown.page.viewport();
    QVERIFY(widest.world().width() <= 1.001);
    turn(-1);
    QCOMPARE(shown.page.viewport(), widest);
}

QTEST_MAIN(TestMapPage)
#include "tst_mappage.moc"
