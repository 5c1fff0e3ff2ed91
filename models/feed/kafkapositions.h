// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::feed {

/// How far each partition of a topic was read. Not thread-safe.
class KafkaPositions
{
public:
    static constexpr std::size_t kMaxPartitions = 100'000;

    /// Nothing was read.
    explicit KafkaPositions(std::string topic) : topic_(std::move(topic)) {}

    /// Nothing for a text that is no cursor.
    static std::optional<KafkaPositions> fromCursor(std::string_view cursor);

    /// "TOPIC NEXT,NEXT,...": for each partition, from 0, the position of the next message, and
    /// nothing where none is known. Empty as long as none is known of any.
    std::string cursor() const;

    const std::string& topic() const { return topic_; }

    /// The position of the next message; nothing where it is not known.
    std::optional<std::int64_t> next(std::int32_t partition) const;
    void setNext(std::int32_t partition, std::int64_t position);

    /// Whether a message at this position is new; if so, what comes next is behind it.
    bool take(std::int32_t partition, std::int64_t position);

    /// One more than the highest partition whose next position is known.
    std::int32_t partitions() const { return static_cast<std::int32_t>(next_.size()); }

    /// Forgets this partition and those above.
    void forgetFrom(std::int32_t partition);

private:
    static constexpr std::int64_t kNone = -1;

    std::string topic_;
    std::vector<std::int64_t> next_; ///< by partition; or kNone
};

} // namespace livewall::feed
