// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/natssource.h"

#include "models/event/linedecoder.h"
#include "models/feed/backoff.h"
#include "models/feed/jetstream.h"
#include "models/feed/linebatches.h"
#include "models/feed/natsconnection.h"
#include "models/feed/pause.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <deque>
#include <format>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace livewall::feed {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kRequests = 2; // under way, so that one is answered while we read the other
constexpr std::chrono::milliseconds kBatchTime = 50ms;
constexpr std::chrono::milliseconds kLookEvery = 50ms; // for a request to stop
constexpr std::chrono::milliseconds kHeartbeat = 2s;
constexpr std::chrono::milliseconds kShortestHeartbeat = 100ms;
constexpr int kMissedHeartbeats = 3;
constexpr std::chrono::milliseconds kRequestLife = 30s;
constexpr std::chrono::milliseconds kVerifyEvery = 1s;
constexpr std::size_t kRanges = 8; ///< more are taken together

/// Where a feed is in its stream: "2026-03-01T12:00:00.123456789Z 340".
struct Position
{
    std::string created; ///< of the stream; empty: not known yet
    std::uint64_t number = 0;

    std::string toString() const { return std::format("{} {}", created, number); }

    static Position fromString(std::string_view text)
    {
        Position position;
        const std::size_t blank = text.find(' ');
        if (blank == std::string_view::npos || blank == 0)
            return {};
        const std::string_view digits = text.substr(blank + 1);
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), position.number);
        if (error != std::errc() || end != digits.data() + digits.size())
            return {};
        position.created = text.substr(0, blank);
        return position;
    }
};

/// Positions that were passed over.
struct Range
{
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

/// "position 7", "positions 7 to 9, 12"; empty for none.
std::string positions(const std::vector<Range>& ranges)
{
    std::string text;
    for (const Range& range : ranges) {
        text += text.empty() ? "" : ", ";
        text += range.first == range.last ? std::to_string(range.first)
                                          : std::format("{} to {}", range.first, range.last);
    }
    const bool is_one = ranges.size() == 1 && ranges.front().first == ranges.front().last;
    return text.empty() ? text : (is_one ? "position " : "positions ") + text;
}

/// What of them the stream no longer has.
std::string goneOf(const std::vector<Range>& ranges, const JetStreamState& state)
{
    std::vector<Range> gone;
    for (const Range& range : ranges) {
        if (range.first < state.first)
            gone.push_back({range.first, std::min(range.last, state.first - 1)});
    }
    return positions(gone);
}

/// One run of a NatsSource.
class NatsReader
{
public:
    NatsReader(const FeedSpec& spec, const NatsLocation& location, const NatsTimes& times,
               Sink& sink, std::stop_token stop)
        : spec_(spec)
        , location_(location)
        , times_(times)
        , sink_(sink)
        , stop_(std::move(stop))
        , heartbeat_(std::clamp(spec.proof / 4, kShortestHeartbeat, kHeartbeat))
        , decoder_(spec.decoder)
        , delivered_(Position::fromString(spec.cursor))
        , backoff_(times.shortest_wait, times.longest_wait)
        , server_(std::random_device()())
        , is_elsewhere_(!spec.cursor.empty() && delivered_.created.empty())
    {
    }

    void run()
    {
        sink_.setState({Link::Connecting, "connects to " + location_.servers.front().name()});
        while (!isOver()) {
            if (connect() && begin())
                read();
            finish();
            if (isOver())
                return;
            const Backoff::Duration wait = backoff_.next();
            sink_.setState({Link::Connecting,
                            std::format("{}, next try in {} s", fault_,
                                        std::chrono::ceil<std::chrono::seconds>(wait).count()),
                            fault_});
            pause(stop_, wait);
        }
    }

private:
    struct Request
    {
        std::string inbox;
        int left = 0; ///< messages that it may still bring
        bool has_brought = false;
    };

    bool isOver() const { return is_closed_ || stop_.stop_requested(); }

    bool connect()
    {
        // Another one each time: this one may be what was wrong.
        connection_ = NatsConnection::open(location_, spec_.access,
                                           server_++ % location_.servers.size(), stop_, fault_);
        return connection_ != nullptr;
    }

