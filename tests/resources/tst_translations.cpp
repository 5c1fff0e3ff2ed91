// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// That all that a screen says is translated: what the sources hold, read by lupdate as the target
// `translations` reads it, against the .ts files.
#include "models/geo/gazetteer.h"

#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>

using namespace livewall;
using namespace Qt::StringLiterals;

namespace {

struct Message
{
    bool is_numerus = false;
    bool is_finished = false;
    QStringList translations; ///< of a numerus one a form each
};

/// By context, source and comment.
using Messages = QMap<QStringList, Message>;

QString sourcePath(const QString& path)
{
    return QStringLiteral(LIVEWALL_SOURCE_DIR "/") + path;
}

Messages messagesIn(const QString& path)
{
    Messages messages;
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    QString context;
    QString source;
    QString comment;
    Message message;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::EndElement && xml.name() == u"message")
            messages.insert({context, source, comment}, message);
        if (token != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.name() == u"message") {
            source.clear();
            comment.clear();
            message = {.is_numerus = xml.attributes().value(u"numerus") == u"yes"};
        } else if (xml.name() == u"source") {
            source = xml.readElementText();
        } else if (xml.name() == u"comment") {
            comment = xml.readElementText();
        } else if (xml.name() == u"translation") {
            message.is_finished = !xml.attributes().hasAttribute(u"type");
            if (!message.is_numerus)
                message.translations += xml.readElementText();
        } else if (xml.name() == u"numerusform") {
            message.translations += xml.readElementText();
        }
    }
    return xml.hasError() ? Messages() : messages;
}

QSet<QString> placesIn(const QString& text)
{
    static const QRegularExpression place(u"%L?(n|\\d)"_s);
    QSet<QString> places;
    for (const auto& match : place.globalMatch(text))
        places += match.captured();
    return places;
}

/// Words that are not put through tr(), with what they are.
const QStringList& namesAlone()
{
    static const QStringList names = {
        u"EID"_s, u"EID "_s, u"Natural Earth, GeoNames"_s, u"Livewall"_s, u"Inter"_s, u"[[feed]]"_s,
        u"name = \\\"shop\\\""_s, u"url = \\\"https://events.example.com/purchases\\\""_s,
        // Of dates and files, and what Qt is told.
        u"yyyy-MM-dd"_s, u"HH:mm:ss"_s, u"HH:mm"_s, u"HH:00"_s, u"livewall"_s, u"livewall-"_s,
        u".png"_s, u"%1-%2.png"_s, u"%1/%2/%3/%4.png"_s};
    return names;
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingSaidIsTranslated();
    void everyTranslationTakesWhatItIsGiven();
    void everyCountryHasItsName();
    void noWordsAreLeftOut();
};

void TestTranslations::everythingSaidIsTranslated()
{
    const Messages translated = messagesIn(sourcePath(u"resources/translations/livewall_sv.ts"_s));
    QVERIFY(translated.size() > 100);

    QTemporaryDir folder;
    const QString path = folder.filePath(u"livewall_sv.ts"_s);
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(LIVEWALL_SOURCE_DIR));
    lupdate.start(QStringLiteral(LIVEWALL_LUPDATE_PROGRAM),
                  QStringLiteral(LIVEWALL_LUPDATE).split(u' ') + QStringList{u"-ts"_s, path});
    QVERIFY2(lupdate.waitForFinished(), qPrintable(lupdate.errorString()));
    const QByteArray said = lupdate.readAllStandardError();
    QVERIFY2(lupdate.exitCode() == 0, said.constData());
    // Such a text would be looked for in another context than the one it is found in.
    for (const char* fault : {"lacks Q_OBJECT", "without context", "cannot be called"})
        QVERIFY2(!said.contains(fault), said.constData());

    const Messages sources = messagesIn(path);
    for (const QStringList& text : sources.keys())
        QVERIFY2(translated.contains(text),
                 qPrintable(text.join(u" | ") + u": run the target translations, and translate"));
    for (const QStringList& text : translated.keys())
        QVERIFY2(sources.contains(text), qPrintable(text.join(u" | ") + u": is said no more"));
    for (const auto& [text, message] : translated.asKeyValueRange())
        QVERIFY2(message.is_finished && !message.translations.isEmpty() &&
                     !message.translations.contains(QString()),
                 qPrintable(text.join(u" | ") + u": is not translated"));
}

void TestTranslations::everyTranslationTakesWhatItIsGiven()
{
    const Messages translated = messagesIn(sourcePath(u"resources/translations/livewall_sv.ts"_s));
    for (const auto& [text, message] : translated.asKeyValueRange()) {
        // Swedish bends for one and for more.
        QVERIFY2(message.translations.size() == (message.is_numerus ? 2 : 1), qPrintable(text[1]));
        for (const QString& translation : message.translations)
            QVERIFY2(placesIn(translation) == placesIn(text[1]), qPrintable(translation));
    }
}

void TestTranslations::everyCountryHasItsName()
{
    const Messages names = messagesIn(sourcePath(u"resources/translations/countries_sv.ts"_s));
    int countries = 0;
    for (char first = 'a'; first <= 'z'; ++first) {
        for (char second = 'a'; second <= 'z'; ++second) {
            const auto country =
                geo::findCountry(*event::Country::fromCode(std::string{first, second}));
            if (!country)
                continue;
            ++countries;
            const QString name = QString::fromStdString(std::string(country->name));
            QVERIFY2(!names.value({u"Country"_s, name, QString()}).translations.value(0).isEmpty(),
                     qPrintable(name));
        }
    }
    QCOMPARE(countries, names.size());
    QCOMPARE(names.value({u"Country"_s, u"Germany"_s, QString()}).translations,
             QStringList{u"Tyskland"_s});
}

/// A literal of two letters and more in a room that speaks is a text: tr() has it, or it is a name.
void TestTranslations::noWordsAreLeftOut()
{
    static const QRegularExpression literal(u"(?<!\\w)u\"((?:[^\"\\\\]|\\\\.)*)\"(?:_s)?"_s);
    static const QRegularExpression words(u"\\p{L}{2}"_s);
    static const QRegularExpression escapes(u"\\\\u[0-9A-Fa-f]{4}|\\\\."_s);
    int files = 0;
    for (const QString& room : {u"models/view"_s, u"widgets"_s}) {
        QDirIterator each(sourcePath(room), {u"*.cpp"_s, u"*.h"_s}, QDir::Files,
                          QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            QVERIFY(file.open(QFile::ReadOnly));
            ++files;
            const QString source = QString::fromUtf8(file.readAll());
            for (const auto& match : literal.globalMatch(source)) {
                const QString text = match.captured(1);
                const qsizetype line = source.lastIndexOf(u'\n', match.capturedStart()) + 1;
                const bool is_comment =
                    QStringView(source).sliced(line, match.capturedStart() - line).contains(u"//");
                if (is_comment || !QString(text).remove(escapes).contains(words))
                    continue;
                QVERIFY2(namesAlone().contains(text), qPrintable(file.fileName() + u": \"" + text +
                                                                 u"\" is not put through tr()"));
            }
        }
    }
    QVERIFY(files > 60);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
