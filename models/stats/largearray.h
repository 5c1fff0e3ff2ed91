// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <utility>

#include <sys/mman.h>

namespace livewall::stats {

/// A fixed number of things that are looked up anywhere in it: what is large lies in large pages,
/// so that the processor finds an address at once, too. Where there are none nothing changes.
template <class T>
class LargeArray
{
public:
    LargeArray() = default;
    explicit LargeArray(std::size_t size) : things_(allocate(size)), size_(size)
    {
        std::uninitialized_value_construct_n(things_, size);
    }
    LargeArray(LargeArray&& other) noexcept
        : things_(std::exchange(other.things_, nullptr)), size_(std::exchange(other.size_, 0))
    {
    }
    LargeArray& operator=(LargeArray&& other) noexcept
    {
        std::swap(things_, other.things_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~LargeArray()
    {
        std::destroy_n(things_, size_);
        ::operator delete(things_, alignment(size_));
    }

    T& operator[](std::size_t place) { return things_[place]; }
    const T& operator[](std::size_t place) const { return things_[place]; }
    T* data() { return things_; }
    const T* data() const { return things_; }
    std::size_t size() const { return size_; }

private:
    static constexpr std::size_t kLargePage = 2 * 1024 * 1024;
    static constexpr std::size_t kLine = 64; // no smaller things lie across two

    static bool isLarge(std::size_t size) { return size * sizeof(T) >= kLargePage; }
    static std::align_val_t alignment(std::size_t size)
    {
        return std::align_val_t{isLarge(size) ? kLargePage : kLine};
    }

    static T* allocate(std::size_t size)
    {
        void* const memory = ::operator new(size * sizeof(T), alignment(size));
        // Before anything is put there.
        if (isLarge(size))
            ::madvise(memory, size * sizeof(T) / kLargePage * kLargePage, MADV_HUGEPAGE);
        return static_cast<T*>(memory);
    }

    T* things_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace livewall::stats
