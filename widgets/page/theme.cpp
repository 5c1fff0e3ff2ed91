// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/theme.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {

const Theme& Theme::dark()
{
    static const Theme theme{
        .name = "dark"_L1,
        .ground = 0x0B0F14,
        .panel = 0x131A22,
        .rule = 0x2A3542,
        .outline = 0x5F6F80,
        .text = 0xF2F5F7,
        .secondary = 0xA9B6C2,
        .stale = 0x8793A0,
        .accent = 0x56B4E9,
        .good = 0x4FC3A1,
        .warn = 0xF0B429,
        .bad = 0xFF7A59,
        .past = 0xC9A2FF,
        .on_plate = 0x0B0F14,
        .land = 0x1C2732,
        .water = 0x0B0F14,
        .border = 0x33414F,
    };
    return theme;
}

const Theme& Theme::light()
{
    static const Theme theme{
        .name = "light"_L1,
        .ground = 0xF4F6F8,
        .panel = 0xFFFFFF,
        .rule = 0xD3DAE1,
        .outline = 0x76838F,
        .text = 0x10161C,
        .secondary = 0x46535F,
        .stale = 0x626E79,
        .accent = 0x0068A8,
        .good = 0x00705A,
        .warn = 0x8A5A00,
        .bad = 0xB3360B,
        .past = 0x6B3FB5,
        .on_plate = 0xFFFFFF,
        .land = 0xFFFFFF,
        .water = 0xDCE6EE,
        .border = 0xB8C4CE,
    };
    return theme;
}

const Theme* Theme::named(QStringView name)
{
    for (const Theme* theme : {&dark(), &light()}) {
        if (theme->name == name)
            return theme;
    }
    return nullptr;
}

} // namespace livewall::widgets
