// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/picturecomparison.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace livewall::golden;

class GoldenTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void tellsPicturesApart();
    void looksAsItDid_data();
    void looksAsItDid();

private:
    QString file(const QString& name) const { return inputs_.filePath(name); }

    QTemporaryDir inputs_; ///< what pictures are drawn of and no sample has
};

namespace {

struct Sale
{
    QDateTime time;
    int eid = 0;
    QString merchant;
};

void writeSales(const QString& path, const QList<Sale>& sales)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    for (qsizetype i = 0; i < sales.size(); ++i) {
        const Sale& sale = sales[i];
        const QJsonObject line{
            {u"id"_s, QString::number(i)},  {u"time"_s, sale.time.toString(Qt::ISODate)},
            {u"status"_s, u"accepted"_s},   {u"eid"_s, sale.eid},
            {u"merchant"_s, sale.merchant}, {u"amount"_s, u"12499.50"_s},
            {u"currency"_s, u"SEK"_s},      {u"country"_s, u"fi"_s},
            {u"city"_s, u"Tornio"_s}};
        file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    }
}

} // namespace

void GoldenTest::initTestCase()
{
    const QDateTime hour(QDate(2026, 11, 19), QTime(15, 0), QTimeZone::UTC);
    // Three stores once a minute at this hour of four weeks, and of this week's the best is gone.
    QList<Sale> sales;
    for (int ago = 3; ago >= 0; --ago) {
        for (int minute = 0; minute < (ago > 0 ? 60 : 40); ++minute) {
            const QDateTime time = hour.addDays(-7 * ago).addSecs(60 * minute);
            if (ago > 0)
                sales += {{time, 1, u"Nordic Nails"_s}, {time.addSecs(20), 1, u"Nordic Nails"_s}};
            sales += {{time, 2, u"Polar Pots"_s}, {time, 3, u"Bay Books"_s}};
        }
    }
    writeSales(file(u"ghost.ndjson"_s), sales);
    writeSales(file(u"names.ndjson"_s),
               {{hour, 1234, u"<b>Kungliga</b> & <img src=x> "_s.repeated(7)}});
    QProcess import;
    import.start(QStringLiteral(LIVEWALLCTL_PROGRAM),
                 {u"import"_s, QStringLiteral(LIVEWALL_SAMPLE_DIR "/purchases.ndjson.zst"),
                  u"--as"_s, u"shop"_s, u"--new-feed"_s, u"--store"_s, file(u"wall.db"_s)});
    QVERIFY(import.waitForFinished(60'000));
    QCOMPARE(import.exitCode(), 0);
}

void GoldenTest::tellsPicturesApart()
{
    QImage golden(40, 40, QImage::Format_RGB32);
    golden.fill(Qt::black);
    QImage picture = golden;
    picture.setPixel(3, 4, qRgb(20, 20, 20));
    QCOMPARE(compare(picture, golden, {.channel = 24}).differing, 0);
    picture.setPixel(3, 4, qRgb(0, 25, 0));
    const Comparison result = compare(picture, golden, {.channel = 24});
    QCOMPARE(result.differing, 1);
    QCOMPARE(result.difference.pixel(3, 4), qRgb(255, 0, 0));
    QVERIFY(!compare(picture.copy(0, 0, 39, 40), golden, {}).is_same_size);
}

void GoldenTest::looksAsItDid_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString sample = QStringLiteral(LIVEWALL_SAMPLE_DIR "/purchases.ndjson.zst");
    const QString odd = QStringLiteral(LIVEWALL_SAMPLE_DIR "/odd.ndjson");
    const QString demo = u"--demo"_s;
    const QStringList demo_time = {u"--at"_s, u"2026-11-19T16:20:00Z"_s};
    const QStringList sample_time = {u"--at"_s, u"2026-02-26T16:20:00Z"_s};
    const auto row = [](const char* name, const QString& what, const QString& page,
                        const QStringList& more = {}, const QString& size = u"1280x720"_s) {
        QTest::newRow(name) << (QStringList{what, u"--page"_s, page, u"--size"_s, size} + more);
    };
    const QString portrait = u"720x1280"_s;
    row("top-busy", demo, u"top"_s, demo_time);
    row("map-busy", demo, u"map"_s, demo_time);
    row("week-busy", demo, u"week"_s, demo_time);
    row("hour-busy", demo, u"hour"_s, demo_time);
    const QStringList light = demo_time + QStringList{u"--theme"_s, u"light"_s};
    row("top-light", demo, u"top"_s, light);
    row("map-light", demo, u"map"_s, light);
    row("week-light", demo, u"week"_s, light);
    row("day-light", demo, u"day"_s, light);
    const QStringList swedish = demo_time + QStringList{u"--lang"_s, u"sv"_s};
    row("top-swedish", demo, u"top"_s, swedish);
    row("map-swedish", demo, u"map"_s, swedish);
    row("week-swedish", demo, u"week"_s, swedish);
    row("week-swedish-portrait", demo, u"week"_s, swedish, portrait);
    row("hour-swedish-portrait", demo, u"hour"_s, swedish, portrait);
    row("desk-busy", demo, u"desk"_s, demo_time);
    row("desk-light-portrait", demo, u"desk"_s, light, portrait);
    row("top-portrait", demo, u"top"_s, demo_time, portrait);
    row("excluding-portrait", demo, u"excluding"_s, demo_time, portrait);
    row("map-portrait", demo, u"map"_s, demo_time, portrait);
    row("week-portrait", demo, u"week"_s, demo_time, portrait);
    row("top-sparse", odd, u"top"_s);
    row("day-sparse", odd, u"day"_s);
    row("map-sparse", sample, u"map"_s, sample_time);
    row("week-sparse", sample, u"week"_s, sample_time);
    row("map-details", demo, u"map"_s, demo_time + QStringList{u"--map-details"_s});
    row("map-details-portrait", file(u"names.ndjson"_s), u"map"_s,
        QStringList{u"--map-details"_s, u"--theme"_s, u"light"_s}, portrait);
    row("hour-ghost", file(u"ghost.ndjson"_s), u"hour"_s);
    const QString store = u"--store="_s + file(u"wall.db"_s);
    row("hour-past", store, u"hour"_s, {u"--at"_s, u"2026-02-24T16:20:00Z"_s});
    row("top-not-kept", store, u"top"_s, {u"--at"_s, u"2026-02-10T16:20:00Z"_s});
    row("week-deploys", sample, u"week"_s,
        QStringList{QStringLiteral(LIVEWALL_GOLDEN_DIR "/../deploys.ndjson")} + sample_time);
}

void GoldenTest::looksAsItDid()
{
    QFETCH(QStringList, arguments);
    QTemporaryDir folder;
    const QString out = folder.filePath(u"wall.png"_s);
    QProcess wall;
    if (!arguments.contains(u"--lang"_s))
        arguments += {u"--lang"_s, u"en"_s}; // whatever the system speaks
    wall.start(QStringLiteral(LIVEWALL_PROGRAM),
               QStringList{u"snapshot"_s, u"--zone"_s, u"Europe/Stockholm"_s, u"--out"_s, out} +
                   arguments);
    QVERIFY(wall.waitForFinished(60'000));
    QVERIFY2(wall.exitCode() == 0, wall.readAllStandardError().constData());
    const QString difference =
        checkAgainstGolden(QImage(out), QString::fromUtf8(QTest::currentDataTag()));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

QTEST_MAIN(GoldenTest)
#include "tst_golden.moc"
