// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/lineblocks.h"

#include "models/event/eventbatch.h"

#include <cstring>
#include <utility>

namespace livewall::feed {

namespace {
/// What is kept of a line of which no end was read: with it, it is too long as the whole of it
/// would be.
constexpr std::size_t kKept = LineBlock::kBytes / 2;
static_assert(kKept > event::kKeptLineBytes + 1024);
} // namespace

void LineBlock::restart(std::string_view line)
{
    begin_ = firstRead() - line.size();
    end_ = firstRead();
    std::memmove(begin_, line.data(), line.size());
}

LineBlocks::LineBlocks(std::vector<std::string> paths, std::stop_token stop)
    : paths_(std::move(paths)), stop_(std::move(stop))
{
}

bool LineBlocks::next(LineBlock& block)
{
    block.begins_file = !reader_;
    if (!reader_ && !open())
        return false;
    block.file = file_;
    block.ends_file = false;
    block.restart(unfinished_);
    unfinished_.clear();
    do {
        if (!fill(block))
            return false;
    } while (!block.ends_file && !cut(block));
    const auto files = static_cast<double>(paths_.size());
    block.share = (static_cast<double>(file_) + (reader_ ? reader_->share() : 0)) / files;
    return true;
}

bool LineBlocks::open()
{
    if (file_ == paths_.size())
        return false;
    reader_ = openBytes(paths_[file_], error_, stop_);
    return reader_ != nullptr;
}

/// Reads until the block is full or its file has ended.
bool LineBlocks::fill(LineBlock& block)
{
    char* const full = block.firstRead() + LineBlock::kBytes;
    while (block.end_ < full) {
        const std::ptrdiff_t size = reader_->read({block.end_, full});
        if (size < 0)
            error_ = reader_->error();
        if (size < 0 || stop_.stop_requested())
            return false;
        block.end_ += size;
        if (size == 0) {
            block.ends_file = true;
            reader_.reset();
            ++file_;
            return true;
        }
    }
    return true;
}

/// Leaves the unfinished line at the end of a full block for the next one. False where the block is
/// a piece of one line: then there is room for more of it.
bool LineBlocks::cut(LineBlock& block)
{
    const std::size_t last = block.bytes().rfind('\n');
    if (last == std::string_view::npos) {
        block.restart(block.bytes().substr(0, kKept));
        return false;
    }
    unfinished_ = block.bytes().substr(last + 1);
    block.end_ = block.begin_ + last + 1;
    return true;
}

} // namespace livewall::feed
