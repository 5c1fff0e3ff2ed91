// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/notice.h"

#include <QCoreApplication>

#include <utility>

namespace livewall::app {

Notice::Notice(const char* words, QStringList put_in) : words_(words), put_in_(std::move(put_in)) {}

QString Notice::onScreen() const
{
    return words_ ? filled(QCoreApplication::translate("Notice", words_)) : QString();
}

QString Notice::inLog() const
{
    return words_ ? filled(QString::fromUtf8(words_)) : QString();
}

QString Notice::filled(const QString& words) const
{
    if (put_in_.size() < 2)
        return put_in_.isEmpty() ? words : words.arg(put_in_[0]);
    return words.arg(put_in_[0], put_in_[1]); // at once: what is put in may hold a %2
}

} // namespace livewall::app
