// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/filedescriptor.h"
#include "models/publish/publisher.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace livewall::publish {

/// Listens on a TCP port and sends each line to every reader that is connected; who connects later
/// gets the lines from then on. While nobody is connected it waits. It waits for readers that are
/// slow, too, but who takes no byte for `patience` is let go, so that one cannot hold up the others
/// for ever; at most kHeldBytes are held for each, and kMaxReaders are let in.
class TcpPublisher final : public Publisher
{
public:
    static constexpr std::size_t kHeldBytes = 256 * 1024;
    static constexpr std::size_t kMaxReaders = 64;
    static constexpr std::chrono::seconds kPatience{10};

    /// For tcp-listen://address:port, with a numeric address, [in brackets] where it is of IPv6.
    /// Nothing for any other location or where access is asked for, and in `error` why.
    static std::unique_ptr<Publisher> make(PublishSpec spec, std::string& error);

    TcpPublisher(PublishSpec spec, std::string address, std::string port,
                 std::chrono::milliseconds patience = kPatience);

    bool send(std::string_view line) override;
    bool finish() override;

private:
    using Clock = std::chrono::steady_clock;

    struct Reader
    {
        feed::FileDescriptor socket;
        std::string held; ///< what it has not taken yet
        Clock::time_point last_taken;
        bool is_gone = false;
    };

    bool listen();
    bool waitForReaders();
    bool waitForRoom();
    void lookAround();
    void accept();
    void pass(Reader& reader);
    bool isAnyFull() const;
    bool isStopped() const { return spec_.stop.stop_requested(); }

    PublishSpec spec_;
    const std::string address_;
    const std::string port_;
    const std::chrono::milliseconds patience_;
    feed::FileDescriptor listener_;
    std::vector<Reader> readers_;
    Clock::time_point last_look_;
};

} // namespace livewall::publish
