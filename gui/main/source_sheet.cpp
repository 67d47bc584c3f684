#include "main/source_sheet.h"

#include "views/command_box.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pk::gui {

namespace {

using Kind = SourceChoice::Kind;

TextLabel *addText(QVBoxLayout *column, Token token, const QString &text)
{
    auto *label = new TextLabel(TextRole::Small, token, column->parentWidget());
    label->setWordWrap(true);
    label->setText(text);
    column->addWidget(label);
    return label;
}

template <typename Control>
Control *addField(QVBoxLayout *column, const char *name, const QString &title, const QString &help)
{
    TextLabel *label = addText(column, Token::Muted, title);
    auto *control = new Control(column->parentWidget());
    control->setObjectName(QLatin1String(name));
    control->setAccessibleName(title);
    label->setBuddy(control);
    column->addWidget(control);
    if (!help.isEmpty())
        addText(column, Token::Subtle, help);
    return control;
}

} // namespace

SourceSheet::SourceSheet(Controller &controller, QWidget *parent)
    : Sheet(parent)
    , m_controller(controller)
    , m_use(new QPushButton(this))
{
    setObjectName(QStringLiteral("sourceSheet"));
    m_use->setObjectName(QStringLiteral("useSource"));
    m_use->setDefault(true);
    addToFooter(m_use);
    connect(m_use, &QPushButton::clicked, this, &SourceSheet::use);
    connect(&controller, &Controller::sourceChanged, this, [this] {
        if (std::exchange(m_asked, false))
            close();
    });
    connect(&controller, &Controller::commandFailed, this,
            [this](const QString &, const QString &why, Command command) {
                if (command == Command::SetSource && std::exchange(m_asked, false))
                    sayError(why);
            });
}

void SourceSheet::ask(Kind kind)
{
    m_choice = m_controller.source();
    m_choice.kind = kind;
    m_asked = false;
    build();
    open();
}

void SourceSheet::build()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    switch (m_choice.kind) {
    case Kind::Rest:
        buildRest(column);
        break;
    case Kind::Topic:
        buildTopic(column);
        break;
    default:
        buildPolling(column);
        break;
    }
    m_error = addText(column, Token::RoseText, {});
    m_error->setObjectName(QStringLiteral("sourceError"));
    m_error->hide();
    column->addStretch();
    onTheme(content, [column] {
        column->setContentsMargins(px(20), px(16), px(20), px(16));
        column->setSpacing(px(8));
    });
    m_use->setText(QCoreApplication::translate("main", "Use this source"));
    setContent(content);
}

void SourceSheet::buildPolling(QVBoxLayout *column)
{
    setHeader(QStringLiteral("history"), AmberAccent,
              QCoreApplication::translate("main", "Poll the campus database"),
              QCoreApplication::translate("main", "asked again and again for what is new"));
    auto *order = addField<QComboBox>(
        column, "pollOrder", QCoreApplication::translate("main", "What tells that a row is new"),
        QCoreApplication::translate("main",
                                    "Polling sees states, not changes: it misses every delete, and every "
                                    "state that was overwritten before the next look. By id it misses all "
                                    "changes, too. Compare it with change data capture."));
    order->addItem(QCoreApplication::translate("main", "The time of change (updated_at)"));
    order->addItem(QCoreApplication::translate("main", "The number (id): new rows alone"));
    order->setCurrentIndex(m_choice.pollById ? 1 : 0);
    m_read = [order](SourceChoice &choice) { choice.pollById = order->currentIndex() == 1; };
}

void SourceSheet::buildRest(QVBoxLayout *column)
{
    setHeader(QStringLiteral("external"), AmberAccent, QCoreApplication::translate("main", "Read a REST API"),
              QCoreApplication::translate("main", "page after page, with ETag and retries"));
    auto *url =
        addField<QLineEdit>(column, "restUrl", QCoreApplication::translate("main", "Address"),
                            QCoreApplication::translate(
                                "main",
                                "Left empty, the campus's own API is started on this machine and read. Of "
                                "another one, /orders and /activities are read."));
    url->setPlaceholderText(QStringLiteral("http://127.0.0.1:%1").arg(kCampusApiPort));
    url->setText(m_choice.url);
    auto *paging = addField<QComboBox>(
        column, "restPaging", QCoreApplication::translate("main", "Paging"),
        QCoreApplication::translate("main",
                                    "How the API names its next page. Page numbers shift "
                                    "when an earlier row is deleted; the others do not."));
    // In the order of SourceChoice::Paging.
    paging->addItem(QCoreApplication::translate("main", "By cursor (next_cursor)"));
    paging->addItem(QCoreApplication::translate("main", "By link (the Link header)"));
    paging->addItem(QCoreApplication::translate("main", "By page number"));
    paging->setCurrentIndex(static_cast<int>(m_choice.paging));
    m_read = [url, paging](SourceChoice &choice) {
        choice.url = url->text().trimmed();
        choice.paging = static_cast<SourceChoice::Paging>(std::max(0, paging->currentIndex()));
    };
}

void SourceSheet::buildTopic(QVBoxLayout *column)
{
    setHeader(QStringLiteral("topic"), AmberAccent, QCoreApplication::translate("main", "Read another topic"),
              QCoreApplication::translate("main", "that another program writes"));
    auto *name =
        addField<QLineEdit>(column, "topicName", QCoreApplication::translate("main", "Topic"),
                            QCoreApplication::translate(
                                "main",
                                "Its messages are JSON objects like those of raw_orders; they are taken as "
                                "they are and sent on. The topic must be there: write its first message "
                                "with kcat, for example."));
    name->setPlaceholderText(QStringLiteral("orders_from_outside"));
    name->setText(m_choice.topic);
    auto *write = new CommandBox(column->parentWidget());
    write->setObjectName(QStringLiteral("topicCommand"));
    write->setCommand(
        QStringLiteral("kcat -b %1 -t orders_from_outside -P").arg(m_controller.commandTarget().bootstrap));
    column->addWidget(write);
    m_read = [name](SourceChoice &choice) { choice.topic = name->text().trimmed(); };
}

void SourceSheet::use()
{
    m_read(m_choice);
    m_error->hide();
    m_asked = true;
    m_controller.setSource(m_choice);
}

void SourceSheet::sayError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->show();
}

void SourceSheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange && isOpen()) {
        m_read(m_choice);
        build();
    }
    Sheet::changeEvent(event);
}

} // namespace pk::gui
