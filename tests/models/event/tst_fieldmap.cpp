// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/fieldmap.h"
#include "models/event/likelykey.h"

#include <vector>

#include <QTest>

using namespace livewall::event;

class TestFieldMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDefaultIsTheFieldsOwnNames();
    void aMappedFieldLosesItsOldName();
    void twoFieldsMaySwapTheirKeys();
    void aFaultIsNamed_data();
    void aFaultIsNamed();
    void theLikelyKeyIsFound_data();
    void theLikelyKeyIsFound();
};

void TestFieldMap::theDefaultIsTheFieldsOwnNames()
{
    const FieldMap map;
    for (const char* key : {"type", "id", "time", "status", "eid", "amount", "currency", "country",
                            "lat", "lon", "merchant", "city", "service", "version"}) {
        const auto field = map.field(key);
        QVERIFY2(field.has_value(), key);
        QCOMPARE(name(*field), std::string_view(key));
        QCOMPARE(map.key(*field), std::string(key));
    }
    QVERIFY(!map.field("latitude"));
    QVERIFY(!map.field(""));
    QVERIFY(!map.field("ID"));
}

void TestFieldMap::aMappedFieldLosesItsOldName()
{
    std::string error;
    const auto map = FieldMap::parse(" eid=merchant_id, time = created_at ", error);
    QVERIFY2(map.has_value(), error.c_str());
    QCOMPARE(map->field("merchant_id"), std::optional(Field::Eid));
    QCOMPARE(map->field("created_at"), std::optional(Field::Time));
    QVERIFY(!map->field("eid"));
    QVERIFY(!map->field("time"));
    QCOMPARE(map->field("id"), std::optional(Field::Id));
    QVERIFY(FieldMap::parse("", error).has_value());
}

void TestFieldMap::twoFieldsMaySwapTheirKeys()
{
    std::string error;
    const auto map = FieldMap::parse("id=eid,eid=id", error);
    QVERIFY2(map.has_value(), error.c_str());
    QCOMPARE(map->field("id"), std::optional(Field::Eid));
    QCOMPARE(map->field("eid"), std::optional(Field::Id));
}

void TestFieldMap::aFaultIsNamed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("part"); // of the message
    QTest::newRow("no key") << QByteArray("eid") << QByteArray("\"eid\"");
    QTest::newRow("empty key") << QByteArray("eid=") << QByteArray("\"eid=\"");
    QTest::newRow("empty part") << QByteArray("eid=a,,id=b") << QByteArray("\"\"");
    QTest::newRow("no such field") << QByteArray("shop=a") << QByteArray("eid, amount, currency");
    QTest::newRow("twice") << QByteArray("eid=a,eid=b") << QByteArray("\"eid=b\"");
    QTest::newRow("shared") << QByteArray("eid=a,id=a") << QByteArray("\"a\"");
    QTest::newRow("shared with a default") << QByteArray("eid=id") << QByteArray("id and eid");
}

void TestFieldMap::aFaultIsNamed()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, part);
    std::string error;
    QVERIFY(!FieldMap::parse(text.toStdString(), error));
    QVERIFY2(error.find(part.toStdString()) != std::string::npos, error.c_str());
    QVERIFY(error.find('\n') == std::string::npos);
}

void TestFieldMap::theLikelyKeyIsFound_data()
{
    QTest::addColumn<int>("field");
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](Field field, const char* keys, const char* expected) {
        QTest::addRow("%s in %s", name(field).data(), keys)
            << static_cast<int>(field) << QByteArray(keys) << QByteArray(expected);
    };
    row(Field::Eid, "foo merchant_id bar", "merchant_id");
    row(Field::Eid, "storeId merchantId", "merchantId");
    row(Field::Eid, "shop-id", "shop-id");
    row(Field::Time, "created_at", "created_at");
    row(Field::Time, "Timestamp", "Timestamp");
    row(Field::Time, "ts", "ts");
    row(Field::Time, "occurred_at", "occurred_at");
    row(Field::Id, "event_id", "event_id");
    row(Field::Id, "uuid", "uuid");
    row(Field::Id, "transaction_id", "transaction_id");
    row(Field::Status, "state", "state");
    row(Field::Status, "result", "result");
    row(Field::Amount, "total", "total");
    row(Field::Amount, "price", "price");
    row(Field::Currency, "currency_code", "currency_code");
    row(Field::Currency, "ccy", "ccy");
    row(Field::Amount, "amonut", "amonut");
    row(Field::Amount, "AMOUNT", "AMOUNT");
    row(Field::Status, "statuss", "statuss");
    row(Field::Currency, "curency", "curency");
    row(Field::Id, "if", "");
    row(Field::Eid, "colour shape", "");
    row(Field::Status, "", "");
}

void TestFieldMap::theLikelyKeyIsFound()
{
    QFETCH(int, field);
    QFETCH(QByteArray, keys);
    QFETCH(QByteArray, expected);
    const QList<QByteArray> words = keys.split(' ');
    std::vector<std::string_view> views;
    for (const QByteArray& word : words)
        views.emplace_back(word.constData(), static_cast<std::size_t>(word.size()));
    QCOMPARE(std::string(likelyKey(static_cast<Field>(field), views)), expected.toStdString());
}

QTEST_GUILESS_MAIN(TestFieldMap)
#include "tst_fieldmap.moc"
