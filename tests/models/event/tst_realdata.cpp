// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/linedecoder.h"

#include <array>
#include <memory>
#include <string>
#include <zlib.h>

#include <QTest>

using namespace livewall::event;

/// The public data sets beside the project, where they are there.
class TestRealData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLineIsAPurchase_data();
    void everyLineIsAPurchase();
};

void TestRealData::everyLineIsAPurchase_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<quint64>("lines"); // zcat | wc -l
    QTest::addColumn<QString>("currency");
    QTest::newRow("invoices") << QStringLiteral("online-retail-invoices-2010-12-to-2011-09")
                              << quint64{18'786} << QStringLiteral("GBP");
    QTest::newRow("lines") << QStringLiteral("online-retail-lines-2011-08-to-09") << quint64{85'510}
                           << QStringLiteral("GBP");
    QTest::newRow("olist") << QStringLiteral("olist-2017-01-to-09") << quint64{7'733}
                           << QStringLiteral("BRL");
    QTest::newRow("journey") << QStringLiteral("complete-journey-2017") << quint64{75'000}
                             << QStringLiteral("USD");
}

void TestRealData::everyLineIsAPurchase()
{
    QFETCH(QString, file);
    QFETCH(quint64, lines);
    QFETCH(QString, currency);
    const QString shared =
        qEnvironmentVariable("LIVEWALL_SHARED", QStringLiteral(LIVEWALL_SOURCE_DIR "/../shared"));
    const QString path =
        shared + QStringLiteral("/data/purchases/") + file + QStringLiteral(".ndjson.gz");
    const std::unique_ptr<gzFile_s, decltype(&gzclose)> gz(gzopen(path.toUtf8().constData(), "rb"),
                                                           &gzclose);
    if (!gz)
        QSKIP(qPrintable(
            QStringLiteral("%1 is not there (LIVEWALL_SHARED names its folder)").arg(path)));

    LineDecoder decoder(DecoderOptions{});
    EventBatch batch;
    std::array<char, 65'536> buffer{};
    int size = 0;
    while ((size = gzread(gz.get(), buffer.data(), buffer.size())) > 0)
        decoder.feed(std::span(buffer).first(static_cast<std::size_t>(size)), batch);
    decoder.finish(batch);

    for (const RejectionSample& sample : batch.samples)
        qWarning("line %d: %s", int(sample.line), sample.message.c_str());
    QCOMPARE(decoder.lines(), lines);
    QCOMPARE(batch.received, lines);
    QCOMPARE(batch.purchases.size(), lines);
    for (const Purchase& event : batch.purchases)
        QCOMPARE(event.currency.code(), std::string_view(currency.toStdString()));
}

QTEST_GUILESS_MAIN(TestRealData)
#include "tst_realdata.moc"
