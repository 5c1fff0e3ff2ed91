// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace livewall::test {

/// A TCP proxy with the faults of a network, between clients and a server on 127.0.0.1. It passes
/// everything through, both ways and in both directions' own time, until it is told otherwise; an
/// end or a reset of one side becomes that of the other. It has a thread and a port of its own.
/// Each function returns once it is so, and may be called from any thread. A setting holds for the
/// connections that there are and for those to come.
class FaultProxy
{
public:
    enum class Cut {
        Reset,  ///< RST to both sides: what is under way is lost
        Finish, ///< FIN to both sides: an orderly end, wherever in a message
    };

    /// The server may come later: a client is reset where there is none.
    explicit FaultProxy(std::uint16_t server_port);
    ~FaultProxy();
    FaultProxy(const FaultProxy&) = delete;
    FaultProxy& operator=(const FaultProxy&) = delete;

    /// The same for its whole life, also while it refuses.
    std::uint16_t port() const { return port_; }

    /// From now on new connections go to this server.
    void setServerPort(std::uint16_t server_port);

    /// Ends every connection that there is; says how many.
    int cutAll(Cut how = Cut::Reset);

    /// Lets so many more bytes of each connection go to its client and then cuts that one; 0 ends
    /// the limit.
    void setLimit(std::uint64_t bytes_to_client, Cut how = Cut::Reset);

    /// Each byte goes on so much later, both ways.
    void setDelay(std::chrono::milliseconds delay);

    /// So many bytes a second go to each client, one at a time; 0 ends it.
    void setTrickle(int bytes_per_s);

    /// Connections are accepted and stay, but nothing passes, not even an end. What was sent in the
    /// meantime passes when it ends.
    void setHalfOpen(bool is_half_open);

    /// Refuses new connections.
    void setRefusing(bool is_refusing);

    /// Since the beginning.
    int connections() const { return connections_; }
    std::uint64_t bytesToClients() const { return bytes_to_clients_; }
    std::uint64_t bytesToServer() const { return bytes_to_server_; }

    int openConnections() const { return open_; }

private:
    struct Flow;
    struct Connection;
    using Clock = std::chrono::steady_clock;

    void run();
    void ask(std::function<void()> what);
    void answer();
    void listen();
    void accept();
    void step(Connection& connection);
    void move(Connection& connection, Flow& flow);
    void read(Connection& connection, Flow& flow);
    void write(Connection& connection, Flow& flow);
    std::size_t room(const Flow& flow, Clock::time_point now);
    void end(Connection& connection, Cut how);
    int waitTime_ms(Clock::time_point now) const;

    // Of its thread alone.
    std::uint16_t server_port_;
    std::chrono::milliseconds delay_{0};
    int trickle_per_s_ = 0;
    std::uint64_t limit_ = 0;
    Cut limit_cut_ = Cut::Reset;
    bool is_half_open_ = false;
    int reserve_ = -1;  ///< bound and never listening: keeps the port while it refuses
    int listener_ = -1; ///< none while it refuses
    std::list<Connection> all_;

    std::uint16_t port_ = 0;
    int wake_ = -1; ///< an eventfd
    std::mutex mutex_;
    std::vector<std::packaged_task<void()>> asked_; ///< under mutex_
    std::atomic<bool> is_ending_ = false;
    std::atomic<int> connections_ = 0;
    std::atomic<int> open_ = 0;
    std::atomic<std::uint64_t> bytes_to_clients_ = 0;
    std::atomic<std::uint64_t> bytes_to_server_ = 0;
    std::thread thread_;
};

} // namespace livewall::test
