#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Livewall authors
# SPDX-License-Identifier: Apache-2.0
"""What `livewallctl report FILE... [--at T] [--zone Z] [--exclude se,fi]` has to print.

A second, independent reading of the definition (events, figures, report), in the standard library
alone: every event is kept, every figure is a loop over them, a week is walked minute by minute.
Files are plain or gzip NDJSON; "-" is not read here. Prints no warnings.
"""
import argparse
import datetime
import decimal
import functools
import gzip
import json
import math
import os
import re
import statistics
import sys
import zlib
import zoneinfo
from collections import Counter, defaultdict, namedtuple

REASONS = ("length", "json", "type", "id", "time", "status", "eid", "amount", "currency",
           "country", "location", "text")
FIELDS = ("type", "id", "time", "status", "eid", "amount", "currency", "country", "lat", "lon",
          "merchant", "city", "service", "version")
ENVELOPE = ("specversion", "id", "time", "type", "source", "data")
FIRST_TIME_MS = 946_684_800_000  # 2000-01-01
END_TIME_MS = 4_102_444_800_000  # 2100-01-01
HORIZON_MS = 24 * 3600 * 1000
LATE_MS = 60_000
HOLE_MS = 10_000  # what is known all the same
MAX_LINE_BYTES = 65_536
MAX_AMOUNT = 10**12

# ISO 4217 list one, and list three from 2000 on.
CURRENCIES = set("""
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP
    BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
    FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES
    KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR
    MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
    SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
    UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR
    XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG
    ADP AFA ATS AYM AZM BEF BGL BYB BYR CSD CUC CYP DEM EEK ESP FIM FRF GHC GRD GWP HRK IEP ITL LTL
    LUF LVL MGF MRO MTL MZM NLG PTE ROL RUR SDD SIT SKK SLL SRG STD TMM TPE TRL USS VEB VEF XFU YUM
    ZMK ZWD ZWL ZWN ZWR
    """.split())
