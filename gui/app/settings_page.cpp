#include "app/settings_page.h"

#include "app/file_dialog.h"
#include "app/settings.h"
#include "theme/app_style.h"
#include "views/card.h"
#include "views/icon_button.h"
#include "views/segmented_control.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>

#include <algorithm>
#include <initializer_list>

namespace pk::gui {

namespace {

constexpr int widest = 860; ///< of a column
constexpr int twoColumnsFrom = 1'180;
constexpr int narrow = 620; ///< below it the controls stand under their names

QCheckBox *newSwitch(const QString &name, QWidget *parent)
{
    auto *box = new QCheckBox(parent);
    box->setObjectName(name);
    setSwitch(box);
    return box;
}

} // namespace

/// A name with an explanation, and the control that belongs to it.
class SettingsPage::Row final : public QWidget
{
public:
    Row(QWidget *control, QWidget *parent)
        : QWidget(parent)
        , m_control(control)
        , m_title(new TextLabel(TextRole::Strong, Token::Text, this))
        , m_help(new TextLabel(TextRole::Small, Token::Muted, this))
        , m_path(new TextLabel(TextRole::MonoSmall, Token::Muted, this))
        , m_box(new QBoxLayout(QBoxLayout::LeftToRight, this))
    {
        m_title->setWordWrap(true);
        m_help->setWordWrap(true);
        m_path->setElided(true, Qt::ElideMiddle); // a path is not broken into lines
        m_path->hide();
        auto *texts = new QVBoxLayout;
        texts->addWidget(m_title);
        texts->addWidget(m_help);
        texts->addWidget(m_path);
        m_box->addLayout(texts, 1);
        m_box->addWidget(control, 0, Qt::AlignVCenter);
        onTheme(this, [this, texts] {
            texts->setSpacing(px(2));
            m_box->setContentsMargins(0, px(6), 0, px(6));
            m_box->setSpacing(px(10));
        });
    }

    void setTexts(const QString &title, const QString &help)
    {
        m_title->setText(title);
        m_help->setText(help);
        m_help->setVisible(!help.isEmpty());
        m_control->setAccessibleName(title);
        m_control->setAccessibleDescription(help);
    }

    /// Below the explanation; empty: none.
    void setPath(const QString &path)
    {
        m_path->setText(path);
        m_path->setVisible(!path.isEmpty());
    }

