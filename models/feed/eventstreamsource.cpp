// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/eventstreamsource.h"

#include "models/feed/connectionfault.h"
#include "models/feed/eventloop.h"
#include "models/feed/eventstreamparser.h"
#include "models/feed/identity.h"
#include "models/feed/linebatches.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QSslKey>
#include <QUrl>

namespace livewall::feed {

namespace {

constexpr qint64 kBlockBytes = 64 * 1024;
constexpr qint64 kReadBufferBytes = 4 * kBlockBytes;
constexpr int kMaxRedirects = 10;

/// What is wrong with an answer of this kind; empty for an event stream.
std::string contentFault(const QByteArray& content_type)
{
    const QByteArray type = content_type.split(';').first().trimmed().toLower();
    if (type == "text/event-stream")
        return {};
    return "answers with " +
           (type.isEmpty() ? std::string("no content type") : type.left(80).toStdString()) +
           ", not with text/event-stream (is the URL the stream's?)";
}

bool isSameServer(const QUrl& one, const QUrl& other)
{
    const int usual = one.scheme() == u"https" ? 443 : 80;
    return one.scheme() == other.scheme() && one.host() == other.host() &&
           one.port(usual) == other.port(usual);
}

/// One run of an EventStreamSource; lives on its thread.
class EventStream final : public QObject
{
public:
    EventStream(const FeedSpec& spec, const ReconnectTimes& times, Sink& sink, QEventLoop& loop)
        : url_(QString::fromStdString(spec.location))
        , server_(serverOf(url_))
        , access_(spec.access)
        , now_ms_(spec.now_ms)
        , sink_(sink)
        , loop_(loop)
        , keeps_lines_(spec.decoder.keeps_lines)
        , decoder_(spec.decoder)
        , parser_(spec.cursor)
        , reconnection_(sink, server_, spec.proof, times,
                        {.connect = [this] { begin(); },
                         .drop = [this](const std::string& fault) { drop(fault); }})
        , block_(kBlockBytes)
    {
        reconnection_.begin();
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
        std::string fault;
        std::optional<Identity> identity = readIdentity(access_, url_, fault);
        if (!identity) {
            reconnection_.lost(fault);
            return;
        }
        identity_ = *std::move(identity);
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
        // Who we are is for the server of the URL alone, wherever that sends us.
        const bool is_ours = isSameServer(url, url_);
        QSslConfiguration tls = identity_.tls;
        if (!is_ours) {
            tls.setLocalCertificateChain({});
            tls.setPrivateKey({});
        }
        request.setSslConfiguration(tls);
        if (!identity_.authorization.isEmpty() && is_ours)
            request.setRawHeader("Authorization", identity_.authorization);
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
        connect(reply_.get(), &QNetworkReply::sslErrors, this,
                [this](const QList<QSslError>& errors) {
                    fault_ = certificateFault(reply_->url(), errors, access_);
                });
        connect(reply_.get(), &QNetworkReply::finished, this, &EventStream::end);
        reconnection_.noteProof();
    }

    int status() const
    {
        return reply_->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    void judgeAnswer()
    {
        constexpr int kOk = 200;
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
        if (!target.isEmpty())
            fault_ = redirect(reply_->url(), reply_->url().resolved(target));
        else if (answered == kOk)
            fault_ = contentFault(reply_->rawHeader("Content-Type"));
        else
            fault_ = answerFault(reply_->url(), answered, access_);
        if (!fault_.empty())
            fault_ = server_ + " " + fault_;
        is_stream_ = fault_.empty() && redirected_.isEmpty();
        if (is_stream_)
            reconnection_.noteUp();
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
        reconnection_.noteUseful();
        flush();
        if (messages_ == messages_before)
            sink_.noteAlive();
        // From now, not from when the bytes came: deliver() may have waited for long.
        reconnection_.noteProof();
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

    void drop(const std::string& fault)
    {
        fault_ = fault;
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
        parser_.restart();
        reply_.reset();
        reconnection_.lost(fault_, parser_.retry());
    }

    std::string connectionFault() const
    {
        const QUrl url = reply_->url();
        if (std::string fault = secureFault(url, reply_->errorString(), access_); !fault.empty())
            return fault;
        switch (reply_->error()) {
        case QNetworkReply::NoError:
        case QNetworkReply::RemoteHostClosedError:
            return server_ + (is_stream_ ? " ended the stream" : " closes without an HTTP answer");
        case QNetworkReply::ConnectionRefusedError:
            return socketFault(url, QAbstractSocket::ConnectionRefusedError, {}, access_);
        case QNetworkReply::HostNotFoundError:
            return socketFault(url, QAbstractSocket::HostNotFoundError, {}, access_);
        case QNetworkReply::TimeoutError:
            return socketFault(url, QAbstractSocket::SocketTimeoutError, {}, access_);
        default:
            if (const int answered = status(); answered != 0 && !is_stream_)
                return server_ + " " + answerFault(url, answered, access_);
            // What it cannot name is, before an answer, that there is no way.
            return socketFault(url,
                               is_stream_ ? QAbstractSocket::UnknownSocketError
                                          : QAbstractSocket::NetworkError,
                               reply_->errorString(), access_);
        }
    }

    void close(LinkState state)
    {
        is_closed_ = true;
        sink_.setState(std::move(state));
        loop_.quit();
    }

    const QUrl url_;
    const std::string server_; ///< host and port
    const Access access_;
    NowMs now_ms_;
    Sink& sink_;
    QEventLoop& loop_;
    const bool keeps_lines_;
    event::Decoder decoder_;
    EventStreamParser parser_;
    Reconnection reconnection_;
    Identity identity_; ///< of this attempt
    std::vector<char> block_;
    QNetworkAccessManager network_;
    std::unique_ptr<QNetworkReply, DeleteLater> reply_; ///< none while waiting for the next attempt
    std::unique_ptr<Batch> batch_;
    QUrl redirected_; ///< where this connection sends us
    int redirects_ = 0;
    std::uint64_t messages_ = 0;
    std::string fault_; ///< why we gave this connection up
    bool is_stream_ = false;
    bool is_closed_ = false; ///< nothing more is delivered
};

} // namespace

EventStreamSource::EventStreamSource(FeedSpec spec, ReconnectTimes times)
    : spec_(std::move(spec)), times_(times)
{
}

bool EventStreamSource::canBegin(std::string& error) const
{
    return hasIdentity(spec_, error);
}

void EventStreamSource::run(Sink& sink, std::stop_token stop)
{
    runInEventLoop<EventStream>(stop, spec_, times_, sink);
}

} // namespace livewall::feed
