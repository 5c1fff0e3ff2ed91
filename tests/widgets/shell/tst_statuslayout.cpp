// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/statuslayout.h"

#include <QFontMetricsF>
#include <QTest>

#include "resources/resources.h"
#include "tests/widgets/screensizes.h"

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;
using view::FeedSign;
using view::FeedView;

namespace {

constexpr QSize kSize(1920, 1080);

StatusLayout layOut(const StatusContent& content, QSize size = kSize)
{
    return layOutStatus(content, Units(size));
}

FeedView feed(FeedSign sign, const QString& name = u"kafka-eu"_s)
{
    return {sign, name, u"2 s"_s};
}

StatusContent hostile(int feeds, int counters)
{
    StatusContent content{.pages = 3, .page = 1, .paused = true};
    for (int i = 0; i < feeds; ++i)
        content.feeds.push_back(
            {FeedSign::Dead, QString(200, u'W'), u"connection <b>refused</b> "_s.repeated(20)});
    for (int i = 0; i < counters; ++i)
        content.ledger.push_back({u"pulses dropped"_s, u"9 223 372 036 854 M"_s});
    return content;
}

} // namespace

class TestStatusLayout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void usualContentStandsInFull();
    void moreThanFourFeedsAreCounted_data();
    void moreThanFourFeedsAreCounted();
    void inAPortraitMoreThanTwoAreCounted();
    void oneShortNameDoesNotPayForALongOne();
    void countersThatDoNotFitAreCounted();
    void onePageHasNoDots();
    void heldPageSaysSo();
    void everythingHasItsOwnPlace_data() { addScreenSizes(); }
    void everythingHasItsOwnPlace();
};

