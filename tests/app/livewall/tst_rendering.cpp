// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/rendering.h"

#include <QFile>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTest>

using namespace livewall::app;
using namespace Qt::StringLiterals;

class TestRendering : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRenderNodeIsLookedFor();
    void openGlInSoftwareIsNoGraphicsProcessor_data();
    void openGlInSoftwareIsNoGraphicsProcessor();
    void withoutAGraphicsProcessorSoftwareDraws();
};

void TestRendering::aRenderNodeIsLookedFor()
{
    const QTemporaryDir devices;
    QVERIFY(!hasRenderNode(devices.filePath(u"not there"_s)));
    QFile card(devices.filePath(u"card0"_s));
    QVERIFY(card.open(QFile::WriteOnly)); // what shows pictures need not compute them
    QVERIFY(!hasRenderNode(devices.path()));
    QFile node(devices.filePath(u"renderD128"_s));
    QVERIFY(node.open(QFile::WriteOnly));
    QVERIFY(hasRenderNode(devices.path()));
}

void TestRendering::openGlInSoftwareIsNoGraphicsProcessor_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("is_software");
    QTest::newRow("Mesa") << u"llvmpipe (LLVM 19.1.7, 256 bits)"_s << true;
    QTest::newRow("Mesa, reference") << u"softpipe"_s << true;
    QTest::newRow("Mesa, old") << u"Software Rasterizer"_s << true;
    QTest::newRow("ANGLE")
        << u"ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (LLVM 16.0.0)), SwiftShader driver)"_s
        << true;
    QTest::newRow("Intel") << u"Mesa Intel(R) UHD Graphics 620 (KBL GT2)"_s << false;
    QTest::newRow("AMD") << u"AMD Radeon Graphics (radeonsi, renoir, LLVM 19.1.7, DRM 3.61)"_s
                         << false;
    QTest::newRow("Raspberry Pi") << u"V3D 7.1.7.0"_s << false;
    QTest::newRow("NVIDIA") << u"NVIDIA T400 4GB/PCIe/SSE2"_s << false;
    QTest::newRow("virtual") << u"virgl (Mesa Intel(R) HD Graphics 530 (SKL GT2))"_s << false;
}

void TestRendering::openGlInSoftwareIsNoGraphicsProcessor()
{
    QFETCH(QString, name);
    QFETCH(bool, is_software);
    QCOMPARE(isSoftwareRenderer(name), is_software);
}

void TestRendering::withoutAGraphicsProcessorSoftwareDraws()
{
    // Tests have a platform without OpenGL, on whatever machine.
    qunsetenv("QT_QUICK_BACKEND");
    QVERIFY(QQuickWindow::sceneGraphBackend().isEmpty());
    chooseRendering();
    QCOMPARE(QQuickWindow::sceneGraphBackend(), u"software"_s);
}

QTEST_MAIN(TestRendering)
#include "tst_rendering.moc"
