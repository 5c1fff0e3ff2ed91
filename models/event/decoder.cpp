// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/decoder.h"

#include "models/event/decimal.h"
#include "models/event/displaytext.h"
#include "models/event/jsonreader.h"
#include "models/event/keytable.h"
#include "models/event/likelykey.h"
#include "models/event/likelyvalues.h"
#include "models/event/lineshapes.h"
#include "models/event/money.h"
#include "models/event/timestamp.h"

#include <algorithm>
#include <span>
#include <utility>

// Short inputs: the call would cost more than the hash.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace livewall::event {
namespace {

static_assert(Decoder::kPadding >= JsonReader::kPadding);
static_assert(Decoder::kPadding >= LineShapes::kPadding);

constexpr int kMaxDepth = 128; ///< of arrays and objects in each other; deeper is not read
constexpr std::size_t kMaxIdBytes = 128;
constexpr std::size_t kMaxNameCodePoints = 200;
constexpr std::size_t kMaxDeployCodePoints = 100;
constexpr std::size_t kMaxQuotedCodePoints = 40;
constexpr std::string_view kWhitespace = " \t\r\n";

enum class Kind : std::uint8_t { Absent, String, Number, Object, Other };

/// A JSON value that is valid as such; null counts as absent.
struct Value
{
    Kind kind = Kind::Absent;
    std::string_view text; ///< String: unescaped. Number: as written. Valid until the next line.

    bool isAbsent() const { return kind == Kind::Absent; }
};

/// The values of an object's known keys.
template <class Key, std::size_t size>
class Values
{
public:
    void clear()
    {
        seen_ = 0;
        repeated_ = false;
    }

    void add(Key key, const Value& value)
    {
        const std::uint32_t bit = 1U << static_cast<unsigned>(key);
        if ((seen_ & bit) != 0) {
            repeated_ = true;
            // The object is faulty, but what it is may depend on the value that is not null.
            if (value.isAbsent())
                return;
        }
        values_[static_cast<std::size_t>(key)] = value;
        seen_ |= bit;
    }

    /// Puts `value` where there is none.
    void standIn(Key key, const Value& value)
    {
        if ((*this)[key].isAbsent()) {
            values_[static_cast<std::size_t>(key)] = value;
            seen_ |= 1U << static_cast<unsigned>(key);
        }
    }

    const Value& operator[](Key key) const
    {
        static constexpr Value kAbsent;
        const bool is_seen = ((seen_ >> static_cast<unsigned>(key)) & 1U) != 0;
        return is_seen ? values_[static_cast<std::size_t>(key)] : kAbsent;
    }

    bool hasRepeatedKey() const { return repeated_; }

private:
    static_assert(size <= 32);
    std::uint32_t seen_ = 0;
    bool repeated_ = false;
    std::array<Value, size> values_;
};

using Attributes = Values<Attribute, kAttributes>;

/// The fields of one object, and some of its other keys, for the sake of a helpful message.
struct Record
{
    Values<Field, kFields> fields;
    std::array<std::string_view, 24> other_keys;
    std::size_t other_key_count = 0;

    void clear()
    {
        fields.clear();
        other_key_count = 0;
    }

