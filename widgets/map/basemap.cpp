// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/basemap.h"

#include "widgets/map/magnify.h"
#include "widgets/map/mercator.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <QDir>
#include <QFile>
#include <QGeoCoordinate>
#include <QPainter>
#include <QQmlComponent>
#include <QQmlContext>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickRenderControl>
#include <QQuickRenderTarget>
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

/// By how much the sheet is larger than a view that is not magnified, so that the camera can move
/// on it.
constexpr int kMargin = 256;

int pixelsAround(int zoom)
{
    return 256 << zoom;
}

} // namespace

Basemap::Basemap(const QString& tiles, const Theme& theme, QObject* parent)
    : QObject(parent), theme_(theme), cache_(QDir::tempPath() + u"/livewall-tiles-XXXXXX"_s)
{
    load(tiles);
}

Basemap::~Basemap()
{
    // It lets go of what it has made of the scene, which must be there still.
    control_.reset();
}

void Basemap::load(const QString& tiles)
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
    control_ = std::make_unique<QQuickRenderControl>();
    window_ = std::make_unique<QQuickWindow>(control_.get());
    window_->setColor(theme_.water);
    connect(window_.get(), &QQuickWindow::sceneGraphError, this,
            [this](QQuickWindow::SceneGraphError, const QString& message) {
                problem_ = tr("The map cannot be drawn: %1").arg(message);
            });
    const auto note_change = [this] { is_sheet_new_ = true; };
    connect(control_.get(), &QQuickRenderControl::renderRequested, this, note_change);
    connect(control_.get(), &QQuickRenderControl::sceneChanged, this, note_change);

    engine_ = std::make_unique<QQmlEngine>();
    const QString path = QString::fromUtf8(QUrl::toPercentEncoding(folder.absolutePath(), "/"));
    const QString url = u"file://%1/%z/%x/%y.png"_s.arg(path);
    engine_->rootContext()->setContextProperty(u"tilesUrl"_s, url);
    engine_->rootContext()->setContextProperty(u"cacheFolder"_s, cache_.path());
    initialiseEmbedded();
    // Else the compiled form of map.qml is kept in the user's home.
    if (!qEnvironmentVariableIsSet("QML_DISABLE_DISK_CACHE"))
        qputenv("QML_DISABLE_DISK_CACHE", "1");
    QQmlComponent component(engine_.get(), QUrl(u"qrc:/livewall/map/map.qml"_s));
    map_.reset(qobject_cast<QQuickItem*>(component.create()));
    if (!map_) {
        problem_ = tr("The map cannot be loaded: %1").arg(component.errors().value(0).toString());
        return;
    }
    map_->setProperty("color", theme_.water);
    map_->setParentItem(window_->contentItem());
}

double Basemap::closestZoom() const
{
    constexpr double kJustBelowTheNext = 0.98; // the zoom nearer to it would be drawn as the next
    return deepest_ + kJustBelowTheNext;
}

bool Basemap::look(const Viewport& viewport, double pixel_ratio, std::int64_t now_ms)
{
    if (!problem_.isEmpty() || viewport.size().isEmpty())
        return false;
    if (viewport.size() != viewport_.size()) {
        // Drawing the map costs more than reading its tiles: not once more for each of them.
        map_->setVisible(false);
        hidden_ms_ = now_ms;
    }
    const bool has_moved = viewport != viewport_ || pixel_ratio != pixel_ratio_;
    if (has_moved) {
        viewport_ = viewport;
        pixel_ratio_ = pixel_ratio;
        aim();
    }
    // What has arrived is in the next sheet that is drawn, and not surely in this one.
    const bool had_arrived = awaited_.empty();
    // While it moves nobody asks whether all are there.
    if (!had_arrived && (!has_moved || !map_->isVisible()))
        forgetArrived();
    if (awaited_.empty() || now_ms >= hidden_ms_ + kPatience_ms)
        map_->setVisible(true);
    if (is_sheet_new_) {
        drawSheet();
        is_drawn_ = had_arrived && map_->isVisible();
    }
    is_sheet_new_ = awaited_.empty() && !had_arrived;
    if (!std::exchange(is_picture_new_, false))
        return false;
    const QSize size = (viewport_.size() * pixel_ratio_).toSize();
    if (picture_.size() != size)
        picture_ = QImage(size, QImage::Format_RGB32);
    picture_.setDevicePixelRatio(pixel_ratio_);
    const double step = pixelsAround(sheet_.zoom) / viewport_.scale();
    magnify(sheet_picture_, originOn(sheet_), step / pixel_ratio_, picture_);
    return true;
}

