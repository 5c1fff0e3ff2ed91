// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Looks for a line that the decoder's guesses read otherwise than the long way does:
//
//   build/dev/bin/run_likely EXECUTIONS [FIRST_SESSION]
//
// An execution is one line with something changed in it, decoded both ways and compared to the last
// bit; a session is 256 of them after a few lines that are as they should be. Sessions depend on
// their number alone: what a session found, `run_likely 256 SESSION` finds again. Several programs
// with sessions that begin far from each other share the work.
#include "tests/fuzz/likelycomparison.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace livewall::event;

namespace {

constexpr std::uint64_t kExecutionsPerSession = 256;

/// Lines as feeds send them; values stand between backquotes.
constexpr std::array<std::string_view, 9> kForms = {
    R"({"id":`"p-00000001"`,"time":`"2011-02-10T16:00:00.461Z"`,"merchant":`"Store 9842"`,)"
    R"("eid":`9842`,"country":`"no"`,"amount":`"71.34"`,"currency":`"NOK"`,"status":`"accepted"`,)"
    R"("lat":`63.431`,"lon":`10.395`,"city":`"Trondheim"`})",
    R"({"id":`"p-1"`,"time":`"2011-02-10T16:00:00.461Z"`,"eid":`9842`,"amount":`71.34`,)"
    R"("currency":`"JPY"`,"status":`"declined"`})",
    R"( { "status" : `"accepted"` , "eid" : `7` , "currency" : `"KWD"` , "amount" : `"-1.125"` ,)"
    R"( "time" : `1299772875123` , "type" : `"com.shop.purchase"` , "id" : `"a"` } )",
    R"({"specversion":`"1.0"`,"id":`"e-1"`,"source":`"\/tills\/7"`,"type":`"x.purchase"`,)"
    R"("time":`"2016-12-31T23:59:60+01:00"`,"data":{"status":`"accepted"`,"eid":`7`,"amount":`1`,)"
    R"("currency":`"SEK"`,"merchant":`"M\u00fcller \"&\" S\u00f6hne"`}})",
    R"({"data":{"id":`"d-1"`,"time":`1299772875123`,"type":`"purchase"`,"status":`"pending"`,)"
    R"("eid":`7`,"amount":`1e1`,"currency":`"EUR"`},"id":`"e-1"`,"time":`"2016-12-31T23:59:59Z"`,)"
    R"("type":`"x.purchase"`,"specversion":`1`,"source":`"/s"`})",
    R"({"x":{"y":[`1`,`-0.5E+3`,[],{},`true`],"z":`null`},"id":`"p"`,"tags":[`"a"`,`"b\n"`],)"
    R"("time":`"2012-02-29T00:00:00Z"`,"status":`"ACCEPTED"`,"eid":`123456789012`,)"
    R"("amount":`"12345678.9"`,"currency":`"idr"`,"test":`false`,"country":null,"city":`"x"`})",
    "{\"id\":`\"\xC3\xA5\"`,\"time\":`\"2011-02-10T16:00:00.461Z\"`,\"merchant\":"
    "`\"\xE4\xB8\xAD\xE6\x96\x87 \xF0\x9F\x98\x80 and more of it\"`,\"eid\":`1`,\"amount\":`0.50`,"
    "\"currency\":`\"EUR\"`,\"status\":`\"accepted\"`,\"lat\":`-0.25`,\"lon\":`-179.999999`,"
    "\"city\":`\"M\xC3\xBCnchen\"`,\"service\":`\"s\"`,\"version\":`3`}",
    R"({"type":`"heartbeat"`,"id":`"h"`,"time":`1299772875123`})",
    R"([{"id":`"p"`,"time":`1299772875123`,"eid":`1`,"amount":`1`,"currency":`"SEK"`,)"
    R"("status":`"x"`},{"type":`"deploy"`,"id":`"d"`,"time":`1299772875123`,"service":`"s"`}])",
};

/// Values that stand on some border.
const std::vector<std::string_view> kValues = {"null",
                                               "true",
                                               "false",
                                               "nul",
                                               "truE",
                                               "falsee",
                                               "{}",
                                               "[]",
                                               "[1]",
                                               "\"\"",
                                               "\"a\"",
                                               "\"\\\"\"",
                                               "\"\\\\\"",
                                               "\"\\\\\\\"\"",
                                               "\"\\",
                                               "\"\\u0041\"",
                                               "\"\\ud83d\\ude00\"",
                                               "\"\\ud83d\"",
                                               "\"\\u00\"",
                                               "\"\\q\"",
                                               "\"\x7F\"",
                                               "\"\x1F\"",
                                               "\"\t\"",
                                               "\"\xC2\x85\"",
                                               "\"\xC2\xA0\"",
                                               "\"\xC3\"",
                                               "\"\xC3\xA9\"",
                                               "\"\xC0\xAF\"",
                                               "\"\xE0\x80\x80\"",
                                               "\"\xE0\xA4\x85\"",
                                               "\"\xED\xA0\x80\"",
                                               "\"\xED\x95\x9C\"",
                                               "\"\xEF\xBF\xBF\"",
                                               "\"\xF0\x90\x80\x80\"",
                                               "\"\xF4\x90\x80\x80\"",
                                               "\"\xF0\x9F\x98\"",
                                               "\"\xE4\xB8\"",
                                               "\"a string of thirty-two characters\"",
                                               "\"sixteen bytes 16\"",
                                               "\"fifteen bytes15\"",
                                               "\"seventeen bytes17\"",
                                               "0",
                                               "-0",
                                               "-0.0",
                                               "00",
                                               "01",
                                               "-01",
                                               "0.",
                                               ".5",
                                               "0.5",
                                               "-",
                                               "--1",
                                               "+1",
                                               "1.",
                                               "1.5.2",
                                               "1e3",
                                               "1E-3",
                                               "1e",
                                               "1e+",
                                               "1.25e2",
                                               "7",
                                               "12",
                                               "123",
                                               "1234",
                                               "12345",
                                               "123456",
                                               "1234567",
                                               "12345678",
                                               "123456789",
                                               "1234567890123456",
                                               "9223372036854775807",
                                               "9223372036854775808",
                                               "99999999999999999999",
                                               "-1234567",
                                               "1234567.1",
                                               "123456.1",
                                               "12345.12",
                                               "1234.123",
                                               "1.1234567",
                                               "1.12345678",
                                               "0.00000001",
                                               "90",
                                               "90.0",
                                               "90.000001",
                                               "-90",
                                               "-90.1",
                                               "180",
                                               "180.000001",
                                               "-180",
                                               "1e400",
                                               "-1e400",
                                               "1e-400",
                                               "\"0\"",
                                               "\"-0\"",
                                               "\"00.5\"",
                                               "\"1.\"",
                                               "\".5\"",
                                               "\"1e1\"",
                                               "\"-5.00\"",
                                               "\"10000000000.00\"",
                                               "\"10000000000.01\"",
                                               "\"1000000000000\"",
                                               "\"1000000000001\"",
                                               "\"0.001\"",
                                               "\"70.00\"",
                                               "\"70.000\"",
                                               "\"7.125\"",
                                               "\"1.23456\"",
                                               "\"12345678\"",
                                               "\"1.12345678\"",
                                               "\"+1\"",
                                               "\"accepted\"",
                                               "\"Accepted\"",
                                               "\"acceptee\"",
                                               "\"accepted \"",
                                               "\"accepte\"",
                                               "\"\\u0061ccepted\"",
                                               "\"ABCCEPTED\"",
                                               "\"purchase\"",
                                               "\"xpurchase\"",
                                               "\"a.b.purchase\"",
                                               "\".purchase\"",
                                               "\"purchase.x\"",
                                               "\"EUR\"",
                                               "\"eur\"",
                                               "\"EU\"",
                                               "\"EURO\"",
                                               "\"XYZ\"",
                                               "\"E\\u0055R\"",
                                               "\"@[`\"",
                                               "\"no\"",
                                               "\"NO\"",
                                               "\"n\"",
                                               "\"nor\"",
                                               "\"n1\"",
                                               "\"\\u006eo\"",
                                               "946684799999",
                                               "946684800000",
                                               "4102444799999",
                                               "4102444800000",
                                               "1299772875123.0",
                                               "\"2011-02-10T16:00:00.461Z\"",
                                               "\"2011-02-10t16:00:00.461z\"",
                                               "\"2011-02-10T16:00:60.999Z\"",
                                               "\"2011-02-10T16:00:61.000Z\"",
                                               "\"2011-02-10T24:00:00.000Z\"",
                                               "\"2011-02-10T16:60:00.000Z\"",
                                               "\"2011-02-30T16:00:00.000Z\"",
                                               "\"2011-02-10T16:00:00Z\"",
                                               "\"2011-02-10T16:00:00.4Z\"",
                                               "\"2011-02-10T16:00:00.461999Z\"",
                                               "\"2011-02-10T16:00:00.461+00:00\"",
                                               "\"2011-02-10T16:00:00.461-23:59\"",
                                               "\"2011-02-10T16:00:00.461\"",
                                               "\"2011-02-10T16:0a:00.461Z\"",
                                               "\"2011-02-10T16:00:00,461Z\"",
                                               "\"1999-12-31T23:59:59.999Z\"",
                                               "\"2000-01-01T00:00:00.000Z\"",
                                               "\"2099-12-31T23:59:59.999Z\"",
                                               "\"2100-01-01T00:00:00.000Z\"",
                                               "\"2011-02-1\\u0030T16:00:00Z\""};

/// Bytes and words that mean something to the decoder.
const std::vector<std::string_view> kTokens = {"\n",
                                               "\r\n",
                                               "\r",
                                               "{",
                                               "}",
                                               "[",
                                               "]",
                                               ",",
                                               ":",
                                               "\"",
                                               "\\",
                                               "\\u00",
                                               "\\ud83d",
                                               "null",
                                               "-",
                                               "e9",
                                               "E",
                                               "0",
                                               "1",
                                               "9",
                                               ".",
                                               " ",
                                               "\t",
                                               "\x7F",
                                               "\xC2\x85",
                                               "\xC3",
                                               "\xFF",
                                               "\xE2\x80\xA8",
                                               ",\"id\":\"x\"",
                                               ",\"eid\":1",
                                               "\"data\":",
                                               ",\"specversion\":\"1.0\"",
                                               ",\"merchant\":null",
                                               ",\"x\":[1,\"\\\"\"]",
                                               "\xEF\xBB\xBF",
                                               "0000000",
                                               "aaaaaaaaaaaaaaaa"};

/// A form with its text and its values by turns; a text is the first.
std::vector<std::string> partsOf(std::string_view form)
{
    std::vector<std::string> parts(1);
    for (const char c : form) {
        if (c == '`')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string line;
    for (const std::string& part : parts)
        line += part;
    return line;
}

class Session
{
public:
    /// Every other one of decoders that do not keep places.
    explicit Session(std::uint64_t number) : random_(number), comparison_(number % 2 == 0)
    {
        for (const std::string_view form : kForms)
            forms_.push_back(partsOf(form));
    }

    /// Whether both ways gave the same throughout.
    bool run()
    {
        std::string lines;
        for (const auto& form : forms_)
            lines += joined(form) + "\n";
        if (!comparison_.feed(lines + kBlanks))
            return false;
        for (std::uint64_t i = 0; i < kExecutionsPerSession; ++i) {
            if (!execute(changedLine()))
                return false;
        }
        return true;
    }

    std::uint64_t purchases() const { return purchases_; }

private:
    std::size_t below(std::size_t limit) { return random_() % limit; }

    template <class Choices>
    auto& anyOf(Choices& choices)
    {
        return choices[below(choices.size())];
    }

    std::string changedLine()
    {
        std::vector<std::string> parts = anyOf(forms_);
        for (std::size_t changes = below(3); changes > 0; --changes)
            parts[1 + 2 * below(parts.size() / 2)] = anyOf(kValues);
        std::string line = joined(parts);
        for (std::size_t changes = below(3); changes > 0; --changes)
            change(line);
        return line + std::string(anyOf(kEnds));
    }

    void change(std::string& line)
    {
        const std::size_t at = below(line.size() + 1);
        const std::size_t size = std::min(line.size() - at, below(8));
        switch (below(6)) {
        case 0:
            line.erase(at, size);
            break;
        case 1:
            line.insert(at, anyOf(kTokens));
            break;
        case 2:
            line.insert(below(line.size() + 1), line.substr(at, size));
            break;
        case 3:
            line.replace(at, size, anyOf(kTokens));
            break;
        case 4: // a digit, a letter or a mark for another
            if (at < line.size())
                line[at] = static_cast<char>(' ' + below(96));
            break;
        default:
            if (at < line.size())
                line[at] = static_cast<char>(random_());
        }
    }

    /// Whole, or cut in two anywhere.
    bool execute(const std::string& line)
    {
        const std::string bytes = line + kBlanks;
        const std::size_t cut = below(8) == 0 ? below(bytes.size()) : bytes.size();
        const bool is_same = comparison_.feed({bytes.data(), cut});
        purchases_ += comparison_.purchases();
        if (is_same &&
            (cut == bytes.size() || comparison_.feed(std::string_view(bytes).substr(cut))))
            return true;
        std::printf("differs: %s\n", line.c_str());
        return false;
    }

    static constexpr std::array<std::string_view, 5> kEnds = {"\n", "\n", "\n", "\r\n", "\r\r\n"};
    /// Lets the line before them be read where it is.
    inline static const std::string kBlanks = std::string(Decoder::kPadding, ' ') + "\n";

    std::mt19937_64 random_;
    std::vector<std::vector<std::string>> forms_;
    LikelyComparison comparison_;
    std::uint64_t purchases_ = 0;
};

std::uint64_t numberOf(const char* text)
{
    std::uint64_t number = 0;
    std::from_chars(text, text + std::strlen(text), number);
    return number;
}

} // namespace

int main(int count, char** arguments)
{
    const std::uint64_t executions = count > 1 ? numberOf(arguments[1]) : 100'000;
    const std::uint64_t first = count > 2 ? numberOf(arguments[2]) : 0;
    std::uint64_t purchases = 0;
    std::uint64_t done = 0;
    for (std::uint64_t number = first; done < executions; ++number) {
        Session session(number);
        if (!session.run()) {
            std::printf("session %llu: a guess was wrong\n",
                        static_cast<unsigned long long>(number));
            return 1;
        }
        purchases += session.purchases();
        done += kExecutionsPerSession;
        if (done % (kExecutionsPerSession << 16) == 0) {
            std::printf("%llu executions\n", static_cast<unsigned long long>(done));
            std::fflush(stdout);
        }
    }
    std::printf("%llu executions, %llu purchases, no difference\n",
                static_cast<unsigned long long>(done), static_cast<unsigned long long>(purchases));
    return 0;
}