    void add(std::optional<Field> field, std::string_view key, const Value& value)
    {
        if (field)
            fields.add(*field, value);
        else if (other_key_count < other_keys.size())
            other_keys[other_key_count++] = key;
    }
};

/// What was wrong with an element: the reason, and the words for its sample.
struct Fault
{
    Rejection reason;
    std::optional<Field> missing;
    std::string_view subject; ///< the field's name, or what stands for it
    std::string_view what;
    const Value* quote = nullptr; ///< the faulty value, where it is unlikely to be personal data
    std::string_view currency = {};
};

/// `quote` must outlive it.
[[gnu::cold]] Fault fault(Rejection reason, Field field, std::string_view what,
                          const Value* quote = nullptr)
{
    return {reason, std::nullopt, name(field), what, quote};
}

[[gnu::cold]] Fault missing(Rejection reason, Field field)
{
    return {reason, field, name(field), "missing"};
}

[[gnu::cold]] Fault notJson(std::string_view what)
{
    return {Rejection::Json, std::nullopt, name(Rejection::Json), what};
}

bool equalsIgnoringCase(std::string_view text, std::string_view lower_case)
{
    return text.size() == lower_case.size() &&
           std::equal(text.begin(), text.end(), lower_case.begin(), [](char a, char b) {
               return a == b || (a >= 'A' && a <= 'Z' && a + 32 == b);
           });
}

std::optional<std::int64_t> timeOf(const Value& value)
{
    if (value.kind == Kind::String)
        return parseTimestamp(value.text);
    if (value.kind != Kind::Number)
        return std::nullopt;
    const auto time_ms = integerOf(value.text);
    if (!time_ms || *time_ms < kFirstTime_ms || *time_ms >= kEndTime_ms)
        return std::nullopt;
    return time_ms;
}

/// A coordinate in degrees, at most `limit` either way.
std::optional<float> degreesOf(const Value& value, double limit)
{
    if (value.kind != Kind::Number)
        return std::nullopt;
    const double degrees = doubleOf(value.text);
    if (degrees < -limit || degrees > limit)
        return std::nullopt;
    return static_cast<float>(degrees);
}

bool isText(const Value& value)
{
    return value.isAbsent() || value.kind == Kind::String;
}

std::optional<Fault> findIdFault(const Value& id)
{
    if (id.isAbsent())
        return missing(Rejection::Id, Field::Id);
    if (id.kind != Kind::String)
        return fault(Rejection::Id, Field::Id, "not a string");
    if (id.text.empty() || id.text.size() > kMaxIdBytes)
        return fault(Rejection::Id, Field::Id, "not 1 to 128 bytes long");
    return std::nullopt;
}

std::optional<Fault> findTimeFault(const Value& time)
{
    if (time.isAbsent())
        return missing(Rejection::Time, Field::Time);
    if (!timeOf(time))
        return fault(Rejection::Time, Field::Time,
                     "not an RFC 3339 time with its offset or whole milliseconds, 2000 to 2099",
                     &time);
    return std::nullopt;
}

/// Finds the amount in minor units, or as much of its faults as can be seen without a currency.
std::optional<Fault> judgeAmount(const Value& value, const std::optional<Currency>& currency,
                                 Purchase& purchase)
{
    constexpr Rejection kReason = Rejection::Amount;
    constexpr Field kField = Field::Amount;
    if (value.isAbsent())
        return missing(kReason, kField);
    std::optional<Decimal> decimal;
    if (value.kind == Kind::String)
        decimal = readPlainDecimal(value.text);
    else if (value.kind == Kind::Number)
        decimal = readJsonNumber(value.text);
    if (!decimal)
        return fault(kReason, kField, "not a plain decimal number", &value);
    if (decimal->negative && purchase.accepted && !decimal->isZero())
        return fault(kReason, kField, "negative, but accepted", &value);
    if (!currency)
        return std::nullopt;
    const std::optional<std::int64_t> amount = amountOf(*decimal, currency->minorDigits());
    if (!amount) {
        Fault found = fault(kReason, kField,
                            "over 10^12 minor units, or more decimals than there are in", &value);
        found.currency = currency->code();
        return found;
    }
    purchase.amount = *amount;
    return std::nullopt;
}

Identity identityOf(std::string_view id, std::uint64_t seed, bool accepted)
{
    const XXH128_hash_t hash = XXH3_128bits_withSeed(id.data(), id.size(), seed);
    return {hash.high64, (hash.low64 & ~std::uint64_t{1}) | (accepted ? 1U : 0U)};
}

/// Little-endian, on every machine.
void appendWithLength(std::string_view piece, std::string& out)
{
    for (int shift = 0; shift < 64; shift += 8)
        out += static_cast<char>(piece.size() >> shift & 0xff);
    out += piece;
}

/// What a batch held before a line, to take back what a faulty line added.
struct Checkpoint
{
    explicit Checkpoint(const EventBatch& batch)
        : purchases(batch.purchases.size())
        , deploys(batch.deploys.size())
        , text(batch.text.size())
        , samples(batch.samples.size())
        , received(batch.received)
        , control(batch.control)
        , unknown_type(batch.unknown_type)
        , rejected(batch.rejected)
        , heartbeat_ms(batch.heartbeat_ms)
        , heartbeats(batch.heartbeats)
    {
    }

