#include "pages/groups/reset_effects.h"

#include "flow/figures.h"
#include "theme/app_style.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace pk::gui {

/// An icon, a sentence, and what it means.
class ResetEffects::Row final : public QWidget
{
public:
    explicit Row(QWidget *parent)
        : QWidget(parent)
        , m_icon(new QLabel(this))
        , m_sentence(new TextLabel(TextRole::Strong, Token::Text, this))
        , m_detail(new TextLabel(TextRole::Small, Token::Muted, this))
        , m_texts(new QVBoxLayout)
    {
        m_sentence->setWordWrap(true);
        m_detail->setWordWrap(true);
        m_texts->addWidget(m_sentence);
        m_texts->addWidget(m_detail);
        auto *row = new QHBoxLayout(this);
        row->addWidget(m_icon, 0, Qt::AlignTop);
        row->addLayout(m_texts, 1);
        onTheme(this, [this, row] {
            row->setContentsMargins(0, 0, 0, 0);
            row->setSpacing(px(10));
            m_texts->setSpacing(px(2));
            paintIcon();
        });
    }

    void show(const QString &icon, Token token, const QString &sentence, const QString &detail)
    {
        m_name = icon;
        m_token = token;
        m_sentence->setText(sentence);
        m_detail->setText(detail);
        m_detail->setVisible(!detail.isEmpty());
        paintIcon();
        setVisible(true);
    }

    void add(QWidget *widget) { m_texts->addWidget(widget, 0, Qt::AlignLeft); }

private:
    void paintIcon()
    {
        if (!m_name.isEmpty())
            m_icon->setPixmap(
                Theme::instance().icon(m_name, m_token).pixmap(QSize(px(18), px(18)), devicePixelRatioF()));
        m_icon->setFixedSize(px(18), px(20));
    }

    QLabel *m_icon;
    TextLabel *m_sentence;
    TextLabel *m_detail;
    QVBoxLayout *m_texts;
    QString m_name;
    Token m_token = Token::Muted;
};

ResetEffects::ResetEffects(QWidget *parent)
    : QWidget(parent)
    , m_again(new Row(this))
    , m_skipped(new Row(this))
    , m_pause(new Row(this))
    , m_leave(new QPushButton(m_skipped))
{
    setSmall(m_leave);
    m_leave->setObjectName(QStringLiteral("leaveSkipped"));
    m_skipped->add(m_leave);
    connect(m_leave, &QPushButton::clicked, this, &ResetEffects::leaveSkippedRequested);
    auto *column = new QVBoxLayout(this);
    for (Row *row : {m_again, m_skipped, m_pause}) {
        row->hide();
        column->addWidget(row);
    }
    onTheme(this, [column] {
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(px(12));
    });
}

void ResetEffects::setFacts(const Facts &facts)
{
    std::int64_t again = 0;
    std::int64_t skipped = 0;
    for (const ResetLine &line : facts.lines) {
        again += line.readAgain();
        skipped += line.skipped();
    }
    showAgain(again, facts);
    showSkipped(skipped, facts);
    showPause(facts);
}

void ResetEffects::showAgain(std::int64_t records, const Facts &facts)
{
    m_again->setVisible(records > 0);
    if (records == 0)
        return;
    const QString sentence =
        (countsOffsets(facts.lines) ? QCoreApplication::translate("groups", "Offsets read again: %1")
                                    : QCoreApplication::translate("groups", "Records read again: %1"))
            .arg(countText(records));
    const QString icon = QStringLiteral("success");
    if (facts.stage == StageKind::Transform) {
        m_again->show(icon, Token::Green, sentence,
                      QCoreApplication::translate(
                          "groups",
                          "Each of them is written to the enriched topic once more; the load recognises what "
                          "it has."));
    } else if (isNaive(facts.semantics)) {
        m_again->show(QStringLiteral("warning"), Token::Amber, sentence,
                      QCoreApplication::translate("groups",
                                                  "In this delivery mode each of them becomes one more row: "
                                                  "the load is not idempotent."));
    } else {
        m_again->show(icon, Token::Green, sentence,
                      QCoreApplication::translate(
                          "groups", "The load is idempotent: the same rows with the same content."));
    }
}

void ResetEffects::showSkipped(std::int64_t records, const Facts &facts)
{
    m_skipped->setVisible(records > 0);
    if (records == 0)
        return;
    QStringList where;
    for (const ResetLine &line : facts.lines) {
        if (line.skipped() > 0)
            where << QStringLiteral("P%1").arg(line.partition.partition);
    }
    const QString sentence =
        (countsOffsets(facts.lines) ? QCoreApplication::translate("groups", "Offsets of %2 skipped: %1")
                                    : QCoreApplication::translate("groups", "Records of %2 skipped: %1"))
            .arg(countText(records), where.join(QStringLiteral(", ")));
    m_leave->setHidden(facts.undoes);
    if (facts.undoes) {
        m_skipped->show(
            QStringLiteral("success"), Token::Green, sentence,
            QCoreApplication::translate("groups", "The group had read them before it was reset."));
        return;
    }
    m_skipped->show(QStringLiteral("warning"), Token::Rose, sentence,
                    facts.stage == StageKind::Transform
                        ? QCoreApplication::translate(
                            "groups", "They stay in the topic, but are never transformed nor loaded.")
                        : QCoreApplication::translate(
                            "groups", "They stay in the topic, but never reach the warehouse."));
    m_leave->setText(
        QCoreApplication::translate("groups", "Leave %1 as it is").arg(where.join(QStringLiteral(", "))));
}

void ResetEffects::showPause(const Facts &facts)
{
    const QString detail = facts.stage == StageKind::Load && !isNaive(facts.semantics)
        ? QCoreApplication::translate(
            "groups",
            "A group must not read meanwhile, so the pipeline pauses, and the members "
            "join anew. The offsets in the warehouse (etl_offsets) move, too.")
        : QCoreApplication::translate(
            "groups",
            "A group must not read meanwhile, so the pipeline pauses, and the members "
            "join anew.");
    if (facts.members > 0) {
        m_pause->show(QStringLiteral("members"), Token::Muted,
                      facts.members == 1
                          ? QCoreApplication::translate("groups", "1 member stops for about four seconds")
                          : QCoreApplication::translate("groups", "%1 members stop for about four seconds")
                                .arg(facts.members),
                      detail);
    } else {
        m_pause->show(QStringLiteral("members"), Token::Muted,
                      QCoreApplication::translate("groups", "The group has no member"),
                      QCoreApplication::translate(
                          "groups",
                          "The application joins it for a moment to commit, and leaves again. Whoever joins "
                          "later goes on from there."));
    }
}

} // namespace pk::gui
