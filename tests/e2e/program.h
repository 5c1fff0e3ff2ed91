// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace livewall::e2e {

/// What a program did.
struct Outcome
{
    int status = -1; ///< exit status; -1: it crashed or did not end in time
    QByteArray out;
    QByteArray error;

    /// Lines on standard error.
    qsizetype errorLines() const { return error.count('\n'); }
};

/// Runs a program to its end, at most two minutes, with `input` on its standard input.
Outcome run(const QString& program, const QStringList& arguments, const QByteArray& input = {});

Outcome runCtl(const QStringList& arguments, const QByteArray& input = {});
Outcome runWall(const QStringList& arguments, const QByteArray& input = {});

/// The real data sets beside the project; empty where they are not there.
QStringList realFiles();

/// Whether Qt has its platform plugin for Wayland.
bool hasWaylandPlugin();

/// One valid purchase as a line with its end.
QByteArray purchaseLine(const QByteArray& id, const QByteArray& time);

} // namespace livewall::e2e
