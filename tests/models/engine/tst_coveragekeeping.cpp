// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// When each feed of a wall was listened to.
#include "models/engine/livetally.h"
#include "models/engine/saver.h"
#include "models/store/store.h"
#include "tests/models/engine/manualclock.h"
#include "tests/models/stats/examples.h"
#include "tests/models/store/scratch.h"

#include <QTest>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace livewall;
using namespace livewall::engine;
using examples::purchase;
using Intervals = std::vector<stats::Interval>;

namespace {

constexpr std::int64_t kSecond_ms = 1000;
constexpr std::int64_t kMinute_ms = 60 * kSecond_ms;
constexpr std::int64_t kHour_ms = 60 * kMinute_ms;
constexpr std::int64_t kDay_ms = 24 * kHour_ms;
constexpr std::int64_t kNow_ms = examples::utc(2011, 3, 10, 12, 0, 30) * 1000 + 123;
constexpr std::int64_t kArriving_ms = Listening::kArriving_ms;

const LiveFeed kStream{"stream", false};
const LiveFeed kFile{"file", true};

/// A wall of one feed that keeps what it counts, and can be switched off.
class Wall
{
public:
    explicit Wall(LiveFeed feed = kStream, TimeRule rule = TimeRule::Clock)
        : feed_(std::move(feed)), rule_(rule)
    {
        start(kNow_ms);
    }

    void start(std::int64_t now_ms)
    {
        is_up_ = false;
        store_.reset();
        store_ = store::Store::openToWrite(path()).store;
        tally_.emplace(stats::BoardOptions{.zone = stats::Zone::utc(), .exclude = {}},
                       std::vector{feed_}, Mode::Live, rule_);
        tally_->restore(*store_, now_ms);
        tally_->restorePast(*store_);
        tally_->advance(now_ms);
    }

    void save() { store_->write(tally_->takeChanges(), store_->checkpointNumber() + 1); }

    void setLink(feed::Link link, std::int64_t now_ms)
    {
        tally_->setState(0, {link, {}}, now_ms);
        tally_->advance(now_ms);
        is_up_ = link == feed::Link::Up;
    }
    void up(std::int64_t now_ms) { setLink(feed::Link::Up, now_ms); }
    void lose(std::int64_t now_ms) { setLink(feed::Link::Connecting, now_ms); }

    /// Purchases of these times; with a cursor, of a feed that can resume.
    void give(const std::vector<std::int64_t>& times_ms, std::int64_t now_ms,
              const std::string& cursor = "here", const std::string& gap = {})
    {
        feed::Batch batch;
        for (const std::int64_t time_ms : times_ms)
            examples::add(batch.events, purchase(++id_, time_ms));
        batch.cursor = cursor;
        batch.gap = gap;
        batch.arrived_ms = now_ms;
        std::vector<stats::Sighting> pulses;
        QVERIFY(tally_->take(0, batch, now_ms, pulses));
        tally_->advance(now_ms);
    }

    /// While it is up, with a proof of life just then.
    Intervals at(std::int64_t now_ms)
    {
        if (is_up_)
            tally_->noteAlive(0, now_ms);
        return silentAt(now_ms);
    }
    Intervals silentAt(std::int64_t now_ms)
    {
        tally_->advance(now_ms);
        return tally_->coverage(0).intervals();
    }

    /// What the store has of it, a row each.
    Intervals stored()
    {
        Intervals rows;
        store::Statement read =
            store_->database().prepare("SELECT from_ms, to_ms FROM coverage ORDER BY from_ms");
        while (read.step())
            rows.push_back({read.integer(0), read.integer(1)});
        return rows;
    }

    LiveTally& tally() { return *tally_; }
    store::Store& store() { return *store_; }

private:
    std::string path() const { return scratch_.path("wall.db"); }

    test::Scratch scratch_;
    LiveFeed feed_;
    TimeRule rule_;
    std::unique_ptr<store::Store> store_;
    std::optional<LiveTally> tally_;
    bool is_up_ = false;
    std::uint64_t id_ = 0;
};

} // namespace

