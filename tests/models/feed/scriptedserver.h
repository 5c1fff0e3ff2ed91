// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

namespace livewall::feed {

/// An HTTP server on a loopback port that does to each request, counted from 0, what the test
/// says. It lives in the test's event loop.
class ScriptedServer
{
public:
    using Script = std::function<void(int number, QTcpSocket& client)>;

    explicit ScriptedServer(Script script) : script_(std::move(script))
    {
        server_.listen(QHostAddress::LocalHost);
        QObject::connect(&server_, &QTcpServer::newConnection, &server_, [this] {
            while (QTcpSocket* client = server_.nextPendingConnection())
                accept(*client);
        });
    }

    std::string url(const char* path = "/") const
    {
        return "http://127.0.0.1:" + std::to_string(server_.serverPort()) + path;
    }

    const std::vector<QByteArray>& requests() const { return requests_; }

private:
    void accept(QTcpSocket& client)
    {
        QObject::connect(&client, &QTcpSocket::disconnected, &client, &QObject::deleteLater);
        QObject::connect(&client, &QTcpSocket::readyRead, &server_,
                         [this, &client, request = QByteArray()]() mutable {
                             request += client.readAll();
                             if (!request.endsWith("\r\n\r\n"))
                                 return;
                             requests_.push_back(std::exchange(request, {}));
                             script_(static_cast<int>(requests_.size()) - 1, client);
                         });
    }

    Script script_;
    QTcpServer server_;
    std::vector<QByteArray> requests_;
};

inline constexpr char kStreamHead[] = "HTTP/1.1 200 OK\r\n"
                                      "Content-Type: text/event-stream;charset=utf-8\r\n"
                                      "Connection: close\r\n\r\n";

} // namespace livewall::feed
