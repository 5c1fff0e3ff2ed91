// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/usualstores.h"

#include <algorithm>
#include <array>
#include <optional>

namespace livewall::engine {

namespace {

constexpr int kWeeksOnTop = 2;
constexpr std::int64_t kHour_min = 60;

} // namespace

std::vector<UsualStore> usualStores(const stats::SlotFigures& slot, const Comparable& comparable)
{
    std::vector<UsualStore> usual;
    if (!slot.hours[0])
        return usual;
    const std::int64_t from = slot.hours[0]->from;
    const stats::Minutes so_far{from, from + slot.minutes * 60};
    if (!comparable.isKnown(so_far) || comparable.holiday({from, slot.hours[0]->to}))
        return usual;
    std::array<bool, stats::kSeries - 1> is_compared{};
    for (std::size_t ago = 1; ago < stats::kSeries; ++ago) {
        const auto& hour = slot.hours[ago];
        is_compared[ago - 1] = hour && comparable.isKnown({hour->from, hour->to}) &&
                               !comparable.holiday({hour->from, hour->to});
    }
    for (const stats::SlotStore& store : slot.stores) {
        int on_top = 0;
        std::vector<std::int64_t> at_least;
        std::vector<std::int64_t> at_most;
        for (std::size_t i = 0; i < is_compared.size(); ++i) {
            if (!is_compared[i])
                continue;
            on_top += store.before[i].was_top ? 1 : 0;
            at_least.push_back(store.before[i].accepted.value_or(0));
            at_most.push_back(store.before[i].at_most);
        }
        // Of a week in which it was far from the top it takes only to know that.
        const auto median = stats::median(at_least);
        if (on_top < kWeeksOnTop || median != stats::median(at_most))
            continue;
        const std::int64_t sixtieths = *median * slot.minutes;
        usual.push_back(
            {.eid = store.eid,
             .merchant = store.merchant,
             .expected = sixtieths / kHour_min,
             .so_far = store.so_far,
             .is_ghost = slot.minutes >= UsualStore::kGhostMinutes &&
                         sixtieths >= UsualStore::kGhostExpected * kHour_min &&
                         store.so_far * UsualStore::kGhostPart * kHour_min < sixtieths});
    }
    std::ranges::stable_sort(usual, std::ranges::greater(), &UsualStore::missing);
    return usual;
}

} // namespace livewall::engine
