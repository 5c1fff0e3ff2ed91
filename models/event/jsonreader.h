// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace simdjson::internal {
class dom_parser_implementation;
} // namespace simdjson::internal

namespace livewall::event {

/// Walks over the tokens of one JSON text, and accepts exactly RFC 8259. simdjson's first stage
/// finds the tokens and checks UTF-8 and that strings end; what the tokens are is checked here as
/// they are taken. (Its On-Demand front would check less, and took twice as long a line.)
///
/// A step that fails returns false and leaves the reader good for nothing but start(). What a step
/// gives points into the text or into the reader, and lasts until start() comes again.
/// Allocates in the constructor only. Not thread-safe.
class JsonReader
{
public:
    explicit JsonReader(std::size_t max_bytes);
    ~JsonReader();

    /// `text` is at most `max_bytes` long and readable for kPadding bytes beyond its end.
    bool start(std::string_view text);

    /// The next token's first byte; NUL at the end, where no token begins with it.
    char peek() const { return next_ != end_ ? text_[*next_] : '\0'; }

    /// Takes the next token if it is `c`, one of the six that stand alone: {}[]:,
    bool take(char c)
    {
        if (peek() != c || c == '\0')
            return false;
        ++next_;
        return true;
    }

    bool takeString(std::string_view& unescaped)
    {
        if (peek() != '"')
            return false;
        const char* const begin = text_ + *next_++ + 1;
        // Between a string's end and the next token lies nothing but whitespace.
        const char* last = tokenEnd() - 1;
        while (*last != '"')
            --last;
        unescaped = {begin, static_cast<std::size_t>(last - begin)};
        return !has_escapes_ || unescape(unescaped);
    }

    bool takeNumber(std::string_view& text);
    bool takeLiteral(std::string_view literal) { return takeToken() == literal; }

    /// Any token as it is written, a string with its quotes; empty at the end.
    std::string_view takeToken()
    {
        if (isAtEnd())
            return {};
        const char* const begin = text_ + *next_++;
        const char* end = tokenEnd();
        while (end != begin && isWhitespace(end[-1]))
            --end;
        return {begin, static_cast<std::size_t>(end - begin)};
    }

    bool isAtEnd() const { return next_ == end_; }

    /// For strings that somebody else has found. What was unescaped before is given up.
    void forgetStrings() { free_ = strings_.get(); }

    /// `text` stands between a string's quotes, the closing one behind it, and becomes what it
    /// says. All that is unescaped from one line is at most `max_bytes` as it is written.
    bool unescape(std::string_view& text);

    static constexpr std::size_t kPadding = 64;

private:
    const char* tokenEnd() const { return text_ + (next_ != end_ ? *next_ : size_); }

    static bool isWhitespace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

    std::unique_ptr<simdjson::internal::dom_parser_implementation> simdjson_;
    std::unique_ptr<char[]> strings_; ///< what was unescaped; never longer than as it was written
    char* free_ = nullptr;            ///< where the next string goes

    const char* text_ = nullptr;
    std::size_t size_ = 0;
    const std::uint32_t* next_ = nullptr; ///< where in the text the tokens begin
    const std::uint32_t* end_ = nullptr;
    bool has_escapes_ = false; ///< the text has a backslash somewhere
};

} // namespace livewall::event
