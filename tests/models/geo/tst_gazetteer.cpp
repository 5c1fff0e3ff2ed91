// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/geo/folding.h"
#include "models/geo/gazetteer.h"

#include <QTest>

#include <cmath>
#include <string>
#include <string_view>

using namespace livewall;
using geo::findCity;
using geo::findCountry;

namespace {

event::Country country(std::string_view code)
{
    return event::Country::fromCode(code).value();
}

/// Kilometres, good enough for short ways.
double distance_km(geo::Point a, geo::Point b)
{
    const double degree_km = 111.2;
    const double north = (a.latitude - b.latitude) * degree_km;
    const double east =
        (a.longitude - b.longitude) * degree_km * std::cos(a.latitude * 3.14159265358979 / 180);
    return std::hypot(north, east);
}

bool contains(const geo::Extent& box, geo::Point point)
{
    return point.latitude >= box.south && point.latitude <= box.north &&
           point.longitude >= box.west && point.longitude <= box.east;
}

// ISO 3166-1 alpha-2 as officially assigned, and xk.
constexpr std::string_view kCodes =
    "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br "
    "bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz "
    "ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw "
    "gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky "
    "kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv "
    "mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py "
    "qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg "
    "th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws xk ye yt za "
    "zm zw";

} // namespace

class TestGazetteer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIsoCountryHasANameAndAPlaceInsideItsExtent()
    {
        int known = 0;
        for (std::size_t at = 0; at < kCodes.size(); at += 3) {
            const std::string code(kCodes.substr(at, 2));
            const auto place = findCountry(country(code));
            QVERIFY2(place, code.c_str());
            QVERIFY2(!place->name.empty(), code.c_str());
            QVERIFY2(contains(place->extent, place->label), code.c_str());
            QVERIFY2(place->extent.west >= -180 && place->extent.west <= 180, code.c_str());
            ++known;
        }
        QCOMPARE(known, 250);
        int found = 0;
        for (char a = 'a'; a <= 'z'; ++a) {
            for (char b = 'a'; b <= 'z'; ++b)
                found += findCountry(country(std::string{a, b})).has_value();
        }
        QCOMPARE(found, 250);
    }

    void aCodeThatIsNoCountryHasNoPlace()
    {
        QVERIFY(!findCountry(country("zz")));
        QVERIFY(!findCountry(country("aa")));
        QVERIFY(!findCountry(country("uk")));
        QVERIFY(!findCountry({}));
    }

    void namesAreTheEverydayEnglishOnes()
    {
        QCOMPARE(findCountry(country("se"))->name, std::string_view("Sweden"));
        QCOMPARE(findCountry(country("gb"))->name, std::string_view("United Kingdom"));
        QCOMPARE(findCountry(country("us"))->name, std::string_view("United States"));
        QCOMPARE(findCountry(country("cz"))->name, std::string_view("Czechia"));
        QCOMPARE(findCountry(country("ci"))->name, std::string_view("Côte d’Ivoire"));
    }

    void theLabelLiesOnTheMainLandmass_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<double>("south");
        QTest::addColumn<double>("west");
        QTest::addColumn<double>("north");
        QTest::addColumn<double>("east");
        QTest::newRow("France, not Guiana") << "fr" << 42.3 << -4.8 << 51.1 << 8.3;
        QTest::newRow("Norway, not Svalbard") << "no" << 57.9 << 4.5 << 71.3 << 31.2;
        QTest::newRow("United States, not Alaska") << "us" << 25.0 << -125.0 << 49.4 << -66.9;
        QTest::newRow("Fiji's large island") << "fj" << -18.4 << 177.2 << -17.2 << 178.8;
        QTest::newRow("Portugal, not the Azores") << "pt" << 36.9 << -9.6 << 42.2 << -6.1;
        QTest::newRow("Spain, not the Canaries") << "es" << 35.9 << -9.4 << 43.9 << 3.4;
        QTest::newRow("the Netherlands in Europe") << "nl" << 50.7 << 3.3 << 53.6 << 7.3;
    }

    void theLabelLiesOnTheMainLandmass()
    {
        QFETCH(QString, code);
        QFETCH(double, south);
        QFETCH(double, west);
        QFETCH(double, north);
        QFETCH(double, east);
        const geo::Extent main{south, west, north, east};
        const auto place = findCountry(country(code.toStdString()));
        QVERIFY(contains(main, place->label));
        QVERIFY(contains(main, {place->extent.south, place->extent.west}));
        QVERIFY(contains(main, {place->extent.north, place->extent.east}));
    }

    void anExtentRunsOnOverTheMeridianInsteadOfRoundTheWorld()
    {
        const auto russia = findCountry(country("ru"));
        QVERIFY(std::abs(russia->extent.west - 27.3) < 0.2);   // the border with Estonia
        QVERIFY(std::abs(russia->extent.east - 190.35) < 0.2); // Cape Dezhnev, 169.65 W
        QVERIFY(russia->label.longitude > 60 && russia->label.longitude < 140);
    }

    void citiesAreFoundWhateverTheSpelling_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<double>("latitude");
        QTest::addColumn<double>("longitude");
        const auto row = [](const char* code, const char* name, double latitude, double longitude) {
            QTest::addRow("%s %s", code, name)
                << QString::fromLatin1(code) << QByteArray(name) << latitude << longitude;
        };
        row("br", "São Paulo", -23.55, -46.63);
        row("br", "sao paulo", -23.55, -46.63);
        row("br", "SÃO PAULO", -23.55, -46.63);
        row("br", "Sa\xcc\x83o Paulo", -23.55, -46.63); // a and a combining tilde
        row("br", "  sao-paulo ", -23.55, -46.63);
        row("dk", "København", 55.68, 12.57);
        row("dk", "kobenhavn", 55.68, 12.57);
        row("dk", "Copenhagen", 55.68, 12.57);
        row("fi", "Tornio", 65.85, 24.15);
        row("fi", "Torneå", 65.85, 24.15);
        row("se", "HAPARANDA", 65.83, 24.14);
        row("se", "Göteborg", 57.71, 11.97);
        row("se", "Gothenburg", 57.71, 11.97);
        row("se", "Kiruna", 67.86, 20.23);
        row("no", "Tromsø", 69.65, 18.96);
        row("no", "tromso", 69.65, 18.96);
        row("de", "München", 48.14, 11.58);
        row("nl", "'s-Gravenhage", 52.08, 4.30);
        row("nl", "’s gravenhage", 52.08, 4.30);
        row("fr", "Saint Denis", 48.94, 2.36);
        row("pl", "Lodz", 51.77, 19.46);
        row("vn", "Ho Chi Minh City", 10.82, 106.63);
        row("us", "New York", 40.71, -74.01);
    }

    void citiesAreFoundWhateverTheSpelling()
    {
        QFETCH(QString, code);
        QFETCH(QByteArray, name);
        QFETCH(double, latitude);
        QFETCH(double, longitude);
        const auto city = findCity(country(code.toStdString()), name.toStdString());
        QVERIFY(city);
        QVERIFY2(distance_km(city->point, {latitude, longitude}) < 5,
                 std::string(city->name).c_str());
    }

    void aFoundCityIsNamedAsItIsWritten()
    {
        QCOMPARE(findCity(country("br"), "sao paulo")->name, std::string_view("São Paulo"));
    }

    void ofSeveralPlacesTheMostPopulousIsMeant()
    {
        const auto city = findCity(country("us"), "springfield");
        QVERIFY(distance_km(city->point, {37.215, -93.298}) < 5); // Missouri
    }

    void aCityOfAnotherCountryIsNotMeant()
    {
        QVERIFY(!findCity(country("fi"), "Kiruna"));
        QVERIFY(findCity(country("se"), "Kiruna"));
        QVERIFY(!findCity({}, "Kiruna"));
        QVERIFY(!findCity(country("zz"), "Kiruna"));
    }

    void whatIsNoCityIsNotFound()
    {
        QVERIFY(!findCity(country("se"), ""));
        QVERIFY(!findCity(country("se"), "  -'. "));
        QVERIFY(!findCity(country("se"), "Stockhol"));
        QVERIFY(!findCity(country("se"), "Stockholmm"));
        QVERIFY(!findCity(country("se"), "\xff\xfe"));
        QVERIFY(!findCity(country("se"), "Kiruna\xc3"));
        QVERIFY(!findCity(country("se"), std::string(100'000, 'x')));
        QVERIFY(!findCity(country("zz"), "Stockholm"));
    }

    void foldingLeavesTheLettersAlone()
    {
        QCOMPARE(geo::FoldedName("Ærøskøbing").view(), std::string_view("aeroskobing"));
        QCOMPARE(geo::FoldedName("Straße 17").view(), std::string_view("strasse 17"));
        QCOMPARE(geo::FoldedName("Москва").view(), std::string_view("Москва"));
        QCOMPARE(geo::FoldedName("Đà Nẵng").view(), std::string_view("da nang"));
        QCOMPARE(geo::FoldedName(std::string(128, 'x')).view().size(), std::size_t{128});
        QCOMPARE(geo::FoldedName(std::string(129, 'x')).view(), std::string_view());
    }

    /// The table was sorted by another program: here and there a name must fold to the same.
    void thePlacesOfACountryAscendByFoldedName()
    {
        std::size_t places = 0;
        for (char a = 'a'; a <= 'z'; ++a) {
            for (char b = 'a'; b <= 'z'; ++b) {
                const auto [first, end] = geo::cityRange(country(std::string{a, b}));
                std::string before;
                for (std::size_t i = first; i < end; ++i, ++places) {
                    const auto place = geo::cityAt(i);
                    const std::string folded(geo::FoldedName(place.name).view());
                    QVERIFY2(before < folded, std::string(place.name).c_str());
                    QVERIFY(std::abs(place.point.latitude) <= 90);
                    QVERIFY(std::abs(place.point.longitude) <= 180);
                    before = folded;
                }
            }
        }
        QCOMPARE(places, geo::cityCount());
        QVERIFY(places > 100'000);
    }
};

QTEST_GUILESS_MAIN(TestGazetteer)
#include "tst_gazetteer.moc"
