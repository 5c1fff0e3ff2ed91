// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/config/configfiles.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

namespace livewall::config {

namespace {

namespace fs = std::filesystem;

/// No configuration is longer; what is longer was named by mistake.
constexpr std::uintmax_t kMaxBytes = 1 << 20;

/// The variable's value, or empty where it is not an absolute path, as the specification has it.
std::string folderOf(const char* variable)
{
    const char* value = std::getenv(variable);
    return value && value[0] == '/' ? value : "";
}

std::string xdgFolder(const char* variable, const char* below_home)
{
    std::string folder = folderOf(variable);
    return folder.empty() ? folderOf("HOME") + below_home : folder;
}

std::optional<std::string> contentOf(const std::string& path, std::string& error)
{
    std::error_code unknown;
    if (fs::is_directory(path, unknown)) {
        error = "is a folder";
        return std::nullopt;
    }
    if (fs::file_size(path, unknown) > kMaxBytes && !unknown) {
        error = "is no configuration: it is longer than 1 MiB";
        return std::nullopt;
    }
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(file), {}};
    if (!file.is_open() || file.bad()) {
        error = std::string("cannot be read: ") + std::strerror(errno);
        return std::nullopt;
    }
    return content;
}

std::string lastGoodOf(const std::string& path, const Places& places)
{
    std::string name = fs::absolute(path).lexically_normal().string();
    std::ranges::replace(name, '/', '-');
    return places.state_folder + "/last-good" + name;
}

/// Whole or not at all, also where the plug is pulled.
void keep(const std::string& content, const std::string& path)
{
    std::error_code error;
    fs::create_directories(fs::path(path).parent_path(), error);
    const std::string unfinished = path + ".new";
    {
        std::ofstream file(unfinished, std::ios::binary);
        file << content;
        if (!file.flush())
            return;
    }
    const int written = ::open(unfinished.c_str(), O_RDONLY | O_CLOEXEC);
    const bool is_on_disk = written >= 0 && ::fsync(written) == 0;
    if (written >= 0)
        ::close(written);
    if (is_on_disk)
        fs::rename(unfinished, path, error);
}

Parsed parseFile(const std::string& content, const std::string& path, const Places& places,
                 const Check& check)
{
    Parsed parsed =
        parse(content, path, fs::absolute(path).parent_path().string(), places.credentials);
    if (parsed.config && check)
        parsed.faults = check(*parsed.config);
    if (!parsed.faults.empty())
        parsed.config.reset();
    return parsed;
}

} // namespace

Places Places::fromEnvironment()
{
    return {.user_file = xdgFolder("XDG_CONFIG_HOME", "/.config") + "/livewall/livewall.toml",
            .state_folder = xdgFolder("XDG_STATE_HOME", "/.local/state") + "/livewall",
            .credentials = folderOf("CREDENTIALS_DIRECTORY")};
}

std::string Places::file() const
{
    std::error_code error;
    for (const std::string& path : {user_file, system_file}) {
        if (fs::exists(path, error))
            return path;
    }
    return {};
}

Loaded read(const std::string& path, const Places& places, const Check& check)
{
    std::string error;
    const auto content = contentOf(path, error);
    if (!content)
        return {.config = {}, .faults = {{path, {}, error}}};
    Parsed parsed = parseFile(*content, path, places, check);
    return {.config = std::move(parsed.config),
            .faults = std::move(parsed.faults),
            .appearance = std::move(parsed.appearance)};
}

Loaded load(const std::string& path, const Places& places, const Check& check)
{
    Loaded loaded = read(path, places, check);
    // One without a feed gives a broken start nothing to go on with.
    if (!loaded.config || loaded.config->feeds.empty())
        return loaded;
    std::string error;
    const std::string copy = lastGoodOf(path, places);
    const auto content = contentOf(path, error);
    if (content && content != contentOf(copy, error))
        keep(*content, copy);
    return loaded;
}

Loaded loadOrLastGood(const std::string& path, const Places& places, const Check& check)
{
    Loaded loaded = load(path, places, check);
    if (loaded.config)
        return loaded;
    std::string error;
    if (const auto content = contentOf(lastGoodOf(path, places), error)) {
        loaded.config = parseFile(*content, path, places, check).config;
        loaded.is_last_good = loaded.config.has_value();
    }
    return loaded;
}

} // namespace livewall::config
