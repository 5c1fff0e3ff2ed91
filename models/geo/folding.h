// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace livewall::geo {

/// What is left of a name when case, diacritics and punctuation do not count: lower-case ASCII
/// letters and digits with single spaces between the words; letters of other scripts stay as they
/// are. In a buffer of its own, so that comparing names allocates nothing. A name that folds to
/// more than kCapacity bytes, and text that is not UTF-8, folds to nothing.
class FoldedName
{
public:
    static constexpr std::size_t kCapacity = 128;

    explicit FoldedName(std::string_view name);

    std::string_view view() const { return {text_.data(), size_}; }

private:
    bool append(std::string_view piece);

    std::array<char, kCapacity> text_;
    std::size_t size_ = 0;
};

} // namespace livewall::geo
