#include "pages/messages/read_controls.h"

#include "bridge/text.h"
#include "theme/painting.h"
#include "views/pill.h"
#include "views/search_field.h"
#include "views/segmented_control.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QRegularExpressionValidator>
#include <QScrollArea>

#include <utility>

namespace pk::gui {

namespace {

constexpr int kTypingMs = 350;
/// Of each partition, so that a live list begins with something to look at.
constexpr std::int64_t kLastOfPartition = 200'000;

QString idOf(ReadControls::Mode mode)
{
    switch (mode) {
    case ReadControls::Mode::Beginning:
        return QStringLiteral("beginning");
    case ReadControls::Mode::Offset:
        return QStringLiteral("offset");
    case ReadControls::Mode::Time:
        return QStringLiteral("time");
    case ReadControls::Mode::Live:
        break;
    }
    return QStringLiteral("live");
}

/// Lies over what is below, so that nothing moves while somebody is typing.
class NoteBox final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        drawBox(painter, rect(), px(10), color(Token::Surface), color(Token::Rose));
    }
};

SearchField *newFilter(const QString &name, QWidget *parent)
{
    auto *field = new SearchField({}, parent);
    field->setObjectName(name);
    field->setMinimumWidth(px(80));
    return field;
}

} // namespace

ReadControls::ReadControls(QWidget *parent)
    : QWidget(parent)
    , m_from(new SegmentedControl(this))
    , m_firstLine(new QHBoxLayout)
    , m_place(new QWidget(this))
    , m_placeLabel(new TextLabel(TextRole::Small, Token::Muted, m_place))
    , m_offset(new QLineEdit(m_place))
    , m_time(new QDateTimeEdit(m_place))
    , m_chipArea(new QScrollArea(this))
    , m_all(new Chip({}, this))
    , m_value(newFilter(QStringLiteral("valueFilter"), this))
    , m_key(newFilter(QStringLiteral("keyFilter"), this))
    , m_header(newFilter(QStringLiteral("headerFilter"), this))
    , m_wrongBox(new NoteBox(parent))
    , m_wrong(new TextLabel(TextRole::Small, Token::RoseText, m_wrongBox))
{
    m_from->setObjectName(QStringLiteral("readFrom"));
    m_offset->setObjectName(QStringLiteral("offsetField"));
    m_offset->setText(QStringLiteral("0"));
    m_offset->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,18}")), m_offset));
    m_time->setObjectName(QStringLiteral("timeField"));
    m_time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_time->setDateTime(QDateTime::currentDateTime());
    auto *place = new QHBoxLayout(m_place);
    place->setContentsMargins(0, 0, 0, 0);
    place->addWidget(m_placeLabel);
    place->addWidget(m_offset);
    place->addWidget(m_time);
    place->addStretch();
    m_firstLine->addWidget(m_from);
    m_firstLine->addStretch(1);

    auto *chips = new QWidget;
    m_chipRow = new QHBoxLayout(chips);
    m_chipRow->setContentsMargins(0, 0, 0, 0);
    m_chipRow->addWidget(m_all);
    m_chipRow->addStretch();
    m_chipArea->setWidget(chips);
    m_chipArea->setWidgetResizable(true);
    m_chipArea->setFocusPolicy(Qt::NoFocus);
    m_chipArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_chipArea->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_chipArea->viewport()->setAutoFillBackground(false);
    chips->setAutoFillBackground(false);

    auto *filters = new QHBoxLayout;
    filters->addWidget(m_value, 5);
    filters->addWidget(m_key, 3);
    filters->addWidget(m_header, 3);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_firstLine);
    column->addWidget(m_place);
    column->addWidget(m_chipArea);
    column->addLayout(filters);
    m_wrong->setObjectName(QStringLiteral("filterError"));
    m_wrong->setWordWrap(true);
    auto *note = new QVBoxLayout(m_wrongBox);
    note->addWidget(m_wrong);
    m_wrongBox->hide();
    onTheme(this, [this, column, filters, place, note] {
        note->setContentsMargins(px(12), px(8), px(12), px(8));
        column->setSpacing(px(8));
        filters->setSpacing(px(8));
        place->setSpacing(px(8));
        m_firstLine->setSpacing(px(8));
        m_chipRow->setSpacing(px(6));
        m_chipArea->setFixedHeight(px(26));
        m_offset->setFixedWidth(px(120));
        m_time->setFixedWidth(px(190));
    });

    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connect(&m_typing, &QTimer::timeout, this, &ReadControls::takeTyped);
    const auto typedElsewhere = [this] {
        m_typedElsewhere = true;
        m_typing.start();
    };
    connect(m_value, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    for (SearchField *field : {m_key, m_header})
        connect(field, &QLineEdit::textChanged, this, typedElsewhere);
    connect(m_offset, &QLineEdit::textEdited, this, typedElsewhere);
    connect(m_time, &QDateTimeEdit::dateTimeChanged, this, typedElsewhere);
    connect(m_from, &SegmentedControl::chosen, this, [this](const QString &id) {
        for (const Mode mode : {Mode::Beginning, Mode::Offset, Mode::Time, Mode::Live}) {
            if (idOf(mode) == id)
                setMode(mode);
        }
        Q_EMIT changed();
    });
    connect(m_all, &Chip::clicked, this, [this] {
        m_chosen.clear();
        showPartitions();
        Q_EMIT changed();
    });
    retranslate();
    setMode(Mode::Live);
    showPartitions();
}

