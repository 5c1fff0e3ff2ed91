// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/record/openfile.h"
#include "models/record/recordindex.h"
#include "models/record/recordnames.h"

#include <cstdint>
#include <optional>
#include <string>

namespace livewall::record {

/// One hour's files as they can be appended to.
struct Recovered
{
    std::string feed;          ///< as the index has it; empty where there is no frame
    std::optional<Frame> last; ///< the last frame that is whole
    std::uint64_t data_bytes = 0;
    std::uint64_t index_bytes = 0;
};

/// Opens the data file and its index, creating what is not there, and cuts off what a crash left
/// behind the last frame that is whole in both: an unfinished frame, one that is not in the index
/// yet, an unfinished line, frames whose batch was not finished. Nothing where that fails or the
/// files are damaged elsewhere, which only a person should mend; `error` is one line.
std::optional<Recovered> recover(const RecordName& name, OpenFile& data, OpenFile& index,
                                 std::string& error);

} // namespace livewall::record
