// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/clock.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>

namespace livewall::app {

/// When a command that reads feeds ends by itself: --for and --until-idle.
struct EndArguments
{
    std::optional<std::int64_t> for_ms;
    std::optional<std::int64_t> idle_ms;

    void addTo(CLI::App& command);
};

/// Runs from when it is made. One thread's.
class EndWatch
{
public:
    /// How long to wait between two looks.
    static constexpr std::int64_t kLookEvery_ms = 20;

    explicit EndWatch(const EndArguments& arguments);

    /// `received`: how much has come so far.
    bool isDue(std::uint64_t received);

private:
    EndArguments arguments_;
    engine::SteadyClock clock_;
    std::int64_t start_ms_;
    std::int64_t received_ms_; ///< when it last grew
    std::uint64_t received_ = 0;
};

} // namespace livewall::app
