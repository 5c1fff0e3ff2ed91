// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/models/event/decodeline.h"

#include <string>

#include <QTest>

using namespace livewall::event;

/// What one line decodes to.
class TestDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldIsRead();
    void optionalFieldsMayBeAbsentOrNull();
    void outcomes_data();
    void outcomes();
    void theFirstReasonInOrderCounts();
    void whatLiesBehindTheLineDoesNotMatter_data() { outcomes_data(); }
    void whatLiesBehindTheLineDoesNotMatter();
    void aFaultyLineTakesBackWhatItGave();
    void envelopes();
    void identities();
    void deploysAndHeartbeats();
    void textIsCleanedAndCut();
    void fieldsAreMapped();
    void samplesSayWhatIsWrong_data();
    void samplesSayWhatIsWrong();
    void samplesAreFewAndWithoutPersonalData();
    void nestingIsBounded();
};

namespace {

const std::string kTime = R"("time":"2011-03-10T16:01:15.123Z")";

/// A valid purchase with `more` behind its fields, and without the fields that `more` names before
/// its first inner object.
std::string purchase(const std::string& more = {})
{
    const std::string outer = more.substr(0, more.find(":{")) + ":";
    std::string line;
    for (const char* field :
         {R"("id":"p1")", R"("time":"2011-03-10T16:01:15.123Z")", R"("status":"accepted")",
          R"("eid":7)", R"("amount":"499.12")", R"("currency":"SEK")"}) {
        const std::string text = field;
        const std::string key = text.substr(0, text.find(':') + 1);
        if (outer.find(key) == std::string::npos)
            line += (line.empty() ? "" : ",") + text;
    }
    return "{" + line + (more.empty() || line.empty() ? "" : ",") + more + "}";
}

std::string merchantOf(const EventBatch& batch)
{
    return std::string(batch.view(batch.purchases.at(0).merchant));
}

} // namespace

