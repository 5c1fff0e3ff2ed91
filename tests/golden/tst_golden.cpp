// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/picturecomparison.h"

#include <QFile>
#include <QPainter>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::golden;

class GoldenTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsPicturesApart();
    void looksAsItDid_data();
    void looksAsItDid();
};

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
