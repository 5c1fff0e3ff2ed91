// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/moment.h"

#include "models/event/timestamp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall;

namespace {

std::int64_t utc(const char* text)
{
    return event::parseTimestamp(text).value();
}

} // namespace

class TestMoment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatPeopleType_data();
    void readsWhatPeopleType();
    void whatItWrites_itReads();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void daysKeepTheTimeOfDay_data();
    void daysKeepTheTimeOfDay();

private:
    const stats::Zone zone_ = stats::Zone::find("Europe/Stockholm").value();
};

void TestMoment::readsWhatPeopleType_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const QString& text, const QString& expected) {
        QTest::newRow(qPrintable(text)) << text << expected;
    };
    // T is 2011-03-10 16:01:15 in Stockholm, and nothing is newer.
    row(u"2011-03-10 16:01"_s, u"2011-03-10T15:01:00Z"_s);
    row(u"2011-03-09 16:01:07"_s, u"2011-03-09T15:01:07Z"_s);
    row(u" 2011-3-1  8:05 "_s, u"2011-03-01T07:05:00Z"_s);
    row(u"2010-07-01 00:30"_s, u"2010-06-30T22:30:00Z"_s);
    row(u"2011-03-09"_s, u"2011-03-08T23:00:00Z"_s);
    row(u"2011-03-09T16:01:07"_s, u"2011-03-09T15:01:07Z"_s);
    row(u"2011-03-09T16:01:07Z"_s, u"2011-03-09T16:01:07Z"_s);
    row(u"2011-03-09T16:01:07.250-05:00"_s, u"2011-03-09T21:01:07.250Z"_s);
    row(u"16:01"_s, u"2011-03-10T15:01:00Z"_s);
    row(u"16:01:15"_s, u"2011-03-10T15:01:15Z"_s);
    row(u"9:30"_s, u"2011-03-10T08:30:00Z"_s);
    row(u"16:02"_s, u"2011-03-09T15:02:00Z"_s); // has not come yet: yesterday's
    row(u"00:00"_s, u"2011-03-09T23:00:00Z"_s);
    row(u"-2h"_s, u"2011-03-10T13:01:15Z"_s);
    row(u"- 90 s"_s, u"2011-03-10T14:59:45Z"_s);
    row(u"-1h30m"_s, u"2011-03-10T13:31:15Z"_s);
    row(u"-1h 30min"_s, u"2011-03-10T13:31:15Z"_s);
    row(u"-1w2d"_s, u"2011-03-01T15:01:15Z"_s);
    row(u"+15m"_s, u"2011-03-10T15:16:15Z"_s);
    row(u"2010-10-31 02:30"_s, u"2010-10-31T00:30:00Z"_s); // twice: the first
    row(u"2011-03-27 03:00"_s, u"2011-03-27T01:00:00Z"_s); // just after the skip
}

void TestMoment::readsWhatPeopleType()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const std::int64_t at_ms = utc("2011-03-10T15:01:15Z");
    const view::Moment moment = view::readMoment(text, zone_, at_ms, at_ms);
    QVERIFY2(moment.at_ms, qPrintable(moment.trouble));
    QCOMPARE(*moment.at_ms, utc(qPrintable(expected)));
}

void TestMoment::whatItWrites_itReads()
{
    for (const char* text : {"2011-03-10T15:01:15Z", "2011-07-10T15:01:15Z"}) {
        const std::int64_t at_ms = utc(text);
        const QString written = view::writeMoment(at_ms + 400, zone_);
        QCOMPARE(view::readMoment(written, zone_, 0, 0).at_ms.value_or(0), at_ms);
    }
    QCOMPARE(view::writeMoment(utc("2011-03-10T15:01:15Z"), zone_), u"2011-03-10 16:01:15"_s);
}

void TestMoment::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("trouble");
    const QString form = u"is not a time. Write 2011-03-10 16:01, 16:01:15 or -2h"_s;
    for (const QString& text :
         {u""_s, u"yesterday"_s, u"25:00"_s, u"16:60"_s, u"16:01:60"_s, u"16"_s, u"2011-02-29"_s,
          u"2011-13-01 10:00"_s, u"2011-03-10 24:00"_s, u"-2"_s, u"-2y"_s, u"2h"_s, u"-"_s,
          u"-999999999w"_s, u"2011-03-10 16:01 CET"_s, u"11-03-10"_s})
        QTest::newRow(qPrintable(u"'"_s + text + u"'"_s)) << text << form;
    QTest::newRow("skipped") << u"2011-03-27 02:30"_s
                             << u"The clock of Europe/Stockholm skipped 02:30 on 2011-03-27"_s;
}

void TestMoment::saysWhatIsWrong()
{
    QFETCH(QString, text);
    QFETCH(QString, trouble);
    const std::int64_t at_ms = utc("2011-03-10T15:01:15Z");
    const view::Moment moment = view::readMoment(text, zone_, at_ms, at_ms);
    QVERIFY(!moment.at_ms);
    QVERIFY2(moment.trouble.contains(trouble), qPrintable(moment.trouble));
}

void TestMoment::daysKeepTheTimeOfDay_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("to");
    QTest::newRow("a day back") << u"2011-03-10T15:01:15.250Z"_s << -1
                                << u"2011-03-09T15:01:15.250Z"_s;
    QTest::newRow("over summer's begin")
        << u"2011-03-26T15:01:15Z"_s << 1 << u"2011-03-27T14:01:15Z"_s;
    QTest::newRow("over its end") << u"2011-10-30T15:01:15Z"_s << -1 << u"2011-10-29T14:01:15Z"_s;
    QTest::newRow("into the skip") << u"2011-03-26T01:30:00Z"_s << 1 << u"2011-03-27T01:30:00Z"_s;
}

void TestMoment::daysKeepTheTimeOfDay()
{
    QFETCH(QString, from);
    QFETCH(int, days);
    QFETCH(QString, to);
    QCOMPARE(view::daysFrom(utc(qPrintable(from)), days, zone_), utc(qPrintable(to)));
}

QTEST_APPLESS_MAIN(TestMoment)
#include "tst_moment.moc"
