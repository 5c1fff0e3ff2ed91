// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/eventstreamparser.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace livewall::feed {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// A data line of kMaxLineBytes with its field name and blank, after a byte order mark, and one
/// byte more to see that a line is longer than that.
constexpr std::size_t kMaxFieldBytes =
    event::kMaxLineBytes + kByteOrderMark.size() + std::string_view("data: ").size() + 1;

/// Digits alone; a number beyond all measure is the greatest.
std::optional<std::chrono::milliseconds> parseRetry(std::string_view value)
{
    const auto is_digit = [](char byte) { return byte >= '0' && byte <= '9'; };
    if (value.empty() || !std::ranges::all_of(value, is_digit))
        return std::nullopt;
    std::int64_t time_ms = 0;
    const auto result = std::from_chars(value.data(), value.data() + value.size(), time_ms);
    if (result.ec != std::errc())
        time_ms = std::numeric_limits<std::int64_t>::max();
    return std::chrono::milliseconds(time_ms);
}

} // namespace

EventStreamParser::EventStreamParser(std::string last_event_id)
    : id_buffer_(last_event_id), last_event_id_(std::move(last_event_id))
{
}

void EventStreamParser::restart()
{
    line_.clear();
    data_.clear();
    id_buffer_ = last_event_id_;
    dropped_lines_ = 0;
    is_line_cut_ = false;
    is_first_line_ = true;
    after_cr_ = false;
}

void EventStreamParser::feed(std::span<const char> bytes, const Handler& handler)
{
    while (!bytes.empty()) {
        if (std::exchange(after_cr_, false) && bytes.front() == '\n') {
            bytes = bytes.subspan(1);
            continue;
        }
        const auto is_line_end = [](char byte) { return byte == '\n' || byte == '\r'; };
        const auto found = std::ranges::find_if(bytes, is_line_end);
        const auto end = static_cast<std::size_t>(found - bytes.begin());
        addToLine(bytes.first(end));
        if (end == bytes.size())
            return;
        after_cr_ = bytes[end] == '\r';
        bytes = bytes.subspan(end + 1);
        endLine(handler);
    }
}

void EventStreamParser::addToLine(std::span<const char> bytes)
{
    const std::size_t room = kMaxFieldBytes - line_.size();
    is_line_cut_ = is_line_cut_ || bytes.size() > room;
    line_.append(bytes.data(), std::min(room, bytes.size()));
}

void EventStreamParser::endLine(const Handler& handler)
{
    const bool is_cut = std::exchange(is_line_cut_, false);
    std::string_view line = line_;
    if (std::exchange(is_first_line_, false) && line.starts_with(kByteOrderMark))
        line.remove_prefix(kByteOrderMark.size());

    const std::size_t colon = line.find(':');
    const std::string_view field = line.substr(0, colon);
    std::string_view value;
    if (colon != std::string_view::npos) {
        value = line.substr(colon + 1);
        if (value.starts_with(' '))
            value.remove_prefix(1);
    }

    // A comment is a line whose field name is empty: ignored, as any unknown field is.
    if (line.empty())
        dispatch(handler);
    else if (field == "data")
        addData(value); // one that was cut is over kMaxLineBytes as it stands
    else if (!is_cut)
        setField(field, value);
    line_.clear();
}

void EventStreamParser::setField(std::string_view field, std::string_view value)
{
    if (field == "id") {
        if (value.find('\0') == std::string_view::npos)
            id_buffer_ = value;
    } else if (field == "retry") {
        if (const auto time = parseRetry(value))
            retry_ = time;
    }
}

void EventStreamParser::addData(std::string_view value)
{
    if (value.size() > event::kMaxLineBytes || data_.size() + value.size() >= kMaxMessageBytes) {
        ++dropped_lines_;
        return;
    }
    data_.append(value);
    data_.push_back('\n');
}

void EventStreamParser::dispatch(const Handler& handler)
{
    last_event_id_ = id_buffer_;
    if (!data_.empty() || dropped_lines_ > 0) {
        const std::size_t size = data_.empty() ? 0 : data_.size() - 1;
        data_.reserve(data_.size() + event::Decoder::kPadding);
        handler({std::string_view(data_.data(), size), last_event_id_, dropped_lines_});
    }
    data_.clear();
    dropped_lines_ = 0;
}

} // namespace livewall::feed
