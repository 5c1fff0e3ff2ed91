// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <unordered_map>

struct wl_callback;
struct wl_display;
struct wl_registry;
struct zwp_idle_inhibit_manager_v1;
struct zwp_idle_inhibitor_v1;
class QWindow;

namespace livewall::app {

/// Asks a Wayland compositor not to blank the outputs that show a window of this program, whichever
/// windows there are while it lives (wayland-protocols, "Idle inhibit", unstable version 1).
/// Qt dispatches what the compositor answers: nothing here waits. GUI thread.
class IdleInhibitors : public QObject
{
public:
    /// `answer` is told once whether the compositor can be asked; not before the event loop runs.
    /// `display` is Qt's own connection.
    IdleInhibitors(wl_display* display, std::function<void(bool)> answer);
    ~IdleInhibitors() override;
    IdleInhibitors(const IdleInhibitors&) = delete;
    IdleInhibitors& operator=(const IdleInhibitors&) = delete;

    /// Sees the application's windows come and go.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Destroy
    {
        void operator()(wl_callback* callback) const;
        void operator()(wl_registry* registry) const;
        void operator()(zwp_idle_inhibit_manager_v1* manager) const;
        void operator()(zwp_idle_inhibitor_v1* inhibitor) const;
    };
    template <typename Proxy>
    using Owned = std::unique_ptr<Proxy, Destroy>;

    void listen();
    void follow(QWindow& window);
    void inhibit(QWindow& window);

    std::function<void(bool)> answer_;
    Owned<wl_registry> registry_;
    Owned<wl_callback> all_announced_; ///< comes after whatever the compositor has
    Owned<zwp_idle_inhibit_manager_v1> manager_;
    std::unordered_map<const QWindow*, Owned<zwp_idle_inhibitor_v1>> inhibitors_;
};

} // namespace livewall::app
