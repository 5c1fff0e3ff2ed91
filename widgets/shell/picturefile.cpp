// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/picturefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

struct PictureWords
{
    Q_DECLARE_TR_FUNCTIONS(PictureWords)
};

QString stem(const QString& clock)
{
    // Without the weekday, and without the colons that other systems' disks refuse.
    QString stamp = clock.section(u' ', -2);
    stamp.remove(u':').replace(u' ', u'-');
    return stamp.isEmpty() ? u"livewall"_s : u"livewall-"_s + stamp;
}

QString freePath(const QDir& folder, const QString& stem)
{
    QString path = folder.absoluteFilePath(stem + u".png"_s);
    for (int copy = 2; QFile::exists(path); ++copy)
        path = folder.absoluteFilePath(u"%1-%2.png"_s.arg(stem).arg(copy));
    return path;
}

} // namespace

QString savePicture(const QImage& picture, const QString& folder, const QString& clock)
{
    if (folder.isEmpty())
        return PictureWords::tr("There is no folder for pictures");
    if (!QDir().mkpath(folder))
        return PictureWords::tr("Could not make the folder %1").arg(folder);
    const QString path = freePath(QDir(folder), stem(clock));
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && picture.save(&file, "PNG") && file.commit())
        return PictureWords::tr("Saved %1").arg(path);
    return PictureWords::tr("Could not save %1: %2").arg(path, file.errorString());
}

} // namespace livewall::widgets
