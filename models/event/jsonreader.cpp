// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/jsonreader.h"

#include "models/event/decimal.h"

#include <new>

#include <simdjson.h>

namespace livewall::event {

static_assert(JsonReader::kPadding >= simdjson::SIMDJSON_PADDING);

JsonReader::JsonReader(std::size_t max_bytes)
    // Strings are written in blocks, hence the padding.
    : strings_(std::make_unique_for_overwrite<char[]>(max_bytes + 2 * kPadding))
{
    // The depth is for its second stage, which is not used.
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(
            max_bytes, 1, simdjson_) != simdjson::SUCCESS)
        throw std::bad_alloc();
}

JsonReader::~JsonReader() = default;

bool JsonReader::start(std::string_view text)
{
    text_ = text.data();
    size_ = text.size();
    free_ = strings_.get();
    has_escapes_ = text.find('\\') != std::string_view::npos;
    const auto error = simdjson_->stage1(reinterpret_cast<const std::uint8_t*>(text_), size_,
                                         simdjson::stage1_mode::regular);
    next_ = simdjson_->structural_indexes.get();
    end_ = next_ + (error == simdjson::SUCCESS ? simdjson_->n_structural_indexes : 0);
    return error == simdjson::SUCCESS;
}

bool JsonReader::takeNumber(std::string_view& text)
{
    text = takeToken();
    return isJsonNumber(text);
}

bool JsonReader::unescape(std::string_view& text)
{
    if (text.find('\\') == std::string_view::npos)
        return true;
    char* const begin = free_;
    const auto* const end =
        simdjson_->parse_string(reinterpret_cast<const std::uint8_t*>(text.data()),
                                reinterpret_cast<std::uint8_t*>(begin), false);
    if (end == nullptr)
        return false;
    free_ += reinterpret_cast<const char*>(end) - begin;
    text = {begin, static_cast<std::size_t>(free_ - begin)};
    return true;
}

} // namespace livewall::event