    /// Finds out where to go on, and makes a reader from there. False: it cannot be now.
    bool begin()
    {
        stream_.emplace(*connection_, location_.stream, stop_);
        const auto state = stream_->state();
        if (!state)
            return fail(stream_->fault());
        if (!settle(*state))
            return false;
        inbox_ = newInbox();
        answers_ = connection_->subscribe(inbox_ + ".*");
        const auto reader =
            answers_ ? stream_->makeReader(location_.subject, delivered_.number + 1) : std::nullopt;
        if (!reader)
            return fail(stream_->fault());
        reader_ = *reader;
        next_in_reader_ = 1;
        read_ = delivered_.number;
        noteSign();
        asked_ = verified_ = last_sign_;
        seen_last_ = 0;
        return ask();
    }

    /// Brings our position and the stream together; says what is gone between them.
    bool settle(const JetStreamState& state)
    {
        std::string gap;
        if (delivered_.created.empty()) {
            delivered_ = {state.created, state.first - 1};
            if (std::exchange(is_elsewhere_, false))
                gap = "what came after a position that is none in stream " + location_.stream;
        } else if (delivered_.created != state.created) {
            gap = std::format("what came after position {} before its stream {} was made anew",
                              delivered_.number, location_.stream);
            delivered_ = {state.created, state.first - 1};
        } else if (state.last < delivered_.number) {
            if (!isBehindForGood()) {
                return fail(std::format("stream {} at {} ends at {}, before {}, which was read",
                                        location_.stream, connection_->server(), state.last,
                                        delivered_.number));
            }
            gap = positions({{state.last + 1, delivered_.number}}) + ", which it had sent";
            delivered_.number = state.last;
        } else {
            if (state.first > delivered_.number + 1) {
                unsure_.push_back({delivered_.number + 1, state.first - 1});
                delivered_.number = state.first - 1;
            }
            gap = goneOf(unsure_, state);
        }
        behind_since_.reset();
        unsure_.clear();
        return gap.empty() || deliverGap(gap);
    }

    bool isBehindForGood()
    {
        const Clock::time_point now = Clock::now();
        if (!behind_since_)
            behind_since_ = now;
        return now - *behind_since_ >= times_.behind;
    }

    bool deliverGap(const std::string& gap)
    {
        takeBatch();
        batch_->gap = gap;
        read_ = delivered_.number;
        return deliver();
    }

    /// Reads until something is wrong, or it is over.
    void read()
    {
        while (!isOver()) {
            const auto until_due = std::chrono::ceil<std::chrono::milliseconds>(
                batch_ ? begun_ + kBatchTime - Clock::now() : Clock::duration(kLookEvery));
            natsMsg* came = nullptr;
            const natsStatus status =
                natsSubscription_NextMsg(&came, answers_.get(), std::max(until_due, 0ms).count());
            const NatsMessage message(came);
            if (status == NATS_OK) {
                noteSign();
                if (!take(*came))
                    break;
            } else if (status != NATS_TIMEOUT) {
                fail(connection_->fault(status));
                break;
            }
            if (batch_ && (isFull(*batch_) || Clock::now() - begun_ >= kBatchTime) && !flush())
                return;
            if (!isAlive() || !moveOnWhileQuiet())
                break;
        }
        // What was read before it went wrong is as good as ever.
        if (!isOver() && batch_) {
            const std::string fault = fault_;
            flush();
            fault_ = fault;
        }
    }

    bool take(natsMsg& message)
    {
        const char* reply = natsMsg_GetReply(&message);
        const auto position = JetStreamPosition::parse(reply ? reply : "");
        return position ? takeMessage(message, *position) : takeStatus(message);
    }

    bool takeMessage(natsMsg& message, const JetStreamPosition& position)
    {
        const bool is_next = position.in_reader == next_in_reader_;
        if (is_next) {
            ++next_in_reader_;
            noteBrought();
        }
        if (!batch_)
            takeBatch();
        if (position.in_stream <= read_) {
            ++batch_->resent;
            return ask();
        }
        if (!is_next)
            return fail(
                std::format("a message was lost on the way from {}", connection_->server()));
        if (position.in_stream > read_ + 1)
            notePassedOver({read_ + 1, position.in_stream - 1});
        const auto size = static_cast<std::size_t>(natsMsg_GetDataLength(&message));
        decoder_.feed(std::span(natsMsg_GetData(&message), size), batch_->events);
        decoder_.finish(batch_->events);
        read_ = position.in_stream;
        return ask();
    }

