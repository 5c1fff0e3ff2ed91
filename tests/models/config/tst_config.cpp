// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/config/config.h"
#include "models/config/duration.h"

#include <QTest>

#include <algorithm>
#include <format>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

using namespace livewall;
using namespace livewall::config;

namespace {

Parsed parseHere(std::string_view text)
{
    return parse(text, "livewall.toml", "/etc/livewall", "");
}

std::string faultsOf(std::string_view text)
{
    std::string all;
    for (const Fault& fault : parseHere(text).faults)
        all += fault.text() + "\n";
    return all;
}

std::string trimmed(std::string_view text)
{
    const std::size_t from = text.find_first_not_of(' ');
    return from == std::string_view::npos
               ? std::string()
               : std::string(text.substr(from, text.find_last_not_of(' ') - from + 1));
}

std::string withoutQuotes(std::string text)
{
    std::erase(text, '`');
    return text;
}

} // namespace

class TestConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingGivenIsTheDefaults();
    void everyKeyIsRead();
    void aPathIsLookedForBesideTheFile();
    void aFaultIsNamedWithItsPlace_data();
    void aFaultIsNamedWithItsPlace();
    void allFaultsAreFoundInTheOrderOfTheFile();
    void hostileTextIsRefused();
    void theDocumentationHasEveryKey();
    void timesAreRead();
};

