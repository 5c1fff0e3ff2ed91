// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/explanation.h"

#include "models/engine/filereading.h"
#include "models/event/elements.h"
#include "models/event/linedecoder.h"
#include "models/event/money.h"
#include "models/event/timestamp.h"
#include "models/feed/lineblocks.h"
#include "models/stats/intake.h"

#include <boost/unordered/unordered_flat_map.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <functional>
#include <limits>
#include <map>
#include <span>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

namespace livewall::engine {

namespace {

using event::Field;
using Fate = ExplainedLine::Fate;
using Json = nlohmann::json;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The identity is a hash already.
struct IdentityHash
{
    using is_avalanching = void;
    std::size_t operator()(const event::Identity& identity) const { return identity.high; }
};

/// The fields of an element as they were written, whatever is wrong with them: what the decoder
/// does not hand on, or has rejected.
class WrittenFields
{
public:
    WrittenFields(std::string_view element, const event::FieldMap& fields)
        : whole_(Json::parse(element, nullptr, false)), fields_(fields)
    {
        if (whole_.is_object() && whole_.contains("specversion"))
            data_ = whole_.value("data", Json());
        else
            data_ = whole_;
    }

    std::string text(Field field) const
    {
        const Json* value = find(field);
        return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
    }

    /// The store that it names, in whatever form.
    std::optional<std::int64_t> eid() const
    {
        const Json* value = find(Field::Eid);
        if (value == nullptr)
            return std::nullopt;
        if (value->is_number_integer())
            return value->get<std::int64_t>();
        const std::string written = value->is_string() ? value->get<std::string>() : value->dump();
        std::int64_t number = 0;
        const auto [end, error] =
            std::from_chars(written.data(), written.data() + written.size(), number);
        if (error != std::errc() ||
            written.substr(end - written.data()).find_first_not_of(".0") != std::string::npos)
            return std::nullopt;
        return number;
    }

    std::optional<std::int64_t> time_ms() const
    {
        const Json* value = find(Field::Time);
        if (value == nullptr)
            return std::nullopt;
        if (value->is_string())
            return event::parseTimestamp(value->get<std::string>());
        if (value->is_number_integer())
            return value->get<std::int64_t>();
        return std::nullopt;
    }

private:
    /// As in the decoder, an envelope stands in where the data lacks id, time and type.
    const Json* find(Field field) const
    {
        if (data_.is_object()) {
            if (const auto found = data_.find(fields_.key(field)); found != data_.end())
                return &*found;
        }
        const bool is_enveloped =
            field == Field::Id || field == Field::Time || field == Field::Type;
        if (is_enveloped && whole_.is_object()) {
            if (const auto found = whole_.find(event::name(field)); found != whole_.end())
                return &*found;
        }
        return nullptr;
    }

    Json whole_;
    Json data_;
    const event::FieldMap& fields_;
};

/// Reads line after line, and keeps what concerns the store.
class Explainer
{
public:
    explicit Explainer(const ExplainOptions& options)
        : options_(options)
        , decoder_(decoderOptions(options.decoder))
        , intake_(
              {.last_second = options.at_ms ? *options.at_ms / 1000 : stats::Intake::kAnySecond})
    {
    }

    void read(LinePlace place, std::string_view line)
    {
        if (!decode(place.line, line))
            return;
        if (place.line == 1 && line.starts_with(kByteOrderMark))
            line.remove_prefix(kByteOrderMark.size());
        // An array that is faulty as a whole is one element, rejected.
        const std::vector<std::string_view> elements = event::elementsOf(line);
        if (elements.empty() || elements.size() != batch_.received) {
            take(place, line);
            return;
        }
        for (const std::string_view element : elements) {
            ++place.element;
            if (decode(place.line, element))
                take(place, element);
        }
    }

    const stats::Intake& intake() const { return intake_; }
    std::vector<ExplainedLine> takeLines() { return std::move(lines_); }
    std::string merchantAt(std::int64_t second) const
    {
        const Name* newest = nullptr;
        for (const Name& name : names_) {
            if (name.time_ms / 1000 <= second &&
                (newest == nullptr ||
                 std::tie(newest->time_ms, newest->text) < std::tie(name.time_ms, name.text)))
                newest = &name;
        }
        return newest == nullptr ? std::string() : newest->text;
    }
    std::uint64_t rejectedUnknown() const { return rejected_unknown_; }

private:
    struct Name
    {
        std::int64_t time_ms;
        std::string text;
    };

    static event::DecoderOptions decoderOptions(event::DecoderOptions options)
    {
        options.samples_per_reason = std::numeric_limits<int>::max();
        return options;
    }

    /// False for a line without anything in it.
    bool decode(std::uint64_t number, std::string_view text)
    {
        batch_.clear();
        decoder_.restart();
        decoder_.passOver(number - 1);
        decoder_.feed(text, batch_);
        decoder_.finish(batch_);
        return batch_.received > 0;
    }

    /// What the batch holds, which is one element, or several that cannot be told apart.
    void take(const LinePlace& place, std::string_view element)
    {
        intake_.enter(batch_);
        for (const event::Purchase& purchase : batch_.purchases)
            judge(place, purchase, element);
        for (const event::RejectionSample& sample : batch_.samples)
            addOther(place, element, Fate::Rejected, sample.message);
        if (batch_.unknown_type > 0)
            addOther(place, element, Fate::OtherType, {});
    }

