// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

namespace {

QJsonObject parsed(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).object();
}

/// The keys that an explanation's sum shares with a report's row.
QJsonObject sumOf(const QJsonObject& row)
{
    QJsonObject sum;
    for (const QString& key : {u"count"_s, u"average"_s, u"currency"_s, u"mixed"_s})
        sum[key] = row[key];
    return sum;
}

/// How many of an explanation's lines say that they count in a window.
int countedIn(const QJsonObject& explanation, const QString& window)
{
    int count = 0;
    for (const QJsonValue& line : explanation[u"lines"_s].toArray())
        count += line[u"counted"_s].toArray().contains(window) ? 1 : 0;
    return count;
}

QByteArray purchase(const QByteArray& id, const QByteArray& time, const QByteArray& more = {},
                    const QByteArray& status = "accepted")
{
    return "{\"id\":\"" + id + "\",\"time\":\"" + time + "\",\"status\":\"" + status +
           "\",\"eid\":7,\"amount\":\"10.00\",\"currency\":\"SEK\"" + more + "}";
}

} // namespace

class ExplainTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itsSumsAreTheReportsRows_data();
    void itsSumsAreTheReportsRows();
    void eachLineSaysWhy();
    void aCopyMayBeOfAnotherStoresLine();
    void aCopyIsOfTheNewestLineThatCounted();
    void farLinesAreShownWhenAsked();
    void arraysAndEnvelopesAreTakenApart();
    void readsStandardInputAndMappedFields();
    void refusesNonsense_data();
    void refusesNonsense();

private:
    QString write(const QString& name, const QByteArray& content) const;
    QString generated(const QStringList& how) const;

    QTemporaryDir folder_;
};

QString ExplainTest::write(const QString& name, const QByteArray& content) const
{
    const QString path = folder_.filePath(name);
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

QString ExplainTest::generated(const QStringList& how) const
{
    const Outcome outcome = runCtl(QStringList(u"generate"_s) + how);
    return write(how.join(u'_') + u".ndjson"_s, outcome.out);
}

void ExplainTest::itsSumsAreTheReportsRows_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString busy = generated({u"--events"_s, u"20000"_s, u"--days"_s, u"3"_s,
                                    u"--merchants"_s, u"30"_s, u"--duplicates"_s, u"5"_s,
                                    u"--late"_s, u"10"_s, u"--end"_s, u"2026-03-01T00:00:00Z"_s});
    QTest::newRow("generated") << QStringList{busy};
    QTest::newRow("generated, earlier")
        << QStringList{busy, u"--at"_s, u"2026-02-27T17:00:13.700Z"_s};
    QTest::newRow("generated, others excluded")
        << QStringList{busy, u"--at"_s, u"2026-02-28T12:00:00Z"_s, u"--exclude"_s, u"no,dk,de"_s};
    for (const QString& file : realFiles()) {
        const QString name = file.section(u'/', -1);
        QTest::addRow("%s", qPrintable(name)) << QStringList{file};
        for (const QString& at : {u"2011-09-05T14:59:59.999Z"_s, u"2017-02-19T16:59:59Z"_s})
            QTest::addRow("%s %s", qPrintable(name), qPrintable(at))
                << QStringList{file, u"--at"_s, at};
    }
}

void ExplainTest::itsSumsAreTheReportsRows()
{
    QFETCH(QStringList, arguments);
    const Outcome reported = runCtl(QStringList(u"report"_s) + arguments);
    QVERIFY2(reported.status == 0, reported.error.constData());
    const QJsonObject top = parsed(reported.out)[u"top"_s].toObject();
    QSet<int> asked;
    for (const QString& window : {u"hour"_s, u"hour_excluding"_s, u"day"_s}) {
        int rows = 0;
        for (const QJsonValue& row : top[window].toArray()) {
            // The first, the last and some between them.
            if (++rows % 4 != 1 && rows != 10)
                continue;
            const int eid = row[u"eid"_s].toInt();
            const Outcome outcome =
                runCtl(QStringList(u"explain"_s) + arguments +
                       QStringList{u"--json"_s, u"--eid"_s, QString::number(eid)});
            QVERIFY2(outcome.status == 0, outcome.error.constData());
            const QJsonObject explanation = parsed(outcome.out);
            QCOMPARE(explanation[u"at"_s], parsed(reported.out)[u"at"_s]);
            QCOMPARE(explanation[window].toObject(), sumOf(row.toObject()));
            QCOMPARE(explanation[u"merchant"_s], row[u"merchant"_s]);
            QCOMPARE(countedIn(explanation, window), row[u"count"_s].toInt());
        }
    }
}

