// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

namespace livewall::e2e {

/// A command's arguments with those of all counting here: one time zone.
QStringList counting(const QStringList& command);

/// What `livewallctl report` prints from there; warns where it does not.
QJsonObject reportOf(const QStringList& from);

/// What depends on the events alone, not on how those of several feeds, or the partitions of one,
/// came to be mixed, nor on what was sent again.
QJsonObject withoutArrival(QJsonObject report);

/// Where two reports differ: "ledger.accepted: 7, not 8", a line each, of many the first; empty
/// where they are the same.
QByteArray difference(const QJsonObject& found, const QJsonObject& expected);

} // namespace livewall::e2e
