// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <QHostAddress>
#include <QSslConfiguration>
#include <QSslServer>
#include <QTcpSocket>
#include <QtEndian>

namespace livewall::feed {

/// TLS before each broker of a mock cluster, which has none: what the brokers tell of their ports
/// becomes these servers'. With `sign_in` a client has to send that as SASL PLAIN does (in the form
/// of Kafka 0.10), or is cut off. It lives in the test's event loop.
class SecureKafka
{
public:
    /// `brokers` is "127.0.0.1:PORT,127.0.0.1:PORT,..."
    SecureKafka(const std::string& brokers, const QSslConfiguration& tls, QByteArray sign_in = {})
        : sign_in_(std::move(sign_in))
    {
        const QList<QByteArray> names = QByteArray::fromStdString(brokers).split(',');
        for (const QByteArray& name : names) {
            const quint16 behind = name.mid(name.indexOf(':') + 1).toUShort();
            auto& server = *servers_.emplace_back(std::make_unique<QSslServer>());
            server.setSslConfiguration(tls);
            server.listen(QHostAddress::LocalHost);
            ports_.emplace_back(place(behind), place(server.serverPort()));
            QObject::connect(&server, &QSslServer::pendingConnectionAvailable, &server,
                             [this, &server, behind] {
                                 while (QTcpSocket* client = server.nextPendingConnection()) {
                                     join(*client, behind);
                                 }
                             });
        }
    }

    std::string brokers() const
    {
        std::string all;
        for (const auto& server : servers_)
            all +=
                (all.empty() ? "127.0.0.1:" : ",127.0.0.1:") + std::to_string(server->serverPort());
        return all;
    }

    int signedIn() const { return signed_in_; }

private:
    /// A host and port as an answer has them.
    static QByteArray place(quint16 port)
    {
        std::array<char, 4> bytes{};
        qToBigEndian<quint32>(port, bytes.data());
        return "127.0.0.1" + QByteArray(bytes.data(), bytes.size());
    }

    /// A request or an answer, if all of it is there.
    static std::optional<QByteArray> takeFrame(QByteArray& bytes)
    {
        constexpr qsizetype kHead = 4;
        if (bytes.size() < kHead)
            return std::nullopt;
        const qsizetype size = kHead + qFromBigEndian<qint32>(bytes.constData());
        if (bytes.size() < size)
            return std::nullopt;
        QByteArray frame = bytes.left(size);
        bytes.remove(0, size);
        return frame;
    }

    static qint16 numberAt(const QByteArray& frame, qsizetype place)
    {
        return frame.size() < place + 2 ? qint16(-1)
                                        : qFromBigEndian<qint16>(frame.constData() + place);
    }

    /// As a request or an answer is sent, with its length before it.
    static QByteArray framed(const QByteArray& body)
    {
        std::array<char, 4> size{};
        qToBigEndian<qint32>(static_cast<qint32>(body.size()), size.data());
        return QByteArray(size.data(), size.size()) + body;
    }

    /// A client and what it has asked.
    struct Link
    {
        QTcpSocket& client;
        QTcpSocket& broker;
        bool is_in;
        QByteArray versions_asked; ///< the number of that request
    };

    void join(QTcpSocket& client, quint16 behind)
    {
        auto* broker = new QTcpSocket(&client);
        const auto link =
            std::make_shared<Link>(Link{client, *broker, sign_in_.isEmpty(), QByteArray()});
        QObject::connect(&client, &QTcpSocket::disconnected, &client, &QObject::deleteLater);
        QObject::connect(broker, &QTcpSocket::disconnected, &client,
                         &QTcpSocket::disconnectFromHost);
        QObject::connect(&client, &QTcpSocket::readyRead, broker,
                         [this, link, bytes = QByteArray()]() mutable {
                             bytes += link->client.readAll();
                             while (const auto frame = takeFrame(bytes))
                                 takeRequest(*link, *frame);
                         });
        QObject::connect(broker, &QTcpSocket::readyRead, &client,
                         [this, link, bytes = QByteArray()]() mutable {
                             bytes += link->broker.readAll();
                             while (auto frame = takeFrame(bytes))
                                 takeAnswer(*link, *std::move(frame));
                         });
        broker->connectToHost(QHostAddress::LocalHost, behind);
        if (client.bytesAvailable() > 0)
            Q_EMIT client.readyRead();
    }

    void takeRequest(Link& link, const QByteArray& frame)
    {
        constexpr qint16 kSaslHandshake = 17;
        constexpr qint16 kApiVersions = 18;
        const qint16 kind = numberAt(frame, 4);
        const qint16 version = numberAt(frame, 6);
        const QByteArray number = frame.mid(8, 4);
        if (link.is_in) {
            link.broker.write(frame);
        } else if (kind == kApiVersions) {
            link.versions_asked = version == 0 ? number : QByteArray();
            link.broker.write(frame);
        } else if (kind == kSaslHandshake) {
            link.client.write(framed(number + QByteArray("\0\0\0\0\0\1\0\5PLAIN", 13)));
        } else if (frame.mid(4) == sign_in_) {
            link.is_in = true;
            ++signed_in_;
            link.client.write(framed({}));
        } else {
            link.client.disconnectFromHost();
        }
    }

    void takeAnswer(Link& link, QByteArray frame)
    {
        for (const auto& [theirs, ours] : ports_)
            frame.replace(theirs, ours);
        // A broker that lets sign in tells so among the requests that it knows.
        if (!link.is_in && !link.versions_asked.isEmpty() &&
            frame.mid(4, 4) == link.versions_asked) {
            frame[13] = static_cast<char>(frame[13] + 1);
            frame = framed(frame.mid(4) + QByteArray("\0\x11\0\0\0\0", 6));
        }
        link.client.write(frame);
    }

    const QByteArray sign_in_;
    std::vector<std::unique_ptr<QSslServer>> servers_;
    std::vector<std::pair<QByteArray, QByteArray>> ports_; ///< theirs, ours
    int signed_in_ = 0;
};

} // namespace livewall::feed