    void notePassedOver(const Range& range)
    {
        if (unsure_.size() < kRanges)
            unsure_.push_back(range);
        else
            unsure_.back().last = range.last;
    }

    /// The first request is served first.
    void noteBrought()
    {
        is_large_ = false;
        backoff_.reset();
        if (requests_.empty())
            return;
        requests_.front().has_brought = true;
        if (--requests_.front().left == 0)
            requests_.pop_front();
    }

    /// What the server says of a request, not of a message.
    bool takeStatus(natsMsg& message)
    {
        const char* value = nullptr;
        if (natsMsg_IsNoResponders(&message) ||
            natsMsgHeader_Get(&message, "Status", &value) != NATS_OK)
            return fail(std::format("{} no longer has our consumer", connection_->server()));
        const std::string_view code = value;
        const char* words = nullptr;
        if (natsMsgHeader_Get(&message, "Description", &words) != NATS_OK)
            words = "";
        const std::string_view description = words;
        backoff_.reset();
        sink_.noteAlive();
        if (code == "100")
            return true; // a heartbeat
        const bool is_too_large = description.starts_with("Message Size Exceeds");
        if (code != "404" && code != "408" && !is_too_large && description != "Batch Completed")
            return fail(
                std::format("{} ends our consumer: {}", connection_->server(), description));
        const std::string_view inbox = natsMsg_GetSubject(&message);
        const auto ended = std::ranges::find(requests_, inbox, &Request::inbox);
        if (ended == requests_.end())
            return true;
        // The next message alone is larger than all that we ask for at once.
        if (is_too_large && !ended->has_brought)
            is_large_ = true;
        requests_.erase(ended);
        return ask();
    }

    /// Asks for more, unless enough is asked for.
    bool ask()
    {
        while (requests_.size() < (is_large_ ? 1 : kRequests)) {
            Request request{.inbox = std::format("{}.{}", inbox_, ++request_number_),
                            .left = is_large_ ? 1 : NatsSource::kAskedMessages / int{kRequests}};
            const std::string limit =
                is_large_
                    ? std::string()
                    : std::format(R"(,"max_bytes":{})", NatsSource::kAskedBytes / int{kRequests});
            const std::string body =
                std::format(R"({{"batch":{},"expires":{},"idle_heartbeat":{}{}}})", request.left,
                            std::chrono::nanoseconds(kRequestLife).count(),
                            std::chrono::nanoseconds(heartbeat_).count(), limit);
            const natsStatus status = natsConnection_PublishRequest(
                connection_->get(), stream_->nextSubject(reader_).c_str(), request.inbox.c_str(),
                body.data(), static_cast<int>(body.size()));
            if (status != NATS_OK)
                return fail(connection_->fault(status));
            requests_.push_back(std::move(request));
            if (!is_up_)
                sink_.setState({Link::Up, {}});
            is_up_ = true;
        }
        return true;
    }

    void takeBatch()
    {
        batch_ = sink_.takeEmpty();
        begun_ = Clock::now();
    }

    /// False: what was read is not delivered, and reading ends.
    bool flush()
    {
        if (!batch_)
            return true;
        if (!unsure_.empty() && !verify()) {
            batch_.reset(); // it comes again
            return false;
        }
        return deliver();
    }

    /// Tells whether what lies between two messages is gone, or was never for us: by the stream's
    /// oldest position, which is asked for. With a subject that is so between most, so it is asked
    /// at most every kVerifyEvery.
    bool verify()
    {
        if (!location_.subject.empty() && Clock::now() - verified_ < kVerifyEvery)
            return true;
        const auto state = stream_->state();
        if (!state)
            return fail(stream_->fault());
        verified_ = Clock::now();
        if (state->created != delivered_.created)
            return fail(std::format("stream {} was made anew", location_.stream));
        batch_->gap = goneOf(unsure_, *state);
        unsure_.clear();
        return true;
    }

    bool deliver()
    {
        delivered_.number = read_;
        batch_->cursor = delivered_.toString();
        batch_->arrived_ms = spec_.now_ms();
        is_closed_ = !sink_.deliver(std::exchange(batch_, nullptr));
        // From now, not from when it came: deliver() may have waited for long.
        noteSign();
        return !is_closed_;
    }

