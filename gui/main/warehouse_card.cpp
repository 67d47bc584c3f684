#include "main/warehouse_card.h"

#include "base/mysql_database.h"
#include "views/error_banner.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QEvent>
#include <QLineEdit>
#include <QPushButton>

namespace pk::gui {

static constexpr char kPasswordVariable[] = "PK_WAREHOUSE_PASSWORD"; // as in warehouse/warehouse.h

WarehouseCard::WarehouseCard(Controller &controller, AskForPassword ask, QWidget *parent)
    : Card(parent)
    , m_controller(controller)
    , m_ask(std::move(ask))
    , m_present(new TextLabel(TextRole::MonoSmall, Token::Text, this))
    , m_title(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_address(new QLineEdit(this))
    , m_help(new TextLabel(TextRole::Small, Token::Subtle, this))
    , m_use(new QPushButton(this))
    , m_useFile(new QPushButton(this))
    , m_said(new ErrorBanner(this))
{
    setIcon(QStringLiteral("warehouse"), GreenAccent);
    m_present->setElided(true, Qt::ElideMiddle);
    m_title->setBuddy(m_address);
    m_address->setObjectName(QStringLiteral("warehouseAddress"));
    m_address->setPlaceholderText(QStringLiteral("mysql://kampus@127.0.0.1:3306/gudang"));
    m_help->setWordWrap(true);
    m_use->setObjectName(QStringLiteral("useWarehouse"));
    m_useFile->setObjectName(QStringLiteral("useWarehouseFile"));
    m_said->setObjectName(QStringLiteral("warehouseSaid"));
    m_said->setClosable(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_use);
    buttons->addWidget(m_useFile);
    buttons->addStretch();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_present, m_title, m_address, m_help})
        body()->addWidget(widget);
    body()->addLayout(buttons);
    body()->addWidget(m_said);
    onTheme(m_help, [buttons] { buttons->setSpacing(px(8)); });
    connect(m_use, &QPushButton::clicked, this, &WarehouseCard::useServer);
    connect(m_address, &QLineEdit::returnPressed, this, [this] {
        if (m_use->isEnabled())
            useServer();
    });
    connect(m_address, &QLineEdit::textChanged, this, &WarehouseCard::follow);
    connect(m_useFile, &QPushButton::clicked, this, [this] { use({}); });
    connect(&controller, &Controller::snapshotTaken, this, &WarehouseCard::follow);
    connect(&controller, &Controller::stateChanged, this, &WarehouseCard::follow);
    connect(&controller, &Controller::warehouseChanged, this,
            [this](const QString &path, const QString &how) {
                m_coming = path;
                m_said->show(ErrorBanner::Severity::Information,
                             QCoreApplication::translate("main", "It goes on with %1.").arg(path), how);
                follow();
            });
    connect(&controller, &Controller::commandFailed, this,
            [this](const QString &, const QString &why, Command command) {
                if (command != Command::SetWarehouse)
                    return;
                m_asked = false;
                m_said->show(ErrorBanner::Severity::Warning, why);
                follow();
            });
    retranslate();
}

void WarehouseCard::useServer()
{
    m_said->hide();
    const QString path = m_address->text().trimmed();
    const auto address = parseMysqlAddress(path, QString::fromLatin1(kPasswordVariable));
    if (!address) {
        m_said->show(ErrorBanner::Severity::Warning, address.error().message);
        return;
    }
    if (qEnvironmentVariableIsSet(kPasswordVariable))
        return use(path);
    using Kind = environment::WantedSecret::Kind;
    m_ask({Kind::Warehouse, {}, path, {}}, [this, path, address = *address](const QString &password) {
        typePassword(address, password);
        use(path);
    });
}

void WarehouseCard::use(const QString &path)
{
    m_said->hide();
    m_asked = true;
    m_controller.setWarehouse(path);
    showRun();
}

void WarehouseCard::showRun()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    const RunState state = m_controller.state();
    if (snapshot && m_coming == snapshot->run.warehousePath) {
        m_coming.reset();
        m_asked = false;
    }
    const bool runs = snapshot && !snapshot->run.recorded && !m_asked
        && (state == RunState::Running || state == RunState::Paused);
    const QString present = snapshot ? snapshot->run.warehousePath : QString();
    const QString typed = m_address->text().trimmed();
    m_present->setText(present);
    m_address->setEnabled(runs);
    m_use->setEnabled(runs && !typed.isEmpty() && typed != present);
    m_useFile->setEnabled(runs);
    m_useFile->setVisible(isMysqlAddress(present));
}

/// Hidden, the card does not work; what has come meanwhile is read when it is shown.
void WarehouseCard::follow()
{
    if (isVisible())
        showRun();
}

void WarehouseCard::retranslate()
{
    setTitle(QCoreApplication::translate("main", "Warehouse"));
    m_title->setText(QCoreApplication::translate("main", "Address of a database on a server"));
    m_address->setAccessibleName(m_title->text());
    m_help->setText(QCoreApplication::translate(
        "main",
        "MySQL or MariaDB. The password comes from the environment variable PK_WAREHOUSE_PASSWORD, or is "
        "asked "
        "for. The database is opened first; then the present run ends in order and a new one begins, which "
        "loads what the topics still hold. Every start begins with the file in the data folder, or with the "
        "warehouse that a profile names."));
    m_use->setText(QCoreApplication::translate("main", "Use this database"));
    m_useFile->setText(QCoreApplication::translate("main", "Back to the SQLite file"));
    showRun();
}

void WarehouseCard::showEvent(QShowEvent *event)
{
    showRun();
    Card::showEvent(event);
}

void WarehouseCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_said->hide(); // its sentence is in the other language
        retranslate();
    }
    Card::changeEvent(event);
}

} // namespace pk::gui
