// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/wallwindow.h"

#include <QLineEdit>
#include <QTest>

#include "resources/resources.h"
#include "tests/widgets/screensizes.h"
#include "widgets/shell/helpoverlay.h"
#include "widgets/shell/momentpanel.h"
#include "widgets/shell/notice.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace livewall;
using namespace livewall::widgets;

namespace {

/// Keeps the last frame.
class PlainPage final : public Page
{
public:
    QString title() const override { return u"Plain"_s; }
    Motion advance(const Frame& frame) override
    {
        shown = frame.view;
        return Motion::Still;
    }
    std::shared_ptr<const view::WallView> shown;
};

/// Answers what the test says, and writes down what it was asked.
class ToldTime final : public TimeTravel
{
public:
    QString obey(Command command) override
    {
        asked.push_back(command);
        return answer;
    }
    QString refusal() const override { return refused; }
    QString moment() const override { return u"2011-03-10 16:01:15"_s; }
    QString zone() const override { return u"Europe/Stockholm"_s; }
    QString goTo(const QString& moment) override
    {
        gone.push_back(moment);
        return moment == u"-2h"_s ? QString() : u"no moment"_s;
    }

    std::vector<Command> asked;
    QStringList gone;
    QString answer;
    QString refused;
};

} // namespace

class TestTimeKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void keysAskForTime_data();
    void keysAskForTime();
    void answersAreTold();
    void whatCannotBeMovedSaysWhy();
    void aMomentIsTyped();
    void aWrongMomentIsTypedAgain();
    void escapeLeavesTheMoment();
    void newsAreToldByEveryWindow();
    void withoutTimeKeysDoNothing();
    void thePanelLiesWithinTheWindow_data() { addScreenSizes(); }
    void thePanelLiesWithinTheWindow();
    void theHelpLiesWithinTheWindow_data() { addScreenSizes(); }
    void theHelpLiesWithinTheWindow();
    void aStalePageFollowsWhoeverMovesTime();

private:
    void make(std::shared_ptr<TimeTravel> time, QSize size = {1280, 720});
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(window_.get(), static_cast<Qt::Key>(key), modifiers);
    }
    template <typename Part>
    Part& part() const
    {
        return *window_->findChild<Part*>();
    }
    bool isOpen() const { return part<MomentPanel>().isVisible(); }

    std::shared_ptr<ToldTime> time_;
    std::shared_ptr<const view::WallView> view_;
    PlainPage* page_ = nullptr;
    std::unique_ptr<WallWindow> window_;
};

void TestTimeKeys::initTestCase()
{
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestTimeKeys::init()
{
    time_ = std::make_shared<ToldTime>();
    make(time_);
}

void TestTimeKeys::make(std::shared_ptr<TimeTravel> time, QSize size)
{
    std::vector<std::unique_ptr<Page>> pages;
    auto page = std::make_unique<PlainPage>();
    page_ = page.get();
    pages.push_back(std::move(page));
    view_ = std::make_shared<view::WallView>();
    window_ = std::make_unique<WallWindow>(
        std::move(pages),
        WallInputs{.view = [this] { return view_; },
                   .pulses = [] { return std::vector<view::MapPoint>(); },
                   .now_ms = [] { return std::int64_t{0}; },
                   .time = std::move(time)},
        WallOptions{}, Theme::dark());
    window_->resize(size);
    window_->show();
}

void TestTimeKeys::keysAskForTime_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<Command>("command");
    const Qt::KeyboardModifiers none;
    const auto both = Qt::ControlModifier | Qt::ShiftModifier;
    QTest::newRow("P") << int{Qt::Key_P} << none << Command::PauseTime;
    QTest::newRow("minute") << int{Qt::Key_Left} << Qt::KeyboardModifiers(Qt::ShiftModifier)
                            << Command::MinuteBack;
    QTest::newRow("hour") << int{Qt::Key_Right} << Qt::KeyboardModifiers(Qt::ControlModifier)
                          << Command::HourOn;
    QTest::newRow("day") << int{Qt::Key_Left} << Qt::KeyboardModifiers(both) << Command::DayBack;
    QTest::newRow("+") << int{Qt::Key_Plus} << none << Command::Faster;
    QTest::newRow("-") << int{Qt::Key_Minus} << none << Command::Slower;
    QTest::newRow("Home") << int{Qt::Key_Home} << none << Command::Beginning;
    QTest::newRow("End") << int{Qt::Key_End} << none << Command::Live;
}