void ReadControls::addToFirstLine(QWidget *widget)
{
    m_firstLine->addWidget(widget);
}

void ReadControls::setMode(Mode mode)
{
    m_mode = mode;
    m_from->setCurrent(idOf(mode));
    m_place->setVisible(mode == Mode::Offset || mode == Mode::Time);
    m_offset->setVisible(mode == Mode::Offset);
    m_time->setVisible(mode == Mode::Time);
    m_placeLabel->setText(mode == Mode::Offset ? QCoreApplication::translate("messages", "From offset")
                                               : QCoreApplication::translate("messages", "From"));
}

ReadFrom ReadControls::from() const
{
    switch (m_mode) {
    case Mode::Beginning:
        return {ReadFrom::Kind::Beginning, 0};
    case Mode::Offset:
        return {ReadFrom::Kind::Offset, m_offset->text().toLongLong()};
    case Mode::Time:
        return {ReadFrom::Kind::Time, m_time->dateTime().toMSecsSinceEpoch()};
    case Mode::Live:
        break;
    }
    return {ReadFrom::Kind::Last, kLastOfPartition};
}

ReadFilter ReadControls::filter() const
{
    ReadFilter filter;
    filter.value = m_valueText;
    filter.field = m_field;
    filter.key = m_key->text().trimmed().toStdString();
    const QString header = m_header->text().trimmed();
    filter.headerName = header.section(QLatin1Char('='), 0, 0).trimmed().toStdString();
    filter.headerValue = header.section(QLatin1Char('='), 1).trimmed().toStdString();
    return filter;
}

bool ReadControls::isFiltered() const
{
    const ReadFilter now = filter();
    return !now.value.empty() || now.field || !now.key.empty() || !now.headerName.empty();
}

QString ReadControls::valueMatch() const
{
    return toQString(m_field ? m_field->searchedText() : m_valueText);
}

void ReadControls::takeTyped()
{
    understandValue();
    if (std::exchange(m_typedElsewhere, false) || !isWrong())
        Q_EMIT changed();
}

/// The value's field holds a condition on one JSON field, or a text.
void ReadControls::understandValue()
{
    const std::string typed = m_value->text().toStdString();
    m_wrongBox->hide();
    if (JsonCondition::isMeant(typed)) {
        auto condition = JsonCondition::parse(typed);
        if (condition) {
            m_valueText.clear();
            m_field = std::move(*condition);
        } else {
            showWrong(condition.error().message);
        }
        return;
    }
    m_field.reset();
    m_valueText = JsonCondition::unquotedText(typed);
}

std::vector<int> ReadControls::partitions() const
{
    std::vector<int> chosen;
    for (int p = 0; p < m_count; ++p) {
        if (m_chosen.empty() || m_chosen.count(p) > 0)
            chosen.push_back(p);
    }
    return chosen;
}

void ReadControls::setPartitions(int count)
{
    m_chosen.clear();
    m_count = count;
    while (m_chips.size() > static_cast<std::size_t>(count)) {
        delete m_chips.back();
        m_chips.pop_back();
    }
    while (m_chips.size() < static_cast<std::size_t>(count)) {
        const int partition = static_cast<int>(m_chips.size());
        auto *chip = new Chip(QStringLiteral("P%1").arg(partition));
        chip->setObjectName(QStringLiteral("partition%1").arg(partition));
        connect(chip, &Chip::clicked, this, [this, partition] { choosePartition(partition); });
        m_chipRow->insertWidget(m_chipRow->count() - 1, chip);
        m_chips.push_back(chip);
    }
    showPartitions();
}

void ReadControls::choosePartition(int partition)
{
    if (!m_chosen.erase(partition))
        m_chosen.insert(partition);
    if (m_chosen.size() == m_chips.size())
        m_chosen.clear();
    showPartitions();
    Q_EMIT changed();
}

void ReadControls::showPartitions()
{
    m_all->setChecked(m_chosen.empty());
    for (std::size_t p = 0; p < m_chips.size(); ++p)
        m_chips[p]->setChecked(m_chosen.count(static_cast<int>(p)) > 0);
}

void ReadControls::setLogs(const std::map<int, std::int64_t> &begin, const std::map<int, std::int64_t> &end)
{
    for (std::size_t p = 0; p < m_chips.size(); ++p) {
        const auto first = begin.find(static_cast<int>(p));
        const auto last = end.find(static_cast<int>(p));
        if (first == begin.end() || last == end.end())
            continue;
        m_chips[p]->setFigure(QString::number(last->second));
        m_chips[p]->setToolTip(
            QCoreApplication::translate(
                "messages", "Partition %1: the log keeps the offsets from %2 up to its end at %3.")
                .arg(p)
                .arg(first->second)
                .arg(last->second));
    }
}

