// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/snapshot.h"

#include <QString>

namespace livewall::view {

/// Why a store cannot be used, in the screen's language, shorter than in the log: files without
/// their folders. What SQLite and the operating system say of it stays as it is. Empty for none.
QString presentTrouble(const store::Trouble& trouble);

} // namespace livewall::view
