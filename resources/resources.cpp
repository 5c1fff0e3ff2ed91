// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "resources/resources.h"

#include <QCoreApplication>
#include <QDir>
#include <QFontDatabase>

// A static library's resources are known only once this has run; the macro allows no namespace.
static void initialiseEmbedded()
{
    Q_INIT_RESOURCE(resources);
}

namespace livewall::resources {

bool load(QString& error)
{
    initialiseEmbedded();
    for (const auto* file : {"Inter-Regular.otf", "Inter-SemiBold.otf"}) {
        const QString path = u":/livewall/fonts/" + QLatin1StringView(file);
        const int font = QFontDatabase::addApplicationFont(path);
        if (font < 0 || !QFontDatabase::applicationFontFamilies(font).contains(kFontFamily)) {
            error = QStringLiteral("the typeface ") + path + u" cannot be loaded";
            return false;
        }
    }
    return true;
}

QString tileFolder(const QString& theme)
{
    const QDir folder(QCoreApplication::applicationDirPath() + u"/../share/livewall/tiles/" +
                      theme);
    return folder.exists() ? folder.canonicalPath() : QString();
}

} // namespace livewall::resources