    void restore(EventBatch& batch) const
    {
        batch.purchases.resize(purchases);
        batch.deploys.resize(deploys);
        batch.text.cut(text);
        batch.samples.resize(samples);
        batch.received = received;
        batch.control = control;
        batch.unknown_type = unknown_type;
        batch.rejected = rejected;
        batch.heartbeat_ms = heartbeat_ms;
        batch.heartbeats = heartbeats;
    }

    std::size_t purchases;
    std::size_t deploys;
    std::size_t text;
    std::size_t samples;
    std::uint64_t received;
    std::uint64_t control;
    std::uint64_t unknown_type;
    std::array<std::uint64_t, kRejections> rejected;
    std::optional<std::int64_t> heartbeat_ms;
    std::uint64_t heartbeats;
};

} // namespace

class Decoder::Private
{
public:
    explicit Private(DecoderOptions options)
        : options_(std::move(options))
        , keys_(options_.fields)
        , json_(kMaxLineBytes)
        , shapes_(json_, options_.keeps_places)
        , line_(kMaxLineBytes + 1 + kPadding, ' ')
    {
        seed({});
    }

    void decode(std::string_view line, std::uint64_t number, EventBatch& batch);
    Run decodeLikely(std::string_view text, EventBatch& batch);
    void rejectLength(std::uint64_t number, EventBatch& batch);

private:
    // Guessing.
    bool decodeAsLikely(std::string_view line, EventBatch& batch);
    const char* decodeLikelyLine(const char* line, EventBatch& batch);
    [[gnu::always_inline]] Text addLikelyText(const LikelyText& text, EventBatch& batch);

    // Reading: each returns false where the line is not valid JSON.
    bool readLine(std::string_view line, EventBatch& batch);
    bool readArray(EventBatch& batch);
    bool readElement();
    bool readValue(int depth, Value& result);
    bool skipArray(int depth);
    template <class Member>
    bool readMembers(Member&& member);

    // Judging the element that was read.
    bool isEnvelope() const { return !attributes_[Attribute::SpecVersion].isAbsent(); }
    void judge(EventBatch& batch);
    std::optional<Fault> openEnvelope();
    std::optional<Fault> judgeRecord(const Record& record, EventBatch& batch);
    std::optional<Fault> judgePurchase(const Record& record, EventBatch& batch);
    std::optional<Fault> judgeDeploy(const Record& record, EventBatch& batch);
    std::optional<Fault> judgeHeartbeat(const Record& record, EventBatch& batch);

    Text addText(std::string_view text, std::size_t max_code_points, EventBatch& batch);
    void reject(const Fault& fault, const Record* record, EventBatch& batch);
    void seed(std::string_view source);
    std::string describe(const Fault& fault, const Record* record) const;

    DecoderOptions options_;
    KeyTable keys_;
    JsonReader json_;

    LineShapes shapes_;
    LikelyValues likely_;
    std::string line_; ///< room for a line, its end and the padding

    // The element being read. `data_` is the object under "data", whatever it is for.
    Record record_;
    Record data_;
    Attributes attributes_;

    std::string display_text_;
    std::string source_; ///< what the seeds were made for
    std::string seed_input_;
    std::uint64_t purchase_seed_ = 0;
    std::uint64_t deploy_seed_ = 0;

    std::uint64_t number_ = 0; ///< of the line
    std::array<int, kRejections> sampled_{};
};