MINOR_DIGITS = {
    **dict.fromkeys("""
        ADP BEF BIF BYB BYR CLP DJF ESP GNF GRD ISK ITL JPY KMF KRW LUF MGF PTE PYG RWF TPE TRL UGX
        UYI VND VUV XAF XOF XPF XAD XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX XFU
        """.split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    "CLF": 4, "UYW": 4,
}

Purchase = namedtuple("Purchase",
                      "source id time_ms accepted eid amount currency country merchant")


class Number(str):
    """A JSON number as it was written."""


class Rejected(Exception):
    """The reason is its argument."""


class Failure(Exception):
    """What ends the program: an exit status and a line for stderr."""


# --- Decoding ---------------------------------------------------------------------------------

TIMESTAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?"
                       r"(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII)
AMOUNT = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
EXACT = decimal.Context(prec=MAX_LINE_BYTES, Emin=decimal.MIN_EMIN, Emax=decimal.MAX_EMAX)
ROOTS = decimal.Context(prec=40)
CONTROL = {code: None for code in (*range(0x20), *range(0x7F, 0xA0))}
EPOCH_DAY = datetime.date(1970, 1, 1).toordinal()


def parse_timestamp(text):
    """RFC 3339 as milliseconds since 1970, floored; None for anything else."""
    match = TIMESTAMP.fullmatch(text)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    ms = int(((match[7] or "") + "000")[:3])
    if second == 60:
        second, ms = 59, 999
    try:
        days = datetime.date(year, month, day).toordinal() - EPOCH_DAY
    except ValueError:
        return None
    offset_hours, offset_minutes = int(match[9] or 0), int(match[10] or 0)
    if hour > 23 or minute > 59 or second > 59 or offset_hours > 23 or offset_minutes > 59:
        return None
    offset_s = (offset_hours * 60 + offset_minutes) * 60 * (-1 if match[8] == "-" else 1)
    time_ms = (((days * 24 + hour) * 60 + minute) * 60 + second - offset_s) * 1000 + ms
    return time_ms if FIRST_TIME_MS <= time_ms < END_TIME_MS else None


def integer(value):
    """A JSON integer's value; None for anything else."""
    return int(value) if isinstance(value, Number) and re.fullmatch(r"-?\d{1,19}", value) else None


def string(value, reason, present=False):
    """A JSON string, or None where it is absent and may be."""
    if value is None and not present:
        return None
    if not isinstance(value, str) or isinstance(value, Number):
        raise Rejected(reason)
    return value


def decode_time(value):
    if isinstance(value, Number):
        time_ms = integer(value)
        valid = time_ms is not None and FIRST_TIME_MS <= time_ms < END_TIME_MS
        time_ms = time_ms if valid else None
    else:
        time_ms = parse_timestamp(string(value, "time", present=True))
    if time_ms is None:
        raise Rejected("time")
    return time_ms


def decode_amount(value, currency, accepted):
    """In the currency's minor unit; of an unknown currency only the form can be wrong."""
    if not isinstance(value, str) or not (isinstance(value, Number) or AMOUNT.fullmatch(value)):
        raise Rejected("amount")
    try:
        major = decimal.Decimal(value)
    except decimal.InvalidOperation:
        raise Rejected("amount") from None
    if accepted and major < 0:
        raise Rejected("amount")
    if currency is None:
        return None
    minor = major.scaleb(MINOR_DIGITS.get(currency, 2), EXACT)
    if abs(minor) > MAX_AMOUNT or minor != minor.to_integral_value():
        raise Rejected("amount")
    return int(minor)


def decode_coordinate(value, limit):
    if value is None:
        return None
    if not isinstance(value, Number) or abs(decimal.Decimal(value)) > limit:
        raise Rejected("location")
    return value


def decode_purchase(data, source):
    event_id = string(data.get("id"), "id", present=True)
    if not 1 <= len(event_id.encode()) <= 128:
        raise Rejected("id")
    time_ms = decode_time(data.get("time"))
    accepted = string(data.get("status"), "status", present=True).lower() == "accepted"
    eid = integer(data.get("eid"))
    if eid is None or not 1 <= eid < 2**63:
        raise Rejected("eid")
    code = data.get("currency")
    known = isinstance(code, str) and code.isascii() and code.upper() in CURRENCIES
    currency = code.upper() if known else None
    amount = decode_amount(data.get("amount"), currency, accepted)
    if currency is None:
        raise Rejected("currency")
    country = string(data.get("country"), "country")
    if country is not None and not re.fullmatch("[A-Za-z]{2}", country):
        raise Rejected("country")
    lat = decode_coordinate(data.get("lat"), 90)
    lon = decode_coordinate(data.get("lon"), 180)
    if (lat is None) != (lon is None):
        raise Rejected("location")
    merchant = string(data.get("merchant"), "text")
    string(data.get("city"), "text")
    return Purchase(source, event_id, time_ms, accepted, eid, amount, currency,
                    country.lower() if country else None,
                    (merchant or "").translate(CONTROL)[:200])


def decode_object(element, ledger, deploys):
    """A purchase, or None: then the ledger has counted what it is."""
    source = ""
    data = as_dict(element, FIELDS + ENVELOPE)
    if "specversion" in data:
        envelope = data
        data = as_dict(envelope.get("data"), FIELDS)
        for key in ("id", "time", "type"):
            if data.get(key) is None:
                data[key] = envelope.get(key)
        source = string(envelope.get("source"), "json") or ""
    kind = string(data.get("type"), "type")
    kind = "purchase" if kind is None else kind.rsplit(".", 1)[-1]
    if kind == "purchase":
        return decode_purchase(data, source)
    if kind == "heartbeat":
        if data.get("time") is not None:
            decode_time(data["time"])
    elif kind == "deploy":
        if not 1 <= len(string(data.get("id"), "id", present=True).encode()) <= 128:
            raise Rejected("id")
        time_ms = decode_time(data.get("time"))
        service, version = (
            (string(data.get(field), "text") or "").translate(CONTROL)[:100]
            for field in ("service", "version"))
        deploys.setdefault((source, data["id"]), (time_ms, service, version))
    ledger["control" if kind in ("heartbeat", "deploy") else "unknown_type"] += 1
    return None


class Pairs(list):
    """A JSON object as its pairs, so that a repeated key can be seen."""


def as_dict(element, known):
    if not isinstance(element, Pairs):
        raise Rejected("json")
    data = dict(element)
    if len(data) != len(element):
        keys = Counter(key for key, _ in element)
        if any(keys[key] > 1 for key in known):
            raise Rejected("json")
    return data


def no_constant(_):
    raise ValueError("NaN and Infinity are not JSON")


def read_lines(path):
    opened = gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")
    with opened as file:
        content = file.read()
    for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        yield line.removesuffix(b"\r")


def read_purchases(paths, ledger, deploys):
    """The valid purchases in the order read; `deploys` takes the first copy of each."""
    decoder = json.JSONDecoder(object_pairs_hook=Pairs, parse_float=Number, parse_int=Number,
                               parse_constant=no_constant)
    for path in paths:
        for line in read_lines(path):
            if len(line) > MAX_LINE_BYTES:
                elements = [Rejected("length")]
            elif not line.strip():
                continue
            else:
                try:
                    value = decoder.decode(line.decode())
                    elements = value if type(value) is list else [value]
                except (ValueError, RecursionError):
                    elements = [Rejected("json")]
            for element in elements:
                ledger["received"] += 1
                try:
                    if isinstance(element, Rejected):
                        raise element
                    purchase = decode_object(element, ledger, deploys)
                    if purchase:
                        yield purchase
                except Rejected as rejected:
                    ledger[rejected.args[0]] += 1


# --- Figures ----------------------------------------------------------------------------------

def drop_copies(arrivals, at, ledger):
    """The purchases that are counted, whatever T, which is the second `at`."""
    counted = []
    first_copies = {}
    newest = None
    for purchase in arrivals:
        if purchase.time_ms // 1000 <= at and (newest is None or purchase.time_ms > newest):
            newest = purchase.time_ms
        older_ms = 0 if newest is None else newest - purchase.time_ms
        if older_ms > HORIZON_MS:
            ledger["unchecked"] += 1
        else:
            identity = (purchase.source, purchase.id, purchase.accepted)
            first_ms = first_copies.get(identity)
            if first_ms is not None and (newest is None or newest - first_ms <= HORIZON_MS):
                ledger["duplicate"] += 1
                continue
            first_copies[identity] = purchase.time_ms
        if older_ms > LATE_MS:
            ledger["late"] += 1
        ledger["accepted" if purchase.accepted else "not_accepted"] += 1
        counted.append(purchase)
    return counted


def merchant_names(counted):
    newest = {}
    for purchase in counted:
        if purchase.accepted and purchase.merchant:
            given = (purchase.time_ms, purchase.merchant.encode())
            newest[purchase.eid] = max(newest.get(purchase.eid, given), given)
    return {eid: name.decode() for eid, (_, name) in newest.items()}


def half_even(total, count):
    whole, rest = divmod(total, count)
    up = 2 * rest > count or (2 * rest == count and whole % 2 == 1)
    return whole + up


def format_amount(minor, digits):
    """Of an amount that is not negative."""
    if digits == 0:
        return str(minor)
    text = str(minor).rjust(digits + 1, "0")
    return text[:-digits] + "." + text[-digits:]


def counts_by_store(purchases):
    return Counter(purchase.eid for purchase in purchases if purchase.accepted)


def top_rows(window, names, before, by_minute, at):
    """`before`: the list's purchases when it was an hour ago; `by_minute`: (store, minute) -> count
    of what the list counts."""
    counts_before = counts_by_store(before)
    places_before = sorted(counts_before, key=lambda eid: (-counts_before[eid], eid))
    amounts = defaultdict(lambda: defaultdict(list))  # eid -> currency -> amounts
    for purchase in window:
        if purchase.accepted:
            amounts[purchase.eid][purchase.currency].append(purchase.amount)
    counts = {eid: sum(map(len, of.values())) for eid, of in amounts.items()}
    rows = []
    for eid in sorted(counts, key=lambda eid: (-counts[eid], eid))[:10]:
        currency = min(amounts[eid], key=lambda code: (-len(amounts[eid][code]), code))
        sold = amounts[eid][currency]
        average = format_amount(half_even(sum(sold), len(sold)), MINOR_DIGITS.get(currency, 2))
        rows.append({"rank": len(rows) + 1, "eid": eid, "merchant": names.get(eid, ""),
                     "count": counts[eid], "average": average, "currency": currency,
                     "mixed": len(amounts[eid]) > 1,
                     "rank_before":
                         places_before.index(eid) + 1 if eid in counts_before else None,
                     "minutes": [by_minute[eid, at // 60 - ago] for ago in range(60, 0, -1)]})
    return rows


@functools.cache
class LocalClock:
    """What clocks on the wall of `zone` show."""

    def __init__(self, zone):
        self.zone = zone
        self.slots = {}

    def local(self, second):
        return datetime.datetime.fromtimestamp(second, self.zone)

    def slot(self, second):
        """(Monday's local date, hours of the clock from then). Clocks change on whole minutes."""
        minute = second // 60
        if minute not in self.slots:
            local = self.local(minute * 60)
            monday = local.date() - datetime.timedelta(days=local.weekday())
            self.slots[minute] = (monday, local.weekday() * 24 + local.hour)
        return self.slots[minute]


def week_figures(counted, at, clock):
    this_monday, current_slot = clock.slot(at)
    accepted = Counter(clock.slot(purchase.time_ms // 1000) for purchase in counted
                       if purchase.accepted)
    start = None
    series = []
    for weeks_ago in range(4):
        monday = this_monday - datetime.timedelta(days=7 * weeks_ago)
        midnight = (monday.toordinal() - EPOCH_DAY) * 24 * 60
        minutes = [minute for minute in range(midnight - 2 * 1440, midnight + 9 * 1440)
                   if clock.slot(minute * 60)[0] == monday]
        lengths = Counter(clock.slot(minute * 60)[1] for minute in minutes)
        if weeks_ago == 0:
            start = clock.local(minutes[0] * 60).isoformat()
        series.append({
            "weeks_ago": weeks_ago,
            "counts": [None if lengths[slot] == 0 or (weeks_ago == 0 and slot > current_slot)
                       else accepted[monday, slot] for slot in range(168)],
            "hours": [lengths[slot] // 60 if lengths[slot] % 60 == 0 else lengths[slot] / 60
                      for slot in range(168)]})
    return {"start": start, "series": series}


def easter(year):
    """Gauss's rule with Lichtenberg's correction, in days of March."""
    century = year // 100
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun = 2 - (3 * century + 3) // 4
    golden = year % 19
    seed = (19 * golden + moon) % 30
    correction = (seed + golden // 11) // 29
    limit = 21 + seed - correction
    sunday = 7 - (year + year // 4 + sun) % 7
    day = limit + 7 - (limit - sunday) % 7
    return datetime.date(year, 3, 1) + datetime.timedelta(days=day - 1)


@functools.cache
def swedish_holidays(year):
    """Lag (1989:253) om allmänna helgdagar, but for the Sundays without a name."""
    def saturday_from(month, day):
        first = datetime.date(year, month, day)
        return first + datetime.timedelta(days=(5 - first.weekday()) % 7)
    sunday = easter(year)
    after = {-2: "Good Friday", 0: "Easter Day", 1: "Easter Monday", 39: "Ascension Day",
             49: "Whit Sunday"}
    days = {sunday + datetime.timedelta(days=days): name for days, name in after.items()}
    days[saturday_from(6, 20)] = "Midsummer Day"
    days[saturday_from(10, 31)] = "All Saints' Day"
    for month, day, name in ((1, 1, "New Year's Day"), (1, 6, "Epiphany"), (5, 1, "May Day"),
                             (12, 25, "Christmas Day"), (12, 26, "Boxing Day")):
        days[datetime.date(year, month, day)] = name
    if year >= 2005:
        days[datetime.date(year, 6, 6)] = "National Day"
    else:
        days[sunday + datetime.timedelta(days=50)] = "Whit Monday"
    return days


class Judge:
    """Whether the purchases are what is usual. What lies from the first purchase to the last one
    of the files is known."""

    def __init__(self, arrivals, counted, zone, holidays):
        self.zone = zone
        self.holidays = holidays
        self.known = (min(purchase.time_ms for purchase in arrivals),
                      max(purchase.time_ms for purchase in arrivals))
        self.accepted = Counter(purchase.time_ms // 60_000 for purchase in counted
                                if purchase.accepted)

    def is_known(self, begin, end):
        missing_ms = max(0, self.known[0] - begin * 1000) + max(0, end * 1000 - self.known[1] - 1)
        return missing_ms <= HOLE_MS

    def count(self, begin, end):
        return sum(self.accepted[minute] for minute in range(begin // 60, end // 60))

    def weeks_before(self, second, weeks):
        shown = datetime.datetime.fromtimestamp(second, self.zone).replace(tzinfo=None)
        then = shown - datetime.timedelta(days=7 * weeks)
        return int(then.replace(tzinfo=self.zone).timestamp())

    def holiday(self, begin, end):
        """The name of the first one that minutes lie on."""
        for minute in range(begin // 60, end // 60):
            date = datetime.datetime.fromtimestamp(minute * 60, self.zone).date()
            if self.holidays == "se" and date in swedish_holidays(date.year):
                return swedish_holidays(date.year)[date]
        return None

    def at(self, end):
        for minutes in (15, 30, 60):
            begin = end - minutes * 60
            found = {"call": "cannot tell", "from": begin, "to": end}
            if not self.is_known(begin, end):
                return found | {"reason": "not listened to"}
            found["observed"] = self.count(begin, end)
            if self.holiday(begin, end):
                return found | {"call": "holiday", "reason": self.holiday(begin, end)}
            compared = []
            for weeks in (1, 2, 3):
                then = (self.weeks_before(begin, weeks), self.weeks_before(end, weeks))
                if (then[1] - then[0] == end - begin and self.is_known(*then)
                        and not self.holiday(*then)):
                    compared.append(self.count(*then))
            if not compared:
                return found | {"call": "no comparison"}
            low = max(0, min(compared) - 3 * ROOTS.sqrt(min(compared)))
            high = max(compared) + 3 * ROOTS.sqrt(max(compared))
            found["expected"] = math.floor(statistics.median(compared))
            found["least"], found["most"] = math.ceil(low), math.floor(high)
            if found["expected"] < 30:
                continue
            observed = found["observed"]
            call = "low" if observed < low else "high" if observed > high else "usual"
            return found | {"call": call}
        return found | {"call": "too few"}

    def verdict(self, at):
        end = (at - 60) // 60 * 60
        found = self.at(end)
        if found["call"] in ("low", "high"):
            since = end
            while since > end - 86_400 and self.at(since - 60)["call"] == found["call"]:
                since -= 60
            if since > end - 120:
                found["call"] = "usual"
            else:
                found["since"] = since
        return {key: format_time(value * 1000) if key in ("from", "to", "since") else value
                for key, value in found.items()}


def hour_of_slot(clock, monday, slot, near):
    """The first minute of a slot near that second, where it is one UTC hour; else None."""
    minutes = [minute for minute in range(near // 60 - 300, near // 60 + 300)
               if clock.slot(minute * 60) == (monday, slot)]
    whole = minutes and minutes[0] % 60 == 0 and minutes == [*range(minutes[0], minutes[0] + 60)]
    return minutes[0] if whole else None


def ghosts(counted, judge, clock, names, at):
    """Stores that are usual in this hour of the week and have sold next to nothing in it."""
    monday, slot = clock.slot(at)
    hours = [hour_of_slot(clock, monday - datetime.timedelta(days=7 * ago), slot,
                          at - 7 * 86_400 * ago) for ago in range(4)]
    if hours[0] is None:
        return []
    elapsed = at // 60 - hours[0]
    begin = hours[0] * 60
    if (elapsed < 15 or not judge.is_known(begin, begin + elapsed * 60)
            or judge.holiday(begin, begin + 3600)):
        return []

    def sold(first_minute, minutes):
        return counts_by_store(purchase for purchase in counted
                               if 0 <= purchase.time_ms // 60_000 - first_minute < minutes)

    weeks = [sold(hour, 60) for hour in hours[1:]
             if hour is not None and judge.is_known(hour * 60, hour * 60 + 3600)
             and not judge.holiday(hour * 60, hour * 60 + 3600)]
    on_top = Counter(eid for week in weeks
                     for eid in sorted(week, key=lambda eid: (-week[eid], eid))[:10])
    now = sold(hours[0], elapsed)
    found = []
    for eid in sorted(on_top):
        usual = math.floor(statistics.median(week[eid] for week in weeks))
        sixtieths = usual * elapsed
        if on_top[eid] >= 2 and sixtieths >= 30 * 60 and now[eid] * 300 < sixtieths:
            found.append({"eid": eid, "merchant": names.get(eid, ""),
                          "expected": sixtieths // 60, "so_far": now[eid]})
    return sorted(found, key=lambda ghost: ghost["so_far"] - ghost["expected"])


def format_time(time_ms):
    time = datetime.datetime.fromtimestamp(time_ms // 1000, datetime.timezone.utc)
    return f"{time:%Y-%m-%dT%H:%M:%S}.{time_ms % 1000:03}Z"


def report(paths, at_ms, zone_name, exclude, holidays=None):
    """The report as a dictionary."""
    try:
        zone = zoneinfo.ZoneInfo(zone_name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise Failure(2, f"unknown zone {zone_name}") from None
    ledger = Counter()
    deploys = {}
    arrivals = list(read_purchases(paths, ledger, deploys))
    if not arrivals:
        raise Failure(1, "no valid purchase")
    if at_ms is None:
        at_ms = max(purchase.time_ms for purchase in arrivals)
    at = at_ms // 1000

    counted = [purchase for purchase in drop_copies(arrivals, at, ledger)
               if purchase.time_ms // 1000 <= at]
    hour = [purchase for purchase in counted if purchase.time_ms // 1000 > at - 3600]
    windows = {
        "hour": hour,
        "hour_excluding": [purchase for purchase in hour if purchase.country not in exclude],
        "day": [purchase for purchase in counted
                if purchase.time_ms // 60_000 > at // 60 - 1440],
    }
    def before(minutes, purchases):
        return [purchase for purchase in purchases
                if 61 <= at // 60 - purchase.time_ms // 60_000 < 61 + minutes]

    def by_minute(purchases):
        return Counter((purchase.eid, purchase.time_ms // 60_000) for purchase in purchases
                       if purchase.accepted)

    elsewhere = [purchase for purchase in counted if purchase.country not in exclude]
    clock = LocalClock(zone)
    marks = sorted(deploy for deploy in deploys.values() if deploy[0] // 1000 <= at
                   and clock.slot(deploy[0] // 1000)[0] == clock.slot(at)[0])
    names = merchant_names(counted)
    compared = {
        "hour": (before(60, counted), by_minute(counted)),
        "hour_excluding": (before(60, elsewhere), by_minute(elsewhere)),
        "day": (before(1440, counted), by_minute(counted)),
    }
    judge = Judge(arrivals, counted, zone, holidays or (
        "se" if zone_name == "Europe/Stockholm" else "none"))
    return {
        "at": format_time(at_ms), "zone": zone_name, "exclude": sorted(exclude),
        "top": {name: top_rows(window, names, *compared[name], at)
                for name, window in windows.items()},
        "totals": {name: sum(purchase.accepted for purchase in window)
                   for name, window in windows.items()},
        "attempts": {name: len(window) for name, window in windows.items()},
        "week": week_figures(counted, at, clock),
        "verdict": judge.verdict(at),
        "ghosts": ghosts(counted, judge, clock, names, at),
        "deploys": [{"time": format_time(time_ms), "service": service, "version": version}
                    for time_ms, service, version in marks],
        "ledger": {
            **{name: ledger[name] for name in (
                "received", "accepted", "not_accepted", "duplicate", "future", "control",
                "unknown_type")},
            "rejected": sum(ledger[reason] for reason in REASONS),
            "late": ledger["late"], "unchecked": ledger["unchecked"],
            "rejected_by_reason": {reason: ledger[reason] for reason in REASONS}},
    }


def system_zone():
    if os.environ.get("TZ"):
        return os.environ["TZ"].removeprefix(":")
    _, found, name = os.path.realpath("/etc/localtime").partition("/zoneinfo/")
    return name if found else "UTC"


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--at", metavar="T", help="RFC 3339 or milliseconds since 1970")
    parser.add_argument("--zone", metavar="Z", default=system_zone())
    parser.add_argument("--exclude", default="se,fi")
    options = parser.parse_args(arguments)
    try:
        at_ms = options.at
        if at_ms is not None:
            at_ms = int(at_ms) if at_ms.isdecimal() else parse_timestamp(at_ms)
            if at_ms is None:
                raise Failure(2, f"--at {options.at} is no time")
        exclude = {code.lower() for code in options.exclude.split(",") if code}
        figures = report(options.files, at_ms, options.zone, exclude)
    except (OSError, EOFError, zlib.error) as error:
        print(f"report.py: {error}", file=sys.stderr)
        return 2
    except Failure as failure:
        print(f"report.py: {failure.args[1]}", file=sys.stderr)
        return failure.args[0]
    print(json.dumps(figures, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