void ExplainTest::eachLineSaysWhy()
{
    const QByteArray content =
        purchase("a", "2011-03-10T14:30:00Z", ",\"country\":\"no\"") + "\n" +   // 1
        purchase("b", "2011-03-10T14:40:00Z", ",\"country\":\"se\"") + "\n\n" + // 2, and none
        purchase("a", "2011-03-10T14:30:00Z", ",\"country\":\"no\"") + "\n" +   // 4
        purchase("c", "2011-03-10T14:50:00Z", {}, "declined") + "\n" +          // 5
        purchase("d", "2011-03-10T14:00:15.999Z") + "\n" +                      // 6
        purchase("e", "2011-03-10T14:00:16Z") + "\n" +                          // 7
        purchase("f", "2011-03-09T15:00:59Z") + "\n" +                          // 8
        purchase("g", "2011-03-10T15:00:15.999Z") + "\n" +                      // 9
        purchase("h", "2011-03-10T15:00:16Z") + "\n" +                          // 10
        R"({"id":"i","time":"2011-03-10T14:45:00Z","status":"accepted","eid":7,"amount":"x",)" +
        R"("currency":"SEK"})" + "\n" +                                                // 11
        R"({"id":"j","time":"2011-03-10T14:45:00Z","type":"refund","eid":7})" + "\n" + // 12
        R"({"id":"k","time":"2011-03-10T14:45:00Z","status":"accepted","eid":8,"amount":"1",)" +
        R"("currency":"SEK"})" + "\n" +                              // another store
        "nonsense\n" + purchase("l", "2011-03-09T15:01:00Z") + "\n"; // 15
    const QString path = write(u"why.ndjson"_s, content);
    const Outcome outcome = runCtl({u"explain"_s, path, u"--eid"_s, u"7"_s, u"--at"_s,
                                    u"2011-03-10T15:00:15Z"_s, u"--zone"_s, u"UTC"_s, u"--all"_s});
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    const QByteArray file = path.toUtf8() + ":";
    const QByteArray expected =
        file +
        "1  2011-03-10T14:30:00.000Z  \"a\"  10.00 SEK no  counted in hour, excluding, day\n" +
        file +
        "2  2011-03-10T14:40:00.000Z  \"b\"  10.00 SEK se  counted in hour, day; se is excluded\n" +
        file + "4  2011-03-10T14:30:00.000Z  \"a\"  10.00 SEK no  not counted: duplicate of " +
        file + "1\n" + file +
        "5  2011-03-10T14:50:00.000Z  \"c\"  10.00 SEK -  not counted: not accepted, an attempt "
        "alone\n" +
        file +
        "6  2011-03-10T14:00:15.999Z  \"d\"  10.00 SEK -  counted in day; before the hour\n" +
        file +
        "7  2011-03-10T14:00:16.000Z  \"e\"  10.00 SEK -  counted in hour, excluding, day\n" +
        file + "8  2011-03-09T15:00:59.000Z  \"f\"  10.00 SEK -  not counted: before the day\n" +
        file +
        "9  2011-03-10T15:00:15.999Z  \"g\"  10.00 SEK -  counted in hour, excluding, day\n" +
        file + "10  2011-03-10T15:00:16.000Z  \"h\"  10.00 SEK -  not counted: after T\n" + file +
        "11  2011-03-10T14:45:00.000Z  \"i\"  not counted: rejected: amount: ";
    QVERIFY2(outcome.out.startsWith(expected), outcome.out.constData());
    const QByteArray rest = outcome.out.mid(expected.size());
    const QByteArray end =
        file + "12  2011-03-10T14:45:00.000Z  \"j\"  not counted: of type \"refund\"\n" + file +
        "15  2011-03-09T15:01:00.000Z  \"l\"  10.00 SEK -  counted in day; before the hour\n"
        "besides: 1 rejected of which no store can be told\n"
        "EID 7 at 2011-03-10T15:00:15.000Z: hour 4, average 10.00 SEK; excluding 3, average "
        "10.00 SEK; day 6, average 10.00 SEK\n";
    QVERIFY2(rest.endsWith(end), rest.constData());
}

void ExplainTest::aCopyMayBeOfAnotherStoresLine()
{
    QByteArray other = purchase("a", "2011-03-10T14:30:00Z");
    other.replace("\"eid\":7", "\"eid\":8");
    const QString path =
        write(u"other.ndjson"_s, other + "\n" + purchase("b", "2011-03-10T14:30:00Z") + "\n" +
                                     purchase("a", "2011-03-10T14:30:00Z") + "\n");
    const QStringList arguments = {u"explain"_s, path, u"--eid"_s, u"7"_s};
    const Outcome text = runCtl(arguments);
    QVERIFY2(text.out.contains(":3  2011-03-10T14:30:00.000Z  \"a\"  10.00 SEK -  not counted: "
                               "duplicate of a line of another store\n"),
             text.out.constData());
    const QJsonArray lines =
        parsed(runCtl(arguments + QStringList{u"--json"_s}).out)[u"lines"_s].toArray();
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[1].toObject()[u"original"_s].isNull());
}

/// It was its own line's once; that is forgotten, as a day has passed, and another store came.
void ExplainTest::aCopyIsOfTheNewestLineThatCounted()
{
    QByteArray other = purchase("a", "2011-03-12T14:00:00Z");
    other.replace("\"eid\":7", "\"eid\":8");
    const QString path =
        write(u"again.ndjson"_s, purchase("a", "2011-03-10T14:00:00Z") + "\n" + other + "\n" +
                                     purchase("a", "2011-03-12T14:00:00Z") + "\n");
    const Outcome text = runCtl({u"explain"_s, path, u"--eid"_s, u"7"_s});
    QVERIFY2(text.out.contains(":3  2011-03-12T14:00:00.000Z  \"a\"  10.00 SEK -  not counted: "
                               "duplicate of a line of another store\n"),
             text.out.constData());
}