void Decoder::Private::decode(std::string_view line, std::uint64_t number, EventBatch& batch)
{
    number_ = number;
    if (decodeAsLikely(line, batch))
        return;
    const std::size_t first = line.find_first_not_of(kWhitespace);
    if (first == std::string_view::npos)
        return;
    // Whatever is no object or array is no event, valid or not.
    const bool is_container = line[first] == '{' || line[first] == '[';
    if (is_container) {
        const Checkpoint checkpoint(batch);
        const std::array<int, kRejections> sampled = sampled_;
        if (readLine(line, batch)) {
            if (batch.purchases.size() > checkpoint.purchases && line[first] == '{' &&
                options_.guesses)
                shapes_.learn(line, isEnvelope(), keys_);
            return;
        }
        checkpoint.restore(batch);
        sampled_ = sampled;
    }
    ++batch.received;
    reject(notJson(is_container ? "the line is not valid JSON" : "the line is no object or array"),
           nullptr, batch);
}

void Decoder::Private::rejectLength(std::uint64_t number, EventBatch& batch)
{
    number_ = number;
    ++batch.received;
    reject({Rejection::Length, std::nullopt, name(Rejection::Length), "longer than 65,536 bytes"},
           nullptr, batch);
}

Decoder::Run Decoder::Private::decodeLikely(std::string_view text, EventBatch& batch)
{
    const char* line = text.data();
    const char* const end = line + text.size();
    std::uint64_t lines = 0;
    while (line != end) {
        const char* const next = decodeLikelyLine(line, batch);
        if (next == nullptr)
            break;
        if (options_.announce)
            options_.announce(batch.purchases.back());
        line = next;
        ++lines;
    }
    batch.received += lines;
    return {static_cast<std::size_t>(line - text.data()), lines};
}

/// False where decode() has to go the long way.
bool Decoder::Private::decodeAsLikely(std::string_view line, EventBatch& batch)
{
    // The line may hold an LF, but none of the shapes does.
    if (shapes_.isEmpty() || line.find('\n') != std::string_view::npos)
        return false;
    std::copy(line.begin(), line.end(), line_.begin());
    line_[line.size()] = '\n';
    return decodeLikely({line_.data(), line.size() + 1}, batch).lines > 0;
}

/// Decodes the line that begins at `line`, if it is one to LineShapes, and gives the byte behind
/// it. On a fault nothing is left of it: the long way has words for that.
[[gnu::always_inline]] inline const char* Decoder::Private::decodeLikelyLine(const char* line,
                                                                             EventBatch& batch)
{
    Purchase& purchase = batch.purchases.emplace_back();
    const char* const end = shapes_.read(line, purchase, likely_);
    if (end == nullptr || !likely_.findAmount(purchase)) [[unlikely]] {
        batch.purchases.pop_back();
        return nullptr;
    }
    if (likely_.source.text != source_) [[unlikely]]
        seed(likely_.source.text);
    purchase.identity = identityOf(likely_.id.text, purchase_seed_, purchase.accepted);
    purchase.merchant = addLikelyText(likely_.merchant, batch);
    if (options_.keeps_places)
        purchase.city = addLikelyText(likely_.city, batch);
    return end;
}

inline Text Decoder::Private::addLikelyText(const LikelyText& text, EventBatch& batch)
{
    if (text.is_clean && text.text.size() <= kMaxNameCodePoints) [[likely]]
        return batch.text.addPadded(text.text);
    return addText(text.text, kMaxNameCodePoints, batch);
}

bool Decoder::Private::readLine(std::string_view line, EventBatch& batch)
{
    if (!json_.start(line))
        return false;
    if (json_.peek() == '[')
        return readArray(batch) && json_.isAtEnd();
    if (!readElement() || !json_.isAtEnd())
        return false;
    judge(batch);
    return true;
}

bool Decoder::Private::readArray(EventBatch& batch)
{
    if (!json_.take('['))
        return false;
    if (json_.take(']'))
        return true;
    do {
        if (json_.peek() == '{') {
            if (!readElement())
                return false;
            judge(batch);
        } else {
            Value ignored;
            if (!readValue(2, ignored))
                return false;
            ++batch.received;
            reject(notJson("an element of the array is no object"), nullptr, batch);
        }
    } while (json_.take(','));
    return json_.take(']');
}

