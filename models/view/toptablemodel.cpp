// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/toptablemodel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace livewall::view {

int TopTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant TopTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TopRowView& row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.merchant;
    case EidRole:
        return qint64{row.eid};
    case RankRole:
        return row.rank;
    case ShareRole:
        return row.share;
    case EidTextRole:
        return row.eid_text;
    case CountRole:
        return row.count;
    case AverageRole:
        return row.average;
    case ChangeRole:
        return row.change;
    case MinutesRole:
        return QVariant::fromValue(QList<qint64>(row.minutes.begin(), row.minutes.end()));
    default:
        return {};
    }
}

QHash<int, QByteArray> TopTableModel::roleNames() const
{
    return {
        {Qt::DisplayRole, "merchant"_ba}, {EidRole, "eid"_ba},         {RankRole, "rank"_ba},
        {ShareRole, "share"_ba},          {EidTextRole, "eidText"_ba}, {CountRole, "count"_ba},
        {AverageRole, "average"_ba},      {ChangeRole, "change"_ba},   {MinutesRole, "minutes"_ba}};
}

void TopTableModel::update(const TopTableView& table)
{
    removeMissing(table.rows);
    for (int row = 0; row < std::ssize(table.rows); ++row) {
        const TopRowView& wanted = table.rows[static_cast<std::size_t>(row)];
        placeAt(row, wanted);
        replace(row, wanted);
    }
}

void TopTableModel::removeMissing(const std::vector<TopRowView>& wanted)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::ranges::find(wanted, at(row).eid, &TopRowView::eid) != wanted.end())
            continue;
        beginRemoveRows({}, row, row);
        rows_.erase(rows_.begin() + row);
        endRemoveRows();
    }
}

/// The rows above `row` are in place already.
void TopTableModel::placeAt(int row, const TopRowView& wanted)
{
    const auto place = rows_.begin() + row;
    const auto found = std::ranges::find(place, rows_.end(), wanted.eid, &TopRowView::eid);
    if (found == place && found != rows_.end())
        return;
    if (found == rows_.end()) {
        beginInsertRows({}, row, row);
        rows_.insert(place, wanted);
        endInsertRows();
        return;
    }
    const int from = static_cast<int>(found - rows_.begin());
    beginMoveRows({}, from, from, {}, row);
    std::rotate(place, found, found + 1);
    endMoveRows();
}

void TopTableModel::replace(int row, const TopRowView& wanted)
{
    TopRowView& shown = rows_[static_cast<std::size_t>(row)];
    QList<int> roles;
    const auto note = [&roles](bool changed, int role) {
        if (changed)
            roles.append(role);
    };
    note(shown.merchant != wanted.merchant, Qt::DisplayRole);
    note(shown.rank != wanted.rank, RankRole);
    note(shown.share != wanted.share, ShareRole);
    note(shown.eid_text != wanted.eid_text, EidTextRole);
    note(shown.count != wanted.count, CountRole);
    note(shown.average != wanted.average, AverageRole);
    note(shown.change != wanted.change, ChangeRole);
    note(shown.minutes != wanted.minutes || shown.unheard != wanted.unheard, MinutesRole);
    if (roles.isEmpty())
        return;
    shown = wanted;
    Q_EMIT dataChanged(index(row), index(row), roles);
}

} // namespace livewall::view
