// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/store/store.h"

#include <string>

namespace livewall::test {

/// All that a store holds, one line each, however it is laid out in rows and parts: equal texts,
/// equal stores.
std::string textOf(store::Store& store);

/// textOf() of a file, opened to read; or why it cannot be.
std::string textOfFile(const std::string& path);

/// The first lines in which two texts differ; "" where they do not.
std::string difference(const std::string& expected, const std::string& got);

/// Lets go of all that is kept no longer.
void pruneAll(store::Store& store);

} // namespace livewall::test
