// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/arguments.h"
#include "widgets/page/page.h"

#include <memory>
#include <vector>

namespace livewall::app {

/// The pages that were asked for, in that order.
std::vector<std::unique_ptr<widgets::Page>> makePages(const WindowArguments& arguments);

} // namespace livewall::app
