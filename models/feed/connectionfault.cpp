// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/connectionfault.h"

#include <algorithm>
#include <array>
#include <format>
#include <string_view>

#include <QDateTime>
#include <QSslCertificate>
#include <QStringList>

namespace livewall::feed {

namespace {

using namespace Qt::StringLiterals;

/// A certificate may hold anything, in any length.
std::string readable(QString text)
{
    constexpr qsizetype kLongest = 120;
    text = text.simplified();
    text.removeIf([](QChar character) { return !character.isPrint(); });
    return text.left(kLongest).toStdString();
}

std::string dayOf(const QDateTime& time)
{
    return time.toUTC().toString(u"yyyy-MM-dd"_s).toStdString();
}

std::string namesOf(const QSslCertificate& certificate)
{
    constexpr qsizetype kNames = 4;
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty())
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    if (names.isEmpty())
        return "no host at all";
    std::ranges::sort(names);
    const bool are_many = names.size() > kNames;
    return readable(names.first(std::min(names.size(), kNames)).join(u", "_s)) +
           (are_many ? " and others" : "");
}

std::string issuerOf(const QSslCertificate& certificate)
{
    const std::string name = readable(certificate.issuerDisplayName());
    return name.empty() ? "an authority without a name" : name;
}

std::string withoutTrust(const QSslError& error, const Access& access)
{
    const std::string issuer = issuerOf(error.certificate());
    if (!access.ca_file.empty())
        return std::format("its certificate is by {}, which is not in {}", issuer, access.ca_file);
    return std::format("its certificate is by {}, which is no authority known here; give the "
                       "certificate of yours as ca_file",
                       issuer);
}

std::string wordsFor(const QUrl& url, const QSslError& error, const Access& access)
{
    const QSslCertificate certificate = error.certificate();
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return std::format("its certificate expired on {}; have it renewed (or is the clock of "
                           "this machine wrong?)",
                           dayOf(certificate.expiryDate()));
    case QSslError::CertificateNotYetValid:
        return std::format("its certificate is not valid before {}; is the clock of this machine "
                           "wrong?",
                           dayOf(certificate.effectiveDate()));
    case QSslError::HostNameMismatch:
        return std::format("its certificate is for {}, not for {}", namesOf(certificate),
                           url.host().toStdString());
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return withoutTrust(error, access);
    case QSslError::NoPeerCertificate:
        return "it shows no certificate";
    default:
        return readable(error.errorString());
    }
}

/// What OpenSSL calls the alerts by which a server refuses a client's certificate.
constexpr std::array<std::string_view, 7> kRefusals = {
    "unknown ca",          "bad certificate", "certificate expired",    "certificate unknown",
    "certificate revoked", "access denied",   "unsupported certificate"};

bool isSecure(const QUrl& url)
{
    return url.scheme() == u"https" || url.scheme() == u"wss";
}

} // namespace

std::string serverOf(const QUrl& url)
{
    const std::string host = url.host(QUrl::FullyEncoded).toStdString();
    const bool is_bare_ip6 = host.find(':') != std::string::npos && !host.starts_with('[');
    const std::string shown = is_bare_ip6 ? "[" + host + "]" : host;
    return url.port() < 0 ? shown : std::format("{}:{}", shown, url.port());
}

std::string socketFault(const QUrl& url, QAbstractSocket::SocketError error,
                        const QString& error_string, const Access& access)
{
    const std::string server = serverOf(url);
    if (std::string fault = secureFault(url, error_string, access); !fault.empty())
        return fault;
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return "connection refused by " + server;
    case QAbstractSocket::RemoteHostClosedError:
        return server + " ended the stream";
    case QAbstractSocket::HostNotFoundError:
        return "host not found: " + url.host().toStdString();
    case QAbstractSocket::SocketTimeoutError:
        return "no answer from " + server;
    case QAbstractSocket::NetworkError:
        return std::format("no way to {}: {}; is the network there?", server,
                           readable(error_string).c_str());
    default:
        return std::format("connection to {} lost: {}", server, readable(error_string));
    }
}

std::string certificateFault(const QUrl& url, const QList<QSslError>& errors, const Access& access)
{
    std::string words;
    for (const QSslError& error : errors) {
        const std::string more = wordsFor(url, error, access);
        // Two of OpenSSL's errors may be one to a person.
        if (words.find(more) == std::string::npos)
            words += (words.empty() ? "" : "; ") + more;
    }
    return std::format("no secure connection to {}: {}", serverOf(url), words);
}

std::string secureFault(const QUrl& url, const QString& error_string, const Access& access)
{
    const QString text = error_string.toLower();
    const bool is_alert = text.contains(u"alert");
    const bool has_certificate = !access.certificate_file.empty();
    const std::string begin = std::format("no secure connection to {}: ", serverOf(url));
    if (text.contains(u"wrong version number") || text.contains(u"http request"))
        return begin + "it does not speak TLS on this port";
    if (is_alert && text.contains(u"certificate required"))
        return begin + "it wants a client certificate; give certificate_file and key_file";
    if (is_alert && has_certificate) {
        for (const std::string_view refusal : kRefusals) {
            if (text.contains(QLatin1StringView(refusal)))
                return std::format("{}it does not accept {} ({})", begin, access.certificate_file,
                                   refusal);
        }
    }
    if (is_alert && text.contains(u"handshake failure") && !has_certificate)
        return begin + "it breaks the handshake off; if it wants a client certificate, give "
                       "certificate_file and key_file";
    if (text.contains(u"does not certify public key") || text.contains(u"key values mismatch"))
        return std::format("{}{} is not the key of {}", begin, access.key_file,
                           access.certificate_file);
    if (text.contains(u"ssl routines") || text.contains(u"ssl handshake"))
        return begin + readable(error_string);
    return {};
}

std::string answerFault(const QUrl& url, int status, const Access& access)
{
    const bool has_secret = !access.secret_file.empty();
    switch (status) {
    case 400:
        if (!isSecure(url))
            return std::format("answers 400 (if it speaks TLS on this port: {}s:)",
                               url.scheme().toStdString());
        if (access.certificate_file.empty())
            return "answers 400 (if it wants a client certificate: certificate_file and key_file)";
        return "answers 400";
    case 401:
        return has_secret ? "does not accept what is in " + access.secret_file + " (401)"
                          : "asks for credentials (401); give secret_file";
    case 403:
        return has_secret ? "refuses access with what is in " + access.secret_file + " (403)"
                          : "refuses access (403)";
    case 404:
    case 410:
        return std::format("has no such stream ({}); check the URL", status);
    case 429:
        return "has too many requests (429)";
    default:
        return std::format("answers {}{}", status, status >= 500 ? " (a fault of the server)" : "");
    }
}

} // namespace livewall::feed
