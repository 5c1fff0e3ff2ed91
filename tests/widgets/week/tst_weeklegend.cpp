// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/week/weeklegend.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;

namespace {

using Legend = std::vector<LegendEntry>;

const view::WeekLine kLine{{{0.5, 1}, {1.5, 2}}};

} // namespace

class TestWeekLegend : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesEveryMarkOfTheFullPlot();
    void saysHowManyWeeksThereAreToCompare();
    void countsTheHourWhereItIsNotProjected();
    void explainsNothingThatIsNotThere();
    void namesWhatIsHatched();
};

void TestWeekLegend::namesEveryMarkOfTheFullPlot()
{
    view::WeekView week;
    week.series.fill({kLine});
    week.partial = kLine;
    week.partial_count = u"812"_s;
    QCOMPARE(weekLegend(week, true), (Legend{{Sample::ThisWeek, u"this week"_s},
                                             {Sample::PastWeek, u"three weeks before"_s},
                                             {Sample::Band, u"their span today"_s},
                                             {Sample::ThisHour, u"this hour so far"_s}}));
}

void TestWeekLegend::saysHowManyWeeksThereAreToCompare()
{
    view::WeekView week;
    week.series[2] = {kLine};
    QCOMPARE(weekLegend(week, false), (Legend{{Sample::PastWeek, u"1 of three weeks before"_s}}));
    week.left_out = u"Epiphany"_s;
    QCOMPARE(weekLegend(week, false),
             (Legend{{Sample::PastWeek, u"1 of three weeks before, without Epiphany"_s}}));
}

void TestWeekLegend::countsTheHourWhereItIsNotProjected()
{
    view::WeekView week;
    week.series[0] = {kLine};
    week.partial_count = u"3"_s;
    QCOMPARE(weekLegend(week, false), (Legend{{Sample::ThisWeek, u"this week"_s},
                                              {Sample::None, u"this hour so far: 3"_s}}));
}

void TestWeekLegend::explainsNothingThatIsNotThere()
{
    QCOMPARE(weekLegend({}, false), Legend());
}

void TestWeekLegend::namesWhatIsHatched()
{
    view::WeekView week;
    week.gaps = {{3, 4, true}};
    QCOMPARE(weekLegend(week, false), (Legend{{Sample::Gap, u"partial data"_s}}));
    week.gaps.push_back({7, 8, false});
    QCOMPARE(weekLegend(week, false), (Legend{{Sample::Gap, u"no data"_s}}));
}

QTEST_GUILESS_MAIN(TestWeekLegend)
#include "tst_weeklegend.moc"