/// Calls `member` with each key of an object; it reads the value.
template <class Member>
bool Decoder::Private::readMembers(Member&& member)
{
    if (!json_.take('{'))
        return false;
    if (json_.take('}'))
        return true;
    do {
        std::string_view key;
        if (!json_.takeString(key) || !json_.take(':') || !member(key))
            return false;
    } while (json_.take(','));
    return json_.take('}');
}

bool Decoder::Private::readElement()
{
    record_.clear();
    data_.clear();
    attributes_.clear();
    return readMembers([this](std::string_view key) {
        const KeyMeaning& meaning = keys_.find(key);
        Value value;
        if (meaning.attribute == Attribute::Data && json_.peek() == '{') {
            value.kind = Kind::Object;
            const auto addToData = [this](std::string_view inner_key) {
                Value inner;
                if (!readValue(3, inner))
                    return false;
                data_.add(keys_.find(inner_key).field, inner_key, inner);
                return true;
            };
            if (!readMembers(addToData))
                return false;
        } else if (!readValue(2, value)) {
            return false;
        }
        if (meaning.attribute)
            attributes_.add(*meaning.attribute, value);
        record_.add(meaning.field, key, value);
        return true;
    });
}

/// A value at `depth`, where the line's outermost object or array is 1.
bool Decoder::Private::readValue(int depth, Value& result)
{
    switch (json_.peek()) {
    case '"':
        result.kind = Kind::String;
        return json_.takeString(result.text);
    case '{':
        result.kind = Kind::Object;
        return depth <= kMaxDepth && readMembers([this, depth](std::string_view) {
                   Value ignored;
                   return readValue(depth + 1, ignored);
               });
    case '[':
        result.kind = Kind::Other;
        return depth <= kMaxDepth && skipArray(depth);
    case 'n':
        return json_.takeLiteral("null");
    case 't':
        result.kind = Kind::Other;
        return json_.takeLiteral("true");
    case 'f':
        result.kind = Kind::Other;
        return json_.takeLiteral("false");
    default:
        result.kind = Kind::Number;
        return json_.takeNumber(result.text);
    }
}

bool Decoder::Private::skipArray(int depth)
{
    if (!json_.take('['))
        return false;
    if (json_.take(']'))
        return true;
    do {
        Value ignored;
        if (!readValue(depth + 1, ignored))
            return false;
    } while (json_.take(','));
    return json_.take(']');
}

void Decoder::Private::judge(EventBatch& batch)
{
    ++batch.received;
    const Record& record = isEnvelope() ? data_ : record_;
    std::optional<Fault> found;
    if (isEnvelope()) {
        found = openEnvelope();
    } else {
        if (!source_.empty())
            seed({});
        if (record.fields.hasRepeatedKey())
            found = notJson("a known key stands twice");
    }
    if (!found)
        found = judgeRecord(record, batch);
    if (found)
        reject(*found, &record, batch);
}

std::optional<Fault> Decoder::Private::openEnvelope()
{
    if (attributes_.hasRepeatedKey() || data_.fields.hasRepeatedKey())
        return notJson("a known key stands twice");
    const Value& data = attributes_[Attribute::Data];
    if (!data.isAbsent() && data.kind != Kind::Object)
        return notJson("the CloudEvents data is no object");
    const Value& source = attributes_[Attribute::Source];
    if (!source.isAbsent() && source.kind != Kind::String)
        return notJson("the CloudEvents source is no string");
    if (source.text != source_)
        seed(source.text);
    data_.fields.standIn(Field::Type, attributes_[Attribute::Type]);
    data_.fields.standIn(Field::Id, attributes_[Attribute::Id]);
    data_.fields.standIn(Field::Time, attributes_[Attribute::Time]);
    return std::nullopt;
}

