// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0

// CLI11's own functions, compiled here once: with CLI11_COMPILE its headers only declare them.
// Compiled in every file that reads arguments, they took longer than the files themselves.
#ifndef CLI11_COMPILE
#error "CLI11_COMPILE must be defined wherever CLI/CLI.hpp is included"
#endif
// clang-format off: in the order in which CLI11's own library includes them
#include <CLI/impl/App_inl.hpp>
#include <CLI/impl/Argv_inl.hpp>
#include <CLI/impl/Config_inl.hpp>
#include <CLI/impl/Encoding_inl.hpp>
#include <CLI/impl/Formatter_inl.hpp>
#include <CLI/impl/Option_inl.hpp>
#include <CLI/impl/Split_inl.hpp>
#include <CLI/impl/StringTools_inl.hpp>
#include <CLI/impl/Validators_inl.hpp>
// clang-format on
