// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/decoder.h"
#include "models/event/purchase.h"
#include "models/stats/ledger.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::engine {

/// Recorded files, read once as one feed in the order given and kept by event time: what a replay
/// plays. Duplicates are gone, as the files' own order decided; the ledger is that of the files.
/// Takes 56 bytes a purchase. Immutable once read; then any thread may read it.
class Recording
{
public:
    struct Record
    {
        std::int64_t time_ms;
        std::int64_t eid;
        std::int64_t amount;
        std::uint32_t merchant; ///< of text()
        std::uint32_t city;     ///< of text()
        float latitude;
        float longitude;
        event::Currency currency;
        event::Country country;
        bool accepted;
    };

    /// Nothing where a file cannot be read to its end (`error` says which and why), or once `stop`
    /// is requested.
    static std::unique_ptr<Recording> read(const std::vector<std::string>& paths,
                                           const event::DecoderOptions& decoder, std::string& error,
                                           const std::function<void(double share)>& progress = {},
                                           const std::stop_token& stop = {});

    /// By time, and of the same time as they were read.
    const std::vector<Record>& records() const { return records_; }

    std::string_view text(std::uint32_t number) const { return texts_[number]; }

    /// The record as the purchase that it was, but for what only its reading needed.
    static event::Purchase purchase(const Record& record);

    const stats::Ledger& ledger() const { return ledger_; }

private:
    std::uint32_t intern(std::string_view text);

    std::vector<Record> records_;
    std::vector<std::string> texts_;
    boost::unordered_flat_map<std::string, std::uint32_t> text_index_; ///< while reading
    stats::Ledger ledger_;
};

} // namespace livewall::engine
