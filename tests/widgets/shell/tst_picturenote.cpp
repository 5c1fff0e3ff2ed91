// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/picturenote.h"

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include "models/view/wallview.h"

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;

class TestPictureNote : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsNotedIsRead();
    void aWallWithoutATimeNotesNone();
    void otherFilesHaveNone();
    void pixelsAreLeftAlone();

private:
    QTemporaryDir folder_;
};

namespace {

view::WallView wall()
{
    view::WallView view;
    view.at_ms = 1'299'769'275'123;
    view.clock = u"Thu, 2011-03-10 16:01:15"_s;
    view.zone = u"Europe/Stockholm"_s;
    view.exclude = u"fi,se"_s;
    return view;
}

QImage picture()
{
    QImage image(320, 200, QImage::Format_RGB32);
    image.fill(Qt::red);
    return image;
}

} // namespace

void TestPictureNote::whatIsNotedIsRead()
{
    QImage image = picture();
    annotate(image, wall(), u"week"_s, u"light"_s);
    const QString path = folder_.filePath(u"a.png"_s);
    QVERIFY(image.save(path));
    const auto note = readNote(path);
    QVERIFY(note);
    QCOMPARE(note->at, u"2011-03-10T15:01:15.123Z"_s);
    QCOMPARE(note->page, u"week"_s);
    QCOMPARE(note->size, QSize(320, 200));
    QCOMPARE(note->zone, u"Europe/Stockholm"_s);
    QCOMPARE(note->exclude, u"fi,se"_s);
    QCOMPARE(note->theme, u"light"_s);
    QCOMPARE(note->language, u"en"_s);
    QCOMPARE(note->version, QStringLiteral(LIVEWALL_VERSION));
}

void TestPictureNote::aWallWithoutATimeNotesNone()
{
    QImage image = picture();
    view::WallView view = wall();
    view.clock.clear();
    annotate(image, view, u"top"_s, u"dark"_s);
    const QString path = folder_.filePath(u"b.png"_s);
    QVERIFY(image.save(path));
    QCOMPARE(readNote(path)->at, QString());
}

void TestPictureNote::otherFilesHaveNone()
{
    QVERIFY(!readNote(folder_.filePath(u"missing.png"_s)));
    const QString plain = folder_.filePath(u"plain.png"_s);
    QVERIFY(picture().save(plain));
    QVERIFY(!readNote(plain));
    QFile text(folder_.filePath(u"text.png"_s));
    QVERIFY(text.open(QFile::WriteOnly));
    text.write("Software Livewall 1");
    text.close();
    QVERIFY(!readNote(text.fileName()));
}

void TestPictureNote::pixelsAreLeftAlone()
{
    QImage image = picture();
    annotate(image, wall(), u"week"_s, u"light"_s);
    QCOMPARE(image, picture());
}

QTEST_MAIN(TestPictureNote)
#include "tst_picturenote.moc"
