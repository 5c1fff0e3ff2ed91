// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/top/topgeometry.h"

#include <QFontMetricsF>
#include <QTest>

#include "resources/resources.h"
#include "tests/widgets/screensizes.h"

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;

class TestTopGeometry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void panelsStandSideBySideOrOneUnderTheOther_data() { addScreenSizes(); }
    void panelsStandSideBySideOrOneUnderTheOther();
    void rowsAreOfOneSizeOnWholePixelsWithoutOverlap_data() { addScreenSizes(); }
    void rowsAreOfOneSizeOnWholePixelsWithoutOverlap();
    void linesStandBelowEachOther_data() { addScreenSizes(); }
    void linesStandBelowEachOther();
    void barIsTheSharesPartOfTheWidth();
    void aloneATableHasTheContentToItself_data() { addScreenSizes(); }
    void aloneATableHasTheContentToItself();
    void aloneColumnsStandClearOfEachOther_data() { addScreenSizes(); }
    void aloneColumnsStandClearOfEachOther();
    void usualNumbersLeaveRoomForANameAndAnEid_data() { addScreenSizes(); }
    void usualNumbersLeaveRoomForANameAndAnEid();

private:
    static TopPanelGeometry geometryAt(QSize size)
    {
        const Units units(size);
        return {units, topPanels(units)[0].size()};
    }
};

