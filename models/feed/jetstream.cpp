// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/jetstream.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <utility>

#include <simdjson.h>

namespace livewall::feed {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kPatience = 3s;
constexpr std::chrono::nanoseconds kReaderLife = 2min;

/// Of JetStream's own error numbers (server/errors.json).
constexpr std::uint64_t kStreamNotFound = 10059;
constexpr std::uint64_t kNotEnabled = 10076;
constexpr std::uint64_t kNotEnabledForAccount = 10039;

bool readNumber(std::string_view text, std::uint64_t& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

/// One that is JSON, and no error.
struct JetStream::Answer
{
    simdjson::dom::parser parser;
    simdjson::dom::element root; ///< lives as long as the parser
};

JetStream::JetStream(NatsConnection& connection, std::string stream, std::stop_token stop)
    : connection_(connection), stream_(std::move(stream)), stop_(std::move(stop))
{
}

JetStream::~JetStream() = default;

std::optional<JetStreamState> JetStream::state()
{
    const auto answer = ask("STREAM.INFO." + stream_, "");
    if (!answer)
        return std::nullopt;
    const simdjson::dom::element info = answer->root;
    std::string_view created;
    JetStreamState state;
    if (info["created"].get(created) || info["state"]["first_seq"].get(state.first) ||
        info["state"]["last_seq"].get(state.last)) {
        fault_ = connection_.server() + " answers with what is no description of a stream";
        return std::nullopt;
    }
    state.created = created;
    // One that never had a message says 0.
    state.first = std::max<std::uint64_t>(state.first, 1);
    simdjson::dom::array subjects;
    if (!info["config"]["subjects"].get(subjects)) {
        for (const simdjson::dom::element subject : subjects) {
            if (std::string_view text; !subject.get(text))
                state.subjects.emplace_back(text);
        }
    }
    return state;
}

bool JetStream::make(const std::string& subject)
{
    return ask("STREAM.CREATE." + stream_,
               std::format(R"({{"name":"{}","subjects":["{}"],"retention":"limits",)"
                           R"("storage":"file","num_replicas":1}})",
                           stream_, subject)) != nullptr;
}

std::optional<std::string> JetStream::makeReader(const std::string& subject, std::uint64_t start)
{
    const std::string filter =
        subject.empty() ? "" : std::format(R"(,"filter_subject":"{}")", subject);
    const auto answer =
        ask("CONSUMER.CREATE." + stream_,
            std::format(R"({{"stream_name":"{}","config":{{"deliver_policy":"by_start_sequence",)"
                        R"("opt_start_seq":{},"ack_policy":"none","replay_policy":"instant",)"
                        R"("mem_storage":true,"num_replicas":1,"inactive_threshold":{}{}}}}})",
                        stream_, start, kReaderLife.count(), filter));
    if (!answer)
        return std::nullopt;
    std::string_view name;
    if (answer->root["name"].get(name)) {
        fault_ = connection_.server() + " answers with what is no description of a consumer";
        return std::nullopt;
    }
    return std::string(name);
}

std::optional<JetStreamProgress> JetStream::progress(const std::string& reader)
{
    const auto answer = ask(std::format("CONSUMER.INFO.{}.{}", stream_, reader), "");
    if (!answer)
        return std::nullopt;
    const simdjson::dom::element info = answer->root;
    JetStreamProgress progress;
    if (info["delivered"]["consumer_seq"].get(progress.sent) ||
        info["num_pending"].get(progress.waiting)) {
        fault_ = connection_.server() + " answers with what is no description of a consumer";
        return std::nullopt;
    }
    return progress;
}

void JetStream::removeReader(const std::string& reader)
{
    natsConnection_PublishString(
        connection_.get(), std::format("$JS.API.CONSUMER.DELETE.{}.{}", stream_, reader).c_str(),
        "");
}

std::string JetStream::nextSubject(const std::string& reader) const
{
    return std::format("$JS.API.CONSUMER.MSG.NEXT.{}.{}", stream_, reader);
}

std::optional<std::string> JetStream::acknowledgedBy(const std::string& acknowledgement)
{
    const auto answer = read(acknowledgement);
    if (!answer)
        return std::nullopt;
    std::string_view stream;
    if (answer->root["stream"].get(stream)) {
        fault_ = connection_.server() + " answers with what is no acknowledgement";
        return std::nullopt;
    }
    return std::string(stream);
}

std::unique_ptr<JetStream::Answer> JetStream::ask(std::string_view what, const std::string& body)
{
    fault_.clear();
    is_missing_ = false;
    const NatsMessage message =
        connection_.request(std::format("$JS.API.{}", what), body, kPatience, stop_, fault_);
    if (!message)
        return nullptr;
    return read({natsMsg_GetData(message.get()),
                 static_cast<std::size_t>(natsMsg_GetDataLength(message.get()))});
}

std::unique_ptr<JetStream::Answer> JetStream::read(std::string_view text)
{
    auto answer = std::make_unique<Answer>();
    if (answer->parser.parse(text.data(), text.size()).get(answer->root)) {
        fault_ = connection_.server() + " answers with what is no JSON";
        return nullptr;
    }
    simdjson::dom::element error;
    if (answer->root["error"].get(error))
        return answer;
    std::uint64_t number = 0;
    std::string_view words;
    if (error["err_code"].get(number) || error["description"].get(words))
        words = "an error";
    const std::string& server = connection_.server();
    is_missing_ = number == kStreamNotFound;
    if (is_missing_)
        fault_ = std::format("no stream {} at {}; check the URL", stream_, server);
    else if (number == kNotEnabled || number == kNotEnabledForAccount)
        fault_ = server + " has no JetStream for us";
    else
        fault_ = std::format("JetStream at {} says: {}", server, words);
    return nullptr;
}

std::optional<JetStreamPosition> JetStreamPosition::parse(std::string_view reply)
{
    // $JS.ACK.STREAM.CONSUMER.DELIVERED.IN_STREAM.IN_CONSUMER.TIME.PENDING, or with a domain and an
    // account before the stream, and perhaps more behind.
    constexpr std::string_view kStart = "$JS.ACK.";
    constexpr std::size_t kShort = 7; // tokens
    constexpr std::size_t kLong = 9;
    if (!reply.starts_with(kStart))
        return std::nullopt;
    reply.remove_prefix(kStart.size());
    std::array<std::string_view, kLong> tokens;
    std::size_t count = 0;
    for (; count < kLong && !reply.empty(); ++count) {
        tokens[count] = reply.substr(0, reply.find('.'));
        reply.remove_prefix(std::min(reply.size(), tokens[count].size() + 1));
    }
    if (count < kShort)
        return std::nullopt;
    const std::size_t at = count == kShort ? 3 : 5;
    JetStreamPosition position;
    if (count > kShort && count < kLong)
        return std::nullopt;
    if (!readNumber(tokens[at], position.in_stream) ||
        !readNumber(tokens[at + 1], position.in_reader))
        return std::nullopt;
    return position;
}

} // namespace livewall::feed
