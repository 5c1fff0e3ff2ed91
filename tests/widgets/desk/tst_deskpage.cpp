// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/desk/deskpage.h"

#include <QImage>
#include <QTest>

#include "resources/resources.h"
#include "tests/widgets/screensizes.h"
#include "widgets/desk/deskgeometry.h"

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;

namespace {

constexpr QSize kFullHd(1920, 1080);

view::DeskScopeView scope(const QString& key, const QString& name, std::int64_t rate)
{
    view::DeskScopeView scope{.key = key, .name = name};
    scope.verdict.text = u"of "_s + (name.isEmpty() ? u"all"_s : name);
    scope.minutes.fill(rate);
    scope.least.fill(rate + 1);
    scope.most.fill(rate + 3);
    scope.has_band = scope.has_minutes = true;
    scope.maximum = static_cast<double>(rate) + 3;
    for (auto& tile : scope.tiles)
        tile = {u"what"_s, QString::number(rate), u"usual"_s};
    return scope;
}

view::WallView wall()
{
    view::WallView wall;
    wall.condition = view::Condition::Good;
    wall.desk.scopes = {scope({}, {}, 90), scope(u"se"_s, u"SE"_s, 60),
                        scope(u"fi"_s, u"FI"_s, 30)};
    wall.desk.countries = {{u"se"_s, u"SE"_s, u"−140 of 152"_s, true},
                           {u"fi"_s, u"FI"_s, u"+1 of 30"_s, false}};
    wall.desk.stores = {{{}, u"A shop"_s, u"−9 of 10"_s, false}};
    wall.feeds = {{view::FeedSign::Alive, u"shop"_s, u"2 s"_s}};
    return wall;
}

/// A page that shows a wall, and its picture.
class Shown
{
public:
    explicit Shown(const view::WallView& wall, QSize size = kFullHd) : geometry(Units(size))
    {
        page.resize(size);
        page.show();
        advance(wall);
    }

    void advance(const view::WallView& wall)
    {
        page.advance({.view = std::make_shared<view::WallView>(wall), .pulses = {}});
    }

    QImage picture()
    {
        QImage picture(page.size(), QImage::Format_RGB32);
        page.render(&picture);
        return picture;
    }

    bool has(const QRectF& room, const QColor& colour)
    {
        const QImage part = picture().copy(room.toRect());
        for (int y = 0; y < part.height(); ++y) {
            for (int x = 0; x < part.width(); ++x) {
                if (part.pixelColor(x, y) == colour)
                    return true;
            }
        }
        return false;
    }

    DeskPage page{Theme::dark()};
    DeskGeometry geometry;
};

} // namespace

class TestDeskPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aNumberChoosesACountryAndZeroAll();
    void aClickChoosesAndTheNextLetsGo();
    void aChosenCountryStaysWhereverItsRowGoes();
    void aCountryWithoutFiguresIsLetGo();
    void aChosenCountryOutlivesAnEmptyDesk();
    void anotherTimeHasAnotherAxis();
    void otherKeysAreTheWalls();
    void lowIsBadInColourAndStaleIsNot();
    void whatWasNotHeardIsHatched();
    void nothingKnownIsNoCrash_data() { addScreenSizes(); }
    void nothingKnownIsNoCrash();
    void longNamesLeaveTheNumbersAlone_data() { addScreenSizes(); }
    void longNamesLeaveTheNumbersAlone();
};

