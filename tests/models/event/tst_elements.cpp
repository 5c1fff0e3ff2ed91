// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/elements.h"

#include <QTest>

using livewall::event::elementsOf;

class TestElements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyAreAsTheyStand_data();
    void theyAreAsTheyStand();
};

void TestElements::theyAreAsTheyStand_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArrayList>("elements");
    const auto row = [](const char* line, const QByteArrayList& elements) {
        QTest::newRow(line) << QByteArray(line) << elements;
    };
    row("{\"a\":[1,2]}", {});
    row("[]", {});
    row(" [ ] \r\n", {});
    row("[1]", {"1"});
    row("[1, 2.50 ,null]", {"1", "2.50", "null"});
    row(" [{\"a\":[1,2],\"b\":{}} , {\"c\":\"x\"}]\r\n",
        {"{\"a\":[1,2],\"b\":{}}", "{\"c\":\"x\"}"});
    row(R"(["a,b]","\"],[","\\",[[],[1]]])", {"\"a,b]\"", R"("\"],[")", R"("\\")", "[[],[1]]"});
}

void TestElements::theyAreAsTheyStand()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArrayList, elements);
    QByteArrayList found;
    for (const std::string_view element : elementsOf({line.data(), std::size_t(line.size())}))
        found.push_back(QByteArray(element.data(), qsizetype(element.size())));
    QCOMPARE(found, elements);
}

QTEST_APPLESS_MAIN(TestElements)
#include "tst_elements.moc"
