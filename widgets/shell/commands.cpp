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

std::vector<KeyBinding> keyBindings()
{
    constexpr auto kHour = Qt::ControlModifier;
    constexpr auto kDay = Qt::ControlModifier | Qt::ShiftModifier;
    constexpr auto kMinute = Qt::ShiftModifier;
    return {
        {Command::FullScreen, Qt::Key_F11, u"F11"_s, KeyWords::tr("Full screen, or a window")},
        {Command::Pause, Qt::Key_Space, KeyWords::tr("Space"),
         KeyWords::tr("Hold this page, or let pages change")},
        {Command::Previous, Qt::Key_Left, u"← →"_s, KeyWords::tr("Previous page, or next")},
        {Command::Next, Qt::Key_Right, {}, {}},
        {Command::SavePicture, Qt::Key_S, u"S"_s, KeyWords::tr("Save a picture of the wall")},
        {Command::Figures, Qt::Key_F, u"F"_s, KeyWords::tr("Show or hide how fast the wall draws")},
        {Command::Help, Qt::Key_Question, u"?"_s, KeyWords::tr("Show or hide these keys")},
        {Command::Quit, Qt::Key_Q, u"Q"_s, KeyWords::tr("Quit")},
        {Command::PauseTime, Qt::Key_P, u"P"_s, KeyWords::tr("Time stands, or goes on")},
        {Command::MinuteBack, Qt::Key_Left, KeyWords::tr("Shift ← →"),
         KeyWords::tr("A minute back, or on"), kMinute, true},
        {Command::MinuteOn, Qt::Key_Right, {}, {}, kMinute, true},
        {Command::HourBack, Qt::Key_Left, KeyWords::tr("Ctrl ← →"),
         KeyWords::tr("An hour back, or on"), kHour, true},
        {Command::HourOn, Qt::Key_Right, {}, {}, kHour, true},
        {Command::DayBack, Qt::Key_Left, KeyWords::tr("Ctrl Shift ← →"),
         KeyWords::tr("A day back, or on"), kDay, true},
        {Command::DayOn, Qt::Key_Right, {}, {}, kDay, true},
        {Command::Faster, Qt::Key_Plus, u"+ −"_s, KeyWords::tr("Faster, or slower: 1x to 3600x")},
        {Command::Slower, Qt::Key_Minus, {}, {}},
        {Command::GoToMoment, Qt::Key_G, u"G"_s, KeyWords::tr("Go to a moment that you type")},
        {Command::Beginning, Qt::Key_Home, KeyWords::tr("Home"),
         KeyWords::tr("To the oldest that is kept")},
        {Command::Live, Qt::Key_End, KeyWords::tr("End"),
         KeyWords::tr("Back to live, or to the end")},
    };
}

std::optional<Command> commandFor(const QKeyEvent& event)
{
    const std::vector<KeyBinding> bindings = keyBindings();
    const auto asked = event.modifiers() & (Qt::ShiftModifier | Qt::ControlModifier |
                                            Qt::AltModifier | Qt::MetaModifier);
    const auto find = [&](Qt::KeyboardModifiers modifiers) -> std::optional<Command> {
        const auto found = std::ranges::find_if(bindings, [&](const KeyBinding& binding) {
            return binding.key == event.key() && binding.modifiers == modifiers &&
                   (binding.repeats || !event.isAutoRepeat());
        });
        return found == bindings.end() ? std::nullopt : std::optional(found->command);
    };
    const auto exact = find(asked);
    return exact || asked != Qt::ShiftModifier ? exact : find(Qt::NoModifier);
}

} // namespace livewall::widgets
