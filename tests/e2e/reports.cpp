// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/reports.h"

#include "tests/e2e/program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace livewall::e2e {

namespace {

void compare(const QString& where, const QJsonValue& found, const QJsonValue& expected,
             QStringList& lines)
{
    constexpr qsizetype kLines = 12;
    if (found == expected || lines.size() == kLines)
        return;
    if (found.isObject() && expected.isObject()) {
        for (const QString& key : expected.toObject().keys())
            compare(where + u'.' + key, found[key], expected[key], lines);
    } else if (found.isArray() && expected.isArray()) {
        for (qsizetype i = 0; i < expected.toArray().size(); ++i)
            compare(where + u'.' + QString::number(i), found[i], expected[i], lines);
    } else {
        lines.append(u"%1: %2, not %3"_s.arg(where, found.toVariant().toString(),
                                             expected.toVariant().toString()));
    }
}

} // namespace

QStringList counting(const QStringList& command)
{
    return command + QStringList{u"--zone"_s, u"Europe/Stockholm"_s};
}

QJsonObject reportOf(const QStringList& from)
{
    const Outcome outcome = runCtl(counting(QStringList{u"report"_s} + from));
    if (outcome.status != 0)
        qWarning("%s", outcome.error.constData());
    return QJsonDocument::fromJson(outcome.out).object();
}

QJsonObject withoutArrival(QJsonObject report)
{
    QJsonObject ledger = report[u"ledger"_s].toObject();
    for (const QString& key : {u"late"_s, u"unchecked"_s, u"resent"_s})
        ledger.remove(key);
    report[u"ledger"_s] = ledger;
    return report;
}

QByteArray difference(const QJsonObject& found, const QJsonObject& expected)
{
    // The verdict depends on when feeds were listened to, which a file and a feed tell differently.
    QJsonObject comparable = expected;
    comparable.remove(u"verdict"_s);
    QStringList lines;
    compare({}, found, comparable, lines);
    return expected.isEmpty() ? "there is no report" : lines.join(u'\n').toUtf8();
}

} // namespace livewall::e2e
