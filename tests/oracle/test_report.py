#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Livewall authors
# SPDX-License-Identifier: Apache-2.0
"""report.py against cases worked by hand."""
import contextlib
import datetime
import gzip
import io
import json
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import report  # noqa: E402

T = "2011-03-10T16:01:15.123Z"  # a Thursday; 17:01 in Stockholm
SUNDAY = 6 * 24


def purchase(event_id, time, **fields):
    return {"id": event_id, "time": time, "status": "accepted", "eid": 1, "amount": "1.00",
            "currency": "SEK", **fields}


class ReportTest(unittest.TestCase):
    def run_main(self, lines, *arguments, name="events.ndjson"):
        """(exit status, stdout, stderr) over a file of these events, or raw lines."""
        text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n"
                       for line in lines).encode()
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, name)
            with open(path, "wb") as file:
                file.write(gzip.compress(text) if name.endswith(".gz") else text)
            with contextlib.redirect_stdout(io.StringIO()) as out, \
                    contextlib.redirect_stderr(io.StringIO()) as err:
                status = report.main([path, *arguments])
        return status, out.getvalue(), err.getvalue()

    def report(self, lines, at=T, zone="Europe/Stockholm", **options):
        arguments = ["--zone", zone] + (["--at", at] if at else [])
        status, out, err = self.run_main(lines, *arguments, **options)
        self.assertEqual((status, err), (0, ""))
        return json.loads(out)

    def ghosts(self, at, counts, so_far, eid=1, zone="Europe/Stockholm", first="2011-02-16T00:00:00Z"):
        """Those of a report of a store that sold `counts` in T's hour of one, two and three weeks
        before, and `so_far` in T's."""
        hour = datetime.datetime(2011, 3, 10, 16, tzinfo=datetime.timezone.utc)
        lines = [purchase("first", first, eid=999), purchase("last", "2011-03-10T17:00:00Z", eid=999)]
        for ago, count in enumerate([so_far, *counts]):
            begin = hour - datetime.timedelta(days=7 * ago)
            for nth in range(count):
                time = begin + datetime.timedelta(seconds=nth if ago == 0 else 3599 - nth)
                lines.append(purchase(f"{ago} {nth}", time.isoformat(), eid=eid, merchant="Gone"))
        return self.report(lines, at=at, zone=zone)["ghosts"]

    def test_a_ghost_has_under_a_fifth_of_what_is_usual(self):
        # The median is 100; half of it by 16:30, of which a fifth is 10.
        ghost = {"eid": 1, "merchant": "Gone", "expected": 50, "so_far": 9}
        at = "2011-03-10T16:30:59Z"
        self.assertEqual(self.ghosts(at, [100, 90, 300], 9), [ghost])
        self.assertEqual(self.ghosts(at, [100, 90, 300], 10), [])
        # Half a minute earlier T's minute is the thirtieth, and 29 are over: 48.33, a fifth 9.67.
        self.assertEqual(self.ghosts("2011-03-10T16:29:59Z", [100, 90, 300], 9),
                         [{**ghost, "expected": 48}])

    def test_no_ghost_before_a_quarter_of_an_hour_or_below_thirty(self):
        self.assertEqual(self.ghosts("2011-03-10T16:14:59Z", [900] * 3, 0), [])
        self.assertEqual(len(self.ghosts("2011-03-10T16:15:00Z", [900] * 3, 0)), 1)
        self.assertEqual(self.ghosts("2011-03-10T16:15:00Z", [119] * 3, 0), [])  # 29.75
        self.assertEqual(self.ghosts("2011-03-10T16:15:00Z", [120] * 3, 0)[0]["expected"], 30)

    def test_a_ghost_was_on_top_in_two_of_the_weeks_that_are_known(self):
        at = "2011-03-10T16:30:00Z"
        self.assertEqual(self.ghosts(at, [100, 0, 100], 0)[0]["expected"], 50)
        self.assertEqual(self.ghosts(at, [100, 0, 0], 0), [])
        # The third week before was not listened to from its beginning: of 100 and 120 it is 110.
        late = "2011-02-17T16:00:11Z"
        self.assertEqual(self.ghosts(at, [100, 120, 400], 0, first=late)[0]["expected"], 55)
        self.assertEqual(self.ghosts(at, [100, 0, 400], 0, first=late), [])
        self.assertEqual(self.ghosts(at, [100, 120, 400], 0,
                                     first="2011-02-17T16:00:10Z")[0]["expected"], 60)

    def test_no_ghost_where_hours_are_none_of_utc(self):
        at = "2011-03-10T16:30:00Z"
        self.assertEqual(self.ghosts(at, [100] * 3, 0, zone="Asia/Kolkata"), [])
        self.assertEqual(len(self.ghosts(at, [100] * 3, 0, zone="America/New_York")), 1)

    def ledger(self, lines, **options):
        """The counts that are not zero."""
        ledger = self.report(lines, **options)["ledger"]
        reasons = ledger.pop("rejected_by_reason")
        self.assertEqual(tuple(reasons), report.REASONS)
        return {name: count for name, count in {**ledger, **reasons}.items() if count}

    def test_has_the_keys_of_the_contract(self):
        got = self.report([purchase("a", T)])
        self.assertEqual(list(got), ["at", "zone", "exclude", "top", "totals", "attempts", "week",
                                     "verdict", "ghosts", "deploys", "ledger"])
        self.assertEqual(got["at"], T)
        self.assertEqual(got["exclude"], ["fi", "se"])
        self.assertEqual(got["top"]["hour"], [
            {"rank": 1, "eid": 1, "merchant": "", "count": 1, "average": "1.00",
             "currency": "SEK", "mixed": False, "rank_before": None, "minutes": [0] * 60}])
        self.assertEqual(list(got["ledger"]), [
            "received", "accepted", "not_accepted", "duplicate", "future", "control",
            "unknown_type", "rejected", "late", "unchecked", "rejected_by_reason"])

    def test_windows_end_with_the_whole_second_of_t(self):
        got = self.report([
            purchase("in T's second", "2011-03-10T16:01:15.999Z"),
            purchase("after it", "2011-03-10T16:01:16Z"),
            purchase("hour's first", "2011-03-10T15:01:16Z"),
            purchase("before the hour", "2011-03-10T15:01:15.999Z"),
            purchase("day's first", "2011-03-09T16:02:00Z"),
            purchase("before the day", "2011-03-09T16:01:59.999Z")])
        self.assertEqual(got["totals"], {"hour": 2, "hour_excluding": 2, "day": 4})

    def test_the_default_t_is_the_newest_purchase(self):
        got = self.report([purchase("a", "2011-03-10T17:01:15.0019+01:00"),
                           purchase("b", "2011-03-10T16:01:15Z")], at=None)
        self.assertEqual(got["at"], "2011-03-10T16:01:15.001Z")

    def test_excluding_leaves_countries_out_and_keeps_unknown_ones(self):
        got = self.report([purchase("a", T, country="SE"), purchase("b", T, country="fi"),
                           purchase("c", T, country="zz"), purchase("d", T, country=None),
                           purchase("e", T, country="se", status="pending"),
                           purchase("f", T, country="no", status="pending")])
        self.assertEqual(got["totals"], {"hour": 4, "hour_excluding": 2, "day": 4})
        self.assertEqual(got["attempts"], {"hour": 6, "hour_excluding": 3, "day": 6})

    def test_top_is_by_count_then_eid_and_ends_at_ten(self):
        lines = [purchase(f"{eid}", T, eid=eid) for eid in range(12, 0, -1)]
        lines.append(purchase("again", T, eid=12))
        rows = self.report(lines)["top"]["hour"]
        self.assertEqual([row["eid"] for row in rows], [12, 1, 2, 3, 4, 5, 6, 7, 8, 9])
        self.assertEqual([row["rank"] for row in rows], list(range(1, 11)))

    def test_a_row_has_its_rank_of_an_hour_ago_and_the_minutes_before_ts_own(self):
        row = self.report([
            purchase("t's own", T, eid=1),
            purchase("last whole", "2011-03-10T16:00:59Z", eid=1),
            purchase("first of 60", "2011-03-10T15:01:15Z", eid=1),
            purchase("hour before ends", "2011-03-10T15:00:59Z", eid=2),
            purchase("also then", "2011-03-10T14:01:00Z", eid=2),
            purchase("less", "2011-03-10T14:30:00Z", eid=1),
            purchase("too old", "2011-03-10T14:00:59Z", eid=3),
            purchase("not in it", "2011-03-10T14:30:00Z", eid=3, status="declined")])["top"]["hour"][0]
        self.assertEqual((row["eid"], row["rank_before"]), (1, 2))
        self.assertEqual(row["minutes"], [1] + [0] * 58 + [1])

    def average(self, *sales):
        row = self.report([purchase(f"{i}", T, amount=amount, currency=currency)
                           for i, (amount, currency) in enumerate(sales)])["top"]["hour"][0]
        return row["average"], row["currency"], row["mixed"]

    def test_averages_are_exact_and_half_to_even(self):
        self.assertEqual(self.average(("0.00", "SEK"), ("0.01", "SEK")), ("0.00", "SEK", False))
        self.assertEqual(self.average(("0.01", "SEK"), ("0.02", "SEK")), ("0.02", "SEK", False))
        self.assertEqual(self.average(("5", "JPY"), ("6", "jpy")), ("6", "JPY", False))
        self.assertEqual(self.average(("1.234", "KWD"), ("0", "KWD"), ("0", "KWD")),
                         ("0.411", "KWD", False))
        self.assertEqual(self.average(("499.12", "SEK")), ("499.12", "SEK", False))

    def test_a_store_of_several_currencies_is_averaged_over_the_most_sold(self):
        self.assertEqual(self.average(("9", "SEK"), ("1", "EUR"), ("2", "EUR")),
                         ("1.50", "EUR", True))
        self.assertEqual(self.average(("9", "SEK"), ("1", "EUR")), ("1.00", "EUR", True))

    def test_the_name_is_the_newest_and_the_greater_by_bytes(self):
        def name(*lines):
            return self.report(lines)["top"]["hour"][0]["merchant"]
        old, after = "2011-02-01T00:00:00Z", "2011-03-10T16:01:16Z"
        self.assertEqual(name(purchase("a", old, merchant="Old"), purchase("b", T)), "Old")
        self.assertEqual(name(purchase("a", T, merchant="b"), purchase("b", T, merchant="B")), "b")
        self.assertEqual(name(purchase("a", T, merchant="A"),
                              purchase("b", after, merchant="Later"),
                              purchase("c", T, merchant="Pending", status="pending")), "A")
        self.assertEqual(name(purchase("a", T, merchant="a\u0007b" + "c" * 300)), "ab" + "c" * 198)

    def test_an_identity_counts_once(self):
        accepted = purchase("a", T)
        pending = purchase("a", T, status="pending")
        self.assertEqual(self.ledger([pending, accepted, pending, accepted, accepted]),
                         {"received": 5, "accepted": 1, "not_accepted": 1, "duplicate": 3})
        cloud = {"specversion": "1.0", "source": "/x", "type": "com.shop.purchase",
                 "id": "envelope's", "data": accepted}
        self.assertEqual(self.ledger([accepted, cloud, cloud]),
                         {"received": 3, "accepted": 2, "duplicate": 1})

    def test_the_horizon_is_a_day_behind_newest(self):
        first = purchase("a", "2011-03-09T16:01:15Z")
        day_later = purchase("b", "2011-03-10T16:01:15Z")
        a_ms_more = purchase("c", "2011-03-10T16:01:15.001Z")
        self.assertEqual(self.ledger([first, day_later, first]),
                         {"received": 3, "accepted": 2, "duplicate": 1})
        self.assertEqual(self.ledger([first, a_ms_more, first]),
                         {"received": 3, "accepted": 3, "late": 1, "unchecked": 1})

    def test_what_is_after_t_does_not_advance_newest(self):
        first = purchase("a", "2011-03-10T16:00:00Z")
        after = purchase("b", "2011-03-12T16:00:00Z")
        self.assertEqual(self.ledger([first, after, first, after]),
                         {"received": 4, "accepted": 2, "duplicate": 2})
        self.assertEqual(self.ledger([after, purchase("c", "2011-03-13T17:00:00Z"), after]),
                         {"received": 3, "accepted": 2, "duplicate": 1})

    def test_late_is_more_than_a_minute(self):
        self.assertEqual(self.ledger([purchase("a", T), purchase("b", "2011-03-10T16:00:15.123Z"),
                                      purchase("c", "2011-03-10T16:00:15.122Z")]),
                         {"received": 3, "accepted": 3, "late": 1})

    def test_the_week_goes_by_the_local_clock(self):
        week = self.report([purchase("a", "2011-03-06T23:00:00Z"),
                            purchase("b", "2011-03-06T22:59:59Z"),
                            purchase("c", "2011-02-13T22:59:59Z"),
                            purchase("d", T), purchase("e", T, status="pending")])["week"]
        self.assertEqual(week["start"], "2011-03-07T00:00:00+01:00")
        self.assertEqual([series["weeks_ago"] for series in week["series"]], [0, 1, 2, 3])
        now = 3 * 24 + 17
        self.assertEqual(week["series"][0]["counts"],
                         [1] + [0] * (now - 1) + [1] + [None] * (167 - now))
        self.assertEqual(week["series"][1]["counts"], [0] * 167 + [1])
        self.assertEqual(week["series"][3]["counts"], [0] * 168)
        self.assertEqual({hours for series in week["series"] for hours in series["hours"]}, {1})

    def hours(self, zone, at):
        """{(weeks ago, slot): hours} where they are not 1, as written."""
        status, out, _ = self.run_main([purchase("a", at)], "--zone", zone)
        self.assertEqual(status, 0)
        series = json.loads(out, parse_float=str, parse_int=str)["week"]["series"]
        for week in series:
            for count, hours in zip(week["counts"], week["hours"]):
                if hours == "0":
                    self.assertIsNone(count)
        return {(weeks_ago, slot): hours for weeks_ago, week in enumerate(series)
                for slot, hours in enumerate(week["hours"]) if hours != "1"}

    def test_hours_are_the_real_length_of_a_slot(self):
        self.assertEqual(self.hours("Europe/Stockholm", "2011-03-27T12:00:00Z"),
                         {(0, SUNDAY + 2): "0"})
        self.assertEqual(self.hours("Europe/Stockholm", "2011-11-02T12:00:00Z"),
                         {(1, SUNDAY + 2): "2"})
        self.assertEqual(self.hours("America/New_York", "2011-03-13T12:00:00Z"),
                         {(0, SUNDAY + 2): "0"})
        self.assertEqual(self.hours("America/St_Johns", "2011-03-13T12:00:00Z"),
                         {(0, SUNDAY): "0.016666666666666666",
                          (0, SUNDAY + 1): "0.9833333333333333"})
        self.assertEqual(self.hours("America/St_Johns", "2010-11-07T12:00:00Z"),
                         {(0, SUNDAY - 1): "1.9833333333333334",
                          (0, SUNDAY): "1.0166666666666666"})
        self.assertEqual(self.hours("Australia/Lord_Howe", "2011-04-03T12:00:00Z"),
                         {(0, SUNDAY + 1): "1.5"})
        self.assertEqual(self.hours("Australia/Lord_Howe", "2011-10-02T01:00:00Z"),
                         {(0, SUNDAY + 2): "0.5"})
        self.assertEqual(self.hours("America/Sao_Paulo", "2011-10-16T12:00:00Z"),
                         {(0, SUNDAY): "0"})
        self.assertEqual(self.hours("America/Sao_Paulo", "2012-02-26T12:00:00Z"),
                         {(0, SUNDAY - 1): "2"})
        self.assertEqual(self.hours("Asia/Kolkata", "2011-03-27T12:00:00Z"), {})

    def test_a_fault_rejects_its_element_under_the_first_reason(self):
        good = purchase("good", T)
        faults = {
            "length": [" " * 65_537],
            "json": ["{", "[[]]", "7", "NaN", '{"id":"a","id":"b"}', '{"eid":01}'],
            "type": [{"type": 1}],
            "id": [purchase("", T), purchase(5, T), purchase("x" * 129, T),
                   {**good, "id": None, "time": "?"}],
            "time": [purchase("a", "2011-02-29T00:00:00Z"), purchase("a", "2011-03-10T16:01:15"),
                     purchase("a", 946_684_799_999), purchase("a", 4_102_444_800_000),
                     purchase("a", 1.5)],
            "status": [purchase("a", T, status=None), purchase("a", T, status=1)],
            "eid": [purchase("a", T, eid=0), purchase("a", T, eid=2**63), purchase("a", T, eid="1"),
                    purchase("a", T, eid=1.5)],
            "amount": [purchase("a", T, amount="1.001"), purchase("a", T, amount="1."),
                       purchase("a", T, amount="-1"), purchase("a", T, amount="10000000000.01"),
                       purchase("a", T, amount="1.5", currency="JPY"),
                       purchase("a", T, amount=None), purchase("a", T, amount="1e1")],
            "currency": [purchase("a", T, currency="ABC"), purchase("a", T, currency=None)],
            "country": [purchase("a", T, country="s"), purchase("a", T, country="s1")],
            "location": [purchase("a", T, lat=1), purchase("a", T, lat=91, lon=1),
                         purchase("a", T, lat="1", lon="1")],
            "text": [purchase("a", T, merchant=1), purchase("a", T, city=[])],
        }
        self.assertEqual(tuple(faults), report.REASONS)
        for reason, lines in faults.items():
            for line in lines:
                with self.subTest(reason=reason, line=str(line)[:80]):
                    self.assertEqual(self.ledger([good, line]),
                                     {"received": 2, "accepted": 1, "rejected": 1, reason: 1})

    def test_what_is_valid_is_read(self):
        valid = [purchase("a", 1_299_772_875_123), purchase("b", T, status="ACCEPTED"),
                 purchase("c", T, eid=2**63 - 1), purchase("d", T, amount="10000000000.00"),
                 purchase("e", T, amount="1.10000"), purchase("f", T, currency="eek"),
                 purchase("h", T, type="purchase", lat=-90, lon=180),
                 purchase("i", "2010-12-31t23:59:60.5z"), purchase("å" * 64, T),
                 json.dumps(purchase("k", T)).replace('"1.00"', "1.5e1")]
        self.assertEqual(self.ledger(valid),
                         {"received": 10, "accepted": 10, "late": 1, "unchecked": 1})
        self.assertEqual(self.ledger([purchase("a", T, status="canceled", amount="-1.00"),
                                      purchase("b", T)]),
                         {"received": 2, "accepted": 1, "not_accepted": 1})

    def test_other_types_arrays_and_blank_lines(self):
        lines = [json.dumps([purchase("a", T), {"type": "heartbeat"}, 7]), "", "  ", "[]",
                 {"type": "deploy", "id": "v1", "time": T}, {"type": "com.shop.refund"},
                 {"specversion": "1.0", "id": "b", "time": T, "type": "purchase",
                  "data": {key: value for key, value in purchase("", T).items()
                           if key not in ("id", "time")}}]
        self.assertEqual(self.ledger(lines),
                         {"received": 6, "accepted": 2, "control": 2, "unknown_type": 1,
                          "rejected": 1, "json": 1})

    def test_reads_gzip_and_crlf(self):
        self.assertEqual(self.ledger([json.dumps(purchase("a", T)) + "\r"], name="events.gz"),
                         {"received": 1, "accepted": 1})

    def test_exit_statuses(self):
        good = [purchase("a", T)]
        for status, lines, arguments in (
                (1, [], []), (1, ["{"], []), (2, good, ["--zone", "Nowhere/Land"]),
                (2, good, ["--at", "yesterday"])):
            with self.subTest(arguments=arguments):
                got, out, err = self.run_main(lines, *arguments)
                self.assertEqual((got, out, err.count("\n")), (status, "", 1))
        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(report.main(["/nonexistent"]), 2)


if __name__ == "__main__":
    unittest.main()
