#include "app/status_line.h"

#include "app/transport.h"
#include "theme/painting.h"
#include "views/format.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"
#include "views/tip.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int errorsKept = 50;
constexpr int newsLeast = 160; ///< what is said last is not pushed out by the rest

QString regimeText(const RunStatus &status)
{
    switch (status.regime) {
    case Regime::Conducted:
        return QCoreApplication::translate("app", "Conducted steps · order = seed %1").arg(status.seed);
    case Regime::Free:
        return QCoreApplication::translate("app", "Running free · same content, any order across partitions");
    case Regime::ForeignClients:
        break;
    case Regime::None:
        return {};
    }
    return QCoreApplication::translate("app", "There are other clients: the order is not guaranteed");
}

/// Where the line has no room for it.
QString shortRegimeText(const RunStatus &status)
{
    switch (status.regime) {
    case Regime::Conducted:
        return QCoreApplication::translate("app", "Conducted · seed %1").arg(status.seed);
    case Regime::Free:
        return QCoreApplication::translate("app", "Running free · any order across partitions");
    case Regime::ForeignClients:
        break;
    case Regime::None:
        return {};
    }
    return QCoreApplication::translate("app", "There are other clients");
}

QString regimeHelp(Regime regime)
{
    switch (regime) {
    case Regime::Conducted:
        return QCoreApplication::translate(
            "app",
            "One hop after the other, when it is asked for: with the same seed the same order each time.");
    case Regime::Free:
        return QCoreApplication::translate(
            "app",
            "All stages work at once. With the same seed the same records come, but which of them is "
            "first in another partition is left to chance.");
    case Regime::ForeignClients:
        break;
    case Regime::None:
        return {};
    }
    return QCoreApplication::translate("app", "Another program writes into these topics, too.");
}

} // namespace

