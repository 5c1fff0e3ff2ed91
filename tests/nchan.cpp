// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/nchan.h"

#include <format>
#include <string>

#include <QFile>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace livewall::test {

namespace {

using namespace Qt::StringLiterals;

constexpr char kNginx[] = "/usr/sbin/nginx";
constexpr char kNchan[] = "/usr/lib/nginx/modules/ngx_nchan_module.so";
constexpr int kPatience_ms = 20'000;

/// A reader may be away for all of a test.
constexpr int kKeptMessages = 2'000'000;

std::string secured(const NchanAccess& access)
{
    if (access.certificate.isEmpty())
        return {};
    std::string lines = std::format("ssl_certificate {};\nssl_certificate_key {};\n",
                                    access.certificate.toStdString(), access.key.toStdString());
    if (!access.client_authority.isEmpty())
        lines += std::format("ssl_verify_client on;\nssl_client_certificate {};\n",
                             access.client_authority.toStdString());
    return lines;
}

std::string guarded(const NchanAccess& access)
{
    if (access.authorization.isEmpty())
        return {};
    return std::format("if ($http_authorization != \"{}\") {{ return 401; }}\n",
                       access.authorization.toStdString());
}

/// How many answers begin in these bytes that say that a message was taken.
qsizetype answersIn(const QByteArray& bytes)
{
    return bytes.count("HTTP/1.1 20");
}

} // namespace

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

QString Nchan::missing()
{
    for (const char* file : {kNginx, kNchan}) {
        if (!QFile::exists(QString::fromLatin1(file)))
            return u"nginx with libnginx-mod-nchan is not installed"_s;
    }
    return {};
}

Nchan::Nchan(const NchanAccess& access) : port_(freePort()), publish_port_(freePort())
{
    const std::string folder = folder_.path().toStdString();
    const std::string settings =
        std::format(R"(
load_module {0};
daemon off;
worker_processes 1;
pid {1}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {1}/body;
    proxy_temp_path {1}/proxy;
    fastcgi_temp_path {1}/fastcgi;
    uwsgi_temp_path {1}/uwsgi;
    scgi_temp_path {1}/scgi;
    client_body_buffer_size 1m;
    nchan_shared_memory_size 1024M;
    keepalive_requests 100000000;
    server {{
        listen 127.0.0.1:{7};
        location = /publish {{
            nchan_publisher;
            nchan_channel_id sales;
            nchan_message_buffer_length {6};
            nchan_message_timeout 1h;
        }}
    }}
    server {{
        listen 127.0.0.1:{2}{3};
        {4}
        {5}
        location = /stream {{
            nchan_subscriber eventsource;
            nchan_channel_id sales;
            nchan_subscriber_first_message oldest;
            nchan_eventsource_ping_interval 1;
        }}
        location = /socket {{
            nchan_subscriber websocket;
            nchan_channel_id sales;
            nchan_subscriber_first_message newest;
        }}
    }}
}}
)",
                    kNchan, folder, port_, access.certificate.isEmpty() ? "" : " ssl",
                    secured(access), guarded(access), kKeptMessages, publish_port_);
    QFile file(folder_.filePath(u"nginx.conf"_s));
    if (file.open(QIODevice::WriteOnly))
        file.write(QByteArray::fromStdString(settings));
}

bool Nchan::start()
{
    nginx_.setProcessChannelMode(QProcess::ForwardedChannels);
    nginx_.start(QString::fromLatin1(kNginx), {u"-p"_s, folder_.path(), u"-e"_s, u"stderr"_s,
                                               u"-c"_s, folder_.filePath(u"nginx.conf"_s)});
    return QTest::qWaitFor([this] { return answers(); }, kPatience_ms);
}

void Nchan::stop()
{
    if (nginx_.state() == QProcess::NotRunning)
        return;
    nginx_.terminate();
    if (!nginx_.waitForFinished(kPatience_ms)) {
        nginx_.kill();
        nginx_.waitForFinished();
    }
}

std::string Nchan::url(const char* scheme, const char* path, quint16 port) const
{
    return std::format("{}://127.0.0.1:{}{}", scheme, port == 0 ? port_ : port, path);
}

bool Nchan::publish(const QByteArray& message)
{
    return publishAll({message});
}

bool Nchan::publishAll(const QList<QByteArray>& messages)
{
    constexpr qsizetype kAhead = 64; // without an answer
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, publish_port_);
    if (!client.waitForConnected(kPatience_ms))
        return false;
    client.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    qsizetype answered = 0;
    QByteArray rest;
    for (qsizetype sent = 0; answered < messages.size();) {
        for (; sent < messages.size() && sent - answered < kAhead; ++sent) {
            client.write("POST /publish HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                         QByteArray::number(messages[sent].size()) + "\r\n\r\n" + messages[sent]);
        }
        if (!client.waitForReadyRead(kPatience_ms))
            return false;
        rest += client.readAll();
        answered += answersIn(rest);
        rest = rest.right(10); // what may be the beginning of the next
    }
    return true;
}

bool Nchan::answers() const
{
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, port_);
    return client.waitForConnected(100);
}

} // namespace livewall::test