void TestTopGeometry::initTestCase()
{
    QTest::failOnWarning();
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestTopGeometry::panelsStandSideBySideOrOneUnderTheOther()
{
    QFETCH(const QSize, size);
    const Units units(size);
    const auto panels = topPanels(units);
    QCOMPARE(panels[0].left(), units.content().left());
    QCOMPARE(panels[2].right(), units.content().right());
    if (units.isPortrait()) {
        QCOMPARE(panels[0].top(), units.content().top());
        QCOMPARE(panels[2].bottom(), units.content().bottom());
        QVERIFY(std::abs(panels[1].top() - panels[0].bottom() - units.u(2)) <= 1);
        QVERIFY(std::abs(panels[2].top() - panels[1].bottom() - units.u(2)) <= 1);
        return;
    }
    for (const QRectF& panel : panels) {
        QCOMPARE(panel.top(), units.content().top());
        QCOMPARE(panel.bottom(), units.content().bottom());
    }
    QVERIFY(std::abs(panels[1].left() - panels[0].right() - units.u(3)) <= 1);
    QVERIFY(std::abs(panels[2].left() - panels[1].right() - units.u(3)) <= 1);
}

void TestTopGeometry::rowsAreOfOneSizeOnWholePixelsWithoutOverlap()
{
    QFETCH(const QSize, size);
    const TopPanelGeometry geometry = geometryAt(size);
    for (int slot = 0; slot < geometry.slots.count(); ++slot) {
        const QRectF row = geometry.slots.row(slot);
        QCOMPARE(row.size(), geometry.slots.row(0).size());
        QCOMPARE(row.top(), std::round(row.top()));
        QVERIFY(geometry.slots.hairline(slot).bottom() <= row.top());
        QVERIFY(row.bottom() <= geometry.slots.hairline(slot + 1).top());
        QVERIFY(geometry.slots.rows().contains(row));
        QVERIFY(QRectF(QPointF(0, 0), row.size()).contains(geometry.slots.bar(1)));
    }
    QVERIFY(geometry.slots.rows().bottom() <= geometry.slots.below().top());
    QVERIFY(geometry.slots.row(0.5).top() > geometry.slots.row(0).top());
    QVERIFY(geometry.slots.row(0.5).top() < geometry.slots.row(1).top());
}

void TestTopGeometry::linesStandBelowEachOther()
{
    QFETCH(const QSize, size);
    const Units units(size);
    const TopPanelGeometry geometry = geometryAt(size);
    // Figures and capitals, which is what these lines are made of, stand clear of the line above.
    const auto capitalTop = [&](Type role, double baseline) {
        return baseline - QFontMetricsF(units.font(role)).capHeight();
    };
    QVERIFY(capitalTop(Type::Heading, geometry.heading_baseline) >= units.u(1));
    QVERIFY(capitalTop(Type::Note, geometry.head_baselines[0]) > geometry.heading_baseline);
    QVERIFY(capitalTop(Type::Note, geometry.head_baselines[1]) > geometry.head_baselines[0]);
    QVERIFY(geometry.head_baselines[1] < geometry.slots.rows().top());

    QVERIFY(capitalTop(Type::Heading, geometry.row_baselines[0]) > 0);
    QVERIFY(capitalTop(Type::Note, geometry.row_baselines[1]) > geometry.row_baselines[0]);
    const double descent = QFontMetricsF(units.font(Type::Note)).descent();
    QVERIFY(geometry.row_baselines[1] + descent <= geometry.slots.row(0).height() + 1);

    QVERIFY(capitalTop(Type::Heading, geometry.total_baselines[0]) > geometry.slots.below().top());
    if (units.isPortrait()) // on one line, beside each other
        QVERIFY(geometry.others_left > geometry.total_right);
    else
        QVERIFY(capitalTop(Type::Status, geometry.total_baselines[1]) >
                geometry.total_baselines[0]);
    QVERIFY(geometry.total_baselines[1] + units.u(0.8) <= geometry.slots.below().bottom());
}

void TestTopGeometry::barIsTheSharesPartOfTheWidth()
{
    const TopPanelGeometry geometry = geometryAt({1920, 1080});
    QCOMPARE(geometry.slots.bar(1).width(), geometry.slots.row(0).width());
    QCOMPARE(geometry.slots.bar(0.5).width(), std::round(geometry.slots.row(0).width() / 2));
    QCOMPARE(geometry.slots.bar(0).width(), 0.0);
    QCOMPARE(geometry.slots.bar(0.5).left(), 0.0);
}

void TestTopGeometry::aloneATableHasTheContentToItself()
{
    QFETCH(const QSize, size);
    const Units units(size);
    const WideGeometry geometry(units, units.content().size(), false);
    QCOMPARE(geometry.slots.count(), 10);
    QVERIFY(geometry.head_baseline > geometry.heading_baseline + units.u(2.2));
    QVERIFY(geometry.head_baseline < geometry.slots.rows().top());
    const double descent = QFontMetricsF(units.font(Type::WideName)).descent();
    QVERIFY(geometry.total_baseline + descent <= units.content().height());
    QVERIFY(geometry.total_baseline - units.u(3.4) > geometry.slots.rows().bottom());
    // Two lines of a portrait's row, one elsewhere.
    QVERIFY(geometry.upper_baseline - QFontMetricsF(units.font(Type::WideName)).capHeight() > 0);
    QVERIFY(geometry.lower_baseline + QFontMetricsF(units.font(Type::Status)).descent() <=
            geometry.slots.row(0).height() + 1);
    QVERIFY(QRectF(QPointF(), geometry.slots.row(0).size()).contains(geometry.line));
}

void TestTopGeometry::aloneColumnsStandClearOfEachOther()
{
    QFETCH(const QSize, size);
    const Units units(size);
    const WideGeometry geometry(units, units.content().size(), false);
    const auto width = [&](Type role, const QString& text) {
        return QFontMetricsF(units.font(role)).horizontalAdvance(text);
    };
    const bool is_narrow = geometry.line.width() < units.u(24);
    const Type second = is_narrow ? Type::Note : Type::Status;
    const double average_left = geometry.average_right - width(second, u"123 456.78 SEK+"_s);
    QVERIFY(width(Type::WideName, u"10"_s) < geometry.merchant_left - geometry.text_left);
    const double change =
        QFontMetricsF(units.wordFont(Type::Status)).horizontalAdvance(u"▲\u200999+"_s);
    QVERIFY(geometry.change_left + change < geometry.merchant_left);
    if (units.isPortrait()) {
        QVERIFY(average_left - geometry.merchant_left > width(second, u"1234567"_s));
        QVERIFY(geometry.line.left() > geometry.average_right);
        return;
    }
    QVERIFY(width(Type::WideCount, u"999 999"_s) < geometry.text_right - geometry.average_right);
    QVERIFY(average_left > geometry.line.right());
    QVERIFY(geometry.line.left() > geometry.eid_right);
    QVERIFY(geometry.eid_right - width(second, u"1234567"_s) - geometry.merchant_left >
            width(Type::WideName, u"Nordic Nest"_s));
}

void TestTopGeometry::usualNumbersLeaveRoomForANameAndAnEid()
{
    QFETCH(const QSize, size);
    const Units units(size);
    const TopPanelGeometry geometry = geometryAt(size);
    const auto width = [&](Type role, const QString& text) {
        return QFontMetricsF(units.font(role)).horizontalAdvance(text);
    };
    const double room = geometry.text_right - geometry.merchant_left;
    QVERIFY(room - width(Type::Heading, u"999 999"_s) - geometry.gap >
            width(Type::Body, u"Nordic Nest"_s));
    // The longest EID beside an average of six figures.
    if (size.width() * 9 >= size.height() * 16)
        QVERIFY(room - width(Type::Note, u"123 456.78 SEK+"_s) - geometry.gap / 2 >=
                width(Type::Note, u"9223372036854775807"_s));
    QVERIFY(width(Type::Status, u"10"_s) < geometry.merchant_left - geometry.text_left);
}

QTEST_MAIN(TestTopGeometry)
#include "tst_topgeometry.moc"
