// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <string>

namespace livewall::view {

/// What a source says of its fault, or an engine of its work, in the screen's language: "connection
/// refused by shop:443", "reading till". Logs have the same in English. What is not known here,
/// such as the words of an operating system or of a server, stays as it is.
QString inScreensWords(const std::string& said);

} // namespace livewall::view
