// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>

#include "widgets/shell/commands.h"

namespace livewall::widgets {

/// T as somebody at the wall moves it, one for all of its windows. All answers are for a person,
/// short, and empty where what the wall shows is answer enough: each is for the window that asked.
/// GUI thread; nothing here waits.
class TimeTravel : public QObject
{
    Q_OBJECT
public:
    /// Does what a command of time asks, but for GoToMoment.
    virtual QString obey(Command command) = 0;

    /// Why T cannot be moved at all.
    virtual QString refusal() const = 0;

    /// T as it can be typed, and the zone that what is typed is read in.
    virtual QString moment() const = 0;
    virtual QString zone() const = 0;

    /// Sends T to a moment that was typed. Not empty: it was not sent, and what is wrong.
    virtual QString goTo(const QString& moment) = 0;

Q_SIGNALS:
    /// What has come of it since, for every window: T is the same on each.
    void told(const QString& news);
};

} // namespace livewall::widgets