void TestDecoder::everyFieldIsRead()
{
    const EventBatch batch = decodeLine(
        R"( {"id":"p-1","time":"2011-03-10T17:01:15.1239+01:00","merchant":"Caf\u00e9","eid":9842,)"
        R"("country":"Fi","amount":"71.34","currency":"eur","status":"AcCePtEd","lat":65.848,)"
        R"("lon":24.147,"city":"Tornio","type":"com.shop.purchase","extra":[1,{"a":null}]} )");
    QCOMPARE(outcome(batch), std::string("purchase 1"));
    QCOMPARE(batch.received, 1);
    const Purchase& event = batch.purchases[0];
    QCOMPARE(event.time_ms, 1'299'772'875'123);
    QCOMPARE(event.second(), 1'299'772'875);
    QCOMPARE(event.eid, 9842);
    QCOMPARE(event.amount, 7134);
    QCOMPARE(event.currency.code(), std::string_view("EUR"));
    QCOMPARE(event.country.code(), std::string("fi"));
    QVERIFY(event.accepted);
    QVERIFY(event.hasLocation());
    QCOMPARE(event.latitude, 65.848F);
    QCOMPARE(event.longitude, 24.147F);
    QCOMPARE(batch.view(event.merchant), std::string_view("Caf\xC3\xA9"));
    QCOMPARE(batch.view(event.city), std::string_view("Tornio"));
}

void TestDecoder::optionalFieldsMayBeAbsentOrNull()
{
    for (const char* more : {"", R"("type":null,"country":null,"merchant":null,"lat":null,)"
                                 R"("lon":null,"city":null)"}) {
        const EventBatch batch = decodeLine(purchase(more));
        QCOMPARE(outcome(batch), std::string("purchase 1"));
        const Purchase& event = batch.purchases[0];
        QVERIFY(event.country.isNone());
        QVERIFY(!event.hasLocation());
        QCOMPARE(event.merchant.size, 0U);
        QCOMPARE(event.city.size, 0U);
    }
}

void TestDecoder::outcomes_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const std::string& line, const char* expected) {
        QTest::addRow("%s", line.substr(0, 300).c_str())
            << QByteArray::fromStdString(line) << QByteArray(expected);
    };
    const auto fields = [&row](const char* more, const char* expected) {
        row(purchase(more), expected);
    };

    // Lines
    row("", "");
    row(" \t \r", "");
    row("[]", "");
    row(" [ ] ", "");
    for (const char* bad : {"x",
                            "null",
                            "true",
                            "3",
                            "\"id\"",
                            "{",
                            "}",
                            "[",
                            "]",
                            "{]",
                            "[}",
                            "{}}",
                            "[]]",
                            "{},",
                            "{} {}",
                            "[{}",
                            "{\"a\":{}",
                            "{\"a\":[1}",
                            "[1}",
                            "{\"a\"}",
                            "{\"a\":}",
                            "{\"a\":1,}",
                            "{,}",
                            "{\"a\" 1}",
                            "{\"a\":1 \"b\":2}",
                            "{\"a\":1,,\"b\":2}",
                            "{a:1}",
                            "{'a':1}",
                            "{\"a\":\"b\":1}",
                            "{\"a\":01}",
                            "{\"a\":+1}",
                            "{\"a\":.5}",
                            "{\"a\":1.}",
                            "{\"a\":1e}",
                            "{\"a\":-}",
                            "{\"a\":0x1}",
                            "{\"a\":NaN}",
                            "{\"a\":nul}",
                            "{\"a\":nulll}",
                            "{\"a\":True}",
                            "{\"a\":tru}",
                            "{\"a\":falsey}",
                            "{\"a\":1 2}",
                            "{\"a\":\"b}",
                            "{\"a\":\"b\"c}",
                            "{\"a\":b\"c\"}",
                            "{\"a\":\"\x01\"}",
                            "{\"a\":\"\t\"}",
                            "{\"a\x1F\":1}",
                            "{\"a\":\"\\x\"}",
                            "{\"a\":\"\\u12\"}",
                            "{\"a\":\"\\uD800\"}",
                            "{\"a\":\"\\uDC00\"}",
                            "{\"a\":\"\\uD800\\uD800\"}",
                            "{\"a\":\"\\uD800x\"}",
                            "{\"\\uD800\":1}",
                            "{\"\\x\":1}",
                            "{\"a\":{\"\\q\":1}}",
                            "{\"a\":\"\xFF\"}",
                            "{\"a\":\"\xC3\"}",
                            "{\"a\":\"\xC0\x80\"}",
                            "{\"a\":\"\xED\xA0\x80\"}",
                            "{\"a\":\"\xF4\x90\x80\x80\"}",
                            "{\"\xFF\":1}",
                            "{\"a\":[1,]}",
                            "{\"a\":[,1]}",
                            "{\"a\":[1 2]}",
                            "{\"a\":[1,{\"b\":}]}",
                            "[{},]",
                            "[,{}]",
                            "[{} {}]",
                            "// {}",
                            "{/**/}",
                            "\xEF\xBB\xBF{}",
                            "{\"a\":1}\x01",
                            "{\"a\":1\x01}"})
        row(bad, "json 1");
    row(std::string("{\"a\":\0}", 7), "json 1");
    row(std::string("{}\0", 3), "json 1");
    row("{}", "id 1");

    // What is valid JSON does not matter where nothing asks for it.
    for (const char* more :
         {R"("x":1e999999999999)", R"("x":-0.0E-0)", R"("x":123456789012345678901234567890)",
          R"("x":"\ud83d\ude00\/\b\f\n\r\t\\\"\u0000")", R"("x":{"id":1,"id":2})",
          R"("x":[[],[[]]])", R"("":1)", R"("x":1,"x":2)", R"("ID":1,"Id":2)",
          R"("data":{"id":1,"id":2})", R"("data":3,"data":4)", R"("source":1,"source":2)",
          R"("specversion":null)", R"("specversion":null,"specversion":null)",
          R"( "x" : { "y" : [ 1 , true , null ] } )"})
        fields(more, "purchase 1");

    // json: faults of one element
    fields(R"("id":"a","id":"a")", "json 1");
    fields(R"("id":"a","\u0069d":"b")", "json 1");
    fields(R"("merchant":null,"merchant":null)", "json 1");
    fields(R"("type":"other","type":"other")", "json 1");
    row("[" + purchase() + ",1," + purchase() + ",[" + purchase() + "],null,\"x\"]",
        "purchase 2, json 4");
    row("[" + purchase(R"("eid":1,"eid":1)") + "," + purchase() + "]", "purchase 1, json 1");
    row("[" + purchase() + ",{\"a\":1,}]", "json 1");
    row("[" + purchase() + "," + purchase(), "json 1");
    row("[" + purchase() + "] x", "json 1");

    // type
    fields(R"("type":"purchase")", "purchase 1");
    fields(R"("type":"a.b.purchase")", "purchase 1");
    fields(R"("type":".purchase")", "purchase 1");
    fields(R"("type":"Purchase")", "unknown type 1");
    fields(R"("type":"purchase.")", "unknown type 1");
    fields(R"("type":"purchase.v2")", "unknown type 1");
    fields(R"("type":"repurchase")", "unknown type 1");
    fields(R"("type":"")", "unknown type 1");
    row(R"({"type":"refund","id":3,"time":"x","eid":{}})", "unknown type 1");
    for (const char* bad : {"1", "true", "[]", "{}"})
        fields((std::string(R"("type":)") + bad).c_str(), "type 1");

    // id
    for (const char* bad : {"null", "\"\"", "1", "true", "[]", "{}"})
        fields((std::string(R"("id":)") + bad).c_str(), "id 1");
    fields((R"("id":")" + std::string(128, 'x') + "\"").c_str(), "purchase 1");
    fields((R"("id":")" + std::string(129, 'x') + "\"").c_str(), "id 1");
    fields((R"("id":"\u0041)" + std::string(127, 'x') + "\"").c_str(), "purchase 1");
    fields((R"("id":"\u00e5)" + std::string(127, 'x') + "\"").c_str(), "id 1");
    fields(R"("id":"\u0000")", "purchase 1");

    // time
    for (const char* good : {"946684800000", "4102444799999", "\"2011-03-10t16:01:15z\"",
                             "\"2011-03-10T16:01:15\\u005a\""})
        fields((std::string(R"("time":)") + good).c_str(), "purchase 1");
    for (const char* bad :
         {"null", "\"\"", "\"2011-03-10\"", "\"1299772875123\"", "946684799999", "4102444800000",
          "1299772875123.0", "1.299772875123e12", "-1", "99999999999999999999", "true", "[]", "{}"})
        fields((std::string(R"("time":)") + bad).c_str(), "time 1");

    // status
    for (const char* good : {"\"accepted\"", "\"ACCEPTED\"", "\"\"", "\"declined\"", "\"\\u0001\""})
        fields((std::string(R"("status":)") + good).c_str(), "purchase 1");
    for (const char* bad : {"null", "1", "true", "[]", "{}"})
        fields((std::string(R"("status":)") + bad).c_str(), "status 1");

    // eid
    for (const char* good : {"1", "9223372036854775807"})
        fields((std::string(R"("eid":)") + good).c_str(), "purchase 1");
    for (const char* bad : {"null", "0", "-0", "-1", "9223372036854775808", "1.0", "1e0", "\"7\"",
                            "true", "[]", "{}", "18446744073709551617"})
        fields((std::string(R"("eid":)") + bad).c_str(), "eid 1");

    // amount
    for (const char* good : {"\"0\"", "\"-0.00\"", "\"007.5\"", "7", "7.25", "-0.0", "725e-2",
                             "\"10000000000.00\"", "1e10", "0e99999999999", "\"7\\u002e5\""})
        fields((std::string(R"("amount":)") + good).c_str(), "purchase 1");
    for (const char* bad :
         {"null", "\"\"", "\"7.255\"", "7.255", "\"-1\"", "-1", "-1e-2", "\"1e2\"", "\"+1\"",
          "\" 1\"", "\"1,50\"", "1e999999999", "1e-999999999", "\"10000000000.01\"", "1.1e10",
          "true", "[]", "{}", "\"NaN\""})
        fields((std::string(R"("amount":)") + bad).c_str(), "amount 1");
    fields(R"("status":"cancelled","amount":"-1.50")", "purchase 1");
    fields(R"("status":"cancelled","amount":-1e10)", "purchase 1");
    fields(R"("status":"cancelled","amount":-1.1e10)", "amount 1");
    fields(R"("amount":"7.5","currency":"JPY")", "amount 1");
    fields(R"("amount":"7.0","currency":"JPY")", "purchase 1");
    fields(R"("amount":"7.125","currency":"KWD")", "purchase 1");
    fields(R"("currency":"KWD","amount":"7.1255")", "amount 1");
    fields(R"("amount":"7.1255","currency":"CLF")", "purchase 1");

    // currency
    for (const char* good : {"\"sek\"", "\"EEK\"", "\"LVL\"", "\"S\\u0045K\""})
        fields((std::string(R"("currency":)") + good).c_str(), "purchase 1");
    for (const char* bad : {"null", "\"\"", "\"XYZ\"", "\"SE\"", "\"SEKK\"", "752", "[]", "{}"})
        fields((std::string(R"("currency":)") + bad).c_str(), "currency 1");
    fields(R"("amount":"7.123456789","currency":"XYZ")", "currency 1");
    fields(R"("amount":"99999999999999999999","currency":"XYZ")", "currency 1");
    fields(R"("amount":"x","currency":"XYZ")", "amount 1");
    fields(R"("amount":null,"currency":"XYZ")", "amount 1");

    // country
    for (const char* good : {"\"se\"", "\"SE\"", "\"zz\""})
        fields((std::string(R"("country":)") + good).c_str(), "purchase 1");
    for (const char* bad : {"\"\"", "\"s\"", "\"swe\"", "\"s1\"", "\"\xC3\xA5\"", "46", "[]", "{}"})
        fields((std::string(R"("country":)") + bad).c_str(), "country 1");

    // location
    for (const char* good : {R"("lat":90,"lon":180)", R"("lat":-90.0,"lon":-1.8e2)",
                             R"("lat":1e-999,"lon":0e999)", R"("lat":0,"lon":-0)"})
        fields(good, "purchase 1");
    for (const char* bad :
         {R"("lat":1)", R"("lon":1)", R"("lat":1,"lon":null)", R"("lat":null,"lon":1)",
          R"("lat":90.001,"lon":1)", R"("lat":1,"lon":-180.001)", R"("lat":"1","lon":1)",
          R"("lat":1,"lon":"1")", R"("lat":1e999,"lon":1)", R"("lat":1,"lon":-1e999)",
          R"("lat":[],"lon":1)", R"("lat":true,"lon":1)"})
        fields(bad, "location 1");

    // text
    for (const char* bad : {"1", "true", "[]", "{}"}) {
        fields((std::string(R"("merchant":)") + bad).c_str(), "text 1");
        fields((std::string(R"("city":)") + bad).c_str(), "text 1");
    }
    fields(R"("merchant":"","city":"")", "purchase 1");
    // Fields of other types are unknown to a purchase.
    fields(R"("service":1,"version":2)", "purchase 1");

    // heartbeat and deploy
    row(R"({"type":"heartbeat","id":"h"})", "control 1");
    row(R"({"type":"a.heartbeat","id":"h","time":null,"eid":"x","status":1})", "control 1");
    row(R"({"type":"heartbeat"})", "id 1");
    row(R"({"type":"heartbeat","id":"h","time":"x"})", "time 1");
    row(R"({"type":"deploy","id":"d",)" + kTime + "}", "control 1");
    row(R"({"type":"deploy","id":"d",)" + kTime + R"(,"eid":"x","merchant":1,"service":null})",
        "control 1");
    row(R"({"type":"deploy",)" + kTime + "}", "id 1");
    row(R"({"type":"deploy","id":"d"})", "time 1");
    row(R"({"type":"deploy","id":"d",)" + kTime + R"(,"service":1})", "text 1");
    row(R"({"type":"deploy","id":"d",)" + kTime + R"(,"version":1.5})", "text 1");

    // CloudEvents
    row(R"({"specversion":"1.0","id":"a","source":"/s","type":"x.purchase",)" + kTime +
            R"(,"data":{"status":"accepted","eid":1,"amount":1,"currency":"SEK"}})",
        "purchase 1");
    row(R"({"data":)" + purchase() + R"(,"specversion":"1.0"})", "purchase 1");
    row(R"({"specversion":"1.0","data":)" + purchase(R"("id":null,"time":null)") + "}", "id 1");
    row(R"({"specversion":"1.0","id":"a",)" + kTime + R"(,"type":"t.heartbeat"})", "control 1");
    row(R"({"specversion":"1.0","id":"a",)" + kTime + R"(,"type":"t.purchase","data":null})",
        "status 1");
    row(R"({"specversion":"1.0","type":"t.refund","data":{"type":"purchase","id":"a"}})", "time 1");
    row(R"({"specversion":"1.0","type":"t.refund","data":{"type":null,"id":"a"}})",
        "unknown type 1");
    row(R"({"specversion":"1.0","type":1,"data":{"type":"purchase"}})", "id 1");
    row(R"({"specversion":"1.0","type":1,"data":{}})", "type 1");
    row(R"({"specversion":"1.0","id":5,"data":)" + purchase(R"("id":null)") + "}", "id 1");
    // The envelope's own keys are no fields, whatever they are called.
    row(R"({"specversion":"1.0","id":"a","status":"accepted","eid":1,"amount":1,"currency":"SEK",)" +
            kTime + R"(,"data":{}})",
        "status 1");
    row(R"({"specversion":"1.0","amount":1,"amount":2,"data":)" + purchase() + "}", "purchase 1");
    for (const char* bad :
         {R"("data":1)", R"("data":"{}")", R"("data":[])", R"("source":1)",
          R"("data":{},"data":{})", R"("data":null,"data":{})", R"("specversion":null)",
          R"("id":"a","id":"a")", R"("type":1,"type":1)", R"("source":"a","source":"a")",
          R"("data":{"eid":1,"eid":1})", R"("data":{"type":"other","amount":1,"amount":1})"})
        row(std::string(R"({"specversion":"1.0",)") + bad + "}", "json 1");
    row(R"({"specversion":"1.0","data":{"x":1,"x":1,"data":[],"data":[]}})", "id 1");
    row("[" + std::string(R"({"specversion":"1.0","data":)") + purchase() + "}," + purchase() + "]",
        "purchase 2");
}

