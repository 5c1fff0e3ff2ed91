// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/placement.h"

#include "app/options/commandline.h"

#include <QGuiApplication>
#include <QStringList>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace livewall::app {

namespace {

QStringList outputsOf(const std::vector<Placement::Window>& windows)
{
    QStringList outputs;
    for (const Placement::Window& window : windows)
        outputs.push_back(window.output);
    return outputs;
}

/// The primary one first. Qt has one without a name where there is none.
std::vector<Output> presentOutputs()
{
    std::vector<Output> outputs;
    for (const QScreen* screen : QGuiApplication::screens())
        outputs.push_back({screen->name(), screen});
    return outputs;
}

QScreen* screenOf(const Output& output)
{
    const QList<QScreen*> screens = QGuiApplication::screens();
    const auto found = std::ranges::find(screens, output.identity);
    return found == screens.end() ? nullptr : *found;
}

QString namesOf(const std::vector<Output>& outputs)
{
    QStringList names;
    for (const Output& output : outputs) {
        if (!output.name.isEmpty())
            names.push_back(output.name);
    }
    return names.isEmpty() ? u"none is there"_s : u"there are "_s + names.join(u", "_s);
}

/// A display server that has no window manager resizes nothing by itself. A Wayland compositor
/// does, and takes no positions.
void fillScreen(QWidget& window, QScreen& screen)
{
    window.setScreen(&screen);
    window.setGeometry(screen.geometry());
}

QSize pixelsOf(const QScreen& screen)
{
    return (QSizeF(screen.size()) * screen.devicePixelRatio()).toSize();
}

} // namespace

Placement::Placement(const CLI::App& app, std::vector<Window> windows)
    : app_(app), windows_(std::move(windows)), plan_(outputsOf(windows_))
{
    // Before Qt moves what was on a screen that has gone to another one.
    QObject::connect(qGuiApp, &QGuiApplication::screenRemoved, &context_, [this] { update(); });
    QObject::connect(qGuiApp, &QGuiApplication::primaryScreenChanged, &context_,
                     [this] { update(); });
    QObject::connect(qGuiApp, &QGuiApplication::screenAdded, &context_, [this](QScreen* screen) {
        follow(*screen);
        update();
    });
    for (QScreen* screen : QGuiApplication::screens())
        follow(*screen);
    const std::vector<Output> outputs = presentOutputs();
    for (const OutputPlan::Change& change : plan_.update(outputs))
        apply(change);
    for (qsizetype window = 0; window < plan_.size(); ++window) {
        if (!plan_.isShown(window))
            complain(app_, "output " + plan_.wanted(window).toStdString() + " is not there (" +
                               namesOf(outputs).toStdString() + "); its window waits for it");
    }
}

/// A TV may be told to show another resolution.
void Placement::follow(QScreen& screen)
{
    QObject::connect(&screen, &QScreen::geometryChanged, &context_, [this, &screen] {
        for (const Window& window : windows_) {
            if (window.widget->isFullScreen() && window.widget->isVisible() &&
                window.widget->screen() == &screen)
                fillScreen(*window.widget, screen);
        }
    });
}

void Placement::update()
{
    for (const OutputPlan::Change& change : plan_.update(presentOutputs())) {
        say(change);
        apply(change);
    }
}

void Placement::apply(const OutputPlan::Change& change)
{
    const Window& window = windows_[static_cast<std::size_t>(change.window)];
    window.widget->hide();
    QScreen* const screen = change.output ? screenOf(*change.output) : nullptr;
    if (screen) {
        fillScreen(*window.widget, *screen);
        window.widget->showFullScreen();
    }
    if (window.shown)
        window.shown(screen != nullptr);
}

void Placement::say(const OutputPlan::Change& change) const
{
    const std::string name = plan_.wanted(change.window).toStdString();
    if (!name.empty())
        complain(app_, "output " + name +
                           (change.output ? " is there again" : " went away; its window waits"));
}

std::string listOfOutputs()
{
    std::string lines;
    const QList<QScreen*> screens = QGuiApplication::screens();
    qsizetype widest = 0;
    for (const QScreen* screen : screens)
        widest = std::max(widest, screen->name().size());
    for (const QScreen* screen : screens) {
        const QSize pixels = pixelsOf(*screen);
        const QString size = u"%1x%2"_s.arg(pixels.width()).arg(pixels.height());
        const QString made = QString(screen->manufacturer() + u' ' + screen->model()).simplified();
        const QString line =
            screen->name().leftJustified(widest) + u"  "_s + size.leftJustified(10) + made;
        lines += line.trimmed().toStdString() + '\n';
    }
    return lines;
}

} // namespace livewall::app
