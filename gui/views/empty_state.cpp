#include "views/empty_state.h"

#include "theme/app_style.h"
#include "theme/painting.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace pk::gui {

class EmptyState::Picture final : public QWidget
{
public:
    using QWidget::QWidget;

    QString name;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        drawBox(painter, rect(), px(16), color(Token::Surface2), color(Token::Border));
        const int side = px(26);
        Theme::instance().icon(name).paint(&painter,
                                           QRect((width() - side) / 2, (height() - side) / 2, side, side));
    }
};

EmptyState::EmptyState(const QString &iconName, QWidget *parent)
    : QWidget(parent)
    , m_picture(new Picture(this))
    , m_title(new TextLabel(TextRole::CardTitle, Token::Text, this))
    , m_sentence(new TextLabel(TextRole::Body, Token::Muted, this))
    , m_action(new QPushButton(this))
{
    m_picture->name = iconName;
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_sentence->setWordWrap(true);
    setButtonKind(m_action, ButtonKind::Tonal);
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionRequested);

    auto *column = new QVBoxLayout(this);
    column->addStretch(2);
    column->addWidget(m_picture, 0, Qt::AlignHCenter);
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    onTheme(this, [this, column] {
        m_picture->setFixedSize(px(56), px(56));
        column->setContentsMargins(px(24), px(16), px(24), px(16));
        column->setSpacing(px(10));
    });
}

void EmptyState::resizeEvent(QResizeEvent *)
{
    m_picture->setVisible(height() >= px(150));
    layout()->setContentsMargins(px(24), height() >= px(90) ? px(16) : 0, px(24), 0);
}

void EmptyState::setIconName(const QString &name)
{
    m_picture->name = name;
    m_picture->update();
}

void EmptyState::setTexts(const QString &title, const QString &sentence)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

void EmptyState::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

} // namespace pk::gui
