// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/reasons.h"

#include "models/view/words.h"

using namespace Qt::StringLiterals;

namespace livewall::view {
namespace {

/// As models/feed and models/engine say them; %1 is the name of something.
constexpr const char* kKnown[] = {
    QT_TRANSLATE_NOOP("Words", "reading %1"),
    QT_TRANSLATE_NOOP("Words", "indexing %1"),
    QT_TRANSLATE_NOOP("Words", "connects to %1"),
    QT_TRANSLATE_NOOP("Words", "connection refused by %1"),
    QT_TRANSLATE_NOOP("Words", "%1 ended the stream"),
    QT_TRANSLATE_NOOP("Words", "host not found: %1"),
    QT_TRANSLATE_NOOP("Words", "no answer from %1"),
    QT_TRANSLATE_NOOP("Words", "no such file: %1"),
    QT_TRANSLATE_NOOP("Words", "no such folder on the way to: %1"),
    QT_TRANSLATE_NOOP("Words", "permission denied, let this user read: %1"),
};

} // namespace

QString inScreensWords(const std::string& said)
{
    const QString text = QString::fromStdString(said);
    for (const char* known : kKnown) {
        const QString words = QString::fromUtf8(known);
        const QString before = words.section(u"%1"_s, 0, 0);
        const QString after = words.section(u"%1"_s, 1);
        if (text.size() > before.size() + after.size() && text.startsWith(before) &&
            text.endsWith(after))
            return Words::tr(known).arg(text.sliced(before.size()).chopped(after.size()));
    }
    return text;
}

} // namespace livewall::view
