// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/program.h"

#include <QProcess>
#include <QString>
#include <QStringList>

namespace livewall::e2e {

/// A program in the background; killed where it still runs when this goes.
class Running
{
public:
    static constexpr int kPatience_ms = 60'000;

    Running(const QString& program, const QStringList& arguments);
    /// livewallctl.
    explicit Running(const QStringList& arguments);
    ~Running();
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    qint64 processId() const { return process_.processId(); }
    bool isRunning() const { return process_.state() == QProcess::Running; }

    /// Where it still runs.
    void send(int signal) const;

    /// Waits for its end.
    Outcome wait(int patience_ms = kPatience_ms);

    /// send() and wait().
    Outcome end(int signal, int patience_ms = kPatience_ms);

private:
    QProcess process_;
};

} // namespace livewall::e2e
