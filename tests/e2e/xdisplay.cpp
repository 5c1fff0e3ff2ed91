// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/xdisplay.h"

#include <QStandardPaths>

#include <array>
#include <cstdlib>
#include <cstring>

#include <xcb/randr.h>
#include <xcb/screensaver.h>
#include <xcb/xcb.h>

using namespace Qt::StringLiterals;

namespace livewall::e2e {

namespace {

/// A reply of the X server's; null where there is none.
template <typename Reply>
std::unique_ptr<Reply, decltype(&std::free)> owned(Reply* reply)
{
    return {reply, &std::free};
}

xcb_screen_t* screenOf(xcb_connection_t* connection)
{
    return xcb_setup_roots_iterator(xcb_get_setup(connection)).data;
}

xcb_atom_t atomOf(xcb_connection_t* connection, const QByteArray& name)
{
    const auto reply = owned(xcb_intern_atom_reply(
        connection,
        xcb_intern_atom(connection, 0, static_cast<std::uint16_t>(name.size()), name.constData()),
        nullptr));
    return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
}

QString titleOf(xcb_connection_t* connection, xcb_window_t window)
{
    constexpr std::uint32_t kLongest = 64; // of four bytes
    const auto reply = owned(xcb_get_property_reply(
        connection,
        xcb_get_property(connection, 0, window, atomOf(connection, "_NET_WM_NAME"), XCB_ATOM_ANY, 0,
                         kLongest),
        nullptr));
    return reply ? QString::fromUtf8(static_cast<const char*>(xcb_get_property_value(reply.get())),
                                     xcb_get_property_value_length(reply.get()))
                 : QString();
}

} // namespace

bool XDisplay::canStart()
{
    return !QStandardPaths::findExecutable(u"Xvfb"_s).isEmpty() &&
           !QStandardPaths::findExecutable(u"xdotool"_s).isEmpty();
}

XDisplay::XDisplay(QSize size)
{
    // -noreset: monitors outlive whoever set them.
    server_.start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s,
                              u"%1x%2x24"_s.arg(size.width()).arg(size.height()), u"-nolisten"_s,
                              u"tcp"_s, u"-noreset"_s});
    while (server_.waitForReadyRead() && !server_.canReadLine()) {
    }
    name_ = u':' + QString::fromLatin1(server_.readLine()).trimmed();
    xcb_connection_t* const connection = xcb_connect(name_.toLatin1().constData(), nullptr);
    if (xcb_connection_has_error(connection))
        xcb_disconnect(connection);
    else
        connection_ = connection;
}

XDisplay::~XDisplay()
{
    if (connection_)
        xcb_disconnect(connection_);
    server_.terminate();
    if (!server_.waitForFinished())
        server_.kill();
    server_.waitForFinished();
}

void XDisplay::addOutput(const QString& name, const QRect& place) const
{
    // One that is named hides the server's own.
    constexpr std::size_t kInfo = sizeof(xcb_randr_monitor_info_t);
    xcb_randr_monitor_info_t info{};
    info.name = atomOf(connection_, name.toLatin1());
    info.x = static_cast<std::int16_t>(place.x());
    info.y = static_cast<std::int16_t>(place.y());
    info.width = static_cast<std::uint16_t>(place.width());
    info.height = static_cast<std::uint16_t>(place.height());
    info.width_in_millimeters = info.width;
    info.height_in_millimeters = info.height;
    const auto resources = owned(xcb_randr_get_screen_resources_reply(
        connection_, xcb_randr_get_screen_resources(connection_, screenOf(connection_)->root),
        nullptr));
    // The first takes the one real output that there is.
    const bool is_first = place.topLeft().isNull();
    info.nOutput = is_first && resources->num_outputs > 0 ? 1 : 0;
    std::array<char, kInfo + sizeof(xcb_randr_output_t)> bytes{};
    std::memcpy(bytes.data(), &info, kInfo);
    if (info.nOutput == 1)
        std::memcpy(bytes.data() + kInfo, xcb_randr_get_screen_resources_outputs(resources.get()),
                    sizeof(xcb_randr_output_t));
    xcb_randr_set_monitor(connection_, screenOf(connection_)->root,
                          reinterpret_cast<xcb_randr_monitor_info_t*>(bytes.data()));
    xcb_flush(connection_);
}

