// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/kafkapositions.h"

#include <cassert>
#include <charconv>
#include <utility>

namespace livewall::feed {

namespace {

/// Takes what stands before the next `end`, and that too.
std::string_view takeUntil(char end, std::string_view& text)
{
    const std::string_view taken = text.substr(0, text.find(end));
    text.remove_prefix(std::min(taken.size() + 1, text.size()));
    return taken;
}

} // namespace

std::optional<KafkaPositions> KafkaPositions::fromCursor(std::string_view cursor)
{
    KafkaPositions positions{std::string(takeUntil(' ', cursor))};
    if (positions.topic_.empty() || cursor.empty())
        return std::nullopt;
    while (!cursor.empty()) {
        const std::string_view text = takeUntil(',', cursor);
        std::int64_t next = kNone;
        if (!text.empty()) {
            const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), next);
            if (fault != std::errc() || end != text.data() + text.size() || next < 0)
                return std::nullopt;
        }
        if (positions.next_.size() == kMaxPartitions)
            return std::nullopt;
        positions.next_.push_back(next);
    }
    return positions;
}

std::string KafkaPositions::cursor() const
{
    if (next_.empty())
        return {};
    std::string text = topic_;
    char separator = ' ';
    for (const std::int64_t next : next_) {
        text += std::exchange(separator, ',');
        if (next != kNone)
            text += std::to_string(next);
    }
    return text;
}

std::optional<std::int64_t> KafkaPositions::next(std::int32_t partition) const
{
    const auto index = static_cast<std::size_t>(partition);
    if (index >= next_.size() || next_[index] == kNone)
        return std::nullopt;
    return next_[index];
}

void KafkaPositions::setNext(std::int32_t partition, std::int64_t position)
{
    const auto index = static_cast<std::size_t>(partition);
    assert(index < kMaxPartitions && position >= 0);
    if (index >= next_.size())
        next_.resize(index + 1, kNone);
    next_[index] = position;
}

bool KafkaPositions::take(std::int32_t partition, std::int64_t position)
{
    if (position < next(partition).value_or(0))
        return false;
    setNext(partition, position + 1);
    return true;
}

void KafkaPositions::forgetFrom(std::int32_t partition)
{
    if (partition < partitions())
        next_.resize(static_cast<std::size_t>(partition));
}

} // namespace livewall::feed
