// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPoint>

#include <cstdint>

namespace livewall::widgets {

/// How far a picture that is shown for months stands from its place, `elapsed_ms` after it stood
/// there: one pixel further each minute, through every place at most `reach` pixels away to each
/// side, row by row, and back the same way. So no pixel shows the same line for long, all are worn
/// alike, and nobody sees it move.
QPoint burnInShift(int reach, std::int64_t elapsed_ms);

} // namespace livewall::widgets
