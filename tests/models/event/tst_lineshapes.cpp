// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/decoder.h"
#include "tests/fuzz/likelycomparison.h"
#include "tests/models/event/decodeline.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <QTest>

using namespace livewall::event;

/// Lines that are read by the shape of one before them: which these are, and that they are read as
/// the long way reads them.
class TestLineShapes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAfterOne_data();
    void linesAfterOne();
    void textsAtEveryPlaceOfABlock();
    void anyByteInPlaceOfAnother();
    void anythingThatIsLeftIsTakenBack();
    void formsThatComeAndGoAreKept();
    void newFormsReplaceTheOld();
    void anEnvelopeLendsWhatTheDataLacks();
    void theSourceIsPartOfTheIdentity();
    void aShapeEndsWithItsLine();
    void theLongestLine();
    void whatLiesBehindTheLineDoesNotMatter();
    void aDecoderMayBeToldNotToGuess();
    void whatIsReadByShapeIsAnnounced();
    void placesMayBeCheckedOnly();
};

namespace {

const std::string kPadding(Decoder::kPadding, '7');

/// How many lines at the front of `text` are decoded by the shapes that `decoder` knows.
std::uint64_t linesByShape(Decoder& decoder, const std::string& text)
{
    const std::string padded = text + kPadding;
    EventBatch batch;
    const Decoder::Run run = decoder.decodeLikely({padded.data(), text.size()}, batch);
    if (batch.purchases.size() != run.lines || batch.received != run.lines)
        return 1'000'000;
    return run.lines;
}

void learn(Decoder& decoder, const std::string& line)
{
    const std::string padded = line + kPadding;
    EventBatch batch;
    decoder.decode({padded.data(), line.size()}, 1, batch);
}

/// Whether a decoder that read `before` reads `after` as one that never guesses does.
bool isReadAlike(const std::string& before, const std::string& after)
{
    const std::string lines =
        before + "\n" + after + "\n" + std::string(Decoder::kPadding, ' ') + "\n" + after;
    return std::ranges::all_of(std::array{true, false}, [&lines](bool keeps_places) {
        LikelyComparison comparison(keeps_places);
        return comparison.feed(lines) && comparison.finish();
    });
}

/// A purchase with some of its values, as they are written, in place of others.
struct Line
{
    std::string id = R"("p-1")";
    std::string time = R"("2011-03-10T16:01:15.123Z")";
    std::string merchant = R"("Store 1")";
    std::string eid = "7";
    std::string country = R"("se")";
    std::string amount = R"("71.34")";
    std::string currency = R"("SEK")";
    std::string status = R"("accepted")";
    std::string lat = "63.431";
    std::string lon = "10.395";
    std::string other = "1";

    operator std::string() const
    {
        return R"({"id":)" + id + R"(,"time":)" + time + R"(,"merchant":)" + merchant +
               R"(,"eid":)" + eid + R"(,"country":)" + country + R"(,"amount":)" + amount +
               R"(,"currency":)" + currency + R"(,"status":)" + status + R"(,"lat":)" + lat +
               R"(,"lon":)" + lon + R"(,"other":)" + other + "}";
    }
};

std::string lineWithKey(int number)
{
    return Line{.other = R"({"key)" + std::to_string(number) + R"(":1})"};
}

QByteArray bytes(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

} // namespace

void TestLineShapes::linesAfterOne_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<bool>("is_by_shape");
    const auto row = [](const char* name, const std::string& before, const std::string& after,
                        bool is_by_shape) {
        QTest::newRow(name) << bytes(before) << bytes(after) << is_by_shape;
    };
    const std::string usual = Line{};

    row("the same", usual, usual, true);
    row("a CR", usual, usual + "\r", true);
    row("two CRs", usual, usual + "\r\r", false);
    row("a blank behind it", usual, usual + " ", false);
    row("cut off", usual, usual.substr(0, usual.size() - 1), false);
    row("a line in a line", usual, usual + usual, false);
    row("a blank line", usual, "", false);

