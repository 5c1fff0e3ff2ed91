// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/natsconnection.h"

#include "models/feed/accessfile.h"
#include "models/feed/fileerror.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <filesystem>
#include <format>
#include <future>
#include <mutex>
#include <optional>
#include <sstream>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace livewall::feed {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kConnectTime = 3s;
constexpr std::chrono::milliseconds kEndTime = 80ms;
constexpr std::chrono::milliseconds kLookEvery = 50ms;

using Options = std::unique_ptr<natsOptions, NatsDestroy<&natsOptions_Destroy>>;

/// Without one of its own the library prints to standard error.
void passOverError(natsConnection* /*connection*/, natsSubscription* /*subscription*/,
                   natsStatus /*status*/, void* /*closure*/)
{
}

/// The library's own words, without the place in its source: "(conn.c:758): ".
std::string lastWords(natsStatus status)
{
    const char* last = nats_GetLastError(nullptr);
    const std::string_view words = last ? last : "";
    constexpr std::string_view kEnd = "): ";
    const std::size_t end = words.starts_with('(') ? words.find(kEnd) : std::string_view::npos;
    if (end != std::string_view::npos)
        return std::string(words.substr(end + kEnd.size()));
    return words.empty() ? natsStatus_GetText(status) : std::string(words);
}

bool isReadable(const std::string& path, std::string& fault)
{
    std::error_code unknown;
    const bool is_folder = std::filesystem::is_directory(path, unknown);
    if (!is_folder && ::access(path.c_str(), R_OK) == 0)
        return true;
    fault = fileError(path, is_folder ? EISDIR : errno);
    return false;
}

/// The library looks into a file of credentials no sooner than it signs in, and where it is none it
/// may say that the server refuses us.
bool isCredentials(const std::string& path, std::string& fault)
{
    constexpr std::array<std::string_view, 2> kParts = {"-----BEGIN NATS USER JWT-----",
                                                        "-----BEGIN USER NKEY SEED-----"};
    std::optional<std::string> content = readAccessFile(path, fault);
    if (!content)
        return false;
    std::istringstream lines(*std::move(content));
    std::size_t found = 0;
    std::string line;
    while (found < kParts.size() && std::getline(lines, line))
        found += line.starts_with(kParts.at(found)) ? 1 : 0;
    if (found == kParts.size())
        return true;
    fault = "is no file of NATS credentials (a JWT and its key, as nsc writes them): " + path;
    return false;
}

/// False where a file is not as it should be; `fault` tells which.
bool setTls(natsOptions* options, const Access& access, std::string& fault)
{
    if (!access.ca_file.empty()) {
        if (!isReadable(access.ca_file, fault))
            return false;
        if (natsOptions_LoadCATrustedCertificates(options, access.ca_file.c_str()) != NATS_OK) {
            fault = "holds no certificate (PEM): " + access.ca_file;
            return false;
        }
    }
    if (access.certificate_file.empty())
        return true;
    if (!isReadable(access.certificate_file, fault) || !isReadable(access.key_file, fault))
        return false;
    if (natsOptions_LoadCertificatesChain(options, access.certificate_file.c_str(),
                                          access.key_file.c_str()) != NATS_OK) {
        fault = std::format("is no certificate (PEM) and its key: {} and {}",
                            access.certificate_file, access.key_file);
        return false;
    }
    return true;
}

/// Who we are. False where a file is not as it should be; `fault` tells which.
bool setIdentity(natsOptions* options, const Access& access, std::string& fault)
{
    if (!access.credentials_file.empty()) {
        if (!isCredentials(access.credentials_file, fault))
            return false;
        if (natsOptions_SetUserCredentialsFromFiles(options, access.credentials_file.c_str(),
                                                    nullptr) != NATS_OK) {
            fault = "cannot be used: " + access.credentials_file;
            return false;
        }
    }
    if (access.secret_file.empty())
        return true;
    const auto secret = readSecret(access.secret_file, fault);
    if (!secret)
        return false;
    const natsStatus status =
        access.user.empty()
            ? natsOptions_SetToken(options, secret->c_str())
            : natsOptions_SetUserInfo(options, access.user.c_str(), secret->c_str());
    if (status != NATS_OK)
        fault = "holds no secret that can be used: " + access.secret_file;
    return status == NATS_OK;
}

