#include "pages/inspector/rate_line.h"

#include "views/format.h"
#include "views/sparkline.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QHBoxLayout>
#include <QLocale>

namespace pk::gui {

RateLine::RateLine(QWidget *parent)
    : QWidget(parent)
    , m_figure(new TextLabel(TextRole::Figure, Token::Text, this))
    , m_unit(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_line(new Sparkline(Token::Blue, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_figure);
    row->addWidget(m_unit, 0, Qt::AlignBottom);
    row->addStretch();
    row->addWidget(m_line, 2);
    onTheme(this, [this, row] {
        row->setSpacing(px(6));
        m_line->setFixedHeight(px(32));
        m_unit->setContentsMargins(0, 0, 0, px(3));
    });
}

void RateLine::setRate(double perSecond, const QString &unit, std::vector<float> history, Token token)
{
    m_figure->setText(perSecond < 100 ? QLocale().toString(perSecond, 'f', 1)
                                      : grouped(static_cast<std::int64_t>(perSecond + 0.5)));
    m_unit->setText(unit);
    m_line->setToken(token);
    m_line->setValues(std::move(history));
}

} // namespace pk::gui
