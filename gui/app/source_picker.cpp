#include "app/source_picker.h"

#include "app/transport.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QStandardItemModel>
#include <QStyleOptionComboBox>

namespace pk::gui {

namespace {

bool holds(const QComboBox &box, const std::vector<Choice> &choices)
{
    if (box.count() != static_cast<int>(choices.size()))
        return false;
    for (int i = 0; i < box.count(); ++i) {
        const Choice &choice = choices[static_cast<std::size_t>(i)];
        if (box.itemData(i) != choice.id || box.itemText(i) != choice.title
            || box.itemData(i, Qt::ToolTipRole).toString() != choice.unavailable)
            return false;
    }
    return true;
}

void fill(QComboBox *box, const std::vector<Choice> &choices, const QString &current)
{
    const QSignalBlocker quiet(box);
    if (holds(*box, choices)) { // an open list keeps its items under the mouse
        box->setCurrentIndex(box->findData(current));
        return;
    }
    box->clear();
    for (const Choice &choice : choices) {
        box->addItem(choice.title, choice.id);
        if (choice.unavailable.isEmpty())
            continue;
        const int last = box->count() - 1;
        box->setItemData(last, choice.unavailable, Qt::ToolTipRole);
        if (auto *items = qobject_cast<QStandardItemModel *>(box->model()))
            items->item(last)->setEnabled(false);
    }
    box->setCurrentIndex(box->findData(current));
}

/// In the list an ellipsis says that more is asked; of what is chosen it would look cut off.
class ChoiceBox final : public QComboBox
{
public:
    using QComboBox::QComboBox;

protected:
    void initStyleOption(QStyleOptionComboBox *option) const override
    {
        QComboBox::initStyleOption(option);
        if (option->currentText.endsWith(QChar(0x2026)))
            option->currentText = option->currentText.chopped(1).trimmed();
    }
};

} // namespace

SourcePicker::SourcePicker(Transport &transport, QWidget *parent)
    : QWidget(parent)
    , m_transport(transport)
    , m_sourceName(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_source(new ChoiceBox(this))
    , m_datasetName(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_dataset(new ChoiceBox(this))
{
    m_source->setObjectName(QStringLiteral("source"));
    m_dataset->setObjectName(QStringLiteral("dataset"));
    for (QComboBox *box : {m_source, m_dataset}) {
        box->setFocusPolicy(Qt::TabFocus);
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    }
    connect(m_source, &QComboBox::activated, this, [this] {
        Q_EMIT sourceChosen();
        m_transport.setSource(m_source->currentData().toString());
    });
    connect(m_dataset, &QComboBox::activated, this,
            [this] { m_transport.setDataset(m_dataset->currentData().toString()); });
    connect(&transport, &Transport::changed, this, &SourcePicker::refresh);
    auto *box = new QBoxLayout(QBoxLayout::LeftToRight, this);
    box->setContentsMargins(0, 0, 0, 0);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_sourceName, m_source, m_datasetName, m_dataset})
        box->addWidget(widget);
    onTheme(this, [box] { box->setSpacing(px(8)); });
    setStacked(false);
    retranslate();
}

void SourcePicker::setStacked(bool stacked)
{
    static_cast<QBoxLayout *>(layout())->setDirection(stacked ? QBoxLayout::TopToBottom
                                                              : QBoxLayout::LeftToRight);
    m_sourceName->setVisible(stacked);
    m_datasetName->setVisible(stacked);
}

int SourcePicker::rowWidth() const
{
    return m_source->sizeHint().width() + layout()->spacing() + m_dataset->sizeHint().width();
}

void SourcePicker::refresh()
{
    fill(m_source, m_transport.sources(), m_transport.source());
    fill(m_dataset, m_transport.datasets(), m_transport.dataset());
    const bool still = m_transport.state() != TransportState::Stopping;
    m_source->setEnabled(still);
    m_dataset->setEnabled(still);
}

void SourcePicker::retranslate()
{
    m_sourceName->setText(QCoreApplication::translate("app", "Source"));
    m_datasetName->setText(QCoreApplication::translate("app", "Dataset"));
    m_source->setAccessibleName(m_sourceName->text());
    m_source->setToolTip(m_sourceName->text());
    m_dataset->setAccessibleName(m_datasetName->text());
    m_dataset->setToolTip(m_datasetName->text());
    refresh();
}

void SourcePicker::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace pk::gui
