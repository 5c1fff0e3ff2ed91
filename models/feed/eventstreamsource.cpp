// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/eventstreamsource.h"

#include "models/feed/backoff.h"
#include "models/feed/eventstreamparser.h"
#include "models/feed/linebatches.h"

#include <algorithm>
#include <format>
#include <functional>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>
#include <QUrl>

namespace livewall::feed {

namespace {

constexpr qint64 kBlockBytes = 64 * 1024;
constexpr qint64 kReadBufferBytes = 4 * kBlockBytes;
constexpr int kMaxRedirects = 10;

std::function<double()> randomNumbers()
{
    return [engine = std::mt19937(std::random_device()())]() mutable {
        return std::uniform_real_distribution<double>()(engine);
    };
}

/// The host, and the port where it is not the usual one.
std::string serverOf(const QUrl& url)
{
    const std::string host = url.host(QUrl::FullyEncoded).toStdString();
    return url.port() < 0 ? host : std::format("{}:{}", host, url.port());
}

/// What is wrong with an answer that is no event stream; empty for one that is.
std::string answerFault(int status, const QByteArray& content_type)
{
    constexpr int kOk = 200;
    switch (status) {
    case kOk: {
        const QByteArray type = content_type.split(';').first().trimmed().toLower();
        if (type == "text/event-stream")
            return {};
        return "answers with " +
               (type.isEmpty() ? std::string("no content type") : type.left(80).toStdString()) +
               ", not with text/event-stream (is the URL the stream's?)";
    }
    case 401:
        return "asks for credentials (401)";
    case 403:
        return "refuses access (403)";
    case 404:
    case 410:
        return std::format("has no such stream ({}); check the URL", status);
    case 429:
        return "has too many requests (429)";
    default:
        return std::format("answers {}{}", status, status >= 500 ? " (a fault of the server)" : "");
    }
}

/// One run of an EventStreamSource; lives on its thread.
class EventStream final : public QObject
{
public:
    EventStream(const FeedSpec& spec, const EventStreamTimes& times, Sink& sink, QEventLoop& loop)
        : url_(QString::fromStdString(spec.location))
        , server_(serverOf(url_))
        , now_ms_(spec.now_ms)
        , sink_(sink)
        , loop_(loop)
        , keeps_lines_(spec.decoder.keeps_lines)
        , decoder_(spec.decoder)
        , parser_(spec.cursor)
        , backoff_(times.shortest_wait, times.longest_wait, randomNumbers())
        , block_(kBlockBytes)
    {
        silence_.setSingleShot(true);
        silence_.setInterval(times.silence);
        connect(&silence_, &QTimer::timeout, this, &EventStream::giveUpOnSilence);
        wait_.setSingleShot(true);
        wait_.setTimerType(Qt::PreciseTimer); // a coarse one may be early
        connect(&wait_, &QTimer::timeout, this, &EventStream::begin);
        sink_.setState({Link::Connecting, "connects to " + server_});
        begin();
    }

    ~EventStream() override
    {
        if (reply_)
            reply_->disconnect(this);
    }

private:
    void begin()
    {
        redirects_ = 0;
        open(url_);
    }

    void open(const QUrl& url)
    {
        QNetworkRequest request(url);
        request.setRawHeader("Accept", "text/event-stream");
        // Compressed, an event could wait in the server for the next.
        request.setRawHeader("Accept-Encoding", "identity");
        request.setRawHeader("Cache-Control", "no-store");
        request.setRawHeader("User-Agent", "Livewall/" LIVEWALL_VERSION);
        if (!parser_.lastEventId().empty())
            request.setRawHeader("Last-Event-ID", QByteArray::fromStdString(parser_.lastEventId()));
        // Qt's HTTP/2 keeps its window open whether or not anybody reads.
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        // Qt itself may ask the old address again, beside the new one, when it is redirected.
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                             QNetworkRequest::ManualRedirectPolicy);

        is_stream_ = false;
        fault_.clear();
        reply_.reset(network_.get(request));
        reply_->setReadBufferSize(kReadBufferBytes);
        connect(reply_.get(), &QNetworkReply::metaDataChanged, this, &EventStream::judgeAnswer);
        connect(reply_.get(), &QNetworkReply::readyRead, this, &EventStream::read);
        connect(reply_.get(), &QNetworkReply::finished, this, &EventStream::end);
        silence_.start();
    }

