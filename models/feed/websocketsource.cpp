// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/websocketsource.h"

#include "models/feed/connectionfault.h"
#include "models/feed/eventloop.h"
#include "models/feed/identity.h"
#include "models/feed/streambatches.h"

#include <format>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include <QEventLoop>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

namespace livewall::feed {

namespace {

using namespace Qt::StringLiterals;

/// A frame is read once it is there whole; the socket has to have room for the longest.
constexpr qint64 kReadBufferBytes =
    static_cast<qint64>(WebSocketSource::kMaxMessageBytes) + 64 * 1024;

constexpr int kPingsInProof = 3;

/// The status that QWebSocket says to have got instead of a WebSocket; 0: it says something else.
int statusIn(const QString& error_string)
{
    constexpr int kUnauthorized = 401;
    if (error_string.contains(u"WWW-Authenticate") || error_string.contains(u"credentials") ||
        error_string.contains(u"requires authentication"))
        return kUnauthorized;
    // All that it looks for in an answer 400 is another version of the protocol.
    constexpr int kBadRequest = 400;
    if (error_string.contains(u"Unknown error condition") ||
        error_string.contains(u"Handshake: Server requests a version"))
        return kBadRequest;
    static const QRegularExpression pattern(u"status code: (\\d{3})"_s);
    return pattern.match(error_string).captured(1).toInt();
}

/// One run of a WebSocketSource; lives on its thread.
class WebSocketStream final : public QObject
{
public:
    WebSocketStream(const FeedSpec& spec, const ReconnectTimes& times, Sink& sink, QEventLoop& loop)
        : url_(QString::fromStdString(spec.location))
        , server_(serverOf(url_))
        , access_(spec.access)
        , sink_(sink)
        , loop_(loop)
        , batches_(sink, spec.decoder, spec.now_ms)
        , reconnection_(sink, server_, spec.proof, times,
                        {.connect = [this] { open(); },
                         .drop = [this](const std::string& fault) { lose(fault); }})
    {
        ping_.setInterval(spec.proof / kPingsInProof);
        connect(&ping_, &QTimer::timeout, this, [this] { socket_->ping(); });
        reconnection_.begin();
    }

    ~WebSocketStream() override
    {
        if (socket_)
            socket_->disconnect(this);
    }

private:
    void open()
    {
        std::string fault;
        const auto identity = readIdentity(access_, url_, fault);
        if (!identity) {
            reconnection_.lost(fault);
            return;
        }
        is_up_ = false;
        batches_.restart();
        socket_.reset(new QWebSocket);
        socket_->setReadBufferSize(kReadBufferBytes);
        socket_->setMaxAllowedIncomingFrameSize(WebSocketSource::kMaxMessageBytes);
        socket_->setMaxAllowedIncomingMessageSize(WebSocketSource::kMaxMessageBytes);
        socket_->setSslConfiguration(identity->tls);
        connect(socket_.get(), &QWebSocket::connected, this, &WebSocketStream::noteUp);
        connect(socket_.get(), &QWebSocket::textMessageReceived, this,
                [this](const QString& message) { take(message.toUtf8()); });
        connect(socket_.get(), &QWebSocket::binaryMessageReceived, this, &WebSocketStream::take);
        connect(socket_.get(), &QWebSocket::pong, this, &WebSocketStream::notePong);
        connect(socket_.get(), &QWebSocket::sslErrors, this,
                [this](const QList<QSslError>& errors) {
                    lose(certificateFault(url_, errors, access_));
                });
        connect(socket_.get(), &QWebSocket::errorOccurred, this,
                [this](QAbstractSocket::SocketError error) { lose(faultOf(error)); });
        // Where TLS was asked for, that there is no connection is said before why.
        connect(
            socket_.get(), &QWebSocket::disconnected, this,
            [this, socket = socket_.get()] {
                if (socket_.get() == socket)
                    lose(faultOf(socket_->error()));
            },
            Qt::QueuedConnection);

        QNetworkRequest request(url_);
        request.setRawHeader("User-Agent", "Livewall/" LIVEWALL_VERSION);
        if (!identity->authorization.isEmpty())
            request.setRawHeader("Authorization", identity->authorization);
        socket_->open(request);
    }

