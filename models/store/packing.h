// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/stats/delta.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::store {

/// The forms in which rows are packed into blobs. Each begins with a byte that names its form.
/// Numbers are little-endian base 128 (LEB128; DWARF 5, 7.6), signed ones zigzag. Reading is safe
/// for any bytes: false for what packing did not write.

/// One bucket's cells: deltas of one second, minute or hour, whose `second` is not kept. They must
/// be ordered by (eid, country, currency) and distinct. Country and currency are kept as their
/// codes, once a blob.
std::string packCells(std::span<const stats::Delta> cells);

/// Gives each cell with `second` put in its place.
bool unpackCells(std::string_view packed, std::int64_t second,
                 const std::function<void(const stats::Delta&)>& each);

/// An identity that a feed has sent, and its event time.
struct Remembered
{
    event::Identity identity;
    std::int64_t time_ms = 0;
};

/// Identities of one hour of event time, 20 bytes each.
std::string packIdentities(std::span<const Remembered> identities, std::int64_t hour);
bool unpackIdentities(std::string_view packed, std::int64_t hour,
                      const std::function<void(const Remembered&)>& each);

/// A name that a store was given, and the first and newest time that it was.
struct NameSpan
{
    std::int64_t eid = 0;
    std::int64_t first_ms = 0;
    std::int64_t newest_ms = 0;
    std::string name; ///< never empty
};

std::string packNames(std::span<const NameSpan> names);
bool unpackNames(std::string_view packed, const std::function<void(const NameSpan&)>& each);

/// Orders by (eid, country, currency) and adds up what has the same key, keeping `second` of the
/// first.
void mergeCells(std::vector<stats::Delta>& cells);

} // namespace livewall::store
