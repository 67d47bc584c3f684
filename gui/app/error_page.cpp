#include "app/error_page.h"

#include "views/error_banner.h"
#include "views/themed.h"

#include <QStringList>
#include <QVBoxLayout>

namespace pk::gui {

ErrorPage::ErrorPage(const QStringList &errors, QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    for (auto error = errors.rbegin(); error != errors.rend(); ++error) {
        auto *banner = new ErrorBanner(this);
        banner->show(ErrorBanner::Severity::Error, *error);
        column->addWidget(banner);
    }
    column->addStretch();
    onTheme(this, [column] {
        column->setContentsMargins(px(20), px(16), px(20), px(16));
        column->setSpacing(px(8));
    });
}

} // namespace pk::gui