void TestStatusLayout::initTestCase()
{
    QTest::failOnWarning();
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestStatusLayout::usualContentStandsInFull()
{
    StatusContent content{.pages = 3};
    content.feeds = {feed(FeedSign::Alive),
                     {FeedSign::Dead, u"kafka-us"_s, u"connection refused"_s}};
    content.ledger = {{u"duplicates"_s, u"12 345"_s}, {u"late"_s, u"3"_s}};
    const StatusLayout layout = layOut(content);
    QCOMPARE(layout.feeds.size(), 2U);
    QCOMPARE(layout.feeds[0].name.text, u"kafka-eu"_s);
    QCOMPARE(layout.feeds[0].age.text, u"2 s"_s);
    QCOMPARE(layout.feeds[1].sign, FeedSign::Dead);
    QCOMPARE(layout.feeds[1].age.text, u"connection refused"_s);
    QCOMPARE(layout.feeds[0].dot.width(), Units(kSize).u(1.6));
    QCOMPARE(layout.ledger.size(), 2U);
    QCOMPARE(layout.ledger[0].name.text, u"duplicates"_s);
    QCOMPARE(layout.ledger[0].count.text, u"12 345"_s);
    QVERIFY(layout.more.text.isEmpty());
    QVERIFY(layout.paused.text.isEmpty());
    QCOMPARE(layout.pages.size(), 3U);
}

void TestStatusLayout::moreThanFourFeedsAreCounted_data()
{
    QTest::addColumn<std::vector<FeedView>>("feeds");
    QTest::addColumn<FeedSign>("sign");
    QTest::addColumn<QString>("text");
    using Feeds = std::vector<FeedView>;
    const FeedView alive = feed(FeedSign::Alive);
    const FeedView quiet = feed(FeedSign::Quiet);
    const FeedView dead = feed(FeedSign::Dead);
    const FeedView suspect = feed(FeedSign::Suspect);
    QTest::newRow("one suspect") << Feeds{alive, quiet, suspect, alive, alive} << FeedSign::Suspect
                                 << u"5 of 5 feeds"_s;
    QTest::newRow("one suspect, one dead")
        << Feeds{alive, quiet, suspect, dead, alive} << FeedSign::Dead << u"4 of 5 feeds"_s;
    QTest::newRow("one dead") << Feeds{alive, alive, quiet, dead, alive, alive} << FeedSign::Dead
                              << u"5 of 6 feeds"_s;
    QTest::newRow("all alive") << Feeds(5, alive) << FeedSign::Alive << u"5 of 5 feeds"_s;
    QTest::newRow("all quiet") << Feeds(5, quiet) << FeedSign::Quiet << u"5 of 5 feeds"_s;
    QTest::newRow("all dead") << Feeds(7, dead) << FeedSign::Dead << u"0 of 7 feeds"_s;
}

void TestStatusLayout::moreThanFourFeedsAreCounted()
{
    QFETCH(const std::vector<FeedView>, feeds);
    const StatusLayout layout = layOut({.feeds = feeds});
    QCOMPARE(layout.feeds.size(), 1U);
    QTEST(layout.feeds[0].sign, "sign");
    QTEST(layout.feeds[0].name.text, "text");
}

void TestStatusLayout::inAPortraitMoreThanTwoAreCounted()
{
    const Units portrait({1080, 1920});
    StatusContent content{.feeds = {feed(FeedSign::Alive), feed(FeedSign::Dead)}};
    QCOMPARE(layOutStatus(content, portrait).feeds.size(), 2U);
    content.feeds.push_back(feed(FeedSign::Quiet));
    const StatusLayout layout = layOutStatus(content, portrait);
    QCOMPARE(layout.feeds.size(), 1U);
    QCOMPARE(layout.feeds[0].name.text, u"2 of 3 feeds"_s);
}

void TestStatusLayout::oneShortNameDoesNotPayForALongOne()
{
    const StatusLayout layout =
        layOut({.feeds = {feed(FeedSign::Alive), feed(FeedSign::Alive, QString(300, u'W'))}});
    QCOMPARE(layout.feeds[0].name.text, u"kafka-eu"_s);
    QVERIFY(layout.feeds[1].name.text.endsWith(u'…'));
    QVERIFY(layout.feeds[1].name.text.size() > 20);
    QCOMPARE(layout.feeds[1].age.text, u"2 s"_s);
}

void TestStatusLayout::countersThatDoNotFitAreCounted()
{
    StatusContent content{.feeds = {feed(FeedSign::Alive)}};
    for (int i = 0; i < 9; ++i)
        content.ledger.push_back({u"pulses dropped"_s, QString::number(100'000'000 + i)});
    const StatusLayout layout = layOut(content);
    QVERIFY(!layout.ledger.empty());
    QVERIFY(layout.ledger.size() < 9);
    QCOMPARE(layout.more.text, u"+%1"_s.arg(9 - layout.ledger.size()));
    for (std::size_t i = 0; i < layout.ledger.size(); ++i)
        QCOMPARE(layout.ledger[i].count.text, content.ledger[i].count); // never elided
    QCOMPARE(layout.feeds[0].name.text, u"kafka-eu"_s);
}

void TestStatusLayout::onePageHasNoDots()
{
    QVERIFY(layOut({.pages = 1}).pages.empty());
}

void TestStatusLayout::heldPageSaysSo()
{
    QCOMPARE(layOut({.pages = 3, .paused = true}).paused.text, u"held"_s);
}

void TestStatusLayout::everythingHasItsOwnPlace()
{
    QFETCH(const QSize, size);
    const Units units(size);
    const QFontMetricsF names(units.wordFont(Type::Status));
    const QFontMetricsF metrics(units.font(Type::Status));
    for (const auto& [feeds, counters] :
         {std::pair{4, 7}, {4, 0}, {1, 7}, {0, 7}, {3, 2}, {9, 9}, {0, 0}}) {
        const StatusLayout layout = layOut(hostile(feeds, counters), size);
        double left = units.statusBar().left();
        const auto place = [&](const StatusLayout::Text& text, const QFontMetricsF& font) {
            if (text.text.isEmpty())
                return;
            QVERIFY(text.left >= left);
            left = text.left + font.horizontalAdvance(text.text) - 1;
        };
        for (const StatusLayout::Feed& feed : layout.feeds) {
            QVERIFY(feed.dot.left() >= left);
            QVERIFY(units.statusBar().contains(feed.dot));
            left = feed.dot.right();
            place(feed.name, names);
            place(feed.age, metrics);
        }
        for (const StatusLayout::Counter& counter : layout.ledger) {
            place(counter.name, metrics);
            place(counter.count, metrics);
        }
        place(layout.more, metrics);
        place(layout.paused, metrics);
        for (const QRectF& dot : layout.pages) {
            QVERIFY(dot.left() >= left);
            left = dot.right();
        }
        QVERIFY(left <= units.statusBar().right() + 0.01);
    }
}

QTEST_MAIN(TestStatusLayout)
#include "tst_statuslayout.moc"
