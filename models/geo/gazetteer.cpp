// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/geo/gazetteer.h"

#include "models/geo/folding.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

extern "C" const unsigned char livewall_cities[];

namespace livewall::geo {

namespace {

struct CountryRow
{
    std::string_view code;
    std::string_view name;
    Point label;
    Extent extent;
};

constexpr CountryRow kCountries[] = {
#include "models/geo/countrytable.inc"
};

// resources/map/cities.bin as the linker placed it; makemapdata.mjs describes the form.
constexpr std::size_t kCountAt = 8;
constexpr std::size_t kFirstsAt = 12;
constexpr std::size_t kRecordsAt = kFirstsAt + 4 * (26 * 26 + 1);
constexpr std::size_t kRecordBytes = 9;
constexpr double kUnitsPerDegree = 40000;

std::uint32_t number(std::size_t at, int bytes)
{
    std::uint32_t value = 0;
    for (int i = bytes - 1; i >= 0; --i)
        value = value << 8 | livewall_cities[at + static_cast<std::size_t>(i)];
    return value;
}

/// Of the bytes of all names, where those of this place begin.
std::size_t nameBegin(std::size_t index)
{
    return number(kRecordsAt + kRecordBytes * index, 3);
}

std::size_t namesAt()
{
    return kRecordsAt + kRecordBytes * (cityCount() + 1);
}

std::string_view nameAt(std::size_t index)
{
    const std::size_t begin = nameBegin(index);
    return {reinterpret_cast<const char*>(livewall_cities) + namesAt() + begin,
            nameBegin(index + 1) - begin};
}

/// Where the list of labels begins, with their number.
std::size_t labelsAt()
{
    return namesAt() + nameBegin(cityCount());
}

} // namespace

std::optional<CountryPlace> findCountry(event::Country country)
{
    const char letters[] = {static_cast<char>(country.value() >> 8),
                            static_cast<char>(country.value() & 0xff)};
    const std::string_view code(letters, 2);
    const auto row = std::ranges::lower_bound(kCountries, code, {}, &CountryRow::code);
    if (row == std::end(kCountries) || row->code != code)
        return std::nullopt;
    return CountryPlace{row->name, row->label, row->extent};
}

std::optional<CityPlace> findCity(event::Country country, std::string_view name)
{
    const FoldedName wanted(name);
    if (wanted.view().empty())
        return std::nullopt;
    auto [first, end] = cityRange(country);
    for (std::size_t last = end; first < last;) {
        const std::size_t middle = first + (last - first) / 2;
        if (FoldedName(nameAt(middle)).view() < wanted.view())
            first = middle + 1;
        else
            last = middle;
    }
    if (first == end || FoldedName(nameAt(first)).view() != wanted.view())
        return std::nullopt;
    return cityAt(first);
}

std::size_t cityCount()
{
    return number(kCountAt, 4);
}

std::size_t labelCount()
{
    return number(labelsAt(), 4);
}

CityPlace labelAt(std::size_t rank)
{
    return cityAt(number(labelsAt() + 4 + 3 * rank, 3));
}

bool isOwnPlace(std::size_t index)
{
    const std::size_t bits_at = labelsAt() + 4 + 3 * labelCount();
    return (livewall_cities[bits_at + index / 8] >> (index % 8) & 1) != 0;
}

event::Country cityCountry(std::size_t index)
{
    // The last pair of letters whose places begin at or before it.
    std::size_t first = 0;
    for (std::size_t last = 26 * 26; last - first > 1;) {
        const std::size_t middle = first + (last - first) / 2;
        (number(kFirstsAt + 4 * middle, 4) <= index ? first : last) = middle;
    }
    const char letters[] = {static_cast<char>('a' + first / 26),
                            static_cast<char>('a' + first % 26)};
    return event::Country::fromCode({letters, 2}).value();
}

CityRange cityRange(event::Country country)
{
    if (country.isNone())
        return {};
    const auto first = static_cast<std::size_t>((country.value() >> 8) - 'a');
    const auto second = static_cast<std::size_t>((country.value() & 0xff) - 'a');
    const std::size_t at = kFirstsAt + 4 * (first * 26 + second);
    return {number(at, 4), number(at + 4, 4)};
}

CityPlace cityAt(std::size_t index)
{
    const std::size_t record = kRecordsAt + kRecordBytes * index;
    return {nameAt(index),
            {number(record + 3, 3) / kUnitsPerDegree - 90,
             number(record + 6, 3) / kUnitsPerDegree - 180}};
}

} // namespace livewall::geo
