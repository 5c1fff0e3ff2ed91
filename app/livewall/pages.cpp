// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/pages.h"

#include "resources/resources.h"
#include "widgets/desk/deskpage.h"
#include "widgets/map/mappage.h"
#include "widgets/top/toppage.h"
#include "widgets/week/weekpage.h"

namespace livewall::app {

namespace {

std::unique_ptr<widgets::Page> makeMap(const WindowArguments& arguments)
{
    auto map = std::make_unique<widgets::MapPage>(resources::tileFolder(arguments.theme->name),
                                                  *arguments.theme);
    map->setTour(arguments.is_touring);
    return map;
}

std::unique_ptr<widgets::Page> makePage(PageKind kind, const WindowArguments& arguments)
{
    switch (kind) {
    case PageKind::Top:
        return std::make_unique<widgets::TopPage>(*arguments.theme);
    case PageKind::Hour:
        return std::make_unique<widgets::TopPage>(view::TopList::Hour, *arguments.theme);
    case PageKind::Excluding:
        return std::make_unique<widgets::TopPage>(view::TopList::Excluding, *arguments.theme);
    case PageKind::Day:
        return std::make_unique<widgets::TopPage>(view::TopList::Day, *arguments.theme);
    case PageKind::Map:
        return makeMap(arguments);
    case PageKind::Desk:
        return std::make_unique<widgets::DeskPage>(*arguments.theme);
    case PageKind::Week:
        return std::make_unique<widgets::WeekPage>(*arguments.theme);
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
