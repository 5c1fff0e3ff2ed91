// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/options/endsignals.h"
#include "models/feed/filedescriptor.h"

#include <QObject>
#include <QSocketNotifier>

#include <functional>
#include <utility>

#include <unistd.h>

namespace livewall::app {

/// Calls `act` with each signal that comes, in the event loop.
class SignalWatch
{
public:
    SignalWatch(const EndSignals& signals, std::function<void(int signal)> act)
        : descriptor_(signals.descriptor()), notifier_(descriptor_.get(), QSocketNotifier::Read)
    {
        QObject::connect(&notifier_, &QSocketNotifier::activated, &notifier_,
                         [this, act = std::move(act)] {
                             signalfd_siginfo signal = {};
                             if (::read(descriptor_.get(), &signal, sizeof signal) ==
                                 static_cast<ssize_t>(sizeof signal))
                                 act(static_cast<int>(signal.ssi_signo));
                         });
    }

private:
    feed::FileDescriptor descriptor_;
    QSocketNotifier notifier_;
};

} // namespace livewall::app
