#include "pages/groups/reset_target.h"

#include "views/pill.h"
#include "views/segmented_control.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QDateTimeEdit>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QStackedWidget>

namespace pk::gui {

namespace {

using To = ResetSpec::To;

struct Kind
{
    const char *id;
    To to;
};
constexpr Kind kinds[] = {{"earliest", To::Earliest},
                          {"latest", To::Latest},
                          {"offset", To::Offset},
                          {"time", To::Time},
                          {"shift", To::Shift}};

To kindOf(const QString &id)
{
    for (const Kind &kind : kinds) {
        if (id == QLatin1String(kind.id))
            return kind.to;
    }
    return To::Earliest;
}

QString agoText(qint64 ms)
{
    return ms < 60'000 ? QCoreApplication::translate("groups", "−%1 s").arg(ms / 1000)
                       : QCoreApplication::translate("groups", "−%1 min").arg(ms / 60'000);
}

QString shiftText(qint64 records)
{
    return records < 0 ? QStringLiteral("−%1").arg(-records) : QStringLiteral("+%1").arg(records);
}

QLineEdit *numberField(const QString &pattern)
{
    auto *field = new QLineEdit;
    field->setValidator(new QRegularExpressionValidator(QRegularExpression(pattern), field));
    onTheme(field, [field] { field->setFont(Theme::instance().font(TextRole::Mono)); });
    return field;
}

QWidget *column(QWidget *field, QHBoxLayout *steps)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->addWidget(field);
    if (steps != nullptr) {
        steps->addStretch();
        layout->addLayout(steps);
    }
    layout->addStretch();
    onTheme(page, [layout, steps] {
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(px(8));
        if (steps != nullptr)
            steps->setSpacing(px(6));
    });
    return page;
}

} // namespace

ResetTarget::ResetTarget(QWidget *parent)
    : QWidget(parent)
    , m_kind(new SegmentedControl(this))
    , m_inputs(new QStackedWidget(this))
    , m_offset(numberField(QStringLiteral("\\d{0,18}")))
    , m_time(new QDateTimeEdit)
    , m_shift(numberField(QStringLiteral("[-−+]?\\d{0,18}")))
    , m_hint(new TextLabel(TextRole::Small, Token::Muted, this))
{
    m_hint->setWordWrap(true);
    m_kind->setObjectName(QStringLiteral("resetKind"));
    m_offset->setObjectName(QStringLiteral("resetOffset"));
    m_time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    onTheme(m_time, [this] { m_time->setFont(Theme::instance().font(TextRole::Mono)); });
    auto *ago = new QHBoxLayout;
    auto *shifts = new QHBoxLayout;
    m_inputs->addWidget(column(m_offset, nullptr));
    m_inputs->addWidget(column(m_time, ago));
    m_inputs->addWidget(column(m_shift, shifts));
    addSteps(ago, m_ago, {5'000, 60'000, 300'000, 600'000});
    addSteps(shifts, m_shifts, {-1'000, -100, -10, 10, 100});

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_kind);
    layout->addWidget(m_inputs);
    layout->addWidget(m_hint);
    onTheme(this, [layout] {
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(px(10));
    });
    connect(m_kind, &SegmentedControl::chosen, this, [this] {
        showTarget();
        Q_EMIT changed();
    });
    connect(m_offset, &QLineEdit::textChanged, this, &ResetTarget::changed);
    connect(m_shift, &QLineEdit::textChanged, this, [this](const QString &text) {
        for (const Step &step : m_shifts)
            step.chip->setChecked(QString::number(step.value) == text);
        Q_EMIT changed();
    });
    connect(m_time, &QDateTimeEdit::dateTimeChanged, this, [this] {
        choose(m_ago, nullptr);
        Q_EMIT changed();
    });
    retranslate();
    beginAnew();
}

void ResetTarget::addSteps(QHBoxLayout *row, std::vector<Step> &steps, std::initializer_list<qint64> values)
{
    const bool times = &steps == &m_ago;
    int at = 0;
    for (const qint64 value : values) {
        auto *chip = new Chip(QString(), this);
        row->insertWidget(at++, chip);
        steps.push_back({chip, value});
        connect(chip, &Chip::clicked, this, [this, chip, value, times] {
            if (times) {
                m_time->setDateTime(QDateTime::currentDateTime().addMSecs(-value));
                choose(m_ago, chip);
            } else {
                m_shift->setText(QString::number(value));
                choose(m_shifts, chip);
            }
        });
    }
}

void ResetTarget::choose(const std::vector<Step> &steps, const Chip *chip)
{
    for (const Step &step : steps)
        step.chip->setChecked(step.chip == chip);
}

void ResetTarget::beginAnew()
{
    const QSignalBlocker quiet(this);
    m_before.clear();
    m_kind->setCurrent(QLatin1String(kinds[0].id));
    m_offset->setText(QStringLiteral("0"));
    m_time->setDateTime(QDateTime::currentDateTime().addSecs(-60));
    choose(m_ago, nullptr);
    m_shift->setText(QStringLiteral("-100"));
    showTarget();
}

void ResetTarget::setBefore(std::map<TopicPartition, std::int64_t> offsets)
{
    m_before = std::move(offsets);
    showTarget();
}

std::optional<ResetSpec> ResetTarget::spec() const
{
    ResetSpec spec;
    spec.to = to();
    spec.offsets = m_before;
    bool ok = true;
    if (spec.to == To::Offset)
        spec.value = m_offset->text().toLongLong(&ok);
    else if (spec.to == To::Shift)
        spec.value = QString(m_shift->text()).replace(QChar(0x2212), QLatin1Char('-')).toLongLong(&ok);
    else if (spec.to == To::Time)
        spec.value = m_time->dateTime().toMSecsSinceEpoch();
    return ok ? std::optional(spec) : std::nullopt;
}

ResetSpec::To ResetTarget::to() const
{
    return isBefore() ? To::Each : kindOf(m_kind->current());
}

void ResetTarget::showTarget()
{
    m_kind->setHidden(isBefore());
    m_inputs->setVisible(to() == To::Offset || to() == To::Time || to() == To::Shift);
    m_inputs->setCurrentIndex(to() == To::Offset ? 0 : to() == To::Time ? 1 : 2);
    switch (to()) {
    case To::Earliest:
        m_hint->setText(QCoreApplication::translate(
            "groups", "To the oldest record that the log still keeps: everything is read again."));
        break;
    case To::Latest:
        m_hint->setText(QCoreApplication::translate(
            "groups", "To the end of the log: what waits now is skipped, only new records are read."));
        break;
    case To::Offset:
        m_hint->setText(QCoreApplication::translate(
            "groups", "To this offset in each chosen partition, or the nearest that the log keeps."));
        break;
    case To::Time:
        m_hint->setText(QCoreApplication::translate("groups", "To the first record at or after this time."));
        break;
    case To::Shift:
        m_hint->setText(QCoreApplication::translate(
            "groups", "So many records from the committed offset of each partition; negative goes back."));
        break;
    case To::Each:
        m_hint->setText(QCoreApplication::translate(
            "groups", "Each partition goes back to where it stood before the reset."));
        break;
    }
}

void ResetTarget::retranslate()
{
    m_kind->setOptions({{QStringLiteral("earliest"), QCoreApplication::translate("groups", "Earliest"), {}},
                        {QStringLiteral("latest"), QCoreApplication::translate("groups", "Latest"), {}},
                        {QStringLiteral("offset"), QCoreApplication::translate("groups", "Offset"), {}},
                        {QStringLiteral("time"), QCoreApplication::translate("groups", "Time"), {}},
                        {QStringLiteral("shift"), QCoreApplication::translate("groups", "Shift"), {}}});
    m_kind->setAccessibleName(QCoreApplication::translate("groups", "Where the group goes on"));
    m_offset->setAccessibleName(QCoreApplication::translate("groups", "Offset"));
    m_time->setAccessibleName(QCoreApplication::translate("groups", "Time"));
    m_shift->setAccessibleName(QCoreApplication::translate("groups", "Shift, in records"));
    for (const Step &step : m_ago)
        step.chip->setText(agoText(step.value));
    for (const Step &step : m_shifts)
        step.chip->setText(shiftText(step.value));
}

void ResetTarget::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showTarget();
    }
    QWidget::changeEvent(event);
}

} // namespace pk::gui
