// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/faultproxy.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <string>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace livewall::test {

namespace {

constexpr std::size_t kBlockBytes = 64 * 1024;

/// What one direction of a connection holds at most: the proxy holds a fast sender back.
constexpr std::size_t kHeldBytes = 256 * 1024;

/// A trickle makes up for so much of the time that it slept too long.
constexpr std::chrono::milliseconds kCatchUp(10);

[[noreturn]] void fail(const char* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int boundSocket(std::uint16_t port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    const sockaddr_in address = loopback(port);
    if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        fail("bind");
    return fd;
}

std::uint16_t portOf(int fd)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        fail("getsockname");
    return ntohs(address.sin_port);
}

void sendAtOnce(int fd)
{
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void closeWithReset(int fd)
{
    const linger now{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(fd);
}

bool isForLater(int error_number)
{
    return error_number == EAGAIN || error_number == EINTR || error_number == ENOTCONN ||
           error_number == EINPROGRESS;
}

} // namespace

/// One direction.
struct FaultProxy::Flow
{
    struct Piece
    {
        Clock::time_point due;
        std::string bytes;
    };

    int from = -1;
    int to = -1;
    bool is_to_client = false;
    std::deque<Piece> held;
    std::size_t held_bytes = 0;
    std::uint64_t limited_bytes = 0; ///< passed since the limit was set
    Clock::time_point next_byte;     ///< of a trickle
    bool is_ended = false;           ///< `from` has sent its end
    bool is_end_passed = false;
};

struct FaultProxy::Connection
{
    int client = -1;
    int server = -1;
    Flow to_client;
    Flow to_server;
    bool is_over = false;
    bool is_finished = false; ///< its ends were sent: what still comes is thrown away
};

FaultProxy::FaultProxy(std::uint16_t server_port)
    : server_port_(server_port)
    , reserve_(boundSocket(0))
    , port_(portOf(reserve_))
    , wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    listen();
    thread_ = std::thread([this] { run(); });
}

FaultProxy::~FaultProxy()
{
    ask([this] { is_ending_ = true; });
    thread_.join();
    for (Connection& connection : all_)
        end(connection, Cut::Reset);
    if (listener_ >= 0)
        ::close(listener_);
    ::close(reserve_);
    ::close(wake_);
}

void FaultProxy::setServerPort(std::uint16_t server_port)
{
    ask([this, server_port] { server_port_ = server_port; });
}

int FaultProxy::cutAll(Cut how)
{
    int count = 0;
    ask([&] {
        for (Connection& connection : all_) {
            if (connection.is_over || connection.is_finished)
                continue;
            end(connection, how);
            ++count;
        }
    });
    return count;
}

void FaultProxy::setLimit(std::uint64_t bytes_to_client, Cut how)
{
    ask([this, bytes_to_client, how] {
        limit_ = bytes_to_client;
        limit_cut_ = how;
        for (Connection& connection : all_)
            connection.to_client.limited_bytes = 0;
    });
}

void FaultProxy::setDelay(std::chrono::milliseconds delay)
{
    ask([this, delay] { delay_ = delay; });
}

void FaultProxy::setTrickle(int bytes_per_s)
{
    ask([this, bytes_per_s] { trickle_per_s_ = bytes_per_s; });
}

void FaultProxy::setHalfOpen(bool is_half_open)
{
    ask([this, is_half_open] { is_half_open_ = is_half_open; });
}

void FaultProxy::setRefusing(bool is_refusing)
{
    ask([this, is_refusing] {
        if (is_refusing && listener_ >= 0)
            ::close(std::exchange(listener_, -1));
        else if (!is_refusing && listener_ < 0)
            listen();
    });
}

void FaultProxy::ask(std::function<void()> what)
{
    std::packaged_task<void()> task(std::move(what));
    std::future<void> done = task.get_future();
    {
        const std::lock_guard lock(mutex_);
        asked_.push_back(std::move(task));
    }
    ::eventfd_write(wake_, 1);
    done.get();
}

void FaultProxy::answer()
{
    eventfd_t ignored = 0;
    ::eventfd_read(wake_, &ignored);
    std::vector<std::packaged_task<void()>> asked;
    {
        const std::lock_guard lock(mutex_);
        asked.swap(asked_);
    }
    for (auto& task : asked)
        task();
}

void FaultProxy::listen()
{
    constexpr int kWaiting = 128;
    listener_ = boundSocket(port_);
    if (::listen(listener_, kWaiting) != 0)
        fail("listen");
}

void FaultProxy::run()
{
    std::vector<pollfd> polled;
    while (!is_ending_) {
        // Half-open, not even an error of a socket is looked at: it would not let poll() wait.
        polled.assign(1, {.fd = wake_, .events = POLLIN, .revents = 0});
        if (listener_ >= 0)
            polled.push_back({.fd = listener_, .events = POLLIN, .revents = 0});
        const auto now = Clock::now();
        for (const Connection& connection : all_) {
            if (is_half_open_ && !connection.is_finished)
                continue;
            for (const Flow* flow : {&connection.to_client, &connection.to_server}) {
                short events = 0;
                if (!flow->is_ended && flow->held_bytes < kHeldBytes)
                    events = POLLIN;
                if (events != 0)
                    polled.push_back({.fd = flow->from, .events = events, .revents = 0});
                if (!flow->held.empty() && flow->held.front().due <= now && flow->next_byte <= now)
                    polled.push_back({.fd = flow->to, .events = POLLOUT, .revents = 0});
            }
        }
        ::poll(polled.data(), polled.size(), waitTime_ms(now));
        answer();
        if (listener_ >= 0)
            accept();
        for (Connection& connection : all_)
            step(connection);
        std::erase_if(all_, [](const Connection& connection) { return connection.is_over; });
    }
}

int FaultProxy::waitTime_ms(Clock::time_point now) const
{
    constexpr int kLongest_ms = 1000;
    auto least = now + std::chrono::milliseconds(kLongest_ms);
    for (const Connection& connection : all_) {
        for (const Flow* flow : {&connection.to_client, &connection.to_server}) {
            // What is due already waits for its socket.
            if (flow->held.empty())
                continue;
            const auto due = std::max(flow->held.front().due, flow->next_byte);
            if (due > now)
                least = std::min(least, due);
        }
    }
    return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(least - now).count());
}