class TestCoverageKeeping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itBeginsWhenTheFeedIsFirstUp();
    void aLogBeginsWithWhatWasInIt();
    void anOldPurchaseLaterOnMovesNoBeginning();
    void nothingIsClaimedBeforeTheFirstPurchasesOrAMoment();
    void whileItCatchesUpItEndsWithTheNewestPurchase();
    void anOutageIsFilledByAFeedThatResumes();
    void whatTheServerNoLongerHadIsAHole();
    void aGapThatAWrongClockMeetsCoversNothingBefore();
    void aCursorOfAnotherKindOfFeedIsForgotten();
    void anOutageIsAHoleWhereTheFeedCannotResume();
    void aLinkThatDiesUnnoticedIsAHoleFromItsLastProof();
    void aLinkThatDiesUnnoticedHidesNothingOfAFeedThatResumes();
    void aProofThatIsYetToComeIsNoHole();
    void aRestartIsFilledByAFeedThatResumes();
    void aRestartIsAHoleWhereTheFeedCannotResume();
    void aRestartedWallThatHasYetToCatchUpClaimsNothing();
    void anotherWordOfTheSameLinkIsNoOutage();
    void aClockOf1970RecordsNothing();
    void theFirstPurchaseCountsThoughTheClockIsOf1970();
    void aClockSetBackRecordsNothing();
    void aClockSetALittleBackNeverTakesBack();
    void aClockSetForwardIsFollowed();
    void theRuleOfTMakesNoDifference();
    void aRecordingIsCoveredInItsOwnTime();
    void historyIsCovered();
    void aFeedThatWasNeverUpWasNotListenedTo();
    void whatIsSavedIsWhatIsKnown();
    void itIsSavedWhereNothingComesIn();
    void whatIsMissingStandsInTheSnapshot();
    void aRecordingMissesNothing();
    void onlyTheLastWeeksAreInMemory();
    void aLinkThatComesAndGoesIsBounded();
};

void TestCoverageKeeping::itBeginsWhenTheFeedIsFirstUp()
{
    Wall wall;
    QCOMPARE(wall.at(kNow_ms), Intervals());
    wall.up(kNow_ms + kMinute_ms);
    QCOMPARE(wall.at(kNow_ms + kHour_ms), (Intervals{{kNow_ms + kMinute_ms, kNow_ms + kHour_ms}}));
    wall.give({kNow_ms + kHour_ms}, kNow_ms + kHour_ms);
    QCOMPARE(wall.at(kNow_ms + 2 * kHour_ms),
             (Intervals{{kNow_ms + kMinute_ms, kNow_ms + 2 * kHour_ms}}));
}

void TestCoverageKeeping::aLogBeginsWithWhatWasInIt()
{
    for (const std::int64_t quiet_ms : {std::int64_t{0}, kHour_ms}) {
        Wall wall;
        wall.up(kNow_ms);
        const std::int64_t now_ms = kNow_ms + quiet_ms;
        wall.at(now_ms);
        wall.give({kNow_ms - 3 * kHour_ms, kNow_ms - 4 * kHour_ms, now_ms}, now_ms);
        QCOMPARE(wall.at(now_ms + kSecond_ms),
                 (Intervals{{kNow_ms - 3 * kHour_ms, now_ms + kSecond_ms}}));
    }
}

void TestCoverageKeeping::anOldPurchaseLaterOnMovesNoBeginning()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms);
    wall.give({kNow_ms - 5 * kDay_ms}, kNow_ms + kMinute_ms); // late
    QCOMPARE(wall.at(kNow_ms + kHour_ms), (Intervals{{kNow_ms, kNow_ms + kHour_ms}}));
    // Nor after a restart, nor where it was long quiet.
    wall.save();
    wall.start(kNow_ms + 2 * kHour_ms);
    wall.up(kNow_ms + 2 * kHour_ms);
    wall.give({kNow_ms - 6 * kDay_ms}, kNow_ms + 3 * kHour_ms);
    QCOMPARE(wall.at(kNow_ms + 4 * kHour_ms), (Intervals{{kNow_ms, kNow_ms + 4 * kHour_ms}}));
}