    // Other kinds of values.
    row("a number for a string", usual, Line{.amount = "71.34"}, false);
    row("a string for a number", usual, Line{.lat = R"("63.4")"}, false);
    row("null for a string", usual, Line{.merchant = "null"}, false);
    row("null for a number", usual, Line{.lat = "null", .lon = "null"}, false);
    row("an object for a number", usual, Line{.other = "{}"}, false);
    row("a number of no field", usual, Line{.other = "-0.5E+300"}, true);
    row("no number of no field", usual, Line{.other = "-0.5E+"}, false);
    row("a word of no field", Line{.other = "true"}, Line{.other = "null"}, true);
    row("no word", Line{.other = "true"}, Line{.other = "nul"}, false);
    row("more than a word", Line{.other = "true"}, Line{.other = "nulls"}, false);
    row("a string of no field", Line{.other = R"("a")"}, Line{.other = R"("\"\u00e5")"}, true);
    row("no string", Line{.other = R"("a")"}, Line{.other = R"("\x")"}, false);

    // Strings.
    row("fifteen bytes", usual, Line{.merchant = R"("fifteen bytes15")"}, true);
    row("sixteen bytes", usual, Line{.merchant = R"("sixteen bytes 16")"}, true);
    row("seventeen bytes", usual, Line{.merchant = R"("seventeen bytes17")"}, true);
    row("no text", usual, Line{.merchant = R"("")"}, true);
    row("two hundred bytes", usual, Line{.merchant = '"' + std::string(200, 'm') + '"'}, true);
    row("a text to cut", usual, Line{.merchant = '"' + std::string(201, 'm') + '"'}, true);
    row("DEL", usual, Line{.merchant = "\"a\x7F\""}, true);
    row("a control character", usual, Line{.merchant = "\"a\x1F\""}, false);
    row("NUL", usual, Line{.merchant = std::string("\"a\0\"", 4)}, false);
    row("a C1 control", usual, Line{.merchant = "\"a\xC2\x85\""}, true);
    row("U+00A0", usual, Line{.merchant = "\"a\xC2\xA0\""}, true);
    row("two-byte sequences", usual, Line{.merchant = "\"\xC3\xA5\xDF\xBF\""}, true);
    row("three-byte sequences", usual, Line{.merchant = "\"\xE0\xA0\x80\xE1\x80\x80\xEF\xBF\xBF\""},
        true);
    row("before the surrogates", usual, Line{.merchant = "\"\xED\x9F\xBF\""}, true);
    row("four-byte sequences", usual, Line{.merchant = "\"\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\""},
        true);
    row("overlong, two bytes", usual, Line{.merchant = "\"\xC1\xBF\""}, false);
    row("overlong, three bytes", usual, Line{.merchant = "\"\xE0\x9F\xBF\""}, false);
    row("overlong, four bytes", usual, Line{.merchant = "\"\xF0\x8F\xBF\xBF\""}, false);
    row("two bytes where three belong", usual, Line{.merchant = "\"\xE0\xA0\""}, false);
    row("a surrogate", usual, Line{.merchant = "\"\xED\xA0\x80\""}, false);
    row("beyond U+10FFFF", usual, Line{.merchant = "\"\xF4\x90\x80\x80\""}, false);
    row("half a sequence", usual, Line{.merchant = "\"\xC3\""}, false);
    row("two thirds of one", usual, Line{.merchant = "\"\xE1\x80\""}, false);
    row("a continuation alone", usual, Line{.merchant = "\"\x80\""}, false);
    row("invalid UTF-8 of no field", Line{.other = R"("a")"}, Line{.other = "\"\xFF\""}, false);
    row("an escaped quote", usual, Line{.merchant = R"("a \"b\" \\")"}, true);
    row("an escape at the end", usual, Line{.merchant = R"("a\")"}, false);
    row("an escaped control character", usual, Line{.merchant = R"("a\u0007\u0085b")"}, true);
    row("a pair of surrogates", usual, Line{.merchant = R"("\ud83d\ude00")"}, true);
    row("half a pair", usual, Line{.merchant = R"("\ud83d")"}, false);
    row("escapes everywhere", usual,
        Line{.id = R"("\u0070-1")",
             .time = R"("2011-03-10T16:01:15.\u0031\u0032\u0033Z")",
             .country = R"("\u0073e")",
             .amount = R"("7\u0031.34")",
             .currency = R"("\u0053EK")",
             .status = R"("\u0061ccepted")"},
        true);

    // The identity.
    row("an id of 128 bytes", usual, Line{.id = '"' + std::string(128, 'i') + '"'}, true);
    row("an id of 129 bytes", usual, Line{.id = '"' + std::string(129, 'i') + '"'}, false);
    row("no id", usual, Line{.id = R"("")"}, false);

    // Times.
    row("another day", usual, Line{.time = R"("2012-02-29T00:00:00.000Z")"}, true);
    row("no such day", usual, Line{.time = R"("2011-02-29T00:00:00.000Z")"}, false);
    row("the last of a day", usual, Line{.time = R"("2011-03-10T23:59:59.999Z")"}, true);
    row("hour 24", usual, Line{.time = R"("2011-03-10T24:00:00.000Z")"}, false);
    row("minute 60", usual, Line{.time = R"("2011-03-10T23:60:00.000Z")"}, false);
    row("second 60 of the same minute", usual, Line{.time = R"("2011-03-10T16:01:60.123Z")"}, true);
    row("second 61 of the same minute", usual, Line{.time = R"("2011-03-10T16:01:61.123Z")"},
        false);
    row("another minute", usual, Line{.time = R"("2011-03-10T16:02:15.123Z")"}, true);
    row("another hour", usual, Line{.time = R"("2011-03-10T17:01:15.123Z")"}, true);
    row("another currency", usual, Line{.currency = R"("eur")"}, true);
    row("another currency, of none", usual, Line{.currency = R"("SEJ")"}, false);
    row("second 60", usual, Line{.time = R"("2011-03-10T23:59:60.500Z")"}, true);
    row("second 61", usual, Line{.time = R"("2011-03-10T23:59:61.000Z")"}, false);
    row("a letter for a digit", usual, Line{.time = R"("2011-03-10T2a:59:59.999Z")"}, false);
    row("a colon for a digit", usual, Line{.time = R"("2011-03-10T16:01:1:.123Z")"}, false);
    row("a digit for a colon", usual, Line{.time = R"("2011-03-10T16001:15.123Z")"}, false);
    row("a comma for the point", usual, Line{.time = R"("2011-03-10T16:01:15,123Z")"}, false);
    row("small letters", usual, Line{.time = R"("2011-03-10t16:01:15.123z")"}, true);
    row("no fraction", usual, Line{.time = R"("2011-03-10T16:01:15Z")"}, true);
    row("a long fraction", usual, Line{.time = R"("2011-03-10T16:01:15.123999999Z")"}, true);
    row("an offset", usual, Line{.time = R"("2011-03-10T16:01:15.1+01:00")"}, true);
    row("an offset, as long", usual, Line{.time = R"("2011-03-10T16:01:5+01:00")"}, false);
    row("no offset", usual, Line{.time = R"("2011-03-10T16:01:15.1234")"}, false);
    row("1999", usual, Line{.time = R"("1999-12-31T23:59:59.999Z")"}, false);
    row("2100", usual, Line{.time = R"("2100-01-01T00:00:00.000Z")"}, false);
    const std::string milliseconds = Line{.time = "1299772875123"};
    row("milliseconds", milliseconds, Line{.time = "4102444799999"}, true);
    row("milliseconds in 1999", milliseconds, Line{.time = "946684799999"}, false);
    row("milliseconds in 2100", milliseconds, Line{.time = "4102444800000"}, false);
    row("a part of a millisecond", milliseconds, Line{.time = "1299772875123.5"}, false);

    // Whole numbers.
    row("eid of seven digits", usual, Line{.eid = "1234567"}, true);
    row("eid of eight digits", usual, Line{.eid = "12345678"}, true);
    row("eid of nineteen digits", usual, Line{.eid = "9223372036854775807"}, true);
    row("eid beyond 2^63-1", usual, Line{.eid = "9223372036854775808"}, false);
    row("eid 0", usual, Line{.eid = "0"}, false);
    row("eid with a zero in front", usual, Line{.eid = "07"}, false);
    row("eid below 0", usual, Line{.eid = "-7"}, false);
    row("eid with a fraction", usual, Line{.eid = "7.0"}, false);
    row("eid with an exponent", usual, Line{.eid = "7e0"}, false);
    row("no eid", usual, Line{.eid = ""}, false);

    // Amounts, as text and as numbers.
    for (const bool is_text : {true, false}) {
        const auto amount = [is_text](const char* text) {
            return is_text ? '"' + std::string(text) + '"' : std::string(text);
        };
        const auto both = [&](const char* text, const char* currency, bool is_by_shape) {
            QTest::addRow("%s%s %s", is_text ? "text " : "", text, currency)
                << bytes(Line{.amount = amount("1")})
                << bytes(Line{.amount = amount(text), .currency = currency}) << is_by_shape;
        };
        both("0", R"("SEK")", true);
        both("-0", R"("SEK")", true);
        both("-0.00", R"("SEK")", true);
        both("-1", R"("SEK")", false); // and accepted
        both("007.5", R"("SEK")", is_text);
        both("00", R"("SEK")", is_text);
        both("1.", R"("SEK")", false);
        both(".5", R"("SEK")", false);
        both("-", R"("SEK")", false);
        both("1.5.2", R"("SEK")", false);
        both("1e1", R"("SEK")", false);
        both("70.00", R"("JPY")", true);
        both("70.01", R"("JPY")", false);
        both("70.125", R"("KWD")", true);
        both("70.1250", R"("KWD")", true);
        both("70.1255", R"("KWD")", false);
        both("1.2345", R"("CLF")", true);
        both("99999.99", R"("SEK")", true);
        both("9999999", R"("SEK")", true);
        both("99999999", R"("SEK")", true);
        both("1.1234567", R"("SEK")", false);
        both("1.10000000", R"("SEK")", true);
        both("10000000000.00", R"("SEK")", true);
        both("10000000000.01", R"("SEK")", false);
        both("1000000000000", R"("JPY")", true);
        both("1000000000001", R"("JPY")", false);
        both("100000000", R"("CLF")", true);
        both("100000000.0001", R"("CLF")", false);
    }
    row("below 0, declined", usual, Line{.amount = R"("-12.34")", .status = R"("declined")"}, true);

    // Codes and words.
    row("small letters in a currency", usual, Line{.currency = R"("eur")"}, true);
    row("a currency that is none", usual, Line{.currency = R"("XYZ")"}, false);
    row("a currency of four letters", usual, Line{.currency = R"("EURO")"}, false);
    row("a currency of two letters", usual, Line{.currency = R"("EU")"}, false);
    row("a quote in a currency", usual, Line{.currency = R"("E"")"}, false);
    row("large letters in a country", usual, Line{.country = R"("FI")"}, true);
    row("a country with a digit", usual, Line{.country = R"("f1")"}, false);
    row("a country of three letters", usual, Line{.country = R"("fin")"}, false);
    row("accepted in large letters", usual, Line{.status = R"("ACCEPTED")"}, true);
    row("nearly accepted", usual, Line{.status = R"("accepteD ")"}, true);
    row("not quite accepted", usual, Line{.status = R"("acceptee")"}, true);
    row("no status", usual, Line{.status = R"("")"}, true);

    // Coordinates.
    row("minus zero degrees", usual, Line{.lat = "-0.0"}, true);
    row("a pole", usual, Line{.lat = "-90", .lon = "180.0000"}, true);
    row("beyond a pole", usual, Line{.lat = "90.00001"}, false);
    row("beyond the date line", usual, Line{.lon = "-180.00001"}, false);
    row("many decimals", usual, Line{.lat = "59.32932349999999", .lon = "18.0685808"}, true);
    row("nothing behind the point", usual, Line{.lat = "63."}, false);
    row("a zero too many", usual, Line{.lat = "063.4"}, false);
    row("nothing before the point", usual, Line{.lon = ".5"}, false);
    row("a hundred degrees", usual, Line{.lon = "100.5"}, true);
    row("an exponent", usual, Line{.lat = "1e-400"}, false);
    row("an exponent out of bounds", usual, Line{.lat = "1e400"}, false);

    // Forms.
    const std::string spaces =
        R"( { "status" : "accepted" , "currency":"SEK", "amount" : 1.5 ,	"eid" : 7 , )"
        R"("time" : 1299772875123 , "id" : "a" } )";
    row("spaces", spaces, spaces, true);
    const std::string nested = R"({"x":[{"y":[1,"a",true],"id":"no"},{},[]],"id":"a","time":)"
                               R"(1299772875123,"eid":7,"amount":1,"currency":"SEK","status":"b"})";
    row("nested", nested, nested, true);
    const std::string type = R"({"type":"x.purchase",)" + usual.substr(1);
    row("a type", type, R"({"type":"purchase",)" + usual.substr(1), true);
    row("another type", type, R"({"type":"xpurchase",)" + usual.substr(1), false);
    row("a heartbeat", type, R"({"type":"heartbeat",)" + usual.substr(1), false);
    row("a key with an escape", R"({"\u0065id":7,)" + usual.substr(1), usual, false);
    const std::string escaped_key = usual.substr(0, 2) + R"(\u0069)" + usual.substr(3);
    row("a known key with an escape", escaped_key, escaped_key, true);
    row("a key twice", usual, R"({"eid":7,)" + usual.substr(1), false);
    row("a key twice, again", R"({"eid":7,)" + usual.substr(1), R"({"eid":7,)" + usual.substr(1),
        false);
    row("a faulty line teaches nothing", Line{.eid = "0"}, usual, false);
    row("an array teaches nothing", '[' + usual + ']', usual, false);
}

void TestLineShapes::linesAfterOne()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(bool, is_by_shape);
    Decoder decoder(DecoderOptions{});
    learn(decoder, before.toStdString());
    QCOMPARE(linesByShape(decoder, after.toStdString() + "\n"), is_by_shape ? 1 : 0);
    QVERIFY(isReadAlike(before.toStdString(), after.toStdString()));
}

void TestLineShapes::textsAtEveryPlaceOfABlock()
{
    const std::string usual = Line{};
    for (const std::string_view piece :
         {"\xC3\xA5", "\xC3", "\xA5", "\xC3\xC3\xA5", "\xC3\xA5\xA5", "\xC2\xA0", "\xC2\x85",
          "\xC1\xBF", "\xDF\xBF\xC3\x80", "\xE0\xA4\x85", "\xE2\x82\xAC", "\x7F", "\x1F", "\\\"",
          "\\", "\xFF"}) {
        for (std::size_t before = 0; before < 34; ++before) {
            for (const std::size_t after : {0U, 1U, 15U, 16U, 40U}) {
                std::string text = '"' + std::string(before, 'b');
                text += piece;
                text += std::string(after, 'a') + '"';
                QVERIFY2(isReadAlike(usual, Line{.merchant = text}), text.c_str());
            }
        }
    }
}

void TestLineShapes::anyByteInPlaceOfAnother()
{
    const std::string usual = Line{};
    const std::string longer = Line{
        .merchant = "\"K\xC3\xB6pmannen vid torget\"", .eid = "1234567", .amount = R"("123456.7")"};
    for (const std::string& line : {usual, longer}) {
        for (std::size_t at = 0; at < line.size(); ++at) {
            for (const char byte :
                 std::string_view("0159.,:-+eE\"\\/: aZ}\x01\x7F\x80\x89\x8A\xC3\xFF")) {
                std::string changed = line;
                changed[at] = byte;
                QVERIFY2(isReadAlike(usual, changed), changed.c_str());
            }
        }
    }
}

void TestLineShapes::anythingThatIsLeftIsTakenBack()
{
    Decoder decoder(DecoderOptions{});
    learn(decoder, Line{});
    const std::string text = std::string(Line{.merchant = R"("kept")"}) + "\n" +
                             std::string(Line{.merchant = R"("gone")", .other = "-"}) + "\n" +
                             kPadding;
    EventBatch batch;
    const Decoder::Run run =
        decoder.decodeLikely({text.data(), text.size() - kPadding.size()}, batch);
    QCOMPARE(run.lines, 1);
    QCOMPARE(run.bytes, text.find('\n') + 1);
    QCOMPARE(batch.purchases.size(), std::size_t{1});
    QCOMPARE(batch.received, 1);
    QCOMPARE(batch.text.view(), "kept");
}

void TestLineShapes::formsThatComeAndGoAreKept()
{
    const std::vector<std::string> optional = {R"(,"merchant":"m")", R"(,"city":"c")",
                                               R"(,"lat":1.5,"lon":2.5)", R"(,"country":"se")"};
    std::string lines;
    for (unsigned fields = 0; fields < 16; ++fields) {
        lines += R"({"id":"a","time":1299772875123,"eid":7,"amount":1,"currency":"SEK",)"
                 R"("status":"accepted")";
        for (unsigned i = 0; i < optional.size(); ++i)
            lines += (fields >> i & 1U) != 0 ? optional[i] : "";
        lines += "}\n";
    }
    Decoder decoder(DecoderOptions{});
    for (std::size_t begin = 0; begin < lines.size();) {
        const std::size_t end = lines.find('\n', begin);
        learn(decoder, lines.substr(begin, end - begin));
        begin = end + 1;
    }
    QCOMPARE(linesByShape(decoder, lines + lines), 32);
    QVERIFY(isReadAlike(lines, lines));
}

/// There is an end to what is kept, and to the work of keeping it.
void TestLineShapes::newFormsReplaceTheOld()
{
    LikelyComparison comparison;
    std::string lines;
    for (int i = 0; i < 20'000; ++i)
        lines += lineWithKey(i * 7919 % 20'000) + "\n";
    QVERIFY(comparison.feed(lines));

    Decoder decoder(DecoderOptions{});
    const std::string usual = Line{};
    for (int i = 0; i < 40; ++i)
        learn(decoder, lineWithKey(i));
    for (int i = 0; i < 1000 && linesByShape(decoder, usual + "\n") == 0; ++i)
        learn(decoder, usual);
    QCOMPARE(linesByShape(decoder, usual + "\n"), 1);
}

void TestLineShapes::anEnvelopeLendsWhatTheDataLacks()
{
    const auto envelope = [](const std::string& before, const std::string& data,
                             const std::string& behind) {
        return R"({"specversion":"1.0",)" + before + R"("data":{)" + data +
               R"("eid":7,"amount":1,"currency":"SEK","status":"accepted"})" + behind + "}";
    };
    const std::string data = R"("id":"d","time":1299772875123,"type":"purchase",)";
    const std::vector<std::string> forms = {
        envelope(R"("id":"e","time":1299772875456,"type":"x.purchase","source":"/s",)", "", ""),
        envelope(R"("id":"e","time":1299772875456,"type":"x.purchase","source":"/s",)", data, ""),
        // Of no meaning where the data has its own, whatever they say.
        envelope(R"("id":"","time":"never","type":"y","source":"/s",)", data, ""),
        envelope("", data, R"(,"id":"e","time":"never","type":"y")"),
        envelope("", R"("id":null,"time":null,"type":null,)",
                 R"(,"id":"e","time":1299772875456,"type":"purchase")"),
        envelope(R"("merchant":"not this","merchant":1,)", data + R"("merchant":"but this",)", ""),
    };
    for (const std::string& form : forms) {
        Decoder decoder(DecoderOptions{});
        learn(decoder, form);
        QCOMPARE(linesByShape(decoder, form + "\n"), 1);
        for (const std::string& other : forms)
            QVERIFY(isReadAlike(form + "\n" + other, form + "\n" + other));
    }
    // An envelope is one by the word that makes it one.
    for (const char* word : {"null", "true", "1"}) {
        const std::string bare = R"({"specversion":null,)" + std::string(Line{}).substr(1);
        const std::string other =
            R"({"specversion":)" + std::string(word) + "," + std::string(Line{}).substr(1);
        QVERIFY(isReadAlike(bare, other));
    }
}

void TestLineShapes::theSourceIsPartOfTheIdentity()
{
    const auto line = [](const std::string& source) {
        return R"({"specversion":"1.0",)" + source + R"("data":)" + std::string(Line{}) + "}\n";
    };
    const std::string lines = line(R"("source":"/a",)") + line(R"("source":"/b",)") +
                              std::string(Line{}) + "\n" + line(R"("source":"/a",)") + line("") +
                              line(R"("source":"",)") + line(R"("source":"\/b",)");
    QVERIFY(isReadAlike(lines, lines + lines));
}

/// A message may hold line ends between its values; a stream of lines never does.
void TestLineShapes::aShapeEndsWithItsLine()
{
    std::string message = Line{};
    message.insert(1, "\n");
    Decoder decoder(DecoderOptions{});
    learn(decoder, message);
    QCOMPARE(linesByShape(decoder, message + "\n"), 0);
    learn(decoder, Line{});
    const std::string two = std::string(Line{}) + "\n" + std::string(Line{});
    QCOMPARE(outcome(decodeLine(two)), std::string("json 1"));
    EventBatch batch;
    const std::string padded = two + kPadding;
    decoder.decode({padded.data(), two.size()}, 1, batch);
    QCOMPARE(outcome(batch), std::string("json 1"));
}

void TestLineShapes::theLongestLine()
{
    const std::string usual = Line{};
    const std::size_t room = kMaxLineBytes - usual.size();
    for (const char* text : {"m", "\xC3\xA5", R"(\n)"}) {
        for (const std::size_t more : {0, 1}) {
            std::string merchant = "\"Store 1" + std::string(text);
            const std::size_t size = room - merchant.size() + 8 + more;
            const std::string line = Line{.merchant = merchant + std::string(size, 'm') + '"'};
            QCOMPARE(line.size(), kMaxLineBytes + more);
            Decoder decoder(DecoderOptions{});
            learn(decoder, usual);
            QCOMPARE(linesByShape(decoder, line + "\n"), more == 0 ? 1 : 0);
            QCOMPARE(linesByShape(decoder, line + "\r\n"), more == 0 ? 1 : 0);
            QVERIFY(isReadAlike(usual, line));
            QVERIFY(isReadAlike(usual, line + "\r"));
        }
    }
    // Far longer than what there is room to unescape.
    const std::string endless = Line{.merchant = R"("\n)" + std::string(1'000'000, 'm') + '"'};
    QVERIFY(isReadAlike(usual, endless));
    QVERIFY(isReadAlike(usual, usual + "\n" + endless));
}

void TestLineShapes::whatLiesBehindTheLineDoesNotMatter()
{
    for (const char padding : {'0', '"', '}', ' ', '\n', '\\', '\xFF'}) {
        for (const std::string& line :
             {std::string(Line{}), std::string(Line{}).substr(0, 60), std::string(R"({"id":"p)")}) {
            Decoder decoder(DecoderOptions{});
            learn(decoder, Line{});
            const std::string padded = line + std::string(Decoder::kPadding, padding);
            EventBatch batch;
            decoder.decode({padded.data(), line.size()}, 1, batch);
            QCOMPARE(outcome(batch), outcome(decodeLine(line)));
        }
    }
}

void TestLineShapes::aDecoderMayBeToldNotToGuess()
{
    DecoderOptions options;
    options.guesses = false;
    Decoder decoder(options);
    learn(decoder, Line{});
    QCOMPARE(linesByShape(decoder, std::string(Line{}) + "\n"), 0);
}

void TestLineShapes::whatIsReadByShapeIsAnnounced()
{
    std::vector<Purchase> announced;
    DecoderOptions options;
    options.announce = [&announced](const Purchase& one) { announced.push_back(one); };
    Decoder decoder(options);
    learn(decoder, Line{});
    announced.clear();
    const std::string text = std::string(Line{.id = R"("a")", .eid = "1"}) + "\n" +
                             std::string(Line{.id = R"("b")", .eid = "2"}) + "\n" +
                             std::string(Line{.eid = "0"}) + "\n";
    const std::string padded = text + kPadding;
    EventBatch batch;
    QCOMPARE(decoder.decodeLikely({padded.data(), text.size()}, batch).lines, 2U);
    QCOMPARE(announced.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE(announced[i].eid, static_cast<std::int64_t>(i) + 1);
        QVERIFY(announced[i].identity == batch.purchases[i].identity);
    }
}

void TestLineShapes::placesMayBeCheckedOnly()
{
    // Either way: by shape, and the long way.
    for (const bool guesses : {true, false}) {
        DecoderOptions options;
        options.guesses = guesses;
        options.keeps_places = false;
        LineDecoder decoder(options);
        const std::string good = Line{.other = R"(1,"city":"Tornio")"};
        const std::string bad = Line{.lat = "90.001", .other = R"(1,"city":"Tornio")"};
        std::string text;
        for (const std::string& line : {good, good, bad})
            text += line + "\n";
        EventBatch batch;
        decoder.feed(text, batch);
        decoder.finish(batch);
        QCOMPARE(batch.purchases.size(), 2U);
        for (const Purchase& purchase : batch.purchases) {
            QVERIFY(!purchase.hasLocation());
            QCOMPARE(purchase.city.size, 0U);
            QCOMPARE(batch.view(purchase.merchant), "Store 1");
        }
        QCOMPARE(batch.rejected[static_cast<std::size_t>(Rejection::Location)], 1U);
    }
}

QTEST_GUILESS_MAIN(TestLineShapes)
#include "tst_lineshapes.moc"
