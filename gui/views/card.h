#pragma once

// The surface that a page is made of: a header with icon, title, a second line or note, and actions; a body
// below.
//
// Thread: GUI thread. Ownership: what is added belongs to the card.

#include "theme/theme.h"

#include <QWidget>

#include <optional>

class QHBoxLayout;
class QVBoxLayout;

namespace pk::gui {

class TextLabel;

class Card : public QWidget
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// Beside the title; below it when the icon stands in a tile.
    void setSubtitle(const QString &subtitle);
    void setIcon(const QString &name, const Accent &accent = BlueAccent, bool inTile = false);
    /// 48 instead of 52 pixels of header.
    void setCompact(bool compact);
    void setHeaderLine(bool line);
    /// A coloured border: something here asks for attention.
    void setAlert(std::optional<Token> token);

    /// At the right end of the header.
    void addAction(QWidget *widget);
    QVBoxLayout *body() { return m_body; }
    /// Of all that is not the body's content; known at once, without waiting for a layout.
    int frameHeight() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Header;

    Header *m_header;
    QVBoxLayout *m_body;
    std::optional<Token> m_alert;
};

} // namespace pk::gui