void TestCoverageKeeping::nothingIsClaimedBeforeTheFirstPurchasesOrAMoment()
{
    Wall quiet;
    quiet.up(kNow_ms);
    QCOMPARE(quiet.at(kNow_ms + kArriving_ms - 1), Intervals());
    QCOMPARE(quiet.at(kNow_ms + kArriving_ms), (Intervals{{kNow_ms, kNow_ms + kArriving_ms}}));
    Wall busy;
    busy.up(kNow_ms);
    busy.give({kNow_ms}, kNow_ms + 100);
    QCOMPARE(busy.at(kNow_ms + 100), (Intervals{{kNow_ms, kNow_ms + 100}}));
}

void TestCoverageKeeping::whileItCatchesUpItEndsWithTheNewestPurchase()
{
    Wall wall;
    wall.up(kNow_ms);
    constexpr std::int64_t first_ms = kNow_ms - 3 * kHour_ms;
    std::int64_t now_ms = kNow_ms;
    for (std::int64_t hour = 0; hour < 3; ++hour) {
        now_ms += 100;
        wall.give({first_ms + hour * kHour_ms, first_ms + hour * kHour_ms + kMinute_ms}, now_ms);
        QCOMPARE(wall.at(now_ms + 50),
                 (Intervals{{first_ms, first_ms + hour * kHour_ms + kMinute_ms}}));
    }
    wall.give({now_ms}, now_ms);
    QCOMPARE(wall.at(now_ms), (Intervals{{first_ms, now_ms}}));
    // A log whose end is old has been read when nothing comes any more.
    Wall old;
    old.up(kNow_ms);
    old.give({first_ms, first_ms + kMinute_ms}, kNow_ms);
    QCOMPARE(old.at(kNow_ms + kArriving_ms - 1), (Intervals{{first_ms, first_ms + kMinute_ms}}));
    QCOMPARE(old.at(kNow_ms + kArriving_ms), (Intervals{{first_ms, kNow_ms + kArriving_ms}}));
}

void TestCoverageKeeping::anOutageIsFilledByAFeedThatResumes()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms);
    wall.at(kNow_ms + kMinute_ms);
    // It ends where it was last known to be up.
    wall.lose(kNow_ms + kMinute_ms + 500);
    QCOMPARE(wall.at(kNow_ms + kHour_ms), (Intervals{{kNow_ms, kNow_ms + kMinute_ms}}));
    wall.up(kNow_ms + kHour_ms);
    QCOMPARE(wall.at(kNow_ms + kHour_ms), (Intervals{{kNow_ms, kNow_ms + kMinute_ms}}));
    wall.give({kNow_ms + 2 * kMinute_ms}, kNow_ms + kHour_ms);
    QCOMPARE(wall.at(kNow_ms + kHour_ms), (Intervals{{kNow_ms, kNow_ms + 2 * kMinute_ms}}));
    wall.give({kNow_ms + kHour_ms}, kNow_ms + kHour_ms);
    QCOMPARE(wall.at(kNow_ms + kHour_ms), (Intervals{{kNow_ms, kNow_ms + kHour_ms}}));
}

void TestCoverageKeeping::whatTheServerNoLongerHadIsAHole()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms);
    wall.at(kNow_ms + kMinute_ms);
    wall.lose(kNow_ms + kMinute_ms);
    wall.up(kNow_ms + kHour_ms);
    wall.give({kNow_ms + 50 * kMinute_ms}, kNow_ms + kHour_ms, "there", "positions 2 to 9");
    wall.give({kNow_ms + kHour_ms}, kNow_ms + kHour_ms);
    const Intervals found = wall.at(kNow_ms + kHour_ms);
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.front().from_ms, kNow_ms);
    QCOMPARE(found.back(), (stats::Interval{kNow_ms + 50 * kMinute_ms, kNow_ms + kHour_ms}));
    const Snapshot snapshot = wall.tally().snapshot(kNow_ms + kHour_ms);
    QCOMPARE(snapshot.feeds.front().gap, std::string("positions 2 to 9"));
    QCOMPARE(snapshot.feeds.front().gap_ms, kNow_ms + kHour_ms);
}