void TestDecoder::outcomes()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, expected);
    const EventBatch batch = decodeLine(line.toStdString());
    QCOMPARE(QByteArray::fromStdString(outcome(batch)), expected);
    std::uint64_t total = batch.purchases.size() + batch.control + batch.unknown_type;
    for (const std::uint64_t count : batch.rejected)
        total += count;
    QCOMPARE(batch.received, total);
}

void TestDecoder::theFirstReasonInOrderCounts()
{
    // Every field is bad; they are mended one after the other, in the order of the reasons.
    struct Step
    {
        const char* bad;
        const char* good;
        const char* reason;
    };
    const Step steps[] = {
        {R"("type":1)", R"("type":"purchase")", "type 1"},
        {R"("id":1)", R"("id":"a")", "id 1"},
        {R"("time":"x")", R"("time":1299772875123)", "time 1"},
        {R"("status":1)", R"("status":"accepted")", "status 1"},
        {R"("eid":0)", R"("eid":1)", "eid 1"},
        {R"("amount":"x")", R"("amount":"1")", "amount 1"},
        {R"("currency":"XYZ")", R"("currency":"SEK")", "currency 1"},
        {R"("country":"x")", R"("country":"se")", "country 1"},
        {R"("lat":91)", R"("lat":1,"lon":1)", "location 1"},
        {R"("merchant":1)", R"("merchant":"m")", "text 1"},
        {R"("city":1)", R"("city":"c")", "text 1"},
    };
    for (std::size_t mended = 0; mended < std::size(steps); ++mended) {
        std::string forwards;
        std::string backwards;
        for (std::size_t i = 0; i < std::size(steps); ++i) {
            const std::string field = i < mended ? steps[i].good : steps[i].bad;
            forwards += (forwards.empty() ? "" : ",") + field;
            backwards = field + (backwards.empty() ? "" : ",") + backwards;
        }
        QCOMPARE(outcome(decodeLine("{" + forwards + "}")), std::string(steps[mended].reason));
        QCOMPARE(outcome(decodeLine("{" + backwards + "}")), std::string(steps[mended].reason));
        QCOMPARE(outcome(decodeLine("{" + forwards + R"(,"country":1,"country":1})")),
                 std::string("json 1"));
    }
}

