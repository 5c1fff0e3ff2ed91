// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/zone.h"

#include <QTest>

using livewall::stats::Zone;

class TestZone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { qunsetenv("TZ"); }
    void knowsTheNamesOfTheDatabase();
    void anUnknownNameIsNothing_data();
    void anUnknownNameIsNothing();
    void theVariableComesFirst();
    void aVariableThatNamesNoZoneIsPassedOver();
};

void TestZone::knowsTheNamesOfTheDatabase()
{
    // A link keeps its own name: the database says Etc/UTC and Europe/Berlin.
    for (const char* name : {"UTC", "Europe/Oslo", "America/Argentina/Buenos_Aires"})
        QCOMPARE(Zone::find(name).value().name(), name);
    QVERIFY(Zone::find("UTC") == Zone::utc());
    QVERIFY(Zone::find("Asia/Kolkata") != Zone::utc());
}

void TestZone::anUnknownNameIsNothing_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"", " ", "Europe/Atlantis", "europe/stockholm", "Europe/Stockholm ",
                             "/usr/share/zoneinfo/Europe/Stockholm", "../Europe/Stockholm",
                             "EST5EDT,M3.2.0,M11.1.0", "+02:00"})
        QTest::newRow(name) << QByteArray(name);
    QTest::newRow("a NUL") << QByteArray("UTC\0x", 5);
    QTest::newRow("very long") << QByteArray(1'000'000, 'A');
}

void TestZone::anUnknownNameIsNothing()
{
    QFETCH(const QByteArray, name);
    QVERIFY(!Zone::find(std::string_view(name.constData(), static_cast<std::size_t>(name.size()))));
}

void TestZone::theVariableComesFirst()
{
    for (const char* value : {"Asia/Kolkata", ":Asia/Kolkata"}) {
        qputenv("TZ", value);
        std::string passed_over;
        QCOMPARE(Zone::system(passed_over).value().name(), "Asia/Kolkata");
        QCOMPARE(passed_over, "");
    }
    qputenv("TZ", "");
    std::string passed_over;
    QVERIFY(Zone::system(passed_over) == Zone::utc());
}

void TestZone::aVariableThatNamesNoZoneIsPassedOver()
{
    std::string passed_over;
    const auto without = Zone::system(passed_over);
    QCOMPARE(passed_over, "");
    qputenv("TZ", ":Europe/Atlantis");
    QVERIFY(Zone::system(passed_over) == without);
    QCOMPARE(passed_over, "Europe/Atlantis");
}

QTEST_GUILESS_MAIN(TestZone)
#include "tst_zone.moc"