/// The library says no more than that there is no connection: whether somebody is there at all.
/// `there`: what to say where it is.
std::string whyNoConnection(const NatsLocation::Server& server, const std::string& there)
{
    addrinfo hints = {};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(server.host.c_str(), std::to_string(server.port).c_str(), &hints, &found) !=
        0)
        return "host not found: " + server.host;
    const std::unique_ptr<addrinfo, NatsDestroy<&::freeaddrinfo>> addresses(found);
    const int fd =
        ::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, found->ai_protocol);
    int error = fd >= 0 && ::connect(fd, found->ai_addr, found->ai_addrlen) == 0 ? 0 : errno;
    if (error == EINPROGRESS) {
        pollfd waiting = {.fd = fd, .events = POLLOUT, .revents = 0};
        error = ETIMEDOUT;
        socklen_t size = sizeof(error);
        if (::poll(&waiting, 1, static_cast<int>(kConnectTime.count())) > 0)
            ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
    }
    if (fd >= 0)
        ::close(fd);
    switch (error) {
    case ECONNREFUSED:
        return "connection refused by " + server.name();
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
        return "no way to " + server.name() + "; check this machine's network";
    case ETIMEDOUT:
        return "no answer from " + server.name();
    default:
        return there;
    }
}

/// What asks for TLS, goes behind "offers no TLS, "; empty: nothing does.
std::string whyTls(const NatsLocation& location, const NatsLocation::Server& server,
                   const Access& access)
{
    if (location.is_tls)
        return "which the URL asks for";
    if (!access.ca_file.empty() || !access.certificate_file.empty())
        return "which a ca_file or a certificate_file asks for";
    if (!access.secret_file.empty() && !server.isHere())
        return "and no secret goes there without it";
    return {};
}

std::string tlsFault(const NatsLocation::Server& server, const std::string& words)
{
    // "SSL handshake error: 20:unable to get local issuer certificate:depth=0:cert=…"
    constexpr std::string_view kStart = "SSL handshake error: ";
    const std::string start = "no secure connection to " + server.name() + ": ";
    if (!words.starts_with(kStart))
        return start + words;
    std::string_view left = std::string_view(words).substr(kStart.size());
    const std::string_view number = left.substr(0, left.find(':'));
    left.remove_prefix(std::min(left.size(), number.size() + 1));
    const std::string_view reason = left.substr(0, left.find(":depth="));
    // X509_V_ERR_… of OpenSSL
    if (number == "18" || number == "19" || number == "20" || number == "21")
        return start +
               "its certificate is from nobody who is trusted here (own authority: ca_file)";
    if (number == "62" || number == "64")
        return start + "its certificate is for another host";
    if (number == "10")
        return start + "its certificate has expired";
    return start + std::string(reason.empty() ? left : reason);
}

/// Which is also what refuses our certificate: with TLS 1.3 it is judged after all else.
std::string closesWithoutAnswer(const NatsLocation::Server& server, const Access& access,
                                bool is_tls)
{
    const std::string start = server.name() + " closes without an answer";
    if (!is_tls)
        return start;
    return start + (access.certificate_file.empty()
                        ? "; if it asks for a client certificate: certificate_file and key_file"
                        : "; perhaps it does not accept " + access.certificate_file);
}