void TestConfig::nothingGivenIsTheDefaults()
{
    const Parsed parsed = parseHere("# nothing\n");
    QVERIFY(parsed.faults.empty());
    QVERIFY(parsed.config->feeds.empty());
    QVERIFY(!parsed.config->zone);
    QCOMPARE(parsed.config->exclude.size(), 2);
    QCOMPARE(parsed.config->pages, (std::vector<std::string>{"top", "map", "week"}));
    QCOMPARE(parsed.config->dwell_ms, 20'000);
    QVERIFY(!parsed.config->has_map_details);
    QVERIFY(!parsed.config->map_decimals);
    QVERIFY(parsed.config->store.empty());
    QVERIFY(!parsed.config->holidays && parsed.config->holiday.empty());
    QVERIFY(!parsed.config->save_ms);
    QVERIFY(parsed.config->screens.empty() && parsed.config->dark.empty());
    QVERIFY(parsed.config->on_command.empty() && parsed.config->off_command.empty());
    QVERIFY(parsed.config->is_shifting);
    QCOMPARE(parsed.config->overscan, 0.0);
}

void TestConfig::everyKeyIsRead()
{
    const Parsed parsed = parseHere(R"(
zone = "Europe/Stockholm"
exclude = ["NO", "dk", "no"]
holidays = "none"
pages = ["week"]
dwell = "2m"
tour = false
map_details = true
map_decimals = 2
theme = "light"
lang = "sv"
store = "/srv/wall.db"
save_every = "10s"
overscan = 2.5
burn_in_shift = false
on_command = ["cec-ctl", "--image-view-on"]
off_command = ["cec-ctl", "--standby"]

[[holiday]]
date = 2026-12-24
name = "Julafton"

[[screen]]
output = "HDMI-1"
pages = ["top", "hour", "excluding", "day", "map", "week", "desk"]
dwell = "30s"
overscan = 3

[[screen]]
output = "HDMI-2"

[[dark]]
from = "19:00"
to = "07:30"
days = ["mon", "sun"]
brightness = 20

[[dark]]
from = "00:00"
to = "24:00"

[[feed]]
name = "shop"
url = "https://example.com/purchases"
map = { eid = "merchant_id", time = "created_at" }
lost_after = "90s"
ca_file = "/a"
certificate_file = "/b"
key_file = "/c"
user = "wall"
secret_file = "/d"
credentials_file = "/e"
options_file = "/f"

[[feed]]
name = "till"
url = "follow:/var/log/till.log"
)");
    QVERIFY2(parsed.config, parsed.faults.empty() ? "" : parsed.faults[0].text().c_str());
    const Config& config = *parsed.config;
    QCOMPARE(config.zone->name(), std::string("Europe/Stockholm"));
    QCOMPARE(config.exclude.size(), 2);
    QVERIFY(config.exclude[0] == *event::Country::fromCode("dk"));
    QCOMPARE(config.pages, std::vector<std::string>{"week"});
    QCOMPARE(config.holidays, "none");
    QCOMPARE(config.holiday.size(), 1);
    QVERIFY(config.holiday[0].date == std::chrono::year(2026) / 12 / 24);
    QCOMPARE(config.holiday[0].name, "Julafton");
    QCOMPARE(config.dwell_ms, 120'000);
    QVERIFY(!config.is_touring);
    QVERIFY(config.has_map_details);
    QCOMPARE(config.map_decimals, 2);
    QCOMPARE(config.theme, "light");
    QCOMPARE(config.language, "sv");
    QCOMPARE(config.store, std::string("/srv/wall.db"));
    QCOMPARE(config.save_ms, 10'000);
    QCOMPARE(config.overscan, 2.5);
    QVERIFY(!config.is_shifting);
    QCOMPARE(config.on_command, (std::vector<std::string>{"cec-ctl", "--image-view-on"}));
    QCOMPARE(config.off_command, (std::vector<std::string>{"cec-ctl", "--standby"}));
    QCOMPARE(config.screens.size(), 2);
    QCOMPARE(config.screens[0].output, "HDMI-1");
    QCOMPARE(config.screens[0].pages,
             (std::vector<std::string>{"top", "hour", "excluding", "day", "map", "week", "desk"}));
    QCOMPARE(config.screens[0].dwell_ms, 30'000);
    QCOMPARE(config.screens[0].overscan, 3.0);
    QCOMPARE(config.screens[1].output, "HDMI-2");
    QVERIFY(config.screens[1].pages.empty() && !config.screens[1].dwell_ms);
    QCOMPARE(config.dark.size(), 2);
    QCOMPARE(config.dark[0].from, std::chrono::hours(19));
    QCOMPARE(config.dark[0].to, std::chrono::minutes(450));
    QCOMPARE(config.dark[0].days, std::bitset<7>("1000001"));
    QCOMPARE(config.dark[0].brightness, 20.0);
    QVERIFY(config.dark[1].days.all());
    QCOMPARE(config.dark[1].to, std::chrono::hours(24));
    QCOMPARE(config.dark[1].brightness, 0.0);
    QCOMPARE(config.feeds.size(), 2);
    const Feed& shop = config.feeds[0];
    QCOMPARE(shop.name, std::string("shop"));
    QCOMPARE(shop.url, std::string("https://example.com/purchases"));
    QCOMPARE(shop.fields.key(event::Field::Eid), std::string("merchant_id"));
    QCOMPARE(shop.proof_ms, 90'000);
    QCOMPARE(shop.ca_file + shop.certificate_file + shop.key_file, std::string("/a/b/c"));
    QCOMPARE(shop.user, std::string("wall"));
    QCOMPARE(shop.secret_file + shop.credentials_file + shop.options_file, std::string("/d/e/f"));
    QCOMPARE(shop.position.line, 42);
    QCOMPARE(shop.url_position.line, 44);
    QCOMPARE(config.feeds[1].proof_ms, 30'000);
    QVERIFY(config.feeds[1].fields == event::FieldMap());

    // Each key is in the text above: what is added to the table is added here.
    for (const Key& key : keys())
        QVERIFY2(!faultsOf(std::format("{}{} = 1979-05-27",
                                       key.table.empty() ? std::string()
                                                         : std::format("[[{}]]\n", key.table),
                                       key.name))
                      .empty(),
                 std::string(key.name).c_str());
}

void TestConfig::aPathIsLookedForBesideTheFile()
{
    const Parsed parsed = parseHere("[[feed]]\nname='a'\nurl='-'\nsecret_file='token'\n");
    QCOMPARE(parsed.config->feeds[0].secret_file, std::string("/etc/livewall/token"));
}

void TestConfig::aFaultIsNamedWithItsPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("fault"); // begins so

    const auto add = [](const char* name, const QByteArray& text, const char* fault) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(fault);
    };
    add("no TOML", "zone = \n", "livewall.toml:1:8: ");
    add("unknown key", "\n  zones = 'UTC'\n",
        "livewall.toml:2:3: there is no key zones; there are zone, exclude");
    add("unknown feed key", "[[feed]]\nname='a'\nurl='b'\n  uri='c'\n",
        "livewall.toml:4:3: there is no key uri; there are name, url");
    add("zone", "zone = 'Europe/Stokholm'",
        "livewall.toml:1:8: zone: there is no time zone "
        "Europe/Stokholm");
    add("country", "exclude = ['se',\n 'sverige']",
        "livewall.toml:2:2: exclude: sverige is no country code");
    add("holidays", "holidays = 'no'", "livewall.toml:1:12: holidays: there are \"se\" and");
    add("holiday's date", "[[holiday]]\ndate = '2026-12-24'\nname = 'x'\n",
        "livewall.toml:2:8: date: write a date without quotes");
    add("holiday's name", "[[holiday]]\ndate = 2026-12-24\n",
        "livewall.toml:1:1: this [[holiday]] has no name");
    add("one holiday", "[holiday]\ndate = 2026-12-24\n",
        "livewall.toml:1:1: holiday: write each holiday");
    add("list", "exclude = 'se'", "livewall.toml:1:11: exclude: write a list");
    add("page", "pages = ['tops']", "livewall.toml:1:10: pages: there is no page tops");
    add("no page", "pages = []", "livewall.toml:1:9: pages: name at least one");
    add("time", "dwell = '20 seconds'", "livewall.toml:1:9: dwell: write a time");
    add("a number is no time", "dwell = 20", "livewall.toml:1:9: dwell: write a time");
    add("text", "[[feed]]\nname=7\nurl='b'\n", "livewall.toml:2:6: name: write text in quotes");
    add("empty", "[[feed]]\nname=''\nurl='b'\n", "livewall.toml:2:6: name: must not be empty");
    add("tour", "tour = 'no'", "livewall.toml:1:8: tour: write true or false");
    add("map details", "map_details = 1", "livewall.toml:1:15: map_details: write true or false");
    for (const char* decimals : {"0", "5", "'1'", "1.0", "true"})
        add(decimals, QByteArray("map_decimals = ") + decimals,
            "livewall.toml:1:16: map_decimals: write how many decimals of a degree the map may "
            "know, 1 (11 km) to 4 (11 m)");
    add("language", "lang = 'de'", "livewall.toml:1:8: lang: there are \"en\" (English) and");
    add("theme", "theme = 'blue'", "livewall.toml:1:9: theme: there are \"dark\" and \"light\"");
    add("empty path", "store = ''", "livewall.toml:1:9: store: must not be empty");
    add("no unit", "save_every = '5'",
        "livewall.toml:1:14: save_every: write a time such as \"300");
    add("lost at once", "[[feed]]\nname='a'\nurl='b'\nlost_after='999ms'\n",
        "livewall.toml:4:12: lost_after: must be 1s or longer");
    add("no closing quote", "store = \"a\nzone = \"UTC\"\n",
        "livewall.toml:1:11: Error while parsing string: unescaped control characters other than "
        "TAB "
        "(U+0009) are explicitly prohibited; a closing quote may be missing");
    add("no url", "[[feed]]\nname='a'\n", "livewall.toml:1:1: this [[feed]] has no url");
    add("no name", "[[feed]]\nurl='a'\n", "livewall.toml:1:1: this [[feed]] has no name");
    add("name twice", "[[feed]]\nname='a'\nurl='b'\n[[feed]]\nname='a'\nurl='c'\n",
        "livewall.toml:4:1: there is a feed a already");
    add("one table", "[feed]\nname='a'\nurl='b'\n", "livewall.toml:1:1: feed: write each feed");
    add("overscan", "overscan = 11\n",
        "livewall.toml:1:12: overscan: write a percentage from 0 to 10");
    add("overscan in quotes", "overscan = '2%'\n", "livewall.toml:1:12: overscan: write a perc");
    add("no program", "on_command = []\n", "livewall.toml:1:14: on_command: name the program");
    add("a line for a shell", "on_command = 'tv on'\n",
        "livewall.toml:1:14: on_command: write a list of texts");
    add("no output", "[[screen]]\npages=['top']\n",
        "livewall.toml:1:1: this [[screen]] has no output; livewall --list-screens");
    add("output twice", "[[screen]]\noutput='A'\n[[screen]]\noutput='A'\n",
        "livewall.toml:3:1: there is a screen for A already");
    add("page of a screen", "[[screen]]\noutput='A'\npages=['tap']\n",
        "livewall.toml:3:8: pages: there is no page tap");
    add("no end", "[[dark]]\nfrom='19:00'\n", "livewall.toml:1:1: this [[dark]] has no to");
    for (const char* time : {"7:00", "24:01", "12:60", "1900", "ab:cd", "19:00:00"})
        add(time, QByteArray("[[dark]]\nto='07:00'\nfrom='").append(time).append("'\n"),
            "livewall.toml:3:6: from: write a time of the day such as \"07:30\"");
    add("no time between", "[[dark]]\nfrom='07:00'\nto='07:00'\n",
        "livewall.toml:1:1: from and to are the same; a whole day is 00:00 to 24:00");
    add("from the end", "[[dark]]\nfrom='24:00'\nto='07:00'\n", "livewall.toml:1:1: from: the d");
    add("day", "[[dark]]\nfrom='07:00'\nto='08:00'\ndays=['mon','tues']\n",
        "livewall.toml:4:13: days: there is no day tues");
    add("bright", "[[dark]]\nfrom='07:00'\nto='08:00'\nbrightness=100\n",
        "livewall.toml:4:12: brightness: write a percentage from 0 to 90");
    add("map", "[[feed]]\nname='a'\nurl='b'\nmap={ eids='x' }\n", "livewall.toml:4:5: map: ");
    add("key without certificate", "[[feed]]\nname='a'\nurl='b'\nkey_file='x'\n",
        "livewall.toml:1:1: certificate_file and key_file go together");
}

void TestConfig::aFaultIsNamedWithItsPlace()
{
    QFETCH(const QString, text);
    QFETCH(const QString, fault);
    const Parsed parsed = parseHere(text.toStdString());
    QVERIFY(!parsed.config);
    QCOMPARE(parsed.faults.size(), 1);
    QVERIFY2(parsed.faults[0].text().starts_with(fault.toStdString()),
             parsed.faults[0].text().c_str());
    QVERIFY(!QString::fromStdString(parsed.faults[0].text()).contains(u'\n'));
}

void TestConfig::allFaultsAreFoundInTheOrderOfTheFile()
{
    const Parsed parsed = parseHere("zone = 'X/Y'\n[[feed]]\nurl = 7\n[[feed]]\nname = 'a'\n");
    std::vector<int> lines;
    for (const Fault& fault : parsed.faults)
        lines.push_back(fault.position.line);
    QCOMPARE(lines, (std::vector<int>{1, 2, 3, 4}));
}

void TestConfig::hostileTextIsRefused()
{
    QVERIFY(!parseHere(std::string(100'000, '[')).config);
    QVERIFY(!parseHere(std::string("zone = '\xff\xfe'")).config);
    QVERIFY(!parseHere(std::string(1000, '\0')).config);
    std::string deep = "exclude = ";
    for (int i = 0; i < 5000; ++i)
        deep += "[";
    QVERIFY(!parseHere(deep).config);
}

void TestConfig::theDocumentationHasEveryKey()
{
    std::ifstream file(LIVEWALL_SOURCE_DIR "/docs/configuration.md");
    std::vector<Key> documented;
    std::vector<std::vector<std::string>> rows; // what the keys point into
    std::string table;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("| "))
            continue;
        std::vector<std::string> cells;
        for (std::size_t from = 1; from < line.size();) {
            const std::size_t to = line.find(" |", from);
            cells.push_back(withoutQuotes(trimmed(line.substr(from, to - from))));
            from = to + 2;
        }
        if (cells[0] == "key")
            table.clear();
        else if (cells[0].starts_with("key of [["))
            table = cells[0].substr(9, cells[0].size() - 11);
        else
            rows.push_back({table, cells[0], cells[1], cells[2]});
    }
    for (const auto& row : rows)
        documented.push_back({row[0], row[1], row[2], row[3]});
    const auto textOf = [](const std::vector<Key>& all) {
        std::string text;
        for (const Key& key : all)
            text += std::format("{} {} {} {}\n", key.table, key.name, key.form, key.standard);
        return text;
    };
    QCOMPARE(textOf(documented), textOf(keys()));
}

void TestConfig::timesAreRead()
{
    QCOMPARE(parseDuration_ms("300ms"), 300);
    QVERIFY(!parseDuration_ms("20")); // seconds, minutes?
    QCOMPARE(parseDuration_ms("36h"), 36 * 3'600'000);
    QVERIFY(!parseDuration_ms("0s"));
    QVERIFY(!parseDuration_ms("-1s"));
    QVERIFY(!parseDuration_ms("1 s"));
    QVERIFY(!parseDuration_ms("99999999999999999999d"));
}

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
