#include "pages/warehouse/rows_footer.h"

#include "theme/app_style.h"
#include "theme/painting.h"
#include "views/format.h"
#include "views/icon_button.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPushButton>

namespace pk::gui {

namespace {

constexpr int gapBase = 7;
constexpr int buttonBase = 28;

class MarkSign final : public QWidget
{
public:
    MarkSign(Mark mark, QWidget *parent)
        : QWidget(parent)
        , m_mark(mark)
    {
        onTheme(this, [this] { setFixedSize(px(9), px(9)); });
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        drawMark(painter, rect(), m_mark, color(Token::Green));
    }

private:
    Mark m_mark;
};

} // namespace

RowsFooter::RowsFooter(QWidget *parent)
    : QWidget(parent)
    , m_newSign(new MarkSign(Mark::Dot, this))
    , m_new(new TextLabel(TextRole::Small, Token::Text, this))
    , m_updatedSign(new MarkSign(Mark::Square, this))
    , m_updated(new TextLabel(TextRole::Small, Token::Text, this))
    , m_when(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_newer(new TextLabel(TextRole::Small, Token::Text, this))
    , m_why(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_toNewest(new QPushButton(this))
    , m_range(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_toStart(new IconButton(QStringLiteral("to-start"), {}, this))
    , m_back(new IconButton(QStringLiteral("chevron-left"), {}, this))
    , m_on(new IconButton(QStringLiteral("chevron-right"), {}, this))
{
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_newSign);
    row->addWidget(m_new);
    row->addWidget(m_updatedSign);
    row->addWidget(m_updated);
    row->addWidget(m_when);
    row->addWidget(m_newer);
    row->addWidget(m_toNewest);
    row->addWidget(m_why);
    row->addStretch();
    row->addWidget(m_range);
    for (IconButton *button : {m_toStart, m_back, m_on}) {
        button->setSmall(true);
        row->addWidget(button);
    }
    for (TextLabel *label : {m_new, m_updated, m_when, m_why})
        label->setElided(true);
    m_newer->setObjectName(QStringLiteral("newerRows"));
    m_toNewest->setObjectName(QStringLiteral("toNewestRows"));
    m_toNewest->setFlat(true);
    setButtonKind(m_toNewest, ButtonKind::Tonal);
    setSmall(m_toNewest);
    m_toStart->setObjectName(QStringLiteral("firstPage"));
    m_back->setObjectName(QStringLiteral("previousPage"));
    m_on->setObjectName(QStringLiteral("nextPage"));
    connect(m_toNewest, &QPushButton::clicked, this, &RowsFooter::newestWanted);
    connect(m_toStart, &IconButton::clicked, this, &RowsFooter::firstWanted);
    connect(m_back, &IconButton::clicked, this, &RowsFooter::backWanted);
    connect(m_on, &IconButton::clicked, this, &RowsFooter::onWanted);
    onTheme(this, [this, row] {
        setFixedHeight(px(38));
        row->setContentsMargins(px(14), 0, px(10), 0);
        row->setSpacing(px(gapBase));
    });
}

void RowsFooter::setPage(qint64 first, qint64 rows, qint64 total)
{
    m_first = first;
    m_rows = rows;
    m_total = total;
    showRange();
}

void RowsFooter::setHeld(bool held)
{
    if (held == m_held)
        return;
    m_held = held;
    retranslate();
}

void RowsFooter::setNewer(int count, bool more)
{
    if (count == m_newerRows && more == m_moreRows)
        return;
    m_newerRows = count;
    m_moreRows = more;
    retranslate();
}

void RowsFooter::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

/// What the marks mean is said as fully as there is room.
void RowsFooter::fit()
{
    const QString whole =
        QCoreApplication::translate("warehouse page", "updated row, changed cells outlined");
    const QFont font = Theme::instance().font(TextRole::Small);
    const auto wide = [&font](const QString &text) { return textWidth(font, text) + px(gapBase); };
    const int room = width() - px(14 + 10) - 2 * px(9 + gapBase) - 3 * px(buttonBase + gapBase)
        - wide(m_range->text()) - wide(m_new->text());
    const bool behind = m_newerRows > 0;
    for (QWidget *part : std::initializer_list<QWidget *>{m_newSign, m_new, m_updatedSign, m_updated})
        part->setVisible(!behind);
    m_newer->setVisible(behind);
    m_toNewest->setVisible(behind);
    m_why->setVisible(behind);
    m_when->setVisible(!behind && room >= wide(whole) + wide(m_when->text()));
    m_updated->setText(room >= wide(whole) ? whole
                                           : QCoreApplication::translate("warehouse page", "updated row"));
    m_updated->setToolTip(whole);
}

void RowsFooter::showRange()
{
    const auto count = [](qint64 number) { return grouped(number); };
    m_range->setText(m_rows == 0 ? QString()
                                 : QCoreApplication::translate("warehouse page", "%1–%2 of %3")
                                       .arg(count(m_first + 1), count(m_first + m_rows), count(m_total)));
    m_toStart->setEnabled(m_first > 0);
    m_back->setEnabled(m_first > 0);
    m_on->setEnabled(m_first + m_rows < m_total);
    fit();
}

void RowsFooter::retranslate()
{
    m_new->setText(QCoreApplication::translate("warehouse page", "new row"));
    m_when->setText(m_held ? QCoreApplication::translate("warehouse page", "by the last write")
                           : QCoreApplication::translate("warehouse page", "in the last 2 seconds"));
    const QString count = grouped(m_newerRows);
    m_newer->setText(QCoreApplication::translate("warehouse page", "%1 newer")
                         .arg(m_moreRows ? count + QLatin1Char('+') : count));
    m_why->setText(QCoreApplication::translate("warehouse page", "the page stands still"));
    m_why->setToolTip(QCoreApplication::translate("warehouse page",
                                                  "While a row is chosen, or while you look further down, no "
                                                  "row comes or goes. What changes in the rows "
                                                  "that are shown is seen."));
    m_toNewest->setText(QCoreApplication::translate("warehouse page", "Show them"));
    m_toStart->setLabel(QCoreApplication::translate("warehouse page", "First page"));
    m_back->setLabel(QCoreApplication::translate("warehouse page", "Previous page"));
    m_on->setLabel(QCoreApplication::translate("warehouse page", "Next page"));
    showRange();
}

} // namespace pk::gui
