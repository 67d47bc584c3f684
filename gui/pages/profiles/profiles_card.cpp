#include "pages/profiles/profiles_card.h"

#include "pages/profiles/profile_editor.h"
#include "theme/app_style.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QEvent>
#include <QPushButton>

namespace pk::gui {

class ProfilesCard::Row final : public QWidget
{
public:
    Row(const QString &name, const Result<environment::Profile> &profile, QWidget *parent)
        : QWidget(parent)
        , m_open(new QPushButton(this))
    {
        auto *title = new TextLabel(TextRole::Strong, Token::Text, this);
        title->setText(name);
        auto *line = new TextLabel(TextRole::MonoSmall, profile ? Token::Muted : Token::RoseText, this);
        line->setText(profile ? QStringLiteral("%1 · %2 %3")
                                    .arg(profile->bootstrap.join(QStringLiteral(", ")),
                                         profile->security.protocol, profile->prefix)
                                    .trimmed()
                              : profile.error().toString());
        line->setElided(true, Qt::ElideMiddle);
        m_open->setObjectName(QStringLiteral("open-") + name);
        m_open->setText(QCoreApplication::translate("profiles", "Open…"));
        m_open->setAccessibleName(QCoreApplication::translate("profiles", "Open the profile %1").arg(name));
        m_open->setEnabled(profile.ok());
        setSmall(m_open);
        auto *texts = new QVBoxLayout;
        texts->addWidget(title);
        texts->addWidget(line);
        auto *row = new QHBoxLayout(this);
        row->addLayout(texts, 1);
        row->addWidget(m_open, 0, Qt::AlignVCenter);
        onTheme(this, [row, texts] {
            texts->setSpacing(px(2));
            row->setContentsMargins(0, px(6), 0, px(6));
            row->setSpacing(px(10));
        });
    }
    QPushButton *opener() const { return m_open; }

private:
    QPushButton *m_open;
};

ProfilesCard::ProfilesCard(environment::ProfileStore store, QWidget *over, QWidget *parent)
    : Card(parent)
    , m_store(store)
    , m_editor(new ProfileEditor(std::move(store), over))
    , m_add(new QPushButton)
    , m_none(new TextLabel(TextRole::Small, Token::Muted))
    , m_list(new QWidget)
{
    setIcon(QStringLiteral("server"), TealAccent);
    m_add->setObjectName(QStringLiteral("addProfile"));
    setSmall(m_add);
    addAction(m_add);
    m_none->setWordWrap(true);
    auto *rows = new QVBoxLayout(m_list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    body()->addWidget(m_none);
    body()->addWidget(m_list);
    connect(m_add, &QPushButton::clicked, m_editor, &ProfileEditor::openNew);
    connect(m_editor, &ProfileEditor::storeChanged, this, &ProfilesCard::fill);
    retranslate();
}

void ProfilesCard::fill()
{
    qDeleteAll(m_list->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    const QStringList names = m_store.names();
    m_none->setVisible(names.isEmpty());
    for (const QString &name : names) {
        const auto profile = m_store.load(name);
        auto *row = new Row(name, profile, m_list);
        m_list->layout()->addWidget(row);
        if (profile)
            connect(row->opener(), &QPushButton::clicked, m_editor,
                    [this, profile = *profile] { m_editor->openFor(profile); });
    }
}

void ProfilesCard::retranslate()
{
    setTitle(QCoreApplication::translate("profiles", "Kafka clusters of your own"));
    m_add->setText(QCoreApplication::translate("profiles", "Add…"));
    m_none->setText(QCoreApplication::translate(
        "profiles",
        "None yet. A profile says where a cluster is and how one logs in; it holds no password."));
    fill();
}

void ProfilesCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Card::changeEvent(event);
}

} // namespace pk::gui
