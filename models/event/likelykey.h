// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/fieldmap.h"

#include <span>
#include <string_view>

namespace livewall::event {

/// The one of `keys` that most likely holds `field`, by its meaning ("merchant_id" for eid) or its
/// spelling ("Amonut"); empty where none does.
std::string_view likelyKey(Field field, std::span<const std::string_view> keys);

} // namespace livewall::event