std::optional<Fault> Decoder::Private::judgeRecord(const Record& record, EventBatch& batch)
{
    const Value& type = record.fields[Field::Type];
    if (type.isAbsent())
        return judgePurchase(record, batch);
    if (type.kind != Kind::String)
        return fault(Rejection::Type, Field::Type, "not a string");
    // Without a dot rfind gives npos, and npos + 1 is 0.
    const std::string_view word = type.text.substr(type.text.rfind('.') + 1);
    if (word == "purchase")
        return judgePurchase(record, batch);
    if (word == "heartbeat")
        return judgeHeartbeat(record, batch);
    if (word == "deploy")
        return judgeDeploy(record, batch);
    ++batch.unknown_type;
    return std::nullopt;
}

std::optional<Fault> Decoder::Private::judgePurchase(const Record& record, EventBatch& batch)
{
    const auto& fields = record.fields;
    Purchase purchase;

    const Value& id = fields[Field::Id];
    if (auto found = findIdFault(id))
        return found;

    const std::optional<std::int64_t> time_ms = timeOf(fields[Field::Time]);
    if (!time_ms)
        return findTimeFault(fields[Field::Time]);
    purchase.time_ms = *time_ms;

    const Value& status = fields[Field::Status];
    if (status.isAbsent())
        return missing(Rejection::Status, Field::Status);
    if (status.kind != Kind::String)
        return fault(Rejection::Status, Field::Status, "not a string", &status);
    purchase.accepted = equalsIgnoringCase(status.text, "accepted");

    const Value& eid = fields[Field::Eid];
    if (eid.isAbsent())
        return missing(Rejection::Eid, Field::Eid);
    const std::optional<std::int64_t> number =
        eid.kind == Kind::Number ? integerOf(eid.text) : std::nullopt;
    if (!number || *number < 1)
        return fault(Rejection::Eid, Field::Eid, "not an integer from 1 to 2^63-1", &eid);
    purchase.eid = *number;

    // An amount is checked as far as its currency is known: without one by its form alone.
    const Value& currency = fields[Field::Currency];
    const std::optional<Currency> known_currency =
        currency.kind == Kind::String ? Currency::fromCode(currency.text) : std::nullopt;
    if (auto found = judgeAmount(fields[Field::Amount], known_currency, purchase))
        return found;

    if (currency.isAbsent())
        return missing(Rejection::Currency, Field::Currency);
    if (!known_currency)
        return fault(Rejection::Currency, Field::Currency, "not an ISO 4217 code", &currency);
    purchase.currency = *known_currency;

    const Value& country = fields[Field::Country];
    if (!country.isAbsent()) {
        const std::optional<Country> letters =
            country.kind == Kind::String ? Country::fromCode(country.text) : std::nullopt;
        if (!letters)
            return fault(Rejection::Country, Field::Country, "not two letters", &country);
        purchase.country = *letters;
    }

    const Value& latitude = fields[Field::Latitude];
    const Value& longitude = fields[Field::Longitude];
    if (!latitude.isAbsent() || !longitude.isAbsent()) {
        const std::optional<float> north = degreesOf(latitude, 90);
        const std::optional<float> east = degreesOf(longitude, 180);
        if (!north || !east)
            return fault(Rejection::Location, north ? Field::Longitude : Field::Latitude,
                         "not both coordinates in degrees");
        if (options_.keeps_places) {
            purchase.latitude = *north;
            purchase.longitude = *east;
        }
    }

    const Value& merchant = fields[Field::Merchant];
    const Value& city = fields[Field::City];
    for (const Field field : {Field::Merchant, Field::City}) {
        if (!isText(fields[field]))
            return fault(Rejection::Text, field, "not a string");
    }
    purchase.merchant = addText(merchant.text, kMaxNameCodePoints, batch);
    if (options_.keeps_places)
        purchase.city = addText(city.text, kMaxNameCodePoints, batch);
    purchase.identity = identityOf(id.text, purchase_seed_, purchase.accepted);
    batch.purchases.push_back(purchase);
    return std::nullopt;
}

