// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace livewall::event {

/// The fields of an event, in the order in which they are checked.
enum class Field : std::uint8_t {
    Type,
    Id,
    Time,
    Status,
    Eid,
    Amount,
    Currency,
    Country,
    Latitude,
    Longitude,
    Merchant,
    City,
    Service,
    Version,
};
inline constexpr std::size_t kFields = 14;

/// Which key of the JSON object holds which field: by default the field's own name ("lat" and
/// "lon" for the coordinates). A mapped field is read from its new key alone; its old name is then
/// an unknown key. Two fields never share a key.
class FieldMap
{
public:
    FieldMap();

    /// "eid=merchant_id,time=created_at" on top of the default. On failure nothing and, in
    /// `error`, one line that says which part is wrong and which fields there are.
    static std::optional<FieldMap> parse(std::string_view text, std::string& error);

    const std::string& key(Field field) const { return keys_[static_cast<std::size_t>(field)]; }

    /// The field that `key` (unescaped) holds, if any.
    std::optional<Field> field(std::string_view key) const;

    friend bool operator==(const FieldMap&, const FieldMap&) = default;

private:
    std::array<std::string, kFields> keys_;
};

/// The field's own name: "eid", "lat".
std::string_view name(Field field);

} // namespace livewall::event
