// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace livewall::store {

/// What SQLite refuses. Thrown inside this room and caught at its doors (Store, StoreWriter).
class DatabaseError : public std::runtime_error
{
public:
    /// `code`: a primary result code of SQLite.
    DatabaseError(int code, const std::string& message) : std::runtime_error(message), code_(code)
    {
    }

    int code() const { return code_; }

    /// The file is no database, or its content contradicts itself: no retry will help.
    bool isDamage() const;

private:
    int code_;
};

class Statement;

/// One connection. Used by one thread at a time; statements must not outlive it. Every function
/// throws DatabaseError.
class Database
{
public:
    enum class Access { Read, Write, Create };

    /// Once `stop` is requested, by any thread, whatever takes long or waits for another connection
    /// ends within some hundredths of a second, or as it begins: DatabaseError.
    Database(const std::string& path, Access access, std::stop_token stop = {});
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs statements that give no rows.
    void run(const std::string& sql);

    /// The first column of the first row; 0 where there is none.
    std::int64_t integer(const std::string& sql);

    /// Rows that the last statement changed.
    std::int64_t changes() const;

    Statement prepare(std::string_view sql);

    sqlite3* handle() const { return handle_.get(); }

private:
    struct Close
    {
        void operator()(sqlite3* handle) const;
    };
    std::stop_token stop_;
    std::unique_ptr<sqlite3, Close> handle_;
};

/// A prepared statement: bind its parameters (from 1) and step through its rows. reset() makes it
/// ready for the next use; bound text and blobs are copied.
class Statement
{
public:
    /// `stop`, if any, must outlive it: see Database.
    Statement(sqlite3* database, std::string_view sql, const std::stop_token* stop = nullptr);

    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, double value);
    Statement& bind(int parameter, std::optional<std::int64_t> value);
    Statement& bindText(int parameter, std::string_view text);
    Statement& bindBlob(int parameter, std::string_view bytes);

    /// True while there is a row.
    bool step();
    void reset();

    /// step() to the end and reset().
    void run();

    std::int64_t integer(int column) const;
    double real(int column) const;
    bool isNull(int column) const;
    std::optional<std::int64_t> optionalInteger(int column) const;

    /// Text or blob; valid until the next step() or reset().
    std::string_view bytes(int column) const;

private:
    void check(int code) const;

    struct Finalize
    {
        void operator()(sqlite3_stmt* handle) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    const std::stop_token* stop_;
};

/// BEGIN IMMEDIATE ... COMMIT; rolled back unless committed.
class Transaction
{
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit();

private:
    Database& database_;
    bool is_open_ = true;
};

} // namespace livewall::store