void TestDecoder::whatLiesBehindTheLineDoesNotMatter()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, expected);
    for (const char padding :
         {'\0', ' ', '\n', '}', ']', ',', '"', '{', '[', '0', ':', '\\', '\xFF'})
        QCOMPARE(QByteArray::fromStdString(outcome(decodeLine(line.toStdString(), {}, padding))),
                 expected);
}

void TestDecoder::aFaultyLineTakesBackWhatItGave()
{
    const std::string good = purchase(R"("merchant":"kept")");
    std::string bad = "[" + purchase(R"("merchant":"gone")");
    bad += R"(,{"type":"heartbeat","id":"h","time":1299772875123},{"type":"x"},{"id":1})";
    bad += R"(,{"type":"deploy","id":"d","time":1299772875123,"service":"s"})";
    const std::string whole = bad + "]" + std::string(Decoder::kPadding, ' ');
    bad += "]]" + std::string(Decoder::kPadding, ' ');

    Decoder decoder(DecoderOptions{});
    EventBatch batch;
    const std::string padded = good + std::string(Decoder::kPadding, ' ');
    decoder.decode({padded.data(), good.size()}, 1, batch);
    decoder.decode({bad.data(), bad.size() - Decoder::kPadding}, 2, batch);
    QCOMPARE(outcome(batch), std::string("purchase 1, json 1"));
    QCOMPARE(batch.received, 2);
    QCOMPARE(batch.text.view(), "kept");
    QCOMPARE(batch.deploys.size(), 0);
    QVERIFY(!batch.heartbeat_ms);
    QCOMPARE(batch.heartbeats, 0);
    QCOMPARE(batch.samples.size(), 1);
    QCOMPARE(batch.samples[0].line, 2);

    // The sample that was taken back is not among the few.
    for (int i = 0; i < 4; ++i)
        decoder.decode({whole.data(), whole.size() - Decoder::kPadding}, 3, batch);
    QCOMPARE(outcome(batch), std::string("purchase 5, control 8, unknown type 4, json 1, id 4"));
    QCOMPARE(batch.samples.size(), 4);
}

