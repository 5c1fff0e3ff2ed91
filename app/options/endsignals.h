// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/filedescriptor.h"

#include <csignal>
#include <cstdint>
#include <ctime>

#include <sys/signalfd.h>

namespace livewall::app {

/// SIGINT, SIGTERM and SIGHUP, kept from all threads that are started after it was made, and waited
/// for. To be made before any thread; the signals stay blocked.
class EndSignals
{
public:
    EndSignals()
    {
        sigemptyset(&signals_);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP})
            sigaddset(&signals_, signal);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }

    /// True once one has come, then and later; waits for it at most this long.
    bool wait(std::int64_t time_ms)
    {
        const timespec time = {.tv_sec = time_ms / 1000, .tv_nsec = time_ms % 1000 * 1'000'000};
        has_come_ = has_come_ || sigtimedwait(&signals_, nullptr, &time) > 0;
        return has_come_;
    }

    /// From now on, and in this thread, one ends the program at once.
    void letThrough() const { pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr); }

    /// Once one has come there is a signalfd_siginfo to read in it (signalfd(2)).
    feed::FileDescriptor descriptor() const
    {
        return feed::FileDescriptor(signalfd(-1, &signals_, SFD_CLOEXEC));
    }

private:
    sigset_t signals_;
    bool has_come_ = false;
};

} // namespace livewall::app