    void noteSign() { last_sign_ = Clock::now(); }

    bool isAlive()
    {
        if (Clock::now() - last_sign_ < std::min(kMissedHeartbeats * heartbeat_, spec_.proof))
            return true;
        const std::string forbidden = connection_->forbidden();
        return fail(forbidden.empty() ? std::format("no heartbeat from {}", connection_->server())
                                      : forbidden);
    }

    /// A subject may be quiet for longer than the stream keeps the others: our position goes on
    /// beside them, so that they are not missed.
    bool moveOnWhileQuiet()
    {
        const Clock::time_point now = Clock::now();
        if (location_.subject.empty() || batch_ || now - asked_ < times_.ask)
            return true;
        asked_ = now;
        const auto progress = stream_->progress(reader_);
        const auto state = progress ? stream_->state() : std::nullopt;
        if (!state)
            return fail(stream_->fault());
        // The end as it was the last time: the consumer's server may follow the stream's leader
        // with a delay.
        const std::uint64_t seen_last = std::exchange(seen_last_, state->last);
        const bool has_all = progress->waiting == 0 && progress->sent + 1 == next_in_reader_;
        if (!has_all || state->created != delivered_.created || seen_last <= read_)
            return true;
        read_ = seen_last;
        takeBatch();
        return deliver();
    }

    /// Tears everything down.
    void finish()
    {
        batch_.reset();
        // What was not delivered will be passed over again.
        for (Range& range : unsure_)
            range.last = std::min(range.last, delivered_.number);
        std::erase_if(unsure_, [](const Range& range) { return range.first > range.last; });
        requests_.clear();
        answers_.reset();
        if (stream_ && !reader_.empty())
            stream_->removeReader(reader_);
        reader_.clear();
        stream_.reset();
        connection_.reset();
        is_large_ = false;
        is_up_ = false;
    }

    bool fail(const std::string& fault)
    {
        fault_ = fault;
        return false;
    }

    const FeedSpec& spec_;
    const NatsLocation& location_;
    const NatsTimes& times_;
    Sink& sink_;
    const std::stop_token stop_;
    const std::chrono::milliseconds heartbeat_;
    event::LineDecoder decoder_;
    Position delivered_; ///< what the sink has
    Backoff backoff_;
    std::size_t server_;
    bool is_elsewhere_; ///< the feed left off at what is no position here, yet to be told
    std::string fault_; ///< why it is torn down
    bool is_closed_ = false;
    std::optional<Clock::time_point> behind_since_;

    // Of one connection.
    std::unique_ptr<NatsConnection> connection_;
    std::optional<JetStream> stream_;
    std::string reader_;
    std::string inbox_; ///< with a token behind it for each request
    NatsSubscription answers_;
    std::deque<Request> requests_; ///< under way, in the order sent
    std::uint64_t request_number_ = 0;
    std::uint64_t next_in_reader_ = 1;
    bool is_large_ = false; ///< the next message is asked for alone, whatever its size
    bool is_up_ = false;
    Clock::time_point last_sign_; ///< that the consumer lives
    Clock::time_point asked_;     ///< how far it is
    std::uint64_t seen_last_ = 0; ///< the stream's end then
    Clock::time_point verified_;

    std::unique_ptr<Batch> batch_;
    Clock::time_point begun_;   ///< of batch_
    std::uint64_t read_ = 0;    ///< the position behind batch_
    std::vector<Range> unsure_; ///< passed over, and perhaps gone; at most kRanges
};

} // namespace

NatsSource::NatsSource(FeedSpec spec, NatsLocation location, NatsTimes times)
    : spec_(std::move(spec)), location_(std::move(location)), times_(times)
{
}

bool NatsSource::canBegin(std::string& error) const
{
    const Access& access = spec_.access;
    if (access.certificate_file.empty() != access.key_file.empty())
        error = "a client certificate needs its key, and a key its certificate";
    else if (!access.user.empty() && access.secret_file.empty())
        error = "a user needs a password, in a secret file";
    else if (!access.options_file.empty())
        error = "NATS has no options file";
    else
        return NatsConnection::canSet(access, error);
    return false;
}

void NatsSource::run(Sink& sink, std::stop_token stop)
{
    NatsReader(spec_, location_, times_, sink, std::move(stop)).run();
}

} // namespace livewall::feed
