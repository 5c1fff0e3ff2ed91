// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/likelykey.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

namespace livewall::event {
namespace {

/// Keys longer than this are not compared: they may be anything.
constexpr std::size_t kMaxKeyBytes = 40;

/// What others call the required fields, likeliest first, in lower case without separators.
std::span<const std::string_view> aliases(Field field)
{
    static constexpr std::array<std::string_view, 10> kId = {
        "eventid", "uuid",    "guid",      "transactionid", "txid",
        "txnid",   "orderid", "paymentid", "purchaseid",    "messageid"};
    static constexpr std::array<std::string_view, 10> kTime = {
        "createdat", "timestamp", "ts",        "occurredat", "eventtime",
        "datetime",  "created",   "createdon", "date",       "at"};
    static constexpr std::array<std::string_view, 6> kStatus = {
        "state", "result", "outcome", "paymentstatus", "orderstatus", "transactionstatus"};
    static constexpr std::array<std::string_view, 10> kEid = {
        "merchantid", "storeid", "shopid",   "sellerid", "entityid",
        "accountid",  "merchno", "vendorid", "storeno",  "merchantnumber"};
    static constexpr std::array<std::string_view, 8> kAmount = {
        "total", "value", "price", "sum", "totalamount", "totalprice", "grandtotal", "gross"};
    static constexpr std::array<std::string_view, 4> kCurrency = {"currencycode", "ccy", "cur",
                                                                  "isocurrency"};
    switch (field) {
    case Field::Id:
        return kId;
    case Field::Time:
        return kTime;
    case Field::Status:
        return kStatus;
    case Field::Eid:
        return kEid;
    case Field::Amount:
        return kAmount;
    case Field::Currency:
        return kCurrency;
    default:
        return {};
    }
}

/// Lower case, without separators; empty for what is too long or not plain ASCII.
std::string folded(std::string_view key)
{
    std::string letters;
    if (key.size() > kMaxKeyBytes)
        return letters;
    for (const char c : key) {
        if (c <= ' ' || c > '~' || c == '"' || c == '\\')
            return {};
        if (c == '_' || c == '-' || c == '.' || c == '@')
            continue;
        letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return letters;
}

/// Letters to put in, take out, change or swap with their neighbour to make one word the other.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> now(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(now);
    }
    return last[b.size()];
}

} // namespace

std::string_view likelyKey(Field field, std::span<const std::string_view> keys)
{
    const std::string own = folded(name(field));
    for (const std::string_view key : keys) {
        if (folded(key) == own)
            return key;
    }
    for (const std::string_view alias : aliases(field)) {
        for (const std::string_view key : keys) {
            if (folded(key) == alias)
                return key;
        }
    }
    // Short names are one letter away from too much.
    const std::size_t tolerance = own.size() < 4 ? 0 : own.size() < 6 ? 1 : 2;
    for (const std::string_view key : keys) {
        const std::string word = folded(key);
        if (!word.empty() && tolerance > 0 && editDistance(own, word) <= tolerance)
            return key;
    }
    return {};
}

} // namespace livewall::event
