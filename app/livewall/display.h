// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace livewall::app {

/// Why Qt would find no display to draw on, of X11 or Wayland, as the environment names it; empty
/// where it will, or is told to draw elsewhere (QT_QPA_PLATFORM: offscreen, linuxfb, eglfs). Asked
/// before there is a QApplication, which would end the program in words about its plugins.
std::string displayFault();

} // namespace livewall::app