void TestDecoder::envelopes()
{
    const auto with = [](const char* attributes, const char* data) {
        return std::string(R"({"specversion":"1.0","id":"outer","type":"a.purchase","time":)"
                           R"("2011-03-10T16:01:15Z",)") +
               attributes + R"("data":{"status":"accepted","eid":1,"amount":1,"currency":"SEK")" +
               data + "}}";
    };
    const EventBatch outer = decodeLine(with("", ""));
    QCOMPARE(outer.purchases.at(0).time_ms, 1'299'772'875'000);
    const EventBatch nulls = decodeLine(with("", R"(,"id":null,"time":null,"type":null)"));
    QCOMPARE(nulls.purchases.at(0).identity, outer.purchases[0].identity);
    const EventBatch inner = decodeLine(with("", R"(,"id":"inner","time":1299772875001)"));
    QCOMPARE(inner.purchases.at(0).time_ms, 1'299'772'875'001);
    QVERIFY(inner.purchases[0].identity != outer.purchases[0].identity);

    // The source is part of the identity; none, null and "" are the same.
    const EventBatch sourced = decodeLine(with(R"("source":"/tills/4",)", ""));
    QVERIFY(sourced.purchases.at(0).identity != outer.purchases[0].identity);
    for (const char* none : {R"("source":null,)", R"("source":"",)"})
        QCOMPARE(decodeLine(with(none, "")).purchases.at(0).identity, outer.purchases[0].identity);
}

