// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"

#include <string>

#include <QAbstractSocket>
#include <QList>
#include <QSslError>
#include <QString>
#include <QUrl>

namespace livewall::feed {

// What went wrong with a connection, in one line for a person who can do something about it; the
// same line each time that the same goes wrong. No secret is ever in it.

/// The host, and the port where the URL has one.
std::string serverOf(const QUrl& url);

/// Of a socket. `url` is where it was to go, `error_string` what Qt says.
std::string socketFault(const QUrl& url, QAbstractSocket::SocketError error,
                        const QString& error_string, const Access& access);

/// What is wrong with the server's certificate.
std::string certificateFault(const QUrl& url, const QList<QSslError>& errors, const Access& access);

/// What the server, or the talk with it, had against the secure connection, out of `error_string`;
/// empty where that is not about one.
std::string secureFault(const QUrl& url, const QString& error_string, const Access& access);

/// Of an answer in HTTP that is not what was asked for; goes behind the server's name.
std::string answerFault(const QUrl& url, int status, const Access& access);

} // namespace livewall::feed
