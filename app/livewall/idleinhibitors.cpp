// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/idleinhibitors.h"

#include <QGuiApplication>
#include <QPlatformSurfaceEvent>
#include <QWindow>

#include <cstdint>
#include <string_view>

// A window's wl_surface: Qt 6.8 has no public way to it.
#include <QtGui/qpa/qplatformwindow_p.h>

#include <idle-inhibit-client-protocol.h>

namespace livewall::app {

using SurfaceOwner = QNativeInterface::Private::QWaylandWindow;

void IdleInhibitors::Destroy::operator()(wl_callback* callback) const
{
    wl_callback_destroy(callback);
}

void IdleInhibitors::Destroy::operator()(wl_registry* registry) const
{
    wl_registry_destroy(registry);
}

void IdleInhibitors::Destroy::operator()(zwp_idle_inhibit_manager_v1* manager) const
{
    zwp_idle_inhibit_manager_v1_destroy(manager);
}

void IdleInhibitors::Destroy::operator()(zwp_idle_inhibitor_v1* inhibitor) const
{
    zwp_idle_inhibitor_v1_destroy(inhibitor);
}

IdleInhibitors::IdleInhibitors(wl_display* display, std::function<void(bool)> answer)
    : answer_(std::move(answer))
    , registry_(wl_display_get_registry(display))
    , all_announced_(wl_display_sync(display))
{
    listen();
    qGuiApp->installEventFilter(this);
}

IdleInhibitors::~IdleInhibitors() = default;

void IdleInhibitors::listen()
{
    static constexpr wl_registry_listener kRegistry{
        .global =
            [](void* self, wl_registry* registry, std::uint32_t name, const char* interface,
               std::uint32_t) {
                if (std::string_view(interface) != zwp_idle_inhibit_manager_v1_interface.name)
                    return;
                static_cast<IdleInhibitors*>(self)->manager_.reset(
                    static_cast<zwp_idle_inhibit_manager_v1*>(wl_registry_bind(
                        registry, name, &zwp_idle_inhibit_manager_v1_interface, 1)));
            },
        .global_remove = [](void*, wl_registry*, std::uint32_t) {},
    };
    static constexpr wl_callback_listener kAllAnnounced{
        .done =
            [](void* data, wl_callback*, std::uint32_t) {
                auto* const self = static_cast<IdleInhibitors*>(data);
                self->all_announced_.reset();
                if (self->manager_) {
                    for (QWindow* window : QGuiApplication::topLevelWindows())
                        self->follow(*window);
                }
                self->answer_(self->manager_ != nullptr);
            },
    };
    wl_registry_add_listener(registry_.get(), &kRegistry, this);
    wl_callback_add_listener(all_announced_.get(), &kAllAnnounced, this);
}

bool IdleInhibitors::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::PlatformSurface && manager_) {
        auto* const window = qobject_cast<QWindow*>(watched); // or what is drawn unseen
        if (!window)
            return false;
        if (static_cast<QPlatformSurfaceEvent*>(event)->surfaceEventType() ==
            QPlatformSurfaceEvent::SurfaceCreated)
            follow(*window);
        else
            inhibitors_.erase(window);
    }
    return false;
}

/// A window has no surface of the compositor's until it is shown, and another one each time.
void IdleInhibitors::follow(QWindow& window)
{
    auto* const owner = window.nativeInterface<SurfaceOwner>();
    if (!owner || !window.isTopLevel())
        return;
    connect(owner, &SurfaceOwner::surfaceCreated, this, [this, &window] { inhibit(window); });
    connect(owner, &SurfaceOwner::surfaceDestroyed, this,
            [this, &window] { inhibitors_.erase(&window); });
    inhibit(window);
}

void IdleInhibitors::inhibit(QWindow& window)
{
    const auto* const owner = window.nativeInterface<SurfaceOwner>();
    if (owner && owner->surface())
        inhibitors_[&window].reset(
            zwp_idle_inhibit_manager_v1_create_inhibitor(manager_.get(), owner->surface()));
}

} // namespace livewall::app
