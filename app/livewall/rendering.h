// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace livewall::app {

/// Chooses what draws the map's land and water: the graphics processor where there is one, and else
/// Qt Quick's own software renderer, which then is several times as fast as OpenGL in software.
/// What QT_QUICK_BACKEND says goes before. To be called once there is a QGuiApplication, and before
/// there is anything of Qt Quick.
void chooseRendering();

/// Whether `devices` (/dev/dri) has a render node (DRM) that this process may use. Graphics
/// processors have one; so may a virtual machine that has none.
bool hasRenderNode(const QString& devices);

/// Whether an OpenGL that calls itself so (GL_RENDERER) computes on the processor. Mesa's do:
/// llvmpipe, softpipe, and swrast before them.
bool isSoftwareRenderer(const QString& name);

} // namespace livewall::app