    int status() const
    {
        return reply_->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    void judgeAnswer()
    {
        constexpr int kNoContent = 204;
        const int answered = status();
        if (is_stream_ || answered == 0)
            return;
        if (answered == kNoContent) {
            close({Link::Failed, server_ + " says that there is no stream any more (204); check "
                                           "the URL and start again"});
            return;
        }
        const QUrl target = reply_->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
        fault_ = target.isEmpty() ? answerFault(answered, reply_->rawHeader("Content-Type"))
                                  : redirect(reply_->url(), reply_->url().resolved(target));
        if (!fault_.empty())
            fault_ = server_ + " " + fault_;
        is_stream_ = fault_.empty() && redirected_.isEmpty();
        if (is_stream_)
            sink_.setState({Link::Up, {}});
        else
            reply_->abort();
    }

    /// Notes where to go next; or says why not.
    std::string redirect(const QUrl& from, const QUrl& to)
    {
        const QString scheme = to.scheme();
        if (scheme != u"https" && scheme != u"http")
            return "redirects to " + scheme.toStdString() + ":, which is not followed";
        if (from.scheme() == u"https" && scheme == u"http")
            return "redirects from https to http, which is not followed";
        if (++redirects_ > kMaxRedirects)
            return "redirects without end";
        redirected_ = to;
        return {};
    }

    void read()
    {
        if (!is_stream_ || is_closed_)
            return;
        const std::uint64_t messages_before = messages_;
        bool any_byte = false;
        qint64 size = 0;
        while (!is_closed_ && (size = reply_->read(block_.data(), kBlockBytes)) > 0) {
            any_byte = true;
            parser_.feed(std::span(block_).first(static_cast<std::size_t>(size)),
                         [this](const EventStreamParser::Message& message) { take(message); });
        }
        if (!any_byte)
            return;
        backoff_.reset();
        flush();
        if (messages_ == messages_before)
            sink_.noteAlive();
        // From now, not from when the bytes came: deliver() may have waited for long.
        silence_.start();
    }

    void take(const EventStreamParser::Message& message)
    {
        if (is_closed_)
            return;
        if (!batch_)
            batch_ = sink_.takeEmpty();
        ++messages_;
        std::string_view left = message.data;
        while (!left.empty()) {
            const std::string_view line = left.substr(0, left.find('\n'));
            if (keeps_lines_)
                batch_->events.keepLine(line);
            decoder_.decode(line, messages_, batch_->events);
            left.remove_prefix(std::min(left.size(), line.size() + 1));
        }
        for (std::uint64_t i = 0; i < message.dropped_lines; ++i)
            decoder_.rejectLength(messages_, batch_->events);
        if (keeps_lines_)
            batch_->events.cut_lines += message.dropped_lines; // the parser has nothing of them
        batch_->cursor = message.last_event_id;
        if (isFull(*batch_))
            flush();
    }

    void flush()
    {
        if (is_closed_ || !batch_ || batch_->events.isEmpty())
            return;
        batch_->arrived_ms = now_ms_();
        if (!sink_.deliver(std::exchange(batch_, nullptr))) {
            is_closed_ = true;
            loop_.quit();
        }
    }

    void giveUpOnSilence()
    {
        fault_ = std::format(
            "no byte from {} for {} s", server_,
            std::chrono::round<std::chrono::seconds>(silence_.intervalAsDuration()).count());
        reply_->abort();
    }

    /// The connection is over, for whatever reason.
    void end()
    {
        if (reply_->isOpen()) // which abort() ends
            read();
        if (is_closed_)
            return;
        if (!redirected_.isEmpty()) {
            open(std::exchange(redirected_, QUrl()));
            return;
        }
        if (fault_.empty())
            fault_ = connectionFault();
        silence_.stop();
        parser_.restart();
        reply_.reset();
        const Backoff::Duration wait = backoff_.next(parser_.retry());
        sink_.setState({Link::Connecting,
                        std::format("{}, next try in {} s", fault_,
                                    std::chrono::ceil<std::chrono::seconds>(wait).count()),
                        fault_});
        wait_.start(wait);
    }

    std::string connectionFault() const
    {
        switch (reply_->error()) {
        case QNetworkReply::NoError:
        case QNetworkReply::RemoteHostClosedError:
            return server_ + (is_stream_ ? " ended the stream" : " closes without an HTTP answer");
        case QNetworkReply::ConnectionRefusedError:
            return "connection refused by " + server_;
        case QNetworkReply::HostNotFoundError:
            return "host not found: " + reply_->url().host().toStdString();
        case QNetworkReply::TimeoutError:
            return "no answer from " + server_;
        case QNetworkReply::SslHandshakeFailedError:
            return "no secure connection to " + server_ + ": " +
                   reply_->errorString().toStdString();
        default:
            if (const int answered = status(); answered != 0 && !is_stream_)
                return server_ + " " + answerFault(answered, {});
            return "connection to " + server_ + " lost: " + reply_->errorString().toStdString();
        }
    }

    void close(LinkState state)
    {
        is_closed_ = true;
        sink_.setState(std::move(state));
        loop_.quit();
    }

    /// A reply is the sender when it ends: only the event loop may delete it.
    struct DeleteLater
    {
        void operator()(QNetworkReply* reply) const { reply->deleteLater(); }
    };

    const QUrl url_;
    const std::string server_; ///< host and port
    NowMs now_ms_;
    Sink& sink_;
    QEventLoop& loop_;
    const bool keeps_lines_;
    event::Decoder decoder_;
    EventStreamParser parser_;
    Backoff backoff_;
    std::vector<char> block_;
    QNetworkAccessManager network_;
    std::unique_ptr<QNetworkReply, DeleteLater> reply_; ///< none while waiting for the next attempt
    QTimer silence_;
    QTimer wait_;
    std::unique_ptr<Batch> batch_;
    QUrl redirected_; ///< where this connection sends us
    int redirects_ = 0;
    std::uint64_t messages_ = 0;
    std::string fault_; ///< why we gave this connection up
    bool is_stream_ = false;
    bool is_closed_ = false; ///< nothing more is delivered
};

} // namespace

EventStreamSource::EventStreamSource(FeedSpec spec, EventStreamTimes times)
    : spec_(std::move(spec)), times_(times)
{
}

void EventStreamSource::run(Sink& sink, std::stop_token stop)
{
    Q_ASSERT(QCoreApplication::instance());
    QEventLoop loop;
    const std::stop_callback quit(stop, [&loop] {
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    const EventStream stream(spec_, times_, sink, loop);
    loop.exec();
}

} // namespace livewall::feed
