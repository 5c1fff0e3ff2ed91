// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/models/store/faultvfs.h"

#include <sqlite3.h>

#include <mutex>
#include <utility>

namespace livewall::test {

struct FaultVfs::State
{
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;

    mutable std::mutex mutex;
    std::int64_t operations = 0;
    std::int64_t failures = 0;
    std::int64_t fail_at = -1;
    Fault fault = Fault::Full;
    bool is_lasting = false;
    bool is_logging = false;
    std::vector<DiskOperation> log;

    /// One more operation: whether it is to fail.
    bool fails()
    {
        const std::int64_t number = operations++;
        const bool is_failing =
            fail_at >= 0 && (number == fail_at || (is_lasting && number > fail_at));
        failures += is_failing ? 1 : 0;
        return is_failing;
    }

    void note(DiskOperation::Kind kind, const std::string& path, std::int64_t offset = 0,
              std::string bytes = {})
    {
        if (is_logging)
            log.push_back({kind, path, offset, std::move(bytes)});
    }
};

namespace {

using State = FaultVfs::State;

/// The real file lies behind it, in the same memory.
struct File
{
    sqlite3_file base;
    State* state;
    std::string* path;

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* fileOf(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file);
}

sqlite3_file* realOf(sqlite3_file* file)
{
    return fileOf(file)->real();
}

int codeOf(FaultVfs::Fault fault, int io_code)
{
    switch (fault) {
    case FaultVfs::Fault::IoError:
        return io_code;
    case FaultVfs::Fault::Damaged:
        return SQLITE_CORRUPT;
    case FaultVfs::Fault::Full:
    case FaultVfs::Fault::ShortWrite:
        break;
    }
    return SQLITE_FULL;
}

int closeFile(sqlite3_file* file)
{
    const int code = realOf(file)->pMethods->xClose(realOf(file));
    delete fileOf(file)->path;
    return code;
}

int readFile(sqlite3_file* file, void* to, int size, sqlite3_int64 offset)
{
    return realOf(file)->pMethods->xRead(realOf(file), to, size, offset);
}

int writeFile(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset)
{
    State& state = *fileOf(file)->state;
    const std::lock_guard lock(state.mutex);
    const bool fails = state.fails();
    int written = size;
    if (fails)
        written = state.fault == FaultVfs::Fault::ShortWrite ? size / 2 : 0;
    if (written > 0) {
        const int code = realOf(file)->pMethods->xWrite(realOf(file), from, written, offset);
        if (code != SQLITE_OK)
            return code;
        state.note(DiskOperation::Kind::Write, *fileOf(file)->path, offset,
                   {static_cast<const char*>(from), static_cast<std::size_t>(written)});
    }
    return fails ? codeOf(state.fault, SQLITE_IOERR_WRITE) : SQLITE_OK;
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size)
{
    State& state = *fileOf(file)->state;
    const std::lock_guard lock(state.mutex);
    if (state.fails())
        return codeOf(state.fault, SQLITE_IOERR_TRUNCATE);
    state.note(DiskOperation::Kind::Truncate, *fileOf(file)->path, size);
    return realOf(file)->pMethods->xTruncate(realOf(file), size);
}

int syncFile(sqlite3_file* file, int flags)
{
    State& state = *fileOf(file)->state;
    const std::lock_guard lock(state.mutex);
    if (state.fails())
        return codeOf(state.fault, SQLITE_IOERR_FSYNC);
    const int code = realOf(file)->pMethods->xSync(realOf(file), flags);
    state.note(DiskOperation::Kind::Sync, *fileOf(file)->path);
    return code;
}

int fileSize(sqlite3_file* file, sqlite3_int64* size)
{
    return realOf(file)->pMethods->xFileSize(realOf(file), size);
}

int lockFile(sqlite3_file* file, int level)
{
    return realOf(file)->pMethods->xLock(realOf(file), level);
}

int unlockFile(sqlite3_file* file, int level)
{
    return realOf(file)->pMethods->xUnlock(realOf(file), level);
}

int checkReserved(sqlite3_file* file, int* out)
{
    return realOf(file)->pMethods->xCheckReservedLock(realOf(file), out);
}

int control(sqlite3_file* file, int operation, void* argument)
{
    return realOf(file)->pMethods->xFileControl(realOf(file), operation, argument);
}

int sectorSize(sqlite3_file* file)
{
    return realOf(file)->pMethods->xSectorSize(realOf(file));
}

/// None promised: a disk as plain as they come.
int characteristics(sqlite3_file*)
{
    return 0;
}

int mapShared(sqlite3_file* file, int page, int size, int extend, void volatile** out)
{
    return realOf(file)->pMethods->xShmMap(realOf(file), page, size, extend, out);
}

int lockShared(sqlite3_file* file, int offset, int count, int flags)
{
    return realOf(file)->pMethods->xShmLock(realOf(file), offset, count, flags);
}

void barrier(sqlite3_file* file)
{
    realOf(file)->pMethods->xShmBarrier(realOf(file));
}

int unmapShared(sqlite3_file* file, int remove)
{
    return realOf(file)->pMethods->xShmUnmap(realOf(file), remove);
}

const sqlite3_io_methods kMethods = {
    .iVersion = 2, // no memory map: every write comes by
    .xClose = closeFile,
    .xRead = readFile,
    .xWrite = writeFile,
    .xTruncate = truncateFile,
    .xSync = syncFile,
    .xFileSize = fileSize,
    .xLock = lockFile,
    .xUnlock = unlockFile,
    .xCheckReservedLock = checkReserved,
    .xFileControl = control,
    .xSectorSize = sectorSize,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = mapShared,
    .xShmLock = lockShared,
    .xShmBarrier = barrier,
    .xShmUnmap = unmapShared,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

State& stateOf(sqlite3_vfs* vfs)
{
    return *static_cast<State*>(vfs->pAppData);
}

int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out)
{
    State& state = stateOf(vfs);
    const std::lock_guard lock(state.mutex);
    file->pMethods = nullptr;
    if (state.fails())
        return codeOf(state.fault, SQLITE_IOERR);
    File* made = fileOf(file);
    made->real()->pMethods = nullptr;
    const int code = state.real->xOpen(state.real, name, made->real(), flags, out);
    if (code != SQLITE_OK)
        return code;
    made->state = &state;
    made->path = new std::string(name ? name : "");
    state.note(DiskOperation::Kind::Open, *made->path);
    file->pMethods = &kMethods;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int sync_folder)
{
    State& state = stateOf(vfs);
    const std::lock_guard lock(state.mutex);
    if (state.fails())
        return codeOf(state.fault, SQLITE_IOERR_DELETE);
    state.note(DiskOperation::Kind::Delete, name);
    return state.real->xDelete(state.real, name, sync_folder);
}

} // namespace

FaultVfs::FaultVfs() : state_(std::make_unique<State>())
{
    State& state = *state_;
    state.real = sqlite3_vfs_find(nullptr);
    state.vfs = *state.real; // times, random numbers and the like are its own
    state.vfs.pNext = nullptr;
    state.vfs.zName = "faults";
    state.vfs.szOsFile = static_cast<int>(sizeof(File)) + state.real->szOsFile;
    state.vfs.pAppData = state_.get();
    state.vfs.xOpen = openFile;
    state.vfs.xDelete = deleteFile;
    state.vfs.xAccess = [](sqlite3_vfs* vfs, const char* name, int flags, int* out) {
        sqlite3_vfs* real = stateOf(vfs).real;
        return real->xAccess(real, name, flags, out);
    };
    state.vfs.xFullPathname = [](sqlite3_vfs* vfs, const char* name, int size, char* out) {
        sqlite3_vfs* real = stateOf(vfs).real;
        return real->xFullPathname(real, name, size, out);
    };
    sqlite3_vfs_register(&state.vfs, 1);
}

FaultVfs::~FaultVfs()
{
    sqlite3_vfs_unregister(&state_->vfs);
    sqlite3_vfs_register(state_->real, 1);
}

void FaultVfs::failAt(std::int64_t nth, Fault fault, bool lasting)
{
    const std::lock_guard lock(state_->mutex);
    state_->operations = 0;
    state_->failures = 0;
    state_->fail_at = nth;
    state_->fault = fault;
    state_->is_lasting = lasting;
}

void FaultVfs::heal()
{
    failAt(-1, Fault::Full, false);
}

std::int64_t FaultVfs::operations() const
{
    const std::lock_guard lock(state_->mutex);
    return state_->operations;
}

std::int64_t FaultVfs::failures() const
{
    const std::lock_guard lock(state_->mutex);
    return state_->failures;
}

void FaultVfs::startLog()
{
    const std::lock_guard lock(state_->mutex);
    state_->is_logging = true;
    state_->log.clear();
}

std::vector<DiskOperation> FaultVfs::takeLog()
{
    const std::lock_guard lock(state_->mutex);
    state_->is_logging = false;
    return std::exchange(state_->log, {});
}

std::size_t FaultVfs::logSize() const
{
    const std::lock_guard lock(state_->mutex);
    return state_->log.size();
}

} // namespace livewall::test
