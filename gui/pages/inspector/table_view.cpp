#include "pages/inspector/table_view.h"

#include "bridge/controller.h"
#include "bridge/record_lookup.h"
#include "bridge/text.h"
#include "pages/inspector/command_section.h"
#include "pages/inspector/link_rows.h"
#include "pages/inspector/row_facts.h"
#include "pages/inspector/texts.h"
#include "views/format.h"
#include "views/key_value_rows.h"
#include "views/text_label.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace pk::gui {

namespace {

constexpr int kShown = 14;
constexpr qint64 kTableEveryMs = 1'000;

} // namespace

TableView::TableView(Controller &controller, RecordLookup &lookup, QWidget *parent)
    : InspectorView(controller, lookup, parent)
{
    m_factSection = addSection();
    m_facts = new KeyValueRows(m_factSection);
    m_facts->setValuesAtRight();
    m_factSection->body()->addWidget(m_facts);
    m_newestSection = addSection();
    m_newest = addLinkRows(m_newestSection);
    m_remark = new TextLabel(TextRole::Small, Token::Muted, m_newestSection);
    m_remark->setWordWrap(true);
    m_newestSection->body()->addWidget(m_remark);
    m_commands = new CommandSection(this);
    addWidget(m_commands);
    connect(&lookup, &RecordLookup::tableRead, this, [this](const std::shared_ptr<const TableNews> &news) {
        if (toQString(news->summary.table) != m_table)
            return;
        m_news = news;
        if (isVisible())
            fill();
    });
}

void TableView::open(const Link &link)
{
    m_table = link.name;
    m_news.reset();
    ask();
    fill();
}

void TableView::ask()
{
    m_sinceAsked.start();
    m_askedLoaded = snapshot() ? snapshot()->run.progress.loaded : -1;
    m_lookup.readTable(m_table, kShown);
}

void TableView::refresh()
{
    const bool written = snapshot() && snapshot()->run.progress.loaded != m_askedLoaded;
    const bool failed = m_news && m_news->error;
    if ((written || failed) && m_sinceAsked.elapsed() >= kTableEveryMs)
        ask();
    fill();
}

void TableView::fill()
{
    setHead({QStringLiteral("database"),
             GreenAccent,
             m_table,
             QCoreApplication::translate("inspector", "table"),
             {},
             {{QCoreApplication::translate("inspector", "warehouse"),
               Link::of(Link::Kind::Stage, QStringLiteral("warehouse"))}}});
    setActions({{QStringLiteral("page"),
                 QStringLiteral("warehouse"),
                 QCoreApplication::translate("inspector", "Show in Warehouse"),
                 {},
                 ButtonKind::Plain,
                 true}});
    m_factSection->setTitle(QCoreApplication::translate("inspector", "Table"));
    m_facts->setRows({{QCoreApplication::translate("inspector", "Rows"),
                       m_news && !m_news->error ? grouped(m_news->summary.rows) : QStringLiteral("\u2026"),
                       Token::Text,
                       {}}});
    m_newestSection->setTitle(QCoreApplication::translate("inspector", "Written last"));
    std::vector<LinkRows::Row> rows;
    m_remark->clear();
    if (!m_news) {
        m_remark->setText(QCoreApplication::translate("inspector", "Reading…"));
    } else if (m_news->error) {
        m_remark->setText(
            QCoreApplication::translate("inspector", "The warehouse cannot be read; it is tried again. %1")
                .arg(m_news->error->message));
    } else {
        const TableSummary &summary = m_news->summary;
        // Of the items the audit knows the order: its row leads on.
        const QString table =
            m_table == QLatin1String("fact_order_items") ? QStringLiteral("fact_orders") : m_table;
        for (LinkRows::Row &row : auditRows(summary.newest, {})) {
            const AuditEntry &entry = summary.newest[rows.size()];
            row.detail = row.title;
            row.title = toQString(entry.key);
            row.monoTitle = true;
            row.link = Link::of(Link::Kind::Row, table, row.title);
            rows.push_back(std::move(row));
        }
        for (const std::string &key : summary.newestKeys) {
            LinkRows::Row row;
            row.title = toQString(key);
            row.monoTitle = true;
            row.mark = Mark::Dot;
            row.token = Token::Green;
            row.link = Link::of(Link::Kind::Row, m_table, row.title);
            rows.push_back(std::move(row));
        }
        if (rows.empty())
            m_remark->setText(QCoreApplication::translate("inspector", "Nothing has been written here yet."));
    }
    m_newest->setRows(rows);
    m_remark->setVisible(!m_remark->text().isEmpty());
    m_commands->setTitle(QCoreApplication::translate("inspector", "By command line"));
    m_commands->setCommands(
        sqlText(m_controller.commandTarget(), QStringLiteral("SELECT * FROM %1 LIMIT 20;").arg(m_table)));
}

void TableView::act(const QString &)
{
    Q_EMIT pageRequested(Link::of(Link::Kind::Table, m_table));
}

} // namespace pk::gui
