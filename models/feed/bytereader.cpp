// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/bytereader.h"

#include "models/feed/filedescriptor.h"
#include "models/feed/fileerror.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#define ZLIB_CONST
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

namespace livewall::feed {

namespace {

constexpr int kPollTime_ms = 100;
constexpr int kPipeBytes = 1024 * 1024; // the most that anybody may ask for, as systems come
constexpr std::size_t kInputBytes = 128 * 1024;

/// The bytes of a descriptor as they are.
class PlainReader final : public ByteReader
{
public:
    PlainReader(std::string name, FileDescriptor file, bool may_wait, std::int64_t size,
                std::stop_token stop)
        : name_(std::move(name))
        , owned_(std::move(file))
        , fd_(owned_ ? owned_.get() : STDIN_FILENO)
        , may_wait_(may_wait)
        , size_(size)
        , stop_(std::move(stop))
    {
        // What it holds is what may come while nobody reads. Of anything but a pipe: no.
        if (may_wait_ && ::fcntl(fd_, F_GETPIPE_SZ) < kPipeBytes)
            ::fcntl(fd_, F_SETPIPE_SZ, kPipeBytes);
    }

    std::ptrdiff_t read(std::span<char> buffer) override
    {
        while (!stop_.stop_requested()) {
            if (may_wait_ && !isReady())
                continue;
            const ssize_t size = ::read(fd_, buffer.data(), buffer.size());
            if (size >= 0) {
                read_ += size;
                return size;
            }
            if (errno != EINTR && errno != EAGAIN) {
                error_ = fileError(name_, errno);
                return -1;
            }
        }
        return 0;
    }

    double share() const override
    {
        return size_ > 0 ? std::min(1.0, static_cast<double>(read_) / static_cast<double>(size_))
                         : 0;
    }

private:
    // A blocking read() would not notice the stop.
    bool isReady() const
    {
        pollfd waiting{fd_, POLLIN, 0};
        return ::poll(&waiting, 1, kPollTime_ms) > 0;
    }

    std::string name_;
    FileDescriptor owned_;
    int fd_;
    bool may_wait_;     ///< a pipe, a terminal, a socket: anything but a regular file
    std::int64_t size_; ///< as it was when opened; 0 of a pipe
    std::int64_t read_ = 0;
    std::stop_token stop_;
};

/// What gzip and Zstandard share: the compressed input, and the words for what is wrong with it.
class Decompressor : public ByteReader
{
public:
    Decompressor(std::string name, const char* format, std::unique_ptr<ByteReader> compressed,
                 std::stop_token stop)
        : name_(std::move(name))
        , format_(format)
        , compressed_(std::move(compressed))
        , stop_(std::move(stop))
        , input_(kInputBytes)
    {
    }

    std::ptrdiff_t read(std::span<char> buffer) final
    {
        while (!stop_.stop_requested()) {
            if (begin_ == end_ && !refill())
                return -1;
            if (begin_ == end_ && !may_hold_output_) {
                if (stop_.stop_requested() || isBetweenFrames())
                    return 0;
                return fail("truncated: its " + format_ + " data stops in the middle" + where() +
                            "; copy the file again");
            }
            const std::ptrdiff_t size = decompress(buffer);
            if (size < 0)
                return -1;
            given_bytes_ += static_cast<std::uint64_t>(size);
            may_hold_output_ =
                static_cast<std::size_t>(size) == buffer.size() && !isBetweenFrames();
            if (size > 0)
                return size;
        }
        return 0;
    }

    double share() const final { return compressed_->share(); }

protected:
    /// Decompresses from the input, which may be empty inside a frame, into `buffer`: bytes given,
    /// or -1 after fail().
    virtual std::ptrdiff_t decompress(std::span<char> buffer) = 0;

    /// True where the data may end.
    virtual bool isBetweenFrames() const = 0;

    std::span<const char> input() const
    {
        return std::span<const char>(input_).subspan(begin_, end_ - begin_);
    }
    void consume(std::size_t size) { begin_ += size; }

    std::ptrdiff_t fail(const std::string& what)
    {
        error_ = name_ + ": " + what;
        return -1;
    }

    std::ptrdiff_t failDamaged()
    {
        return fail("damaged " + format_ + " data" + where() + "; copy the file again");
    }

    std::ptrdiff_t failForeign(const std::string& ending)
    {
        return fail("is not " + format_ + " data, though its name ends in " + ending +
                    "; rename it or compress it");
    }

private:
    bool refill()
    {
        begin_ = end_ = 0;
        const std::ptrdiff_t size = compressed_->read(input_);
        if (size < 0) {
            error_ = compressed_->error();
            return false;
        }
        end_ = static_cast<std::size_t>(size);
        return true;
    }

    std::string where() const
    {
        return " after " + std::to_string(given_bytes_) + " bytes of content";
    }

