#include "pages/profiles/step_list.h"

#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QCoreApplication>

namespace pk::gui {

namespace {

using Kind = broker::StepOutcome::Kind;

struct Look
{
    Accent accent;
    QString text;
};

Look lookOf(Kind kind)
{
    switch (kind) {
    case Kind::Passed:
        return {GreenAccent, QCoreApplication::translate("profiles", "ok")};
    case Kind::Failed:
        return {RoseAccent, QCoreApplication::translate("profiles", "failed")};
    case Kind::NotNeeded:
        return {PlainAccent, QCoreApplication::translate("profiles", "not needed")};
    case Kind::NotTried:
        break;
    }
    return {PlainAccent, QCoreApplication::translate("profiles", "not tried")};
}

} // namespace

class StepList::Row final : public QWidget
{
public:
    Row(const environment::ProfileStep &step, QWidget *parent)
        : QWidget(parent)
    {
        const Look look = lookOf(step.kind);
        auto *mark = new Pill(look.accent, look.text, this);
        mark->setSmall(true);
        mark->setMark(step.kind == Kind::Failed ? Mark::Triangle : Mark::Dot);
        auto *name = new TextLabel(TextRole::Strong, Token::Text, this);
        name->setText(step.name);
        auto *sentence =
            new TextLabel(TextRole::Small, step.kind == Kind::Failed ? Token::Text : Token::Muted, this);
        sentence->setObjectName(QStringLiteral("sentence"));
        sentence->setWordWrap(true);
        sentence->setTextInteractionFlags(Qt::TextSelectableByMouse); // there are commands in it
        sentence->setText(step.kind == Kind::NotTried ? QString() : step.sentence);
        sentence->setVisible(step.kind != Kind::NotTried);
        auto *head = new QHBoxLayout;
        head->addWidget(name, 1);
        head->addWidget(mark);
        auto *column = new QVBoxLayout(this);
        column->addLayout(head);
        column->addWidget(sentence);
        onTheme(this, [column] {
            column->setContentsMargins(0, px(4), 0, px(4));
            column->setSpacing(px(2));
        });
    }
};

StepList::StepList(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
}

void StepList::clear()
{
    qDeleteAll(findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
}

void StepList::add(const environment::ProfileStep &step)
{
    m_rows->addWidget(new Row(step, this));
}

} // namespace pk::gui
