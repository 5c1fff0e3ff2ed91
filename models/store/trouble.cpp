// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/trouble.h"

#include "models/store/schema.h"

#include <format>

namespace livewall::store {

std::string Trouble::text() const
{
    switch (what) {
    case What::None:
        return {};
    case What::Refused:
        return detail;
    case What::CannotOpen:
        return std::format("{}: cannot be opened: {}", path, detail);
    case What::CannotRead:
        return std::format("{}: cannot be read: {}", path, detail);
    case What::CannotWrite:
        return std::format("{}: cannot be written: {}", path, detail);
    case What::CannotLock:
        return std::format("{}: cannot be locked: {}", path, detail);
    case What::InUse:
        return std::format("{}: in use by process {}; one wall has one store", path, detail);
    case What::NoFolder:
        return path + ": its folder is not there";
    case What::NoStore:
        return path + ": no store there";
    case What::NoDatabase:
        return path + ": is no database";
    case What::OtherFile:
        return path + ": is no database; give the store its own file";
    case What::NotOurs:
        return path + ": is no store of livewall's";
    case What::Foreign:
        return path + ": is another program's database; give the store its own file";
    case What::Newer:
        return std::format("{}: was written by a newer livewall (version {} of its form, this one "
                           "knows {}); it is left alone",
                           path, detail, kSchemaVersion);
    case What::Older:
        return std::format("{}: has version {} of its form, this program reads {}; livewallctl run "
                           "brings it up to date",
                           path, detail, kSchemaVersion);
    case What::Damaged:
        return std::format("{}: is damaged: {}", path, detail);
    case What::StaysDamaged:
        return std::format("{}: is damaged ({}) and cannot be moved aside", path, detail);
    case What::Real:
        return path + ": holds real purchases; invented ones need a store of their own";
    case What::Invented:
        return path + ": holds invented purchases; real ones need a store of their own";
    case What::Empty:
        return path + ": no purchase was ever counted";
    case What::NotKept:
        return path + ": " + detail;
    case What::TooMuch:
        return "too much came in meanwhile";
    }
    return {};
}

} // namespace livewall::store
