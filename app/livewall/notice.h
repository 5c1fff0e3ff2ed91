// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace livewall::app {

/// What a person is to know who looks at the wall, and one who reads its log: the screen has its
/// language, the log is English. A value.
class Notice
{
public:
    Notice() = default; ///< none
    /// `words`: a literal, QT_TRANSLATE_NOOP("Notice", "..."), with %1 and %2 for `put_in`.
    explicit Notice(const char* words, QStringList put_in = {});

    QString onScreen() const; ///< empty where there is none
    QString inLog() const;

private:
    QString filled(const QString& words) const;

    const char* words_ = nullptr;
    QStringList put_in_; ///< up to two
};

} // namespace livewall::app