void FaultProxy::accept()
{
    for (;;) {
        const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (client < 0)
            return;
        const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        const sockaddr_in address = loopback(server_port_);
        ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address);
        sendAtOnce(client);
        sendAtOnce(server);
        Connection& connection = all_.emplace_back();
        connection.client = client;
        connection.server = server;
        connection.to_client.from = connection.to_server.to = server;
        connection.to_client.to = connection.to_server.from = client;
        connection.to_client.is_to_client = true;
        ++connections_;
        ++open_;
    }
}

void FaultProxy::step(Connection& connection)
{
    if (connection.is_over || (is_half_open_ && !connection.is_finished))
        return;
    move(connection, connection.to_client);
    if (!connection.is_over)
        move(connection, connection.to_server);
    if (!connection.is_over && connection.to_client.is_end_passed &&
        connection.to_server.is_end_passed)
        end(connection, Cut::Finish);
}

void FaultProxy::move(Connection& connection, Flow& flow)
{
    read(connection, flow);
    if (!connection.is_over && !connection.is_finished)
        write(connection, flow);
}

void FaultProxy::read(Connection& connection, Flow& flow)
{
    static thread_local std::array<char, kBlockBytes> block;
    while (!flow.is_ended && flow.held_bytes < kHeldBytes) {
        const ssize_t size = ::recv(flow.from, block.data(), block.size(), 0);
        if (size < 0 && isForLater(errno))
            return;
        if (size < 0) {
            end(connection, Cut::Reset);
            return;
        }
        if (size == 0) {
            flow.is_ended = true;
            if (connection.is_finished)
                end(connection, Cut::Finish);
            return;
        }
        if (connection.is_finished)
            continue;
        flow.held.push_back(
            {Clock::now() + delay_, std::string(block.data(), static_cast<std::size_t>(size))});
        flow.held_bytes += static_cast<std::size_t>(size);
    }
}

/// How many bytes may go on now.
std::size_t FaultProxy::room(const Flow& flow, Clock::time_point now)
{
    if (flow.held.empty() || flow.held.front().due > now)
        return 0;
    std::size_t room = flow.held.front().bytes.size();
    if (!flow.is_to_client)
        return room;
    if (trickle_per_s_ > 0)
        room = flow.next_byte <= now ? 1 : 0;
    if (limit_ > 0)
        room = std::min<std::uint64_t>(room, limit_ - flow.limited_bytes);
    return room;
}

void FaultProxy::write(Connection& connection, Flow& flow)
{
    const auto now = Clock::now();
    for (std::size_t size = room(flow, now); size > 0; size = room(flow, now)) {
        std::string& bytes = flow.held.front().bytes;
        const ssize_t sent = ::send(flow.to, bytes.data(), size, MSG_NOSIGNAL);
        if (sent < 0 && isForLater(errno))
            return;
        if (sent < 0) {
            end(connection, Cut::Reset);
            return;
        }
        const auto count = static_cast<std::size_t>(sent);
        (flow.is_to_client ? bytes_to_clients_ : bytes_to_server_) += count;
        flow.held_bytes -= count;
        bytes.erase(0, count);
        if (bytes.empty())
            flow.held.pop_front();
        if (!flow.is_to_client)
            continue;
        if (trickle_per_s_ > 0)
            flow.next_byte = std::max(flow.next_byte, now - kCatchUp) +
                             std::chrono::microseconds(1'000'000 / trickle_per_s_);
        flow.limited_bytes += limit_ > 0 ? count : 0;
        if (limit_ > 0 && flow.limited_bytes >= limit_) {
            end(connection, limit_cut_);
            return;
        }
    }
    if (flow.is_ended && flow.held.empty() && !flow.is_end_passed) {
        flow.is_end_passed = true;
        ::shutdown(flow.to, SHUT_WR);
    }
}

void FaultProxy::end(Connection& connection, Cut how)
{
    if (connection.is_over)
        return;
    // close() with bytes unread is a reset: an orderly end has to wait for the other's.
    if (how == Cut::Finish && !connection.is_finished) {
        --open_;
        connection.is_finished = true;
        for (Flow* flow : {&connection.to_client, &connection.to_server}) {
            flow->held.clear();
            flow->held_bytes = 0;
            ::shutdown(flow->to, SHUT_WR);
        }
        return;
    }
    if (how == Cut::Finish && !(connection.to_client.is_ended && connection.to_server.is_ended))
        return;
    if (!connection.is_finished)
        --open_;
    connection.is_over = true;
    for (const int fd : {connection.client, connection.server}) {
        if (how == Cut::Reset)
            closeWithReset(fd);
        else
            ::close(fd);
    }
}

} // namespace livewall::test
