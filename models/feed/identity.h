// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"

#include <optional>
#include <string>

#include <QByteArray>
#include <QSslConfiguration>
#include <QUrl>

namespace livewall::feed {

/// Whom a connection trusts and as whom it comes, read from the files of an Access.
struct Identity
{
    QSslConfiguration tls;    ///< always verifies the other side
    QByteArray authorization; ///< an HTTP header's value; empty: none
};

/// Reads the files, for each attempt to connect anew: secrets and certificates are renewed in their
/// place. Nothing where one is missing, unreadable or no good, or where `url` (http, https, ws,
/// wss, tcp or tls) has no use for it, and in `error` one line for a person, without any secret. A
/// secret is never sent unencrypted, except to this machine itself.
std::optional<Identity> readIdentity(const Access& access, const QUrl& url, std::string& error);

/// Source::canBegin() of what connects with an Identity.
bool hasIdentity(const FeedSpec& spec, std::string& error);

} // namespace livewall::feed
