#pragma once

// The rail at the left: the mark of the program, one tile for each page, the settings at the bottom. Up and
// down move between tiles, as does Ctrl with a figure.
//
// Thread: GUI thread.

#include "app/page_info.h"

#include <QWidget>

#include <vector>

class QButtonGroup;

namespace pk::gui {

class NavigationRail : public QWidget
{
    Q_OBJECT

public:
    explicit NavigationRail(QWidget *parent = nullptr);

    /// `atBottom` stands apart from the others, at the lower end.
    void addPage(const PageInfo &page, bool atBottom = false);
    /// Does not emit pageChosen().
    void setCurrent(const QString &id);
    QString current() const { return m_current; }

Q_SIGNALS:
    void pageChosen(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    class Tile;

    void place();
    void retranslate();
    void choose(const QString &id);
    std::vector<Tile *> inOrder() const;

    QButtonGroup *m_group;
    std::vector<Tile *> m_top;
    std::vector<Tile *> m_bottom;
    QString m_current;
};

} // namespace pk::gui
