// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace livewall::store {

/// Why a store cannot be used: in English for logs, and in parts for a screen in any language. A
/// value.
struct Trouble
{
    enum class What {
        None,
        Refused,      ///< it was open, and SQLite refuses: the detail is SQLite's own words
        CannotOpen,   ///< with SQLite's words
        CannotRead,   ///< likewise
        CannotWrite,  ///< beside it; with the operating system's words
        CannotLock,   ///< likewise
        InUse,        ///< by another process: the detail is its number
        NoFolder,     ///< to lie in
        NoStore,      ///< nothing lies there
        NoDatabase,   ///< but something else, which was to be read
        OtherFile,    ///< likewise, where it was to be written
        NotOurs,      ///< another program's database, which was to be read
        Foreign,      ///< likewise, where it was to be written
        Newer,        ///< a newer program wrote it: the detail is the version of its form
        Older,        ///< and it can be read only once it was brought up to date; likewise
        Damaged,      ///< with SQLite's words
        StaysDamaged, ///< likewise: it cannot be moved aside
        Real,         ///< it holds real purchases, and invented ones are to come
        Invented,     ///< the other way round
        Empty,        ///< no purchase was ever counted in it
        NotKept,      ///< the T that was asked for; the detail says so
        TooMuch,      ///< came in while it could not be written
    };

    What what = What::None;
    std::string path = {}; ///< of what it is about; of Refused and TooMuch empty
    std::string detail = {};

    /// One line in English; empty for None.
    std::string text() const;

    bool isNone() const { return what == What::None; }
    bool operator==(const Trouble&) const = default;
};

} // namespace livewall::store