void TestCoverageKeeping::aGapThatAWrongClockMeetsCoversNothingBefore()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms);
    wall.at(kNow_ms + kMinute_ms);
    wall.lose(kNow_ms + kMinute_ms);
    const Intervals before = wall.at(kNow_ms + kMinute_ms);
    wall.up(1500); // switched on again, in 1970
    wall.give({}, 2500, "there", "positions 2 to 9");
    QCOMPARE(wall.at(3500), before);
    wall.at(kNow_ms + kHour_ms); // the clock is set
    QCOMPARE(wall.at(kNow_ms + 2 * kHour_ms),
             (Intervals{before[0], {kNow_ms + kHour_ms, kNow_ms + 2 * kHour_ms}}));
}

void TestCoverageKeeping::aCursorOfAnotherKindOfFeedIsForgotten()
{
    Wall wall({"stream", false, false});
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms, "left by a log of this name");
    wall.save();
    wall.start(kNow_ms);
    QCOMPARE(wall.tally().cursor(0), std::string());
    wall.save();
    QCOMPARE(wall.store().feeds().front().cursor, std::string());
}

void TestCoverageKeeping::anOutageIsAHoleWhereTheFeedCannotResume()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms, "");
    wall.at(kNow_ms + kMinute_ms);
    wall.lose(kNow_ms + kMinute_ms + 500);
    wall.setLink(feed::Link::Failed, kNow_ms + 2 * kMinute_ms);
    wall.up(kNow_ms + kHour_ms);
    // What it sends again of before makes the hole no smaller.
    wall.give({kNow_ms + 30 * kMinute_ms, kNow_ms + kHour_ms}, kNow_ms + kHour_ms, "");
    QCOMPARE(
        wall.at(kNow_ms + 2 * kHour_ms),
        (Intervals{{kNow_ms, kNow_ms + kMinute_ms}, {kNow_ms + kHour_ms, kNow_ms + 2 * kHour_ms}}));
}

void TestCoverageKeeping::aLinkThatDiesUnnoticedIsAHoleFromItsLastProof()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms, "");
    wall.at(kNow_ms + kMinute_ms);
    // Half a minute later it is given up.
    for (std::int64_t second = 1; second < 30; ++second)
        wall.silentAt(kNow_ms + kMinute_ms + second * kSecond_ms);
    wall.save(); // nor is it saved
    QCOMPARE(wall.stored(), (Intervals{{kNow_ms, kNow_ms + kMinute_ms}}));
    constexpr std::int64_t up_ms = kNow_ms + kMinute_ms + 31 * kSecond_ms;
    wall.lose(up_ms - kSecond_ms);
    wall.up(up_ms);
    QCOMPARE(wall.at(kNow_ms + kHour_ms),
             (Intervals{{kNow_ms, kNow_ms + kMinute_ms}, {up_ms, kNow_ms + kHour_ms}}));
}

void TestCoverageKeeping::aLinkThatDiesUnnoticedHidesNothingOfAFeedThatResumes()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms);
    QCOMPARE(wall.silentAt(kNow_ms + kMinute_ms), (Intervals{{kNow_ms, kNow_ms + kMinute_ms}}));
}

void TestCoverageKeeping::aProofThatIsYetToComeIsNoHole()
{
    Wall wall;
    wall.up(kNow_ms - kHour_ms);
    wall.give({kNow_ms - kHour_ms}, kNow_ms - kHour_ms, "");
    wall.at(kNow_ms);
    constexpr std::int64_t later_ms = kNow_ms + 25 * kSecond_ms;
    wall.silentAt(later_ms);
    QVERIFY(!wall.tally().snapshot(later_ms).feeds.front().missing.in_hour);
    wall.lose(later_ms);
    QVERIFY(wall.tally().snapshot(later_ms).feeds.front().missing.in_hour);
}

void TestCoverageKeeping::aRestartIsFilledByAFeedThatResumes()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms);
    wall.at(kNow_ms + kMinute_ms);
    wall.save();
    wall.start(kNow_ms + kHour_ms);
    QCOMPARE(wall.at(kNow_ms + kHour_ms), (Intervals{{kNow_ms, kNow_ms + kMinute_ms}}));
    wall.up(kNow_ms + kHour_ms);
    QCOMPARE(wall.at(kNow_ms + 2 * kHour_ms), (Intervals{{kNow_ms, kNow_ms + 2 * kHour_ms}}));
    wall.save();
    QCOMPARE(wall.stored(), (Intervals{{kNow_ms, kNow_ms + 2 * kHour_ms}}));
}

