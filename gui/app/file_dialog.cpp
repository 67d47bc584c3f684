#include "app/file_dialog.h"

#include "views/themed.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QToolButton>
#include <QTreeView>

namespace pk::gui {

namespace {

/// The columns of Qt's own dialog.
enum Column { Name, Size, Type, Date };

/// Qt's own dialog, where the desktop has none: a list in which `hidden` columns say nothing.
void dress(QFileDialog &dialog, std::initializer_list<Column> hidden)
{
    constexpr int kWidth = 760;
    constexpr int kHeight = 480;
    dialog.setAttribute(Qt::WA_DeleteOnClose);
    dialog.setViewMode(QFileDialog::Detail);
    dialog.resize(px(kWidth), px(kHeight));
    for (const char *mode : {"listModeButton", "detailModeButton"}) {
        if (auto *button = dialog.findChild<QToolButton *>(QLatin1String(mode)))
            button->hide();
    }
    auto *files = dialog.findChild<QTreeView *>();
    if (files == nullptr)
        return;
    for (const Column column : hidden)
        files->hideColumn(column);
    files->header()->setStretchLastSection(false);
    files->header()->setSortIndicatorShown(false);
    files->header()->setSectionResizeMode(Name, QHeaderView::Stretch);
    files->header()->setSectionResizeMode(Size, QHeaderView::ResizeToContents);
    files->header()->setSectionResizeMode(Date, QHeaderView::ResizeToContents);
}

} // namespace

QFileDialog *newFolderDialog(QWidget *parent, const QString &title, const QString &folder)
{
    auto *dialog = new QFileDialog(parent, title, folder);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dress(*dialog, {Size, Type}); // the same for all
    return dialog;
}

QFileDialog *newFileDialog(QWidget *parent, const QString &title, const QString &filter)
{
    auto *dialog = new QFileDialog(parent, title, {}, filter);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dress(*dialog, {Type});
    return dialog;
}

} // namespace pk::gui