void XDisplay::removeOutput(const QString& name) const
{
    xcb_randr_delete_monitor(connection_, screenOf(connection_)->root,
                             atomOf(connection_, name.toLatin1()));
    xcb_flush(connection_);
}

template <typename Visit>
void XDisplay::forEachWindow(Visit visit) const
{
    const auto tree = owned(xcb_query_tree_reply(
        connection_, xcb_query_tree(connection_, screenOf(connection_)->root), nullptr));
    for (int i = 0; tree && i < xcb_query_tree_children_length(tree.get()); ++i) {
        const xcb_window_t window = xcb_query_tree_children(tree.get())[i];
        const auto attributes = owned(xcb_get_window_attributes_reply(
            connection_, xcb_get_window_attributes(connection_, window), nullptr));
        const auto place = owned(
            xcb_get_geometry_reply(connection_, xcb_get_geometry(connection_, window), nullptr));
        if (attributes && place && attributes->map_state == XCB_MAP_STATE_VIEWABLE)
            visit(window, titleOf(connection_, window),
                  QRect(place->x, place->y, place->width, place->height));
    }
}

QMap<QString, QRect> XDisplay::windows() const
{
    QMap<QString, QRect> found;
    forEachWindow(
        [&found](xcb_window_t, const QString& title, const QRect& place) { found[title] = place; });
    return found;
}

void XDisplay::move(const QString& title, QPoint place) const
{
    const std::array<std::uint32_t, 3> values = {static_cast<std::uint32_t>(place.x()),
                                                 static_cast<std::uint32_t>(place.y()),
                                                 XCB_STACK_MODE_ABOVE};
    forEachWindow([&](xcb_window_t window, const QString& its_title, const QRect&) {
        if (its_title == title)
            xcb_configure_window(connection_, window,
                                 XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y |
                                     XCB_CONFIG_WINDOW_STACK_MODE,
                                 values.data());
    });
    xcb_flush(connection_);
}

void XDisplay::close(const QString& title) const
{
    forEachWindow([&](xcb_window_t window, const QString& its_title, const QRect&) {
        if (its_title != title)
            return;
        xcb_client_message_event_t event{};
        event.response_type = XCB_CLIENT_MESSAGE;
        event.format = 32;
        event.window = window;
        event.type = atomOf(connection_, "WM_PROTOCOLS");
        event.data.data32[0] = atomOf(connection_, "WM_DELETE_WINDOW");
        xcb_send_event(connection_, 0, window, XCB_EVENT_MASK_NO_EVENT,
                       reinterpret_cast<const char*>(&event));
    });
    xcb_flush(connection_);
}

QColor XDisplay::pixel(QPoint place) const
{
    const auto reply = owned(xcb_get_image_reply(
        connection_,
        xcb_get_image(connection_, XCB_IMAGE_FORMAT_Z_PIXMAP, screenOf(connection_)->root,
                      static_cast<std::int16_t>(place.x()), static_cast<std::int16_t>(place.y()), 1,
                      1, ~0U),
        nullptr));
    QRgb pixel = 0;
    if (reply)
        std::memcpy(&pixel, xcb_get_image_data(reply.get()), sizeof pixel);
    return QColor(pixel);
}

void XDisplay::press(const QString& key) const
{
    run({u"key"_s, key});
}

void XDisplay::click(QPoint place) const
{
    run({u"mousemove"_s, QString::number(place.x()), QString::number(place.y()), u"click"_s,
         u"1"_s});
}

void XDisplay::setScreenSaver(int seconds) const
{
    xcb_set_screen_saver(connection_, static_cast<std::int16_t>(seconds), 0, 1, 1);
    xcb_force_screen_saver(connection_, XCB_SCREEN_SAVER_RESET);
    xcb_flush(connection_);
}

bool XDisplay::isSaverOn() const
{
    const auto reply = owned(xcb_screensaver_query_info_reply(
        connection_, xcb_screensaver_query_info(connection_, screenOf(connection_)->root),
        nullptr));
    return reply && reply->state == XCB_SCREENSAVER_STATE_ON;
}

void XDisplay::run(const QStringList& xdotool) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DISPLAY"_s, name_);
    process.setProcessEnvironment(environment);
    process.start(u"xdotool"_s, xdotool);
    process.waitForFinished();
}

} // namespace livewall::e2e
