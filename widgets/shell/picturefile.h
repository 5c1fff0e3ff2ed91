// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QImage;

namespace livewall::widgets {

/// Writes `picture` as a PNG into `folder`, which is made if it is not there, under a name of
/// `clock` ("Thu, 2011-03-10 16:01:15" gives "livewall-2011-03-10-160115.png"); a file that is
/// there already is never overwritten. Returns what to tell about it: where it is, or why not.
QString savePicture(const QImage& picture, const QString& folder, const QString& clock);

} // namespace livewall::widgets
