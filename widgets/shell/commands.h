// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include <QString>

class QKeyEvent;

namespace livewall::widgets {

/// What somebody with a keyboard can ask of the wall.
enum class Command { FullScreen, Pause, Previous, Next, SavePicture, Help, Quit };

struct KeyBinding
{
    Command command;
    int key; ///< Qt::Key
    QString label;
    QString meaning;
};

/// The one list of keys: what the window obeys and what the help shows, in its language.
std::array<KeyBinding, 7> keyBindings();

/// Nothing for a key without a meaning, and for any with Ctrl, Alt or Meta.
std::optional<Command> commandFor(const QKeyEvent& event);

} // namespace livewall::widgets
