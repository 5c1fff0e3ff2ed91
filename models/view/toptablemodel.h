// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>

#include "models/view/wallview.h"

namespace livewall::view {

/// A top list as rows and roles. A new list becomes the fewest changes that are simple to find:
/// removals from the bottom up, then moves and insertions from the top down, then dataChanged with
/// the roles that changed; never a reset, so that a view can let each row glide.
/// GUI thread only.
class TopTableModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        EidRole = Qt::UserRole, ///< qint64: which store it is, the row's identity
        RankRole,               ///< int, from 1
        ShareRole,              ///< double, 0 to 1
        EidTextRole,
        CountRole,   ///< text
        AverageRole, ///< text
        ChangeRole,  ///< text
        MinutesRole, ///< the last hour's, as a QList<qint64>
    };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Qt::DisplayRole is the merchant.
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

    const TopRowView& at(int row) const { return rows_[static_cast<std::size_t>(row)]; }

    /// No store stands twice in `table`.
    void update(const TopTableView& table);

private:
    void removeMissing(const std::vector<TopRowView>& wanted);
    void placeAt(int row, const TopRowView& wanted);
    void replace(int row, const TopRowView& wanted);

    std::vector<TopRowView> rows_;
};

} // namespace livewall::view
