// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Draws the basemap once, at build time:
//
//   rendertiles WORLD.MAP THEME FOLDER
//
// writes FOLDER/{z}/{x}/{y}.png, 256 pixels square, Web Mercator, zoom 0 to kLastZoom, every tile
// of every zoom. Most are nothing but sea or land: those are hard links to one file each.
// The same map gives the same bytes. Exit status 0, or 2 and a line on stderr.
#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numbers>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr int kTile = 256;
constexpr int kFirstFineZoom = 5;
constexpr int kLastZoom = 7;
constexpr int kFirstRiverZoom = 4;
/// Around a tile, in pixels, lines are kept: wider than half of any pen, so that none ends in view.
constexpr double kMargin = 4;

struct Theme
{
    std::string_view name;
    QRgb land;
    QRgb water;
    QRgb border;
};

constexpr Theme kThemes[] = {
    {"dark", 0xff1c2732, 0xff0b0f14, 0xff33414f},
    {"light", 0xffffffff, 0xffdce6ee, 0xffb8c4ce},
};

/// Points in the world's square: x and y from 0 to 1, y downwards from the north.
using Outline = std::vector<QPointF>;
using Outlines = std::vector<Outline>;

struct Shapes
{
    Outlines land; ///< rings; odd-even
    Outlines borders;
    Outlines lakes; ///< rings; odd-even
    Outlines rivers;

    bool isEmpty() const
    {
        return land.empty() && borders.empty() && lakes.empty() && rivers.empty();
    }
};

struct World
{
    Shapes coarse;
    Shapes fine;
};

/// Reads world.map; makemapdata.mjs describes the form.
class MapFile
{
public:
    explicit MapFile(const std::string& path)
    {
        std::ifstream file(path, std::ios::binary);
        bytes_.assign(std::istreambuf_iterator<char>(file), {});
        if (!std::string_view(bytes_).starts_with("LWMAP1"))
            throw std::runtime_error(path + ": not a map");
        at_ = 6;
    }

    World world()
    {
        World world;
        world.coarse.land = layer();
        world.fine.land = layer();
        world.coarse.borders = layer();
        world.fine.borders = layer();
        world.coarse.lakes = world.fine.lakes = layer();
        world.coarse.rivers = world.fine.rivers = layer();
        return world;
    }

private:
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes_.at(at_++));
            value |= std::uint64_t{byte & 0x7fU} << shift;
            if (byte < 0x80)
                return value;
        }
    }

    double degrees(std::int64_t& before)
    {
        const std::uint64_t value = number();
        before += static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
        return static_cast<double>(before) / 500;
    }

    Outlines layer()
    {
        Outlines outlines(number());
        for (Outline& outline : outlines) {
            outline.resize(number());
            std::int64_t x = 0;
            std::int64_t y = 0;
            for (QPointF& point : outline) {
                const double longitude = degrees(x);
                const double latitude =
                    std::clamp(degrees(y), -85.5, 85.5) * std::numbers::pi / 180;
                point = {(longitude + 180) / 360,
                         0.5 - std::asinh(std::tan(latitude)) / (2 * std::numbers::pi)};
            }
        }
        return outlines;
    }

    std::string bytes_;
    std::size_t at_ = 0;
};

/// One side of a box: what `keeps` stays.
struct Side
{
    bool vertical; ///< a line of equal x
    double at;
    bool greater; ///< keeps what is greater

    double measure(QPointF p) const
    {
        return ((vertical ? p.x() : p.y()) - at) * (greater ? 1 : -1);
    }
    QPointF crossing(QPointF a, QPointF b) const
    {
        const double t = measure(a) / (measure(a) - measure(b));
        const QPointF p = a + (b - a) * t;
        return vertical ? QPointF(at, p.y()) : QPointF(p.x(), at);
    }
};

