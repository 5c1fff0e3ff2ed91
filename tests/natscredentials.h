// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include <QString>

namespace livewall::test {

/// What nsc makes for a NATS server that trusts an operator (decentralised JWT authentication): an
/// operator, one of its accounts with JetStream, and users of that account. The keys are those
/// that RFC 8032 (7.1) publishes as test vectors.
namespace nats_credentials {

/// Into a server's configuration: trusts the operator and knows the account.
QString serverSettings();

/// The text of a .creds file by which a user of the account signs in; `expires_s`, since 1970,
/// ends it where it is not 0.
std::string userFile(std::int64_t expires_s = 0);

/// As userFile(), but with a key that is not the user's.
std::string userFileOfAnotherKey();

} // namespace nats_credentials

} // namespace livewall::test
