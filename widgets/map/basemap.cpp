// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/basemap.h"

#include "widgets/map/mercator.h"

#include <algorithm>
#include <optional>

#include <QDir>
#include <QFile>
#include <QGeoCoordinate>
#include <QQmlContext>
#include <QQuickItem>
#include <QQuickWindow>
#include <QUrl>

using namespace Qt::StringLiterals;

// A static library's resources are known only once this has run; the macro allows no namespace.
static void initialiseEmbedded()
{
    Q_INIT_RESOURCE(map);
}

namespace livewall::widgets {

namespace {

/// The number of the deepest folder of zooms 0, 1, 2 ...; nothing where there is none.
std::optional<int> deepestZoom(const QDir& tiles)
{
    std::optional<int> deepest;
    for (int zoom = 0; tiles.exists(QString::number(zoom)); ++zoom)
        deepest = zoom;
    return deepest;
}

} // namespace

Basemap::Basemap(const QString& tiles, const Theme& theme, QWidget* parent)
    : QQuickWidget(parent), cache_(QDir::tempPath() + u"/livewall-tiles-XXXXXX"_s)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setClearColor(theme.water);
    setResizeMode(SizeRootObjectToView);
    connect(this, &QQuickWidget::sceneGraphError, this,
            [this](QQuickWindow::SceneGraphError, const QString& message) {
                problem_ = tr("The map cannot be drawn: %1").arg(message);
            });
    connect(quickWindow(), &QQuickWindow::afterRendering, this,
            [this] { is_drawn_ = awaited_.empty() && rootObject() && rootObject()->isVisible(); });
    resize(0, 0); // without a size it asks for no tiles
    load(tiles, theme);
}

void Basemap::load(const QString& tiles, const Theme& theme)
{
    const QDir folder(tiles);
    const auto deepest = tiles.isEmpty() ? std::nullopt : deepestZoom(folder);
    if (!deepest) {
        problem_ = tiles.isEmpty() ? tr("The map's tiles are not installed")
                                   : tr("There are no map tiles in %1").arg(folder.absolutePath());
        return;
    }
    if (!cache_.isValid()) { // the plugin would take a folder in the user's home
        problem_ = tr("The map has no temporary folder: %1").arg(cache_.errorString());
        return;
    }
    deepest_ = *deepest;
    const QString path = QString::fromUtf8(QUrl::toPercentEncoding(folder.absolutePath(), "/"));
    const QString url = u"file://%1/%z/%x/%y.png"_s.arg(path);
    rootContext()->setContextProperty(u"tilesUrl"_s, url);
    rootContext()->setContextProperty(u"cacheFolder"_s, cache_.path());
    initialiseEmbedded();
    // Else the compiled form of map.qml is kept in the user's home.
    if (!qEnvironmentVariableIsSet("QML_DISABLE_DISK_CACHE"))
        qputenv("QML_DISABLE_DISK_CACHE", "1");
    setSource(QUrl(u"qrc:/livewall/map/map.qml"_s));
    if (status() != Ready) {
        problem_ = tr("The map cannot be loaded: %1").arg(errors().value(0).toString());
        return;
    }
    rootObject()->setProperty("color", theme.water);
}

double Basemap::closestZoom() const
{
    constexpr double kJustBelowTheNext = 0.98; // the zoom nearer to it would be drawn as the next
    return deepest_ + kJustBelowTheNext;
}

void Basemap::look(const Viewport& viewport, std::int64_t now_ms)
{
    if (!problem_.isEmpty())
        return;
    if (viewport.size() != viewport_.size()) {
        // Drawing the map costs more than reading its tiles: not once more for each of them.
        rootObject()->setVisible(false);
        hidden_ms_ = now_ms;
    }
    if (viewport != viewport_)
        aim(viewport);
    if (!awaited_.empty())
        forgetArrived();
    if (awaited_.empty() || now_ms >= hidden_ms_ + kPatience_ms)
        rootObject()->setVisible(true);
}

void Basemap::aim(const Viewport& viewport)
{
    viewport_ = viewport;
    awaited_ = viewport.tiles();
    is_drawn_ = false;
    const geo::Point center = toGeo(viewport.camera().center);
    // The zoom first: how far from the equator the middle may lie depends on it.
    rootObject()->setProperty("zoomLevel", viewport.camera().zoom);
    rootObject()->setProperty(
        "center", QVariant::fromValue(QGeoCoordinate(center.latitude, center.longitude)));
    resize(viewport.size().toSize());
}

void Basemap::forgetArrived()
{
    // The plugin keeps a tile in its cache as soon as it gives it to the scene.
    const QDir cache(cache_.path());
    if (cached_name_.isEmpty()) {
        // "osm_100-l-8-<zoom>-<x>-<y>.png": all begin alike, as there is one map.
        const QString any = cache.entryList({u"*.png"_s}, QDir::Files).value(0);
        cached_name_ = any.section(u'-', 0, -4);
    }
    std::erase_if(awaited_, [&](const Tile& tile) {
        return cache.exists(
            u"%1-%2-%3-%4.png"_s.arg(cached_name_).arg(tile.zoom).arg(tile.x).arg(tile.y));
    });
    if (awaited_.empty())
        quickWindow()->update(); // a frame may be drawn without the last of them, but not this one
}

} // namespace livewall::widgets
