#include "views/stat_tile.h"

#include "views/text_label.h"
#include "views/themed.h"

#include <QHBoxLayout>

namespace pk::gui {

StatTile::StatTile(QWidget *parent)
    : QWidget(parent)
    , m_figure(new TextLabel(TextRole::Figure, Token::Text, this))
    , m_unit(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_caption(new TextLabel(TextRole::Small, Token::Muted, this))
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Maximum);
    m_unit->hide();
    auto *top = new QHBoxLayout;
    top->addWidget(m_figure, 0, Qt::AlignBottom);
    top->addWidget(m_unit, 0, Qt::AlignBottom);
    top->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(top);
    column->addWidget(m_caption);
    onTheme(this, [this, top, column] {
        top->setSpacing(px(4));
        column->setSpacing(0);
        m_unit->setContentsMargins(0, 0, 0, px(3)); // onto the figure's base line
    });
}

void StatTile::setCaption(const QString &caption)
{
    m_caption->setText(caption);
    name();
}

void StatTile::setFigure(const QString &figure, const QString &unit)
{
    m_figure->setText(figure);
    m_unit->setText(unit);
    m_unit->setVisible(!unit.isEmpty());
    name();
}

void StatTile::setToken(Token token)
{
    m_figure->setToken(token);
}

QString StatTile::figure() const
{
    return m_figure->text();
}

void StatTile::name()
{
    setAccessibleName(
        QStringLiteral("%1: %2 %3").arg(m_caption->text(), m_figure->text(), m_unit->text()).trimmed());
}

} // namespace pk::gui