void TestDecoder::identities()
{
    const auto identity = [](const std::string& line, const char* feed) {
        DecoderOptions options;
        options.feed = feed;
        return decodeLine(line, options).purchases.at(0).identity;
    };
    const Identity accepted = identity(purchase(), "a");
    QCOMPARE(identity(purchase(R"("id":"p1","eid":8,"amount":5)"), "a"), accepted);
    QCOMPARE(identity(purchase(R"("id":"\u0070\u0031")"), "a"), accepted);
    QVERIFY(identity(purchase(R"("id":"p2")"), "a") != accepted);
    QVERIFY(identity(purchase(), "b") != accepted);
    QCOMPARE(accepted.low & 1, 1);

    const Identity pending = identity(purchase(R"("status":"pending")"), "a");
    QCOMPARE(pending.low, accepted.low - 1);
    QCOMPARE(pending.high, accepted.high);
    QCOMPARE(identity(purchase(R"("status":"cancelled")"), "a"), pending);

    // Where the feed's name ends and the source begins matters; the next event has no source.
    const auto envelope = [](const char* source) {
        return std::string(R"({"specversion":"1.0","source":")") + source + R"(","data":)" +
               purchase() + "}";
    };
    QVERIFY(identity(envelope("bc"), "a") != identity(envelope("c"), "ab"));
    const std::string mixed = "[" + envelope("s") + "," + purchase() + "," + envelope("s") + "]";
    DecoderOptions options;
    options.feed = "a";
    const EventBatch batch = decodeLine(mixed, options);
    QCOMPARE(batch.purchases.at(0).identity, identity(envelope("s"), "a"));
    QCOMPARE(batch.purchases.at(1).identity, accepted);
    QCOMPARE(batch.purchases.at(2).identity, batch.purchases[0].identity);
}

void TestDecoder::deploysAndHeartbeats()
{
    const EventBatch batch = decodeLine(
        R"([{"type":"deploy","id":"p1",)" + kTime +
        R"(,"service":"check\u0007out","version":"1.2"},)" +
        R"({"type":"heartbeat","id":"h","time":1299772875005},)"
        R"({"type":"heartbeat","id":"h","time":1299772875004},{"type":"heartbeat","id":"h"}])");
    QCOMPARE(outcome(batch), std::string("control 4"));
    QCOMPARE(batch.heartbeats, 3);
    QCOMPARE(batch.heartbeat_ms, std::optional<std::int64_t>(1'299'772'875'005));
    QCOMPARE(batch.deploys.size(), 1);
    const Deploy& deploy = batch.deploys[0];
    QCOMPARE(deploy.time_ms, 1'299'772'875'123);
    QCOMPARE(batch.view(deploy.service), std::string_view("checkout"));
    QCOMPARE(batch.view(deploy.version), std::string_view("1.2"));
    const Identity same_id = decodeLine(purchase()).purchases.at(0).identity;
    QVERIFY(deploy.identity.high != same_id.high);

    const EventBatch lengthy = decodeLine(R"({"type":"deploy","id":"d",)" + kTime +
                                          R"(,"service":")" + std::string(101, 's') + "\"}");
    QCOMPARE(lengthy.view(lengthy.deploys.at(0).service), std::string_view(std::string(100, 's')));
}