std::array<Side, 4> sides(const QRectF& box)
{
    return {Side{true, box.left(), true}, Side{true, box.right(), false},
            Side{false, box.top(), true}, Side{false, box.bottom(), false}};
}

/// The part of a ring inside the box, closed along the box's sides (Sutherland-Hodgman).
Outline clippedRing(Outline ring, const QRectF& box)
{
    for (const Side& side : sides(box)) {
        Outline kept;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const QPointF a = ring[(i + ring.size() - 1) % ring.size()];
            const QPointF b = ring[i];
            if ((side.measure(a) > 0) != (side.measure(b) > 0))
                kept.push_back(side.crossing(a, b));
            if (side.measure(b) > 0)
                kept.push_back(b);
        }
        ring = std::move(kept);
    }
    return ring;
}

/// The stretches of a line that may come into the box.
void clipLine(const Outline& line, const QRectF& box, Outlines& kept)
{
    Outline run;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const QPointF a = line[i - 1];
        const QPointF b = line[i];
        const bool beside = std::ranges::any_of(
            sides(box), [&](const Side& s) { return s.measure(a) < 0 && s.measure(b) < 0; });
        if (!beside) {
            if (run.empty())
                run.push_back(a);
            run.push_back(b);
        } else if (!run.empty()) {
            kept.push_back(std::move(run));
            run.clear();
        }
    }
    if (!run.empty())
        kept.push_back(std::move(run));
}

Shapes clipped(const Shapes& shapes, const QRectF& box)
{
    Shapes part;
    const auto clipRings = [&](const Outlines& rings, Outlines& kept) {
        for (const Outline& ring : rings) {
            if (Outline inside = clippedRing(ring, box); inside.size() > 2)
                kept.push_back(std::move(inside));
        }
    };
    clipRings(shapes.land, part.land);
    clipRings(shapes.lakes, part.lakes);
    for (const Outline& line : shapes.borders)
        clipLine(line, box, part.borders);
    for (const Outline& line : shapes.rivers)
        clipLine(line, box, part.rivers);
    return part;
}

/// Whether a ring clipped to the box has no edge but along the box's sides.
bool isWholeOrNothing(const Outline& ring, const QRectF& box)
{
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const QPointF a = ring[(i + ring.size() - 1) % ring.size()];
        const QPointF b = ring[i];
        const bool along = std::ranges::any_of(
            sides(box), [&](const Side& s) { return s.measure(a) == 0 && s.measure(b) == 0; });
        if (!along)
            return false;
    }
    return true;
}

class Renderer
{
public:
    Renderer(const Theme& theme, fs::path folder) : theme_(theme), folder_(std::move(folder))
    {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        for (int zoom = 0; zoom <= kLastZoom; ++zoom) {
            for (int x = 0; x < 1 << zoom; ++x)
                fs::create_directories(folder_ / std::to_string(zoom) / std::to_string(x));
        }
    }

    /// Draws the tile and those below it, of the zooms from `first` to `last`.
    void render(const Shapes& above, int zoom, int x, int y, int first, int last)
    {
        const double size = std::ldexp(1.0, -zoom);
        const double margin = size * kMargin / kTile;
        const QRectF box(x * size - margin, y * size - margin, size + 2 * margin,
                         size + 2 * margin);
        const Shapes shapes = clipped(above, box);
        if (isPlain(shapes, box)) {
            linkPlain(isLand(shapes, box), zoom, x, y, first, last);
            return;
        }
        if (zoom >= first)
            save(draw(shapes, zoom, x, y), path(zoom, x, y));
        if (zoom == last)
            return;
        for (int child = 0; child < 4; ++child)
            render(shapes, zoom + 1, 2 * x + child % 2, 2 * y + child / 2, first, last);
    }

private:
    static bool isPlain(const Shapes& shapes, const QRectF& box)
    {
        const auto whole = [&](const Outline& ring) { return isWholeOrNothing(ring, box); };
        return shapes.borders.empty() && shapes.rivers.empty() &&
               std::ranges::all_of(shapes.land, whole) && std::ranges::all_of(shapes.lakes, whole);
    }

