// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/rejection.h"

#include <array>
#include <cstdint>
#include <numeric>

namespace livewall::stats {

/// What became of everything that was read. Exclusive classes:
/// received = accepted + not_accepted + duplicate + future + control + unknown_type + rejected().
/// `late` and `unchecked` describe some of the accepted and not accepted. Additive but for
/// `future`, which is how many wait now. What was `resent` was dropped before it was received.
struct Ledger
{
    std::uint64_t received = 0;
    std::uint64_t accepted = 0;
    std::uint64_t not_accepted = 0;
    std::uint64_t duplicate = 0;
    std::uint64_t future = 0;
    std::uint64_t control = 0;
    std::uint64_t unknown_type = 0;
    std::array<std::uint64_t, event::kRejections> rejected_by_reason{};
    std::uint64_t late = 0;
    std::uint64_t unchecked = 0;
    std::uint64_t resent = 0;

    std::uint64_t rejected() const
    {
        return std::accumulate(rejected_by_reason.begin(), rejected_by_reason.end(),
                               std::uint64_t{0});
    }

    /// Any valid purchase was read.
    bool hasPurchase() const { return accepted + not_accepted + duplicate + future > 0; }

    Ledger& operator+=(const Ledger& other)
    {
        received += other.received;
        accepted += other.accepted;
        not_accepted += other.not_accepted;
        duplicate += other.duplicate;
        future += other.future;
        control += other.control;
        unknown_type += other.unknown_type;
        for (std::size_t i = 0; i < rejected_by_reason.size(); ++i)
            rejected_by_reason[i] += other.rejected_by_reason[i];
        late += other.late;
        unchecked += other.unchecked;
        resent += other.resent;
        return *this;
    }

    friend bool operator==(const Ledger&, const Ledger&) = default;
};

} // namespace livewall::stats
