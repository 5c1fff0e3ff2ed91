// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/theme.h"

#include <algorithm>
#include <cmath>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::widgets;

namespace {

/// WCAG 2.2, relative luminance.
double luminance(const QColor& color)
{
    const auto linear = [](float channel) {
        const double c = channel;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

/// WCAG 2.2, contrast ratio, 1 to 21.
double contrast(const QColor& one, const QColor& other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

// WCAG 2.2, 1.4.3 and 1.4.11, level AA.
constexpr double kText = 4.5;
constexpr double kLargeText = 3;
constexpr double kGraphic = 3;

/// What a plate over the map lets through: the map's land, under 85% ground.
QColor seenThrough(const QColor& plate, const QColor& below, float opacity)
{
    const auto mix = [opacity](float above, float under) {
        return above * opacity + under * (1 - opacity);
    };
    return QColor::fromRgbF(mix(plate.redF(), below.redF()), mix(plate.greenF(), below.greenF()),
                            mix(plate.blueF(), below.blueF()));
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contrastIsAsWcagDefinesIt();
    void contrastOnThePanelIsAsSpecified_data();
    void contrastOnThePanelIsAsSpecified();
    void everyTextCanBeRead_data() { addThemes(); }
    void everyTextCanBeRead();
    void everyMarkCanBeSeen_data() { addThemes(); }
    void everyMarkCanBeSeen();
    void noTwoStatesLookAlike_data() { addThemes(); }
    void noTwoStatesLookAlike();
    void aThemeIsFoundByItsName();

private:
    static void addThemes()
    {
        QTest::addColumn<const Theme*>("theme");
        QTest::newRow("dark") << &Theme::dark();
        QTest::newRow("light") << &Theme::light();
    }
};

void TestTheme::contrastIsAsWcagDefinesIt()
{
    QCOMPARE(contrast(Qt::white, Qt::black), 21.0);
    QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
    // The grey that is known to just pass on white.
    QCOMPARE(std::round(contrast(QColor(0x767676), Qt::white) * 100) / 100, 4.54);
}

/// VISUAL, Colours: the ratios of its table.
void TestTheme::contrastOnThePanelIsAsSpecified_data()
{
    QTest::addColumn<QColor>("colour");
    QTest::addColumn<QColor>("panel");
    QTest::addColumn<double>("ratio");
    const auto row = [](const char* name, QColor Theme::*role, double dark, double light) {
        const Theme& night = Theme::dark();
        const Theme& day = Theme::light();
        QTest::addRow("%s, dark", name) << night.*role << night.panel << dark;
        QTest::addRow("%s, light", name) << day.*role << day.panel << light;
    };
    row("outline", &Theme::outline, 3.4, 3.9);
    row("text", &Theme::text, 16.0, 18.2);
    row("second text", &Theme::secondary, 8.5, 7.9);
    row("stale", &Theme::stale, 5.6, 5.2);
    row("accent", &Theme::accent, 7.6, 5.9);
    row("good", &Theme::good, 8.1, 6.1);
    row("warn", &Theme::warn, 9.4, 5.9);
    row("bad", &Theme::bad, 6.8, 6.1);
    row("past", &Theme::past, 8.4, 7.0);
}

void TestTheme::contrastOnThePanelIsAsSpecified()
{
    QFETCH(const QColor, colour);
    QFETCH(const QColor, panel);
    QFETCH(const double, ratio);
    QCOMPARE(std::round(contrast(colour, panel) * 10) / 10, ratio);
}

void TestTheme::everyTextCanBeRead()
{
    QFETCH(const Theme*, theme);
    const Theme& t = *theme;
    for (const QColor& below : {t.ground, t.panel}) {
        for (const QColor& text : {t.text, t.secondary, t.stale, t.warn, t.bad})
            QVERIFY2(contrast(text, below) >= kText, qPrintable(text.name() + below.name()));
    }
    // On a share bar, the help and a notice; stale rows have no bar.
    for (const QColor& text : {t.text, t.secondary})
        QVERIFY2(contrast(text, t.rule) >= kText, qPrintable(text.name()));
    for (const QColor& plate : {t.warn, t.bad, t.past, t.accent})
        QVERIFY2(contrast(t.on_plate, plate) >= kText, qPrintable(plate.name()));
    // On the map: names of cities with land about them; plates; the attribution, on bare map.
    QVERIFY(contrast(t.secondary, t.land) >= kText);
    for (const QColor& below : {t.land, t.water}) {
        const QColor plate = seenThrough(t.ground, below, 0.85F);
        for (const QColor& text : {t.text, t.secondary, t.stale})
            QVERIFY2(contrast(text, plate) >= kText, qPrintable(text.name() + below.name()));
    }
    QVERIFY(contrast(t.stale, t.water) >= kLargeText);
    QVERIFY(contrast(t.stale, t.land) >= kLargeText);
}

void TestTheme::everyMarkCanBeSeen()
{
    QFETCH(const Theme*, theme);
    const Theme& t = *theme;
    for (const QColor& below : {t.ground, t.panel}) {
        for (const QColor& mark : {t.accent, t.good, t.warn, t.bad, t.past, t.secondary, t.outline})
            QVERIFY2(contrast(mark, below) >= kGraphic, qPrintable(mark.name() + below.name()));
    }
    for (const QColor& below : {t.land, t.water}) // a purchase, and where the camera is
        QVERIFY(contrast(t.accent, below) >= kGraphic && contrast(t.text, below) >= kGraphic);
    QVERIFY(contrast(t.accent, t.rule) >= kGraphic); // this week over the band, minutes over a bar
}

void TestTheme::noTwoStatesLookAlike()
{
    QFETCH(const Theme*, theme);
    const QList<QColor> states{theme->text, theme->stale, theme->accent, theme->good,
                               theme->warn, theme->bad,   theme->past};
    for (qsizetype i = 0; i < states.size(); ++i)
        QVERIFY(!states.first(i).contains(states[i]));
}

void TestTheme::aThemeIsFoundByItsName()
{
    QCOMPARE(Theme::named(u"dark"), &Theme::dark());
    QCOMPARE(Theme::named(u"light"), &Theme::light());
    QVERIFY(!Theme::named(u"Light"));
    QVERIFY(!Theme::named(u""));
}

QTEST_GUILESS_MAIN(TestTheme)
#include "tst_theme.moc"
