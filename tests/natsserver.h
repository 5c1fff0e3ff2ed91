// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <nats/nats.h>

namespace livewall::test {

/// A port of 127.0.0.1 that nobody has.
std::uint16_t freePort();

/// A real nats-server with JetStream, in a folder and on a loopback port of its own, which it keeps
/// when it is ended and started again.
class NatsServer
{
public:
    /// Whether there is one to start.
    static bool isInstalled();

    /// `more` goes into its configuration as it is.
    explicit NatsServer(QString more = {});
    ~NatsServer();

    bool start();
    void kill(); ///< SIGKILL
    void end();  ///< SIGTERM; waits

    std::uint16_t port() const { return port_; }
    bool isRunning() const { return process_.state() != QProcess::NotRunning; }

    /// "nats://127.0.0.1:PORT/STREAM"
    std::string url(const std::string& stream) const;

private:
    QTemporaryDir folder_;
    std::uint16_t port_;
    QString more_;
    QProcess process_;
};

/// Three of them that are one cluster.
class NatsCluster
{
public:
    NatsCluster();

    /// Waits until they have found each other.
    bool start();

    NatsServer& server(std::size_t index) { return *servers_.at(index); }

    /// "nats://127.0.0.1:PORT,127.0.0.1:PORT,…/STREAM"
    std::string url(const std::string& stream) const;

private:
    std::vector<std::unique_ptr<NatsServer>> servers_;
};

/// What a test does with a server besides reading. Each function says whether it was done.
class NatsClient
{
public:
    explicit NatsClient(std::uint16_t port, const char* user = nullptr,
                        const char* password = nullptr, const char* credentials_file = nullptr);
    ~NatsClient();
    NatsClient(const NatsClient&) = delete;
    NatsClient& operator=(const NatsClient&) = delete;

    bool isConnected() const { return jetstream_ != nullptr; }

    struct StreamOptions
    {
        std::vector<const char*> subjects = {"sales"};
        std::int64_t replicas = 1;
        std::int64_t max_messages = 0; ///< 0: no limit
    };
    bool makeStream(const char* name, const StreamOptions& options);
    bool makeStream(const char* name) { return makeStream(name, StreamOptions()); }
    bool removeStream(const char* name);

    /// One message; waits until it is stored.
    bool publish(const std::string& message, const char* subject = "sales");

    /// Many, a message each; waits until all are stored.
    bool publishAll(const std::vector<std::string>& messages, const char* subject = "sales");

    bool removeMessage(const char* stream, std::uint64_t sequence);

    /// All messages before this one.
    bool purgeBefore(const char* stream, std::uint64_t sequence);

    std::int64_t consumers(const char* stream);
    std::string leader(const char* stream); ///< its server's name; empty: none
    bool isWhole(const char* stream);       ///< every copy of it is as far as its leader's

    natsConnection* get() const { return connection_; }

private:
    natsConnection* connection_ = nullptr;
    jsCtx* jetstream_ = nullptr;
};

} // namespace livewall::test
