// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>

namespace livewall::view {

/// What a view says, in the screen's language: Words::tr("Last hour"). Whole sentences, with %1 for
/// what is put in: other languages put it elsewhere. `%n` is for a number that bends its noun.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

} // namespace livewall::view
