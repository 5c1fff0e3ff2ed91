// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/displaytext.h"

#include <format>
#include <iterator>

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

/// The code point of a control character, or of a format character that would move the text around
/// it (Unicode Cc, Zl, Zp and the bidirectional controls); 0: none of these.
unsigned unquotable(std::string_view sequence)
{
    const auto byte = [sequence](std::size_t at) {
        return static_cast<unsigned>(static_cast<unsigned char>(sequence[at]));
    };
    if (isControl(sequence))
        return sequence.size() == 1 ? byte(0) : byte(1);
    if (sequence.size() != 3)
        return 0;
    const unsigned code = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    const bool moves = code == 0x200E || code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
                       (code >= 0x2066 && code <= 0x2069);
    return moves ? code : 0;
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

void appendQuoted(std::string_view utf8, std::size_t max_code_points, std::string& out)
{
    out.push_back('"');
    for (std::size_t left = max_code_points; !utf8.empty() && left > 0; --left) {
        const std::string_view sequence =
            utf8.substr(0, sequenceSize(static_cast<unsigned char>(utf8.front())));
        utf8.remove_prefix(sequence.size());
        const bool is_mark = sequence == "\"" || sequence == "\\";
        // NUL is a control character too, but its code is no code for one.
        if (const unsigned code = unquotable(sequence); code != 0 || sequence[0] == '\0')
            std::format_to(std::back_inserter(out), "\\u{:04x}", code);
        else
            out.append(is_mark ? "\\" : "").append(sequence);
    }
    out.push_back('"');
    out.append(utf8.empty() ? "" : "...");
}

} // namespace livewall::event
