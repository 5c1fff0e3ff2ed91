// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/presentverdict.h"
#include "tests/models/stats/examples.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::view;
using engine::Verdict;
using examples::utc;
using Tone = VerdictView::Tone;

namespace {

/// Thursday, 16:21:30.
constexpr std::int64_t kSecond = utc(2011, 3, 10, 16, 21, 30);
constexpr std::int64_t kEnd = utc(2011, 3, 10, 16, 20);

Verdict verdict(Verdict::Call call, std::int64_t observed = 812)
{
    return {.call = call,
            .minutes = {kEnd - 900, kEnd},
            .observed = observed,
            .expected = 640,
            .usual_least = 540,
            .usual_most = 1'750};
}

VerdictView shown(const Verdict& verdict, const char* zone = "UTC")
{
    engine::Snapshot snapshot;
    snapshot.has_events = true;
    snapshot.figures.at_ms = snapshot.wall_ms = kSecond * 1000;
    snapshot.zone = zone;
    snapshot.verdict = verdict;
    return presentVerdict(snapshot, snapshot.verdict, BusinessTime(zone));
}

} // namespace

class TestPresentVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usualIsSaidInPercent_data();
    void usualIsSaidInPercent();
    void itIsOfTheHourInWhichTheMinutesLie();
    void aDipSaysSinceWhen();
    void aRiseSaysSinceWhen();
    void ofAnotherDayItSaysWhich();
    void anHourIsCalledSo();
    void whatCannotBeJudgedSaysWhy_data();
    void whatCannotBeJudgedSaysWhy();
    void aHolidayIsNamed();
    void beforeTheFirstPurchaseItWaits();
};

void TestPresentVerdict::usualIsSaidInPercent_data()
{
    QTest::addColumn<int>("observed");
    QTest::addColumn<QString>("text");
    QTest::newRow("above") << 812 << u"Purchases 27% above the usual Thursday 16:00"_s;
    QTest::newRow("below") << 600 << u"Purchases 6% below the usual Thursday 16:00"_s;
    QTest::newRow("near") << 660 << u"Purchases as on a usual Thursday 16:00"_s;           // 3.1%
    QTest::newRow("not quite") << 663 << u"Purchases 4% above the usual Thursday 16:00"_s; // 3.6%
}

void TestPresentVerdict::usualIsSaidInPercent()
{
    QFETCH(int, observed);
    QFETCH(QString, text);
    const VerdictView view = shown(verdict(Verdict::Call::Usual, observed));
    QCOMPARE(view.text, text);
    QCOMPARE(
        view.reason,
        u"%1 in the 15 minutes to 16:20; usual is 640, from 540 to 1\u202F750"_s.arg(observed));
    QCOMPARE(view.tone, Tone::Usual);
}

void TestPresentVerdict::itIsOfTheHourInWhichTheMinutesLie()
{
    Verdict at = verdict(Verdict::Call::Usual, 640);
    at.minutes = {utc(2011, 3, 10, 15, 50), utc(2011, 3, 10, 16, 5)};
    QCOMPARE(shown(at).text, u"Purchases as on a usual Thursday 15:00"_s);
    QCOMPARE(shown(at, "Europe/Stockholm").text, u"Purchases as on a usual Thursday 16:00"_s);
    at.minutes = {utc(2011, 3, 10, 23, 55), utc(2011, 3, 11, 0, 10)};
    QCOMPARE(shown(at).text, u"Purchases as on a usual Friday 00:00"_s);
}

void TestPresentVerdict::aDipSaysSinceWhen()
{
    Verdict low = verdict(Verdict::Call::Low, 12);
    low.since = utc(2011, 3, 10, 15, 42);
    const VerdictView view = shown(low);
    QCOMPARE(view.text, u"▼ LOW since 15:42"_s);
    QCOMPARE(view.reason, u"12 in the 15 minutes to 16:20; usual is 640, from 540 to 1\u202F750"_s);
    QCOMPARE(view.tone, Tone::Low);
}

void TestPresentVerdict::aRiseSaysSinceWhen()
{
    Verdict high = verdict(Verdict::Call::High, 9'000);
    high.since = utc(2011, 3, 10, 16, 18);
    QCOMPARE(shown(high).text, u"▲ HIGH since 16:18"_s);
    QCOMPARE(shown(high).tone, Tone::High);
}

void TestPresentVerdict::ofAnotherDayItSaysWhich()
{
    Verdict low = verdict(Verdict::Call::Low, 12);
    low.since = utc(2011, 3, 9, 23, 10);
    QCOMPARE(shown(low).text, u"▼ LOW since Wed 23:10"_s);
}

void TestPresentVerdict::anHourIsCalledSo()
{
    Verdict few = verdict(Verdict::Call::TooFew, 7);
    few.minutes.from = kEnd - 3600;
    few.expected = 12;
    QCOMPARE(shown(few).text, u"Too few purchases to judge"_s);
    QCOMPARE(shown(few).reason,
             u"7 in the hour to 16:20; usual is 12, and fewer than 30 vary too much"_s);
    QCOMPARE(shown(few).tone, Tone::Unknown);
}

void TestPresentVerdict::whatCannotBeJudgedSaysWhy_data()
{
    QTest::addColumn<int>("doubt");
    QTest::addColumn<QString>("reason");
    QTest::newRow("down") << int(Verdict::Doubt::FeedDown) << u"without kafka-eu since 14:05"_s;
    QTest::newRow("behind") << int(Verdict::Doubt::CatchingUp) << u"kafka-eu is catching up"_s;
    QTest::newRow("hole") << int(Verdict::Doubt::NotListened)
                          << u"not all of the 15 minutes to 16:20 was listened to"_s;
}

void TestPresentVerdict::whatCannotBeJudgedSaysWhy()
{
    QFETCH(int, doubt);
    QFETCH(QString, reason);
    Verdict unknown = verdict(Verdict::Call::CannotTell);
    unknown.doubt = Verdict::Doubt(doubt);
    unknown.feed = "kafka-eu";
    unknown.doubt_ms = utc(2011, 3, 10, 14, 5) * 1000;
    QCOMPARE(shown(unknown).text, u"Cannot tell whether this is usual"_s);
    QCOMPARE(shown(unknown).reason, reason);
    QCOMPARE(shown(unknown).tone, Tone::Unknown);
}

void TestPresentVerdict::aHolidayIsNamed()
{
    Verdict holiday = verdict(Verdict::Call::Holiday, 812);
    holiday.holiday = "Midsummer Day";
    QCOMPARE(shown(holiday).text, u"No comparison: Midsummer Day"_s);
    QCOMPARE(shown(holiday).reason,
             u"812 in the 15 minutes to 16:20; a holiday is like no other day"_s);
    QCOMPARE(shown(holiday).tone, Tone::Unknown);
}

void TestPresentVerdict::beforeTheFirstPurchaseItWaits()
{
    QCOMPARE(presentVerdict({}, {}, BusinessTime("UTC")),
             (VerdictView{Tone::Unknown, u"Waiting for the first purchase"_s, QString()}));
}

QTEST_GUILESS_MAIN(TestPresentVerdict)
#include "tst_presentverdict.moc"
