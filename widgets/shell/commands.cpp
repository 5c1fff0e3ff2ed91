// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/commands.h"

#include <algorithm>

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace livewall::widgets {

const std::vector<KeyBinding>& keyBindings()
{
    constexpr auto kHour = Qt::ControlModifier;
    constexpr auto kDay = Qt::ControlModifier | Qt::ShiftModifier;
    static const std::vector<KeyBinding> bindings{
        {Command::FullScreen, Qt::Key_F11, u"F11"_s, u"Full screen, or a window"_s},
        {Command::Pause, Qt::Key_Space, u"Space"_s, u"Hold this page, or let pages change"_s},
        {Command::Previous, Qt::Key_Left, u"← →"_s, u"Previous page, or next"_s},
        {Command::Next, Qt::Key_Right, {}, {}},
        {Command::SavePicture, Qt::Key_S, u"S"_s, u"Save a picture of the wall"_s},
        {Command::Help, Qt::Key_Question, u"?"_s, u"Show or hide these keys"_s},
        {Command::Quit, Qt::Key_Q, u"Q"_s, u"Quit"_s},
        {Command::PauseTime, Qt::Key_P, u"P"_s, u"Time stands, or goes on"_s},
        {Command::MinuteBack, Qt::Key_Left, u"Shift ← →"_s, u"A minute back, or on"_s,
         Qt::ShiftModifier, true},
        {Command::MinuteOn, Qt::Key_Right, {}, {}, Qt::ShiftModifier, true},
        {Command::HourBack, Qt::Key_Left, u"Ctrl ← →"_s, u"An hour back, or on"_s, kHour, true},
        {Command::HourOn, Qt::Key_Right, {}, {}, kHour, true},
        {Command::DayBack, Qt::Key_Left, u"Ctrl Shift ← →"_s, u"A day back, or on"_s, kDay, true},
        {Command::DayOn, Qt::Key_Right, {}, {}, kDay, true},
        {Command::Faster, Qt::Key_Plus, u"+ −"_s, u"Faster, or slower: 1x to 3600x"_s},
        {Command::Slower, Qt::Key_Minus, {}, {}},
        {Command::GoToMoment, Qt::Key_G, u"G"_s, u"Go to a moment that you type"_s},
        {Command::Beginning, Qt::Key_Home, u"Home"_s, u"To the oldest that is kept"_s},
        {Command::Live, Qt::Key_End, u"End"_s, u"Back to live, or to the end"_s},
    };
    return bindings;
}

bool isOfTime(Command command)
{
    return command >= Command::PauseTime;
}

std::optional<Command> commandFor(const QKeyEvent& event)
{
    const auto asked = event.modifiers() & (Qt::ShiftModifier | Qt::ControlModifier |
                                            Qt::AltModifier | Qt::MetaModifier);
    const auto find = [&](Qt::KeyboardModifiers modifiers) -> std::optional<Command> {
        const auto found = std::ranges::find_if(keyBindings(), [&](const KeyBinding& binding) {
            return binding.key == event.key() && binding.modifiers == modifiers &&
                   (binding.repeats || !event.isAutoRepeat());
        });
        return found == keyBindings().end() ? std::nullopt : std::optional(found->command);
    };
    const auto exact = find(asked);
    return exact || asked != Qt::ShiftModifier ? exact : find(Qt::NoModifier);
}

} // namespace livewall::widgets
