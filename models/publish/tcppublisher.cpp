// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/publish/tcppublisher.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <format>
#include <memory>
#include <system_error>
#include <utility>

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

namespace livewall::publish {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view kScheme = "tcp-listen://";

/// How often it looks who comes and goes.
constexpr std::chrono::milliseconds kLookEvery = 20ms;

/// How long a wait may last before it looks whether to stop.
constexpr std::chrono::milliseconds kStopEvery = 100ms;

bool isForLater(int error_number)
{
    return error_number == EAGAIN || error_number == EINTR;
}

std::string systemWords(int error_number)
{
    return std::generic_category().message(error_number);
}

feed::FileDescriptor openListener(const addrinfo& where, int& error_number)
{
    const int kind = where.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK;
    feed::FileDescriptor socket(::socket(where.ai_family, kind, 0));
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(socket.get(), where.ai_addr, where.ai_addrlen) == 0 &&
        ::listen(socket.get(), SOMAXCONN) == 0)
        return socket;
    error_number = errno;
    return {};
}

/// With the port that the system has chosen, where it had to.
std::string portOf(int socket, const std::string& asked)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    std::array<char, NI_MAXSERV> port{};
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::getsockname(socket, any, &size) != 0 ||
        ::getnameinfo(any, size, nullptr, 0, port.data(), port.size(), NI_NUMERICSERV) != 0)
        return asked;
    return port.data();
}

} // namespace

std::unique_ptr<Publisher> TcpPublisher::make(PublishSpec spec, std::string& error)
{
    constexpr std::string_view kForm = "write it as tcp-listen://127.0.0.1:9000";
    if (!std::string_view(spec.location).starts_with(kScheme)) {
        error = kForm;
        return nullptr;
    }
    std::string place = spec.location.substr(kScheme.size());
    if (place.ends_with('/'))
        place.pop_back();
    const std::size_t colon = place.rfind(':');
    std::string address = place.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']'))
        address = address.substr(1, address.size() - 2);
    const std::string port = colon == std::string::npos ? "" : place.substr(colon + 1);
    const bool is_number = !port.empty() && port.size() <= 5 &&
                           port.find_first_not_of("0123456789") == std::string::npos &&
                           std::stoi(port) <= 65'535;
    if (address.empty() || !is_number) {
        error = std::format("not an address and a port; {}", kForm);
        return nullptr;
    }
    const feed::Access& access = spec.access;
    if (!access.ca_file.empty() || !access.certificate_file.empty() || !access.key_file.empty() ||
        !access.user.empty() || !access.secret_file.empty()) {
        error = "tcp-listen:// lets everybody in and has no use for certificates and secrets";
        return nullptr;
    }
    return std::make_unique<TcpPublisher>(std::move(spec), std::move(address), port);
}

TcpPublisher::TcpPublisher(PublishSpec spec, std::string address, std::string port,
                           std::chrono::milliseconds patience)
    : spec_(std::move(spec))
    , address_(std::move(address))
    , port_(std::move(port))
    , patience_(patience)
{
}

bool TcpPublisher::send(std::string_view line)
{
    if (!listener_ && !listen())
        return false;
    if (Clock::now() - last_look_ >= kLookEvery)
        lookAround();
    if (!waitForReaders() || !waitForRoom())
        return false;
    for (Reader& reader : readers_) {
        reader.held += line;
        reader.held += '\n';
        pass(reader);
    }
    ++delivered_; // nobody acknowledges
    return true;
}

bool TcpPublisher::finish()
{
    listener_ = {}; // who connects again must not find it
    const auto until = Clock::now() + patience_;
    bool is_sent = true;
    while (
        std::ranges::any_of(readers_, [](const Reader& reader) { return !reader.held.empty(); })) {
        if (isStopped() || Clock::now() > until) {
            is_sent = false;
            error_ = "what was sent last has not been taken";
            break;
        }
        std::vector<pollfd> polled;
        for (const Reader& reader : readers_)
            polled.push_back({.fd = reader.socket.get(), .events = POLLOUT, .revents = 0});
        ::poll(polled.data(), polled.size(), static_cast<int>(kStopEvery.count()));
        for (Reader& reader : readers_)
            pass(reader);
        std::erase_if(readers_, [](const Reader& reader) { return reader.is_gone; });
    }
    for (const Reader& reader : readers_)
        ::shutdown(reader.socket.get(), SHUT_WR);
    return is_sent;
}

