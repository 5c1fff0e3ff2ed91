// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/packing.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace livewall::store {

namespace {

constexpr char kCellsForm = 1;
constexpr char kIdentitiesForm = 2;
constexpr char kNamesForm = 3;

constexpr std::int64_t kHour_ms = 3'600'000;
constexpr std::size_t kIdentityBytes = 20;

__extension__ using UInt128 = unsigned __int128;

void putNumber(std::string& bytes, UInt128 value)
{
    while (value >= 0x80) {
        bytes.push_back(static_cast<char>(static_cast<unsigned>(value & 0x7f) | 0x80));
        value >>= 7;
    }
    bytes.push_back(static_cast<char>(value));
}

UInt128 zigzag(event::Int128 value)
{
    return (static_cast<UInt128>(value) << 1) ^ static_cast<UInt128>(value >> 127);
}

event::Int128 unzigzag(UInt128 value)
{
    return static_cast<event::Int128>(value >> 1) ^ -static_cast<event::Int128>(value & 1);
}

/// Takes packed things off the front; once something is not there, nothing is.
class Unpacker
{
public:
    explicit Unpacker(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

    bool isGood() const { return is_good_; }
    bool isAtEnd() const { return at_ == end_; }

    /// Cells are read by the million at a start: most numbers are one byte.
    std::uint64_t number()
    {
        if (at_ != end_ && !(*at_ & 0x80)) [[likely]]
            return static_cast<std::uint64_t>(*at_++);
        const UInt128 value = wideNumber();
        if (value >> 64)
            is_good_ = false;
        return static_cast<std::uint64_t>(value);
    }

    UInt128 wideNumber()
    {
        UInt128 value = 0;
        for (int shift = 0; shift < 128 && at_ != end_; shift += 7) {
            const auto byte = static_cast<unsigned char>(*at_++);
            value |= UInt128{byte & 0x7fU} << shift;
            if (!(byte & 0x80))
                return value;
        }
        is_good_ = false;
        return 0;
    }

    std::string_view take(std::uint64_t size)
    {
        if (size > static_cast<std::uint64_t>(end_ - at_)) {
            is_good_ = false;
            at_ = end_;
            return {};
        }
        const std::string_view taken(at_, static_cast<std::size_t>(size));
        at_ += size;
        return taken;
    }

    char form()
    {
        const std::string_view byte = take(1);
        return byte.empty() ? '\0' : byte.front();
    }

    /// No more can be left than bytes.
    std::uint64_t count()
    {
        const std::uint64_t count = number();
        if (count > static_cast<std::uint64_t>(end_ - at_))
            is_good_ = false;
        return is_good_ ? count : 0;
    }

private:
    const char* at_;
    const char* end_;
    bool is_good_ = true;
};

using Codes = std::pair<event::Country, event::Currency>;

auto keyOf(const stats::Delta& delta)
{
    return std::tuple(delta.eid, delta.country, delta.currency);
}

template <typename Value>
void putFixed(std::string& bytes, Value value)
{
    static_assert(std::is_unsigned_v<Value>);
    for (std::size_t i = 0; i < sizeof value; ++i)
        bytes.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
}

template <typename Value>
Value fixed(const char* bytes)
{
    Value value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i)
        value |=
            static_cast<Value>(static_cast<Value>(static_cast<unsigned char>(bytes[i])) << (8 * i));
    return value;
}

} // namespace

std::string packCells(std::span<const stats::Delta> cells)
{
    std::vector<Codes> codes;
    for (const stats::Delta& cell : cells)
        codes.emplace_back(cell.country, cell.currency);
    std::ranges::sort(codes);
    const auto repeated = std::ranges::unique(codes);
    codes.erase(repeated.begin(), repeated.end());

    std::string bytes(1, kCellsForm);
    putNumber(bytes, codes.size());
    for (const auto& [country, currency] : codes) {
        bytes.push_back(static_cast<char>(country.value() >> 8));
        bytes.push_back(static_cast<char>(country.value() & 0xff));
        // None is three blanks.
        bytes.append(currency.isNone() ? std::string_view("   ") : currency.code());
    }
    putNumber(bytes, cells.size());
    std::int64_t eid = 0;
    for (const stats::Delta& cell : cells) {
        assert(cell.eid >= eid);
        const auto code = std::ranges::lower_bound(codes, Codes(cell.country, cell.currency));
        putNumber(bytes, static_cast<std::uint64_t>(cell.eid - std::exchange(eid, cell.eid)));
        putNumber(bytes, static_cast<std::uint64_t>(code - codes.begin()));
        putNumber(bytes, static_cast<std::uint64_t>(cell.accepted));
        putNumber(bytes, static_cast<std::uint64_t>(cell.not_accepted));
        putNumber(bytes, zigzag(cell.sum));
    }
    return bytes;
}

