// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/purchaselog.h"

#include "models/event/timestamp.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace livewall::e2e {

namespace {

constexpr qsizetype kRecent = 3000;

struct Money
{
    const char* currency;
    int digits;
};
constexpr std::array<Money, 4> kMoney = {{{"SEK", 2}, {"EUR", 2}, {"JPY", 0}, {"KWD", 3}}};
constexpr std::array kCountries = {"se", "fi", "no", "de", "jp"};

QByteArray timeText(qint64 time_ms)
{
    return QByteArray::fromStdString(event::formatTimestamp(time_ms));
}

} // namespace

PurchaseLog::PurchaseLog(const QString& path, QByteArray prefix, quint32 seed, qint64 latest_ms)
    : path_(path), prefix_(std::move(prefix)), latest_ms_(latest_ms), random_(seed), file_(path)
{
    const bool is_open =
        file_.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
    Q_ASSERT(is_open);
}

void PurchaseLog::write(qint64 time_ms)
{
    last_ms_ = time_ms;
    QByteArray lines;
    if (next_id_ == 1)
        lines = fresh("accepted", time_ms) + '\n';
    for (int i = random_.bounded(1, 20); i > 0; --i)
        lines += line(time_ms - random_.bounded(3000)) + '\n';
    const qsizetype first = random_.bounded(4) == 0 ? lines.size() * 2 / 3 : lines.size();
    append(lines.first(first));
    append(lines.sliced(first));
}

void PurchaseLog::rotate()
{
    if (random_.bounded(2) == 0)
        append(fresh("accepted", last_ms_));
    rotated_.append(u"%1.%2"_s.arg(path_).arg(rotated_.size() + 1));
    QFile::rename(path_, rotated_.last());
    file_.close();
    file_.setFileName(path_);
    file_.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
}

void PurchaseLog::append(const QByteArray& bytes)
{
    const qint64 written = file_.write(bytes);
    Q_ASSERT(written == bytes.size());
}

QByteArray PurchaseLog::line(qint64 time_ms)
{
    const int dice = random_.bounded(100);
    if (dice < 2)
        return R"({"type":"heartbeat"})";
    if (dice < 3)
        return R"({"type":"deploy","id":"d)" + prefix_ + QByteArray::number(next_id_++) +
               R"(","time":")" + timeText(time_ms) + R"(","service":"till","version":"2"})";
    if (dice < 6)
        return junk();
    if (dice < 16 && !recent_.isEmpty())
        return recent_[random_.bounded(recent_.size())];
    if (dice < 26) {
        const QByteArray pending = fresh("pending", time_ms);
        pending_.append(pending);
        return pending;
    }
    if (dice < 34 && !pending_.isEmpty()) {
        QByteArray accepted = pending_.takeAt(random_.bounded(pending_.size()));
        accepted.replace("\"pending\"", "\"accepted\"");
        return accepted;
    }
    if (dice < 36 && !recent_.isEmpty()) {
        QByteArray cancelled = recent_[random_.bounded(recent_.size())];
        cancelled.replace("\"accepted\"", "\"cancelled\"");
        return cancelled;
    }
    if (dice < 42)
        return fresh("accepted", time_ms - random_.bounded(latest_ms_));
    if (dice < 44)
        return '[' + fresh("accepted", time_ms) + ',' + fresh("declined", time_ms) + ",{}]";
    return fresh("accepted", time_ms);
}

QByteArray PurchaseLog::fresh(const QByteArray& status, qint64 time_ms)
{
    const Money& money = kMoney[random_.bounded(quint32{kMoney.size()})];
    const int eid = 1 + random_.bounded(1 + random_.bounded(40)); // some have many
    QByteArray amount = QByteArray::number(random_.bounded(1, 100'000));
    if (money.digits > 0)
        amount += '.' + QByteArray::number(random_.bounded(100)).rightJustified(money.digits, '0');
    // A store is renamed now and then.
    const QByteArray name =
        "Store " + QByteArray::number(eid) + (random_.bounded(50) == 0 ? " AB" : "");
    QByteArray made = R"({"id":")" + prefix_ + QByteArray::number(next_id_++) + R"(","time":")" +
                      timeText(time_ms) + R"(","status":")" + status + R"(","eid":)" +
                      QByteArray::number(eid) + R"(,"amount":")" + amount + R"(","currency":")" +
                      money.currency + R"(","country":")" +
                      kCountries[random_.bounded(quint32{kCountries.size()})] +
                      R"(","merchant":")" + name + R"("})";
    recent_.append(made);
    if (recent_.size() > kRecent)
        recent_.removeFirst();
    return made;
}

QByteArray PurchaseLog::junk()
{
    switch (random_.bounded(6)) {
    case 0:
        return "<html>502 Bad Gateway</html>";
    case 1:
        return {}; // a blank line is no event
    case 2:
        return R"({"type":"refund","id":"1"})";
    case 3:
        return fresh("accepted", 0).replace("\"currency\":\"", "\"currency\":\"X");
    case 4:
        return fresh("accepted", 0); // before 2000
    default:
        return QByteArray(70'000, 'x');
    }
}

} // namespace livewall::e2e
