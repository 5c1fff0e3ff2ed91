// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/natsserver.h"

#include <array>
#include <utility>

#include <QFile>
#include <QHostAddress>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

namespace livewall::test {

namespace {

constexpr int kPatience_ms = 20'000;

QString program()
{
    const QString found = QStandardPaths::findExecutable(u"nats-server"_s);
    return found.isEmpty()
               ? QStandardPaths::findExecutable(u"nats-server"_s, {u"/usr/sbin"_s, u"/sbin"_s})
               : found;
}

} // namespace

std::uint16_t freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

bool NatsServer::isInstalled()
{
    return !program().isEmpty();
}

NatsServer::NatsServer(QString more) : port_(freePort()), more_(std::move(more)) {}

NatsServer::~NatsServer()
{
    kill();
}

bool NatsServer::start()
{
    QFile file(folder_.filePath(u"nats.conf"_s));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write(u"listen: 127.0.0.1:%1\njetstream { store_dir: \"%2\" }\n%3\n"_s.arg(port_)
                   .arg(folder_.filePath(u"store"_s), more_)
                   .toUtf8());
    file.close();
    process_.setProcessChannelMode(QProcess::MergedChannels);
    process_.setStandardOutputFile(folder_.filePath(u"log"_s), QIODevice::Append);
    process_.start(program(), {u"-c"_s, file.fileName()});
    // Before it has brought JetStream up it does not listen.
    return QTest::qWaitFor(
        [this] {
            QTcpSocket client;
            client.connectToHost(QHostAddress::LocalHost, port_);
            return client.waitForConnected(100);
        },
        kPatience_ms);
}

void NatsServer::kill()
{
    if (!isRunning())
        return;
    process_.kill();
    process_.waitForFinished();
}

void NatsServer::end()
{
    if (!isRunning())
        return;
    process_.terminate();
    if (!process_.waitForFinished(kPatience_ms))
        kill();
}

std::string NatsServer::url(const std::string& stream) const
{
    return "nats://127.0.0.1:" + std::to_string(port_) + '/' + stream;
}

NatsCluster::NatsCluster()
{
    const std::array<std::uint16_t, 3> ports = {freePort(), freePort(), freePort()};
    QString routes;
    for (const std::uint16_t port : ports)
        routes += u"nats://127.0.0.1:%1,"_s.arg(port);
    for (std::size_t i = 0; i < ports.size(); ++i) {
        servers_.push_back(std::make_unique<NatsServer>(
            u"server_name: n%1\ncluster { name: c, listen: 127.0.0.1:%2, routes: [%3] }"_s.arg(i)
                .arg(ports.at(i))
                .arg(routes)));
    }
}

bool NatsCluster::start()
{
    for (const auto& server : servers_) {
        if (!server->start())
            return false;
    }
    // A cluster takes no stream before it has a leader.
    return QTest::qWaitFor(
        [this] {
            NatsClient client(servers_.front()->port());
            return client.isConnected() && client.makeStream("PROBE", {{"probe"}, 3, 0});
        },
        kPatience_ms);
}

std::string NatsCluster::url(const std::string& stream) const
{
    std::string url;
    for (const auto& server : servers_)
        url += (url.empty() ? "nats://127.0.0.1:" : ",127.0.0.1:") + std::to_string(server->port());
    return url + '/' + stream;
}

NatsClient::NatsClient(std::uint16_t port, const char* user, const char* password,
                       const char* credentials_file)
{
    natsOptions* options = nullptr;
    natsOptions_Create(&options);
    natsOptions_SetURL(options, ("nats://127.0.0.1:" + std::to_string(port)).c_str());
    if (user)
        natsOptions_SetUserInfo(options, user, password);
    if (credentials_file)
        natsOptions_SetUserCredentialsFromFiles(options, credentials_file, nullptr);
    if (natsConnection_Connect(&connection_, options) == NATS_OK)
        natsConnection_JetStream(&jetstream_, connection_, nullptr);
    natsOptions_Destroy(options);
}

NatsClient::~NatsClient()
{
    jsCtx_Destroy(jetstream_);
    natsConnection_Destroy(connection_);
}

bool NatsClient::makeStream(const char* name, const StreamOptions& options)
{
    jsStreamConfig config;
    jsStreamConfig_Init(&config);
    config.Name = name;
    std::vector<const char*> subjects = options.subjects;
    config.Subjects = subjects.data();
    config.SubjectsLen = static_cast<int>(subjects.size());
    config.Replicas = options.replicas;
    config.MaxMsgs = options.max_messages > 0 ? options.max_messages : -1;
    return js_AddStream(nullptr, jetstream_, &config, nullptr, nullptr) == NATS_OK;
}

bool NatsClient::removeStream(const char* name)
{
    return js_DeleteStream(jetstream_, name, nullptr, nullptr) == NATS_OK;
}

bool NatsClient::publish(const std::string& message, const char* subject)
{
    return js_Publish(nullptr, jetstream_, subject, message.data(),
                      static_cast<int>(message.size()), nullptr, nullptr) == NATS_OK;
}

bool NatsClient::publishAll(const std::vector<std::string>& messages, const char* subject)
{
    for (const std::string& message : messages) {
        if (js_PublishAsync(jetstream_, subject, message.data(), static_cast<int>(message.size()),
                            nullptr) != NATS_OK)
            return false;
    }
    jsPubOptions patience;
    jsPubOptions_Init(&patience);
    patience.MaxWait = kPatience_ms;
    return js_PublishAsyncComplete(jetstream_, &patience) == NATS_OK;
}

bool NatsClient::removeMessage(const char* stream, std::uint64_t sequence)
{
    return js_DeleteMsg(jetstream_, stream, sequence, nullptr, nullptr) == NATS_OK;
}

bool NatsClient::purgeBefore(const char* stream, std::uint64_t sequence)
{
    jsOptions options;
    jsOptions_Init(&options);
    options.Stream.Purge.Sequence = sequence;
    return js_PurgeStream(jetstream_, stream, &options, nullptr) == NATS_OK;
}

std::int64_t NatsClient::consumers(const char* stream)
{
    jsStreamInfo* info = nullptr;
    if (js_GetStreamInfo(&info, jetstream_, stream, nullptr, nullptr) != NATS_OK)
        return -1;
    const std::int64_t count = info->State.Consumers;
    jsStreamInfo_Destroy(info);
    return count;
}

std::string NatsClient::leader(const char* stream)
{
    jsStreamInfo* info = nullptr;
    if (js_GetStreamInfo(&info, jetstream_, stream, nullptr, nullptr) != NATS_OK)
        return {};
    const std::string name = info->Cluster && info->Cluster->Leader ? info->Cluster->Leader : "";
    jsStreamInfo_Destroy(info);
    return name;
}

bool NatsClient::isWhole(const char* stream)
{
    jsStreamInfo* info = nullptr;
    if (js_GetStreamInfo(&info, jetstream_, stream, nullptr, nullptr) != NATS_OK)
        return false;
    bool is_whole = info->Cluster && info->Cluster->Leader && info->Cluster->ReplicasLen > 0;
    for (int i = 0; is_whole && i < info->Cluster->ReplicasLen; ++i) {
        const jsPeerInfo& copy = *info->Cluster->Replicas[i];
        is_whole = copy.Current && !copy.Offline && copy.Lag == 0;
    }
    jsStreamInfo_Destroy(info);
    return is_whole;
}

} // namespace livewall::test