void ReadControls::setOtherLogs(std::map<int, std::int64_t> begin, const std::map<int, std::int64_t> &end)
{
    for (const int read : partitions())
        begin.erase(read);
    setLogs(begin, end);
}

void ReadControls::forgetLogs()
{
    for (Chip *chip : m_chips) {
        chip->setFigure({});
        chip->setToolTip({});
    }
}

void ReadControls::setPlace(int partition, qint64 offset)
{
    m_typing.stop();
    m_typedElsewhere = false;
    for (SearchField *field : {m_value, m_key, m_header}) {
        const QSignalBlocker quiet(field);
        field->clear();
    }
    understandValue();
    m_chosen = {partition};
    showPartitions();
    if (offset >= 0) {
        m_offset->setText(QString::number(offset));
        setMode(Mode::Offset);
    } else {
        setMode(Mode::Live);
    }
}

void ReadControls::setLive()
{
    setPlace(-1, -1);
    m_chosen.clear();
    showPartitions();
}

void ReadControls::retranslate()
{
    m_from->setOptions(
        {{idOf(Mode::Beginning), QCoreApplication::translate("messages", "Beginning"),
          QStringLiteral("to-start")},
         {idOf(Mode::Offset), QCoreApplication::translate("messages", "Offset"), QStringLiteral("hash")},
         {idOf(Mode::Time), QCoreApplication::translate("messages", "Time"), QStringLiteral("clock")},
         {idOf(Mode::Live), QCoreApplication::translate("messages", "Live"), QStringLiteral("play")}});
    m_from->setCurrent(idOf(m_mode));
    m_from->setAccessibleName(QCoreApplication::translate("messages", "Read from"));
    m_from->setToolTip(QCoreApplication::translate(
        "messages", "Where reading begins. It joins no consumer group and commits nothing."));
    m_all->setText(QCoreApplication::translate("messages", "All"));
    m_all->setToolTip(QCoreApplication::translate("messages", "Read all partitions"));
    fitPlaceholder();
    m_value->setAccessibleName(QCoreApplication::translate("messages", "Value contains"));
    m_value->setToolTip(QCoreApplication::translate(
        "messages",
        "A text that the value contains, in upper or lower case, or a condition on one of its fields:\n"
        "customer.city = Bandung\nitems[0].qty > 2\nitems[*].name ~ buku (contains)\n"
        "Comparisons: = != > >= < <= ~; only ~ takes upper and lower case for the same.\n"
        "In quotes it is always a text."));
    m_key->setPlaceholder(QCoreApplication::translate("messages", "Key contains"));
    m_key->setToolTip(
        QCoreApplication::translate("messages", "A text that the key contains, in upper or lower case."));
    m_header->setAccessibleName(QCoreApplication::translate("messages", "Header=value"));
    m_header->setToolTip(QCoreApplication::translate(
        "messages",
        "A header's name, or name=value: source=csv. Only messages that have it are kept.\n"
        "In the value upper and lower case are the same; the name is written as the message has it."));
    m_offset->setAccessibleName(QCoreApplication::translate("messages", "From offset"));
    m_time->setAccessibleName(QCoreApplication::translate("messages", "From time"));
    setMode(m_mode);
    understandValue();
}

/// The example is what cannot be guessed: it stays where the room is short.
void ReadControls::fitPlaceholder()
{
    const auto fits = [](const SearchField *field, const QString &text) {
        return textWidth(field->font(), text) + px(52) <= field->width();
    };
    const QString whole = QCoreApplication::translate("messages", "Text, or customer.city = Bandung");
    m_value->setPlaceholderText(fits(m_value, whole) ? whole : QStringLiteral("customer.city = Bandung"));
    const QString header = QCoreApplication::translate("messages", "Header=value");
    m_header->setPlaceholderText(fits(m_header, header) ? header
                                                        : QCoreApplication::translate("messages", "Header"));
}

void ReadControls::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    fitPlaceholder();
    placeWrong();
}

bool ReadControls::isWrong() const
{
    return !m_wrongBox->isHidden();
}

void ReadControls::showWrong(const QString &sentence)
{
    m_wrong->setText(sentence);
    m_wrongBox->show();
    m_wrongBox->raise();
    placeWrong();
}

void ReadControls::placeWrong()
{
    if (!isWrong())
        return;
    m_wrongBox->layout()->activate();
    const QPoint at = m_value->mapTo(m_wrongBox->parentWidget(), QPoint(0, m_value->height() + px(4)));
    m_wrongBox->setGeometry(at.x(), at.y(), width(), m_wrongBox->heightForWidth(width()));
}

void ReadControls::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace pk::gui
