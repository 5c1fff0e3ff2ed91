// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace livewall::app {

/// An output that is there.
struct Output
{
    QString name;
    const void* identity = nullptr; ///< what comes back under its old name has another one

    friend bool operator==(const Output&, const Output&) = default;
};

/// Which window belongs on which output, while outputs come and go. Knows names and no screens.
class OutputPlan
{
public:
    /// The output that each window is for; "" is the primary one, whichever that is.
    explicit OutputPlan(QStringList wanted);

    struct Change
    {
        qsizetype window;
        std::optional<Output> output; ///< where it is to be shown now; nothing: it waits

        friend bool operator==(const Change&, const Change&) = default;
    };

    /// With these outputs, the primary one first: what is to be done. Whatever stays is not in it.
    std::vector<Change> update(const std::vector<Output>& outputs);

    qsizetype size() const { return wanted_.size(); }
    const QString& wanted(qsizetype window) const { return wanted_[window]; }
    bool isShown(qsizetype window) const
    {
        return shown_[static_cast<std::size_t>(window)].has_value();
    }

private:
    QStringList wanted_;
    std::vector<std::optional<Output>> shown_; ///< by window
};

} // namespace livewall::app
