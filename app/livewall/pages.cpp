// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/pages.h"

#include "resources/resources.h"
#include "widgets/map/mappage.h"
#include "widgets/top/toppage.h"
#include "widgets/week/weekpage.h"

using namespace Qt::StringLiterals;

namespace livewall::app {

namespace {

std::unique_ptr<widgets::Page> makeMap(bool is_touring)
{
    auto map = std::make_unique<widgets::MapPage>(resources::tileFolder(u"dark"_s));
    map->setTour(is_touring);
    return map;
}

std::unique_ptr<widgets::Page> makePage(PageKind kind, const WindowArguments& arguments)
{
    switch (kind) {
    case PageKind::Top:
        return std::make_unique<widgets::TopPage>();
    case PageKind::Hour:
        return std::make_unique<widgets::TopPage>(view::TopList::Hour);
    case PageKind::Excluding:
        return std::make_unique<widgets::TopPage>(view::TopList::Excluding);
    case PageKind::Day:
        return std::make_unique<widgets::TopPage>(view::TopList::Day);
    case PageKind::Map:
        return makeMap(arguments.is_touring);
    case PageKind::Week:
        return std::make_unique<widgets::WeekPage>();
    }
    Q_UNREACHABLE_RETURN(nullptr);
}

} // namespace

std::vector<std::unique_ptr<widgets::Page>> makePages(const WindowArguments& arguments)
{
    std::vector<std::unique_ptr<widgets::Page>> pages;
    for (const PageKind kind : arguments.pages) {
        pages.push_back(makePage(kind, arguments));
        pages.back()->setName(QString::fromStdString(std::string(nameOf(kind))));
    }
    return pages;
}

} // namespace livewall::app
