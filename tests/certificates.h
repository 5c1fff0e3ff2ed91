// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace livewall::test {

/// Certificates for a test, made by the openssl program in a folder of their own: `name`.pem and
/// `name`.key.
class Certificates
{
public:
    /// Why it cannot be used here; empty: it can.
    static QString missing();

    /// Of an authority; false where openssl fails.
    bool makeAuthority(const QString& name);

    struct Leaf
    {
        QString authority;
        QString names = QStringLiteral("IP:127.0.0.1,DNS:localhost"); ///< subjectAltName
        bool is_expired = false;                                      ///< on 2024-02-01
    };
    bool make(const QString& name, const Leaf& leaf);

    QString certificate(const QString& name) const { return file(name + QStringLiteral(".pem")); }
    QString key(const QString& name) const { return file(name + QStringLiteral(".key")); }
    QString file(const QString& name) const { return folder_.filePath(name); }

private:
    bool run(const QString& name, const QString& subject, const QStringList& arguments);

    QTemporaryDir folder_;
};

} // namespace livewall::test