void TestCoverageKeeping::aRestartIsAHoleWhereTheFeedCannotResume()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms, "");
    wall.at(kNow_ms + kMinute_ms);
    wall.save();
    wall.at(kNow_ms + 2 * kMinute_ms); // not saved: killed
    wall.start(kNow_ms + kHour_ms);
    wall.up(kNow_ms + kHour_ms);
    const Intervals expected = {{kNow_ms, kNow_ms + kMinute_ms},
                                {kNow_ms + kHour_ms, kNow_ms + 2 * kHour_ms}};
    QCOMPARE(wall.at(kNow_ms + 2 * kHour_ms), expected);
    wall.save();
    QCOMPARE(wall.stored(), expected);
}

void TestCoverageKeeping::aRestartedWallThatHasYetToCatchUpClaimsNothing()
{
    // It is killed again before the log's first line is read; then the log is gone.
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms);
    wall.save();
    wall.start(kNow_ms + kHour_ms);
    wall.up(kNow_ms + kHour_ms);
    wall.at(kNow_ms + kHour_ms + 500);
    wall.save();
    wall.start(kNow_ms + kHour_ms + 1000);
    QCOMPARE(wall.at(kNow_ms + 2 * kHour_ms), Intervals());
    QCOMPARE(wall.stored(), Intervals());
}

void TestCoverageKeeping::anotherWordOfTheSameLinkIsNoOutage()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms, "");
    wall.tally().setState(0, {feed::Link::Up, "read from its beginning"}, kNow_ms + kHour_ms);
    QCOMPARE(wall.at(kNow_ms + kHour_ms), (Intervals{{kNow_ms, kNow_ms + kHour_ms}}));
}

void TestCoverageKeeping::aClockOf1970RecordsNothing()
{
    Wall wall;
    wall.up(-5000);
    QCOMPARE(wall.at(kHour_ms), Intervals());
    QCOMPARE(wall.at(Listening::kOldest_ms - 1), Intervals());
    wall.at(kNow_ms); // the time of day has been found
    QCOMPARE(wall.at(kNow_ms + kHour_ms), (Intervals{{kNow_ms, kNow_ms + kHour_ms}}));

    // A feed that resumes goes on from where it was.
    wall.give({kNow_ms + kHour_ms}, kNow_ms + kHour_ms);
    wall.save();
    wall.start(1500);
    wall.up(2500);
    QCOMPARE(wall.at(kHour_ms), (Intervals{{kNow_ms, kNow_ms + kHour_ms}}));
    QCOMPARE(wall.at(kNow_ms + kDay_ms), (Intervals{{kNow_ms, kNow_ms + kDay_ms}}));
}

void TestCoverageKeeping::theFirstPurchaseCountsThoughTheClockIsOf1970()
{
    Wall wall;
    wall.up(1500);
    wall.give({kNow_ms - kHour_ms}, 2500); // it waits for its time
    wall.at(kNow_ms);
    QCOMPARE(wall.at(kNow_ms + kMinute_ms),
             (Intervals{{kNow_ms - kHour_ms, kNow_ms + kMinute_ms}}));
}

void TestCoverageKeeping::aClockSetBackRecordsNothing()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms, "");
    wall.at(kNow_ms + kSecond_ms);
    const Intervals before = {{kNow_ms, kNow_ms + kSecond_ms}};
    constexpr std::int64_t back_ms = 10 * kMinute_ms;
    wall.at(kNow_ms - back_ms);
    // Lost and up again while the clock is wrong: it begins when that is set right.
    wall.lose(kNow_ms - back_ms + kSecond_ms);
    wall.up(kNow_ms - back_ms + kMinute_ms);
    QCOMPARE(wall.at(kNow_ms - 5 * kMinute_ms - 1), before);
    QCOMPARE(wall.at(kNow_ms + 2 * kMinute_ms), before);
    QCOMPARE(wall.at(kNow_ms + 3 * kMinute_ms),
             (Intervals{before[0], {kNow_ms + 2 * kMinute_ms, kNow_ms + 3 * kMinute_ms}}));
}

