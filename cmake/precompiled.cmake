# SPDX-FileCopyrightText: 2026 The Livewall authors
# SPDX-License-Identifier: Apache-2.0
#
# livewall_precompiled(<name> LIBRARIES <target>... HEADERS <header>... [OPTIONS <option>...])
# compiles what most files of a kind include, once; livewall_precompile(<target> <name>) uses it.
# Every file includes what it needs all the same: OFF must build too.

option(LIVEWALL_PRECOMPILE "Precompile the headers that most files include" ON)

function(livewall_precompiled name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBRARIES;HEADERS;OPTIONS")
    if(NOT LIVEWALL_PRECOMPILE)
        return()
    endif()
    set(source "${CMAKE_CURRENT_BINARY_DIR}/precompiled_${name}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "// The headers are all there is.\n")
    add_library(livewall_precompiled_${name} OBJECT "${source}")
    target_link_libraries(livewall_precompiled_${name} PRIVATE livewall_build ${arg_LIBRARIES})
    target_compile_options(livewall_precompiled_${name} PRIVATE ${arg_OPTIONS})
    target_precompile_headers(livewall_precompiled_${name} PRIVATE ${arg_HEADERS})
endfunction()

# The target must be compiled with the same options: gcc warns of headers that it cannot use.
function(livewall_precompile target name)
    if(LIVEWALL_PRECOMPILE)
        target_precompile_headers(${target} REUSE_FROM livewall_precompiled_${name})
    endif()
endfunction()

if(LIVEWALL_PRECOMPILE)
    # Else ccache cannot see which headers went in.
    target_compile_options(livewall_build INTERFACE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()

set(LIVEWALL_STD_HEADERS
    <algorithm> <array> <charconv> <chrono> <cstdint> <filesystem> <format> <functional> <map>
    <memory> <optional> <span> <string> <string_view> <utility> <vector>)
