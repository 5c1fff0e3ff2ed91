// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/kafkasource.h"

#include "models/event/linedecoder.h"
#include "models/feed/backoff.h"
#include "models/feed/kafkaclient.h"
#include "models/feed/kafkafaults.h"
#include "models/feed/kafkapositions.h"
#include "models/feed/linebatches.h"
#include "models/feed/pause.h"

#include <algorithm>
#include <format>
#include <map>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace livewall::feed {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kTick(50);
constexpr milliseconds kLongestAnswer(10'000);
constexpr milliseconds kAskAgain(1'000);
constexpr milliseconds kLongestBetweenAsking(60'000);
constexpr milliseconds kShortestWait(500);
constexpr milliseconds kLongestWait(30'000);

/// Without an answer for so long beyond the proof of life, a new client begins: librdkafka never
/// goes back to the brokers of the URL once it has learned of others, and all may have moved.
constexpr milliseconds kNewClientAfter(60'000);

constexpr std::size_t kMaxGapBytes = 400;

/// Whether a fault of a partition means that its position is none.
bool isPositionGone(rd_kafka_resp_err_t error)
{
    return error == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET ||
           error == RD_KAFKA_RESP_ERR__LOG_TRUNCATION ||
           error == RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE;
}

/// Whether librdkafka has passed over a message because of it.
bool isDamage(rd_kafka_resp_err_t error)
{
    return error == RD_KAFKA_RESP_ERR__BAD_MSG || error == RD_KAFKA_RESP_ERR__BAD_COMPRESSION ||
           error == RD_KAFKA_RESP_ERR__NOT_IMPLEMENTED;
}

bool isNoTopic(rd_kafka_resp_err_t error)
{
    return error == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART ||
           error == RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC ||
           error == RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION;
}

/// What one of several partitions lacks does not change while another is asked for it.
bool isLastingAnswer(rd_kafka_resp_err_t error)
{
    return isNoTopic(error) || error == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED;
}

std::string positionsText(std::int32_t partition, std::int64_t first, std::int64_t end)
{
    return std::format("partition {}: positions {} to {}", partition, first, end - 1);
}

/// One run of a KafkaSource. Partitions are read one way at a time: a client asks for the topic,
/// then for the first positions of those that have none, then for the ends of all; the last answer
/// proves that all of them are there.
class Reader
{
public:
    Reader(const FeedSpec& spec, KafkaLocation location, std::vector<std::future<void>>& endings,
           Sink& sink, std::stop_token stop)
        : spec_(spec)
        , location_(std::move(location))
        , endings_(endings)
        , sink_(sink)
        , stop_(std::move(stop))
        , lines_(spec.decoder)
        , positions_(location_.topic)
        , ask_every_(std::clamp(spec.proof / 3, milliseconds(100), kLongestBetweenAsking))
        , longest_answer_(std::clamp(spec.proof, milliseconds(100), kLongestAnswer))
    {
        resume(spec.cursor);
    }

    void run()
    {
        sink_.setState({Link::Connecting, "connects to " + location_.brokers});
        while (isOpen()) {
            is_broken_ = false;
            std::string error;
            client_ = KafkaClient::open(location_, spec_.access, error);
            if (client_) {
                read();
                endClient();
            } else {
                fault_ = error;
            }
            if (isOpen())
                waitForNext();
        }
    }

private:
    enum class Asked { Nothing, Topic, Begins, Ends };

    void resume(std::string_view cursor)
    {
        if (cursor.empty())
            return;
        auto positions = KafkaPositions::fromCursor(cursor);
        if (positions && positions->topic() == location_.topic)
            positions_ = *std::move(positions);
        else
            is_elsewhere_ = true;
    }

    /// Elsewhere, because it may take its time.
    void endClient()
    {
        std::erase_if(endings_, [](const std::future<void>& ending) {
            return ending.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
        });
        endings_.push_back(std::async(std::launch::async,
                                      [client = std::move(client_)]() mutable { client.reset(); }));
    }

    bool isOpen() const { return !is_closed_ && !stop_.stop_requested(); }

    void waitForNext()
    {
        const milliseconds wait = backoff_.next();
        report(Link::Connecting,
               std::format("{}, next try in {} s", fault_,
                           std::chrono::ceil<std::chrono::seconds>(wait).count()),
               fault_);
        pause(stop_, wait);
    }

    void read()
    {
        started_ = 0;
        asked_ = Asked::Nothing;
        lost_.clear();
        ask_at_ = alive_ = Clock::now();
        while (isOpen() && !is_broken_) {
            takeMessages();
            if (const auto topic = client_->takeTopicAnswer())
                takeTopic(*topic);
            for (KafkaEvent event = client_->takeEvent(); event && isOpen();
                 event = client_->takeEvent())
                take(*event);
            flush();
            ask();
        }
    }

    // What comes.

    void takeMessages()
    {
        for (const KafkaMessage& message : client_->takeMessages(kTick)) {
            if (!isOpen())
                return;
            if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR)
                take(*message);
            else
                takeFault(*message);
        }
        flush();
    }

    void take(const rd_kafka_message_t& message)
    {
        if (!positions_.take(message.partition, message.offset)) {
            ++batch().resent;
            return;
        }
        has_moved_ = true;
        if (!message.payload)
            return;
        event::EventBatch& events = batch().events;
        lines_.feed(std::span(static_cast<const char*>(message.payload), message.len), events);
        lines_.finish(events);
        if (isFull(batch()))
            flush();
    }

    void takeFault(const rd_kafka_message_t& message)
    {
        const char* text = rd_kafka_message_errstr(&message);
        if (isPositionGone(message.err)) {
            lost_.try_emplace(message.partition);
            ask_at_ = Clock::now();
        } else if (isDamage(message.err)) {
            noteGap(std::format("partition {}: a damaged message at position {}", message.partition,
                                message.offset));
        } else {
            noteFault(message.err, text ? text : "");
            ask_at_ = std::min(ask_at_, Clock::now() + kAskAgain);
        }
    }

    Batch& batch()
    {
        if (!batch_)
            batch_ = sink_.takeEmpty();
        return *batch_;
    }

    void noteGap(const std::string& text)
    {
        std::string& gap = batch().gap;
        if (gap.size() > kMaxGapBytes) {
            if (!gap.ends_with("and more"))
                gap += "; and more";
            return;
        }
        gap += (gap.empty() ? "" : "; ") + text;
    }

    /// Hands over what there is, even where it is but a position.
    void flush()
    {
        if (!isOpen() || (!has_moved_ && !batch_))
            return;
        Batch& full = batch();
        full.cursor = positions_.cursor();
        full.arrived_ms = spec_.now_ms();
        has_moved_ = false;
        const Clock::time_point begin = Clock::now();
        if (!sink_.deliver(std::exchange(batch_, nullptr)))
            is_closed_ = true;
        // While we were kept waiting nobody could prove anything.
        alive_ += Clock::now() - begin;
    }

    // What is asked.

    void ask()
    {
        const Clock::time_point now = Clock::now();
        if (asked_ == Asked::Nothing && now >= ask_at_) {
            client_->askForTopic(longest_answer_);
            asked_ = Asked::Topic;
        }
        if (now - alive_ >= spec_.proof)
            lose(fault_.empty()
                     ? std::format("no answer from {} for {} s", location_.brokers,
                                   std::chrono::round<std::chrono::seconds>(spec_.proof).count())
                     : fault_);
        if (now - alive_ >= spec_.proof + kNewClientAfter)
            is_broken_ = true;
    }

    void take(const rd_kafka_event_t& event)
    {
        // librdkafka's readers of an event take it as one that they may change.
        auto* shown = const_cast<rd_kafka_event_t*>(&event);
        const rd_kafka_resp_err_t error = rd_kafka_event_error(shown);
        const char* reason = rd_kafka_event_error_string(shown);
        const rd_kafka_event_type_t type = rd_kafka_event_type(shown);
        if (type == RD_KAFKA_EVENT_ERROR)
            noteFault(error, reason ? reason : "");
        else if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
            failAnswer(error, -1);
        else if (type == RD_KAFKA_EVENT_LISTOFFSETS_RESULT)
            takeOffsets(*rd_kafka_event_ListOffsets_result(shown));
    }

    void takeTopic(const KafkaTopicAnswer& topic)
    {
        if (topic.error != RD_KAFKA_RESP_ERR_NO_ERROR)
            return failAnswer(topic.error, -1);
        const std::int32_t partitions =
            std::min(topic.partitions, static_cast<std::int32_t>(KafkaPositions::kMaxPartitions));
        if (positions_.partitions() > partitions) {
            noteGap(std::format("partition {} and those above are gone", partitions));
            positions_.forgetFrom(partitions);
            has_moved_ = true;
        }
        if (started_ > partitions) {
            fault_ = "topic " + location_.topic + " was made anew";
            is_broken_ = true;
        } else {
            startUpTo(partitions);
        }
    }

    /// Starts the partitions of which we know where; asks for the others.
    void startUpTo(std::int32_t partitions)
    {
        is_first_ = positions_.partitions() == 0;
        std::vector<std::int32_t> asked;
        for (const auto& [partition, begin] : lost_)
            asked.push_back(partition);
        for (std::int32_t partition = 0; partition < partitions; ++partition) {
            const auto next = positions_.next(partition);
            if (!next)
                asked.push_back(partition);
            else if (partition >= started_)
                client_->start(partition, *next);
        }
        started_ = partitions;
        if (asked.empty())
            return askForEnds();
        client_->askForBegins(asked, longest_answer_);
        asked_ = Asked::Begins;
    }

    void askForEnds()
    {
        std::vector<std::int32_t> all(static_cast<std::size_t>(started_));
        for (std::int32_t partition = 0; partition < started_; ++partition)
            all[static_cast<std::size_t>(partition)] = partition;
        client_->askForEnds(all, longest_answer_);
        asked_ = Asked::Ends;
    }

    void takeOffsets(const rd_kafka_ListOffsets_result_t& result)
    {
        std::size_t count = 0;
        const auto* infos = rd_kafka_ListOffsets_result_infos(&result, &count);
        std::map<std::int32_t, std::int64_t> offsets;
        for (std::size_t i = 0; i < count; ++i) {
            const rd_kafka_topic_partition_t& one =
                *rd_kafka_ListOffsetsResultInfo_topic_partition(infos[i]);
            if (one.err != RD_KAFKA_RESP_ERR_NO_ERROR || one.offset < 0)
                return failAnswer(one.err, one.partition);
            offsets[one.partition] = one.offset;
        }
        if (asked_ == Asked::Begins) {
            if (std::exchange(is_elsewhere_, false))
                noteGap("what came after a position that is none in topic " + location_.topic);
            for (const auto& [partition, begin] : offsets)
                takeBegin(partition, begin);
            askForEnds();
            return;
        }
        for (const auto& [partition, begin] : std::exchange(lost_, {})) {
            if (begin && offsets.contains(partition))
                find(partition, *begin, offsets[partition]);
            else
                lost_.try_emplace(partition); // it was lost since
        }
        noteUp();
    }

    /// Where a partition begins that was lost, or that was never read.
    void takeBegin(std::int32_t partition, std::int64_t begin)
    {
        if (positions_.next(partition)) {
            lost_[partition] = begin;
            return;
        }
        // One that was added has been missed from its very beginning on.
        if (!is_first_ && begin > 0)
            noteGap(positionsText(partition, 0, begin));
        positions_.setNext(partition, begin);
        has_moved_ = true;
        client_->start(partition, begin);
    }

    /// A partition is read again from what it has.
    void find(std::int32_t partition, std::int64_t begin, std::int64_t end)
    {
        std::int64_t next = positions_.next(partition).value_or(begin);
        if (next < begin) {
            noteGap(positionsText(partition, next, begin));
            next = begin;
        } else if (next > end) {
            // It has lost its end or was made anew: nobody can tell, and what it has now may have
            // been counted before.
            noteGap(std::format("{}, which it had; goes on at {}",
                                positionsText(partition, end, next), end));
            next = end;
        }
        positions_.setNext(partition, next);
        has_moved_ = true;
        client_->startAgain(partition, next);
    }

    // How it stands.

    void noteUp()
    {
        asked_ = Asked::Nothing;
        alive_ = Clock::now();
        ask_at_ = alive_ + (lost_.empty() ? ask_every_ : milliseconds(0));
        fault_.clear();
        is_access_fault_ = false;
        backoff_.reset();
        report(Link::Up, {});
        sink_.noteAlive();
    }

    void failAnswer(rd_kafka_resp_err_t error, std::int32_t partition)
    {
        asked_ = Asked::Nothing;
        ask_at_ = Clock::now() + kAskAgain;
        // A broker that cannot be reached has said why already.
        if (fault_.empty() || isLastingAnswer(error)) {
            fault_ = kafkaFault(error, {}, location_.topic);
            if (partition >= 0 && !isLastingAnswer(error))
                fault_ = std::format("partition {}: {}", partition, fault_);
        }
        if (!isLastingAnswer(error))
            return;
        alive_ = Clock::now(); // the brokers are there
        lose(fault_);
        // What is deleted may come back as another.
        if (isNoTopic(error) && started_ > 0)
            is_broken_ = true;
    }

    void noteFault(rd_kafka_resp_err_t error, std::string_view reason)
    {
        is_access_fault_ = is_access_fault_ || isAccessFault(error);
        const bool is_all = error == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN;
        // That none is left says less than why.
        if (!is_all || fault_.empty())
            fault_ = kafkaFault(error, reason, location_.topic);
        if (is_all || error == RD_KAFKA_RESP_ERR__FATAL || (is_access_fault_ && !is_up_))
            lose(fault_);
    }

    void lose(const std::string& fault)
    {
        report(Link::Connecting, fault + "; tries again", fault);
        is_broken_ = is_broken_ || is_access_fault_;
    }

    void report(Link link, const std::string& detail, const std::string& fault = {})
    {
        is_up_ = link == Link::Up;
        if (reported_ && reported_->link == link && reported_->detail == detail)
            return;
        reported_ = LinkState{link, detail, fault};
        sink_.setState(*reported_);
    }

    const FeedSpec& spec_;
    const KafkaLocation location_;
    std::vector<std::future<void>>& endings_;
    Sink& sink_;
    const std::stop_token stop_;
    event::LineDecoder lines_;
    KafkaPositions positions_;
    const milliseconds ask_every_;
    const milliseconds longest_answer_;
    Backoff backoff_{kShortestWait, kLongestWait};
    bool is_elsewhere_ = false; ///< the feed left off at what is no position here, yet to be told

    std::unique_ptr<Batch> batch_;
    bool has_moved_ = false; ///< positions_, since the last batch
    bool is_closed_ = false; ///< nothing more is delivered

    // Of this client.
    std::unique_ptr<KafkaClient> client_;
    bool is_broken_ = false;   ///< another has to begin
    std::int32_t started_ = 0; ///< partitions, from 0
    Asked asked_ = Asked::Nothing;
    bool is_first_ = false; ///< no partition was known before this asking
    std::map<std::int32_t, std::optional<std::int64_t>> lost_; ///< and where they begin, once known
    Clock::time_point ask_at_;
    Clock::time_point alive_; ///< the last answer that proves it

    std::string fault_; ///< since the last proof; empty: none
    bool is_access_fault_ = false;
    bool is_up_ = false;
    std::optional<LinkState> reported_;
};

} // namespace

KafkaSource::KafkaSource(FeedSpec spec) : spec_(std::move(spec)) {}

bool KafkaSource::canBegin(std::string& error) const
{
    const auto location = parseKafkaLocation(spec_.location, error);
    return location && KafkaClient::canOpen(*location, spec_.access, error);
}

void KafkaSource::run(Sink& sink, std::stop_token stop)
{
    std::string error;
    auto location = parseKafkaLocation(spec_.location, error);
    if (!location) {
        sink.setState({Link::Failed, error});
        return;
    }
    Reader(spec_, *std::move(location), endings_, sink, std::move(stop)).run();
}

} // namespace livewall::feed
