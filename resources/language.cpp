// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "resources/language.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <memory>

// A static library's resources are known only once this has run; the macro allows no namespace.
static void initialiseEmbedded()
{
    Q_INIT_RESOURCE(translations);
}

using namespace Qt::StringLiterals;

namespace livewall::resources {

std::optional<Language> languageNamed(QStringView name)
{
    if (name == u"en")
        return Language::English;
    if (name == u"sv")
        return Language::Swedish;
    return std::nullopt;
}

Language systemLanguage()
{
    const QString first = QLocale::system().uiLanguages().value(0);
    return languageNamed(QStringView(first).left(first.indexOf(u'-'))).value_or(Language::English);
}

void setLanguage(Language language)
{
    initialiseEmbedded();
    QCoreApplication* const application = QCoreApplication::instance();
    const auto before = application->findChildren<QTranslator*>(Qt::FindDirectChildrenOnly);
    if (language == Language::Swedish && !before.isEmpty())
        return; // it is spoken; anew, every widget would be told
    for (QTranslator* const translator : before)
        delete translator; // it takes itself out
    if (language == Language::English) {
        QLocale::setDefault(QLocale::c()); // what stands in the sources, as it stands there
        return;
    }
    QLocale::setDefault(QLocale(QLocale::Swedish, QLocale::Sweden));
    for (const auto file : {"livewall_sv"_L1, "countries_sv"_L1}) {
        auto translator = std::make_unique<QTranslator>(application);
        if (translator->load(u":/livewall/translations/"_s + file))
            QCoreApplication::installTranslator(translator.release());
    }
}

} // namespace livewall::resources