void ExplainTest::farLinesAreShownWhenAsked()
{
    const QString path = write(u"far.ndjson"_s, purchase("a", "2011-03-01T12:00:00Z") + "\n" +
                                                    purchase("b", "2011-03-10T12:00:00Z") + "\n" +
                                                    purchase("c", "2011-03-11T12:00:00Z") + "\n" +
                                                    purchase("d", "2011-03-12T12:00:00Z") + "\n");
    const QStringList arguments = {u"explain"_s, path,      u"--eid"_s,
                                   u"7"_s,       u"--at"_s, u"2011-03-10T12:00:00Z"_s};
    const Outcome near = runCtl(arguments);
    QVERIFY2(near.out.contains("not shown: 1 before the day, 2 after T"), near.out.constData());
    QVERIFY(!near.out.contains("\"a\"") && near.out.contains("\"b\""));
    const Outcome all = runCtl(arguments + QStringList{u"--all"_s});
    QVERIFY(!all.out.contains("not shown"));
    QVERIFY(all.out.contains("\"a\"") && all.out.contains("\"d\""));
}

void ExplainTest::arraysAndEnvelopesAreTakenApart()
{
    const QByteArray line =
        "\xEF\xBB\xBF[" + purchase("a", "2011-03-10T12:00:00Z") + "," +
        R"({"id":"x","time":"2011-03-10T12:00:00Z","status":"accepted","eid":9,"amount":"1","currency":"SEK"},)" +
        purchase("a", "2011-03-10T12:00:00Z") + "]\n" +
        R"({"specversion":"1.0","id":"env","source":"s","type":"com.shop.purchase",)" +
        R"("time":"2011-03-10T12:00:01Z","data":{"status":"accepted","eid":7,"amount":"2","currency":"SEK"}})" +
        "\n";
    const QString path = write(u"array.ndjson"_s, line);
    const Outcome outcome = runCtl({u"explain"_s, path, u"--eid"_s, u"7"_s, u"--zone"_s, u"UTC"_s});
    // Without the file's name.
    const QByteArray out = QByteArray(outcome.out).replace(path.toUtf8(), "@");
    QVERIFY2(out.contains("@:1[1]  2011-03-10T12:00:00.000Z  \"a\""), outcome.out.constData());
    QVERIFY2(out.contains("duplicate of @:1[1]\n"), outcome.out.constData());
    QVERIFY2(out.contains("@:2  2011-03-10T12:00:01.000Z  \"env\"  2.00 SEK"),
             outcome.out.constData());
    QVERIFY2(outcome.out.contains("hour 2, average 6.00 SEK;"), outcome.out.constData());
}

void ExplainTest::readsStandardInputAndMappedFields()
{
    const QByteArray line =
        purchase("a\\u001b[1m", "2011-03-10T12:00:00Z").replace("eid", "shop") + "\n" +
        purchase("b", "2011-03-10T12:00:00Z").replace("eid", "shop").replace("10.00", "oops") +
        "\n";
    const Outcome outcome = runCtl({u"explain"_s, u"-"_s, u"--eid"_s, u"7"_s, u"--map"_s,
                                    u"eid=shop"_s, u"--zone"_s, u"UTC"_s},
                                   line);
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    // A terminal is not to obey an id.
    QVERIFY2(outcome.out.startsWith("-:1  2011-03-10T12:00:00.000Z  \"a\\u001b[1m\"  10.00 SEK"),
             outcome.out.constData());
    QVERIFY2(outcome.out.contains("-:2  2011-03-10T12:00:00.000Z  \"b\"  not counted: rejected"),
             outcome.out.constData());
}

void ExplainTest::refusesNonsense_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    const QString empty = write(u"empty.ndjson"_s, "\n");
    QTest::newRow("no store") << QStringList{empty} << 2;
    QTest::newRow("no file") << QStringList{u"--eid"_s, u"7"_s} << 2;
    QTest::newRow("no number") << QStringList{empty, u"--eid"_s, u"shop"_s} << 2;
    QTest::newRow("zero") << QStringList{empty, u"--eid"_s, u"0"_s} << 2;
    QTest::newRow("no instant") << QStringList{empty, u"--eid"_s, u"7"_s, u"--at"_s, u"now"_s} << 2;
    QTest::newRow("missing file") << QStringList{u"/nowhere/a"_s, u"--eid"_s, u"7"_s} << 2;
    QTest::newRow("nothing in it") << QStringList{empty, u"--eid"_s, u"7"_s} << 1;
}

void ExplainTest::refusesNonsense()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    const Outcome outcome = runCtl(QStringList(u"explain"_s) + arguments);
    QCOMPARE(outcome.status, status);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.errorLines() == 1, outcome.error.constData());
}

QTEST_MAIN(ExplainTest)
#include "tst_explain.moc"
