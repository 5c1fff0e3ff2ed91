# SPDX-FileCopyrightText: 2026 The Livewall authors
# SPDX-License-Identifier: Apache-2.0
#
# livewall_build: the one target that carries the standard, the warnings and the Qt definitions.
# livewall_library(room ...): one static library a folder.

option(LIVEWALL_TESTS "Build the tests" ON)
option(LIVEWALL_WERROR "Warnings are errors" OFF)
set(LIVEWALL_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# Our own sources never rely on where the build happens: the same input gives the same binary.
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")

add_library(livewall_build INTERFACE)
target_compile_features(livewall_build INTERFACE cxx_std_20)
target_include_directories(livewall_build INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(livewall_build INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align
    -Wunused -Wduplicated-cond -Wlogical-op -Wformat=2 -Wimplicit-fallthrough
    # Designated initialisers that leave the rest to its defaults are meant.
    -Wno-missing-field-initializers)
if(LIVEWALL_WERROR)
    target_compile_options(livewall_build INTERFACE -Werror)
endif()
if(LIVEWALL_SANITIZE)
    target_compile_options(livewall_build INTERFACE
        "-fsanitize=${LIVEWALL_SANITIZE}" -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(livewall_build INTERFACE "-fsanitize=${LIVEWALL_SANITIZE}")
endif()
target_compile_definitions(livewall_build INTERFACE
    LIVEWALL_VERSION="${PROJECT_VERSION}"
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_CONTEXTLESS_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS
    QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_UP_TO=0x060800)
target_link_libraries(livewall_build INTERFACE Threads::Threads)

include("${CMAKE_CURRENT_LIST_DIR}/precompiled.cmake")
# What most files of a kind include. Those with Qt need its targets, which the caller finds.
livewall_precompiled(std HEADERS ${LIVEWALL_STD_HEADERS})

# livewall_library(<room> SOURCES <file>... [LIBRARIES <target>...] [PRECOMPILED <name>] [MOC])
# makes the static library livewall_<room> out of the files of the calling folder.
function(livewall_library room)
    cmake_parse_arguments(PARSE_ARGV 1 arg "MOC" "PRECOMPILED" "SOURCES;LIBRARIES")
    add_library(livewall_${room} STATIC ${arg_SOURCES})
    target_link_libraries(livewall_${room} PUBLIC livewall_build ${arg_LIBRARIES})
    set_target_properties(livewall_${room} PROPERTIES AUTOMOC "${arg_MOC}")
    if(NOT arg_PRECOMPILED)
        set(arg_PRECOMPILED std)
    endif()
    livewall_precompile(livewall_${room} ${arg_PRECOMPILED})
endfunction()
