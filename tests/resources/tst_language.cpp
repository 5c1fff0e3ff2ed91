// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "resources/language.h"

#include "models/engine/snapshot.h"
#include "models/feed/connectionfault.h"
#include "models/feed/fileerror.h"
#include "models/view/format.h"
#include "models/view/presentstatus.h"
#include "models/view/presenttop.h"
#include "models/view/presenttrouble.h"
#include "models/view/presentverdict.h"
#include "models/view/presentweek.h"
#include "models/view/reasons.h"

#include <QLocale>
#include <QTest>
#include <QTranslator>
#include <QUrl>

#include <cerrno>

using namespace livewall;
using namespace livewall::resources;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(livewall::resources::Language)
Q_DECLARE_METATYPE(livewall::store::Trouble)

namespace {

// Thu, 2011-03-10 15:01:15.123 UTC
constexpr std::int64_t kThursday_ms = 1'299'769'275'123;
constexpr std::int64_t kDay_ms = 86'400'000;

const view::BusinessTime& stockholm()
{
    static const view::BusinessTime time("Europe/Stockholm");
    return time;
}

} // namespace

class TestLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setLanguage(Language::Swedish); }
    void cleanup() { setLanguage(Language::English); }

    void aLanguageIsFoundByItsName();
    void theSystemsLanguageHoldsIfItIsOneOfOurs_data();
    void theSystemsLanguageHoldsIfItIsOneOfOurs();
    void englishIsWhatTheSourcesSay();
    void aLanguageIsSetAgainWithoutTheOneBefore();
    void numbersHaveNoBreakSpacesAndCommas();
    void agesHaveTheirUnits();
    void daysAreWrittenTheSwedishWay();
    void moneyHasACommaToo();
    void oneAndManyBendTheirNouns();
    void countriesAreListedWithAnd();
    void bannersAreWholeSentences();
    void commonFaultsAreInItsWords();
    void aStoresTroublesAreInItsWords_data();
    void aStoresTroublesAreInItsWords();
    void everyTroubleOfAStoreIsTranslated();
    void verdictsAreWholeSentences();
    void theWeekNamesItsDaysAndHolidays();
};

void TestLanguage::aLanguageIsFoundByItsName()
{
    QVERIFY(languageNamed(u"en") == Language::English);
    QVERIFY(languageNamed(u"sv") == Language::Swedish);
    QVERIFY(!languageNamed(u"de"));
    QVERIFY(!languageNamed(u"SV"));
    QVERIFY(!languageNamed(u""));
}

void TestLanguage::theSystemsLanguageHoldsIfItIsOneOfOurs_data()
{
    QTest::addColumn<QByteArray>("lc_all");
    QTest::addColumn<QByteArray>("lang");
    QTest::addColumn<Language>("language");
    QTest::newRow("Sweden") << QByteArray() << QByteArray("sv_SE.UTF-8") << Language::Swedish;
    QTest::newRow("Finland") << QByteArray() << QByteArray("sv_FI.UTF-8") << Language::Swedish;
    QTest::newRow("Britain") << QByteArray() << QByteArray("en_GB.UTF-8") << Language::English;
    QTest::newRow("Germany") << QByteArray() << QByteArray("de_DE.UTF-8") << Language::English;
    QTest::newRow("none") << QByteArray() << QByteArray() << Language::English;
    QTest::newRow("C") << QByteArray("C.UTF-8") << QByteArray("sv_SE.UTF-8") << Language::English;
}

void TestLanguage::theSystemsLanguageHoldsIfItIsOneOfOurs()
{
    QFETCH(const QByteArray, lc_all);
    QFETCH(const QByteArray, lang);
    QFETCH(const Language, language);
    const QByteArray was_all = qgetenv("LC_ALL");
    const QByteArray was_lang = qgetenv("LANG");
    const QByteArray was_list = qgetenv("LANGUAGE");
    qunsetenv("LANGUAGE");
    qputenv("LC_ALL", lc_all);
    qputenv("LANG", lang);
    const Language found = systemLanguage();
    qputenv("LC_ALL", was_all);
    qputenv("LANG", was_lang);
    qputenv("LANGUAGE", was_list);
    QCOMPARE(found, language);
}

