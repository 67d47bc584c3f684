#pragma once

// A page that holds every shared widget once, as the pages do.

#include "theme/app_style.h"
#include "views/card.h"
#include "views/command_box.h"
#include "views/empty_state.h"
#include "views/error_banner.h"
#include "views/icon_button.h"
#include "views/key_value_rows.h"
#include "views/pill.h"
#include "views/search_field.h"
#include "views/segmented_control.h"
#include "views/sparkline.h"
#include "views/stat_tile.h"
#include "views/table_setup.h"
#include "views/themed.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTableWidget>

#include <cmath>

namespace pk::gui {

inline QString sample(const char *text)
{
    return QLatin1String(text);
}

inline Card *tableCard(QWidget *parent)
{
    auto *card = new Card(parent);
    card->setTitle(sample("Messages"));
    card->setSubtitle(QString::fromUtf8("284 913 captured \xC2\xB7 newest first"));
    card->setIcon(sample("messages"));
    card->setHeaderLine(false);
    auto *search = new SearchField(sample("Filter by key, offset or JSON path"));
    onTheme(search, [search] { search->setFixedWidth(px(220)); });
    card->addAction(search);
    auto *table = new QTableWidget(14, 5, card);
    table->setHorizontalHeaderLabels(
        {sample("Time"), sample("Part."), sample("Offset"), sample("Key"), sample("Value")});
    for (int row = 0; row < table->rowCount(); ++row) {
        const QStringList cells{sample("10:42:07.918"), QString::number(row % 6),
                                QString::number(48093 - row), QStringLiteral("ORD-%1").arg(10482 - row),
                                sample("{\"order_id\":\"ORD-10482\",\"status\":\"PAID\"}")};
        for (int column = 0; column < cells.size(); ++column)
            table->setItem(row, column, new QTableWidgetItem(cells[column]));
    }
    onTheme(table, [table] { table->setFont(Theme::instance().font(TextRole::Mono)); });
    setUpTable(table);
    table->selectRow(3);
    card->body()->setContentsMargins(1, 0, 1, 12);
    card->body()->addWidget(table);
    return card;
}

inline Card *controlsCard(QWidget *parent)
{
    auto *card = new Card(parent);
    card->setTitle(sample("raw_orders"));
    card->setSubtitle(QString::fromUtf8("topic \xC2\xB7 6 partitions \xC2\xB7 RF 3"));
    card->setIcon(sample("topic"), BlueAccent, true);
    auto *lag = new Pill(AmberAccent, sample("lag 21"));
    card->addAction(lag);
    card->addAction(new IconButton(sample("search"), sample("Search")));
    auto *body = card->body();
    const auto addRow = [body](std::initializer_list<QWidget *> widgets) {
        auto *row = new QHBoxLayout;
        for (QWidget *widget : widgets)
            row->addWidget(widget);
        row->addStretch();
        body->addLayout(row);
    };
    auto *segments = new SegmentedControl;
    segments->setOptions({{sample("begin"), sample("Begin"), sample("to-start")},
                          {sample("offset"), sample("Offset"), sample("hash")},
                          {sample("time"), sample("Time"), sample("clock")}});
    segments->setCurrent(sample("offset"));
    addRow({segments});
    auto *all = new Chip(sample("All"));
    all->setChecked(true);
    auto *first = new Chip(sample("P0"));
    first->setFigure(QString::fromUtf8("48\xE2\x80\x89"
                                       "211"));
    auto *live = new Pill(GreenAccent, sample("0 dropped"));
    live->setMark(Mark::Dot);
    auto *broken = new Pill(RoseAccent, sample("3"));
    broken->setMark(Mark::Triangle);
    broken->setSmall(true);
    addRow({all, first, live, broken});
    auto *plain = new QPushButton(Theme::instance().icon(sample("external"), Token::Text), sample("Import"));
    auto *tonal = new QPushButton(Theme::instance().icon(sample("send"), Token::BlueText), sample("Produce"));
    setButtonKind(tonal, ButtonKind::Tonal);
    auto *solid = new QPushButton(sample("Apply"));
    setButtonKind(solid, ButtonKind::Solid);
    auto *danger = new QPushButton(sample("Kill"));
    setButtonKind(danger, ButtonKind::Danger);
    auto *disabled = new QPushButton(sample("Off"));
    disabled->setEnabled(false);
    addRow({plain, tonal, solid, danger, disabled});
    auto *check = new QCheckBox(sample("Check"));
    check->setChecked(true);
    auto *radio = new QRadioButton(sample("Radio"));
    radio->setChecked(true);
    auto *toggle = new QCheckBox(sample("Switch"));
    setSwitch(toggle);
    toggle->setChecked(true);
    auto *spin = new QSpinBox;
    spin->setMaximum(99999);
    spin->setValue(48093);
    auto *combo = new QComboBox;
    combo->addItems({sample("P3 @ 48093"), sample("P1")});
    addRow({check, radio, toggle});
    addRow({spin, combo});
    auto *tabs = new QTabBar;
    for (const char *name : {"JSON", "Raw", "Hex", "Headers"})
        tabs->addTab(sample(name));
    addRow({tabs});
    auto *progress = new QProgressBar;
    progress->setTextVisible(false);
    progress->setValue(60);
    body->addWidget(progress);
    auto *tiles = new QHBoxLayout;
    auto *lagTile = new StatTile;
    lagTile->setFigure(sample("599"));
    lagTile->setCaption(sample("lag"));
    lagTile->setToken(Token::RoseText);
    auto *rateTile = new StatTile;
    rateTile->setFigure(sample("312"), sample("msg/s"));
    rateTile->setCaption(sample("in"));
    auto *line = new Sparkline(Token::Blue);
    std::vector<float> values;
    for (int i = 0; i < 30; ++i)
        values.push_back(float(3 + std::sin(i * 0.9) + std::cos(i * 0.37)));
    line->setValues(values);
    tiles->addWidget(lagTile);
    tiles->addWidget(rateTile);
    tiles->addStretch();
    tiles->addWidget(line);
    body->addLayout(tiles);
    body->addStretch();
    return card;
}

inline Card *detailCard(QWidget *parent)
{
    auto *card = new Card(parent);
    card->setTitle(sample("ORD-10482"));
    card->setSubtitle(sample("order.updated"));
    card->setIcon(sample("path"), GreenAccent);
    auto *banner = new ErrorBanner(card);
    banner->show(
        ErrorBanner::Severity::Error,
        sample("The broker's process has ended. A fresh cluster is started; the session can be replayed."));
    banner->setAction(sample("Replay"));
    card->body()->addWidget(banner);
    auto *rows = new KeyValueRows;
    rows->setRows(
        {{sample("correlation_id"), sample("7f3a91c2-5d0e-4b7a-9c61-2ab04e8d10f3"), Token::Text, {}},
         {sample("topic"), sample("raw_orders P3 @ 48084"), Token::Text, sample("topic:raw_orders")},
         {sample("source"), sample("generator"), Token::Text, {}}});
    card->body()->addWidget(rows);
    auto *command = new CommandBox;
    command->setCommand(
        sample("kcat -C -b 127.0.0.1:40817 -t raw_orders -p 3 -o 48084 -c 1 -f '%k %h %s\\n'"));
    command->setNote(sample("Works here too."));
    card->body()->addWidget(command);
    auto *empty = new EmptyState(sample("dead-letter"));
    empty->setTexts(sample("No dead letters"), sample("Every record so far could be transformed."));
    empty->setAction(sample("Send a poison message"));
    card->body()->addWidget(empty, 1);
    return card;
}

inline QWidget *newGallery(QWidget *parent)
{
    auto *page = new QWidget(parent);
    auto *row = new QHBoxLayout(page);
    row->addWidget(tableCard(page), 3);
    row->addWidget(controlsCard(page), 2);
    row->addWidget(detailCard(page), 2);
    onTheme(page, [row] {
        row->setContentsMargins(pageMargins());
        row->setSpacing(px(16));
    });
    return page;
}

} // namespace pk::gui
