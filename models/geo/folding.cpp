// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/geo/folding.h"

#include <algorithm>
#include <iterator>

namespace livewall::geo {

namespace {

#include "models/geo/foldtable.inc"

struct Decoded
{
    char32_t point = 0;
    std::size_t size = 0; ///< bytes; 0: not UTF-8
};

Decoded decode(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    const std::size_t size = first < 0x80             ? 1
                             : (first & 0xe0) == 0xc0 ? 2
                             : (first & 0xf0) == 0xe0 ? 3
                             : (first & 0xf8) == 0xf0 ? 4
                                                      : 0;
    if (size == 0 || size > text.size())
        return {};
    char32_t point = size == 1 ? first : first & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return {};
        point = (point << 6) | (byte(i) & 0x3f);
    }
    return {point, size};
}

bool isMark(char32_t point)
{
    return point == '\'' || point == '`' || point == '.' || (point >= 0x300 && point <= 0x36f) ||
           (point >= 0x2018 && point <= 0x201b) || (point >= 0x2b9 && point <= 0x2bf);
}

template <std::size_t n>
const char* find(const char (&block)[n][3], char32_t first, char32_t point)
{
    return point >= first && point < first + n ? block[point - first] : nullptr;
}

} // namespace

FoldedName::FoldedName(std::string_view name)
{
    while (!name.empty()) {
        const auto [point, size] = decode(name);
        bool fits = size > 0;
        if (fits && !isMark(point)) {
            const char ascii = static_cast<char>(point | 0x20);
            if (point < 0x80 && ((ascii >= 'a' && ascii <= 'z') || (point >= '0' && point <= '9')))
                fits = append({&ascii, 1});
            else if (point < 0x80 || (point >= 0x2000 && point <= 0x206f))
                fits = append(" ");
            else if (const char* letters = find(kLatin, kFirstLatin, point))
                fits = append(letters);
            else if (const char* more = find(kLatinAdditional, kFirstLatinAdditional, point))
                fits = append(more);
            else
                fits = append(name.substr(0, size));
        }
        if (!fits) {
            size_ = 0;
            return;
        }
        name.remove_prefix(size);
    }
    if (size_ > 0 && text_[size_ - 1] == ' ')
        --size_;
}

bool FoldedName::append(std::string_view piece)
{
    if (piece == " " && (size_ == 0 || text_[size_ - 1] == ' '))
        return true;
    if (size_ + piece.size() > kCapacity)
        return false;
    std::copy(piece.begin(), piece.end(), std::next(text_.begin(), static_cast<long>(size_)));
    size_ += piece.size();
    return true;
}

} // namespace livewall::geo
