// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <QByteArray>
#include <QList>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace livewall::test {

/// A port of 127.0.0.1 that nothing listens on.
quint16 freePort();

/// How a server proves who it is, and whom it lets in.
struct NchanAccess
{
    QString certificate; ///< PEM, with `key`: TLS alone
    QString key;
    QString client_authority; ///< PEM: clients need a certificate by it
    QByteArray authorization; ///< a request without this header value is answered 401
};

/// nginx with nchan: one channel, in a folder and on a loopback port of its own. What is published
/// lives as long as the process. Belongs to the thread that runs the test.
class Nchan
{
public:
    /// Why it cannot be used here; empty: it can.
    static QString missing();

    explicit Nchan(const NchanAccess& access = {});
    ~Nchan() { stop(); }

    bool start();
    void stop();

    quint16 port() const { return port_; }

    /// `scheme`://127.0.0.1:port/stream for the event stream, /socket for WebSocket; through `port`
    /// where one is given.
    std::string url(const char* scheme, const char* path, quint16 port = 0) const;

    /// One message; what it holds is sent as it is.
    bool publish(const QByteArray& message);

    /// Many, over one connection.
    bool publishAll(const QList<QByteArray>& messages);

private:
    bool answers() const;

    QTemporaryDir folder_;
    quint16 port_;
    quint16 publish_port_; ///< always open to all
    QProcess nginx_;
};

} // namespace livewall::test