void TestDeskPage::initTestCase()
{
    QTest::failOnWarning();
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestDeskPage::aNumberChoosesACountryAndZeroAll()
{
    Shown shown(wall());
    QCOMPARE(shown.page.title(), u"Operations desk"_s);
    const QImage all = shown.picture();
    QVERIFY(shown.page.takeKey(Qt::Key_2));
    QCOMPARE(shown.page.title(), u"Operations desk: FI only, 0 for all"_s);
    const QImage finland = shown.picture();
    // Every panel is of it, but for the feeds.
    for (const QRectF& room : {shown.geometry.course, shown.geometry.stores.room,
                               shown.geometry.tiles[0], QRectF(40, 130, 900, 100)})
        QVERIFY(finland.copy(room.toRect()) != all.copy(room.toRect()));
    QCOMPARE(finland.copy(shown.geometry.feeds_panel.toRect()),
             all.copy(shown.geometry.feeds_panel.toRect()));
    QVERIFY(shown.page.takeKey(Qt::Key_0));
    QCOMPARE(shown.picture(), all);
    // The same again lets go, too.
    QVERIFY(shown.page.takeKey(Qt::Key_1));
    QCOMPARE(shown.page.title(), u"Operations desk: SE only, 0 for all"_s);
    QVERIFY(shown.page.takeKey(Qt::Key_1));
    QCOMPARE(shown.picture(), all);
}

void TestDeskPage::aClickChoosesAndTheNextLetsGo()
{
    Shown shown(wall());
    const QPoint row = shown.geometry.countries.row(1).center().toPoint();
    QTest::mouseClick(&shown.page, Qt::LeftButton, {}, row);
    QCOMPARE(shown.page.title(), u"Operations desk: FI only, 0 for all"_s);
    QTest::mouseClick(&shown.page, Qt::LeftButton, {}, row);
    QCOMPARE(shown.page.title(), u"Operations desk"_s);
    QTest::mouseClick(&shown.page, Qt::LeftButton, {},
                      shown.geometry.countries.row(3).center().toPoint()); // there is none
    QCOMPARE(shown.page.title(), u"Operations desk"_s);
}

void TestDeskPage::aChosenCountryStaysWhereverItsRowGoes()
{
    Shown shown(wall());
    shown.page.takeKey(Qt::Key_2);
    view::WallView turned = wall();
    std::swap(turned.desk.countries[0], turned.desk.countries[1]);
    std::swap(turned.desk.scopes[1], turned.desk.scopes[2]);
    shown.advance(turned);
    QCOMPARE(shown.page.title(), u"Operations desk: FI only, 0 for all"_s);
    QVERIFY(shown.has(shown.geometry.countries.row(0), Theme::dark().rule));
    QVERIFY(!shown.has(shown.geometry.countries.row(1), Theme::dark().rule));
}

void TestDeskPage::aCountryWithoutFiguresIsLetGo()
{
    Shown shown(wall());
    shown.page.takeKey(Qt::Key_2);
    view::WallView without = wall();
    without.desk.countries.pop_back();
    without.desk.scopes.pop_back();
    shown.advance(without);
    QCOMPARE(shown.page.title(), u"Operations desk"_s);
    // And before the first purchase there is nothing at all.
    without.desk = {};
    shown.advance(without);
    QVERIFY(!shown.page.takeKey(Qt::Key_1));
}

/// As where T is sent so far back that stores are not kept.
void TestDeskPage::aChosenCountryOutlivesAnEmptyDesk()
{
    Shown shown(wall());
    shown.page.takeKey(Qt::Key_2);
    view::WallView empty = wall();
    empty.desk = {};
    shown.advance(empty);
    shown.picture();
    QCOMPARE(shown.page.title(), u"Operations desk"_s);
    shown.advance(wall());
    QCOMPARE(shown.page.title(), u"Operations desk: FI only, 0 for all"_s);
}

void TestDeskPage::anotherTimeHasAnotherAxis()
{
    Shown shown(wall());
    view::WallView less = wall();
    for (auto& one : less.desk.scopes)
        one.maximum = 9;
    shown.advance(less);
    const QImage held = shown.picture();
    less.jumps = 1;
    shown.advance(less);
    QVERIFY(shown.picture() != held);
}

void TestDeskPage::otherKeysAreTheWalls()
{
    Shown shown(wall());
    for (const int key : {Qt::Key_3, Qt::Key_9, Qt::Key_A, Qt::Key_Escape, Qt::Key_Space})
        QVERIFY(!shown.page.takeKey(key));
}

void TestDeskPage::lowIsBadInColourAndStaleIsNot()
{
    const Theme& theme = Theme::dark();
    Shown shown(wall());
    QVERIFY(shown.has(shown.geometry.countries.row(0), theme.bad));
    QVERIFY(!shown.has(shown.geometry.countries.row(1), theme.bad));
    QVERIFY(shown.has(shown.geometry.course, theme.accent));
    view::WallView stale = wall();
    stale.condition = view::Condition::Stale;
    shown.advance(stale);
    QVERIFY(!shown.has(shown.geometry.countries.row(0), theme.bad));
    QVERIFY(!shown.has(shown.geometry.course, theme.accent));
    QVERIFY(shown.has(shown.geometry.tiles[0], theme.stale));
}

void TestDeskPage::whatWasNotHeardIsHatched()
{
    view::WallView deaf = wall();
    for (std::size_t i = 0; i < 90; ++i)
        deaf.desk.unheard.set(i);
    for (auto& one : deaf.desk.scopes)
        one.has_band = false;
    Shown shown(deaf);
    QRectF left = shown.geometry.course.adjusted(120, 100, 0, -60);
    left.setWidth(left.width() / 3);
    QVERIFY(!shown.has(left, Theme::dark().accent));
    QVERIFY(shown.has(left.translated(2 * left.width(), 0), Theme::dark().accent));
    const QImage hatched = shown.picture().copy(left.toRect());
    for (auto& one : deaf.desk.scopes)
        one.minutes.fill(0);
    deaf.desk.unheard.reset();
    shown.advance(deaf);
    QVERIFY(shown.picture().copy(left.toRect()) != hatched);
}

void TestDeskPage::nothingKnownIsNoCrash()
{
    QFETCH(const QSize, size);
    view::WallView empty;
    empty.desk.countries_note = empty.desk.stores_note = u"Waiting for the first purchase"_s;
    Shown shown(empty, size);
    QVERIFY(shown.has(shown.geometry.countries.room, Theme::dark().secondary));
    // The legend's sample is there, and no line of zeros.
    QVERIFY(!shown.has(shown.geometry.course.adjusted(0, shown.geometry.course.height() / 3, 0, 0),
                       Theme::dark().accent));
}

void TestDeskPage::longNamesLeaveTheNumbersAlone()
{
    QFETCH(const QSize, size);
    Shown shown(wall(), size);
    const QImage before = shown.picture();
    view::WallView hostile = wall();
    hostile.desk.stores[0].name = QString(200, u'W');
    hostile.feeds[0].name = QString(200, u'ﷺ');
    shown.advance(hostile);
    const QImage after = shown.picture();
    const auto right = [](const QRectF& row) {
        return row.adjusted(row.width() * 7 / 8, 0, 0, 0).toRect();
    };
    QVERIFY(after != before);
    QCOMPARE(after.copy(right(shown.geometry.stores.row(0))),
             before.copy(right(shown.geometry.stores.row(0))));
    QCOMPARE(after.copy(right(shown.geometry.feeds.row(0))),
             before.copy(right(shown.geometry.feeds.row(0))));
}

QTEST_MAIN(TestDeskPage)
#include "tst_deskpage.moc"
