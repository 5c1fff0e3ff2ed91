// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/ending.h"

#include "app/options/durations.h"

#include <utility>

namespace livewall::app {

void EndArguments::addTo(CLI::App& command)
{
    addDuration(command, "--for", for_ms, "End after this time");
    addDuration(command, "--until-idle", idle_ms, "End once nothing has come so long");
}

EndWatch::EndWatch(const EndArguments& arguments)
    : arguments_(arguments), start_ms_(clock_.now_ms()), received_ms_(start_ms_)
{
}

bool EndWatch::isDue(std::uint64_t received)
{
    const std::int64_t now_ms = clock_.now_ms();
    if (std::exchange(received_, received) != received)
        received_ms_ = now_ms;
    return (arguments_.for_ms && now_ms - start_ms_ >= *arguments_.for_ms) ||
           (arguments_.idle_ms && now_ms - received_ms_ >= *arguments_.idle_ms);
}

} // namespace livewall::app