    void judge(const LinePlace& place, const event::Purchase& purchase, std::string_view element)
    {
        const stats::Dedupe::Verdict verdict = intake_.judge(purchase);
        const bool is_fresh = verdict == stats::Dedupe::Verdict::Fresh;
        if (purchase.eid != options_.eid) {
            if (is_fresh)
                originals_.erase(purchase.identity); // copies from now on are of this one
            return;
        }
        if (is_fresh)
            originals_[purchase.identity] = place;
        ExplainedLine line{.place = place,
                           .fate = purchase.accepted ? Fate::Accepted : Fate::NotAccepted,
                           .time_ms = purchase.time_ms,
                           .id = WrittenFields(element, options_.decoder.fields).text(Field::Id),
                           .amount = purchase.amount,
                           .currency = purchase.currency,
                           .country = purchase.country,
                           .is_unchecked = verdict == stats::Dedupe::Verdict::Unchecked};
        if (verdict == stats::Dedupe::Verdict::Duplicate) {
            line.fate = Fate::Duplicate;
            if (const auto found = originals_.find(purchase.identity); found != originals_.end())
                line.original = found->second;
        } else if (const auto name = batch_.view(purchase.merchant);
                   purchase.accepted && !name.empty()) {
            names_.push_back({purchase.time_ms, std::string(name)});
        }
        lines_.push_back(std::move(line));
    }

    /// An element that is no purchase, if it names the store.
    void addOther(const LinePlace& place, std::string_view element, Fate fate, std::string words)
    {
        const WrittenFields written(element, options_.decoder.fields);
        const auto eid = written.eid();
        if (!eid && fate == Fate::Rejected)
            ++rejected_unknown_;
        if (eid != options_.eid)
            return;
        lines_.push_back(
            {.place = place,
             .fate = fate,
             .time_ms = written.time_ms(),
             .id = written.text(Field::Id),
             .words = fate == Fate::OtherType ? written.text(Field::Type) : std::move(words)});
    }

    const ExplainOptions& options_;
    event::LineDecoder decoder_;
    event::EventBatch batch_;
    stats::Intake intake_;
    /// Of the store's own: nobody has room for those of all.
    boost::unordered_flat_map<event::Identity, LinePlace, IdentityHash> originals_;
    std::vector<ExplainedLine> lines_;
    std::vector<Name> names_;
    std::uint64_t rejected_unknown_ = 0;
};

/// The windows of DESIGN 3: 3600 seconds that end with T's own, 1440 minutes that end with T's own
/// and go up to T's second.
void place(ExplainedLine& line, std::int64_t at_second, std::span<const event::Country> exclude)
{
    line.is_excluded = std::ranges::find(exclude, line.country) != exclude.end();
    if (!line.time_ms)
        return;
    const std::int64_t second = *line.time_ms / 1000;
    line.is_after = second > at_second;
    line.is_in_hour = !line.is_after && second > at_second - 3600;
    line.is_in_day = !line.is_after && second / 60 > at_second / 60 - 1440;
}

/// Of the lines that count: how many, and the average in the currency of most of them.
ExplainedSum sumOf(std::span<const ExplainedLine> lines, bool (ExplainedLine::*counts)() const)
{
    struct Sold
    {
        std::int64_t count = 0;
        event::Int128 sum = 0;
    };
    std::map<std::string, Sold, std::less<>> by_code;
    ExplainedSum total;
    for (const ExplainedLine& line : lines) {
        if (!(line.*counts)())
            continue;
        ++total.count;
        Sold& sold = by_code[std::string(line.currency.code())];
        ++sold.count;
        sold.sum += line.amount;
    }
    // By code: of equals the first.
    const auto most =
        std::ranges::max_element(by_code, {}, [](const auto& entry) { return entry.second.count; });
    if (most == by_code.end())
        return total;
    total.currency = event::Currency::fromCode(most->first).value();
    total.average = event::averageHalfEven(most->second.sum, most->second.count);
    total.mixed = by_code.size() > 1;
    return total;
}

} // namespace

Explanation explain(const ExplainOptions& options)
{
    Explainer explainer(options);
    feed::LineBlocks blocks(options.files);
    feed::LineBlock block;
    LinePlace place;
    while (blocks.next(block)) {
        if (block.begins_file)
            place = {.file = block.file};
        for (std::string_view left = block.bytes(); !left.empty();) {
            const std::size_t end = std::min(left.find('\n'), left.size() - 1) + 1;
            ++place.line;
            explainer.read(place, left.substr(0, end));
            left.remove_prefix(end);
        }
    }
    Explanation explanation;
    if (!blocks.error().empty()) {
        explanation.outcome = Explanation::Outcome::Unreadable;
        explanation.error = blocks.error();
        return explanation;
    }
    const stats::Intake& intake = explainer.intake();
    if (!intake.ledger().hasPurchase()) {
        explanation.outcome = Explanation::Outcome::NoPurchase;
        explanation.error = noValidPurchase(options.files, intake.ledger(), {});
        return explanation;
    }
    explanation.at_ms = options.at_ms ? *options.at_ms : *intake.newest_ms();
    const std::int64_t at_second = explanation.at_ms / 1000;
    explanation.lines = explainer.takeLines();
    for (ExplainedLine& line : explanation.lines)
        engine::place(line, at_second, options.exclude);
    explanation.merchant = explainer.merchantAt(at_second);
    explanation.rejected_unknown = explainer.rejectedUnknown();
    explanation.hour = sumOf(explanation.lines, &ExplainedLine::countsInHour);
    explanation.excluding = sumOf(explanation.lines, &ExplainedLine::countsInExcluding);
    explanation.day = sumOf(explanation.lines, &ExplainedLine::countsInDay);
    return explanation;
}

} // namespace livewall::engine
