// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/displaytext.h"

namespace livewall::event {
namespace {

/// Whether any byte is C0, DEL or the lead byte of C1 (and of 64 innocent characters).
bool mayHaveControls(std::string_view utf8)
{
    bool found = false;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        found |= (byte < 0x20) | (byte == 0x7F) | (byte == 0xC2);
    }
    return found;
}

std::size_t sequenceSize(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xE0)
        return 2;
    return lead < 0xF0 ? 3 : 4;
}

bool isControl(std::string_view sequence)
{
    const auto lead = static_cast<unsigned char>(sequence[0]);
    return lead < 0x20 || lead == 0x7F ||
           (lead == 0xC2 && static_cast<unsigned char>(sequence[1]) < 0xA0);
}

} // namespace

void appendDisplayText(std::string_view utf8, std::size_t max_code_points, std::string& out)
{
    if (utf8.size() <= max_code_points && !mayHaveControls(utf8)) {
        out.append(utf8);
        return;
    }
    std::size_t left = max_code_points;
    while (!utf8.empty() && left > 0) {
        const std::string_view sequence =
            utf8.substr(0, sequenceSize(static_cast<unsigned char>(utf8.front())));
        utf8.remove_prefix(sequence.size());
        if (isControl(sequence))
            continue;
        out.append(sequence);
        --left;
    }
}

} // namespace livewall::event
