// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/commands.h"

#include <algorithm>

#include <QCoreApplication>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

struct KeyWords
{
    Q_DECLARE_TR_FUNCTIONS(KeyWords)
};

} // namespace

std::array<KeyBinding, 7> keyBindings()
{
    return {{
        {Command::FullScreen, Qt::Key_F11, u"F11"_s, KeyWords::tr("Full screen, or a window")},
        {Command::Pause, Qt::Key_Space, KeyWords::tr("Space"),
         KeyWords::tr("Hold this page, or let pages change")},
        {Command::Previous, Qt::Key_Left, KeyWords::tr("Left"), KeyWords::tr("Previous page")},
        {Command::Next, Qt::Key_Right, KeyWords::tr("Right"), KeyWords::tr("Next page")},
        {Command::SavePicture, Qt::Key_S, u"S"_s, KeyWords::tr("Save a picture of the wall")},
        {Command::Help, Qt::Key_Question, u"?"_s, KeyWords::tr("Show or hide these keys")},
        {Command::Quit, Qt::Key_Q, u"Q"_s, KeyWords::tr("Quit")},
    }};
}

std::optional<Command> commandFor(const QKeyEvent& event)
{
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return std::nullopt;
    const auto bindings = keyBindings();
    const auto found = std::ranges::find(bindings, event.key(), &KeyBinding::key);
    if (found == bindings.end())
        return std::nullopt;
    return found->command;
}

} // namespace livewall::widgets
