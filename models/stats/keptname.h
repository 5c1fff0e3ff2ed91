// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace livewall::stats {

/// A store's name where many are kept and compared: unless it is long it lies in its place, so that
/// whoever has fetched that from memory need not wait for another one. 48 bytes.
class KeptName
{
public:
    KeptName() = default;
    explicit KeptName(std::string_view text) { assign(text); }
    KeptName(const KeptName& other) { assign(other.view()); }
    KeptName(KeptName&&) noexcept = default;
    KeptName& operator=(const KeptName& other)
    {
        if (this != &other)
            assign(other.view());
        return *this;
    }
    KeptName& operator=(KeptName&&) noexcept = default;
    ~KeptName() = default;

    std::string_view view() const { return {apart_ ? apart_.get() : here_.data(), size_}; }
    bool empty() const { return size_ == 0; }

private:
    void assign(std::string_view text)
    {
        apart_ = text.size() > here_.size() ? std::make_unique<char[]>(text.size()) : nullptr;
        size_ = static_cast<std::uint32_t>(text.size());
        std::ranges::copy(text, apart_ ? apart_.get() : here_.data());
    }

    std::unique_ptr<char[]> apart_; ///< a long one
    std::uint32_t size_ = 0;
    std::array<char, 36> here_{};
};

} // namespace livewall::stats
