#include "app/fidelity_page.h"

#include "app/node_log_view.h"
#include "views/command_box.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QHBoxLayout>

namespace pk::gui {

namespace {

struct Look
{
    Accent accent;
    Mark mark;
    QString word;
};

Look lookOf(FidelityRow::State state)
{
    switch (state) {
    case FidelityRow::State::Real:
        return {GreenAccent, Mark::Dot, QCoreApplication::translate("app", "real")};
    case FidelityRow::State::Emulated:
        return {AmberAccent, Mark::Triangle, QCoreApplication::translate("app", "emulated")};
    case FidelityRow::State::Absent:
        break;
    }
    return {PlainAccent, Mark::Square, QCoreApplication::translate("app", "not here")};
}

} // namespace

FidelityPage::FidelityPage(const Environment &environment, QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    for (const FidelityRow &row : environment.fidelity) {
        auto *what = new TextLabel(TextRole::Strong, Token::Text, this);
        what->setText(row.what);
        what->setWordWrap(true);
        auto *how = new TextLabel(TextRole::Small, Token::Muted, this);
        how->setText(row.how);
        how->setWordWrap(true);
        const Look look = lookOf(row.state);
        auto *pill = new Pill(look.accent, look.word, this);
        pill->setMark(look.mark);
        pill->setSmall(true);
        auto *head = new QHBoxLayout;
        head->addWidget(what, 1);
        head->addWidget(pill, 0, Qt::AlignTop);
        auto *block = new QVBoxLayout;
        block->addLayout(head);
        block->addWidget(how);
        column->addLayout(block);
        onTheme(pill, [head, block] {
            head->setSpacing(px(8));
            block->setSpacing(px(3));
        });
    }
    if (!environment.nodeLogs.isEmpty()) {
        auto *command = new CommandBox(this);
        command->setObjectName(QStringLiteral("brokerLogs"));
        command->setCommand(environment.logCommand);
        auto *block = new QVBoxLayout;
        block->addWidget(new NodeLogView(environment.nodeLogs, this));
        block->addWidget(command);
        column->addLayout(block);
        onTheme(command, [block] { block->setSpacing(px(6)); });
    }
    column->addStretch();
    onTheme(this, [column] {
        column->setContentsMargins(px(20), px(16), px(20), px(16));
        column->setSpacing(px(16));
    });
}

} // namespace pk::gui