std::string connectFault(natsStatus status, const NatsLocation::Server& server,
                         const Access& access, const std::string& why_tls)
{
    const std::string words = lastWords(status);
    const std::string& secret =
        access.credentials_file.empty() ? access.secret_file : access.credentials_file;
    switch (status) {
    case NATS_NO_SERVER:
        return whyNoConnection(server, closesWithoutAnswer(server, access, !why_tls.empty()));
    case NATS_TIMEOUT:
        return whyNoConnection(server,
                               "no answer from " + server.name() +
                                   ", which takes connections; check that it is a NATS server");
    case NATS_CONNECTION_AUTH_FAILED:
    case NATS_NOT_PERMITTED:
        return server.name() +
               (secret.empty() ? " asks for credentials" : " does not accept what is in " + secret);
    case NATS_SECURE_CONNECTION_WANTED:
        return server.name() + " offers no TLS, " + why_tls;
    case NATS_SECURE_CONNECTION_REQUIRED:
        return server.name() + " asks for TLS; write nats+tls://";
    case NATS_SSL_ERROR:
        return tlsFault(server, words);
    case NATS_PROTOCOL_ERROR:
        return server.name() + " is no NATS server";
    case NATS_CONNECTION_CLOSED:
    case NATS_IO_ERROR:
        return closesWithoutAnswer(server, access, !why_tls.empty());
    default:
        return "no connection to " + server.name() + ": " + words;
    }
}

/// A connection in the making: the library can neither be asked to stop nor does it look up names
/// without waiting for them.
struct Attempt
{
    std::mutex mutex;
    std::condition_variable_any ended;
    bool has_ended = false;
    std::unique_ptr<NatsConnection> connection;
    std::vector<std::string> faults; ///< by server
};

} // namespace

std::unique_ptr<NatsConnection> NatsConnection::openOne(const NatsLocation& location,
                                                        const NatsLocation::Server& server,
                                                        const Access& access, std::string& fault)
{
    natsOptions* made = nullptr;
    natsStatus status = natsOptions_Create(&made);
    const Options options(made);
    const auto set = [&status](natsStatus next) {
        if (status == NATS_OK)
            status = next;
    };
    const std::string why_tls = whyTls(location, server, access);
    if (status == NATS_OK) {
        set(natsOptions_SetURL(made, ("nats://" + server.name()).c_str()));
        set(natsOptions_SetName(made, "Livewall"));
        set(natsOptions_SetAllowReconnect(made, false));
        set(natsOptions_SetIgnoreDiscoveredServers(made, true));
        set(natsOptions_SetTimeout(made, kConnectTime.count()));
        set(natsOptions_SetErrorHandler(made, &passOverError, nullptr));
        if (!why_tls.empty())
            set(natsOptions_SetSecure(made, true));
        if (!setTls(made, access, fault) || !setIdentity(made, access, fault))
            return nullptr;
    }
    natsConnection* connection = nullptr;
    if (status == NATS_OK)
        status = natsConnection_Connect(&connection, made);
    if (status != NATS_OK) {
        fault = connectFault(status, server, access, why_tls);
        return nullptr;
    }
    return std::unique_ptr<NatsConnection>(new NatsConnection(connection, server.name()));
}

std::unique_ptr<NatsConnection> NatsConnection::open(const NatsLocation& location,
                                                     const Access& access, std::size_t first,
                                                     const std::stop_token& stop,
                                                     std::string& fault)
{
    const auto attempt = std::make_shared<Attempt>();
    // Detached, with all that it needs: whoever stops does not wait for it.
    std::thread([attempt, location, access, first, stop] {
        const std::size_t count = location.servers.size();
        std::vector<std::string> faults(count);
        std::unique_ptr<NatsConnection> opened;
        for (std::size_t i = 0; i < count && !opened && !stop.stop_requested(); ++i) {
            const std::size_t server = (first + i) % count;
            opened = openOne(location, location.servers[server], access, faults[server]);
        }
        const std::lock_guard lock(attempt->mutex);
        attempt->connection = std::move(opened);
        attempt->faults = std::move(faults);
        attempt->has_ended = true;
        attempt->ended.notify_all();
    }).detach();

    std::unique_lock lock(attempt->mutex);
    if (!attempt->ended.wait(lock, stop, [&] { return attempt->has_ended; }))
        return nullptr;
    if (attempt->connection)
        return std::move(attempt->connection);
    fault.clear();
    for (const std::string& one : attempt->faults) {
        if (!one.empty() && fault.find(one) == std::string::npos)
            fault += (fault.empty() ? "" : "; ") + one;
    }
    return nullptr;
}

