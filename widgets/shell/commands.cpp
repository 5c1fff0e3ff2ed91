// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/commands.h"

#include <algorithm>

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace livewall::widgets {

const std::array<KeyBinding, 7>& keyBindings()
{
    static const std::array<KeyBinding, 7> bindings{{
        {Command::FullScreen, Qt::Key_F11, u"F11"_s, u"Full screen, or a window"_s},
        {Command::Pause, Qt::Key_Space, u"Space"_s, u"Hold this page, or let pages change"_s},
        {Command::Previous, Qt::Key_Left, u"Left"_s, u"Previous page"_s},
        {Command::Next, Qt::Key_Right, u"Right"_s, u"Next page"_s},
        {Command::SavePicture, Qt::Key_S, u"S"_s, u"Save a picture of the wall"_s},
        {Command::Help, Qt::Key_Question, u"?"_s, u"Show or hide these keys"_s},
        {Command::Quit, Qt::Key_Q, u"Q"_s, u"Quit"_s},
    }};
    return bindings;
}

std::optional<Command> commandFor(const QKeyEvent& event)
{
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return std::nullopt;
    const auto& bindings = keyBindings();
    const auto found = std::ranges::find(bindings, event.key(), &KeyBinding::key);
    if (found == bindings.end())
        return std::nullopt;
    return found->command;
}

} // namespace livewall::widgets