bool TcpPublisher::listen()
{
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int fault = ::getaddrinfo(address_.c_str(), port_.c_str(), &hints, &found);
        fault != 0) {
        error_ = address_ + ": is no numeric address; 127.0.0.1 is this machine alone";
        return false;
    }
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, &::freeaddrinfo);
    int error_number = 0;
    listener_ = openListener(*addresses, error_number);
    if (!listener_) {
        error_ =
            std::format("cannot listen on {}:{}: {}", address_, port_, systemWords(error_number));
        return false;
    }
    spec_.note(std::format("listens on {}:{}", address_, portOf(listener_.get(), port_)));
    return true;
}

bool TcpPublisher::waitForReaders()
{
    if (!readers_.empty())
        return true;
    spec_.note("waits for a reader");
    while (readers_.empty()) {
        if (isStopped())
            return false;
        pollfd polled{.fd = listener_.get(), .events = POLLIN, .revents = 0};
        ::poll(&polled, 1, static_cast<int>(kStopEvery.count()));
        lookAround();
    }
    return true;
}

bool TcpPublisher::isAnyFull() const
{
    return std::ranges::any_of(
        readers_, [](const Reader& reader) { return reader.held.size() >= kHeldBytes; });
}

bool TcpPublisher::waitForRoom()
{
    while (isAnyFull()) {
        if (isStopped())
            return false;
        std::vector<pollfd> polled;
        for (const Reader& reader : readers_) {
            // What the others still want need not wake it.
            if (reader.held.size() >= kHeldBytes)
                polled.push_back({.fd = reader.socket.get(), .events = POLLOUT, .revents = 0});
        }
        ::poll(polled.data(), polled.size(), static_cast<int>(kStopEvery.count()));
        lookAround();
        if (!waitForReaders())
            return false;
    }
    return true;
}

/// Lets readers in, passes on what is held, and lets go who has left or takes nothing.
void TcpPublisher::lookAround()
{
    last_look_ = Clock::now();
    accept();
    for (Reader& reader : readers_) {
        std::array<char, 4096> ignored{};
        const ssize_t size = ::recv(reader.socket.get(), ignored.data(), ignored.size(), 0);
        reader.is_gone = reader.is_gone || size == 0 || (size < 0 && !isForLater(errno));
        pass(reader);
        if (!reader.held.empty() && last_look_ - reader.last_taken > patience_) {
            reader.is_gone = true;
            spec_.note(std::format("lets a reader go that has taken nothing for {} s",
                                   std::chrono::ceil<std::chrono::seconds>(patience_).count()));
        }
    }
    std::erase_if(readers_, [](const Reader& reader) { return reader.is_gone; });
}

void TcpPublisher::accept()
{
    while (readers_.size() < kMaxReaders) {
        feed::FileDescriptor socket(
            ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!socket)
            return;
        readers_.push_back({std::move(socket), {}, Clock::now()});
    }
}

void TcpPublisher::pass(Reader& reader)
{
    if (reader.is_gone)
        return;
    if (reader.held.empty()) {
        reader.last_taken = last_look_;
        return;
    }
    const ssize_t sent =
        ::send(reader.socket.get(), reader.held.data(), reader.held.size(), MSG_NOSIGNAL);
    if (sent < 0 && !isForLater(errno)) {
        reader.is_gone = true;
        reader.held.clear();
    }
    if (sent > 0) {
        reader.held.erase(0, static_cast<std::size_t>(sent));
        reader.last_taken = Clock::now();
    }
}

} // namespace livewall::publish
