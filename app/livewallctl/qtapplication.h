// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>

#include <array>
#include <string>

namespace livewall::app {

/// The application that sources on Qt ask for, to be made before they are; it has no arguments of
/// its own. One a program.
class QtApplication
{
public:
    QtApplication() : application_(count_, arguments_.data()) {}

private:
    std::string name_ = "livewallctl";
    int count_ = 1; ///< Qt keeps a reference
    std::array<char*, 2> arguments_ = {name_.data(), nullptr};
    QCoreApplication application_;
};

} // namespace livewall::app