void TestCoverageKeeping::aClockSetALittleBackNeverTakesBack()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms);
    wall.at(kNow_ms + kSecond_ms);
    QCOMPARE(wall.at(kNow_ms - kMinute_ms), (Intervals{{kNow_ms, kNow_ms + kSecond_ms}}));
    QCOMPARE(wall.at(kNow_ms + kMinute_ms), (Intervals{{kNow_ms, kNow_ms + kMinute_ms}}));
}

void TestCoverageKeeping::aClockSetForwardIsFollowed()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms);
    constexpr std::int64_t ahead_ms = kNow_ms + 10 * kMinute_ms;
    QCOMPARE(wall.at(ahead_ms), (Intervals{{kNow_ms, ahead_ms}}));
    // Set right: nothing of what is yet to come was listened to. Nor does the store say so.
    wall.save();
    QCOMPARE(wall.stored(), (Intervals{{kNow_ms, ahead_ms}}));
    QCOMPARE(wall.at(kNow_ms + kMinute_ms), (Intervals{{kNow_ms, kNow_ms + kMinute_ms}}));
    wall.save();
    QCOMPARE(wall.stored(), (Intervals{{kNow_ms, kNow_ms + kMinute_ms}}));
    wall.lose(kNow_ms + kMinute_ms);
    QCOMPARE(wall.at(ahead_ms), (Intervals{{kNow_ms, kNow_ms + kMinute_ms}}));
}

void TestCoverageKeeping::theRuleOfTMakesNoDifference()
{
    Wall wall(kStream, TimeRule::Newest);
    wall.up(kNow_ms);
    wall.at(kNow_ms + kMinute_ms); // before the first purchase, too
    wall.give({kNow_ms}, kNow_ms + kMinute_ms, "");
    // An hour in which nothing is sold is an hour of which that is known.
    QCOMPARE(wall.at(kNow_ms + kHour_ms), (Intervals{{kNow_ms, kNow_ms + kHour_ms}}));
    wall.lose(kNow_ms + kHour_ms);
    wall.up(kNow_ms + 2 * kHour_ms);
    QCOMPARE(wall.at(kNow_ms + 3 * kHour_ms),
             (Intervals{{kNow_ms, kNow_ms + kHour_ms},
                        {kNow_ms + 2 * kHour_ms, kNow_ms + 3 * kHour_ms}}));
}

void TestCoverageKeeping::aRecordingIsCoveredInItsOwnTime()
{
    Wall wall(kFile);
    wall.up(kNow_ms);
    constexpr std::int64_t old_ms = kNow_ms - 100 * kDay_ms;
    wall.give({old_ms + kHour_ms, old_ms}, kNow_ms);
    QCOMPARE(wall.at(kNow_ms + kHour_ms), (Intervals{{old_ms, old_ms + kHour_ms + 1}}));
    wall.give({old_ms + 2 * kHour_ms}, kNow_ms);
    wall.setLink(feed::Link::Ended, kNow_ms);
    QCOMPARE(wall.at(kNow_ms + kHour_ms), (Intervals{{old_ms, old_ms + 2 * kHour_ms + 1}}));
    wall.save();
    wall.start(kNow_ms + kHour_ms);
    wall.up(kNow_ms + kHour_ms);
    QCOMPARE(wall.at(kNow_ms + 2 * kHour_ms), (Intervals{{old_ms, old_ms + 2 * kHour_ms + 1}}));
}

void TestCoverageKeeping::historyIsCovered()
{
    Wall wall;
    wall.up(kNow_ms);
    feed::Batch batch;
    batch.arrived_ms = kNow_ms;
    constexpr std::int64_t first_s = kNow_ms / 1000 - 28 * 86'400;
    for (const std::int64_t second : {first_s + 7200, first_s, first_s + 3600})
        batch.history.push_back({.second = second,
                                 .eid = 1,
                                 .country = examples::country("no"),
                                 .currency = examples::currency("NOK"),
                                 .accepted = 1,
                                 .sum = 100});
    std::vector<stats::Sighting> pulses;
    wall.tally().take(0, batch, kNow_ms, pulses);
    QCOMPARE(wall.at(kNow_ms), (Intervals{{first_s * 1000, kNow_ms}}));
}

