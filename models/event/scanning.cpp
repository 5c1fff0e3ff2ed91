// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/scanning.h"

#if defined(__SSE2__)

namespace livewall::event {

const PlainTextLimits kPlainTextLimits = {.quotes = _mm_set1_epi8('"'),
                                          .backslashes = _mm_set1_epi8('\\'),
                                          .ones = _mm_set1_epi8(1),
                                          .first_printables = _mm_set1_epi8(' ' + 1)};

} // namespace livewall::event

#endif
