// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/picturefile.h"

#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using livewall::widgets::savePicture;

class TestPictureFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QVERIFY(folder_.isValid()); }
    void pictureIsNamedAfterTheWallsTime();
    void nothingIsOverwritten();
    void wallWithoutATimeHasAPictureToo();
    void failureIsTold_data();
    void failureIsTold();

private:
    QString path(const QString& name) const { return folder_.filePath(name); }

    QTemporaryDir folder_;
    const QString clock_ = u"Thu, 2011-03-10 16:01:15"_s;
};

namespace {

QImage picture(Qt::GlobalColor color)
{
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(color);
    return image;
}

} // namespace

void TestPictureFile::pictureIsNamedAfterTheWallsTime()
{
    const QString file = path(u"new/livewall-2011-03-10-160115.png"_s);
    QCOMPARE(savePicture(picture(Qt::red), path(u"new"_s), clock_), u"Saved "_s + file);
    QCOMPARE(QImage(file).convertToFormat(QImage::Format_RGB32), picture(Qt::red));
}

void TestPictureFile::nothingIsOverwritten()
{
    const QString first = path(u"twice/livewall-2011-03-10-160115.png"_s);
    const QString second = path(u"twice/livewall-2011-03-10-160115-2.png"_s);
    savePicture(picture(Qt::red), path(u"twice"_s), clock_);
    QCOMPARE(savePicture(picture(Qt::blue), path(u"twice"_s), clock_), u"Saved "_s + second);
    QCOMPARE(QImage(first).convertToFormat(QImage::Format_RGB32), picture(Qt::red));
    QCOMPARE(QImage(second).convertToFormat(QImage::Format_RGB32), picture(Qt::blue));
}

void TestPictureFile::wallWithoutATimeHasAPictureToo()
{
    QCOMPARE(savePicture(picture(Qt::red), path(u"none"_s), {}),
             u"Saved "_s + path(u"none/livewall.png"_s));
}

void TestPictureFile::failureIsTold_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("beginning");
    QTest::newRow("no folder") << QString() << u"There is no folder"_s;
    QTest::newRow("not a folder") << u"/dev/null/pictures"_s << u"Could not make the folder"_s;
    QTest::newRow("not writable") << u"/proc"_s << u"Could not save /proc/livewall"_s;
}

void TestPictureFile::failureIsTold()
{
    QFETCH(const QString, folder);
    QFETCH(const QString, beginning);
    QVERIFY(savePicture(picture(Qt::red), folder, clock_).startsWith(beginning));
}

QTEST_MAIN(TestPictureFile)
#include "tst_picturefile.moc"