void TestCoverageKeeping::aFeedThatWasNeverUpWasNotListenedTo()
{
    Wall wall;
    wall.lose(kNow_ms);
    wall.setLink(feed::Link::Failed, kNow_ms + kMinute_ms);
    QCOMPARE(wall.at(kNow_ms + kHour_ms), Intervals());
    QVERIFY(!wall.tally().hasListened());
}

void TestCoverageKeeping::whatIsSavedIsWhatIsKnown()
{
    Wall wall;
    QVERIFY(!wall.tally().hasListened());
    wall.up(kNow_ms);
    std::int64_t now_ms = kNow_ms;
    for (int outage = 0; outage < 5; ++outage) {
        for (int second = 0; second < 20; ++second) {
            wall.at(now_ms += kSecond_ms);
            if (second % 7 == 3) {
                QVERIFY(wall.tally().hasListened());
                wall.save();
                QVERIFY(!wall.tally().hasListened());
                QCOMPARE(wall.stored(), wall.at(now_ms));
            }
        }
        wall.lose(now_ms);
        now_ms += kHour_ms;
        wall.up(now_ms);
    }
    wall.save();
    QCOMPARE(wall.stored(), wall.at(now_ms));
    QCOMPARE(wall.stored().size(), 5U);
    // The same again changes nothing.
    const store::Checkpoint again = [&] {
        wall.at(now_ms += kMinute_ms);
        return wall.tally().takeChanges();
    }();
    const std::int64_t number = wall.store().checkpointNumber();
    wall.store().write(again, number + 1);
    const Intervals once = wall.stored();
    QCOMPARE(once, wall.at(now_ms));
    wall.store().write(again, number + 1);
    QCOMPARE(wall.stored(), once);
    wall.store().write(again, number + 2); // nor would it under another number
    QCOMPARE(wall.stored(), once);
}

void TestCoverageKeeping::itIsSavedWhereNothingComesIn()
{
    // A quiet feed that cannot resume would lose all of it at the next kill.
    const test::Scratch scratch;
    const std::string path = scratch.path("wall.db");
    const ManualClock clock(kNow_ms);
    const auto saved = [&] {
        return store::Store::openToRead(path).store->coverage("stream", kDay_ms).intervals();
    };
    LiveTally tally({.zone = stats::Zone::utc(), .exclude = {}}, {kStream}, Mode::Live);
    Saver saver({.store = store::Store::openToWrite(path).store}, clock, [](const auto&) {});
    saver.restore(tally);
    saver.begin(tally);
    saver.saveWhenDue(tally, kNow_ms + kHour_ms); // it is not up: nothing
    tally.setState(0, {feed::Link::Up, {}}, kNow_ms);
    for (std::int64_t now_ms = kNow_ms; now_ms < kNow_ms + Saver::kSaveQuiet_ms; now_ms += 1000) {
        tally.noteAlive(0, now_ms);
        tally.advance(now_ms);
        saver.saveWhenDue(tally, now_ms);
    }
    QVERIFY(tally.hasListened());
    tally.noteAlive(0, kNow_ms + Saver::kSaveQuiet_ms);
    tally.advance(kNow_ms + Saver::kSaveQuiet_ms);
    saver.saveWhenDue(tally, kNow_ms + Saver::kSaveQuiet_ms);
    QVERIFY(!tally.hasListened());
    QTRY_COMPARE(saved(), (Intervals{{kNow_ms, kNow_ms + Saver::kSaveQuiet_ms}}));
    // And at the end.
    tally.noteAlive(0, kNow_ms + Saver::kSaveQuiet_ms + 5000);
    tally.advance(kNow_ms + Saver::kSaveQuiet_ms + 5000);
    QVERIFY(saver.saveLast(tally));
    QCOMPARE(saved(), (Intervals{{kNow_ms, kNow_ms + Saver::kSaveQuiet_ms + 5000}}));
}