bool unpackCells(std::string_view packed, std::int64_t second,
                 const std::function<void(const stats::Delta&)>& each)
{
    Unpacker unpacker(packed);
    if (unpacker.form() != kCellsForm)
        return false;
    std::vector<Codes> codes(unpacker.count());
    for (auto& [country, currency] : codes) {
        const std::string_view letters = unpacker.take(5);
        if (letters.empty())
            return false;
        if (letters[0] != '\0') {
            const auto known = event::Country::fromCode(letters.substr(0, 2));
            if (!known)
                return false;
            country = *known;
        }
        if (letters.substr(2) != "   ") {
            const auto known = event::Currency::fromCode(letters.substr(2));
            if (!known)
                return false;
            currency = *known;
        }
    }
    const std::uint64_t count = unpacker.count();
    stats::Delta cell{.second = second};
    for (std::uint64_t i = 0; i < count; ++i) {
        cell.eid =
            static_cast<std::int64_t>(static_cast<std::uint64_t>(cell.eid) + unpacker.number());
        const std::uint64_t code = unpacker.number();
        cell.accepted = static_cast<std::int64_t>(unpacker.number());
        cell.not_accepted = static_cast<std::int64_t>(unpacker.number());
        cell.sum = unzigzag(unpacker.wideNumber());
        if (!unpacker.isGood() || code >= codes.size() || cell.eid < 0 || cell.accepted < 0 ||
            cell.not_accepted < 0)
            return false;
        cell.country = codes[code].first;
        cell.currency = codes[code].second;
        each(cell);
    }
    return unpacker.isGood() && unpacker.isAtEnd();
}

std::string packIdentities(std::span<const Remembered> identities, std::int64_t hour)
{
    std::string bytes(1, kIdentitiesForm);
    bytes.reserve(1 + identities.size() * kIdentityBytes);
    for (const Remembered& one : identities) {
        putFixed(bytes, one.identity.high);
        putFixed(bytes, one.identity.low);
        putFixed(bytes, static_cast<std::uint32_t>(one.time_ms - hour * kHour_ms));
    }
    return bytes;
}

bool unpackIdentities(std::string_view packed, std::int64_t hour,
                      const std::function<void(const Remembered&)>& each)
{
    if (packed.empty() || packed[0] != kIdentitiesForm || (packed.size() - 1) % kIdentityBytes != 0)
        return false;
    for (std::size_t at = 1; at < packed.size(); at += kIdentityBytes) {
        const char* bytes = packed.data() + at;
        const auto time_ms = std::int64_t{fixed<std::uint32_t>(bytes + 16)};
        if (time_ms >= kHour_ms)
            return false;
        each({{fixed<std::uint64_t>(bytes), fixed<std::uint64_t>(bytes + 8)},
              hour * kHour_ms + time_ms});
    }
    return true;
}

std::string packNames(std::span<const NameSpan> names)
{
    std::string bytes(1, kNamesForm);
    for (const NameSpan& name : names) {
        putNumber(bytes, static_cast<std::uint64_t>(name.eid));
        putNumber(bytes, static_cast<std::uint64_t>(name.first_ms));
        putNumber(bytes, static_cast<std::uint64_t>(name.newest_ms - name.first_ms));
        putNumber(bytes, name.name.size());
        bytes.append(name.name);
    }
    return bytes;
}

bool unpackNames(std::string_view packed, const std::function<void(const NameSpan&)>& each)
{
    Unpacker unpacker(packed);
    if (unpacker.form() != kNamesForm)
        return false;
    while (!unpacker.isAtEnd()) {
        const auto eid = static_cast<std::int64_t>(unpacker.number());
        const auto first_ms = static_cast<std::int64_t>(unpacker.number());
        const auto length_ms = static_cast<std::int64_t>(unpacker.number());
        const std::string_view text = unpacker.take(unpacker.number());
        std::int64_t newest_ms = 0;
        if (!unpacker.isGood() || text.empty() ||
            __builtin_add_overflow(first_ms, length_ms, &newest_ms))
            return false;
        each({eid, first_ms, newest_ms, std::string(text)});
    }
    return true;
}

void mergeCells(std::vector<stats::Delta>& cells)
{
    std::ranges::sort(cells, {}, keyOf);
    std::size_t kept = 0;
    for (std::size_t i = 1; i < cells.size(); ++i) {
        if (keyOf(cells[kept]) != keyOf(cells[i])) {
            cells[++kept] = cells[i];
            continue;
        }
        cells[kept].accepted += cells[i].accepted;
        cells[kept].not_accepted += cells[i].not_accepted;
        cells[kept].sum += cells[i].sum;
    }
    if (!cells.empty())
        cells.resize(kept + 1);
}

} // namespace livewall::store