void TestLanguage::englishIsWhatTheSourcesSay()
{
    setLanguage(Language::English);
    QCOMPARE(view::formatCount(80'123), u"80\u202F123"_s);
    QCOMPARE(view::formatCount(1'240'000), u"1.24\u202FM"_s);
    QCOMPARE(stockholm().dateAndTime(kThursday_ms), u"Thu, 2011-03-10 16:01:15"_s);
    QCOMPARE(stockholm().weekdayAndHour(kThursday_ms), u"Thursday 16:00"_s);
    QCOMPARE(QLocale(), QLocale::c());
}

void TestLanguage::aLanguageIsSetAgainWithoutTheOneBefore()
{
    const auto loaded = [] {
        return QCoreApplication::instance()->findChildren<QTranslator*>().size();
    };
    setLanguage(Language::Swedish);
    setLanguage(Language::Swedish);
    QCOMPARE(loaded(), 2); // words and countries
    setLanguage(Language::English);
    QCOMPARE(loaded(), 0);
    QCOMPARE(view::presentMode(engine::Mode::Replay), u"REPLAY"_s);
    setLanguage(Language::Swedish);
    QCOMPARE(view::presentMode(engine::Mode::Replay), u"REPRIS"_s);
}

void TestLanguage::numbersHaveNoBreakSpacesAndCommas()
{
    QCOMPARE(view::formatCount(999), u"999"_s);
    QCOMPARE(view::formatCount(80'123), u"80\u00A0123"_s);
    QCOMPARE(view::formatCount(1'239'999), u"1,23\u00A0mn"_s);
    QCOMPARE(view::formatCount(12'490'000), u"12,4\u00A0mn"_s);
    QCOMPARE(view::formatCount(1'240'000'000), u"1\u00A0240\u00A0mn"_s);
}

void TestLanguage::agesHaveTheirUnits()
{
    QCOMPARE(view::formatAge(2'000), u"2 s"_s);
    QCOMPARE(view::formatAge(240'000), u"4 min"_s);
    QCOMPARE(view::formatAge(3 * 3'600'000), u"3 tim"_s);
    QCOMPARE(view::formatAge(12 * kDay_ms), u"12 dygn"_s);
}

void TestLanguage::daysAreWrittenTheSwedishWay()
{
    const view::BusinessTime& time = stockholm();
    QCOMPARE(time.dateAndTime(kThursday_ms), u"tors 2011-03-10 16:01:15"_s);
    QCOMPARE(time.weekdayAndHour(kThursday_ms), u"torsdag kl.\u00A016:00"_s);
    QCOMPARE(time.since(kThursday_ms, kThursday_ms + 1000), u"16:01:15"_s);
    QCOMPARE(time.sinceMinute(kThursday_ms, kThursday_ms + 6 * kDay_ms), u"tors 16:01"_s);
    QCOMPARE(time.sinceMinute(kThursday_ms, kThursday_ms + 7 * kDay_ms), u"tors 10 mars 16:01"_s);
    QCOMPARE(time.sinceMinute(kThursday_ms, kThursday_ms + 300 * kDay_ms), u"10 mars 2011 16:01"_s);
    QVERIFY(view::clockSamples().contains(u"sön 2000-00-00 00:00:00"_s));
}

void TestLanguage::moneyHasACommaToo()
{
    engine::Snapshot snapshot;
    snapshot.zone = "UTC";
    snapshot.has_events = true;
    snapshot.figures.hour.rows = {
        {.eid = 7, .count = 2, .average = 123'456, .currency = *event::Currency::fromCode("SEK")},
        {.eid = 8, .count = 1, .average = 500, .currency = *event::Currency::fromCode("JPY")}};
    const auto rows = view::presentTop(snapshot, stockholm())[0].rows;
    QCOMPARE(rows[0].average, u"1\u00A0234,56 SEK"_s);
    QCOMPARE(rows[1].average, u"500 JPY"_s);
}

void TestLanguage::oneAndManyBendTheirNouns()
{
    const auto excluding = [](std::initializer_list<const char*> codes) {
        engine::Snapshot snapshot;
        for (const char* code : codes)
            snapshot.exclude.push_back(*event::Country::fromCode(code));
        return view::presentTop(snapshot, stockholm())[1].short_heading;
    };
    QCOMPARE(excluding({}), u"alla länder"_s);
    QCOMPARE(excluding({"se"}), u"utan 1 land"_s);
    QCOMPARE(excluding({"de", "se"}), u"utan 2 länder"_s);
}

void TestLanguage::countriesAreListedWithAnd()
{
    engine::Snapshot snapshot;
    snapshot.exclude = {*event::Country::fromCode("fi"), *event::Country::fromCode("no"),
                        *event::Country::fromCode("se")};
    QCOMPARE(view::presentTop(snapshot, stockholm())[1].heading,
             u"Senaste timmen (utan FI, NO och SE)"_s);
}

void TestLanguage::bannersAreWholeSentences()
{
    engine::Snapshot snapshot;
    snapshot.zone = "Europe/Stockholm";
    snapshot.has_events = true;
    snapshot.wall_ms = snapshot.figures.at_ms = kThursday_ms;
    engine::FeedSnapshot shop;
    shop.name = "shop";
    shop.link.link = feed::Link::Failed;
    shop.lost_ms = kThursday_ms - 3'600'000;
    shop.last_alive_ms = shop.lost_ms;
    snapshot.feeds = {shop};
    const auto texts = [&] {
        QStringList all;
        for (const view::Banner& banner : view::presentBanners(snapshot, stockholm()))
            all += banner.text;
        return all;
    };
    QCOMPARE(texts(), QStringList{u"Inga data sedan 15:01:15"_s});
    engine::FeedSnapshot till;
    till.name = "kassa";
    till.link.link = feed::Link::Up;
    snapshot.feeds.push_back(till);
    QCOMPARE(texts(), QStringList{u"Utan shop sedan 15:01"_s});
    snapshot.feeds = {till};
    snapshot.progress = engine::Progress{"reading kassa", 0.129};
    QCOMPARE(texts(), QStringList{u"Kommer ikapp, 12\u00A0%: läser kassa"_s});
}

/// As the sources say them, whose words are also those of the log.
void TestLanguage::commonFaultsAreInItsWords()
{
    const QUrl url(u"https://shop.example:8443/"_s);
    const auto refused = feed::socketFault(url, QAbstractSocket::ConnectionRefusedError, {}, {});
    QCOMPARE(view::inScreensWords(refused), u"anslutningen nekades av shop.example:8443"_s);
    const auto ended = feed::socketFault(url, QAbstractSocket::RemoteHostClosedError, {}, {});
    QCOMPARE(view::inScreensWords(ended), u"shop.example:8443 avslutade strömmen"_s);
    const auto unknown = feed::socketFault(url, QAbstractSocket::HostNotFoundError, {}, {});
    QCOMPARE(view::inScreensWords(unknown), u"okänd värddator: shop.example"_s);
    const auto silent = feed::socketFault(url, QAbstractSocket::SocketTimeoutError, {}, {});
    QCOMPARE(view::inScreensWords(silent), u"inget svar från shop.example:8443"_s);
    QCOMPARE(view::inScreensWords(feed::fileError("/a/%1", ENOENT)), u"filen finns inte: /a/%1"_s);
    QCOMPARE(view::inScreensWords(feed::fileError("/a", ENOTDIR)),
             u"en mapp på vägen saknas: /a"_s);
    QCOMPARE(view::inScreensWords(feed::fileError("/a", EACCES)), u"saknar rätt att läsa: /a"_s);
    QCOMPARE(view::inScreensWords("ECONNABORTED of someone"), u"ECONNABORTED of someone"_s);
    setLanguage(Language::English);
    QCOMPARE(view::inScreensWords(refused).toStdString(), refused);
}

void TestLanguage::aStoresTroublesAreInItsWords_data()
{
    using What = store::Trouble::What;
    QTest::addColumn<store::Trouble>("trouble");
    QTest::addColumn<QString>("swedish");
    QTest::addColumn<QString>("english");
    const std::string path = "/var/lib/wall.db";
    QTest::newRow("SQLite's own words stay")
        << store::Trouble{.what = What::Refused, .detail = "database or disk is full"}
        << u"database or disk is full"_s << u"database or disk is full"_s;
    QTest::newRow("the system's too")
        << store::Trouble{What::CannotWrite, path + "-lock", "Nej"}
        << u"wall.db-lock kan inte skrivas: Nej"_s << u"wall.db-lock cannot be written: Nej"_s;
    QTest::newRow("another's") << store::Trouble{What::InUse, path, "123"}
                               << u"wall.db används av process 123"_s
                               << u"wall.db is in use by process 123"_s;
    QTest::newRow("where it should be")
        << store::Trouble{What::NoFolder, path} << u"det finns ingen mapp för /var/lib/wall.db"_s
        << u"there is no folder for /var/lib/wall.db"_s;
    QTest::newRow("none") << store::Trouble{} << QString() << QString();
}

void TestLanguage::aStoresTroublesAreInItsWords()
{
    QFETCH(const store::Trouble, trouble);
    QTEST(view::presentTrouble(trouble), "swedish");
    setLanguage(Language::English);
    QTEST(view::presentTrouble(trouble), "english");
}

void TestLanguage::everyTroubleOfAStoreIsTranslated()
{
    using What = store::Trouble::What;
    for (int what = static_cast<int>(What::Refused) + 1; what <= static_cast<int>(What::TooMuch);
         ++what) {
        const store::Trouble trouble{static_cast<What>(what), "/var/wall.db", "7"};
        const QString swedish = view::presentTrouble(trouble);
        setLanguage(Language::English);
        const QString english = view::presentTrouble(trouble);
        setLanguage(Language::Swedish);
        QVERIFY2(!english.isEmpty() && swedish != english, qPrintable(english));
    }
}

void TestLanguage::verdictsAreWholeSentences()
{
    engine::Snapshot snapshot;
    snapshot.has_events = true;
    snapshot.wall_ms = snapshot.figures.at_ms = kThursday_ms;
    engine::Verdict& verdict = snapshot.verdict;
    verdict.call = engine::Verdict::Call::Usual;
    verdict.observed = 1'120;
    verdict.expected = 1'000;
    verdict.usual_least = 900;
    verdict.usual_most = 1'100;
    const std::int64_t to = kThursday_ms / 1000 / 60 * 60 - 60;
    verdict.minutes = {to - 900, to};
    const auto [tone, text, reason] = view::presentVerdict(snapshot, verdict, stockholm());
    QCOMPARE(text, u"Köpen 12\u00A0% över en vanlig torsdag kl.\u00A015:00"_s);
    QCOMPARE(reason, u"1\u00A0120 under de 15 minuterna till 16:00; vanligt är 1\u00A0000, mellan "
                     "900 och 1\u00A0100"_s);
    verdict.call = engine::Verdict::Call::CannotTell;
    QCOMPARE(view::presentVerdict(snapshot, verdict, stockholm()).text,
             u"Kan inte avgöra om det är som vanligt"_s);
    verdict.call = engine::Verdict::Call::Low;
    verdict.since = to - 600;
    QCOMPARE(view::presentVerdict(snapshot, verdict, stockholm()).text, u"▼ LÅGT sedan 15:50"_s);
}

void TestLanguage::theWeekNamesItsDaysAndHolidays()
{
    const view::WeekView week = view::presentWeek({});
    QCOMPARE(week.days[0], u"måndag"_s);
    QCOMPARE(week.days[6], u"söndag"_s);
    QCOMPARE(week.short_days[3], u"tors"_s);
    QCOMPARE(view::holidayName("Good Friday"), u"Långfredagen"_s);
    QCOMPARE(view::holidayName("Inventering"), u"Inventering"_s);
}

QTEST_GUILESS_MAIN(TestLanguage)
#include "tst_language.moc"
