// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/running.h"

#include <signal.h>

namespace livewall::e2e {

Running::Running(const QString& program, const QStringList& arguments)
{
    process_.start(program, arguments);
    process_.waitForStarted();
}

Running::Running(const QStringList& arguments)
    : Running(QStringLiteral(LIVEWALLCTL_PROGRAM), arguments)
{
}

Running::~Running()
{
    process_.kill();
    process_.waitForFinished();
}

void Running::send(int signal) const
{
    if (process_.processId() > 0) // 0 is the test itself, and its group
        ::kill(static_cast<pid_t>(process_.processId()), signal);
}

Outcome Running::wait(int patience_ms)
{
    if (process_.error() == QProcess::FailedToStart)
        return {0, {}, "did not start"};
    if (process_.state() != QProcess::NotRunning && !process_.waitForFinished(patience_ms))
        return {-1, {}, "did not end in time: " + process_.readAllStandardError()};
    return {process_.exitStatus() == QProcess::NormalExit ? process_.exitCode() : -1,
            process_.readAllStandardOutput(), process_.readAllStandardError()};
}

Outcome Running::end(int signal, int patience_ms)
{
    send(signal);
    return wait(patience_ms);
}

} // namespace livewall::e2e
