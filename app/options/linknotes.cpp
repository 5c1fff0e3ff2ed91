// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/linknotes.h"

namespace livewall::app {

std::string LinkNotes::next(const feed::LinkState& state)
{
    if (state.link == feed::Link::Connecting && !state.fault.empty() && state.fault != fault_) {
        fault_ = state.fault;
        return fault_ + "; tries again until it can";
    }
    if (state.link != feed::Link::Up)
        return {};
    const bool was_up = std::exchange(was_up_, true);
    if (std::exchange(fault_, {}).empty())
        return {};
    return feed_ + (was_up ? " is there again" : " is there now");
}

} // namespace livewall::app
