// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/eventbatch.h"
#include "models/event/fieldmap.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace livewall::event {

struct DecoderOptions
{
    std::string feed; ///< the feed's configured name: part of every identity
    FieldMap fields;
    int samples_per_reason = 3; ///< how many rejections of each reason are described
    bool guesses = true;        ///< false: every line the long way, to compare with
    /// Called with most purchases as soon as they are read, before the line behind theirs is, in
    /// the decoder's thread: what each will be compared with may be fetched from memory meanwhile.
    std::function<void(const Purchase& purchase)> announce = {};
    /// False: where a purchase was made (city, coordinates) is checked, but not given.
    bool keeps_places = true;
    bool keeps_lines = false; ///< those who cut lines for it put them into EventBatch::lines too
};

/// Turns lines into events: one JSON object, one CloudEvents 1.0 object or an array of either a
/// line (RFC 8259, RFC 3339, CloudEvents 1.0). A faulty element is counted and nothing else is
/// affected; a line that is not JSON at all counts as one element rejected as `json`, whatever
/// its first part looked like. No line makes it throw, and nothing is allocated for a valid
/// event once the batch and the decoder have grown to the size of their work.
/// Not thread-safe: one decoder a feed.
class Decoder
{
public:
    /// Lines, with their ends.
    struct Run
    {
        std::size_t bytes = 0;
        std::uint64_t lines = 0;
    };

    explicit Decoder(DecoderOptions options);
    ~Decoder();
    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;

    /// One line without its end. `line.data()` must be readable for kPadding bytes beyond the
    /// line's end (their content does not matter). `number` is the line's, from 1, for samples.
    void decode(std::string_view line, std::uint64_t number, EventBatch& batch);

    /// Decodes lines from the front of `text` as long as each is put together like one before and
    /// holds a faultless purchase; decode() is for the one after them. `text` is lines, each with
    /// its LF or CR LF, and is readable for kPadding bytes beyond its end.
    Run decodeLikely(std::string_view text, EventBatch& batch);

    /// Counts a line that was too long to be kept.
    void rejectLength(std::uint64_t number, EventBatch& batch);

    static constexpr std::size_t kPadding = 64;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace livewall::event
