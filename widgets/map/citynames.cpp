// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/citynames.h"

#include "models/event/country.h"

#include <QCoreApplication>

#include <string>
#include <string_view>

namespace livewall::widgets {

namespace {

constexpr RenamedCity kRenamed[] = {
    {"fi", QT_TRANSLATE_NOOP("City", "Helsinki")},
    {"fi", QT_TRANSLATE_NOOP("City", "Espoo")},
    {"fi", QT_TRANSLATE_NOOP("City", "Tampere")},
    {"fi", QT_TRANSLATE_NOOP("City", "Vantaa")},
    {"fi", QT_TRANSLATE_NOOP("City", "Oulu")},
    {"fi", QT_TRANSLATE_NOOP("City", "Turku")},
    {"fi", QT_TRANSLATE_NOOP("City", "Lahti")},
    {"fi", QT_TRANSLATE_NOOP("City", "Pori")},
    {"fi", QT_TRANSLATE_NOOP("City", "Vaasa")},
    {"fi", QT_TRANSLATE_NOOP("City", "Hämeenlinna")},
    {"fi", QT_TRANSLATE_NOOP("City", "Lappeenranta")},
    {"fi", QT_TRANSLATE_NOOP("City", "Tornio")},
    {"fi", QT_TRANSLATE_NOOP("City", "Kokkola")},
    {"fi", QT_TRANSLATE_NOOP("City", "Rauma")},
    {"fi", QT_TRANSLATE_NOOP("City", "Porvoo")},
    {"fi", QT_TRANSLATE_NOOP("City", "Mikkeli")},
    {"fi", QT_TRANSLATE_NOOP("City", "Savonlinna")},
    {"fi", QT_TRANSLATE_NOOP("City", "Kajaani")},
    {"fi", QT_TRANSLATE_NOOP("City", "Lohja")},
    {"fi", QT_TRANSLATE_NOOP("City", "Kerava")},
    {"fi", QT_TRANSLATE_NOOP("City", "Naantali")},
    {"fi", QT_TRANSLATE_NOOP("City", "Raahe")},
    {"fi", QT_TRANSLATE_NOOP("City", "Järvenpää")},
    {"fi", QT_TRANSLATE_NOOP("City", "Kirkkonummi")},
    {"fi", QT_TRANSLATE_NOOP("City", "Hanko")},
    {"dk", QT_TRANSLATE_NOOP("City", "Copenhagen")},
    {"dk", QT_TRANSLATE_NOOP("City", "Helsingør")},
    {"de", QT_TRANSLATE_NOOP("City", "Munich")},
    {"pl", QT_TRANSLATE_NOOP("City", "Warsaw")},
    {"at", QT_TRANSLATE_NOOP("City", "Vienna")},
    {"cz", QT_TRANSLATE_NOOP("City", "Prague")},
    {"be", QT_TRANSLATE_NOOP("City", "Brussels")},
    {"lu", QT_TRANSLATE_NOOP("City", "Luxembourg")},
    {"it", QT_TRANSLATE_NOOP("City", "Rome")},
    {"it", QT_TRANSLATE_NOOP("City", "Milan")},
    {"it", QT_TRANSLATE_NOOP("City", "Naples")},
    {"it", QT_TRANSLATE_NOOP("City", "Florence")},
    {"it", QT_TRANSLATE_NOOP("City", "Venice")},
    {"it", QT_TRANSLATE_NOOP("City", "Genoa")},
    {"pt", QT_TRANSLATE_NOOP("City", "Lisbon")},
    {"gr", QT_TRANSLATE_NOOP("City", "Athens")},
    {"ro", QT_TRANSLATE_NOOP("City", "Bucharest")},
    {"rs", QT_TRANSLATE_NOOP("City", "Belgrade")},
    {"ua", QT_TRANSLATE_NOOP("City", "Kyiv")},
    {"ua", QT_TRANSLATE_NOOP("City", "Kharkiv")},
    {"ru", QT_TRANSLATE_NOOP("City", "Moscow")},
    {"ru", QT_TRANSLATE_NOOP("City", "Saint Petersburg")},
    {"ru", QT_TRANSLATE_NOOP("City", "Yekaterinburg")},
    {"ru", QT_TRANSLATE_NOOP("City", "Arkhangel’sk")},
    {"ru", QT_TRANSLATE_NOOP("City", "Nizhniy Novgorod")},
    {"ru", QT_TRANSLATE_NOOP("City", "Chelyabinsk")},
    {"am", QT_TRANSLATE_NOOP("City", "Yerevan")},
    {"uz", QT_TRANSLATE_NOOP("City", "Tashkent")},
    {"ir", QT_TRANSLATE_NOOP("City", "Tehran")},
    {"iq", QT_TRANSLATE_NOOP("City", "Baghdad")},
    {"sy", QT_TRANSLATE_NOOP("City", "Damascus")},
    {"sa", QT_TRANSLATE_NOOP("City", "Riyadh")},
    {"eg", QT_TRANSLATE_NOOP("City", "Cairo")},
    {"cn", QT_TRANSLATE_NOOP("City", "Beijing")},
    {"us", QT_TRANSLATE_NOOP("City", "New York City")},
};

} // namespace

std::span<const RenamedCity> renamedCities()
{
    return kRenamed;
}

QString cityName(const geo::CityPlace& city)
{
    for (const RenamedCity& renamed : kRenamed) {
        if (city.name != renamed.name)
            continue;
        const auto country = event::Country::fromCode(renamed.country);
        const auto meant = country ? geo::findCity(*country, renamed.name) : std::nullopt;
        if (meant && meant->point == city.point)
            return QCoreApplication::translate("City", renamed.name);
    }
    return QString::fromUtf8(city.name.data(), static_cast<qsizetype>(city.name.size()));
}

QString countryName(const geo::CountryPlace& country)
{
    return QCoreApplication::translate("Country", std::string(country.name).c_str());
}

} // namespace livewall::widgets