void TestDecoder::textIsCleanedAndCut()
{
    const auto merchant = [](const std::string& text) {
        return merchantOf(decodeLine(purchase("\"merchant\":\"" + text + "\"")));
    };
    QCOMPARE(merchant("a\\u0000b\\n\\u001f\x7F\\u0080\\u009f\xC2\x85z"), std::string("abz"));
    QCOMPARE(merchant("\xC2\xA0\\u00a0"), std::string("\xC2\xA0\xC2\xA0"));
    QCOMPARE(merchant("\\ud83d\\ude00"), std::string("\xF0\x9F\x98\x80"));

    QCOMPARE(merchant(std::string(200, 'x')), std::string(200, 'x'));
    QCOMPARE(merchant(std::string(201, 'x')), std::string(200, 'x'));
    // What is removed does not count; four bytes are one code point.
    QCOMPARE(merchant(std::string("\\t") + std::string(200, 'x')), std::string(200, 'x'));
    std::string faces;
    for (int i = 0; i < 201; ++i)
        faces += "\xF0\x9F\x98\x80";
    QCOMPARE(merchant(faces), faces.substr(0, 800));
}

void TestDecoder::fieldsAreMapped()
{
    DecoderOptions options;
    std::string error;
    options.fields =
        *FieldMap::parse(R"(eid=merchant_id,time=created_at,merchant=a rather long key)", error);
    const std::string fields = R"("id":"a","created_at":1299772875123,"status":"accepted",)"
                               R"("merchant_id":5,"amount":1,"currency":"SEK",)"
                               R"("a rather long key":"Shop")";
    const EventBatch plain = decodeLine("{" + fields + "}", options);
    QCOMPARE(outcome(plain), std::string("purchase 1"));
    QCOMPARE(plain.purchases[0].eid, 5);
    QCOMPARE(merchantOf(plain), std::string("Shop"));

    // The old names are unknown keys now: anything goes, even twice.
    QCOMPARE(outcome(decodeLine("{" + fields + R"(,"eid":"x","time":1,"time":2})", options)),
             std::string("purchase 1"));
    QCOMPARE(outcome(decodeLine(purchase(), options)), std::string("time 1"));
    QCOMPARE(outcome(decodeLine("{" + fields + R"(,"merchant_id":5})", options)),
             std::string("json 1"));

    // In an envelope the map is for the data alone.
    QCOMPARE(outcome(decodeLine(R"({"specversion":"1.0","data":{)" + fields + "}}", options)),
             std::string("purchase 1"));
    const std::string timeless = R"("id":"a","status":"accepted","merchant_id":5,"amount":1,)"
                                 R"("currency":"SEK")";
    QCOMPARE(outcome(decodeLine(
                 R"({"specversion":"1.0",)" + kTime + R"(,"data":{)" + timeless + "}}", options)),
             std::string("purchase 1"));
    QCOMPARE(outcome(decodeLine(R"({"specversion":"1.0","created_at":1299772875123,"data":{)" +
                                    timeless + "}}",
                                options)),
             std::string("time 1"));

    // A field may even live under an envelope's key.
    options.fields = *FieldMap::parse("merchant=data,city=source", error);
    const EventBatch both = decodeLine(purchase(R"("data":"Shop","source":"Oslo")"), options);
    QCOMPARE(merchantOf(both), std::string("Shop"));
    QCOMPARE(outcome(decodeLine(purchase(R"("data":{"eid":1})"), options)), std::string("text 1"));
}