    void setStacked(bool stacked)
    {
        // A switch is small enough to stay beside its name.
        const bool below = stacked && !qobject_cast<QCheckBox *>(m_control);
        m_box->setDirection(below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
        m_box->setAlignment(m_control, below ? Qt::AlignLeft : Qt::AlignVCenter);
    }

private:
    QWidget *m_control;
    TextLabel *m_title;
    TextLabel *m_help;
    TextLabel *m_path;
    QBoxLayout *m_box;
};

SettingsPage::SettingsPage(Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_column(new QWidget)
    , m_look(new Card(m_column))
    , m_behaviour(new Card(m_column))
    , m_data(new Card(m_column))
    , m_language(new SegmentedControl)
    , m_scheme(new SegmentedControl)
    , m_scale(new SegmentedControl)
    , m_motion(newSwitch(QStringLiteral("reducedMotion"), m_column))
    , m_remote(newSwitch(QStringLiteral("remoteMode"), m_column))
    , m_folder(new TextLabel(TextRole::MonoSmall, Token::Text))
    , m_copyFolder(new IconButton(QStringLiteral("copy"), {}))
    , m_openFolder(new IconButton(QStringLiteral("external"), {}))
    , m_choose(new QPushButton)
{
    m_language->setObjectName(QStringLiteral("language"));
    m_scheme->setObjectName(QStringLiteral("scheme"));
    m_scale->setObjectName(QStringLiteral("scale"));
    m_look->setIcon(QStringLiteral("language"));
    m_behaviour->setIcon(QStringLiteral("sliders"), VioletAccent);
    m_data->setIcon(QStringLiteral("folder"), GreenAccent);
    m_folder->setObjectName(QStringLiteral("dataFolder"));
    m_folder->setElided(true, Qt::ElideMiddle);
    m_folder->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_copyFolder->setObjectName(QStringLiteral("copyFolder"));
    m_openFolder->setObjectName(QStringLiteral("openFolder"));
    m_choose->setObjectName(QStringLiteral("chooseFolder"));

    auto *folder = new QWidget(m_column);
    auto *folderRow = new QHBoxLayout(folder);
    folderRow->setContentsMargins(0, 0, 0, 0);
    folderRow->addWidget(m_folder, 1);
    for (IconButton *button : {m_copyFolder, m_openFolder}) {
        button->setLook(IconButton::Look::Outlined);
        folderRow->addWidget(button);
    }
    folderRow->addWidget(m_choose);
    onTheme(folder, [this, folder] {
        m_folder->setFixedWidth(px(260));
        folder->layout()->setSpacing(px(8));
    });

    m_languageRow = addRow(m_look, m_language);
    m_schemeRow = addRow(m_look, m_scheme);
    m_scaleRow = addRow(m_look, m_scale);
    m_motionRow = addRow(m_behaviour, m_motion);
    m_remoteRow = addRow(m_behaviour, m_remote);
    m_folderRow = addRow(m_data, folder);

    m_columns = new QBoxLayout(QBoxLayout::LeftToRight, m_column);
    for (QVBoxLayout **cards : {&m_own, &m_added}) {
        *cards = new QVBoxLayout;
        m_columns->addLayout(*cards);
    }
    for (Card *card : {m_look, m_behaviour, m_data})
        m_own->addWidget(card);
    for (QVBoxLayout *cards : {m_own, m_added})
        cards->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_column);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    m_column->setAutoFillBackground(false);
    auto *page = new QHBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(scroll);
    onTheme(this, [this] {
        m_columns->setContentsMargins(pageMargins());
        for (QBoxLayout *layout : std::initializer_list<QBoxLayout *>{m_columns, m_own, m_added})
            layout->setSpacing(px(16));
        arrange();
    });

    connect(m_language, &SegmentedControl::chosen, &settings, &Settings::setLanguage);
    connect(m_scheme, &SegmentedControl::chosen, &settings, &Settings::setScheme);
    connect(m_scale, &SegmentedControl::chosen, &settings, &Settings::setScale);
    connect(m_motion, &QCheckBox::clicked, &settings, &Settings::setReducedMotion);
    connect(m_remote, &QCheckBox::clicked, &settings, &Settings::setRemoteMode);
    connect(m_choose, &QPushButton::clicked, this, &SettingsPage::chooseFolder);
    connect(m_copyFolder, &IconButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_settings.folderInUse()); });
    connect(m_openFolder, &IconButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_settings.folderInUse())); });
    connect(&settings, &Settings::changed, this, &SettingsPage::showValues);
    retranslate();
}

void SettingsPage::addCard(QWidget *card)
{
    m_added->insertWidget(m_added->count() - 1, card); // before the room that is left
}

SettingsPage::Row *SettingsPage::addRow(Card *card, QWidget *control)
{
    auto *row = new Row(control, card);
    card->body()->addWidget(row);
    return row;
}

