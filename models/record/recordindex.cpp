// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/record/recordindex.h"

#include <array>
#include <charconv>
#include <format>
#include <utility>

#include <xxhash.h>

namespace livewall::record {

namespace {

constexpr std::string_view kHeader = "livewall-recording";
constexpr std::string_view kVersion = "1";
constexpr std::string_view kFrame = "frame";
constexpr std::string_view kLink = "link";
constexpr std::string_view kNone = "-";
constexpr std::string_view kContinued = "+";

/// By LinkChange::To.
constexpr std::array<std::string_view, 5> kLinkWords = {"connecting", "up", "ended", "failed",
                                                        "stopped"};

std::string finished(std::string line)
{
    line += std::format(" {:016x}\n", XXH3_64bits(line.data(), line.size()));
    return line;
}

/// One word without blanks: what is not printable ASCII, and '%', as %XX. Nothing is "-".
std::string word(std::string_view text)
{
    if (text.empty())
        return std::string(kNone);
    std::string encoded;
    for (const char byte : text) {
        const bool is_plain = byte > ' ' && byte < '\x7f' && byte != '%';
        if (is_plain)
            encoded.push_back(byte);
        else
            encoded += std::format("%{:02X}", static_cast<unsigned char>(byte));
    }
    // Those alone mean something else.
    if (encoded == kNone || encoded == kContinued)
        encoded = std::format("%{:02X}", static_cast<unsigned char>(encoded.front()));
    return encoded;
}

std::optional<std::string> unword(std::string_view encoded)
{
    std::string text;
    if (encoded == kNone)
        return text;
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        if (encoded[i] != '%') {
            text.push_back(encoded[i]);
            continue;
        }
        unsigned value = 0;
        const std::string_view digits = encoded.substr(i + 1, 2);
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (error != std::errc() || digits.size() != 2 || end != digits.data() + 2)
            return std::nullopt;
        text.push_back(static_cast<char>(value));
        i += 2;
    }
    return text;
}

template <typename Number>
bool parseNumber(std::string_view text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

/// The part of `text` before `separator`, which is taken off with it.
std::string_view takeUntil(std::string_view& text, char separator)
{
    const std::string_view part = text.substr(0, text.find(separator));
    text.remove_prefix(part.size() == text.size() ? part.size() : part.size() + 1);
    return part;
}

template <typename Number>
bool takeNumber(std::string_view& text, Number& number)
{
    return parseNumber(takeUntil(text, ' '), number);
}

bool takeTime(std::string_view& text, std::optional<std::int64_t>& time_ms)
{
    const std::string_view part = takeUntil(text, ' ');
    time_ms.reset();
    return part == kNone || parseNumber(part, time_ms.emplace());
}

/// "0*12,50*3": so many ms after the first, so many lines.
bool parseArrivals(std::string_view text, std::int64_t first_ms, std::int64_t last_ms, Frame& frame)
{
    std::uint64_t lines = 0;
    while (!text.empty()) {
        std::string_view part = takeUntil(text, ',');
        Arrival arrival;
        std::int64_t after_ms = 0;
        if (!parseNumber(takeUntil(part, '*'), after_ms) || !parseNumber(part, arrival.lines))
            return false;
        arrival.at_ms = first_ms + after_ms;
        lines += arrival.lines;
        frame.arrivals.push_back(arrival);
    }
    return !frame.arrivals.empty() && frame.firstArrival_ms() == first_ms &&
           frame.lastArrival_ms() == last_ms && lines == frame.lines;
}

std::optional<Frame> parseFrame(std::string_view text)
{
    Frame frame;
    std::int64_t first_ms = 0;
    std::int64_t last_ms = 0;
    if (!takeNumber(text, frame.number) || !takeNumber(text, frame.offset) ||
        !takeNumber(text, frame.bytes) || !takeNumber(text, frame.content_bytes) ||
        !takeNumber(text, frame.lines) || !takeNumber(text, frame.cut_lines) ||
        !takeNumber(text, first_ms) || !takeNumber(text, last_ms) ||
        !takeTime(text, frame.event_min_ms) || !takeTime(text, frame.event_max_ms) ||
        frame.event_min_ms.has_value() != frame.event_max_ms.has_value() ||
        !parseArrivals(takeUntil(text, ' '), first_ms, last_ms, frame))
        return std::nullopt;
    frame.is_continued = text == kContinued;
    if (frame.is_continued)
        return frame;
    auto cursor = unword(text);
    if (!cursor)
        return std::nullopt;
    frame.cursor = *std::move(cursor);
    return frame;
}

std::optional<LinkChange> parseLink(std::string_view text)
{
    LinkChange change;
    if (!takeNumber(text, change.at_ms))
        return std::nullopt;
    const std::string_view name = takeUntil(text, ' ');
    std::size_t to = 0;
    while (to < kLinkWords.size() && kLinkWords[to] != name)
        ++to;
    auto detail = unword(text);
    if (to == kLinkWords.size() || !detail)
        return std::nullopt;
    change.to = static_cast<LinkChange::To>(to);
    change.detail = *std::move(detail);
    return change;
}

/// The line without its check sum, if that is right. `line` has no LF.
std::optional<std::string_view> checked(std::string_view line)
{
    const std::size_t blank = line.rfind(' ');
    if (blank == std::string_view::npos)
        return std::nullopt;
    const std::string_view body = line.substr(0, blank);
    if (std::format("{:016x}", XXH3_64bits(body.data(), body.size())) != line.substr(blank + 1))
        return std::nullopt;
    return body;
}

std::optional<IndexEntry> parseEntry(std::string_view line)
{
    auto body = checked(line);
    if (!body)
        return std::nullopt;
    const std::string_view kind = takeUntil(*body, ' ');
    if (kind == kFrame) {
        if (auto frame = parseFrame(*body))
            return *std::move(frame);
    } else if (kind == kLink) {
        if (auto change = parseLink(*body))
            return *std::move(change);
    }
    return std::nullopt;
}

/// The feed of a header.
std::optional<std::string> parseHeader(std::string_view line)
{
    auto body = checked(line);
    if (!body || takeUntil(*body, ' ') != kHeader || takeUntil(*body, ' ') != kVersion)
        return std::nullopt;
    return unword(*body);
}

} // namespace

std::string indexHeader(std::string_view feed)
{
    return finished(std::format("{} {} {}", kHeader, kVersion, word(feed)));
}

std::string indexLine(const Frame& frame)
{
    std::string arrivals;
    for (const Arrival& arrival : frame.arrivals) {
        arrivals += std::format("{}{}*{}", arrivals.empty() ? "" : ",",
                                arrival.at_ms - frame.firstArrival_ms(), arrival.lines);
    }
    const auto time = [](const std::optional<std::int64_t>& time_ms) {
        return time_ms ? std::to_string(*time_ms) : std::string(kNone);
    };
    return finished(std::format("{} {} {} {} {} {} {} {} {} {} {} {} {}", kFrame, frame.number,
                                frame.offset, frame.bytes, frame.content_bytes, frame.lines,
                                frame.cut_lines, frame.firstArrival_ms(), frame.lastArrival_ms(),
                                time(frame.event_min_ms), time(frame.event_max_ms), arrivals,
                                frame.is_continued ? std::string(kContinued) : word(frame.cursor)));
}

std::string indexLine(const LinkChange& change)
{
    return finished(std::format("{} {} {} {}", kLink, change.at_ms,
                                kLinkWords[static_cast<std::size_t>(change.to)],
                                word(change.detail)));
}

std::optional<Index> Index::parse(std::string_view content, std::string& error)
{
    Index index;
    std::size_t number = 0;
    std::size_t torn = 0; ///< the number of the first line that is not whole
    for (std::size_t begin = 0; begin < content.size();) {
        const std::size_t line_end = content.find('\n', begin);
        if (line_end == std::string_view::npos)
            break;
        const std::string_view line = content.substr(begin, line_end - begin);
        begin = line_end + 1;
        ++number;
        bool is_whole = false;
        if (number == 1) {
            if (auto feed = parseHeader(line)) {
                index.feed = *std::move(feed);
                index.header_end = begin;
                is_whole = true;
            }
        } else if (auto entry = parseEntry(line)) {
            index.lines.push_back({*std::move(entry), begin});
            is_whole = true;
        }
        if (is_whole && torn != 0) {
            error = std::format("line {} is damaged", torn);
            return std::nullopt;
        }
        if (is_whole)
            index.valid_bytes = begin;
        else if (torn == 0)
            torn = number;
    }
    // A header is written with the first entries: something else stands there.
    if (index.header_end == 0 && torn != 0) {
        error = "is no index of a recording that this version reads";
        return std::nullopt;
    }
    return index;
}

std::optional<Frame> lastFrame(std::string_view content)
{
    for (std::size_t end = content.rfind('\n'); end != std::string_view::npos && end > 0;) {
        const std::size_t before = content.rfind('\n', end - 1);
        const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
        auto entry = parseEntry(content.substr(begin, end - begin));
        if (entry && std::holds_alternative<Frame>(*entry))
            return std::get<Frame>(*std::move(entry));
        end = before;
    }
    return std::nullopt;
}

} // namespace livewall::record
