// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <algorithm>
#include <string>

namespace livewall::test {

/// How often a random test repeats: LIVEWALL_LONG_TESTS=50 makes it fifty times as often.
inline int times(int usual)
{
    return usual * std::max(1, qEnvironmentVariableIntValue("LIVEWALL_LONG_TESTS"));
}

/// For rc::check: every run draws the same cases, a longer one more of them.
inline void setCases(int usual)
{
    static const bool is_given = qEnvironmentVariableIsSet("RC_PARAMS");
    if (!is_given)
        qputenv("RC_PARAMS", QByteArray::fromStdString("seed=20110310 max_success=" +
                                                       std::to_string(times(usual))));
}

} // namespace livewall::test
