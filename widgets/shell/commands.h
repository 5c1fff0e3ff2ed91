// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include <QString>

class QKeyEvent;

namespace livewall::widgets {

/// What somebody with a keyboard can ask of the wall.
enum class Command {
    FullScreen,
    Pause,
    Previous,
    Next,
    SavePicture,
    Figures,
    Help,
    Quit,
    // Of time:
    PauseTime,
    MinuteBack,
    MinuteOn,
    HourBack,
    HourOn,
    DayBack,
    DayOn,
    Slower,
    Faster,
    GoToMoment,
    Beginning,
    Live,
};

struct KeyBinding
{
    Command command;
    int key;       ///< Qt::Key
    QString label; ///< empty: the binding before tells of this one too
    QString meaning;
    Qt::KeyboardModifiers modifiers = {};
    bool repeats = false; ///< while the key is held down
};

/// The one list of keys: what the window obeys and what the help shows, in its language.
std::vector<KeyBinding> keyBindings();

/// Nothing for a key without a meaning, or not with these modifiers. Shift alone is passed over
/// where it gives a key no meaning of its own: some keyboards need it for some keys.
std::optional<Command> commandFor(const QKeyEvent& event);

} // namespace livewall::widgets