std::optional<Fault> Decoder::Private::judgeDeploy(const Record& record, EventBatch& batch)
{
    const auto& fields = record.fields;
    const Value& id = fields[Field::Id];
    if (auto found = findIdFault(id))
        return found;
    if (auto found = findTimeFault(fields[Field::Time]))
        return found;
    for (const Field field : {Field::Service, Field::Version}) {
        if (!isText(fields[field]))
            return fault(Rejection::Text, field, "not a string");
    }
    Deploy deploy;
    deploy.time_ms = *timeOf(fields[Field::Time]);
    deploy.identity = identityOf(id.text, deploy_seed_, false);
    deploy.service = addText(fields[Field::Service].text, kMaxDeployCodePoints, batch);
    deploy.version = addText(fields[Field::Version].text, kMaxDeployCodePoints, batch);
    batch.deploys.push_back(deploy);
    ++batch.control;
    return std::nullopt;
}

std::optional<Fault> Decoder::Private::judgeHeartbeat(const Record& record, EventBatch& batch)
{
    if (auto found = findIdFault(record.fields[Field::Id]))
        return found;
    const Value& time = record.fields[Field::Time];
    if (!time.isAbsent()) {
        if (auto found = findTimeFault(time))
            return found;
        batch.heartbeat_ms = std::max(batch.heartbeat_ms, timeOf(time));
    }
    ++batch.heartbeats;
    ++batch.control;
    return std::nullopt;
}

Text Decoder::Private::addText(std::string_view text, std::size_t max_code_points,
                               EventBatch& batch)
{
    display_text_.clear();
    appendDisplayText(text, max_code_points, display_text_);
    return batch.add(display_text_);
}

void Decoder::Private::seed(std::string_view source)
{
    source_ = source;
    seed_input_.clear();
    appendWithLength(options_.feed, seed_input_);
    appendWithLength(source, seed_input_);
    purchase_seed_ = XXH3_64bits(seed_input_.data(), seed_input_.size());
    appendWithLength("deploy", seed_input_);
    deploy_seed_ = XXH3_64bits(seed_input_.data(), seed_input_.size());
}

void Decoder::Private::reject(const Fault& fault, const Record* record, EventBatch& batch)
{
    const auto reason = static_cast<std::size_t>(fault.reason);
    ++batch.rejected[reason];
    if (sampled_[reason] >= options_.samples_per_reason)
        return;
    ++sampled_[reason];
    batch.samples.push_back({fault.reason, number_, describe(fault, record)});
}

std::string Decoder::Private::describe(const Fault& fault, const Record* record) const
{
    std::string text(fault.subject);
    text.append(": ").append(fault.what);
    if (!fault.currency.empty())
        text.append(" ").append(fault.currency);
    const Kind quoted = fault.quote == nullptr ? Kind::Absent : fault.quote->kind;
    if (quoted == Kind::String) {
        text.append(": ");
        appendQuoted(fault.quote->text, kMaxQuotedCodePoints, text);
    } else if (quoted == Kind::Number) {
        const std::string_view digits = fault.quote->text;
        text.append(": ").append(digits.substr(0, kMaxQuotedCodePoints));
        text.append(digits.size() > kMaxQuotedCodePoints ? "..." : "");
    }
    if (fault.missing && record != nullptr) {
        const std::span keys(record->other_keys.data(), record->other_key_count);
        const std::string_view key = likelyKey(*fault.missing, keys);
        if (!key.empty()) {
            text.append("; the line has \"").append(key).append("\" (--map ");
            text.append(fault.subject).append("=").append(key).append(")");
        }
    }
    return text;
}

Decoder::Decoder(DecoderOptions options) : d(std::make_unique<Private>(std::move(options))) {}

Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;

void Decoder::decode(std::string_view line, std::uint64_t number, EventBatch& batch)
{
    if (line.size() > kMaxLineBytes)
        rejectLength(number, batch);
    else
        d->decode(line, number, batch);
}

Decoder::Run Decoder::decodeLikely(std::string_view text, EventBatch& batch)
{
    return d->decodeLikely(text, batch);
}

void Decoder::rejectLength(std::uint64_t number, EventBatch& batch)
{
    d->rejectLength(number, batch);
}

} // namespace livewall::event
