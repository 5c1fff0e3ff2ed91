// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/benchreport.h"

#include <QTest>

using namespace livewall;
using namespace livewall::app;

namespace {

/// Two seconds: ten frames of 8 ms that are 16 ms apart, and an event that took 70 ms.
BenchResult twoSeconds()
{
    BenchResult result;
    result.time = std::chrono::seconds(2);
    result.processor_time = std::chrono::milliseconds(150);
    result.gui_time = std::chrono::milliseconds(100);
    result.memory_begin = 1'000'000;
    result.figures.work.add(8'000, 10);
    result.figures.apart.add(16'000, 9);
    result.figures.glass.add(70'000);
    return result;
}

std::vector<std::string> figuresOf(const std::vector<Asked>& asked)
{
    std::vector<std::string> figures;
    for (const Asked& one : asked)
        figures.push_back(one.figure);
    return figures;
}

} // namespace

class TestBenchReport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFigureMustStayBelowOrReachWhatIsAsked();
    void aStaticTopTenIsAskedForItsShare();
    void aFlyingMapIsAskedForFramesBySize();
    void aFloodIsAskedForItsFrames();
    void aFrameIsAsLongAsWhatLiesBetween();
    void ofThreeStartsTheMiddleOneCounts();
    void scenariosSayWhatTheyWere();
};

void TestBenchReport::aFigureMustStayBelowOrReachWhatIsAsked()
{
    using enum Asked::Side;
    QVERIFY((Asked{"", 99.9, Below, 100}.isMet()));
    QVERIFY((!Asked{"", 100, Below, 100}.isMet()));
    QVERIFY((Asked{"", 45, AtLeast, 45}.isMet()));
    QVERIFY((!Asked{"", 44.9, AtLeast, 45}.isMet()));
}

void TestBenchReport::aStaticTopTenIsAskedForItsShare()
{
    const auto asked = askedOf({.page = PageKind::Top}, twoSeconds());
    QCOMPARE(figuresOf(asked),
             (std::vector<std::string>{"top 1920x1080 at 60 events/s, share of one processor",
                                       "top 1920x1080 at 60 events/s, event to glass p99, ms"}));
    QCOMPARE(asked[0].measured, 0.075);
    QVERIFY(asked[0].isMet());
    QCOMPARE(asked[1].measured, 70);
}

void TestBenchReport::aFlyingMapIsAskedForFramesBySize()
{
    BenchScenario map{.page = PageKind::Map, .events_per_second = 249, .is_flying = true};
    QCOMPARE(askedOf(map, twoSeconds()).at(0).measured, 5);
    QCOMPARE(askedOf(map, twoSeconds()).at(0).limit, 45);
    map.size = {3840, 2160};
    QCOMPARE(askedOf(map, twoSeconds()).at(0).limit, 20);
    QCOMPARE(askedOf(map, twoSeconds()).size(), 1);
}

void TestBenchReport::aFloodIsAskedForItsFrames()
{
    const auto asked = askedOf({.page = PageKind::Top, .events_per_second = 100'000}, twoSeconds());
    QCOMPARE(figuresOf(asked), (std::vector<std::string>{
                                   "top 1920x1080 at 100000 events/s, events/s",
                                   "top 1920x1080 at 100000 events/s, frame p99, ms",
                                   "top 1920x1080 at 100000 events/s, event to glass p99, ms"}));
    QCOMPARE(asked[0].measured, 0.5); // it did not come
    QVERIFY(!asked[0].isMet());
    QCOMPARE(asked[1].limit, 33);
}

void TestBenchReport::aFrameIsAsLongAsWhatLiesBetween()
{
    widgets::FrameFigures figures;
    figures.work.add(30);
    QCOMPARE(frameTime_ms(figures, 99), 0.03);
    figures.apart.add(50);
    QCOMPARE(frameTime_ms(figures, 99), 0.05);
}

void TestBenchReport::ofThreeStartsTheMiddleOneCounts()
{
    using std::chrono::milliseconds;
    const Asked asked = askedOfStart({milliseconds(1'200), milliseconds(300), milliseconds(400)});
    QCOMPARE(asked.measured, 400);
    QVERIFY(asked.isMet());
    QVERIFY(!askedOfStart({milliseconds(1'000)}).isMet());
}

void TestBenchReport::scenariosSayWhatTheyWere()
{
    const auto json = scenarioJson({.page = PageKind::Top}, twoSeconds());
    QCOMPARE(json["page"], "top");
    QCOMPARE(json["size"], "1920x1080");
    QCOMPARE(json["frames_per_second"], 5.0);
    QCOMPARE(json["events_per_second"], 0.5);
    QCOMPARE(json["frame"]["p99_ms"], 8.0);
    QCOMPARE(json["between_frames"]["count"], 9);
    QCOMPARE(json["event_to_glass"]["max_ms"], 70.0);
    QCOMPARE(json["processor_share"], 0.075);
    QCOMPARE(json["memory_begin_bytes"], 1'000'000);
    QVERIFY(json["memory_end_bytes"].is_null());
    QVERIFY(!json.contains("pulses"));
    QVERIFY(scenarioJson({.page = PageKind::Map}, twoSeconds()).contains("pulses"));
}

QTEST_GUILESS_MAIN(TestBenchReport)
#include "tst_benchreport.moc"
