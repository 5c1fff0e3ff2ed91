// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/linestreamsource.h"

#include "models/feed/connectionfault.h"
#include "models/feed/eventloop.h"
#include "models/feed/identity.h"
#include "models/feed/streambatches.h"

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <QEventLoop>
#include <QSslSocket>
#include <QUrl>

namespace livewall::feed {

namespace {

constexpr qint64 kBlockBytes = 64 * 1024;
constexpr qint64 kReadBufferBytes = 4 * kBlockBytes;

/// One run of a LineStreamSource; lives on its thread.
class LineStream final : public QObject
{
public:
    LineStream(const FeedSpec& spec, const ReconnectTimes& times, Sink& sink, QEventLoop& loop)
        : url_(QString::fromStdString(spec.location))
        , access_(spec.access)
        , sink_(sink)
        , loop_(loop)
        , batches_(sink, spec.decoder, spec.now_ms)
        , reconnection_(sink, serverOf(url_), spec.proof, times,
                        {.connect = [this] { open(); },
                         .drop = [this](const std::string& fault) { lose(fault); }})
        , block_(kBlockBytes)
    {
        reconnection_.begin();
    }

    ~LineStream() override
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
        batches_.restart();
        socket_.reset(new QSslSocket);
        socket_->setReadBufferSize(kReadBufferBytes);
        connect(socket_.get(), &QSslSocket::readyRead, this, &LineStream::read);
        connect(socket_.get(), &QSslSocket::errorOccurred, this, &LineStream::end);
        connect(socket_.get(), &QSslSocket::sslErrors, this,
                [this](const QList<QSslError>& errors) {
                    lose(certificateFault(url_, errors, access_));
                });
        const auto port = static_cast<quint16>(url_.port());
        if (url_.scheme() == u"tls") {
            connect(socket_.get(), &QSslSocket::encrypted, this, &LineStream::noteUp);
            socket_->setSslConfiguration(identity->tls);
            socket_->connectToHostEncrypted(url_.host(), port);
        } else {
            connect(socket_.get(), &QSslSocket::connected, this, &LineStream::noteUp);
            socket_->connectToHost(url_.host(), port);
        }
    }

    void noteUp()
    {
        // Else what lies between may forget the connection while nothing is sent.
        socket_->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
        reconnection_.noteUp();
        reconnection_.noteProof();
    }

    void read()
    {
        const std::uint64_t delivered_before = batches_.delivered();
        bool any_byte = false;
        qint64 size = 0;
        while (!is_closed_ && (size = socket_->read(block_.data(), kBlockBytes)) > 0) {
            any_byte = true;
            deliver(batches_.feed(std::span(block_).first(static_cast<std::size_t>(size))));
        }
        if (!any_byte || is_closed_)
            return;
        deliver(batches_.flush());
        if (batches_.delivered() == delivered_before)
            sink_.noteAlive();
        reconnection_.noteUseful();
        // From now, not from when the bytes came: deliver() may have waited for long.
        reconnection_.noteProof();
    }

    /// The connection is over, or there was none.
    void end(QAbstractSocket::SocketError error)
    {
        const bool is_secured = url_.scheme() != u"tls" || socket_->isEncrypted();
        const std::string fault =
            is_secured || error != QAbstractSocket::RemoteHostClosedError
                ? socketFault(url_, error, socket_->errorString(), access_)
                : "no secure connection to " + serverOf(url_) +
                      ": it closes the connection; does it speak TLS on this port?";
        read();
        lose(fault);
    }

    void lose(const std::string& fault)
    {
        if (!is_closed_)
            deliver(batches_.finishConnection());
        if (is_closed_)
            return;
        socket_->disconnect(this);
        socket_->abort();
        socket_.reset();
        reconnection_.lost(fault);
    }

    void deliver(bool goes_on)
    {
        if (goes_on)
            return;
        is_closed_ = true;
        loop_.quit();
    }

    const QUrl url_;
    const Access access_;
    Sink& sink_;
    QEventLoop& loop_;
    StreamBatches batches_;
    Reconnection reconnection_;
    std::vector<char> block_;
    std::unique_ptr<QSslSocket, DeleteLater> socket_; ///< none while waiting for the next attempt
    bool is_closed_ = false;                          ///< nothing more is delivered
};

} // namespace

LineStreamSource::LineStreamSource(FeedSpec spec, ReconnectTimes times)
    : spec_(std::move(spec)), times_(times)
{
}

bool LineStreamSource::canBegin(std::string& error) const
{
    return hasIdentity(spec_, error);
}

void LineStreamSource::run(Sink& sink, std::stop_token stop)
{
    runInEventLoop<LineStream>(stop, spec_, times_, sink);
}

} // namespace livewall::feed
