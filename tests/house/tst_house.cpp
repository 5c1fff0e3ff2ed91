// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/house/houserules.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <string>

using namespace livewall;
using namespace Qt::StringLiterals;

class TestHouse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aViolationIsFound_data();
    void aViolationIsFound();
    void aViolationIsNamed();
    void includesPointOneWay();
    void nothingPaintedPicksItsTheme();
    void theCommandLineProgramLinksNoScreen();
};

void TestHouse::aViolationIsFound_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("expected");
    const auto row = [](const char* name, const char* path, const char* source, int expected) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(source) << expected;
    };
    row("queue", "models/stats/a.h", "#include <queue>\n#include <map>\n", 0);
    row("Qt in stats", "models/stats/a.h", "#include <QString>\n", 1);
    row("Qt by module", "models/engine/a.h", "#include <QtCore/QString>\n", 1);
    row("Qt's own names", "models/engine/a.h", "#include <QtGlobal>\n#include <qglobal.h>\n", 2);
    row("with blanks", "models/geo/a.h", "  #  include\t<QString> // why\n", 1);
    row("at the end", "models/geo/a.h", "#include <QString>", 1);
    row("with CRLF", "models/geo/a.h", "#include <QString>\r\n#include <map>\r\n", 1);
    row("no include", "models/geo/a.h", "// #include <QString>\n#define INCLUDE\n#\n", 0);
    row("Qt in a view", "models/view/a.h", "#include <QString>\n", 0);
    row("Qt in feed's interface", "models/feed/source.h", "#include <QObject>\n", 1);
    row("Qt in a Qt source", "models/feed/eventstreamsource.cpp", "#include <QTimer>\n", 0);
    row("Qt in a program without screen", "app/livewallctl/a.cpp", "#include <QObject>\n", 1);

    row("own room", "models/stats/a.h", "#include \"models/stats/b.h\"\n", 0);
    row("down", "models/stats/a.h", "#include \"models/event/b.h\"\n", 0);
    row("up", "models/event/a.h", "#include \"models/stats/b.h\"\n", 1);
    row("a name that begins alike", "models/stats/a.h", "#include \"models/events/b.h\"\n", 1);
    row("one file of a room", "models/generate/a.h", "#include \"models/stats/delta.h\"\n", 0);
    row("another of it", "models/generate/a.h", "#include \"models/stats/board.h\"\n", 1);
    row("feed's sources", "models/engine/a.h", "#include \"models/feed/filesource.h\"\n", 1);
    row("the engine's threads", "models/view/a.h", "#include \"models/engine/engine.h\"\n", 1);
    row("models from widgets", "widgets/top/a.h", "#include \"models/stats/figures.h\"\n", 1);
    row("geo from the map", "widgets/map/a.h", "#include \"models/geo/place.h\"\n", 0);
    row("geo from another page", "widgets/week/a.h", "#include \"models/geo/place.h\"\n", 1);
    row("a page from another", "widgets/week/a.h", "#include \"widgets/top/toppage.h\"\n", 1);
    row("widgets from models", "models/view/a.h", "#include \"widgets/page/page.h\"\n", 1);
    row("the app", "app/livewall/a.cpp",
        "#include \"widgets/map/a.h\"\n#include \"resources/resources.h\"\n", 0);
    row("no screen", "app/livewallctl/a.cpp", "#include \"widgets/map/a.h\"\n", 1);
    row("not from the root", "models/stats/a.cpp", "#include \"a.h\"\n", 1);
    row("made by moc", "widgets/top/a.cpp", "#include \"a.moc\"\n", 0);
    row("tests", "models/stats/a.cpp", "#include \"tests/oracle/oracle.h\"\n", 1);
    row("an unknown room", "models/cellar/a.h", "", 1);
}

void TestHouse::aViolationIsFound()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, source);
    QFETCH(const int, expected);
    QCOMPARE(house::violations(path.toStdString(), source.toStdString()).size(), expected);
}

void TestHouse::aViolationIsNamed()
{
    const auto found = house::violations("models/event/a.h", "\n#include \"models/stats/b.h\"\n");
    QCOMPARE(found.at(0), "models/event/a.h:2: models/event must not include \"models/stats/b.h\"");
}

void TestHouse::includesPointOneWay()
{
    const auto files = house::sourceFiles(LIVEWALL_SOURCE_DIR);
    QVERIFY(files.size() > 100);
    std::string all;
    for (const auto& path : files) {
        QFile file(QStringLiteral(LIVEWALL_SOURCE_DIR "/") % QString::fromStdString(path.string()));
        QVERIFY2(file.open(QIODevice::ReadOnly), path.c_str());
        for (const std::string& line :
             house::violations(path.generic_string(), file.readAll().toStdString()))
            all += '\n' + line;
    }
    QVERIFY2(all.empty(), all.c_str());
}

/// What picks one itself stays dark on a light wall.
void TestHouse::nothingPaintedPicksItsTheme()
{
    for (const auto& path : house::sourceFiles(LIVEWALL_SOURCE_DIR)) {
        const std::string name = path.generic_string();
        if (!name.starts_with("widgets/") || name.starts_with("widgets/page/theme."))
            continue;
        QFile file(QStringLiteral(LIVEWALL_SOURCE_DIR "/") % QString::fromStdString(name));
        QVERIFY2(file.open(QIODevice::ReadOnly), name.c_str());
        const QByteArray source = file.readAll();
        for (const char* theme : {"Theme::dark(", "Theme::light("})
            QVERIFY2(!source.contains(theme), name.c_str());
    }
}

void TestHouse::theCommandLineProgramLinksNoScreen()
{
#ifdef LIVEWALLCTL
    QProcess readelf;
    readelf.start(u"readelf"_s, {u"--dynamic"_s, QStringLiteral(LIVEWALLCTL)});
    if (!readelf.waitForStarted())
        QSKIP("readelf (binutils) is not there");
    QVERIFY(readelf.waitForFinished());
    QCOMPARE(readelf.exitCode(), 0);
    const QString output = QString::fromUtf8(readelf.readAllStandardOutput());
    QVERIFY(output.contains(u"libstdc++"));
    // Neither Widgets nor Quick, and none of Qt's GPL-only modules: no Qt but these two.
    static const QRegularExpression needed(u"\\[libQt6(\\w+)\\.so"_s);
    for (const QRegularExpressionMatch& match : needed.globalMatch(output)) {
        const QString module = match.captured(1);
        QVERIFY2(module == "Core"_L1 || module == "Network"_L1 || module == "WebSockets"_L1,
                 qPrintable(module));
    }
#else
    QSKIP("livewallctl is not part of this build");
#endif
}

QTEST_GUILESS_MAIN(TestHouse)
#include "tst_house.moc"
