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

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

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
        error = "is larger than 4 MiB, hardly the right file: " + path;
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
        error = "the first line, to be the secret, is empty: " + path;
    else if (hasControl(secret))
        error = "the first line holds what no secret does, hardly a text file: " + path;
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
    error = "holds no certificate (PEM): " + path;
    return std::nullopt;
}

/// Qt does not compare them before it has a connection.
bool isKeyOf(const QByteArray& key_pem, const QSslCertificate& certificate)
{
    const auto wrap = []<typename Object>(Object* object, auto destroy) {
        return std::unique_ptr<Object, decltype(destroy)>(object, destroy);
    };
    const auto refuse = [](char*, int, int, void*) { return 0; }; // it asks for no passphrase
    const QByteArray der = certificate.toDer();
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.constData());
    const auto x509 = wrap(d2i_X509(nullptr, &bytes, static_cast<long>(der.size())), &X509_free);
    const auto source =
        wrap(BIO_new_mem_buf(key_pem.constData(), static_cast<int>(key_pem.size())), &BIO_free);
    const auto key =
        wrap(PEM_read_bio_PrivateKey(source.get(), nullptr, refuse, nullptr), &EVP_PKEY_free);
    const bool fits = x509 && key && X509_check_private_key(x509.get(), key.get()) == 1;
    ERR_clear_error();
    return fits;
}

std::optional<QSslKey> readKey(const Access& access, const QSslCertificate& certificate,
                               std::string& error)
{
    const std::optional<QByteArray> bytes = readFile(access.key_file, error);
    if (!bytes)
        return std::nullopt;
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        QSslKey key(*bytes, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (key.isNull())
            continue;
        if (isKeyOf(*bytes, certificate))
            return key;
        error = "is not the key of " + access.certificate_file + ": " + access.key_file;
        return std::nullopt;
    }
    error = "holds no private key (RSA or EC, PEM, without a passphrase): " + access.key_file;
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
        const auto key = chain ? readKey(access, chain->first(), error) : std::nullopt;
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
