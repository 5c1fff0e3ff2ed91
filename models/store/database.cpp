// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/database.h"

#include <sqlite3.h>

#include <utility>

namespace livewall::store {

namespace {

constexpr int kBusy_ms = 5000;

// How often it is looked whether to stop.
constexpr int kLook_ms = 10;
constexpr int kLook_instructions = 1000; // SQLite's; far less than a millisecond

int isToStop(void* stop)
{
    return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

/// Not 0: it is tried again.
int waitOn(void* stop, int tries)
{
    if (isToStop(stop) != 0 || tries >= kBusy_ms / kLook_ms)
        return 0;
    sqlite3_sleep(kLook_ms);
    return 1;
}

[[noreturn]] void fail(sqlite3* database, int code)
{
    const char* text = database ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    throw DatabaseError(code & 0xff, text);
}

int flagsOf(Database::Access access)
{
    switch (access) {
    case Database::Access::Read:
        return SQLITE_OPEN_READONLY;
    case Database::Access::Write:
        return SQLITE_OPEN_READWRITE;
    case Database::Access::Create:
        return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return 0;
}

} // namespace

bool DatabaseError::isDamage() const
{
    return code_ == SQLITE_CORRUPT || code_ == SQLITE_NOTADB;
}

void Database::Close::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

Database::Database(const std::string& path, Access access, std::stop_token stop)
    : stop_(std::move(stop))
{
    sqlite3* handle = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &handle, flagsOf(access) | SQLITE_OPEN_NOMUTEX, nullptr);
    handle_.reset(handle);
    if (code != SQLITE_OK)
        fail(handle, code);
    sqlite3_extended_result_codes(handle, 0);
    if (!stop_.stop_possible()) {
        sqlite3_busy_timeout(handle, kBusy_ms);
        return;
    }
    sqlite3_progress_handler(handle, kLook_instructions, isToStop, &stop_);
    sqlite3_busy_handler(handle, waitOn, &stop_);
}

Database::~Database() = default;

void Database::run(const std::string& sql)
{
    if (const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
        code != SQLITE_OK)
        fail(handle(), code);
}

std::int64_t Database::integer(const std::string& sql)
{
    Statement statement = prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(handle());
}

Statement Database::prepare(std::string_view sql)
{
    return Statement(handle(), sql, &stop_);
}

Statement::Statement(sqlite3* database, std::string_view sql, const std::stop_token* stop)
    : stop_(stop)
{
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    handle_.reset(handle);
    if (code != SQLITE_OK)
        fail(database, code);
}

void Statement::Finalize::operator()(sqlite3_stmt* handle) const
{
    sqlite3_finalize(handle);
}

void Statement::check(int code) const
{
    if (code != SQLITE_OK)
        fail(sqlite3_db_handle(handle_.get()), code);
}

Statement& Statement::bind(int parameter, std::int64_t value)
{
    check(sqlite3_bind_int64(handle_.get(), parameter, value));
    return *this;
}

Statement& Statement::bind(int parameter, double value)
{
    check(sqlite3_bind_double(handle_.get(), parameter, value));
    return *this;
}

Statement& Statement::bind(int parameter, std::optional<std::int64_t> value)
{
    if (value)
        return bind(parameter, *value);
    check(sqlite3_bind_null(handle_.get(), parameter));
    return *this;
}

Statement& Statement::bindText(int parameter, std::string_view text)
{
    check(sqlite3_bind_text64(handle_.get(), parameter, text.data(), text.size(), SQLITE_TRANSIENT,
                              SQLITE_UTF8));
    return *this;
}

Statement& Statement::bindBlob(int parameter, std::string_view bytes)
{
    check(sqlite3_bind_blob64(handle_.get(), parameter, bytes.data(), bytes.size(),
                              SQLITE_TRANSIENT));
    return *this;
}

bool Statement::step()
{
    // Between two rows SQLite looks too rarely.
    if (stop_ && stop_->stop_requested()) {
        reset();
        throw DatabaseError(SQLITE_INTERRUPT, sqlite3_errstr(SQLITE_INTERRUPT));
    }
    const int code = sqlite3_step(handle_.get());
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return code == SQLITE_ROW;
    const DatabaseError error(code & 0xff, sqlite3_errmsg(sqlite3_db_handle(handle_.get())));
    reset(); // so that it may be used again
    throw error;
}

void Statement::reset()
{
    // Its result repeats that of the last step, which has told it already.
    sqlite3_reset(handle_.get());
}

void Statement::run()
{
    while (step()) {
    }
    reset();
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(handle_.get(), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(handle_.get(), column);
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::optional<std::int64_t> Statement::optionalInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

std::string_view Statement::bytes(int column) const
{
    const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

Transaction::Transaction(Database& database) : database_(database)
{
    database_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    if (!is_open_)
        return;
    try {
        database_.run("ROLLBACK");
    } catch (const DatabaseError&) {
        // SQLite has rolled back by itself, as it does after some failures.
    }
}

void Transaction::commit()
{
    database_.run("COMMIT");
    is_open_ = false;
}

} // namespace livewall::store
