// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/citynames.h"

#include "models/event/country.h"
#include "resources/language.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;

namespace {

geo::CityPlace city(const char* country, const char* name)
{
    return geo::findCity(*event::Country::fromCode(country), name).value();
}

} // namespace

class TestCityNames : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { resources::setLanguage(resources::Language::English); }

    void everyRenamedCityIsOfTheGazetteer();
    void eachLanguageHasItsOwn();
    void namesakesKeepTheirs();
};

void TestCityNames::everyRenamedCityIsOfTheGazetteer()
{
    for (const auto& [country, name] : renamedCities()) {
        const auto found = geo::findCity(*event::Country::fromCode(country), name);
        QVERIFY2(found && found->name == name, name);
    }
}

void TestCityNames::eachLanguageHasItsOwn()
{
    QCOMPARE(cityName(city("dk", "Copenhagen")), u"Copenhagen"_s);
    QCOMPARE(countryName(*geo::findCountry(*event::Country::fromCode("de"))), u"Germany"_s);
    resources::setLanguage(resources::Language::Swedish);
    QCOMPARE(cityName(city("dk", "Copenhagen")), u"Köpenhamn"_s);
    QCOMPARE(cityName(city("fi", "Tornio")), u"Torneå"_s);
    QCOMPARE(cityName(city("se", "Malmö")), u"Malmö"_s);
    QCOMPARE(countryName(*geo::findCountry(*event::Country::fromCode("de"))), u"Tyskland"_s);
    for (const auto& [country, name] : renamedCities())
        QVERIFY2(cityName(city(country, name)) != QString::fromUtf8(name), name);
}

void TestCityNames::namesakesKeepTheirs()
{
    resources::setLanguage(resources::Language::Swedish);
    QCOMPARE(cityName(city("gr", "Athens")), u"Aten"_s);
    QCOMPARE(cityName(city("us", "Athens")), u"Athens"_s);
    QCOMPARE(cityName(city("us", "Moscow")), u"Moscow"_s);
}

QTEST_GUILESS_MAIN(TestCityNames)
#include "tst_citynames.moc"