void TestTimeKeys::keysAskForTime()
{
    QFETCH(int, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(Command, command);
    press(key, modifiers);
    QCOMPARE(time_->asked, std::vector{command});
    QVERIFY(!part<Notice>().isVisible());
}

void TestTimeKeys::answersAreTold()
{
    time_->answer = u"There is nothing newer"_s;
    press(Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(part<Notice>().isVisible());
    QCOMPARE(part<Notice>().text(), time_->answer);
}

void TestTimeKeys::whatCannotBeMovedSaysWhy()
{
    time_->refused = u"Nothing of the past is kept"_s;
    for (const int key : {Qt::Key_P, Qt::Key_G, Qt::Key_End}) {
        part<Notice>().hide();
        press(key);
        QVERIFY(part<Notice>().isVisible());
        QCOMPARE(part<Notice>().text(), time_->refused);
    }
    QVERIFY(time_->asked.empty());
    QVERIFY(!isOpen());
}

void TestTimeKeys::aMomentIsTyped()
{
    press(Qt::Key_G);
    QVERIFY(isOpen());
    auto& field = part<QLineEdit>();
    QCOMPARE(field.text(), u"2011-03-10 16:01:15"_s);
    QCOMPARE(field.selectedText(), field.text()); // what is typed takes its place
    QTest::keyClicks(&field, u"-2h"_s);
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(time_->gone, QStringList(u"-2h"_s));
    QVERIFY(!isOpen());
    // Not even a key that has another meaning got through.
    QVERIFY(time_->asked.empty());
}

void TestTimeKeys::aWrongMomentIsTypedAgain()
{
    press(Qt::Key_G);
    auto& field = part<QLineEdit>();
    QTest::keyClicks(&field, u"q"_s);
    QTest::keyClick(&field, Qt::Key_Return);
    QVERIFY(isOpen());
    QCOMPARE(part<MomentPanel>().trouble(), u"no moment"_s);
    QTest::keyClick(&field, Qt::Key_Backspace);
    QCOMPARE(part<MomentPanel>().trouble(), QString());
    QTest::keyClicks(&field, u"-2h"_s);
    QTest::keyClick(&field, Qt::Key_Enter);
    QVERIFY(!isOpen());
    QCOMPARE(time_->gone, QStringList({u"q"_s, u"-2h"_s}));
}

void TestTimeKeys::escapeLeavesTheMoment()
{
    press(Qt::Key_G);
    QTest::keyClick(&part<QLineEdit>(), Qt::Key_Escape);
    QVERIFY(!isOpen());
    QVERIFY(time_->gone.isEmpty());
    press(Qt::Key_P);
    QCOMPARE(time_->asked, std::vector{Command::PauseTime});
}

void TestTimeKeys::newsAreToldByEveryWindow()
{
    const std::unique_ptr<WallWindow> other = std::move(window_);
    make(time_);
    Q_EMIT time_->told(u"Live again"_s);
    for (WallWindow* window : {window_.get(), other.get()}) {
        const Notice& notice = *window->findChild<Notice*>();
        QVERIFY(notice.isVisible());
        QCOMPARE(notice.text(), u"Live again"_s);
        window->step(Notice::kDuration_ms);
        QVERIFY(!notice.isVisible());
    }
}

void TestTimeKeys::withoutTimeKeysDoNothing()
{
    make(nullptr);
    for (const int key : {Qt::Key_P, Qt::Key_G, Qt::Key_End, Qt::Key_Plus})
        press(key);
    window_->step(0);
    QVERIFY(!isOpen());
    QVERIFY(!part<Notice>().isVisible());
}

void TestTimeKeys::thePanelLiesWithinTheWindow()
{
    QFETCH(QSize, size);
    make(time_, size);
    press(Qt::Key_G);
    auto& panel = part<MomentPanel>();
    QVERIFY(window_->rect().contains(panel.geometry()));
    QVERIFY(panel.rect().contains(part<QLineEdit>().geometry()));
}

void TestTimeKeys::theHelpLiesWithinTheWindow()
{
    QFETCH(QSize, size);
    make(time_, size);
    press(Qt::Key_Question);
    const QImage with = window_->grab().toImage();
    part<HelpOverlay>().hide();
    part<HelpOverlay>().show();
    // The plate is lighter than the veil round it: none of it touches an edge.
    const QColor corner = with.pixelColor(0, 0);
    for (int x = 0; x < with.width(); ++x) {
        QCOMPARE(with.pixelColor(x, 0), corner);
        QCOMPARE(with.pixelColor(x, with.height() - 1), corner);
    }
    for (int y = 0; y < with.height(); ++y) {
        QCOMPARE(with.pixelColor(0, y), corner);
        QCOMPARE(with.pixelColor(with.width() - 1, y), corner);
    }
}

void TestTimeKeys::aStalePageFollowsWhoeverMovesTime()
{
    const auto show = [this](std::uint64_t sequence, std::uint64_t jumps) {
        view::WallView view;
        view.sequence = sequence;
        view.jumps = jumps;
        view.condition = view::Condition::Stale;
        view_ = std::make_shared<view::WallView>(view);
        window_->step(0);
    };
    show(1, 0);
    QCOMPARE(page_->shown->sequence, 1);
    show(2, 0);
    QCOMPARE(page_->shown->sequence, 1); // only the clock moves
    show(3, 1);
    QCOMPARE(page_->shown->sequence, 3);
}

QTEST_MAIN(TestTimeKeys)
#include "tst_timekeys.moc"
