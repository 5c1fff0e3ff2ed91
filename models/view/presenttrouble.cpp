// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/presenttrouble.h"

#include "models/view/words.h"

namespace livewall::view {
namespace {

/// Without the folder, for which a screen has no room.
QString fileOf(const QString& path)
{
    return path.section(u'/', -1);
}

} // namespace

QString presentTrouble(const store::Trouble& trouble)
{
    using What = store::Trouble::What;
    const QString path = QString::fromStdString(trouble.path);
    const QString file = fileOf(path);
    const QString detail = QString::fromStdString(trouble.detail);
    switch (trouble.what) {
    case What::None:
        return {};
    case What::Refused:
        return detail;
    case What::CannotOpen:
        return Words::tr("%1 cannot be opened: %2").arg(file, detail);
    case What::CannotRead:
        return Words::tr("%1 cannot be read: %2").arg(file, detail);
    case What::CannotWrite:
        return Words::tr("%1 cannot be written: %2").arg(file, detail);
    case What::CannotLock:
        return Words::tr("%1 cannot be locked: %2").arg(file, detail);
    case What::InUse:
        return Words::tr("%1 is in use by process %2").arg(file, detail);
    case What::NoFolder:
        return Words::tr("there is no folder for %1").arg(path);
    case What::NoStore:
        return Words::tr("%1 is not there").arg(path);
    case What::NoDatabase:
    case What::OtherFile:
        return Words::tr("%1 is no database").arg(file);
    case What::NotOurs:
    case What::Foreign:
        return Words::tr("%1 is another program's database").arg(file);
    case What::Newer:
        return Words::tr("a newer livewall wrote %1").arg(file);
    case What::Older:
        return Words::tr("an older livewall wrote %1").arg(file);
    case What::Damaged:
        return Words::tr("%1 is damaged: %2").arg(file, detail);
    case What::StaysDamaged:
        return Words::tr("%1 is damaged and cannot be moved aside").arg(file);
    case What::Real:
        return Words::tr("%1 holds real purchases").arg(file);
    case What::Invented:
        return Words::tr("%1 holds invented purchases").arg(file);
    case What::Empty:
        return Words::tr("no purchase was ever counted in %1").arg(file);
    case What::NotKept:
        return Words::tr("%1 keeps that time no longer").arg(file);
    case What::TooMuch:
        return Words::tr("too much came in meanwhile");
    }
    return {};
}

} // namespace livewall::view
