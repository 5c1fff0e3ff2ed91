// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/toptablemodel.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <utility>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::view;

namespace {

TopRowView makeRow(std::int64_t eid, int rank, int count)
{
    return {.eid = eid,
            .rank = rank,
            .merchant = u"Store %1"_s.arg(eid),
            .eid_text = QString::number(eid),
            .count = QString::number(count),
            .average = u"1.00 SEK"_s,
            .share = 1.0 / rank};
}

TopTableView makeTable(const std::vector<std::int64_t>& eids, int count = 5)
{
    TopTableView table;
    int rank = 0;
    for (const std::int64_t eid : eids)
        table.rows.push_back(makeRow(eid, ++rank, count));
    return table;
}

std::vector<TopRowView> rowsOf(const TopTableModel& model)
{
    std::vector<TopRowView> rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows.push_back(model.at(row));
    return rows;
}

/// A list kept right by nothing but what the model's signals say.
class Shadow : public QObject
{
public:
    explicit Shadow(const TopTableModel& model)
    {
        connect(&model, &TopTableModel::rowsInserted, this, [&](const auto&, int first, int last) {
            for (int row = first; row <= last; ++row)
                rows.insert(rows.begin() + row, model.at(row));
        });
        connect(&model, &TopTableModel::rowsRemoved, this, [&](const auto&, int first, int last) {
            rows.erase(rows.begin() + first, rows.begin() + last + 1);
        });
        connect(&model, &TopTableModel::rowsMoved, this,
                [&](const auto&, int first, int last, const auto&, int to) {
                    QCOMPARE(first, last);
                    const TopRowView moved = rows[static_cast<std::size_t>(first)];
                    rows.erase(rows.begin() + first);
                    rows.insert(rows.begin() + (to > first ? to - 1 : to), moved);
                });
        connect(&model, &TopTableModel::dataChanged, this,
                [&](const QModelIndex& from, const QModelIndex& to, const QList<int>& roles) {
                    QVERIFY(!roles.isEmpty());
                    for (int row = from.row(); row <= to.row(); ++row)
                        apply(row, model, roles);
                });
        connect(&model, &TopTableModel::modelReset, this, [] { QFAIL("the model was reset"); });
    }

    std::vector<TopRowView> rows;

private:
    void apply(int row, const TopTableModel& model, const QList<int>& roles)
    {
        TopRowView& mine = rows[static_cast<std::size_t>(row)];
        const auto value = [&](int role) { return model.data(model.index(row), role); };
        for (const int role : roles) {
            switch (role) {
            case Qt::DisplayRole:
                mine.merchant = value(role).toString();
                break;
            case TopTableModel::EidRole:
                mine.eid = value(role).toLongLong();
                break;
            case TopTableModel::RankRole:
                mine.rank = value(role).toInt();
                break;
            case TopTableModel::ShareRole:
                mine.share = value(role).toDouble();
                break;
            case TopTableModel::EidTextRole:
                mine.eid_text = value(role).toString();
                break;
            case TopTableModel::CountRole:
                mine.count = value(role).toString();
                break;
            case TopTableModel::AverageRole:
                mine.average = value(role).toString();
                break;
            default:
                QFAIL("an unknown role");
            }
        }
    }
};

} // namespace

class TestTopTableModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rolesGiveTextsAndNumbers();
    void sameTableChangesNothing();
    void changedCountNamesItsRoleAlone();
    void overtakingIsOneMove();
    void signalsAloneKeepAShadowRight();
};

void TestTopTableModel::rolesGiveTextsAndNumbers()
{
    TopTableModel model;
    model.update(makeTable({1234, 7}));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.rowCount(model.index(0)), 0);
    const QModelIndex second = model.index(1);
    QCOMPARE(second.data(), u"Store 7"_s);
    QCOMPARE(second.data(TopTableModel::EidRole), QVariant(qint64{7}));
    QCOMPARE(second.data(TopTableModel::RankRole), QVariant(2));
    QCOMPARE(second.data(TopTableModel::ShareRole), QVariant(0.5));
    QCOMPARE(second.data(TopTableModel::EidTextRole), u"7"_s);
    QCOMPARE(second.data(TopTableModel::CountRole), u"5"_s);
    QCOMPARE(second.data(TopTableModel::AverageRole), u"1.00 SEK"_s);
    QVERIFY(!second.data(Qt::DecorationRole).isValid());
    QCOMPARE(model.roleNames().size(), 9);
}

void TestTopTableModel::sameTableChangesNothing()
{
    TopTableModel model;
    model.update(makeTable({1, 2, 3}));
    QSignalSpy changed(&model, &TopTableModel::dataChanged);
    QSignalSpy moved(&model, &TopTableModel::rowsMoved);
    model.update(makeTable({1, 2, 3}));
    QCOMPARE(changed.size(), 0);
    QCOMPARE(moved.size(), 0);
}

void TestTopTableModel::changedCountNamesItsRoleAlone()
{
    TopTableModel model;
    TopTableView table = makeTable({1, 2, 3});
    model.update(table);
    table.rows[1].count = u"6"_s;
    QSignalSpy changed(&model, &TopTableModel::dataChanged);
    model.update(table);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(changed[0][1].toModelIndex().row(), 1);
    QCOMPARE(changed[0][2].value<QList<int>>(), QList<int>{TopTableModel::CountRole});
}

void TestTopTableModel::overtakingIsOneMove()
{
    TopTableModel model;
    model.update(makeTable({1, 2, 3, 4}));
    QSignalSpy moved(&model, &TopTableModel::rowsMoved);
    QSignalSpy inserted(&model, &TopTableModel::rowsInserted);
    QSignalSpy removed(&model, &TopTableModel::rowsRemoved);
    model.update(makeTable({4, 1, 2, 3}));
    QCOMPARE(moved.size(), 1);
    QCOMPARE(moved[0][1].toInt(), 3);
    QCOMPARE(moved[0][4].toInt(), 0);
    QCOMPARE(inserted.size(), 0);
    QCOMPARE(removed.size(), 0);
}

void TestTopTableModel::signalsAloneKeepAShadowRight()
{
    TopTableModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    Shadow shadow(model);
    std::mt19937 random(20110310);
    const auto below = [&random](int bound) {
        return std::uniform_int_distribution(0, bound - 1)(random);
    };

    std::vector<std::int64_t> stores(14); // more than a table holds: they come and go
    std::iota(stores.begin(), stores.end(), 100);
    for (int round = 0; round < 5'000; ++round) {
        if (below(8) == 0)
            std::ranges::shuffle(stores, random);
        for (int swaps = below(3); swaps > 0; --swaps)
            std::swap(stores[static_cast<std::size_t>(below(14))],
                      stores[static_cast<std::size_t>(below(14))]);
        const int shown = below(20) == 0 ? below(11) : 10;
        const TopTableView table = makeTable({stores.begin(), stores.begin() + shown}, below(3));
        model.update(table);
        QCOMPARE(rowsOf(model), table.rows);
        QCOMPARE(shadow.rows, table.rows);
    }
}

QTEST_GUILESS_MAIN(TestTopTableModel)
#include "tst_toptablemodel.moc"
