// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/picturenote.h"

#include <QDateTime>
#include <QImage>
#include <QImageReader>
#include <QLocale>
#include <QTimeZone>

#include "models/view/wallview.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

// Qt takes a key with a space for a description.
constexpr auto kAt = "LivewallAt"_L1;
constexpr auto kPage = "LivewallPage"_L1;
constexpr auto kZone = "LivewallZone"_L1;
constexpr auto kExclude = "LivewallExclude"_L1;
constexpr auto kTheme = "LivewallTheme"_L1;
constexpr auto kLanguage = "LivewallLanguage"_L1;
constexpr auto kSize = "LivewallSize"_L1;
constexpr auto kVersion = "Software"_L1; // one of the words that the standard names
constexpr auto kProgram = "Livewall "_L1;

} // namespace

void annotate(QImage& picture, const view::WallView& view, const QString& page,
              const QString& theme)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(view.at_ms, QTimeZone::UTC);
    picture.setText(kAt, view.clock.isEmpty() ? QString() : at.toString(Qt::ISODateWithMs));
    picture.setText(kPage, page);
    picture.setText(kSize, u"%1x%2"_s.arg(picture.width()).arg(picture.height()));
    picture.setText(kZone, view.zone);
    picture.setText(kExclude, view.exclude);
    picture.setText(kTheme, theme);
    picture.setText(kLanguage, QLocale().bcp47Name());
    picture.setText(kVersion, kProgram + QStringLiteral(LIVEWALL_VERSION));
}

std::optional<PictureNote> readNote(const QString& path)
{
    QImageReader reader(path);
    const QString version = reader.text(kVersion);
    if (!version.startsWith(kProgram))
        return std::nullopt;
    return PictureNote{.at = reader.text(kAt),
                       .page = reader.text(kPage),
                       .size = reader.size(),
                       .zone = reader.text(kZone),
                       .exclude = reader.text(kExclude),
                       .theme = reader.text(kTheme),
                       .language = reader.text(kLanguage),
                       .version = version.sliced(kProgram.size())};
}

} // namespace livewall::widgets
