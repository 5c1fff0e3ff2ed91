// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <QDir>
#include <QLibraryInfo>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace livewall::e2e {

Outcome run(const QString& program, const QStringList& arguments, const QByteArray& input)
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000)) {
        process.kill();
        process.waitForFinished();
        return {-1, {}, "did not end in time: " + process.readAllStandardError()};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

Outcome runCtl(const QStringList& arguments, const QByteArray& input)
{
    return run(QStringLiteral(LIVEWALLCTL_PROGRAM), arguments, input);
}

Outcome runWall(const QStringList& arguments, const QByteArray& input)
{
    return run(QStringLiteral(LIVEWALL_PROGRAM), arguments, input);
}

QStringList realFiles()
{
    const QString shared =
        qEnvironmentVariable("LIVEWALL_SHARED", QStringLiteral(LIVEWALL_SOURCE_DIR "/../shared"));
    const QDir folder(shared + u"/data/purchases"_s);
    QStringList files;
    for (const QString& name : folder.entryList({u"*.ndjson.gz"_s}, QDir::Files, QDir::Name))
        files.append(folder.filePath(name));
    return files;
}

bool hasWaylandPlugin()
{
    const QDir plugins(QLibraryInfo::path(QLibraryInfo::PluginsPath) + u"/platforms"_s);
    return !plugins.entryList({u"libqwayland*.so"_s}).isEmpty();
}

QByteArray purchaseLine(const QByteArray& id, const QByteArray& time)
{
    return "{\"id\":\"" + id + "\",\"time\":\"" + time +
           "\",\"status\":\"accepted\",\"eid\":7,\"amount\":\"1.50\",\"currency\":\"SEK\"}\n";
}

} // namespace livewall::e2e