bool NatsConnection::canSet(const Access& access, std::string& fault)
{
    natsOptions* made = nullptr;
    if (natsOptions_Create(&made) != NATS_OK)
        return true; // which says nothing of the files
    const Options options(made);
    return setTls(made, access, fault) && setIdentity(made, access, fault);
}

void NatsConnection::End::operator()(natsConnection* connection) const
{
    // The library waits half a second for the server's last word, which may never come.
    const auto ended = std::make_shared<std::promise<void>>();
    std::future<void> end = ended->get_future();
    std::thread([connection, ended] {
        natsConnection_Destroy(connection);
        ended->set_value();
    }).detach();
    end.wait_for(kEndTime);
}

NatsSubscription NatsConnection::subscribe(const std::string& subject)
{
    natsSubscription* subscription = nullptr;
    natsConnection_SubscribeSync(&subscription, connection_.get(), subject.c_str());
    return NatsSubscription(subscription);
}

NatsMessage NatsConnection::request(const std::string& subject, std::string_view body,
                                    std::chrono::milliseconds patience, const std::stop_token& stop,
                                    std::string& fault)
{
    const std::string inbox = newInbox();
    const NatsSubscription answers = subscribe(inbox);
    natsStatus status = NATS_CONNECTION_CLOSED;
    if (answers) {
        status = natsConnection_PublishRequest(connection_.get(), subject.c_str(), inbox.c_str(),
                                               body.data(), static_cast<int>(body.size()));
    }
    const auto until = std::chrono::steady_clock::now() + patience;
    while (status == NATS_OK && !stop.stop_requested()) {
        natsMsg* answer = nullptr;
        status = natsSubscription_NextMsg(&answer, answers.get(), kLookEvery.count());
        NatsMessage message(answer);
        if (status == NATS_OK && !natsMsg_IsNoResponders(answer))
            return message;
        if (status == NATS_OK || status == NATS_NO_RESPONDERS) {
            fault = server_ + " has no JetStream for us";
            return nullptr;
        }
        if (status == NATS_TIMEOUT && std::chrono::steady_clock::now() < until)
            status = NATS_OK;
        // It says so beside the request, and then does not answer it.
        if (fault = forbidden(); !fault.empty())
            return nullptr;
    }
    fault = status == NATS_TIMEOUT
                ? "JetStream at " + server_ + " does not answer (has its cluster a leader?)"
                : this->fault(status);
    return nullptr;
}

std::string NatsConnection::fault(natsStatus status) const
{
    const std::string last = lastError();
    if (last.find("uthenti") != std::string::npos || last.find("uthoriz") != std::string::npos)
        return server_ + " no longer accepts our credentials: " + last;
    if (status == NATS_CONNECTION_CLOSED || status == NATS_CONNECTION_DISCONNECTED)
        return "connection to " + server_ + " lost";
    return "connection to " + server_ + " lost: " + natsStatus_GetText(status);
}

std::string NatsConnection::forbidden() const
{
    const std::string last = lastError();
    const std::size_t begin = last.find("ermissions Violation");
    return begin == std::string::npos
               ? std::string()
               : server_ + " does not permit it: " + last.substr(begin > 0 ? begin - 1 : 0);
}

std::string NatsConnection::lastError() const
{
    std::array<char, 512> text = {};
    natsConnection_ReadLastError(connection_.get(), text.data(), text.size());
    return text.data();
}

std::string newInbox()
{
    natsInbox* made = nullptr;
    if (natsInbox_Create(&made) != NATS_OK)
        return {};
    const std::unique_ptr<natsInbox, NatsDestroy<&natsInbox_Destroy>> inbox(made);
    return inbox.get();
}

} // namespace livewall::feed