StatusLine::StatusLine(Transport &transport, QWidget *parent)
    : QWidget(parent)
    , m_transport(transport)
    , m_regime(new Pill(PlainAccent, {}, this))
    , m_activity(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_more(new QHBoxLayout)
    , m_errorCount(new PillButton(RoseAccent, this))
    , m_news(new TextLabel(TextRole::Small, Token::RoseText, this))
    , m_dropped(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_journal(new TextLabel(TextRole::MonoSmall, Token::Muted, this))
    , m_age(this)
    , m_now([] { return QDateTime::currentDateTime(); })
{
    m_age.setSingleShot(true);
    connect(&m_age, &QTimer::timeout, this, &StatusLine::age);
    m_regime->setSmall(true);
    m_regime->setMark(Mark::Dot);
    m_errorCount->setObjectName(QStringLiteral("errors"));
    m_errorCount->setMark(Mark::Triangle);
    m_news->setObjectName(QStringLiteral("news"));
    m_activity->setElided(true);
    m_news->setElided(true);
    m_news->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_news->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    connect(m_errorCount, &PillButton::clicked, this, &StatusLine::errorsRequested);
    connect(&transport, &Transport::statusChanged, this, &StatusLine::refresh);
    connect(&transport, &Transport::failed, this, &StatusLine::addError);
    connect(&transport, &Transport::recovered, this, &StatusLine::showRecovery);
    connect(&transport, &Transport::settled, this, &StatusLine::settle);

    auto *row = new QHBoxLayout(this);
    row->addWidget(m_regime);
    row->addWidget(m_activity);
    row->addLayout(m_more);
    row->addStretch();
    row->addWidget(m_news, 1); // what is left of the room: the activity goes before it
    row->addWidget(m_errorCount);
    row->addWidget(m_dropped);
    row->addWidget(m_journal);
    onTheme(this, [this, row] {
        row->setContentsMargins(px(20), px(1), px(16), 0);
        row->setSpacing(px(12));
        setFixedHeight(px(30));
    });
    refresh();
    showErrors();
}

void StatusLine::add(QWidget *widget)
{
    m_more->addWidget(widget);
}

void StatusLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool StatusLine::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        fit(); // what stands beside it has become longer, or has come or gone
    return QWidget::event(event);
}

/// What the line takes with these words for the regime, and all else at full length but what has been added.
int StatusLine::widthWith(const QString &regime, bool journal) const
{
    int sum = layout()->contentsMargins().left() + layout()->contentsMargins().right();
    const auto add = [&](const QWidget *widget, int width) {
        if (!widget->isHidden())
            sum += width + layout()->spacing();
    };
    add(m_regime, m_regime->sizeFor(regime).width());
    add(m_activity, m_activity->sizeHint().width());
    for (int i = 0; i < m_more->count(); ++i)
        add(m_more->itemAt(i)->widget(), m_more->itemAt(i)->widget()->minimumSizeHint().width());
    add(m_news, std::min(m_news->sizeHint().width(), px(newsLeast)));
    add(m_errorCount, m_errorCount->sizeHint().width());
    add(m_dropped, m_dropped->sizeHint().width());
    return journal ? sum + m_journal->sizeHint().width() : sum;
}

/// Where not all has room, first what was added gives way, to the news, too; then words of the regime, then
/// the journal's figure, and last the activity, of which the beginning stays. The whole is the line's tool
/// tip.
void StatusLine::fit()
{
    const RunStatus status = m_transport.status();
    const QString whole = regimeText(status);
    const bool wide =
        widthWith(whole, true) <= width() && m_regime->sizeFor(whole).width() <= width() * 2 / 5;
    const QString regime = wide ? whole : shortRegimeText(status);
    const bool journal = widthWith(regime, true) <= width();
    const int longNews = m_news->isHidden() ? 0 : std::max(0, m_news->sizeHint().width() - px(newsLeast));
    const int room = std::max(0, width() - widthWith(regime, journal) - longNews);
    m_regime->setText(regime);
    m_journal->setVisible(journal);
    for (int i = 0; i < m_more->count(); ++i) {
        QWidget *added = m_more->itemAt(i)->widget();
        added->setMaximumWidth(added->minimumSizeHint().width() + room);
    }
    QStringList texts;
    if (!wide || !journal) {
        for (const QString &text : {whole, m_activity->text(), m_journal->text()}) {
            if (!text.isEmpty())
                texts << text;
        }
    }
    setToolTip(brokenTip(texts.join(QStringLiteral(" \u00b7 "))));
}

void StatusLine::refresh()
{
    const RunStatus status = m_transport.status();
    m_regime->setVisible(status.regime != Regime::None);
    m_regime->setToolTip(brokenTip(regimeHelp(status.regime)));
    m_regime->setAccent(status.regime == Regime::Conducted  ? BlueAccent
                            : status.regime == Regime::Free ? TealAccent
                                                            : AmberAccent);
    m_regime->setMark(status.regime == Regime::ForeignClients ? Mark::Triangle : Mark::Dot);
    m_activity->setText(status.activity);
    m_dropped->setText(
        QCoreApplication::translate("app", "%1 not drawn").arg(grouped(status.droppedInDrawing)));
    m_dropped->setVisible(status.droppedInDrawing > 0); // that nothing was left out needs no saying
    m_dropped->setToolTip(QCoreApplication::translate(
        "app",
        "Records that moved while too many others were drawn. They are counted and processed all the same."));
    m_journal->setText(QCoreApplication::translate("app", "journal %1").arg(grouped(status.journalPosition)));
    m_journal->setToolTip(
        QCoreApplication::translate("app", "Number of the newest journal entry that is shown"));
    fit();
}

void StatusLine::addError(const Saying &sentence, const QString &condition, const QString &subject)
{
    m_errors.append({sentence, condition, m_now(), {}, subject});
    if (m_errors.size() > errorsKept)
        m_errors.removeFirst();
    showNews(sentence, subject, true);
}

void StatusLine::showRecovery(const Saying &sentence, const QString &condition, const QString &subject)
{
    for (ErrorNote &note : m_errors) {
        if (note.lasts() && note.condition == condition)
            note.ended = m_now();
    }
    showNews(sentence, subject, false);
}

void StatusLine::settle(const QString &subject)
{
    for (ErrorNote &note : m_errors) {
        if (note.subject == subject && !note.ended.isValid())
            note.ended = m_now();
    }
    if (m_subject == subject)
        quieten();
    else
        showErrors();
}

void StatusLine::showNews(const Saying &sentence, const QString &subject, bool error)
{
    m_said = sentence;
    m_subject = subject;
    m_news->setToken(error ? Token::RoseText : Token::Muted);
    m_news->setText(m_said.text());
    m_tellsError = error;
    m_age.start(error ? AgeMs : GoodNewsMs);
    showErrors();
}

void StatusLine::quieten()
{
    m_age.stop();
    age();
}

/// What still lasts stays in the line, the rest only in the list.
void StatusLine::age()
{
    const auto lasting =
        std::find_if(m_errors.rbegin(), m_errors.rend(), [](const ErrorNote &note) { return note.lasts(); });
    m_news->setToken(Token::RoseText);
    m_said = lasting != m_errors.rend() ? lasting->sentence : Saying();
    m_subject.clear();
    m_news->setText(m_said.text());
    showErrors();
}

/// In the other language; what cannot be said in it goes, unless it lasts.
void StatusLine::retell()
{
    if (!m_said.followsLanguage()) {
        quieten();
        return;
    }
    m_news->setText(m_said.text());
    showErrors();
}

void StatusLine::clearErrors()
{
    m_errors.clear();
    m_said = {};
    m_subject.clear();
    m_news->clear();
    showErrors();
}

void StatusLine::showErrors()
{
    const bool any = !m_errors.isEmpty();
    const bool fresh =
        std::any_of(m_errors.begin(), m_errors.end(), [](const ErrorNote &note) { return note.lasts(); })
        || (m_tellsError && m_age.isActive());
    m_errorCount->setVisible(any);
    m_news->setVisible(!m_news->text().isEmpty());
    m_errorCount->setAccent(fresh ? RoseAccent : PlainAccent);
    m_errorCount->setText(QString::number(m_errors.size()));
    m_errorCount->setToolTip(QCoreApplication::translate("app", "Show the errors"));
    m_errorCount->setAccessibleName(m_errorCount->toolTip());
    Q_EMIT errorsChanged();
}

void StatusLine::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        refresh();
        retell();
    }
    QWidget::changeEvent(event);
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Window));
    painter.fillRect(QRect(0, 0, width(), hairline()), color(Token::Border));
}

} // namespace pk::gui
