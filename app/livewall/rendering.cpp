// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/rendering.h"

#include <QDir>
#include <QFileInfo>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QQuickWindow>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace livewall::app {

namespace {

/// What OpenGL there is calls itself; empty where there is none.
QString openGlRenderer()
{
    QOpenGLContext context;
    QOffscreenSurface surface;
    surface.create();
    if (!context.create() || !surface.isValid() || !context.makeCurrent(&surface))
        return {};
    const auto* const name = context.functions()->glGetString(GL_RENDERER);
    return QString::fromUtf8(reinterpret_cast<const char*>(name));
}

bool hasGraphicsProcessor()
{
    // To ask OpenGL where all of it is software would load a compiler: look first.
    if (!hasRenderNode(u"/dev/dri"_s))
        return false;
    const QString renderer = openGlRenderer();
    return !renderer.isEmpty() && !isSoftwareRenderer(renderer);
}

} // namespace

void chooseRendering()
{
    if (!qEnvironmentVariableIsSet("QT_QUICK_BACKEND") && !hasGraphicsProcessor())
        QQuickWindow::setSceneGraphBackend(u"software"_s);
}

bool hasRenderNode(const QString& devices)
{
    const QFileInfoList nodes =
        QDir(devices).entryInfoList({u"renderD*"_s}, QDir::Files | QDir::System);
    return std::ranges::any_of(
        nodes, [](const QFileInfo& node) { return node.isReadable() && node.isWritable(); });
}

bool isSoftwareRenderer(const QString& name)
{
    constexpr std::array kSoftware{"llvmpipe"_L1, "softpipe"_L1, "swrast"_L1,
                                   "Software Rasterizer"_L1, "SwiftShader"_L1};
    return std::ranges::any_of(kSoftware, [&name](QLatin1StringView software) {
        return name.contains(software, Qt::CaseInsensitive);
    });
}

} // namespace livewall::app
