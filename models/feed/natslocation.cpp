// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/natslocation.h"

#include "models/feed/feedspec.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace livewall::feed {

namespace {

constexpr std::string_view kForm = "host:port/STREAM?subject=SUBJECT";

/// What percent signs stand for; nothing where one stands for nothing.
std::optional<std::string> decoded(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            plain.push_back(text[i]);
            continue;
        }
        unsigned value = 0;
        const std::string_view digits = text.substr(i + 1, 2);
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (digits.size() < 2 || error != std::errc() || end != digits.data() + digits.size())
            return std::nullopt;
        plain.push_back(static_cast<char>(value));
        i += 2;
    }
    return plain;
}

/// A subject goes into requests as it is: nothing that would have to be quoted there.
bool mayBeInSubject(unsigned char byte)
{
    return byte > ' ' && byte < 0x7f && byte != '"' && byte != '\\';
}

bool isSubject(std::string_view text)
{
    return !text.empty() && text.front() != '.' && text.back() != '.' &&
           text.find("..") == std::string_view::npos && std::ranges::all_of(text, mayBeInSubject);
}

bool isStreamName(std::string_view text)
{
    return !text.empty() && text.find_first_of(".*>/") == std::string_view::npos &&
           std::ranges::all_of(text, mayBeInSubject);
}

bool isHost(std::string_view host, bool is_bracketed)
{
    const auto may_be = [is_bracketed](unsigned char byte) {
        return std::isalnum(byte) != 0 || byte == '.' || byte == '-' || byte == '_' ||
               (is_bracketed && (byte == ':' || byte == '%'));
    };
    return !host.empty() && std::ranges::all_of(host, may_be);
}

std::optional<NatsLocation::Server> serverOf(std::string_view text)
{
    NatsLocation::Server server;
    const bool is_bracketed = text.starts_with('[');
    const std::size_t end = is_bracketed ? text.find(']') : text.find(':');
    if (is_bracketed && end == std::string_view::npos)
        return std::nullopt;
    server.host = text.substr(is_bracketed ? 1 : 0, end - (is_bracketed ? 1 : 0));
    if (!isHost(server.host, is_bracketed))
        return std::nullopt;
    text.remove_prefix(std::min(text.size(), is_bracketed ? end + 1 : end));
    if (text.empty())
        return server;
    if (!text.starts_with(':'))
        return std::nullopt;
    text.remove_prefix(1);
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), server.port);
    if (error != std::errc() || stop != text.data() + text.size() || server.port < 1 ||
        server.port > 65'535)
        return std::nullopt;
    return server;
}

/// The part up to `mark`, which both lose; all of it where there is none.
std::string_view takeUntil(std::string_view& text, char mark)
{
    const std::string_view part = text.substr(0, text.find(mark));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    return part;
}

} // namespace

bool NatsLocation::Server::isHere() const
{
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

std::string NatsLocation::Server::name() const
{
    const std::string address = host.find(':') == std::string::npos ? host : '[' + host + ']';
    return address + ':' + std::to_string(port);
}

std::optional<NatsLocation> NatsLocation::parse(std::string_view url, std::string& error)
{
    const std::string scheme(url.substr(0, url.find(':')));
    const std::string start = scheme + "://";
    const auto refuse = [&](const std::string& what) {
        error = what + "; write it as " + start + std::string(kForm);
        return std::nullopt;
    };
    if (!url.starts_with(start))
        return refuse("not a valid " + scheme + " URL");
    std::string_view left = url.substr(start.size());
    std::string_view path = left.substr(std::min(left.size(), left.find_first_of("/?#")));
    std::string_view authority = left.substr(0, left.size() - path.size());
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        error = start + std::string(authority.substr(at + 1)) + std::string(kNoPassword);
        return std::nullopt;
    }

    NatsLocation location;
    std::string scheme_name = scheme;
    std::ranges::transform(scheme_name, scheme_name.begin(), [](unsigned char byte) {
        return static_cast<char>(std::tolower(byte));
    });
    location.is_tls = scheme_name == "nats+tls";
    do {
        const auto server = serverOf(takeUntil(authority, ','));
        if (!server)
            return refuse("not a valid " + scheme + " URL: a host is missing or wrong");
        location.servers.push_back(*server);
    } while (!authority.empty());

    if (path.find('#') != std::string_view::npos)
        return refuse("a " + scheme + " URL has no #");
    const std::string_view name = takeUntil(path, '?');
    const auto stream = decoded(name.substr(std::min<std::size_t>(name.size(), 1)));
    if (!stream || stream->empty())
        return refuse("the " + scheme + " URL names no stream");
    if (!isStreamName(*stream))
        return refuse("the " + scheme + " URL names no stream that there could be");
    location.stream = *stream;
    while (!path.empty()) {
        std::string_view value = takeUntil(path, '&');
        const std::string_view key = takeUntil(value, '=');
        const auto subject = decoded(value);
        if (key != "subject" || !location.subject.empty())
            return refuse("a " + scheme + " URL takes nothing but one subject behind its ?");
        if (!subject || !isSubject(*subject))
            return refuse("the " + scheme + " URL names no subject that there could be");
        location.subject = *subject;
    }
    return location;
}

} // namespace livewall::feed
