// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QFile>
#include <QList>
#include <QRandomGenerator>
#include <QString>
#include <QStringList>

namespace livewall::e2e {

/// A shop system's log as they are: purchases in several currencies, pending and then accepted,
/// sent twice, up to a day late; heartbeats, deploys, junk, and lines that are written in two
/// pieces. The same seed and times give the same lines.
class PurchaseLog
{
public:
    /// `prefix` begins every id: two logs share none.
    PurchaseLog(const QString& path, QByteArray prefix, quint32 seed,
                qint64 latest_ms = 23 * 3'600'000);

    /// Appends a few lines of about this event time. The first of all is an accepted purchase.
    void write(qint64 time_ms);

    /// Renames the file, perhaps with an unfinished line at its end, and begins another.
    void rotate();

    QString path() const { return path_; }

    /// All that was written, in the order in which it was.
    QStringList files() const { return rotated_ + QStringList{path_}; }

private:
    QByteArray line(qint64 time_ms);
    QByteArray fresh(const QByteArray& status, qint64 time_ms);
    QByteArray junk();
    void append(const QByteArray& bytes);

    QString path_;
    QByteArray prefix_;
    qint64 latest_ms_;
    QRandomGenerator random_;
    QFile file_;
    QStringList rotated_;
    QList<QByteArray> recent_;  ///< lines that may come again
    QList<QByteArray> pending_; ///< lines whose purchase is yet to be accepted
    qint64 next_id_ = 1;
    qint64 last_ms_ = 0; ///< event time of the last lines
};

} // namespace livewall::e2e
