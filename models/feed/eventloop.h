// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <utility>

#include <QCoreApplication>
#include <QEventLoop>
#include <QObject>

namespace livewall::feed {

/// For an object that is the sender when it ends: only the event loop may delete it.
struct DeleteLater
{
    void operator()(QObject* object) const { object->deleteLater(); }
};

/// Makes a Stream out of `arguments` and an event loop, and runs the loop until the stream quits it
/// or `stop` is requested. Needs a QCoreApplication to exist, on whatever thread.
template <typename Stream, typename... Arguments>
void runInEventLoop(const std::stop_token& stop, Arguments&&... arguments)
{
    Q_ASSERT(QCoreApplication::instance());
    QEventLoop loop;
    const std::stop_callback quit(stop, [&loop] {
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    const Stream stream(std::forward<Arguments>(arguments)..., loop);
    loop.exec();
}

} // namespace livewall::feed
