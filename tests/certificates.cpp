// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/certificates.h"

#include <QProcess>
#include <QStandardPaths>

namespace livewall::test {

using namespace Qt::StringLiterals;

QString Certificates::missing()
{
    return QStandardPaths::findExecutable(u"openssl"_s).isEmpty() ? u"openssl is not installed"_s
                                                                  : QString();
}

bool Certificates::makeAuthority(const QString& name)
{
    return run(name, u"Livewall test authority "_s + name, {u"-days"_s, u"30"_s});
}

bool Certificates::make(const QString& name, const Leaf& leaf)
{
    const QStringList time = leaf.is_expired ? QStringList{u"-not_before"_s, u"20240101000000Z"_s,
                                                           u"-not_after"_s, u"20240201000000Z"_s}
                                             : QStringList{u"-days"_s, u"30"_s};
    return run(name, name,
               time + QStringList{u"-CA"_s, certificate(leaf.authority), u"-CAkey"_s,
                                  key(leaf.authority), u"-addext"_s,
                                  u"subjectAltName="_s + leaf.names, u"-addext"_s,
                                  u"basicConstraints=critical,CA:FALSE"_s});
}

bool Certificates::run(const QString& name, const QString& subject, const QStringList& arguments)
{
    constexpr int kPatience_ms = 30'000;
    QProcess openssl;
    openssl.setProcessChannelMode(QProcess::MergedChannels);
    openssl.start(u"openssl"_s, QStringList{u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s,
                                            u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
                                            u"-nodes"_s, u"-subj"_s, u"/CN="_s + subject,
                                            u"-keyout"_s, key(name), u"-out"_s, certificate(name)} +
                                    arguments);
    if (openssl.waitForFinished(kPatience_ms) && openssl.exitStatus() == QProcess::NormalExit &&
        openssl.exitCode() == 0)
        return true;
    qWarning("%s", openssl.readAll().constData());
    return false;
}

} // namespace livewall::test
