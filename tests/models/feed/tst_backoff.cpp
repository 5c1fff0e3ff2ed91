// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/backoff.h"

#include <chrono>

#include <QTest>

using namespace livewall::feed;
using namespace std::chrono_literals;

class TestBackoff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCeilingDoublesUpToTheLongest()
    {
        Backoff backoff(500ms, 30s, [] { return 1.0; });
        for (const auto expected : {1000ms, 2000ms, 4000ms, 8000ms, 16'000ms, 30'000ms, 30'000ms})
            QCOMPARE(backoff.next(), expected);
        backoff.reset();
        QCOMPARE(backoff.next(), 1000ms);
    }

    void theJitterIsFull()
    {
        double random = 0.0;
        Backoff backoff(500ms, 30s, [&] { return random; });
        for (int i = 0; i < 100; ++i)
            QCOMPARE(backoff.next(), 500ms);
        random = 0.5;
        QCOMPARE(backoff.next(), 15'250ms);
    }

    void aServerMayAskForALongerWaitButNotForEver()
    {
        Backoff backoff(500ms, 30s, [] { return 0.0; });
        QCOMPARE(backoff.next(3s), 3000ms);
        QCOMPARE(backoff.next(1ms), 500ms);
        QCOMPARE(backoff.next(60s), 60'000ms); // beyond the longest, since it was asked for
        QCOMPARE(backoff.next(std::chrono::milliseconds::max()), 600'000ms);
    }
};

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