void Basemap::paint(QPainter& painter, const QRect& where) const
{
    if (picture_.isNull()) {
        painter.fillRect(where, theme_.water);
        return;
    }
    const QRectF part(where.topLeft() * pixel_ratio_, where.size() * pixel_ratio_);
    painter.drawImage(QRectF(where), picture_, part);
}

void Basemap::aim()
{
    awaited_ = viewport_.tiles();
    is_drawn_ = false;
    is_picture_new_ = true;
    if (!covers(sheet_))
        lay(sheetFor());
}

/// Where the view begins on the sheet, in its pixels.
QPointF Basemap::originOn(const Sheet& sheet) const
{
    const double pixels = pixelsAround(sheet.zoom);
    QPointF way = viewport_.camera().center - sheet.middle;
    way.rx() -= std::round(way.x());
    const QSizeF seen = viewport_.size() * (pixels / viewport_.scale());
    const QPointF origin =
        way * pixels +
        QPointF(sheet.size.width() - seen.width(), sheet.size.height() - seen.height()) / 2;
    // Not magnified, pixels stay whole.
    return pixels == viewport_.scale() ? QPointF(origin.toPoint()) : origin;
}

/// The view lies on the sheet, or as far beyond it as the world ends with it.
bool Basemap::covers(const Sheet& sheet) const
{
    const Sheet best = sheetFor();
    if (sheet.zoom != best.zoom || sheet.size != best.size)
        return false;
    constexpr double kRounding = 0.5;
    const QSizeF seen = viewport_.size() * (pixelsAround(sheet.zoom) / viewport_.scale());
    return QRectF(QPointF(), sheet.size)
        .adjusted(-kRounding, -kRounding, kRounding, kRounding)
        .contains(QRectF(originOn(sheet), seen));
}

/// About the view, with whole pixels of tiles in whole pixels. Never larger than the world, which
/// Qt Location would magnify until it fills the sheet.
Basemap::Sheet Basemap::sheetFor() const
{
    const Camera& camera = viewport_.camera();
    const int zoom = std::clamp(static_cast<int>(std::floor(camera.zoom)), 0, deepest_);
    const int around = pixelsAround(zoom);
    const auto most = [around](double side) {
        return std::min(static_cast<int>(std::ceil(side)) + kMargin, around);
    };
    const QSize size(most(viewport_.size().width()), most(viewport_.size().height()));
    const double left = std::round(camera.center.x() * around - size.width() / 2.0);
    const double top = std::clamp(std::round(camera.center.y() * around - size.height() / 2.0), 0.0,
                                  static_cast<double>(around - size.height()));
    const double x = (left + size.width() / 2.0) / around;
    return {zoom, size, {x - std::floor(x), (top + size.height() / 2.0) / around}};
}

void Basemap::lay(const Sheet& sheet)
{
    if (sheet.size != sheet_.size) {
        sheet_picture_ = QImage(sheet.size, QImage::Format_RGB32);
        window_->setGeometry(QRect(QPoint(), sheet.size));
        window_->setRenderTarget(QQuickRenderTarget::fromPaintDevice(&sheet_picture_));
        map_->setSize(sheet.size);
    }
    const geo::Point middle = toGeo(sheet.middle);
    // The zoom first: how far from the equator the middle may lie depends on it.
    if (sheet.zoom != sheet_.zoom)
        map_->setProperty("zoomLevel", sheet.zoom);
    map_->setProperty("center",
                      QVariant::fromValue(QGeoCoordinate(middle.latitude, middle.longitude)));
    sheet_ = sheet;
    is_sheet_new_ = true;
}

void Basemap::drawSheet()
{
    control_->polishItems();
    control_->sync();
    control_->render();
    is_picture_new_ = true;
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
}

} // namespace livewall::widgets
