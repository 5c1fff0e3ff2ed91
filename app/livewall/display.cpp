// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/display.h"

#include <cstdlib>
#include <format>
#include <memory>
#include <string_view>

#include <wayland-client-core.h>
#include <xcb/xcb.h>

namespace livewall::app {

namespace {

std::string_view valueOf(const char* variable)
{
    const char* const value = std::getenv(variable);
    return value ? std::string_view(value) : std::string_view();
}

bool answersWayland(std::string_view display_name)
{
    // A name is looked for there; libwayland would say in a line of its own that it is missing.
    if (!display_name.starts_with('/') && valueOf("XDG_RUNTIME_DIR").empty())
        return false;
    const std::unique_ptr<wl_display, decltype(&wl_display_disconnect)> display(
        wl_display_connect(nullptr), &wl_display_disconnect);
    return display != nullptr;
}

bool answersX11()
{
    const std::unique_ptr<xcb_connection_t, decltype(&xcb_disconnect)> connection(
        xcb_connect(nullptr, nullptr), &xcb_disconnect);
    return xcb_connection_has_error(connection.get()) == 0;
}

} // namespace

std::string displayFault()
{
    constexpr std::string_view kSnapshot = "livewall snapshot draws a picture without one";
    const std::string_view wayland = valueOf("WAYLAND_DISPLAY");
    const std::string_view x11 = valueOf("DISPLAY");
    const std::string_view platform = valueOf("QT_QPA_PLATFORM");
    const bool may_be_wayland = platform.empty() || platform.find("wayland") != platform.npos;
    const bool may_be_x11 = platform.empty() || platform.find("xcb") != platform.npos;
    // WAYLAND_SOCKET is a connection already, which whoever asks would use up.
    if ((!may_be_wayland && !may_be_x11) || !valueOf("WAYLAND_SOCKET").empty())
        return {};
    if (wayland.empty() && x11.empty())
        return std::format("there is no display here (neither WAYLAND_DISPLAY nor DISPLAY is set); "
                           "{}",
                           kSnapshot);
    if ((may_be_wayland && !wayland.empty() && answersWayland(wayland)) ||
        (may_be_x11 && !x11.empty() && answersX11()))
        return {};
    return std::format("the display cannot be reached (WAYLAND_DISPLAY={} XDG_RUNTIME_DIR={} "
                       "DISPLAY={}): does it run, and may this user draw on it? {}",
                       wayland, valueOf("XDG_RUNTIME_DIR"), x11, kSnapshot);
}

} // namespace livewall::app
