// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/identity.h"

#include "models/feed/accessfile.h"

#include <algorithm>
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

std::optional<QList<QSslCertificate>> readCertificates(const std::string& path, std::string& error)
{
    const std::optional<std::string> bytes = readAccessFile(path, error);
    if (!bytes)
        return std::nullopt;
    QList<QSslCertificate> certificates =
        QSslCertificate::fromData(QByteArray::fromStdString(*bytes), QSsl::Pem);
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
    const std::optional<std::string> bytes = readAccessFile(access.key_file, error);
    if (!bytes)
        return std::nullopt;
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        QSslKey key(QByteArray::fromStdString(*bytes), algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (key.isNull())
            continue;
        if (isKeyOf(QByteArray::fromStdString(*bytes), certificate))
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
    if (access.user.find(':') != std::string::npos || hasControl(access.user))
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
        const QByteArray pair = QByteArray::fromStdString(access.user + ':' + *secret);
        identity.authorization = access.user.empty()
                                     ? QByteArray::fromStdString("Bearer " + *secret)
                                     : "Basic " + pair.toBase64();
    }
    return identity;
}

bool hasIdentity(const FeedSpec& spec, std::string& error)
{
    return readIdentity(spec.access, QUrl(QString::fromStdString(spec.location)), error)
        .has_value();
}

} // namespace livewall::feed
