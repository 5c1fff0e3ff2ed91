// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/commands.h"
#include "app/livewall/demosnapshot.h"
#include "app/livewall/pages.h"
#include "app/livewall/wiring.h"
#include "models/engine/clock.h"
#include "models/engine/filereport.h"
#include "models/engine/storereport.h"
#include "models/event/timestamp.h"
#include "models/view/presentmap.h"
#include "models/view/wallview.h"
#include "widgets/shell/picturenote.h"

#include <QImage>
#include <QImageWriter>
#include <QSaveFile>

#include <format>
#include <iostream>
#include <optional>
#include <type_traits>
#include <utility>

using namespace Qt::StringLiterals;

namespace livewall::app {

namespace {

constexpr std::int64_t kPatience_ms = 10'000;
constexpr std::int64_t kFrame_ms = 100; // of animation time, which costs no waiting

std::optional<engine::Snapshot> takeSnapshot(const CLI::App& app, const Arguments& arguments,
                                             const stats::BoardOptions& board,
                                             const event::FieldMap& fields, int& status)
{
    const auto at_ms = arguments.at.empty() ? std::nullopt : parseInstant(arguments.at);
    if (arguments.demo)
        return demoSnapshot(board, at_ms.value_or(engine::SystemClock().now_ms()));

    const auto finish = [&](const auto& report) -> std::optional<engine::Snapshot> {
        using Outcome = std::decay_t<decltype(report)>::Outcome;
        if (report.outcome != Outcome::Counted) {
            status = report.outcome == Outcome::NoPurchase ? kNothingValid : kBadUse;
            complain(app, report.error);
            return std::nullopt;
        }
        for (const std::string& line : report.warnings)
            complain(app, "warning: " + line);
        return report.snapshot;
    };
    if (!arguments.store.empty()) {
        const engine::StoreReport report = engine::reportPast(arguments.store, board, at_ms);
        if (report.outcome == engine::StoreReport::Outcome::Counted &&
            at_ms.value_or(report.first_ms) < report.first_ms) {
            complain(app, std::format("{}: nothing was counted before {}", arguments.store,
                                      event::formatTimestamp(report.first_ms)));
            return std::nullopt;
        }
        return finish(report);
    }
    const engine::FileReport report =
        engine::reportFiles({.files = arguments.files,
                             .decoder = {.feed = "recording", .fields = fields},
                             .board = board,
                             .at_ms = at_ms,
                             .has_map = true});
    if (report.outcome == engine::FileReport::Outcome::Counted) {
        for (const std::string& line : report.notes)
            complain(app, line);
    }
    return finish(report);
}

/// What was not asked for is as it was in the picture. False where that says nothing.
bool takeAfter(const CLI::App& app, Arguments& arguments)
{
    const auto note = widgets::readNote(QString::fromStdString(arguments.like));
    const auto page = note ? pageNamed(note->page.toStdString()) : std::nullopt;
    const bool is_drawable =
        note && note->size.width() <= kLargestSide_px && note->size.height() <= kLargestSide_px;
    const auto* theme = note ? widgets::Theme::named(note->theme) : nullptr;
    if (!page || !is_drawable) {
        complain(app, "--like " + arguments.like +
                          ": no picture that livewall made, or it cannot be read");
        return false;
    }
    const CLI::App& command = *app.get_subcommand("snapshot");
    if (command.count("--page") == 0)
        arguments.window.pages.assign(1, *page);
    if (command.count("--size") == 0)
        arguments.window.size = note->size;
    // A picture of an older version says neither.
    if (command.count("--theme") == 0 && theme)
        arguments.window.theme = theme;
    if (const auto language = resources::languageNamed(note->language);
        command.count("--lang") == 0 && language)
        arguments.window.language = language;
    if (command.count("--at") == 0)
        arguments.at = note->at.toStdString();
    arguments.board.suppose(note->zone.toStdString(), note->exclude.toStdString());
    return true;
}

/// Draws frame after frame, driving animation time itself, until two successive ones are equal and
/// nothing is missing in the second. Nothing where that does not happen in time.
std::optional<QImage> draw(widgets::WallWindow& window)
{
    const engine::SteadyClock clock;
    const std::int64_t give_up_ms = clock.now_ms() + kPatience_ms;
    QImage before;
    for (std::int64_t frame_ms = 0; clock.now_ms() < give_up_ms;) {
        const widgets::Motion motion = window.step(frame_ms);
        QApplication::processEvents();
        // Drawing a whole wall is the dear part: not while something is known to be missing. Nor
        // does time pass meanwhile, or the map would be drawn again with each tile that it waits
        // for.
        if (motion == widgets::Motion::Still && !window.isComplete())
            continue;
        frame_ms += kFrame_ms;
        if (motion == widgets::Motion::Moving)
            continue;
        QImage picture = window.picture();
        if (picture == before)
            return picture;
        before = std::move(picture);
    }
    return std::nullopt;
}

/// Writes the whole picture or nothing.
bool save(const QImage& picture, const QString& path, qint64& bytes, QString& error)
{
    QSaveFile file(path);
    if (file.open(QSaveFile::WriteOnly)) {
        QImageWriter writer(&file, "png");
        const bool is_written = writer.write(picture);
        bytes = file.size();
        if (is_written && file.commit())
            return true;
        error = writer.errorString();
        return false;
    }
    error = file.errorString();
    return false;
}

} // namespace

int runSnapshot(const CLI::App& app, const Arguments& given, int argc, char** argv)
{
    Arguments arguments = given;
    const int sources =
        int{!arguments.files.empty()} + int{!arguments.store.empty()} + int{arguments.demo};
    if (sources != 1) {
        complain(app, "snapshot draws recorded files, --store or --demo: give one of them "
                      "(--help)");
        return kBadUse;
    }
    if (!arguments.like.empty() && !takeAfter(app, arguments))
        return kBadUse;
    if (!QString::fromStdString(arguments.out).endsWith(u".png"_s, Qt::CaseInsensitive)) {
        complain(app, "--out " + arguments.out + ": a picture's name ends in .png");
        return kBadUse;
    }
    const auto counting = arguments.board.read(app);
    if (!counting)
        return kBadUse;
    int status = kBadUse;
    const auto snapshot = takeSnapshot(app, arguments, counting->board, counting->fields, status);
    if (!snapshot)
        return status;

    qputenv("QT_QPA_PLATFORM", "offscreen");
    const auto application = makeApplication(app, arguments.window, argc, argv);
    if (!application)
        return kBadUse;
    const auto view = view::present(*snapshot);
    // One page, and no time for it to turn.
    arguments.window.pages.resize(1);
    widgets::WallWindow window(makePages(arguments.window),
                               {.view = [view] { return view; },
                                .pulses = [] { return std::vector<view::MapPoint>(); },
                                .now_ms = [] { return std::int64_t{0}; }},
                               {.dwell = std::chrono::milliseconds(0), .picture_folder = {}},
                               *arguments.window.theme);
    window.resize(arguments.window.size);
    window.show();
    const auto picture = draw(window);
    if (!picture) {
        complain(app, "the picture was not complete within 10 s: a map tile is missing or the "
                      "machine is too busy");
        return kBadUse;
    }
    qint64 bytes = 0;
    if (QString error; !save(*picture, QString::fromStdString(arguments.out), bytes, error)) {
        complain(app, arguments.out + ": cannot be written: " + error.toStdString());
        return kBadUse;
    }
    complain(app, std::format("wrote {}, {} x {} pixels, {} bytes", arguments.out, picture->width(),
                              picture->height(), bytes));
    return kDone;
}

} // namespace livewall::app
