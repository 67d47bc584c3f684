#include "app/navigation_rail.h"

#include "theme/painting.h"
#include "views/painted_button.h"
#include "views/themed.h"

#include <QButtonGroup>
#include <QEvent>
#include <QKeyEvent>

namespace pk::gui {

namespace {

constexpr int railWidth = 64;
constexpr int tileSide = 42;
constexpr int tilePitch = 50;
constexpr int firstTile = 70;
constexpr int smallestTile = 30;

} // namespace

class NavigationRail::Tile final : public PaintedButton
{
public:
    Tile(PageInfo page, QWidget *parent)
        : PaintedButton(parent)
        , info(std::move(page))
    {
        setObjectName(info.id);
        setCheckable(true);
        retranslate();
    }

    void retranslate()
    {
        setText(info.title());
        setToolTip(keys.isEmpty()
                       ? text()
                       : QStringLiteral("%1 (%2)").arg(text(), keys.toString(QKeySequence::NativeText)));
        setShortcut(keys); // setText() took it away
    }

    QSize sizeHint() const override { return QSize(px(tileSide), px(tileSide)); }
    QSize minimumSizeHint() const override { return QSize(px(smallestTile), px(smallestTile)); }

    PageInfo info;
    QKeySequence keys;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const int radius = px(11);
        if (isChecked())
            drawBox(painter, rect(), radius, color(Token::Selection), color(Token::Blue));
        else if (isHovered() || isDown())
            drawBox(painter, rect(), radius,
                    mixed(color(Token::Window), color(Token::Text), isDown() ? 0.14 : 0.07));
        const int side = std::min(px(22), height() - px(8));
        const QRect place((width() - side) / 2, (height() - side) / 2, side, side);
        const Token token = isChecked() ? Token::Blue : isHovered() ? Token::Text : Token::Muted;
        Theme::instance().icon(info.icon, token).paint(&painter, place);
        if (hasKeyboardFocus())
            drawFocusRing(painter, rect(), radius);
    }

    void keyPressEvent(QKeyEvent *event) override
    {
        // QAbstractButton would move the choice through the group in geometrical order, and left and right
        // too.
        if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
            event->ignore();
        else
            PaintedButton::keyPressEvent(event);
    }
};

NavigationRail::NavigationRail(QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    m_group->setExclusive(true);
    onTheme(this, [this] {
        setFixedWidth(px(railWidth));
        place();
    });
}

void NavigationRail::addPage(const PageInfo &page, bool atBottom)
{
    auto *tile = new Tile(page, this);
    m_group->addButton(tile);
    if (!atBottom && m_top.size() < 9)
        tile->keys = QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + int(m_top.size())));
    else if (atBottom)
        tile->keys = QKeySequence(Qt::CTRL | Qt::Key_Comma);
    tile->retranslate();
    (atBottom ? m_bottom : m_top).push_back(tile);
    connect(tile, &QAbstractButton::clicked, this, [this, tile] { choose(tile->info.id); });
    QWidget *before = nullptr; // Tab goes through the tiles from the top
    for (Tile *each : inOrder()) {
        if (before)
            setTabOrder(before, each);
        before = each;
    }
    tile->show();
    place();
}

std::vector<NavigationRail::Tile *> NavigationRail::inOrder() const
{
    std::vector<Tile *> tiles = m_top;
    tiles.insert(tiles.end(), m_bottom.begin(), m_bottom.end());
    return tiles;
}

void NavigationRail::setCurrent(const QString &id)
{
    m_current = id;
    for (Tile *tile : inOrder()) {
        const bool current = tile->info.id == id;
        tile->setChecked(current);
        tile->setFocusPolicy(current ? Qt::StrongFocus
                                     : Qt::ClickFocus); // Tab leads to it, arrows to the others
    }
}

void NavigationRail::choose(const QString &id)
{
    if (id == m_current)
        return;
    setCurrent(id);
    Q_EMIT pageChosen(id);
}

void NavigationRail::place()
{
    const int count = static_cast<int>(m_top.size() + m_bottom.size());
    if (count == 0)
        return;
    // In a low window the tiles move together, then shrink, so that every page stays in reach.
    const int room = height() - px(firstTile) - px(8);
    const int pitch = std::clamp(room / count, px(smallestTile) + px(2), px(tilePitch));
    const int side = std::min(px(tileSide), pitch - px(2));
    const int left = (width() - side) / 2;
    int top = px(firstTile);
    for (Tile *tile : m_top) {
        tile->setGeometry(left, top, side, side);
        top += pitch;
    }
    int bottom =
        std::max(height() - px(14), top + static_cast<int>(m_bottom.size()) * pitch - (pitch - side));
    for (auto tile = m_bottom.rbegin(); tile != m_bottom.rend(); ++tile) {
        (*tile)->setGeometry(left, bottom - side, side, side);
        bottom -= pitch;
    }
}

void NavigationRail::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const std::vector<Tile *> tiles = inOrder();
    if (step == 0 || tiles.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int count = static_cast<int>(tiles.size());
    for (int i = 0; i < count; ++i) {
        if (!tiles[std::size_t(i)]->hasFocus())
            continue;
        Tile *next = tiles[std::size_t((i + step + count) % count)];
        next->setFocus(step > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
        choose(next->info.id);
        return;
    }
}

void NavigationRail::retranslate()
{
    for (Tile *tile : inOrder())
        tile->retranslate();
}

void NavigationRail::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void NavigationRail::resizeEvent(QResizeEvent *)
{
    place();
}

void NavigationRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Window));
    painter.fillRect(QRect(width() - hairline(), 0, hairline(), height()), color(Token::Border));

    // The mark of the program: white on the way from blue to violet, in both schemes.
    const QRectF mark((width() - px(36)) / 2, px(14), px(36), px(36));
    QLinearGradient fill(mark.topLeft(), mark.bottomRight());
    fill.setColorAt(0, Theme::color(Token::Blue, Scheme::Light));
    fill.setColorAt(1, Theme::color(Token::Violet, Scheme::Dark));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(mark, px(10), px(10));
    const int inset = px(8);
    const Token white = Theme::instance().scheme() == Scheme::Dark ? Token::Text : Token::OnAccent;
    Theme::instance()
        .icon(QStringLiteral("logo"), white)
        .paint(&painter, mark.toRect().adjusted(inset, inset, -inset, -inset));
}

} // namespace pk::gui