void TestDecoder::samplesSayWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("expected"); // the message's beginning
    const auto row = [](const std::string& line, const char* expected) {
        QTest::newRow(line.c_str()) << QByteArray::fromStdString(line) << QByteArray(expected);
    };
    row(purchase(R"("eid":null,"merchant_id":4)"),
        R"(eid: missing; the line has "merchant_id" (--map eid=merchant_id))");
    row(purchase(R"("time":null,"created_at":4)"),
        R"(time: missing; the line has "created_at" (--map time=created_at))");
    row(purchase(R"("amount":null,"Amuont":4)"),
        R"(amount: missing; the line has "Amuont" (--map amount=Amuont))");
    row(R"({"specversion":"1.0","store_id":9,"data":)" + purchase(R"("eid":null,"shop_id":4)") +
            "}",
        R"(eid: missing; the line has "shop_id" (--map eid=shop_id))");
    row(purchase(R"("eid":null,"colour":4)"), "eid: missing");
    row(purchase(R"("currency":"BTC")"), R"(currency: not an ISO 4217 code: "BTC")");
    row(purchase(R"("currency":978)"), "currency: not an ISO 4217 code: 978");
    row(purchase(R"("status":1)"), "status: not a string: 1");
    row(purchase(R"("eid":"1234")"), R"(eid: not an integer from 1 to 2^63-1: "1234")");
    row(purchase(R"("eid":1.5)"), "eid: not an integer from 1 to 2^63-1: 1.5");
    row(purchase(R"("eid":)" + std::string(41, '9')),
        "eid: not an integer from 1 to 2^63-1: 9999999999999999999999999999999999999999...");
    row(purchase(R"("amount":"4,50")"), R"(amount: not a plain decimal number: "4,50")");
    row(purchase(R"("amount":-3,"status":"accepted")"), "amount: negative, but accepted: -3");
    row(purchase(R"("amount":"4.567","currency":"SEK")"),
        "amount: over 10^12 minor units, or more decimals than there are in SEK: \"4.567\"");
    row(purchase(R"("country":"SWE")"), R"(country: not two letters: "SWE")");
    row(purchase(R"("time":"10/03/2011")"),
        "time: not an RFC 3339 time with its offset or whole milliseconds, 2000 to 2099: "
        "\"10/03/2011\"");
    // Cut, and nothing in it moves what stands around it.
    row(purchase(R"("country":")" + std::string(39, 'x') + R"(åy")"),
        R"(country: not two letters: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxå"...)");
    row(purchase(R"("country":"\u0000\u001b[1m\u0085\u202e\"\\\nå€😀")"),
        R"(country: not two letters: "\u0000\u001b[1m\u0085\u202e\"\\\u000aå€😀")");
    row(purchase(R"("country":true)"), "country: not two letters");
    row("{", "json: ");
    row("[3]", "json: ");
    row(purchase(R"("eid":1,"eid":1)"), "json: ");
    row(purchase(R"("amount":"1.234")"), "amount: ");
    row(purchase(R"("lat":1)"), "lon: ");
    row(purchase(R"("city":1)"), "city: ");
}

void TestDecoder::samplesSayWhatIsWrong()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, expected);
    const EventBatch batch = decodeLine(line.toStdString());
    QCOMPARE(batch.samples.size(), 1);
    QCOMPARE(batch.samples[0].line, 1);
    const QByteArray message = QByteArray::fromStdString(batch.samples[0].message);
    QVERIFY2(message.startsWith(expected), message.constData());
    QVERIFY(!message.contains('\n'));
}

void TestDecoder::samplesAreFewAndWithoutPersonalData()
{
    const std::string secret = "4111-1111-1111-1111";
    for (const char* field : {"id", "time", "status", "eid", "amount", "country", "merchant",
                              "city", "currency", "type", "lat"}) {
        const EventBatch batch =
            decodeLine(purchase("\"" + std::string(field) + "\":[\"" + secret + "\"]"));
        for (const RejectionSample& sample : batch.samples)
            QVERIFY2(sample.message.find(secret) == std::string::npos, sample.message.c_str());
    }
    // A key may be anything too.
    const EventBatch keyed = decodeLine(R"({"i\nd":"a","\"id\"":1,")" + secret + R"(":1})");
    QCOMPARE(keyed.samples.at(0).message, std::string("id: missing"));
    // Of a line one value is told, never what stands beside it.
    const EventBatch other =
        decodeLine(purchase(R"("merchant":")" + secret + R"(","country":"x")"));
    QCOMPARE(other.samples.at(0).message, std::string(R"(country: not two letters: "x")"));

    DecoderOptions options;
    options.samples_per_reason = 2;
    Decoder decoder(options);
    EventBatch batch;
    const std::string line = "{}" + std::string(Decoder::kPadding, ' ');
    for (std::uint64_t number = 1; number <= 5; ++number) {
        decoder.decode({line.data(), 2}, number, batch);
        decoder.rejectLength(number, batch);
    }
    QCOMPARE(outcome(batch), std::string("length 5, id 5"));
    QCOMPARE(batch.samples.size(), 4);
    QCOMPARE(batch.samples[3].line, 2);
    QCOMPARE(batch.samples[3].reason, Rejection::Length);
}

void TestDecoder::nestingIsBounded()
{
    const auto nested = [](std::size_t depth) {
        return purchase(R"("x":)" + std::string(depth, '[') + std::string(depth, ']'));
    };
    QCOMPARE(outcome(decodeLine(nested(100))), std::string("purchase 1"));
    QCOMPARE(outcome(decodeLine(nested(30'000))), std::string("json 1"));
    QCOMPARE(outcome(decodeLine(std::string(60'000, '['))), std::string("json 1"));
    std::string objects;
    for (int i = 0; i < 10'000; ++i)
        objects += "{\"a\":";
    QCOMPARE(outcome(decodeLine(objects + "1" + std::string(10'000, '}'))), std::string("json 1"));

    QCOMPARE(outcome(decodeLine("{" + std::string(kMaxLineBytes - 2, ' ') + "}")),
             std::string("id 1"));
    QCOMPARE(outcome(decodeLine("{" + std::string(kMaxLineBytes - 1, ' ') + "}")),
             std::string("length 1"));
}

QTEST_GUILESS_MAIN(TestDecoder)
#include "tst_decoder.moc"