    static bool isLand(const Shapes& shapes, const QRectF& box)
    {
        return toPath(shapes.land, {}).contains(box.center()) &&
               !toPath(shapes.lakes, {}).contains(box.center());
    }

    static QPainterPath toPath(const Outlines& rings, const QTransform& transform)
    {
        QPainterPath path;
        path.setFillRule(Qt::OddEvenFill);
        for (const Outline& ring : rings)
            path.addPolygon(transform.map(QPolygonF(QList<QPointF>(ring.begin(), ring.end()))));
        return path;
    }

    QImage draw(const Shapes& shapes, int zoom, int x, int y) const
    {
        const double scale = std::ldexp(kTile, zoom);
        const QTransform toTile(scale, 0, 0, scale, -kTile * x, -kTile * y);
        QImage image(kTile, kTile, QImage::Format_RGB32);
        image.fill(theme_.water);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(toPath(shapes.land, toTile), QColor(theme_.land));
        if (zoom >= kFirstRiverZoom)
            strokeLines(painter, shapes.rivers, toTile, theme_.water, 0.2 * (zoom - 2));
        painter.fillPath(toPath(shapes.lakes, toTile), QColor(theme_.water));
        strokeLines(painter, shapes.borders, toTile, theme_.border, zoom < 3 ? 0.8 : 1.4);
        return image;
    }

    static void strokeLines(QPainter& painter, const Outlines& lines, const QTransform& transform,
                            QRgb colour, double width)
    {
        painter.setPen(QPen(QColor(colour), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        for (const Outline& line : lines)
            painter.drawPolyline(
                transform.map(QPolygonF(QList<QPointF>(line.begin(), line.end()))));
    }

    /// A plain tile's children are as plain as it is.
    void linkPlain(bool land, int zoom, int x, int y, int first, int last)
    {
        const fs::path plain = folder_ / (land ? "land.png" : "water.png");
        if (!fs::exists(plain)) {
            QImage image(kTile, kTile, QImage::Format_RGB32);
            image.fill(land ? theme_.land : theme_.water);
            save(image, plain);
        }
        for (int z = zoom; z <= last; ++z) {
            const int side = 1 << (z - zoom);
            for (int i = 0; z >= first && i < side * side; ++i)
                fs::create_hard_link(plain, path(z, x * side + i % side, y * side + i / side));
        }
    }

    fs::path path(int zoom, int x, int y) const
    {
        return folder_ / std::to_string(zoom) / std::to_string(x) / (std::to_string(y) + ".png");
    }

    static void save(const QImage& image, const fs::path& path)
    {
        // A few colours and their blends: with a table of them a tile is a third of its size.
        const QImage table = image.convertToFormat(QImage::Format_Indexed8, Qt::ThresholdDither);
        const bool exact = table.convertToFormat(QImage::Format_RGB32) == image;
        if (!(exact ? table : image).save(QString::fromStdString(path.string()), "PNG", 0))
            throw std::runtime_error(path.string() + ": cannot be written");
    }

    const Theme& theme_;
    fs::path folder_;
};

} // namespace

int main(int argc, char** argv)
try {
    if (argc != 4)
        throw std::runtime_error("usage: rendertiles WORLD.MAP THEME FOLDER");
    const auto theme = std::ranges::find(kThemes, std::string_view(argv[2]), &Theme::name);
    if (theme == std::end(kThemes))
        throw std::runtime_error(std::string("no theme ") + argv[2]);
    const World world = MapFile(argv[1]).world();
    Renderer renderer(*theme, argv[3]);
    renderer.render(world.coarse, 0, 0, 0, 0, kFirstFineZoom - 1);
    renderer.render(world.fine, 0, 0, 0, kFirstFineZoom, kLastZoom);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "rendertiles: %s\n", error.what());
    return 2;
}