void SettingsPage::retranslate()
{
    const auto text = [](const char *source) { return QCoreApplication::translate("settings", source); };
    m_look->setTitle(text(QT_TRANSLATE_NOOP("settings", "Language and look")));
    m_behaviour->setTitle(text(QT_TRANSLATE_NOOP("settings", "Drawing")));
    m_data->setTitle(text(QT_TRANSLATE_NOOP("settings", "Data")));

    const QString system = text(QT_TRANSLATE_NOOP("settings", "As the system"));
    // The names of languages are written in these languages.
    m_language->setOptions({{QStringLiteral("system"), system, {}},
                            {QStringLiteral("id"), QStringLiteral("Bahasa Indonesia"), {}},
                            {QStringLiteral("en"), QStringLiteral("English"), {}}});
    m_scheme->setOptions(
        {{QStringLiteral("system"), system, {}},
         {QStringLiteral("dark"), text(QT_TRANSLATE_NOOP("settings", "Dark")), QStringLiteral("moon")},
         {QStringLiteral("light"), text(QT_TRANSLATE_NOOP("settings", "Light")), QStringLiteral("sun")}});
    const QString percent = QStringLiteral("%1 %");
    m_scale->setOptions(
        {{QStringLiteral("1"), percent.arg(100), {}},
         {QStringLiteral("1.25"), percent.arg(125), {}},
         {QStringLiteral("1.5"), percent.arg(150), {}},
         {QStringLiteral("2"), percent.arg(200), {}},
         {QStringLiteral("projector"), text(QT_TRANSLATE_NOOP("settings", "Projector")), {}}});

    m_languageRow->setTexts(text(QT_TRANSLATE_NOOP("settings", "Language")),
                            text(QT_TRANSLATE_NOOP("settings", "Kafka's own terms stay English in both.")));
    m_schemeRow->setTexts(text(QT_TRANSLATE_NOOP("settings", "Colours")), QString());
    m_scaleRow->setTexts(
        text(QT_TRANSLATE_NOOP("settings", "Size")),
        text(QT_TRANSLATE_NOOP("settings", "Projector: light, and readable from the last row.")));
    m_motionRow->setTexts(text(QT_TRANSLATE_NOOP("settings", "Less movement")),
                          text(QT_TRANSLATE_NOOP("settings", "Changes happen in steps instead of sliding.")));
    m_remoteRow->setTexts(
        text(QT_TRANSLATE_NOOP("settings", "Remote desktop")),
        text(QT_TRANSLATE_NOOP("settings", "Fewer frames a second and flat shadows, for slow connections.")));
    m_copyFolder->setLabel(text(QT_TRANSLATE_NOOP("settings", "Copy the path")));
    m_openFolder->setLabel(text(QT_TRANSLATE_NOOP("settings", "Open the folder")));
    m_choose->setText(text(QT_TRANSLATE_NOOP("settings", "Choose…")));
    showValues();
}

void SettingsPage::showValues()
{
    m_language->setCurrent(m_settings.language());
    m_scheme->setCurrent(m_settings.scheme());
    m_scale->setCurrent(m_settings.scale());
    m_motion->setChecked(m_settings.reducedMotion());
    m_remote->setChecked(m_settings.remoteMode());
    const QString folder = m_settings.folderInUse();
    m_folder->setText(folder);
    m_folder->setToolTip(folder);
    m_folder->setAccessibleName(folder);
    const bool moves = folder != m_settings.dataFolder();
    QString help = QCoreApplication::translate("settings", "Warehouse and session files lie here.");
    if (const int kept = m_settings.sessionFilesKept(); kept > 0)
        help += QLatin1Char(' ')
            + QCoreApplication::translate("settings", "The newest %1 session files are kept.").arg(kept);
    if (moves)
        help += QLatin1Char(' ') + QCoreApplication::translate("settings", "From the next start on:");
    m_folderRow->setTexts(QCoreApplication::translate("settings", "Data folder"), help);
    m_folderRow->setPath(moves ? m_settings.dataFolder() : QString());
}

void SettingsPage::chooseFolder()
{
    QFileDialog *dialog = newFolderDialog(this, QCoreApplication::translate("settings", "Data folder"),
                                          m_settings.dataFolder());
    connect(dialog, &QFileDialog::fileSelected, &m_settings, &Settings::setDataFolder);
    dialog->open();
}

/// What belongs to the run stands beside what belongs to the window, or below it.
void SettingsPage::arrange()
{
    const bool beside = width() >= px(twoColumnsFrom);
    m_columns->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_columns->setStretch(0, beside ? 1 : 0);
    m_columns->setStretch(1, 1);
    m_column->setMaximumWidth(px(beside ? 2 * widest : widest));
    const int columnWidth = beside ? std::min(width(), px(2 * widest)) / 2 : width();
    for (Row *row : {m_languageRow, m_schemeRow, m_scaleRow, m_motionRow, m_remoteRow, m_folderRow})
        row->setStacked(columnWidth < px(narrow));
}

void SettingsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void SettingsPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace pk::gui