    std::string name_;
    std::string format_;
    std::unique_ptr<ByteReader> compressed_;
    std::stop_token stop_;
    std::vector<char> input_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint64_t given_bytes_ = 0;
    bool may_hold_output_ = false; ///< the last output filled its buffer: more may be ready
};

class GzipReader final : public Decompressor
{
public:
    GzipReader(std::string name, std::unique_ptr<ByteReader> compressed, std::stop_token stop)
        : Decompressor(std::move(name), "gzip", std::move(compressed), std::move(stop))
    {
        constexpr int kGzipOnly = 16;
        initialised_ = inflateInit2(&stream_, MAX_WBITS + kGzipOnly) == Z_OK;
    }
    ~GzipReader() override
    {
        if (initialised_)
            inflateEnd(&stream_);
    }
    GzipReader(const GzipReader&) = delete;
    GzipReader& operator=(const GzipReader&) = delete;

private:
    std::ptrdiff_t decompress(std::span<char> buffer) override
    {
        if (!initialised_)
            return fail("not enough memory to decompress it");
        // Zeros may pad the last member up to a block of a tape.
        if (state_ == State::BetweenMembers && input().front() == '\0')
            state_ = State::Padding;
        if (state_ == State::Padding)
            return skipPadding();

        const std::span<const char> given = input();
        stream_.next_in = reinterpret_cast<const Bytef*>(given.data());
        stream_.avail_in = static_cast<uInt>(given.size());
        stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(buffer.size(), kMaxOutput));
        const uInt room = stream_.avail_out;
        const int result = inflate(&stream_, Z_NO_FLUSH);
        consume(given.size() - stream_.avail_in);
        const uInt size = room - stream_.avail_out;
        switch (result) {
        case Z_OK:
        case Z_BUF_ERROR: // no progress without more input: the next round brings it
            state_ = State::InMember;
            break;
        case Z_STREAM_END:
            state_ = State::BetweenMembers;
            any_member_ = true;
            inflateReset(&stream_);
            break;
        default:
            if (!any_member_ && stream_.total_out == 0 && state_ != State::InMember)
                return failForeign(".gz");
            return failDamaged();
        }
        return size;
    }

    bool isBetweenFrames() const override
    {
        return state_ == State::BetweenMembers || state_ == State::Padding;
    }

    std::ptrdiff_t skipPadding()
    {
        const std::span<const char> given = input();
        if (!std::ranges::all_of(given, [](char byte) { return byte == '\0'; }))
            return failDamaged();
        consume(given.size());
        return 0;
    }

    static constexpr std::size_t kMaxOutput = 1U << 30;

    enum class State { Start, InMember, BetweenMembers, Padding };

    z_stream stream_{};
    bool initialised_ = false;
    bool any_member_ = false;
    State state_ = State::Start;
};

class ZstdReader final : public Decompressor
{
public:
    ZstdReader(std::string name, std::unique_ptr<ByteReader> compressed, std::stop_token stop)
        : Decompressor(std::move(name), "Zstandard", std::move(compressed), std::move(stop))
        , stream_(ZSTD_createDStream(), &ZSTD_freeDStream)
    {
    }

private:
    std::ptrdiff_t decompress(std::span<char> buffer) override
    {
        if (!stream_)
            return fail("not enough memory to decompress it");
        ZSTD_inBuffer in{input().data(), input().size(), 0};
        ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
        const std::size_t result = ZSTD_decompressStream(stream_.get(), &out, &in);
        consume(in.pos);
        if (!ZSTD_isError(result)) {
            between_frames_ = result == 0;
            any_frame_ = any_frame_ || between_frames_;
            return static_cast<std::ptrdiff_t>(out.pos);
        }
        switch (ZSTD_getErrorCode(result)) {
        case ZSTD_error_prefix_unknown:
            return any_frame_ ? failDamaged() : failForeign(".zst");
        case ZSTD_error_frameParameter_windowTooLarge:
            return fail("was compressed with a window over 128 MiB; compress it again without "
                        "--long or --ultra");
        default:
            return failDamaged();
        }
    }

    bool isBetweenFrames() const override { return between_frames_; }

    std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream_;
    bool between_frames_ = false; // so an empty file is a truncated one
    bool any_frame_ = false;
};

} // namespace

std::unique_ptr<ByteReader> openBytes(const std::string& path, std::string& error,
                                      std::stop_token stop)
{
    if (path == "-")
        return std::make_unique<PlainReader>("standard input", FileDescriptor(), true, 0, stop);

    // Not blocking: opening a pipe that nobody writes to yet would not notice the stop.
    FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status = {};
    if (!file || ::fstat(file.get(), &status) != 0) {
        error = fileError(path, errno);
        return nullptr;
    }
    if (S_ISDIR(status.st_mode)) {
        error = fileError(path, EISDIR);
        return nullptr;
    }
    auto plain = std::make_unique<PlainReader>(path, std::move(file), !S_ISREG(status.st_mode),
                                               status.st_size, stop);
    if (path.ends_with(".gz"))
        return std::make_unique<GzipReader>(path, std::move(plain), stop);
    if (path.ends_with(".zst"))
        return std::make_unique<ZstdReader>(path, std::move(plain), stop);
    return plain;
}

} // namespace livewall::feed
