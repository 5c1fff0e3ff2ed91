// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/identity.h"

#include "models/feed/fileerror.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>
#include <QString>

namespace livewall::feed {

namespace {

using namespace Qt::StringLiterals;

/// No certificate, key or secret is larger; a bundle of all the world's authorities is not.
constexpr std::size_t kMaxFileBytes = 4 * 1024 * 1024;

std::optional<QByteArray> readFile(const std::string& path, std::string& error)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"),
                                                               &std::fclose);
    if (!file) {
        error = fileError(path, errno);
        return std::nullopt;
    }
    QByteArray bytes(static_cast<qsizetype>(kMaxFileBytes) + 1, Qt::Uninitialized);
    errno = 0;
    const std::size_t size =
        std::fread(bytes.data(), 1, static_cast<std::size_t>(bytes.size()), file.get());
    if (std::ferror(file.get()) != 0) {
        error = fileError(path, errno);
        return std::nullopt;
    }
    if (size > kMaxFileBytes) {
        error = path + ": is larger than 4 MiB; is it the right file?";
        return std::nullopt;
    }
    bytes.truncate(static_cast<qsizetype>(size));
    return bytes;
}

bool hasControl(const QByteArray& text)
{
    return std::ranges::any_of(
        text, [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f; });
}

/// The first line.
std::optional<QByteArray> readSecret(const std::string& path, std::string& error)
{
    std::optional<QByteArray> bytes = readFile(path, error);
    if (!bytes)
        return std::nullopt;
    const QByteArray secret = bytes->left(bytes->indexOf('\n')).trimmed();
    if (secret.isEmpty())
        error = path + ": its first line is empty; it is to be the secret";
    else if (hasControl(secret))
        error = path + ": its first line holds what no secret does; is it a text file?";
    else
        return secret;
    return std::nullopt;
}

std::optional<QList<QSslCertificate>> readCertificates(const std::string& path, std::string& error)
{
    const std::optional<QByteArray> bytes = readFile(path, error);
    if (!bytes)
        return std::nullopt;
    QList<QSslCertificate> certificates = QSslCertificate::fromData(*bytes, QSsl::Pem);
    if (!certificates.isEmpty())
        return certificates;
    error = path + ": holds no certificate; it is to be in PEM form, BEGIN CERTIFICATE";
    return std::nullopt;
}

std::optional<QSslKey> readKey(const std::string& path, std::string& error)
{
    const std::optional<QByteArray> bytes = readFile(path, error);
    if (!bytes)
        return std::nullopt;
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        QSslKey key(*bytes, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull())
            return key;
    }
    error = path + ": holds no private key that can be used; it is to be RSA or EC, in PEM form, "
                   "without a passphrase";
    return std::nullopt;
}

bool isSecure(const QUrl& url)
{
    const QString scheme = url.scheme();
    return scheme == u"https" || scheme == u"wss" || scheme == u"tls";
}

bool isThisMachine(const QUrl& url)
{
    return url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}

/// What `access` asks for and `url` cannot give; empty: it can.
std::string contradiction(const Access& access, const QUrl& url)
{
    const QString scheme = url.scheme();
    const bool has_certificate = !access.certificate_file.empty();
    const bool has_tls = has_certificate || !access.key_file.empty() || !access.ca_file.empty();
    if (has_tls && !isSecure(url)) {
        const QString secure = scheme == u"tcp" ? u"tls"_s : scheme + u's';
        return scheme.toStdString() + ": is not encrypted and has no use for certificates; write " +
               secure.toStdString() + ":";
    }
    if (has_certificate != !access.key_file.empty())
        return has_certificate ? "certificate_file needs key_file beside it"
                               : "key_file needs certificate_file beside it";
    if (access.secret_file.empty())
        return access.user.empty() ? "" : "user needs secret_file beside it, with the password";
    if (scheme == u"tcp" || scheme == u"tls")
        return scheme.toStdString() + ": has no place for a secret; it can have certificate_file "
                                      "and key_file with tls:";
    if (!isSecure(url) && !isThisMachine(url))
        return scheme.toStdString() + ": would send the secret readable for all; write " +
               scheme.toStdString() + "s:";
    const QByteArray user = QByteArray::fromStdString(access.user);
    if (user.contains(':') || hasControl(user))
        return "user cannot have a colon or a control character in it";
    return {};
}

} // namespace

std::optional<Identity> readIdentity(const Access& access, const QUrl& url, std::string& error)
{
    error = contradiction(access, url);
    if (!error.empty())
        return std::nullopt;
    Identity identity;
    identity.tls = QSslConfiguration::defaultConfiguration();
    identity.tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!access.ca_file.empty()) {
        const auto authorities = readCertificates(access.ca_file, error);
        if (!authorities)
            return std::nullopt;
        identity.tls.setCaCertificates(*authorities); // and the system's are not trusted
    }
    if (!access.certificate_file.empty()) {
        const auto chain = readCertificates(access.certificate_file, error);
        const auto key = chain ? readKey(access.key_file, error) : std::nullopt;
        if (!key)
            return std::nullopt;
        identity.tls.setLocalCertificateChain(*chain);
        identity.tls.setPrivateKey(*key);
    }
    if (!access.secret_file.empty()) {
        const auto secret = readSecret(access.secret_file, error);
        if (!secret)
            return std::nullopt;
        const QByteArray pair = QByteArray::fromStdString(access.user) + ':' + *secret;
        identity.authorization =
            access.user.empty() ? QByteArray("Bearer " + *secret) : "Basic " + pair.toBase64();
    }
    return identity;
}

bool hasIdentity(const FeedSpec& spec, std::string& error)
{
    return readIdentity(spec.access, QUrl(QString::fromStdString(spec.location)), error)
        .has_value();
}

} // namespace livewall::feed