    void noteUp()
    {
        is_up_ = true;
        reconnection_.noteUp();
        reconnection_.noteProof();
        ping_.start();
    }

    void notePong()
    {
        reconnection_.noteUseful();
        reconnection_.noteProof();
        sink_.noteAlive();
    }

    void take(const QByteArray& message)
    {
        if (is_closed_)
            return;
        const std::uint64_t delivered_before = batches_.delivered();
        if (!batches_.feed(std::span(message.data(), static_cast<std::size_t>(message.size()))) ||
            !batches_.finishLine() || !batches_.flush()) {
            is_closed_ = true;
            loop_.quit();
            return;
        }
        if (batches_.delivered() == delivered_before)
            sink_.noteAlive();
        reconnection_.noteUseful();
        // From now, not from when it came: deliver() may have waited for long.
        reconnection_.noteProof();
    }

    void lose(const std::string& fault)
    {
        if (is_closed_)
            return;
        ping_.stop();
        socket_->disconnect(this);
        socket_->abort();
        socket_.reset();
        reconnection_.lost(fault);
    }

    /// Why the connection is over. QWebSocket says some of it by its error's text alone.
    std::string faultOf(QAbstractSocket::SocketError error) const
    {
        const QString text = socket_->errorString();
        if (const int status = statusIn(text); status != 0)
            return server_ + " " + answerFault(url_, status, access_);
        if (!is_up_ && text.contains(u"handshake", Qt::CaseInsensitive) && !text.contains(u"SSL"))
            return server_ + " does not speak WebSocket there; check the URL";
        if (!is_up_ && error == QAbstractSocket::RemoteHostClosedError)
            return server_ + " closes without an answer";
        if (error != QAbstractSocket::UnknownSocketError)
            return socketFault(url_, error, text, access_);
        return closeFault();
    }

    std::string closeFault() const
    {
        switch (const auto code = socket_->closeCode()) {
        case QWebSocketProtocol::CloseCodeNormal:
            return server_ + " ended the stream";
        case QWebSocketProtocol::CloseCodeGoingAway:
            return server_ + " ended the stream (it is going away)";
        case QWebSocketProtocol::CloseCodeTooMuchData:
            return std::format("{} sent a message of over {} bytes", server_,
                               WebSocketSource::kMaxMessageBytes);
        case QWebSocketProtocol::CloseCodeWrongDatatype:
            return server_ + " sent a text message that is not UTF-8";
        case QWebSocketProtocol::CloseCodeProtocolError:
            return server_ + " sent what is not WebSocket";
        default:
            return std::format("{} ended the stream ({})", server_, static_cast<int>(code));
        }
    }

    const QUrl url_;
    const std::string server_; ///< host and port
    const Access access_;
    Sink& sink_;
    QEventLoop& loop_;
    StreamBatches batches_;
    Reconnection reconnection_;
    QTimer ping_;
    std::unique_ptr<QWebSocket, DeleteLater> socket_; ///< none while waiting for the next attempt
    bool is_up_ = false;
    bool is_closed_ = false; ///< nothing more is delivered
};

} // namespace

WebSocketSource::WebSocketSource(FeedSpec spec, ReconnectTimes times)
    : spec_(std::move(spec)), times_(times)
{
}

bool WebSocketSource::canBegin(std::string& error) const
{
    return hasIdentity(spec_, error);
}

void WebSocketSource::run(Sink& sink, std::stop_token stop)
{
    runInEventLoop<WebSocketStream>(stop, spec_, times_, sink);
}

} // namespace livewall::feed
