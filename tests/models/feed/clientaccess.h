// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "tests/certificates.h"

namespace livewall::test {

/// What a client is configured with that trusts one authority.
inline feed::Access trusting(const Certificates& files, const QString& authority)
{
    return {.ca_file = files.certificate(authority).toStdString()};
}

/// The same of the authority "ours", with a certificate of its own.
inline feed::Access comingAs(const Certificates& files, const QString& name)
{
    feed::Access access = trusting(files, QStringLiteral("ours"));
    access.certificate_file = files.certificate(name).toStdString();
    access.key_file = files.key(name).toStdString();
    return access;
}

} // namespace livewall::test
