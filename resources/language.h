// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

#include <optional>

/// What the screens speak. Logs, faults and reports are English, whatever it is.
namespace livewall::resources {

enum class Language { English, Swedish };

/// "en", "sv"; nothing for any other name.
std::optional<Language> languageNamed(QStringView name);

/// Of the system's user ($LANGUAGE, $LC_ALL, $LC_MESSAGES, $LANG); English where that is none of
/// ours.
Language systemLanguage();

/// What is translated from now on, and the default QLocale: how numbers and days are written. It
/// may be called again: what is drawn anew is in the new language. load() goes before it. GUI
/// thread; needs a QCoreApplication, which owns what is loaded.
void setLanguage(Language language);

} // namespace livewall::resources
