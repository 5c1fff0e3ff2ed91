// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRandomGenerator>
#include <QString>

#include <algorithm>

/// How large a proof is: as the environment says, else small enough for every run.
namespace livewall::e2e {

inline int fromEnvironment(const char* name, int otherwise)
{
    return std::max(1, qEnvironmentVariable(name, QString::number(otherwise)).toInt());
}

/// LIVEWALL_EVENTS=1000000
inline int events()
{
    return fromEnvironment("LIVEWALL_EVENTS", 20'000);
}

/// LIVEWALL_CUTS=200: connections that are cut.
inline int cuts()
{
    return fromEnvironment("LIVEWALL_CUTS", 10);
}

/// LIVEWALL_KILLS: 200 of the store and of recordings, 20 of a feed.
inline int kills(int otherwise)
{
    return fromEnvironment("LIVEWALL_KILLS", otherwise);
}

/// LIVEWALL_SEED repeats a choice of moments and lines.
inline quint32 seed()
{
    static const quint32 chosen = qEnvironmentVariableIsSet("LIVEWALL_SEED")
                                      ? qEnvironmentVariable("LIVEWALL_SEED").toUInt()
                                      : QRandomGenerator::global()->generate();
    return chosen;
}

} // namespace livewall::e2e