void TestCoverageKeeping::whatIsMissingStandsInTheSnapshot()
{
    Wall wall;
    const auto missing = [&wall](std::int64_t now_ms) {
        wall.at(now_ms);
        return wall.tally().snapshot(now_ms).feeds.front().missing;
    };
    wall.up(kNow_ms);
    wall.give({kNow_ms}, kNow_ms, "");
    // New: the hour is whole after an hour, the day after a day.
    QCOMPARE(missing(kNow_ms + kMinute_ms).listened_since_ms, kNow_ms);
    QVERIFY(missing(kNow_ms + kMinute_ms).in_hour);
    QVERIFY(!missing(kNow_ms + kHour_ms + kSecond_ms).in_hour);
    QVERIFY(missing(kNow_ms + kHour_ms + kSecond_ms).in_day);
    QCOMPARE(missing(kNow_ms + kDay_ms + kMinute_ms), Missing());

    // Lost for ten minutes, for good. It leaves the hour and then the day.
    const std::int64_t lost_ms = kNow_ms + 2 * kDay_ms;
    QCOMPARE(missing(lost_ms), Missing());
    wall.lose(lost_ms);
    QCOMPARE(missing(lost_ms + Missing::kOnItsWay_ms), Missing());
    QVERIFY(missing(lost_ms + Missing::kOnItsWay_ms + 1).in_hour);
    wall.up(lost_ms + 10 * kMinute_ms);
    const Missing back = missing(lost_ms + 11 * kMinute_ms);
    QVERIFY(back.in_hour);
    QCOMPARE(back.holes, (Intervals{{lost_ms, lost_ms + 10 * kMinute_ms}}));
    QVERIFY(!missing(lost_ms + 10 * kMinute_ms + kHour_ms + kSecond_ms).in_hour);
    QVERIFY(missing(lost_ms + 10 * kMinute_ms + kHour_ms + kSecond_ms).in_day);
    QCOMPARE(missing(lost_ms + 10 * kMinute_ms + kDay_ms + kMinute_ms), Missing());
}

void TestCoverageKeeping::aRecordingMissesNothing()
{
    Wall wall(kFile);
    wall.up(kNow_ms);
    wall.give({kNow_ms - 3 * kMinute_ms, kNow_ms - kMinute_ms}, kNow_ms);
    wall.setLink(feed::Link::Ended, kNow_ms);
    QCOMPARE(wall.tally().snapshot(kNow_ms).feeds.front().missing, Missing());
}

void TestCoverageKeeping::onlyTheLastWeeksAreInMemory()
{
    Wall wall;
    for (const std::int64_t day : {0, 20, 40}) {
        wall.up(kNow_ms + day * kDay_ms);
        wall.at(kNow_ms + day * kDay_ms + kHour_ms);
        wall.lose(kNow_ms + day * kDay_ms + kHour_ms);
        wall.save();
    }
    const Intervals last = {{kNow_ms + 20 * kDay_ms, kNow_ms + 20 * kDay_ms + kHour_ms},
                            {kNow_ms + 40 * kDay_ms, kNow_ms + 40 * kDay_ms + kHour_ms}};
    QCOMPARE(wall.at(kNow_ms + 40 * kDay_ms), last);
    QCOMPARE(wall.stored().size(), 3U);
    wall.start(kNow_ms + 41 * kDay_ms);
    QCOMPARE(wall.at(kNow_ms + 41 * kDay_ms), last);
    QCOMPARE(wall.stored().size(), 3U);
}

void TestCoverageKeeping::aLinkThatComesAndGoesIsBounded()
{
    Listening listening;
    std::int64_t now_ms = kNow_ms;
    for (std::size_t i = 0; i < Listening::kMaxIntervals + 100; ++i) {
        listening.noteUp(now_ms += 10, false);
        listening.noteGiven(now_ms);
        listening.advance(now_ms, now_ms, now_ms, false);
        now_ms += 10;
        listening.advance(now_ms, now_ms, now_ms, false);
        listening.noteLost();
    }
    QCOMPARE(listening.coverage().intervals().size(), Listening::kMaxIntervals);
    QCOMPARE(listening.takeNew().size(), Listening::kMaxIntervals);
    QCOMPARE(listening.coverage().intervals().back().to_ms, now_ms);
}

QTEST_GUILESS_MAIN(TestCoverageKeeping)
#include "tst_coveragekeeping.moc"
