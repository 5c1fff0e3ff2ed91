// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/commands.h"

#include <QKeyEvent>
#include <QTest>

using namespace livewall::widgets;

class TestCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keysHaveTheirMeaning_data();
    void keysHaveTheirMeaning();
    void aHeldKeyStepsAndDoesNothingElse();
    void noKeyHasTwoMeanings();
    void eachCommandHasAKeyThatTheHelpNames();
};

void TestCommands::keysHaveTheirMeaning_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<std::optional<Command>>("command");
    const auto row = [](const char* name, int key, Qt::KeyboardModifiers modifiers,
                        std::optional<Command> command) {
        QTest::newRow(name) << key << modifiers << command;
    };
    const Qt::KeyboardModifiers none;
    row("left", Qt::Key_Left, none, Command::Previous);
    row("shift left", Qt::Key_Left, Qt::ShiftModifier, Command::MinuteBack);
    row("ctrl left", Qt::Key_Left, Qt::ControlModifier, Command::HourBack);
    row("ctrl shift left", Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier, Command::DayBack);
    row("alt left", Qt::Key_Left, Qt::AltModifier, std::nullopt);
    row("ctrl alt left", Qt::Key_Left, Qt::ControlModifier | Qt::AltModifier, std::nullopt);
    row("shift right", Qt::Key_Right, Qt::ShiftModifier, Command::MinuteOn);
    row("plus, by shift", Qt::Key_Plus, Qt::ShiftModifier, Command::Faster);
    row("plus of the keypad", Qt::Key_Plus, Qt::KeypadModifier, Command::Faster);
    row("minus", Qt::Key_Minus, none, Command::Slower);
    row("question mark", Qt::Key_Question, Qt::ShiftModifier, Command::Help);
    row("end", Qt::Key_End, none, Command::Live);
    row("ctrl q", Qt::Key_Q, Qt::ControlModifier, std::nullopt);
    row("another", Qt::Key_X, none, std::nullopt);
}

void TestCommands::keysHaveTheirMeaning()
{
    QFETCH(int, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(std::optional<Command>, command);
    QVERIFY(commandFor(QKeyEvent(QEvent::KeyPress, key, modifiers)) == command);
}

void TestCommands::aHeldKeyStepsAndDoesNothingElse()
{
    const auto held = [](int key, Qt::KeyboardModifiers modifiers) {
        return commandFor(QKeyEvent(QEvent::KeyPress, key, modifiers, {}, true));
    };
    QVERIFY(held(Qt::Key_Left, Qt::ShiftModifier) == Command::MinuteBack);
    QVERIFY(!held(Qt::Key_Left, Qt::NoModifier));
    QVERIFY(!held(Qt::Key_P, Qt::NoModifier));
    QVERIFY(!held(Qt::Key_Q, Qt::NoModifier));
}

void TestCommands::noKeyHasTwoMeanings()
{
    const auto bindings = keyBindings();
    for (const KeyBinding& one : bindings) {
        const auto same = std::ranges::count_if(bindings, [&](const KeyBinding& other) {
            return other.key == one.key && other.modifiers == one.modifiers;
        });
        QCOMPARE(same, 1);
    }
}

void TestCommands::eachCommandHasAKeyThatTheHelpNames()
{
    const auto bindings = keyBindings();
    for (int command = 0; command <= static_cast<int>(Command::Live); ++command) {
        const auto found =
            std::ranges::find(bindings, static_cast<Command>(command), &KeyBinding::command);
        QVERIFY(found != bindings.end());
        // One without words follows the one that has them for both.
        const auto told = found->label.isEmpty() ? std::prev(found) : found;
        QVERIFY(!told->label.isEmpty() && !told->meaning.isEmpty());
    }
}

QTEST_MAIN(TestCommands)
#include "tst_commands.moc"
