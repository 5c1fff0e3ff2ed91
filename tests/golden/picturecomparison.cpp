// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/picturecomparison.h"

#include <QDir>

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace livewall::golden {

namespace {

bool differs(QRgb a, QRgb b, int channel)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                     std::abs(qBlue(a) - qBlue(b))}) > channel;
}

} // namespace

Comparison compare(const QImage& picture, const QImage& golden, const Tolerance& tolerance)
{
    Comparison result{.is_same_size = picture.size() == golden.size()};
    if (!result.is_same_size)
        return result;
    result.difference = picture.convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const QRgb pixel = picture.pixel(x, y);
            const bool is_other = differs(pixel, golden.pixel(x, y), tolerance.channel);
            result.differing += is_other;
            result.difference.setPixel(
                x, y,
                is_other ? qRgb(255, 0, 0)
                         : qRgb(qRed(pixel) / 3, qGreen(pixel) / 3, qBlue(pixel) / 3));
        }
    }
    return result;
}

QString checkAgainstGolden(const QImage& picture, const QString& name, const Tolerance& tolerance)
{
    const QString path = QStringLiteral(LIVEWALL_GOLDEN_DIR "/%1.png").arg(name);
    if (qEnvironmentVariableIsSet("LIVEWALL_UPDATE_GOLDEN"))
        return picture.save(path) ? QString() : path + u": cannot be written"_s;

    const QImage golden(path);
    if (golden.isNull())
        return path + u": no such picture (LIVEWALL_UPDATE_GOLDEN=1 makes it; look at it)"_s;
    const Comparison result = compare(picture, golden, tolerance);
    if (result.is_same_size && result.differing <= tolerance.pixels)
        return {};
    const QString beside = QDir::current().filePath(name);
    picture.save(beside + u".actual.png"_s);
    if (!result.is_same_size)
        return u"%1: %2x%3 instead of %4x%5, see %6.actual.png"_s.arg(name)
            .arg(picture.width())
            .arg(picture.height())
            .arg(golden.width())
            .arg(golden.height())
            .arg(beside);
    result.difference.save(beside + u".difference.png"_s);
    return u"%1: %2 pixels differ, at most %3 may; see %4.actual.png and %4.difference.png"_s
        .arg(name)
        .arg(result.differing)
        .arg(tolerance.pixels)
        .arg(beside);
}

} // namespace livewall::golden
