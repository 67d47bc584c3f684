#include "pages/messages/message_detail.h"

#include "base/json_text.h"
#include "bridge/failure_text.h"
#include "bridge/key_text.h"
#include "bridge/reproduce.h"
#include "bridge/text.h"
#include "domain/headers.h"
#include "pages/messages/event_mark.h"
#include "pages/messages/json_delegate.h"
#include "pages/messages/key_partition_box.h"
#include "pages/messages/message_model.h"
#include "pages/messages/message_text.h"
#include "pages/messages/outcome.h"
#include "pages/messages/parts.h"
#include "pages/messages/path_strip.h"
#include "theme/painting.h"
#include "views/command_box.h"
#include "views/empty_state.h"
#include "views/error_banner.h"
#include "views/icon_button.h"
#include "views/key_value_rows.h"
#include "views/segmented_control.h"
#include "views/table_setup.h"
#include "views/text_label.h"
#include "views/themed.h"
#include "views/whole_rows.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDateTime>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QTreeView>

namespace pk::gui {

namespace {

enum Tab { Json, Raw, Hex, Headers };

constexpr std::size_t kShownRaw = 256 * 1024;
constexpr std::size_t kShownHex = 64 * 1024;

QPlainTextEdit *newText(const QString &name)
{
    auto *text = new QPlainTextEdit;
    text->setObjectName(name);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setFrameShape(QFrame::NoFrame);
    return text;
}

} // namespace

MessageDetail::MessageDetail(QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget(this))
    , m_nothing(new EmptyState(QStringLiteral("messages")))
{
    setObjectName(QStringLiteral("messageDetail"));
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    QWidget *payload = makePayload();
    QScrollArea *facts = scrolled(makeFacts());
    column->addWidget(payload, 3);
    column->addWidget(new Rule(page));
    column->addWidget(facts, 2);
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(page);
    auto *whole = new QVBoxLayout(this);
    whole->addWidget(m_pages);
    onTheme(this, [this, whole, facts] {
        whole->setContentsMargins(hairline(), hairline(), hairline(), hairline());
        facts->setMaximumHeight(px(330));
    });
    retranslate();
    showNothing();
}

QWidget *MessageDetail::makePayload()
{
    auto *upper = new QWidget;
    m_key = new TextLabel(TextRole::CardTitle, Token::Text, upper);
    m_key->setObjectName(QStringLiteral("detailKey"));
    m_key->setElided(true);
    m_type = new TextLabel(TextRole::Body, Token::Muted, upper);
    m_type->setElided(true);
    m_position = new TextLabel(TextRole::Mono, Token::Muted, upper);
    m_position->setObjectName(QStringLiteral("detailPosition"));
    m_position->setElided(true);
    m_outcome = new Pill(PlainAccent, {}, upper);
    m_outcome->setObjectName(QStringLiteral("detailOutcome"));
    m_reason = new ErrorBanner(upper);
    m_reason->setObjectName(QStringLiteral("detailReason"));
    m_tabs = new QTabBar(upper);
    m_tabs->setObjectName(QStringLiteral("detailTabs"));
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setElideMode(Qt::ElideNone);
    for (int tab = Json; tab <= Headers; ++tab)
        m_tabs->addTab(QString());
    m_again = new IconButton(QStringLiteral("send"), {}, upper);
    m_again->setObjectName(QStringLiteral("reproduce"));
    m_open = new IconButton(QStringLiteral("path"), {}, upper);
    m_open->setObjectName(QStringLiteral("openRecord"));
    m_copy = new IconButton(QStringLiteral("copy"), {}, upper);
    m_copy->setObjectName(QStringLiteral("copyJson"));
    for (IconButton *button : {m_again, m_open, m_copy})
        button->setSmall(true);

    m_payload = new QStackedWidget(upper);
    m_treeView = new WholeRows<QTreeView>;
    m_treeView->setObjectName(QStringLiteral("jsonTree"));
    setUpTree(m_treeView);
    m_treeView->setModel(&m_tree);
    m_treeDelegate = new JsonDelegate(m_treeView);
    m_treeView->setItemDelegate(m_treeDelegate);
    m_raw = newText(QStringLiteral("rawText"));
    m_raw->setWordWrapMode(QTextOption::WrapAnywhere);
    m_hex = newText(QStringLiteral("hexText"));
    m_hex->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_headers = new KeyValueRows;
    m_headers->setWrapped();
    m_headers->setObjectName(QStringLiteral("headerRows"));
    auto *headers = new QWidget;
    auto *headerColumn = new QVBoxLayout(headers);
    headerColumn->addWidget(m_headers);
    headerColumn->addStretch();
    m_noPayload = new EmptyState(QStringLiteral("info"));
    m_payload->addWidget(m_treeView);
    m_payload->addWidget(m_raw);
    m_payload->addWidget(m_hex);
    m_payload->addWidget(scrolled(headers));
    m_payload->addWidget(m_noPayload);

    auto *names = new QHBoxLayout;
    names->addWidget(m_key);
    names->addWidget(m_type, 1);
    names->addWidget(m_outcome);
    auto *tabRow = new QHBoxLayout;
    tabRow->addWidget(m_tabs);
    tabRow->addStretch();
    for (IconButton *button : {m_again, m_open, m_copy})
        tabRow->addWidget(button);
    auto *head = new QVBoxLayout;
    head->addLayout(names);
    head->addWidget(m_position);
    auto *reasonRow = new QHBoxLayout;
    reasonRow->addWidget(m_reason);
    auto *column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(reasonRow);
    column->addLayout(tabRow);
    column->addWidget(new Rule(upper));
    column->addWidget(m_payload, 1);
    onTheme(upper, [this, names, head, reasonRow, tabRow, headerColumn] {
        reasonRow->setContentsMargins(px(14), px(4), px(14), px(4));
        m_payload->setContentsMargins(px(10), px(6), px(2), px(6));
        names->setSpacing(px(8));
        head->setContentsMargins(px(16), px(12), px(14), px(4));
        head->setSpacing(px(2));
        tabRow->setContentsMargins(px(6), 0, px(10), 0);
        tabRow->setSpacing(0);
        QFont tabs = Theme::instance().font(TextRole::Small);
        tabs.setWeight(QFont::DemiBold);
        m_tabs->setFont(tabs);
        headerColumn->setContentsMargins(px(16), px(10), px(16), px(10));
    });

    connect(m_tabs, &QTabBar::currentChanged, this, &MessageDetail::writeTab);
    connect(m_again, &IconButton::clicked, this, &MessageDetail::reproduceWanted);
    connect(m_open, &IconButton::clicked, this,
            [this] { Q_EMIT linkActivated(Link::record(m_topic, m_ref.partition, m_ref.offset)); });
    connect(m_copy, &IconButton::clicked, this, [this] {
        if (m_message)
            QGuiApplication::clipboard()->setText(messageAsJson(*m_message, m_topic.toStdString()));
    });
    return upper;
}

QWidget *MessageDetail::makeFacts()
{
    auto *facts = new QWidget;
    m_way = new QWidget(facts);
    m_way->setObjectName(QStringLiteral("way"));
    m_wayTitle = new TextLabel(TextRole::Strong, Token::Text, m_way);
    m_path = new PathStrip(m_way);
    auto *wayColumn = new QVBoxLayout(m_way);
    wayColumn->setContentsMargins(0, 0, 0, 0);
    wayColumn->addWidget(m_wayTitle);
    wayColumn->addWidget(m_path);
    wayColumn->addWidget(new Rule(m_way));
    m_keyBox = new KeyPartitionBox(facts);
    m_facts = new KeyValueRows(facts);
    m_facts->setObjectName(QStringLiteral("factRows"));
    m_commandTitle = new TextLabel(TextRole::Strong, Token::Text, facts);
    m_commandTitle->setElided(true);
    m_commandChoice = new SegmentedControl(facts);
    m_commandChoice->setObjectName(QStringLiteral("commandChoice"));
    m_commandChoice->setOptions({{QStringLiteral("kcat"), QStringLiteral("kcat"), {}},
                                 {QStringLiteral("console"), QStringLiteral("console-consumer"), {}}});
    m_command = new CommandBox(facts);
    m_command->setObjectName(QStringLiteral("detailCommand"));
    auto *commandRow = new QHBoxLayout;
    commandRow->addWidget(m_commandTitle, 1);
    commandRow->addWidget(m_commandChoice);
    auto *column = new QVBoxLayout(facts);
    column->addWidget(m_way);
    column->addWidget(m_keyBox);
    column->addWidget(new Rule(facts));
    column->addWidget(m_facts);
    column->addWidget(new Rule(facts));
    column->addLayout(commandRow);
    column->addWidget(m_command);
    column->addStretch();
    onTheme(facts, [column, wayColumn] {
        column->setContentsMargins(px(16), px(12), px(16), px(12));
        column->setSpacing(px(10));
        wayColumn->setSpacing(px(8));
    });
    connect(m_path, &PathStrip::linkActivated, this, &MessageDetail::stopWanted);
    connect(m_commandChoice, &SegmentedControl::chosen, this, &MessageDetail::writeCommand);
    connect(m_facts, &KeyValueRows::linkActivated, this,
            [this](const QString &link) { Q_EMIT linkActivated(linkFromString(link)); });
    return facts;
}

void MessageDetail::setFramed(bool framed)
{
    m_framed = framed;
    update();
}

void MessageDetail::setMatch(const QString &match)
{
    m_treeDelegate->setMatch(match);
    m_treeView->viewport()->update();
}

void MessageDetail::showNothing()
{
    m_message.reset();
    m_ref = {};
    m_pages->setCurrentIndex(0);
}

void MessageDetail::show(const QString &topic, int partitions, const MessageRef &ref,
                         std::shared_ptr<const FullMessage> message, const CommandTarget &target)
{
    const bool same = topic == m_topic && ref == m_ref && message == m_message;
    m_topic = topic;
    m_partitions = partitions;
    m_ref = ref;
    m_message = std::move(message);
    m_target = target;
    m_pages->setCurrentIndex(1);
    if (!same) {
        m_aside.reset();
        m_way->hide();
        write();
    }
}

void MessageDetail::write()
{
    const bool known = m_message && !m_message->evicted;
    const QString type = known ? toQString(headerOf(*m_message, header::eventType)) : QString();
    m_key->setText(known && m_message->hasKey ? keyText(toQString(m_message->key))
                       : known                ? QCoreApplication::translate("messages", "without a key")
                                              : QCoreApplication::translate("messages", "Message"));
    m_key->setToolTip(known && m_message->hasKey ? toQString(m_message->key) : QString());
    m_type->setText(type);
    m_position->setText(QStringLiteral("%1 P%2 @ %3").arg(m_topic).arg(m_ref.partition).arg(m_ref.offset));
    m_again->setEnabled(known && !isCut(*m_message)); // what was cut has to come from its source
    m_copy->setEnabled(known);
    m_keyBox->setVisible(known);
    std::vector<KeyValueRows::Row> rows;
    if (known) {
        m_keyBox->show(m_topic.toStdString(), m_message, m_partitions);
        for (const std::string_view name : {header::correlationId, header::source, header::rawPosition}) {
            const std::string_view value = headerOf(*m_message, name);
            if (!value.empty())
                rows.push_back({toQString(name), toQString(value), Token::Text, linkOfPosition(name, value)});
        }
    }
    rows.push_back({QStringLiteral("CreateTime"),
                    m_ref.timestampMs < 0 ? QStringLiteral("–")
                                          : QDateTime::fromMSecsSinceEpoch(m_ref.timestampMs)
                                                .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")),
                    Token::Text,
                    {}});
    rows.push_back({QCoreApplication::translate("messages", "size"), sizeText(m_ref.bytes), Token::Text, {}});
    m_facts->setRows(rows);
    m_tabs->setTabText(Headers,
                       QCoreApplication::translate("messages", "Headers")
                           + (known ? QStringLiteral(" %1").arg(m_message->headers.size()) : QString()));
    const TopicRole role = roleOf(m_topic.toStdString());
    const bool aside = known && (role == TopicRole::DeadLetters || role == TopicRole::Filtered);
    writeReason(aside ? asideNoteOf({m_topic.toStdString(), m_ref.partition, m_ref.offset}, *m_message)
                      : m_aside);
    writePayload();
    writeCommand();
}

/// In the window's words: the headers have it in English, for programs.
void MessageDetail::writeReason(const std::optional<AsideNote> &aside)
{
    if (!aside || aside->code.empty()) {
        m_reason->hide();
        return;
    }
    const bool filtered = roleOf(aside->at.topic) == TopicRole::Filtered;
    m_reason->show(filtered ? ErrorBanner::Severity::Information : ErrorBanner::Severity::Error,
                   reasonText(aside->code), placeInRecord(aside->message));
}

void MessageDetail::writePayload()
{
    const bool known = m_message && !m_message->evicted;
    m_tabs->setEnabled(known);
    if (!known) {
        m_noPayload->setTexts(m_message ? QCoreApplication::translate("messages", "No longer in the log")
                                        : QCoreApplication::translate("messages", "Reading the message…"),
                              m_message ? QCoreApplication::translate(
                                  "messages",
                                  "Retention has taken this message from the log. Its place "
                                  "in the list is kept; its content is gone.")
                                        : QString());
        m_payload->setCurrentWidget(m_noPayload);
        return;
    }
    std::vector<KeyValueRows::Row> headers;
    for (const auto &[name, value] : m_message->headers)
        headers.push_back({toQString(name), toQString(value), Token::Text, linkOfPosition(name, value)});
    m_headers->setRows(headers);
    writeTab(m_tabs->currentIndex());
}

void MessageDetail::writeTab(int tab)
{
    if (!m_message || m_message->evicted)
        return;
    const std::string &value = m_message->value;
    if (tab == Headers) {
        m_payload->setCurrentIndex(Headers);
        return;
    }
    if (!m_message->hasValue) {
        m_noPayload->setTexts(
            QCoreApplication::translate("messages", "Tombstone"),
            QCoreApplication::translate("messages",
                                        "A key without a value: where a topic is compacted, "
                                        "it deletes the key."));
        m_payload->setCurrentWidget(m_noPayload);
        return;
    }
    if (tab == Raw)
        m_raw->setPlainText(toQString(std::string_view(value).substr(0, kShownRaw)));
    if (tab == Hex)
        m_hex->setPlainText(hexDump(value, kShownHex));
    if (tab == Json) {
        const JsonTreeModel::Outcome outcome = m_tree.setJson(value);
        if (outcome == JsonTreeModel::Outcome::Shown) {
            m_treeView->expandAll();
        } else {
            m_noPayload->setTexts(
                outcome == JsonTreeModel::Outcome::NotJson
                    ? QCoreApplication::translate("messages", "This is no JSON")
                    : QCoreApplication::translate("messages", "Too large for a tree"),
                QCoreApplication::translate("messages", "Raw and Hex show it as it was written."));
            m_payload->setCurrentWidget(m_noPayload);
            return;
        }
    }
    m_payload->setCurrentIndex(tab);
}

void MessageDetail::writeCommand()
{
    if (m_ref.partition < 0)
        return;
    const CommandTexts texts = consumeText(m_target, m_topic, m_ref.partition, m_ref.offset);
    const bool console = m_commandChoice->current() == QLatin1String("console");
    const CommandText &text = console ? texts.back() : texts.front();
    m_command->setCommand(text.command);
    m_command->setNote(noteOf(text));
}

void MessageDetail::setStory(const RecordStory &story)
{
    std::vector<PathStop> stops = pathStops(story);
    m_way->setVisible(!stops.empty());
    m_path->setStops(std::move(stops));
    m_aside = story.aside;
    if (m_aside)
        writeReason(m_aside);
}

void MessageDetail::setSnapshot(const Snapshot &snapshot, const RecordStory *story)
{
    if (m_ref.partition < 0)
        return;
    const Position shown{m_topic.toStdString(), m_ref.partition, m_ref.offset};
    const Outcome outcome = story && story->asked == shown
        ? outcomeOf(snapshot.state, *story)
        : outcomeOf(snapshot.state, {shown.topic, shown.partition}, shown.offset);
    m_outcome->setVisible(!outcome.text.isEmpty());
    m_outcome->setAccent(outcome.accent);
    m_outcome->setMark(outcome.mark);
    m_outcome->setText(outcome.text);
    m_outcome->setToolTip(outcome.explanation);
}

void MessageDetail::retranslate()
{
    m_nothing->setTexts(
        QCoreApplication::translate("messages", "No message selected"),
        QCoreApplication::translate("messages",
                                    "Select one in the list to see its content, its headers and "
                                    "what has become of it."));
    m_tabs->setTabText(Json, QStringLiteral("JSON"));
    m_tabs->setTabText(Raw, QCoreApplication::translate("messages", "Raw"));
    m_tabs->setTabText(Hex, QStringLiteral("Hex"));
    m_tabs->setTabText(Headers, QCoreApplication::translate("messages", "Headers"));
    m_tabs->setAccessibleName(QCoreApplication::translate("messages", "How the message is shown"));
    m_again->setLabel(QCoreApplication::translate("messages", "Produce it again, as it is or changed"));
    m_open->setLabel(QCoreApplication::translate("messages", "Open in the flow, with its path"));
    m_copy->setLabel(QCoreApplication::translate("messages", "Copy as JSON"));
    m_treeView->setAccessibleName(QCoreApplication::translate("messages", "Value as a tree"));
    m_raw->setAccessibleName(QCoreApplication::translate("messages", "Value as text"));
    m_hex->setAccessibleName(QCoreApplication::translate("messages", "Value as bytes"));
    m_wayTitle->setText(QCoreApplication::translate("messages", "Path"));
    m_commandTitle->setText(QCoreApplication::translate("messages", "Command line"));
    m_commandChoice->setAccessibleName(m_commandTitle->text());
    if (m_ref.partition >= 0)
        write();
}

void MessageDetail::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void MessageDetail::paintEvent(QPaintEvent *)
{
    if (!m_framed)
        return;
    QPainter painter(this);
    drawBox(painter, rect(), px(14), color(Token::Surface), color(Token::Border));
}

} // namespace pk::gui
