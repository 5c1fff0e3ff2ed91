// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSize>
#include <QTest>

namespace livewall::widgets {

/// The sizes at which the wall must read: one row each of the test's data.
inline void addScreenSizes()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("720") << QSize(1280, 720);
    QTest::newRow("1080") << QSize(1920, 1080);
    QTest::newRow("2160") << QSize(3840, 2160);
    QTest::newRow("4:3") << QSize(1024, 768);
    QTest::newRow("portrait") << QSize(1080, 1920);
}

} // namespace livewall::widgets
