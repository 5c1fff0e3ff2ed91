// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/theme.h"

namespace livewall::widgets {

const Theme& Theme::dark()
{
    static const Theme theme{
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

} // namespace livewall::widgets
