#include "app/node_log_view.h"

#include "environment/local_folders.h"
#include "views/edit_height.h"
#include "views/icon_button.h"
#include "views/segmented_control.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPlainTextEdit>

#include <vector>

namespace pk::gui {

namespace {

constexpr int kLines = 200;
constexpr int kVisibleLines = 16;

/// Its folder is named after the node.
QString titleOf(const QString &log)
{
    const QString folder = QFileInfo(log).dir().dirName();
    return QCoreApplication::translate("app", "Node %1").arg(folder.section(u'-', -1));
}

std::vector<SegmentedControl::Option> optionsOf(const QStringList &logs)
{
    std::vector<SegmentedControl::Option> options;
    for (const QString &log : logs)
        options.push_back({log, titleOf(log), {}});
    return options;
}

} // namespace

NodeLogView::NodeLogView(const QStringList &logs, QWidget *parent)
    : QWidget(parent)
    , m_nodes(new SegmentedControl(this))
    , m_text(new QPlainTextEdit(this))
{
    auto *title = new TextLabel(TextRole::Strong, Token::Text, this);
    title->setText(QCoreApplication::translate("app", "What the brokers write down"));
    auto *again = new IconButton(QStringLiteral("refresh"),
                                 QCoreApplication::translate("app", "Read the log again"), this);
    again->setObjectName(QStringLiteral("readLogAgain"));
    again->setLook(IconButton::Look::Outlined);
    again->setSmall(true);
    m_nodes->setObjectName(QStringLiteral("logNodes"));
    m_nodes->setOptions(optionsOf(logs));
    m_nodes->setVisible(logs.size() > 1);
    m_text->setObjectName(QStringLiteral("nodeLog"));
    m_text->setAccessibleName(title->text());
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(QCoreApplication::translate("app", "Nothing yet."));
    auto *head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(again);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(head);
    column->addWidget(m_nodes, 0, Qt::AlignLeft);
    column->addWidget(m_text);
    onTheme(this, [this, column] {
        column->setSpacing(px(6));
        m_text->setFont(Theme::instance().font(TextRole::MonoSmall));
        m_text->setFixedHeight(heightOfLines(*m_text, TextRole::MonoSmall, kVisibleLines));
    });
    connect(again, &IconButton::clicked, this, &NodeLogView::read);
    connect(m_nodes, &SegmentedControl::chosen, this, &NodeLogView::read);
    read();
}

void NodeLogView::read()
{
    m_text->setPlainText(environment::lastLines(m_nodes->current(), kLines).join(u'\n'));
    m_text->moveCursor(QTextCursor::End);
    m_text->ensureCursorVisible();
}

} // namespace pk::gui
