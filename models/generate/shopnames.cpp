// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/generate/shopnames.h"

namespace livewall::generate {

const ShopNames kSwedishShops = {{"Ekbacka", "Snöbär", "Ringsjö", "Tallvik", "Mossängen",
                                  "Blåklocka", "Älvsbo", "Granlid", "Storspoven", "Havsörn",
                                  "Lillhöjden", "Rönnmarken", "Järvsta", "Norrgläntan", "Åkerbär",
                                  "Sälgö"},
                                 {"Böcker", "Skor", "Cykel", "Elektronik", "Kaffe & Te", "Leksaker",
                                  "Trädgård", "Garn", "Foto", "Sport"}};

const ShopNames kFinnishShops = {{"Kuusiharju", "Järvenkaari", "Lumitähti", "Mäntyniemi", "Hilla",
                                  "Kiurunmäki", "Pöllölä", "Revontuli", "Särkisaari", "Tunturipuro",
                                  "Vaahteramäki", "Kaislaranta", "Yöperho", "Honkakallio",
                                  "Suopursu", "Karhunpolku"},
                                 {"Kirjat", "Kengät", "Pyörä", "Elektroniikka", "Kahvi & Tee",
                                  "Lelut", "Puutarha", "Lanka", "Foto", "Urheilu"}};

const ShopNames kNorwegianShops = {{"Fjordgløtt", "Bjørkelia", "Solfonn", "Havørnen", "Lyngmo",
                                    "Rypebakken", "Nordskar", "Tindegård", "Molteheim", "Skarvøy",
                                    "Furulund", "Isbreen", "Værholmen", "Elvestua", "Rognebær",
                                    "Kråkebolle"},
                                   {"Bøker", "Sko", "Sykkel", "Elektronikk", "Kaffe & Te", "Leker",
                                    "Hage", "Garn", "Foto", "Sport"}};

const ShopNames kDanishShops = {{"Bøgelund", "Sandkrogen", "Havtjørn", "Lærkehøj", "Mosevang",
                                 "Rørdrum", "Strandskaden", "Åbakke", "Hyldegård", "Klitrose",
                                 "Vibekær", "Nøddely", "Kornblomst", "Engdraget", "Svaneholm",
                                 "Brombær"},
                                {"Bøger", "Sko", "Cykler", "Elektronik", "Kaffe & Te", "Legetøj",
                                 "Have", "Garn", "Foto", "Sport"}};

const ShopNames kGermanShops = {{"Lindenquell", "Mühlspatz", "Sonnwiese", "Birkenkamp",
                                 "Hollerbusch", "Fuchsgrund", "Rotkehlchen", "Seerose", "Ährenfeld",
                                 "Tannenhöh", "Storchennest", "Weidenkorb", "Kieselbach",
                                 "Dünenhof", "Schlehdorn", "Zaunkönig"},
                                {"Bücher", "Schuhe", "Fahrräder", "Elektronik", "Kaffee & Tee",
                                 "Spielwaren", "Garten", "Wolle", "Foto", "Sport"}};

const ShopNames kDutchShops = {{"De Rietzanger", "Polderlicht", "Veenbes", "Duinroos",
                                "Het Zeepaard", "Molenwiek", "Kievitshof", "Wilgenpad", "De Otter",
                                "Klaverdijk", "Lisdodde", "Vlindervaart", "De Grutto", "Ijsvogel",
                                "Zandoog", "Korenbloem"},
                               {"Boeken", "Schoenen", "Fietsen", "Elektronica", "Koffie & Thee",
                                "Speelgoed", "Tuin", "Garens", "Foto", "Sport"}};

const ShopNames kEnglishShops = {{"Thistlewick", "Otterbourne Lane", "Foxglove", "Marlpit",
                                  "Puddlecote", "Wrenbury Gate", "Saltmarsh", "Larkfold",
                                  "Brackenhythe", "Nettlecombe", "Gorseley", "Harebell",
                                  "Copperfinch", "Tidewell", "Applethwaite", "Quillmoor"},
                                 {"Books", "Shoes", "Bicycles", "Electronics", "Coffee & Tea",
                                  "Toys", "Gardens", "Yarns", "Photo", "Sports"}};

const ShopNames kFrenchShops = {{"Aux Trois Mésanges", "La Grive", "Clairbois", "Le Vieux Saule",
                                 "Belle Rive", "L’Hirondelle", "Champfleuri", "La Loutre",
                                 "Brise-Dune", "Le Chardon", "Rochebrune", "Vert Ruisseau",
                                 "La Bécasse", "Pré Doré", "Le Héron", "Mirabelle"},
                                {"Livres", "Chaussures", "Vélos", "Électronique", "Café & Thé",
                                 "Jouets", "Jardin", "Laines", "Photo", "Sport"}};

const ShopNames kSpanishShops = {{"La Abubilla", "Río Claro", "El Alcornoque", "Tres Encinas",
                                  "La Golondrina", "Peñarrubia", "El Erizo", "Monte Brezo",
                                  "La Jara", "Agua Mansa", "El Milano", "Flor de Cardo",
                                  "La Nutria", "Arenal", "El Roble", "Siete Olas"},
                                 {"Libros", "Zapatos", "Bicicletas", "Electrónica", "Café y Té",
                                  "Juguetes", "Jardín", "Lanas", "Foto", "Deporte"}};

const ShopNames kItalianShops = {{"Il Pettirosso", "Valchiara", "La Ginestra", "Tre Pini",
                                  "Il Riccio", "Fontelieta", "La Lontra", "Montefiore", "Il Gelso",
                                  "Acquaviva", "La Cicogna", "Poggio Verde", "Il Tasso", "Brezza",
                                  "La Quercia", "Solealto"},
                                 {"Libri", "Scarpe", "Biciclette", "Elettronica", "Caffè e Tè",
                                  "Giocattoli", "Giardino", "Filati", "Foto", "Sport"}};

const ShopNames kPolishShops = {{"Wierzbowa", "Złoty Kłos", "Leśna Polana", "Bocianie", "Modrzew",
                                 "Cicha Woda", "Jarzębina", "Wydra", "Wrzosowa", "Zimorodek",
                                 "Dąbrówka", "Łąkowa", "Sikorka", "Morska Bryza", "Żurawina",
                                 "Jeżyk"},
                                {"Książki", "Buty", "Rowery", "Elektronika", "Kawa i Herbata",
                                 "Zabawki", "Ogród", "Włóczki", "Foto", "Sport"}};

} // namespace livewall::generate
