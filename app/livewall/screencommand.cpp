// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/screencommand.h"

#include "app/options/commandline.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace livewall::app {

ScreenCommand::ScreenCommand(const CLI::App& app, int patience_ms) : app_(app)
{
    patience_.setSingleShot(true);
    patience_.setInterval(patience_ms);
    QObject::connect(&patience_, &QTimer::timeout, &patience_, [this] {
        say(u"is not done after %1 s and was ended"_s.arg(patience_.interval() / 1000));
        end();
    });
}

ScreenCommand::~ScreenCommand()
{
    end();
}

void ScreenCommand::run(const std::vector<std::string>& command)
{
    end();
    if (command.empty())
        return;
    QStringList words;
    for (const std::string& word : command)
        words.push_back(QString::fromStdString(word));
    process_ = std::make_unique<QProcess>();
    process_->setProgram(words.takeFirst());
    process_->setArguments(words);
    process_->setProcessChannelMode(QProcess::ForwardedChannels);
    process_->setStandardInputFile(QProcess::nullDevice());
    // The wall's own blocked signals are not its.
    process_->setUnixProcessParameters(QProcess::UnixProcessFlag::ResetSignalHandlers);
    QObject::connect(process_.get(), &QProcess::errorOccurred, &patience_,
                     [this](QProcess::ProcessError error) {
                         if (error != QProcess::FailedToStart)
                             return;
                         patience_.stop();
                         say(u"cannot be started: "_s + process_->errorString());
                     });
    QObject::connect(process_.get(), &QProcess::finished, &patience_,
                     [this](int status, QProcess::ExitStatus how) {
                         patience_.stop();
                         if (how == QProcess::CrashExit)
                             say(u"was ended by a signal"_s);
                         else if (status != 0)
                             say(u"ended with status %1"_s.arg(status));
                     });
    patience_.start();
    process_->start();
}

void ScreenCommand::say(const QString& what) const
{
    complain(app_, QString(process_->program() + u' ' + what).toStdString());
}

void ScreenCommand::end()
{
    patience_.stop();
    if (!process_)
        return;
    process_->disconnect(&patience_);
    process_->kill();
    process_->waitForFinished();
    process_.reset();
}

} // namespace livewall::app
